"""What staff's answers say: keyword, arguments, and whether they were meant (DESIGN 5)."""

from __future__ import annotations

from datetime import date, time

import pytest

from klachtmail.core.commands import TABLE, Answer, Command, Keyword, Prose, Question, Who, read, written

TUESDAY = date(2026, 11, 24)


def answer(text: str) -> Answer:
    return read(text, answered=TUESDAY)


def test_every_keyword_has_its_rule() -> None:
    """The table is whole: who, what, how to undo, how to write."""
    assert set(TABLE) == set(Keyword)
    assert all(rule.who and rule.does.endswith(".") and rule.undo.endswith(".") for rule in TABLE.values())
    assert TABLE[Keyword.GEEN_ADVIES].who == {Who.DIRECTIE}


@pytest.mark.parametrize("keyword", Keyword, ids=lambda keyword: keyword.value)
def test_the_example_of_each_rule_is_its_command(keyword: Keyword) -> None:
    """What the table shows is understood, whole, and can be written again."""
    found = answer(TABLE[keyword].example)
    assert isinstance(found, Command)
    assert found.keyword is keyword
    assert answer(written(found)) == found


GIVEN: dict[str, tuple[str, Command]] = {
    "a day": ("GESPROKEN 24-11", Command(Keyword.GESPROKEN, day=TUESDAY)),
    "no day": ("GESPROKEN", Command(Keyword.GESPROKEN)),
    "an invitation": (
        "UITNODIGEN 27-11 10:00 Drentse Poort 18, Nieuw Buinen",
        Command(Keyword.UITNODIGEN, date(2026, 11, 27), at=time(10), words="Drentse Poort 18, Nieuw Buinen"),
    ),
}


@pytest.mark.parametrize(("text", "command"), GIVEN.values(), ids=GIVEN.keys())
def test_a_keyword_with_its_arguments_is_a_command(text: str, command: Command) -> None:
    """One keyword as the first word, then what belongs to it."""
    assert answer(text) == command


def test_a_keyword_within_prose_is_prose() -> None:
    """No command; what the words tell is proposed."""
    found = answer("ik heb hem gesproken over de KLACHT")
    assert isinstance(found, Prose)
    assert found.proposal == Command(Keyword.GESPROKEN)


def test_a_hedged_yes_is_asked_back() -> None:
    """Outward acts need a yes that nobody can take for anything else."""
    assert isinstance(answer("Ja, maar niet die datum"), Question)
