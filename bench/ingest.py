"""Messages per second of one pass over Dovecot, beside a bare script that does the least one could do.

The bare script fetches the same mails, parses them with the standard library (policy.default), writes one
durable SQLite transaction a message, and builds and sends as many letters of about the same size with
EmailMessage and smtplib over one kept connection. Run: `make bench`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from klachtmail.demo.mailserver import running  # noqa: E402
from tests.edges.dovecot import Dovecot  # noqa: E402
from tests.edges.house import COMPLAINT, CONFIG, mail  # noqa: E402

NOW = datetime(2026, 3, 9, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
Run = dict[str, float]


def main() -> None:
    """Print the figures."""
    chosen = _arguments()
    rounds = [_round(chosen) for _ in range(chosen.rounds)]
    for name in ("empty", "filled", "bare"):
        run = sorted((one[name] for one in rounds), key=lambda figures: figures["rate"])[len(rounds) // 2]
        print(f"{name:<8}{_line(run)}")
    to_bare = median(one["empty"]["rate"] / one["bare"]["rate"] for one in rounds)
    to_empty = median(one["filled"]["rate"] / one["empty"]["rate"] for one in rounds)
    print(f"rate beside the bare script: {to_bare:.2f} (at least 0.40)")
    print(f"rate with {chosen.cases} cases beside none: {to_empty:.2f} (at least 0.90)")
    print(f"resident after idling: {rounds[-1]['filled']['resident']:.0f} MB (under 120)")


def _round(chosen: argparse.Namespace) -> dict[str, Run]:
    """One run of each, in turn, so that a slow moment of the machine meets all three."""
    empty = _child(chosen, "ours", cases=0, letters=0)
    filled = _child(chosen, "ours", cases=chosen.cases, letters=0)
    return {"empty": empty, "filled": filled, "bare": _child(chosen, "bare", cases=0, letters=empty["letters"])}


def _child(chosen: argparse.Namespace, name: str, *, cases: int, letters: float) -> Run:
    """A run in a process of its own; the servers stay in this one."""
    with Dovecot() as dovecot, running({}) as sink, tempfile.TemporaryDirectory() as folder:
        account = dovecot.account()
        with account.client() as client:
            for raw in _mails(chosen.mails):
                client.append("INBOX", raw, (), NOW)
        (Path(folder) / "config.toml").write_text(
            CONFIG.format(
                imap=account.port,
                smtp=sink.smtp_port,
                mailbox=account.username,
                mailbox_extra="",
                smtp_extra="saves_to_sent = true",
                extra="[limits]\nnew_cases_an_hour = 0",
            )
        )
        command = [sys.executable, str(ROOT / "bench" / "one_run.py"), name, "--folder", folder, "--cases", str(cases)]
        command += ["--mails", str(chosen.mails), "--letters", str(int(letters)), "--idle", str(chosen.idle)]
        environment = os.environ | {"KLACHTMAIL_MAILBOX_PASSWORD": account.password}
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
        run: Run = json.loads(done.stdout)
        return run | {"letters": len(sink.received)}


def _line(run: Run) -> str:
    return (
        f"{run['rate']:6.1f} messages/s  {run['cpu']:5.1f} ms CPU a message  {run['letters']} letters  "
        f"peak {run['peak']:.0f} MB"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--cases", type=int, default=10_000, help="cases in the register for the second run")
    parser.add_argument("--rounds", type=int, default=1, help="rounds of which the medians are printed")
    parser.add_argument("--idle", type=int, default=5, help="seconds to idle before memory is measured")
    return parser.parse_args()


def _mails(count: int) -> list[bytes]:
    return [
        mail(
            f"{COMPLAINT}\n\nHet gaat om afspraak {number}.",
            sender=f"Klager {number} <klager{number}@example.org>",
            subject=f"Klacht {number}",
        )
        for number in range(count)
    ]


if __name__ == "__main__":
    main()
