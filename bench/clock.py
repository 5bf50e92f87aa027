"""What a tick of the clock costs when nothing is due, with few and with many settled cases (DESIGN 8: under 10 ms).

    .venv/bin/python bench/clock.py [settled cases]

Makes two registers, one with 500 open cases and one with as many beside 100,000 settled ones; lets the clock do
what is due, and measures the ticks after that. Also the first look after a restart, which reads every open case.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import text

from klachtmail.config import Reminders
from klachtmail.core.duties import opening_duties
from klachtmail.core.model import Address, Case, Receipt, State, Track
from klachtmail.core.settings import Office, People, Person
from klachtmail.core.workdays import Calendar
from klachtmail.on_tick import TickFlow
from klachtmail.post.letters import Letters
from klachtmail.records.store import Register
from klachtmail.writing import Writer

OPEN = 500
TICKS = 200
CALENDAR = Calendar()
NOON = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)
SETTLED = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)
INSERT INTO case_file (number, year, serial, code, track, state, received_at, received_from, opened_at,
    complainant_name, complainant_email, channel, handler, registered_by, flags, left_out, outcome, settled_at)
SELECT printf('KL-2025-%06d', i), 2025, i, 'X7PQ', 'service', 'settled', :at, 'internaldate', :at,
    '', '', 'e-mail', '', '', '[]', '[]', 'gegrond', :at FROM n
"""
DUTIES = """
INSERT INTO duty (case_number, kind, deadline, legal, explanation, met_at, met_by, ended)
SELECT number, kind, '2025-06-01', '2025-06-01', '', :at, 'bench', '' FROM case_file,
    (SELECT 'acknowledge' AS kind UNION SELECT 'contact' UNION SELECT 'admissibility' UNION SELECT 'settle')
WHERE state = 'settled'
"""
ERASE = """
INSERT INTO duty (case_number, kind, deadline, legal, explanation, met_by, ended)
SELECT number, 'erase', date('2026-03-12', (serial % 700) || ' days'), '2028-01-01', '', '', '' FROM case_file
WHERE state = 'settled'
"""


def main(settled: int) -> None:
    for many in (0, settled):
        with tempfile.TemporaryDirectory() as folder:
            ticks = _flow(Path(folder), many)
            began = time.perf_counter()
            ticks.tick(NOON)
            first = time.perf_counter() - began
            print(
                f"{many:>7} settled, {OPEN} open: nothing due {_rest(ticks):.2f} ms, a whole look {1000 * first:.0f} ms"
            )


def _rest(ticks: TickFlow) -> float:
    """The median of ticks in a row with nothing due, in milliseconds, each with the question when to wake."""
    taken = []
    for count in range(TICKS):
        now = NOON + timedelta(seconds=count + 1)
        began = time.perf_counter()
        ticks.tick(now)
        ticks.next_moment(now)
        taken.append(time.perf_counter() - began)
    return 1000 * median(taken)


def _flow(folder: Path, settled: int) -> TickFlow:
    people = [Person(f"{name}@bench.example", name.title()) for name in ("officer", "handler", "director")]
    roles = People(people[0], people[1], None, None, (people[2],), tuple(people), ("bench.example",))
    office = Office(people=roles, addresses=("kwaliteit@bench.example",))
    register = Register(folder / "register.db")
    with register.transaction() as work:
        connection = work.session.connection()
        if settled:
            for statement in (SETTLED, DUTIES, ERASE):
                connection.execute(text(statement), {"many": settled, "at": "2025-05-01 08:00:00.000000"})
        for serial in range(1, OPEN + 1):
            _open(work.dossiers.open_case, serial, office)
    writer = Writer(Letters(office), office, register.signing_key)
    reminders = Reminders()
    return TickFlow(register, writer, office, CALENDAR, reminders, reminders.at)


def _open(open_case: Callable[..., None], serial: int, office: Office) -> None:
    received = NOON - timedelta(hours=1)
    complainant = Address("", f"klager{serial}@elders.example")
    case = Case(
        f"KL-2026-{serial:04d}", "X7PQ", Track.SERVICE, State.OPEN, Receipt(received, "bench"), complainant, "e-mail"
    )
    duties = opening_duties(
        case.track,
        case.state,
        received,
        calendar=CALENDAR,
        terms=office.terms,
        timezone="Europe/Amsterdam",
        has_email=True,
    )
    open_case(replace(case, handler="handler@bench.example"), duties, received)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
