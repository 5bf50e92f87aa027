"""One measured run in a process of its own: klachtmail, or the bare script. Started by ``ingest.py``."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import smtplib
import sqlite3
import time
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

from imapclient import IMAPClient

from klachtmail.clock import fixed_clock
from klachtmail.config import Config, load
from klachtmail.daemon import one_pass
from klachtmail.wiring import built

NOW = datetime(2026, 3, 9, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
Run = dict[str, float]


def main() -> None:
    """Do the run and print its figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=sorted(RUNS))
    parser.add_argument("--folder", type=Path, required=True)
    for number in ("--mails", "--cases", "--letters", "--idle"):
        parser.add_argument(number, type=int, required=True)
    chosen = parser.parse_args()
    print(json.dumps(RUNS[chosen.name](chosen)))


def _figures(mails: int, wall: float, cpu: float) -> Run:
    """Rate, processor time and memory of this process; memory in millions of bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return {
        "rate": mails / wall,
        "cpu": cpu / mails * 1000,
        "peak": peak,
        "resident": pages * resource.getpagesize() / 1e6,
    }


def _ours(chosen: argparse.Namespace) -> Run:
    config = load(chosen.folder / "config.toml", os.environ)
    return asyncio.run(_measure(config, chosen))


async def _measure(config: Config, chosen: argparse.Namespace) -> Run:
    with built(config, fixed_clock(NOW)) as works:
        _fill(works.register.file, chosen.cases)
        await works.mailbox.folders()
        before, cpu = time.perf_counter(), time.process_time()
        await one_pass(works)
        wall, cpu = time.perf_counter() - before, time.process_time() - cpu
        end = time.monotonic() + chosen.idle
        while (left := end - time.monotonic()) > 0:
            await works.mailbox.wait(min(left, 1.0))
            await works.intake.inbox(NOW)
        figures = _figures(chosen.mails, wall, cpu)
        await works.mailbox.close()
        return figures


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


def _bare(chosen: argparse.Namespace) -> Run:
    config = load(chosen.folder / "config.toml", os.environ)
    before, cpu = time.perf_counter(), time.process_time()
    _bare_pass(config, chosen.folder, chosen.letters // chosen.mails)
    return _figures(chosen.mails, time.perf_counter() - before, time.process_time() - cpu)


def _bare_pass(config: Config, folder: Path, letters: int) -> None:
    store = sqlite3.connect(folder / "bare.db", isolation_level=None)
    store.execute("PRAGMA journal_mode=WAL")
    store.execute("PRAGMA synchronous=FULL")
    store.execute("CREATE TABLE mail (uid INTEGER PRIMARY KEY, subject TEXT, raw BLOB)")
    with (
        IMAPClient(config.mailbox.host, config.mailbox.port, ssl=False) as client,
        smtplib.SMTP(config.smtp.host, config.smtp.port) as out,
    ):
        client.login(config.mailbox.username, config.mailbox.password)
        client.select_folder("INBOX")
        uids = client.search()
        for start in range(0, len(uids), 50):
            for uid, parts in client.fetch(uids[start : start + 50], [b"BODY.PEEK[]"]).items():
                raw = parts[b"BODY[]"]
                parsed = message_from_bytes(raw, policy=policy.default)
                store.execute("INSERT INTO mail VALUES (?, ?, ?)", (uid, str(parsed["Subject"]), raw))
                for _ in range(letters):
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


RUNS: dict[str, Callable[[argparse.Namespace], Run]] = {"ours": _ours, "bare": _bare}

if __name__ == "__main__":
    main()
