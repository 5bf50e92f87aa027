"""Ten thousand mails in a minute, on a real Dovecot: is the register right, and how much mail do the people get?

Complaints, automatic answers, delivery reports and questions in turn, all from different people, then a pass, then
one pass on each of the next working days. It ends with an error where a mail is lost or a number missing.
Run: ``.venv/bin/python bench/flood.py --mails 10000``.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from sqlalchemy import text  # noqa: E402

from klachtmail.clock import fixed_clock  # noqa: E402
from klachtmail.config import Config, load  # noqa: E402
from klachtmail.daemon import one_pass  # noqa: E402
from klachtmail.demo.mailserver import MailServer, running  # noqa: E402
from klachtmail.wiring import built  # noqa: E402
from tests.edges.dovecot import Dovecot  # noqa: E402
from tests.edges.house import COMPLAINT, CONFIG, QUESTION, mail  # noqa: E402

NOW = datetime(2026, 3, 9, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
ANSWER = "Ik ben afwezig tot en met 20 maart. Voor spoed kunt u de receptie bellen."
REPORT = "This is the mail system at host mx.example.org.\n\n<iemand@example.org>: 550 5.1.1 User unknown"
FIGURES = {
    "mails taken in": "SELECT COUNT(*) FROM mail",
    "not finished": "SELECT COUNT(*) FROM mail WHERE stage NOT IN ('done', 'copy')",
    "cases": "SELECT COUNT(*) FROM case_file",
    "highest number": "SELECT IFNULL(MAX(serial), 0) FROM case_file",
    "entries": "SELECT COUNT(*) FROM entry",
    "held letters": "SELECT COUNT(*) FROM letter WHERE state = 'held'",
}


def main() -> None:
    """Run it and print what happened."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=6, help="working days after the flood")
    chosen = parser.parse_args()
    with Dovecot() as dovecot, running({}) as sink, tempfile.TemporaryDirectory() as folder:
        account = dovecot.account()
        with account.client() as client:
            for number, raw in enumerate(_mails(chosen.mails)):
                client.append("INBOX", raw, (), NOW + timedelta(milliseconds=60_000 * number // chosen.mails))
        file = Path(folder) / "config.toml"
        file.write_text(
            CONFIG.format(
                imap=account.port,
                smtp=sink.smtp_port,
                mailbox=account.username,
                mailbox_extra="",
                smtp_extra="saves_to_sent = true",
                extra="",
            )
        )
        config = load(file, {"KLACHTMAIL_MAILBOX_PASSWORD": account.password})
        _flooded(config, sink, chosen.mails, chosen.days)


def _flooded(config: Config, sink: MailServer, mails: int, days: int) -> None:
    begin = time.perf_counter()
    figures = asyncio.run(_pass(config, NOW + timedelta(minutes=2)))
    seconds = time.perf_counter() - begin
    print(f"{mails} mails in {seconds:.0f} s ({mails / seconds:.0f} a second)")
    for name, value in figures.items():
        print(f"  {name}: {value}")
    _letters("in the pass of the flood", sink, 0)
    for moment in _mornings(days):
        seen, begin = len(sink.received), time.perf_counter()
        asyncio.run(_pass(config, moment))
        _letters(f"{moment:%a %d %b} ({time.perf_counter() - begin:.0f} s)", sink, seen)
    if (figures["mails taken in"], figures["not finished"]) != (mails, 0):
        sys.exit("a mail was lost")
    if figures["cases"] != figures["highest number"]:
        sys.exit("a number is missing")


def _mornings(days: int) -> Iterator[datetime]:
    """The next working days, after digest and reminders are due."""
    ahead = (NOW.replace(hour=8, minute=45) + timedelta(days=day) for day in range(1, 2 * days + 4))
    working = (moment for moment in ahead if moment.weekday() < 5)
    return (moment for moment, _ in zip(working, range(days), strict=False))


def _letters(when: str, sink: MailServer, since: int) -> None:
    """How many letters each of the staff got, and how many went outside."""
    to = Counter(one.rcpt_to[0] for one in sink.received[since:])
    staff = {person: count for person, count in to.items() if not person.startswith("klager")}
    outside = sum(to.values()) - sum(staff.values())
    print(f"{when}: outside {outside}; " + ", ".join(f"{person} {count}" for person, count in sorted(staff.items())))


async def _pass(config: Config, moment: datetime) -> dict[str, int]:
    with built(config, fixed_clock(moment)) as works:
        try:
            await one_pass(works)
        finally:
            await works.mailbox.close()
        with works.register.transaction() as work:
            run = work.session.connection().execute
            return {name: run(text(query)).scalar_one() for name, query in FIGURES.items()}


def _mails(count: int) -> Iterator[bytes]:
    for number in range(count):
        sender = f"Klager {number} <klager{number}@example.org>"
        yield KINDS[number % len(KINDS)](number, sender)


def _complaint(number: int, sender: str) -> bytes:
    return mail(f"{COMPLAINT}\n\nHet gaat om afspraak {number}.", sender=sender, subject=f"Klacht {number}")


def _question(number: int, sender: str) -> bytes:
    return mail(f"{QUESTION}\n\n{number}", sender=sender, subject=f"Vraag {number}")


def _answer(number: int, sender: str) -> bytes:
    headers = (("Auto-Submitted", "auto-replied"),)
    return mail(f"{ANSWER}\n\n{number}", sender=sender, subject="Automatisch antwoord: klacht", headers=headers)


def _report(number: int, _sender: str) -> bytes:
    daemon = "Mail Delivery System <MAILER-DAEMON@mx.example.org>"
    return mail(f"{REPORT}\n\n{number}", sender=daemon, subject="Undelivered Mail Returned to Sender")


KINDS = (_complaint, _answer, _complaint, _report, _question)

if __name__ == "__main__":
    main()
