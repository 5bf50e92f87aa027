"""Many mails at once: the register is right, and nobody's mailbox is buried (DESIGN 2.5 and 2.8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from klachtmail.core.replying import PASSED_ON
from tests.core.clock import DIRECTOR, HANDLER, OFFICE, OFFICER, RECEIVED, at, working_day
from tests.edges.office import COMPLAINT, QUESTION, Clockwork, clockwork

CAP = 10
MANY = 100
AUTOMATIC = (("Auto-Submitted", "auto-replied"),)


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[Clockwork]:
    with clockwork(tmp_path, replace(OFFICE, new_cases_an_hour=CAP)) as made:
        yield made


def flood(clock: Clockwork, count: int, text: str = COMPLAINT, **more: object) -> None:
    """So many mails of so many people within a minute."""
    for number in range(count):
        moment = RECEIVED + timedelta(milliseconds=60_000 * number // count)
        clock.arrives(moment, f"{text}\n\n{number}", sender=f"Klant {number} <k{number}@example.org>", **more)


def test_a_flood_of_complaints_is_registered_whole(clock: Clockwork) -> None:
    """A case for each, with its clock; past the cap no letter goes out by itself."""
    flood(clock, MANY)
    cases = clock.reader(RECEIVED).cases()
    assert [case["number"] for case in cases] == [f"KL-2026-{number:04}" for number in range(1, MANY + 1)]
    assert all(len(case["duties"]) == 4 for case in cases)
    states = Counter(letter.state for letter in clock.letters("complainant-acknowledgement"))
    assert states == {"queued": CAP, "held": MANY - CAP}


def test_a_flood_of_complaints_does_not_bury_the_people(clock: Clockwork) -> None:
    """Twice the cap in notices, then one letter an hour that tells of all."""
    flood(clock, MANY)
    assert len(clock.letters(to=OFFICER.email)) == 2 * CAP + 1
    assert len(clock.letters(to=HANDLER.email)) == 2 * CAP
    (told,) = clock.letters("quality_officer-flood")
    assert "KL-2026" not in told.subject
    clock.arrives(RECEIVED + timedelta(hours=2), "Ik ben ontevreden en dien een klacht in over de begeleiding.")
    assert len(clock.letters("quality_officer-new_case", OFFICER.email)) == 2 * CAP + 1


def test_without_a_cap_each_case_is_told(tmp_path: Path) -> None:
    """``new_cases_an_hour = 0``."""
    with clockwork(tmp_path, replace(OFFICE, new_cases_an_hour=0)) as clock:
        flood(clock, 3 * CAP)
        assert len(clock.letters("quality_officer-new_case")) == 3 * CAP
        assert {letter.state for letter in clock.letters("complainant-acknowledgement")} == {"queued"}


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        pytest.param("Ik ben afwezig tot en met 20 november.", AUTOMATIC, id="automatic answers"),
        pytest.param(QUESTION, (), id="questions"),
        pytest.param("Your mail could not be delivered to: x", (("X-Failed-Recipients", "x@y.example"),), id="bounces"),
    ],
)
def test_a_flood_of_other_mail_makes_no_case_and_no_letter(
    clock: Clockwork, text: str, headers: tuple[tuple[str, str], ...]
) -> None:
    """Machines and questions are noted; the daily list stays one mail that can be read."""
    flood(clock, MANY, text, headers=headers, subject="Re: bericht")
    assert clock.reader(RECEIVED).cases() == []
    assert clock.letters() == []
    clock.tick(working_day(1, 8, 0))
    (daily,) = clock.letters("quality_officer-list")
    assert daily.raw.count(b"Onderwerp: ") <= 2 * 50


def test_one_person_who_writes_without_end_is_passed_on_so_many_times(clock: Clockwork) -> None:
    """A complainant's robot fills his case, not the inboxes of the people."""
    clock.arrives(RECEIVED)
    token = clock.case(RECEIVED)["token"]
    for number in range(3 * PASSED_ON):
        clock.arrives(RECEIVED + timedelta(seconds=number), f"Bericht {number}", subject=f"Re: [{token}]")
    assert len(clock.letters("handler-reply")) == PASSED_ON
    assert clock.case(RECEIVED)["messages"] == 3 * PASSED_ON + 1
    clock.arrives(RECEIVED + timedelta(days=1, hours=1), "En vandaag?", subject=f"Re: [{token}]")
    assert len(clock.letters("handler-reply")) == PASSED_ON + 1


def test_neutral_acknowledgements_of_a_flood_wait_for_a_person(clock: Clockwork) -> None:
    """Nobody judged: on working day 2 so many go by themselves as the cap allows, and no more."""
    flood(clock, 3 * CAP, "Ik hoor niets meer van mijn begeleider, hoe kan dat? Ik vind het vreemd.")
    unsure = [case for case in clock.reader(RECEIVED).cases() if case["state"] == "to_judge"]
    clock.tick(working_day(2))
    states = Counter(letter.state for letter in clock.letters("complainant-acknowledgement_neutral"))
    assert states["sent"] == min(CAP, len(unsure))
    assert states["held"] == max(len(unsure) - CAP, 0)


def test_reminders_of_a_flood_are_so_many_an_hour(clock: Clockwork) -> None:
    """Working day 5 of a hundred cases: the marks of all fall on one morning."""
    flood(clock, MANY)
    clock.tick(working_day(5))
    states = Counter(letter.state for letter in clock.letters("handler-reminder", HANDLER.email))
    assert states == {"sent": 2 * CAP, "held": MANY - 2 * CAP}
    (daily,) = [letter for letter in clock.letters("directie-digest") if letter.recipient_email == DIRECTOR.email]
    assert daily.raw.count(b"KL-2026-") >= MANY


def test_what_waited_in_a_flood_becomes_cases_with_one_letter_for_all(clock: Clockwork) -> None:
    """Working day 3: the waiting messages are cases, and the people hear of them together."""
    clock.arrives(at(2, 9))
    for number in range(4 * CAP):
        clock.arrives(RECEIVED + timedelta(seconds=number), f"Ik ben het hier niet mee eens. {number}")
    clock.tick(working_day(3))
    assert len(clock.reader(working_day(3)).cases()) == 4 * CAP + 1
    assert len(clock.letters("quality_officer-flood")) == 1
    assert len(clock.letters("quality_officer-to_judge")) <= 2 * CAP
