"""A whole klachtmail on the embedded servers, for tests of the flows: real IMAP, real SMTP, a real register."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from imapclient import IMAPClient

from klachtmail.config import Config, load
from klachtmail.daemon import one_pass
from klachtmail.demo.mailserver import MailServer, running
from klachtmail.reading import Reader
from klachtmail.records.store import Register
from klachtmail.wiring import Works, built
from tests.edges.outward import wrongs
from tests.edges.registers import begun

ZONE = ZoneInfo("Europe/Amsterdam")
MAILBOX = "kwaliteit@werkenderwijs.example"
OFFICER = "i.wubs@werkenderwijs.example"
HANDLER = "m.dekkinga@werkenderwijs.example"
DIRECTOR = "directie@werkenderwijs.example"
DPO = "dpo@privacykantoor.example"
HENNIE = "h.trip@example.org"
START = datetime(2026, 3, 9, 10, 0, tzinfo=ZONE)
COMPLAINT = (
    "Ik heb nu drie keer voor een dichte deur gestaan. Niemand had mij afgebeld en ik word niet teruggebeld. "
    "Ik ben hier boos over en dien hierbij een klacht in."
)
PRIVACY = (
    "Uw coach heeft mijn diagnose zonder toestemming aan mijn werkgever gemaild. Dit zijn mijn persoonsgegevens. "
    "Ik dien hierover een klacht in."
)
QUESTION = "Kunt u mij zeggen hoe laat het kantoor in Emmen vrijdag open is? Alvast bedankt."

CONFIG = """
[daemon]
mode = "act"
[mailbox]
host = "127.0.0.1"
port = {imap}
security = "none"
username = "{mailbox}"
addresses = ["{mailbox}", "kwaliiteit@werkenderwijs.example"]
trusted_authserv_id = "mx.demo.example"
accept_since = 2026-01-01
{mailbox_extra}
[smtp]
host = "127.0.0.1"
port = {smtp}
security = "none"
{smtp_extra}
[people]
quality_officer = "i.wubs@werkenderwijs.example"
handler = "m.dekkinga@werkenderwijs.example"
dpo = "dpo@privacykantoor.example"
directie = ["directie@werkenderwijs.example"]
[[people.staff]]
name = "Ineke Wubs"
email = "i.wubs@werkenderwijs.example"
[[people.staff]]
name = "Marjolein Dekkinga"
email = "m.dekkinga@werkenderwijs.example"
[[people.staff]]
name = "Henk-Jan Sikkema"
email = "hj.sikkema@werkenderwijs.example"
[database]
url = "sqlite:///register.db"
{extra}
"""


@dataclass(slots=True)
class House:
    """The servers, the configuration, a clock that tests set, and how to run a pass."""

    folder: Path
    server: MailServer
    config: Config
    now: datetime = START
    steps: list[str] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.now.astimezone(UTC)

    def reload(self) -> None:
        """Read the configuration again after a test mended its file."""
        self.config = load(self.folder / "config.toml", {"KLACHTMAIL_MAILBOX_PASSWORD": "geheim"})

    def once(self, at: datetime | None = None) -> None:
        self.now = at or self.now
        begun(self.folder / "register.db")

        async def work() -> None:
            with built(self.config, self.clock, step=self.steps.append) as works:
                works.outbox.recover(self.clock())
                try:
                    await one_pass(works)
                finally:
                    await works.mailbox.close()

        asyncio.run(work())

    @contextmanager
    def works(self) -> Iterator[Works]:
        begun(self.folder / "register.db")
        with built(self.config, self.clock) as works:
            yield works

    def reader(self) -> Reader:
        return Reader(Register(begun(self.folder / "register.db")), "Europe/Amsterdam", self.clock())

    def cases(self) -> list[dict]:
        return json.loads(json.dumps(self.reader().cases()))

    def entries(self) -> list[dict]:
        return json.loads(json.dumps(self.reader().entries()))

    def letters(self, to: str | None = None) -> list[EmailMessage]:
        """The letters about cases that klachtmail sent, as their receivers parse them."""
        return [letter for letter in self.everything(to) if "[KL-" in letter["Subject"]]

    def everything(self, to: str | None = None) -> list[EmailMessage]:
        """All its letters, digests and lists included."""
        sent = [mail for mail in self.server.received if mail.mail_from == MAILBOX]
        return [
            message_from_bytes(mail.raw, policy=policy.default) for mail in sent if to is None or to in mail.rcpt_to
        ]

    def nobody_reads_anothers_words(self) -> None:
        """What holds of all mail to people outside, whatever the test was about (DESIGN 2.4)."""
        office, file = self.config.office, self.folder / "register.db"
        found = wrongs(self.server.received, file, MAILBOX, office.people)
        assert not found, "\n".join(found)

    def imap(self, user: str = MAILBOX) -> IMAPClient:
        client = IMAPClient("127.0.0.1", port=self.server.imap_port, ssl=False)
        client.normalise_times = False
        client.login(user, "geheim")
        return client

    def append(self, raw: bytes, folder: str = "INBOX", at: datetime | None = None, flags: tuple = ()) -> None:
        with self.imap() as client:
            client.append(folder, raw, flags, at or self.now)

    def mails(self, folder: str = "INBOX") -> list[bytes]:
        with self.imap() as client:
            client.select_folder(folder, readonly=True)
            uids = client.search()
            return [client.fetch([uid], [b"BODY.PEEK[]"])[uid][b"BODY[]"] for uid in uids]


def mail(
    text: str = COMPLAINT,
    *,
    sender: str = f"Hennie Trip <{HENNIE}>",
    to: str = MAILBOX,
    subject: str = "Niemand belt terug",
    at: datetime = START,
    headers: tuple[tuple[str, str], ...] = (),
    message_id: str | None = None,
) -> bytes:
    made = EmailMessage(policy=policy.SMTP)
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = format_datetime(at)
    serial = sha256(repr((text, sender, subject, at, headers)).encode()).hexdigest()[:20]
    made["Message-ID"] = message_id or f"<{serial}@klant.example>"
    for name, value in headers:
        made[name] = value
    made.set_content(text)
    return made.as_bytes()


@contextmanager
def house(
    folder: Path,
    *,
    mailbox_extra: str = "",
    smtp_extra: str = "",
    extra: str = "",
    others: tuple[str, ...] = (),
    bouncing: tuple[str, ...] = (),
    vacation: dict[str, str] | None = None,
) -> Iterator[House]:
    made: list[House] = []
    people = (MAILBOX, OFFICER, HANDLER, DIRECTOR, DPO, HENNIE, *others)

    def clock() -> datetime:
        return (made[0].now if made else START).astimezone(UTC)

    with running(dict.fromkeys(people, "geheim"), clock, bouncing=bouncing, vacation=vacation) as server:
        file = folder / "config.toml"
        file.write_text(
            CONFIG.format(
                imap=server.imap_port,
                smtp=server.smtp_port,
                mailbox=MAILBOX,
                mailbox_extra=mailbox_extra,
                smtp_extra=smtp_extra,
                extra=extra,
            )
        )
        made.append(House(folder, server, load(file, {"KLACHTMAIL_MAILBOX_PASSWORD": "geheim"})))
        yield made[0]
        made[0].nobody_reads_anothers_words()
