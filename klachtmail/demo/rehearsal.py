"""``klachtmail demo``: real complaints through real protocols on embedded servers, over five weeks of time.

What each person received is printed as a timeline and left as .eml files and one HTML page.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from klachtmail.config import Config, load
from klachtmail.demo import scenes
from klachtmail.demo.mailserver import MailServer, running
from klachtmail.demo.page import page
from klachtmail.demo.scenes import SCENES
from klachtmail.demo.stage import DemoClock, play
from klachtmail.demo.stamps import Delivered
from klachtmail.demo.timeline import day_of, say, subject_of
from klachtmail.logs import configure
from klachtmail.reading import Reader
from klachtmail.wiring import built

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
deputy = "{deputy}"
dpo = "{dpo}"
directie = ["{director}"]
[[people.staff]]
name = "Ineke Wubs"
email = "{officer}"
[[people.staff]]
name = "Marjolein Dekkinga"
email = "{handler}"
[[people.staff]]
name = "Roelof Eising"
email = "{deputy}"
[database]
url = "sqlite:///register.db"
"""


def rehearse(out: Path, *, keep: bool) -> int:
    """Play all scenes; 0 where each mail ended where it should, else 1."""
    configure(json=False, level="error")
    clock = DemoClock(SCENES[0].at)
    people = (scenes.MAILBOX, scenes.OFFICER, scenes.HANDLER, scenes.DEPUTY, scenes.DIRECTOR, scenes.DPO)
    writers = {scene.writer for scene in SCENES} - {scenes.ELIF}
    accounts = dict.fromkeys((*people, *sorted(writers)), _PASSWORD)
    with (
        tempfile.TemporaryDirectory(prefix="klachtmail-demo-") as folder,
        running(accounts, clock, bouncing=(scenes.ELIF,)) as server,
    ):
        config = _config(Path(folder), server)
        cases = asyncio.run(_rehearse(config, clock, server))
        letters = [mail for mail in server.received if mail.mail_from == scenes.MAILBOX]
        _leave(out, letters, cases)
        well = _verdict(cases, letters)
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
        deputy=scenes.DEPUTY,
        director=scenes.DIRECTOR,
        dpo=scenes.DPO,
    )
    file = folder / "config.toml"
    file.write_text(text)
    return load(file, {"KLACHTMAIL_MAILBOX_PASSWORD": _PASSWORD})


async def _rehearse(config: Config, clock: DemoClock, server: MailServer) -> list[dict[str, object]]:
    with built(config, clock) as works:
        await play(works, clock, server)
        await works.mailbox.close()
        reader = Reader(works.register, "Europe/Amsterdam", clock())
        say("\nHet register:")
        for case in reader.cases():
            say(f"  {_line(case)}")
        for entry in reader.entries():
            say(f"  {entry['number']}  geen zaak, voor de lijst van de kwaliteitsverantwoordelijke")
        return reader.cases()


def _line(case: dict[str, object]) -> str:
    owed = case["duties"]
    assert isinstance(owed, list)
    open_ones = [f"{duty['kind']} {duty['deadline'][:10]}" for duty in owed if not duty["met_at"]]
    return f"{case['number']}  {case['track']:<8} {case['state']:<9} open: {', '.join(open_ones)}"


def _verdict(cases: list[dict[str, object]], letters: list[Delivered]) -> bool:
    """All acknowledged but the case whose letter came back; the reply in its case; a digest each working day."""
    acknowledged = [case["acknowledged_at"] is not None for case in cases]
    well = acknowledged == [True, True, True, False] and cases[0]["messages"] == scenes.MESSAGES
    days = [day_of(letter) for letter in letters if subject_of(letter).startswith("Klachten: ")]
    well = well and len(days) == len(set(days)) == scenes.WORKING_DAYS
    say("\nAlles kwam waar en wanneer het hoort." if well else "\nNiet alles kwam waar en wanneer het hoort.")
    return well


def _leave(out: Path, letters: list[Delivered], cases: list[dict[str, object]]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, letter in _named(letters):
        (out / name).write_bytes(letter.raw)
    (out / "index.html").write_text(page(letters, cases), encoding="utf-8")
    say(f"\n{len(letters)} brieven staan in {out}/ als .eml; open {out}/index.html om ze te lezen.")


def _named(letters: list[Delivered]) -> Iterator[tuple[str, Delivered]]:
    for number, letter in enumerate(letters, 1):
        yield f"{number:02d}-{letter.rcpt_to[0].replace('@', '-at-')}.eml", letter


def _keep(server: MailServer) -> None:
    """Leave the servers up until somebody presses Enter."""
    say(f"\nIMAP 127.0.0.1:{server.imap_port}, SMTP 127.0.0.1:{server.smtp_port}, geen TLS.")
    say(f"Gebruikersnaam is het adres, het wachtwoord is {_PASSWORD}. Enter stopt.")
    sys.stdin.readline()
