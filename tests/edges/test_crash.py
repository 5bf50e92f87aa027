"""SIGKILL at each step: after a restart nothing is lost, no case stands twice, nobody hears twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.edges.house import COMPLAINT, HENNIE, PRIVACY, START, house, mail

PROGRAM = """
import asyncio, os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from klachtmail.config import load
from klachtmail.daemon import one_pass
from klachtmail.wiring import built

target, nth = sys.argv[2], int(sys.argv[3])
count = 0

def step(name):
    global count
    if name == target:
        count += 1
        if count == nth:
            os.kill(os.getpid(), signal.SIGKILL)

async def work():
    now = datetime.fromisoformat(sys.argv[4]).astimezone(UTC)
    with built(load(Path(sys.argv[1]), os.environ), lambda: now, step=step) as works:
        works.outbox.recover(now)
        await one_pass(works)
        await works.mailbox.close()

asyncio.run(work())
"""


PEOPLE = {HENNIE: COMPLAINT, "rolf@example.org": PRIVACY, "sanne@example.org": f"{COMPLAINT} Het gaat om Emmen."}


@pytest.mark.parametrize(
    ("step", "nth"),
    [
        pytest.param("fetch", 1, id="before anything is kept"),
        pytest.param("keep", 1, id="all kept, nothing read"),
        pytest.param("record", 1, id="one read, two kept"),
        pytest.param("record", 3, id="all read, none moved"),
        pytest.param("send", 1, id="the first acknowledgement sent, not noted"),
        pytest.param("send", 2, id="within the first group that ends outside"),
        pytest.param("send", 4, id="at the end of that group"),
        pytest.param("note", 1, id="the first group noted"),
        pytest.param("note", 2, id="the second group noted"),
        pytest.param("move", 1, id="moved, not noted"),
    ],
)
def test_kill_at_step_loses_and_doubles_nothing(step: str, nth: int, tmp_path: Path) -> None:
    """DESIGN 2.1-2.3: killed after a named step; the next pass finishes the work once."""
    with house(tmp_path, others=tuple(PEOPLE)) as home:
        for person, text in PEOPLE.items():
            home.append(mail(text, sender=f"Iemand <{person}>", subject=f"Klacht van {person}"))
        environment = os.environ | {"KLACHTMAIL_MAILBOX_PASSWORD": "geheim"}
        command = [sys.executable, "-c", PROGRAM, str(tmp_path / "config.toml"), step, str(nth), START.isoformat()]
        killed = subprocess.run(command, env=environment, check=False, capture_output=True, timeout=60)
        assert killed.returncode == -9, killed.stderr.decode()
        home.once()
        home.once()
        cases = home.cases()
        assert [case["number"] for case in cases] == ["KL-2026-0001", "KL-2026-0002", "KL-2026-0003"]
        assert all(case["acknowledged_at"] for case in cases)
        assert home.mails("INBOX") == []
        assert len(home.mails("Klachten/Verwerkt")) == 3
        came = Counter((letter["Message-ID"], letter["To"]) for letter in home.letters())
        twice = [to for (_, to), times in came.items() if times > 1]
        assert len(twice) <= (nth if step == "send" else 0), "only letters in hand may go twice"
        assert sum(person in "".join(twice) for person in PEOPLE) <= 1, "and of those to somebody outside only one"
        for person in PEOPLE:
            assert len({letter["Message-ID"] for letter in home.letters(person)}) == 1


def test_message_that_ends_the_interpreter_is_set_aside_at_the_third_start(tmp_path: Path) -> None:
    """DESIGN 2.1: two starts ended on it; the third goes to a person, and the next message is handled."""
    with house(tmp_path, others=("rolf@example.org",)) as home:
        home.append(mail())
        environment = os.environ | {"KLACHTMAIL_MAILBOX_PASSWORD": "geheim"}
        _die_while_reading(tmp_path, environment)
        _die_while_reading(tmp_path, environment)
        home.append(mail(PRIVACY, sender="Rolf Kiers <rolf@example.org>", subject="Mijn gegevens"))
        home.once()
        assert [entry["waits"] for entry in home.entries()] == [True]
        assert [case["complainant"]["email"] for case in home.cases()] == ["rolf@example.org"]
        assert len(home.mails("Klachten/Onleesbaar")) == 1


def _die_while_reading(folder: Path, environment: dict[str, str]) -> None:
    """A pass in which reading the kept message ends the interpreter."""
    program = PROGRAM.replace(
        "async def work",
        "import klachtmail.on_message as flow\nflow.parse = lambda *a, **k: os._exit(9)\n\nasync def work",
    )
    command = [sys.executable, "-c", program, str(folder / "config.toml"), "none", "1", START.isoformat()]
    died = subprocess.run(command, env=environment, check=False, capture_output=True, timeout=60)
    assert died.returncode == 9, died.stderr.decode()
