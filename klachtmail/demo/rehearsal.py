"""``klachtmail demo``: real complaints through real protocols on embedded servers, time moved forward.

What each person received is printed as a timeline and left as .eml files and one HTML page.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from klachtmail.config import Config, load
from klachtmail.daemon import one_pass
from klachtmail.demo import scenes
from klachtmail.demo.mailserver import MailServer, running, submit
from klachtmail.demo.page import page
from klachtmail.demo.scenes import SCENES, Scene
from klachtmail.demo.stamps import Delivered
from klachtmail.logs import configure
from klachtmail.reading import Reader
from klachtmail.wiring import built

_ZONE = ZoneInfo("Europe/Amsterdam")
_PASSWORD = "demo"  # noqa: S105 - of mailboxes that live as long as the demo

_CONFIG = """
[daemon]
mode = "act"
[mailbox]
host = "127.0.0.1"
port = {imap}
security = "none"
username = "{mailbox}"
addresses = ["{mailbox}"]
trusted_authserv_id = "mx.demo.example"
accept_since = 2026-03-01
[smtp]
host = "127.0.0.1"
port = {smtp}
security = "none"
[people]
quality_officer = "{officer}"
handler = "{handler}"
dpo = "{dpo}"
directie = ["{director}"]
[[people.staff]]
name = "Ineke Wubs"
email = "{officer}"
[[people.staff]]
name = "Marjolein Dekkinga"
email = "{handler}"
[database]
url = "sqlite:///register.db"
"""


class DemoClock:
    """A clock that the rehearsal sets forward."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """The moment of the scene, in UTC."""
        return self.moment.astimezone(UTC)


def rehearse(out: Path, *, keep: bool) -> int:
    """Play all scenes; 0 where each mail ended where it should, else 1."""
    configure(json=False, level="error")
    clock = DemoClock(SCENES[0].at)
    people = (scenes.MAILBOX, scenes.OFFICER, scenes.HANDLER, scenes.DIRECTOR, scenes.DPO)
    writers = {scene.writer for scene in SCENES} - {scenes.ELIF}
    accounts = dict.fromkeys((*people, *sorted(writers)), _PASSWORD)
    with (
        tempfile.TemporaryDirectory(prefix="klachtmail-demo-") as folder,
        running(accounts, clock, bouncing=(scenes.ELIF,)) as server,
    ):
        config = _config(Path(folder), server)
        cases = asyncio.run(_play(config, clock, server))
        letters = [mail for mail in server.received if mail.mail_from == scenes.MAILBOX]
        _leave(out, letters, cases)
        well = _verdict(cases)
        if keep:
            _keep(server)
    return 0 if well else 1


def _config(folder: Path, server: MailServer) -> Config:
    text = _CONFIG.format(
        imap=server.imap_port,
        smtp=server.smtp_port,
        mailbox=scenes.MAILBOX,
        officer=scenes.OFFICER,
        handler=scenes.HANDLER,
        director=scenes.DIRECTOR,
        dpo=scenes.DPO,
    )
    file = folder / "config.toml"
    file.write_text(text)
    return load(file, {"KLACHTMAIL_MAILBOX_PASSWORD": _PASSWORD})


async def _play(config: Config, clock: DemoClock, server: MailServer) -> list[dict[str, object]]:
    with built(config, clock) as works:
        for scene in SCENES:
            clock.moment = scene.at
            _say(f"\n{_time(scene.at)}  {scene.name} <{scene.writer}> schrijft: {scene.shows}")
            await asyncio.to_thread(submit, server, scene.writer, scenes.MAILBOX, _mail(scene, server))
            for _ in range(2):  # the second pass meets what machines answered to the first
                before = len(server.received)
                await one_pass(works)
                _tell(server.received[before:])
        await works.mailbox.close()
        reader = Reader(works.register, "Europe/Amsterdam", clock())
        _say("\nHet register:")
        for case in reader.cases():
            _say(f"  {_line(case)}")
        for entry in reader.entries():
            _say(f"  {entry['number']}  geen zaak, voor de lijst van de kwaliteitsverantwoordelijke")
        return reader.cases()


def _mail(scene: Scene, server: MailServer) -> bytes:
    """The scene's mail, as its writer's program would make it."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = f"{scene.name} <{scene.writer}>"
    mail["To"] = scenes.MAILBOX
    mail["Date"] = format_datetime(scene.at)
    mail["Message-ID"] = f"<{scene.at:%Y%m%d%H%M}@{scene.writer.partition('@')[2]}>"
    mail["Subject"] = scene.subject
    if scene.replies:
        answered = _latest(server, scene.writer)
        del mail["Subject"], mail["To"]
        prefix = "Automatisch antwoord" if scene.automatic else "RE"
        mail["Subject"] = f"{prefix}: {answered['Subject']}"
        mail["To"] = answered["Reply-To"]
        mail["In-Reply-To"] = answered["Message-ID"]
    if scene.automatic:
        mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(scene.text)
    return mail.as_bytes()


def _latest(server: MailServer, writer: str) -> EmailMessage:
    """The latest letter to somebody."""
    theirs = [mail for mail in server.received if writer in mail.rcpt_to]
    found = message_from_bytes(theirs[-1].raw, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def _tell(letters: list[Delivered]) -> None:
    for letter in letters:
        subject = message_from_bytes(letter.raw, policy=policy.default)["Subject"]
        _say(f"{_time(letter.at)}    -> {letter.rcpt_to[0]}: {subject}")


def _line(case: dict[str, object]) -> str:
    owed = case["duties"]
    assert isinstance(owed, list)
    open_ones = [f"{duty['kind']} {duty['deadline']}" for duty in owed if not duty["met_at"]]
    return f"{case['number']}  {case['track']:<8} {case['state']:<9} open: {', '.join(open_ones)}"


def _verdict(cases: list[dict[str, object]]) -> bool:
    """Four cases; all acknowledged but the one whose letter came back; the reply in its case."""
    acknowledged = [case["acknowledged_at"] is not None for case in cases]
    well = acknowledged == [True, True, True, False] and cases[0]["messages"] == 2  # noqa: PLR2004 - the scenes
    _say("\nAlles kwam waar het hoort." if well else "\nNiet alles kwam waar het hoort.")
    return well


def _leave(out: Path, letters: list[Delivered], cases: list[dict[str, object]]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, letter in _named(letters):
        (out / name).write_bytes(letter.raw)
    (out / "index.html").write_text(page(letters, cases), encoding="utf-8")
    _say(f"\n{len(letters)} brieven staan in {out}/ als .eml; open {out}/index.html om ze te lezen.")


def _named(letters: list[Delivered]) -> Iterator[tuple[str, Delivered]]:
    for number, letter in enumerate(letters, 1):
        yield f"{number:02d}-{letter.rcpt_to[0].replace('@', '-at-')}.eml", letter


def _keep(server: MailServer) -> None:
    """Leave the servers up until somebody presses Enter."""
    _say(f"\nIMAP 127.0.0.1:{server.imap_port}, SMTP 127.0.0.1:{server.smtp_port}, geen TLS.")
    _say(f"Gebruikersnaam is het adres, het wachtwoord is {_PASSWORD}. Enter stopt.")
    sys.stdin.readline()


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(_ZONE):%d-%m %H:%M}"


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - the timeline is the demo's output
