"""How much the clock reads: settled cases cost nothing, counted in steps of SQLite's machine, not in seconds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from klachtmail.records.clock import Agenda
from tests.core.clock import RECEIVED, at, standing, working_day
from tests.edges.office import Clockwork, clockwork

SETTLED = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)
INSERT INTO case_file (number, year, serial, code, track, state, received_at, received_from, opened_at,
    complainant_name, complainant_email, channel, handler, registered_by, flags, left_out, outcome, settled_at)
SELECT printf('KL-2025-%06d', i), 2025, i, 'X7PQ', 'service', 'settled', :at, 'internaldate', :at,
    '', '', 'e-mail', '', '', '[]', '[]', 'gegrond', :at FROM n
"""
ERASE = """
INSERT INTO duty (case_number, kind, deadline, legal, explanation, met_by, ended)
SELECT number, 'erase', date('2026-03-12', (serial % 700) || ' days'), '2028-01-01', '', '', '' FROM case_file
WHERE state = 'settled'
"""
OTHERS = """
INSERT INTO duty (case_number, kind, deadline, legal, explanation, met_at, met_by, ended)
SELECT number, 'settle', '2025-06-01', '2025-06-01', '', :at, 'test', '' FROM case_file WHERE state = 'settled'
"""


MANY = 100_000


@pytest.fixture(params=[0, MANY], ids=["nothing settled", "100,000 settled"])
def clock(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Clockwork]:
    """Twenty open cases, and as many settled ones as the parameter says."""
    with clockwork(tmp_path) as made:
        settle(made, request.param)
        for n in range(20):
            made.arrives(RECEIVED, sender=f"Klager <klager{n}@example.org>")
        made.send(RECEIVED)
        yield made


def settle(clock: Clockwork, many: int) -> None:
    with clock.register.transaction() as work:
        connection = work.session.connection()
        if many:
            connection.execute(text(SETTLED), {"many": many, "at": "2025-05-01 08:00:00.000000"})
        connection.execute(text(ERASE))
        connection.execute(text(OTHERS), {"at": "2025-06-01 08:00:00.000000"})


@contextmanager
def counted(clock: Clockwork) -> Iterator[list[int]]:
    """How many steps SQLite's machine takes, in tens."""
    steps = [0]

    def step() -> int:
        steps[0] += 1
        return 0

    with clock.register.transaction() as work:
        driver = work.session.connection().connection.driver_connection
    assert driver is not None
    driver.set_progress_handler(step, 10)
    yield steps
    driver.set_progress_handler(None, 0)


def test_a_tick_with_nothing_due_reads_a_handful_of_rows(clock: Clockwork) -> None:
    """However many cases are settled or open: it knows that nothing happened, and when something may."""
    now = at(10, 12)
    clock.tick(now)
    with counted(clock) as steps:
        clock.ticks.tick(now + timedelta(minutes=5))
    assert steps[0] < 60


def test_a_new_case_is_looked_at_alone(clock: Clockwork) -> None:
    """While the clock rests only what an event touched is read again."""
    now = at(10, 12)
    clock.tick(now)
    later = now + timedelta(minutes=5)
    clock.opens(standing(), at=later)
    with counted(clock) as steps:
        clock.ticks.tick(later)
    assert steps[0] < 200


@pytest.mark.parametrize("hour", [8, 9], ids=["digest", "morning"])
def test_a_full_look_reads_no_settled_case(clock: Clockwork, hour: int) -> None:
    """By the partial index on open duties and the index on running cases."""
    clock.tick(at(10, 12))
    with counted(clock) as steps:
        clock.ticks.tick(at(11, hour))
    assert steps[0] < 9000


@pytest.mark.parametrize(
    ("question", "index"),
    [
        pytest.param("to_look_at", "duty_open", id="open duties"),
        pytest.param("alarms", "duty_moment", id="clock hours"),
        pytest.param("running", "case_file_state", id="running cases"),
        pytest.param("touched", "INTEGER PRIMARY KEY", id="new events"),
        pytest.param("waiting", "entry_open", id="waiting entries"),
    ],
)
def test_every_question_uses_its_index(tmp_path: Path, question: str, index: str) -> None:
    """The query plan, as SQLite itself explains it for the statement that is run."""
    asked: list[str] = []
    with clockwork(tmp_path) as clock, clock.register.transaction() as work:
        driver = work.session.connection().connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(asked.append)
        days: tuple[date, date] = (RECEIVED.date(), working_day(5).date())
        arguments = {"to_look_at": days, "touched": (0,)}.get(question, ())
        getattr(Agenda(work.session), question)(*arguments)
        driver.set_trace_callback(None)
        (statement, *_) = [one for one in asked if one.startswith("SELECT")]
        plan = " ".join(row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}"))
    assert index in plan
    assert "SCAN duty" not in plan.replace("USING", "")


def test_the_clock_reads_back_what_it_noted(tmp_path: Path) -> None:
    """A rest is over at its moment, when the clock was set back, and with another configuration."""
    from klachtmail.records.resting import Rest, last, note  # noqa: PLC0415 - only this test needs it

    rest = Rest(at(10, 12), at(10, 17), 7, "rules")
    with clockwork(tmp_path) as clock, clock.register.transaction() as work:
        assert last(work) is None
        note(work, rest)
        assert last(work) == rest
    held: list[tuple[datetime, str, bool]] = [
        (at(10, 12), "rules", True),
        (at(10, 16), "rules", True),
        (at(10, 17), "rules", False),
        (at(10, 11), "rules", False),
        (at(10, 12), "others", False),
    ]
    assert [rest.holds(now, rules) for now, rules, _ in held] == [expected for _, _, expected in held]
