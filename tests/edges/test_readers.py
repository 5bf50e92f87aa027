"""Whoever asks does not wait: `cases`, `show`, `status` and `report` read what was committed, whoever is writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from klachtmail.records.engine import file_of
from klachtmail.records.store import Register
from tests.edges.commands import asked
from tests.edges.house import house, mail
from tests.edges.registers import begun

QUESTIONS = {
    "cases": ("cases", "--json"),
    "show": ("show", "KL-2026-0001", "--json"),
    "judged": ("cases", "--judged", "--json"),
    "report": ("report", "--year", "2026", "--json"),
    "status": ("status", "--json"),
}


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    """A folder with a case in its register, in which somebody is in the middle of writing."""
    with house(tmp_path) as home:
        home.append(mail())
        home.once()
        with closing(sqlite3.connect(file_of(home.config.database_url), isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("DELETE FROM event")
            yield tmp_path
            writer.execute("ROLLBACK")


@pytest.mark.parametrize("words", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_does_not_wait_for_the_writer(written: Path, words: tuple[str, ...]) -> None:
    """A wait would end after fifteen seconds, in an error."""
    found = asked(written, *words)
    assert isinstance(found.json, list | dict)
    assert (found.code in {0, 1}, found.err) == (True, "")


def test_a_reader_sees_only_what_was_committed(written: Path) -> None:
    """Not the half of somebody's work."""
    assert asked(written, "show", "KL-2026-0001", "--json").json["events"]


def test_a_reader_sees_one_moment(tmp_path: Path) -> None:
    """What is committed while it reads is not in it: figures of two moments never stand together."""
    file = begun(tmp_path / "register.db")
    register = Register(file)
    other = Register(file)
    with register.reading() as reader:
        assert reader.setting("last_pass") == ""
        with other.transaction() as writer:
            writer.set("last_pass", "2026-03-09T10:00:00+00:00")
        assert reader.setting("last_pass") == ""
    with register.reading() as reader:
        assert reader.setting("last_pass") != ""
    register.close()
    other.close()
