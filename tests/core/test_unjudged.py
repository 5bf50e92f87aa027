"""What a message becomes that waited for a person in vain; values only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from klachtmail.core.facts import NOBODY, Numbers
from klachtmail.core.model import Address, DutyKind, Flag, Label, Receipt, Role, State, Track
from klachtmail.core.settings import FormProfile
from klachtmail.core.standing import Original
from klachtmail.core.unjudged import Unjudged, becomes_case, opening, ripe
from tests.core.clock import DIRECTOR, HANDLER, OFFICER, RECEIVED, TABLE, with_people, working_day

ROLF = Address("Rolf", "rolf@example.org")
FOUND = Unjudged(
    entry="P-2026-0001",
    original=Original("0" * 64, "<1@example.org>", Role.INBOX),
    receipt=Receipt(RECEIVED, "internaldate"),
    sender=ROLF,
    label=Label.SERVICE,
    sure=True,
    reasons=("geen bewijs",),
    flags=frozenset(),
)
NUMBERS = Numbers("KL-2026-0007", "X7PQ", "P-2026-0002")
NOW = working_day(3)


@pytest.mark.parametrize(
    ("label", "sure", "expected"),
    [
        pytest.param(Label.SERVICE, True, True, id="service"),
        pytest.param(Label.PRIVACY, False, True, id="privacy, unsure"),
        pytest.param(Label.OTHER, False, True, id="perhaps something else"),
        pytest.param(Label.OTHER, True, False, id="surely something else"),
        pytest.param(None, False, True, id="set aside"),
        pytest.param(None, True, True, id="unreadable"),
    ],
)
def test_what_may_be_a_complaint_becomes_a_case(label: Label | None, sure: bool, expected: bool) -> None:
    """R1: in doubt it is one; what nobody can read may be one."""
    assert becomes_case(replace(FOUND, label=label, sure=sure)) is expected


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [pytest.param(8, 29, False, id="a minute before"), pytest.param(8, 30, True, id="on time")],
)
def test_a_person_has_until_the_start_of_working_day_3(hour: int, minute: int, expected: bool) -> None:
    """DESIGN 2.6."""
    assert ripe(RECEIVED, working_day(3, hour, minute), TABLE) is expected


def test_the_case_keeps_the_receipt_and_has_all_its_duties() -> None:
    """Its clock ran all the time; nobody has judged it."""
    made = opening(FOUND, NUMBERS, NOW, TABLE, lambda number, _email: number)
    assert (made.case.state, made.case.received, made.case.track) == (State.TO_JUDGE, FOUND.receipt, Track.SERVICE)
    assert {duty.kind: duty.deadline for duty in made.duties}[DutyKind.CONTACT] == working_day(7).date()
    assert DutyKind.JUDGE in {duty.kind for duty in made.duties}
    assert made.events[0].data[0] == ("entry", "P-2026-0001")


def test_a_privacy_message_opens_on_the_privacy_track() -> None:
    """R25, with the month and the advice."""
    made = opening(replace(FOUND, label=Label.PRIVACY), NUMBERS, NOW, TABLE, lambda number, _email: number)
    assert made.case.track is Track.PRIVACY
    assert {DutyKind.MONTH, DutyKind.DPO_ADVICE} <= {duty.kind for duty in made.duties}


@pytest.mark.parametrize(
    ("email", "complainant"),
    [
        pytest.param(ROLF.email, ROLF, id="from outside"),
        pytest.param("wordpress@site.example", NOBODY, id="web form"),
        pytest.param(HANDLER.email, NOBODY, id="own domain"),
        pytest.param("", NOBODY, id="unreadable"),
    ],
)
def test_neither_a_machine_nor_an_employee_is_the_complainant(email: str, complainant: Address) -> None:
    """R5, R10: whom a letter would go to; without one the case says so."""
    form = FormProfile("wordpress@site.example")
    table = replace(TABLE, office=replace(TABLE.office, forms=(form,)))
    made = opening(
        replace(FOUND, sender=Address("Rolf" if email else "", email)),
        NUMBERS,
        NOW,
        table,
        lambda number, _email: number,
    )
    assert made.case.complainant == complainant
    assert (Flag.NO_EMAIL in made.case.flags) is (complainant == NOBODY)


@pytest.mark.parametrize(
    ("role", "flags", "goes"),
    [
        pytest.param(Role.INBOX, frozenset(), True, id="inbox"),
        pytest.param(Role.JUNK, frozenset(), False, id="junk"),
        pytest.param(Role.INBOX, frozenset({Flag.DMARC_FAILED}), False, id="DMARC failed"),
    ],
)
def test_the_question_says_whether_receipt_is_confirmed_today(role: Role, flags: frozenset[Flag], goes: bool) -> None:
    """The quality officer knows what happens by itself."""
    found = replace(FOUND, original=replace(FOUND.original, role=role), flags=flags)
    (letter,) = opening(found, NUMBERS, NOW, TABLE, lambda number, _email: number).letters
    assert letter.recipient == OFFICER.address
    assert dict(letter.context)["neutral_on"] == (NOW.date() if goes else None)


def test_who_is_named_is_left_out_and_is_not_asked() -> None:
    """R34, R35: the quality officer is named, so that a director is asked."""
    made = opening(replace(FOUND, named=frozenset({OFFICER.email})), NUMBERS, NOW, TABLE, lambda number, _email: number)
    assert Flag.STAFF_NAMED in made.case.flags
    assert [letter.recipient for letter in made.letters] == [DIRECTOR.address]


def test_without_anybody_to_ask_the_case_opens_all_the_same() -> None:
    """Both roles empty; the configuration refuses that, the clock does not break on it."""
    table = with_people(quality_officer=None, directie=())
    assert opening(FOUND, NUMBERS, NOW, table, lambda number, _email: number).letters == ()
