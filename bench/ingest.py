"""Messages per second of one pass over Dovecot, beside a bare script that does the least one could do.

The bare script fetches the same mails, parses them with the standard library (policy.default), writes one
durable SQLite transaction a message, and builds and sends as many letters of about the same size with
EmailMessage and smtplib over one kept connection. Run: `make bench`.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import resource
import smtplib
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from klachtmail.clock import fixed_clock  # noqa: E402 - the tests' servers are found from the root
from klachtmail.config import load  # noqa: E402
from klachtmail.daemon import one_pass  # noqa: E402
from klachtmail.demo.mailserver import running  # noqa: E402
from klachtmail.wiring import built  # noqa: E402
from tests.edges.dovecot import Dovecot  # noqa: E402
from tests.edges.house import COMPLAINT, CONFIG, mail  # noqa: E402

NOW = datetime(2026, 3, 9, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
_LINUX_KIB = 1024


def main() -> None:
    """Print the figures."""
    chosen = _arguments()
    with tempfile.TemporaryDirectory(prefix="klachtmail-bench-") as folder:
        if chosen.bare:
            print(_bare(chosen, Path(folder)))
            return
        ours = _ours(chosen, Path(folder), filled=0)
        print(f"klachtmail, empty register:  {ours}")
        with tempfile.TemporaryDirectory() as other:
            filled = _ours(chosen, Path(other), filled=chosen.cases)
        print(f"klachtmail, {chosen.cases} cases:     {filled}")
    bare = subprocess.run(
        [sys.executable, __file__, "--bare", "--mails", str(chosen.mails), "--letters", str(ours.letters)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    print(f"bare script:                 {bare}")
    rate = float(bare.split()[0])
    print(f"ratio to the bare script:    {ours.rate / rate:.2f}")
    print(f"ratio filled to empty:       {filled.rate / ours.rate:.2f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--cases", type=int, default=10_000, help="cases in the register for the second run")
    parser.add_argument("--letters", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


class Figures:
    """Rate, processor time and memory of one run."""

    def __init__(self, mails: int, wall: float, cpu: float, letters: int) -> None:
        self.rate = mails / wall
        self.letters = letters
        self.cpu = cpu / mails * 1000
        self.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _LINUX_KIB

    def __str__(self) -> str:
        return (
            f"{self.rate:.1f} messages/s, {self.cpu:.1f} ms CPU a message, {self.letters} letters, "
            f"peak {self.peak:.0f} MiB"
        )


def _mails(count: int) -> list[bytes]:
    return [
        mail(
            f"{COMPLAINT}\n\nHet gaat om afspraak {number}.",
            sender=f"Klager {number} <klager{number}@example.org>",
            subject=f"Klacht {number}",
        )
        for number in range(count)
    ]


def _ours(chosen: argparse.Namespace, folder: Path, *, filled: int) -> Figures:
    with Dovecot() as dovecot, running({}) as sink:
        account = dovecot.account()
        text = CONFIG.format(
            imap=account.port,
            smtp=sink.smtp_port,
            mailbox=account.username,
            mailbox_extra="",
            smtp_extra="saves_to_sent = true",
            extra="[limits]\nnew_cases_an_hour = 0",
        )
        (folder / "config.toml").write_text(text)
        os.environ["KLACHTMAIL_MAILBOX_PASSWORD"] = account.password
        config = load(folder / "config.toml", os.environ)
        return asyncio.run(_measure(config, account, sink, _mails(chosen.mails), filled))


async def _measure(config: object, account: object, sink: object, mails: list[bytes], filled: int) -> Figures:
    with built(config, fixed_clock(NOW)) as works:  # type: ignore[arg-type]
        _fill(works.register.file, filled)
        await one_pass(works)
        _put(account, mails)
        before, cpu = time.perf_counter(), time.process_time()
        await one_pass(works, everything=False)
        wall, cpu = time.perf_counter() - before, time.process_time() - cpu
        await works.mailbox.close()
        gc.collect()
        return Figures(len(mails), wall, cpu, len(sink.received))  # type: ignore[attr-defined]


def _put(account: object, mails: list[bytes]) -> None:
    with account.client() as client:  # type: ignore[attr-defined]
        for raw in mails:
            client.append("INBOX", raw, (), NOW)


def _fill(file: Path, cases: int) -> None:
    """Settled cases with their mails, duties, events and letters, as years of work would leave them."""
    with sqlite3.connect(file) as register:
        for number in range(1, cases + 1):
            name, at = f"KL-2024-{number:05d}", "2024-03-01 09:00:00"
            register.execute(
                "INSERT INTO case_file (number, year, serial, code, track, state, received_at, received_from,"
                " opened_at, complainant_name, complainant_email, channel, handler, registered_by, flags, left_out,"
                " outcome) VALUES (?, 2024, ?, 'X7PQ', 'service', 'settled', ?, 'internaldate', ?, 'N', ?, 'e-mail',"
                " '', '', '[]', '[]', '')",
                (name, number, at, at, f"oud{number}@example.org"),
            )
            register.execute(
                "INSERT INTO participant (case_number, email, name) VALUES (?, ?, 'N')",
                (name, f"oud{number}@example.org"),
            )
            for kind in ("acknowledge", "contact", "settle", "admissibility"):
                register.execute(
                    "INSERT INTO duty (case_number, kind, deadline, legal, explanation, met_at, met_by, ended)"
                    " VALUES (?, ?, '2024-03-06', '2024-03-06', '', ?, 'x', '')",
                    (name, kind, at),
                )
            for event in range(4):
                register.execute(
                    "INSERT INTO event (at, case_number, actor, kind, data) VALUES (?, ?, 'x', ?, '{}')",
                    (at, name, str(event)),
                )


def _bare(chosen: argparse.Namespace, folder: Path) -> Figures:
    with Dovecot() as dovecot, running({}) as sink:
        account = dovecot.account()
        _put(account, _mails(chosen.mails))
        before, cpu = time.perf_counter(), time.process_time()
        _bare_pass(account, sink.smtp_port, folder, chosen.letters)
        wall, cpu = time.perf_counter() - before, time.process_time() - cpu
        assert len(sink.received) == chosen.letters, "the bare script sends as many letters"
        return Figures(chosen.mails, wall, cpu, len(sink.received))


def _bare_pass(account: object, smtp_port: int, folder: Path, letters: int) -> None:
    store = sqlite3.connect(folder / "bare.db", isolation_level=None)
    store.execute("PRAGMA journal_mode=WAL")
    store.execute("PRAGMA synchronous=FULL")
    store.execute("CREATE TABLE mail (uid INTEGER PRIMARY KEY, subject TEXT, raw BLOB)")
    with account.client() as client, smtplib.SMTP("127.0.0.1", smtp_port) as out:
        client.select_folder("INBOX")
        uids = client.search()
        each = letters // max(len(uids), 1)
        for start in range(0, len(uids), 50):
            for uid, parts in client.fetch(uids[start : start + 50], [b"BODY.PEEK[]"]).items():
                raw = parts[b"BODY[]"]
                parsed = message_from_bytes(raw, policy=policy.default)
                store.execute("INSERT INTO mail VALUES (?, ?, ?)", (uid, str(parsed["Subject"]), raw))
                for _ in range(each):
                    out.send_message(_letter(parsed))


def _letter(parsed: EmailMessage) -> EmailMessage:
    """A letter of about the size of ours, made as the standard library makes one."""
    letter = EmailMessage(policy=policy.SMTP)
    letter["From"], letter["To"] = "kwaliteit@werkenderwijs.example", "iemand@example.org"
    letter["Subject"] = f"Ontvangstbevestiging van uw bericht: {parsed['Subject']}"
    letter["In-Reply-To"] = parsed["Message-ID"]
    letter.set_content("Wij hebben uw klacht ontvangen en nemen contact met u op.\n" * 30)
    letter.add_alternative("<p>Wij hebben uw klacht ontvangen en nemen contact met u op.</p>\n" * 60, subtype="html")
    return letter


if __name__ == "__main__":
    main()
