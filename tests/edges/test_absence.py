"""Absence over a real register, and the answer of a real vacation responder (Dovecot's Sieve)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from klachtmail.core.model import Absence
from klachtmail.records.absences import Absences
from tests.core.clock import DEPUTY, HANDLER, RECEIVED, ZONE, at, working_day
from tests.edges import house as houses
from tests.edges.conftest import require_dovecot
from tests.edges.dovecot import Dovecot
from tests.edges.house import house
from tests.edges.office import Clockwork, clockwork
from tests.edges.staff import answer, plain

HANNA = HANDLER.email
AUTOMATIC = (("Auto-Submitted", "auto-replied"),)
MONDAY, TUESDAY, FRIDAY = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 13)


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[Clockwork]:
    with clockwork(tmp_path) as made:
        yield made


@pytest.fixture
def absences(clock: Clockwork) -> Iterator[Absences]:
    with clock.register.transaction() as work:
        yield work.absences


def away(absences: Absences, *days: date) -> list[bool]:
    return [HANNA in absences.on(day) for day in days]


def noted(absences: Absences, first: date, last: date | None) -> None:
    absences.note(Absence(HANNA, first, last, "out_of_office"), RECEIVED)


def test_an_absence_lasts_until_its_last_day(absences: Absences) -> None:
    """Both days included; other people are there."""
    noted(absences, TUESDAY, FRIDAY)
    assert away(absences, MONDAY, TUESDAY, FRIDAY, date(2026, 3, 14)) == [False, True, True, False]
    assert absences.on(TUESDAY) == {HANNA: TUESDAY}


def test_an_absence_without_a_date_lasts_until_the_person_writes(absences: Absences) -> None:
    """What he wrote before it ends nothing."""
    noted(absences, MONDAY, None)
    absences.writes(HANNA, at(9, 9), MONDAY)
    assert away(absences, MONDAY, date(2026, 9, 1)) == [True, True]
    absences.writes(HANNA, at(12, 9), date(2026, 3, 12))
    assert away(absences, date(2026, 3, 11), date(2026, 3, 12)) == [True, False]


def test_an_absence_with_a_date_goes_on_when_the_person_writes(absences: Absences) -> None:
    """One mail from the beach is no return; a command is."""
    noted(absences, MONDAY, FRIDAY)
    absences.writes(HANNA, at(11, 9), date(2026, 3, 11))
    assert away(absences, FRIDAY) == [True]
    absences.ends(HANNA, date(2026, 3, 11))
    assert away(absences, TUESDAY, date(2026, 3, 11)) == [True, False]


@pytest.mark.parametrize(
    ("second", "last"),
    [
        pytest.param(FRIDAY, FRIDAY, id="a date is added"),
        pytest.param(None, None, id="nothing new"),
    ],
)
def test_a_later_answer_adds_its_date(absences: Absences, second: date | None, last: date | None) -> None:
    """Exchange answers once, others every day: there is one absence, from its first day."""
    noted(absences, MONDAY, None)
    noted(absences, TUESDAY, second)
    assert away(absences, MONDAY, FRIDAY, date(2026, 3, 16)) == [True, True, last is None]


@pytest.mark.parametrize(
    ("source", "last"),
    [
        pytest.param("out_of_office", date(2026, 3, 20), id="an automatic answer shortens nothing"),
        pytest.param("AFWEZIG", FRIDAY, id="a command does"),
    ],
)
def test_who_says_himself_until_when_has_the_last_word(absences: Absences, source: str, last: date) -> None:
    """In doubt the deputy is told, too."""
    noted(absences, MONDAY, date(2026, 3, 20))
    absences.note(Absence(HANNA, MONDAY, FRIDAY, source), at(9, 12))
    assert away(absences, FRIDAY, date(2026, 3, 20), date(2026, 3, 21)) == [True, last > FRIDAY, False]


def test_a_later_answer_without_a_date_takes_none_away(absences: Absences) -> None:
    """The date that somebody gave stands."""
    noted(absences, MONDAY, FRIDAY)
    noted(absences, TUESDAY, None)
    assert away(absences, FRIDAY, date(2026, 3, 16)) == [True, False]


def test_an_absence_that_ends_on_its_first_day_was_none(absences: Absences) -> None:
    """Noted by mistake and taken back."""
    noted(absences, TUESDAY, FRIDAY)
    absences.ends(HANNA, TUESDAY)
    assert away(absences, TUESDAY, FRIDAY) == [False, False]


def reminded(clock: Clockwork, to: str) -> list[date]:
    return [row.queued_at.astimezone(ZONE).date() for row in clock.letters("handler-reminder", to)]


def answers(clock: Clockwork, moment: datetime, text: str, headers: tuple[tuple[str, str], ...] = AUTOMATIC) -> None:
    """The handler's mail program, or the handler."""
    token = clock.case(moment)["token"]
    subject = "Automatisch antwoord: Nog 2 werkdagen" if headers else f"Re: [{token}]"
    clock.arrives(moment, text, sender=f"Hanna Bos <{HANNA}>", subject=subject, headers=headers)


def test_an_out_of_office_answer_reminds_the_deputy_the_same_day(clock: Clockwork) -> None:
    """The mark that the handler did not read goes to the deputy, then each mark to both until the date."""
    clock.arrives(RECEIVED)
    clock.tick(working_day(5))
    answers(clock, working_day(5, 8, 31), "Ik ben afwezig tot en met woensdag 18 maart.")
    clock.tick(working_day(5, 8, 32))
    assert reminded(clock, DEPUTY.email) == [working_day(5).date()]
    for n in (6, 7, 8, 9):
        clock.tick(working_day(n))
    assert reminded(clock, DEPUTY.email) == [working_day(n).date() for n in (5, 6, 7)]
    assert reminded(clock, HANNA) == [working_day(n).date() for n in (5, 6, 7, 8, 9)]
    (first, *_) = clock.letters("handler-reminder", DEPUTY.email)
    assert b"klacht.eml" in first.raw, "he may see the case for the first time"


def test_an_absence_without_a_date_ends_when_the_handler_writes(clock: Clockwork) -> None:
    """Any mail that he wrote himself."""
    clock.arrives(RECEIVED)
    answers(clock, working_day(4), "Ik ben ziek.")
    clock.tick(working_day(5))
    answers(clock, working_day(5, 10), "Ik ben er weer en bel vandaag.", headers=())
    clock.tick(working_day(6))
    assert reminded(clock, DEPUTY.email) == [working_day(5).date()]
    assert reminded(clock, HANNA) == [working_day(5).date(), working_day(6).date()]


def test_an_absence_moves_recipients_only(clock: Clockwork) -> None:
    """DESIGN 2.5: no duty, no date, no state, and nobody answers it."""
    clock.arrives(RECEIVED)
    before, letters = clock.case(RECEIVED), len(clock.letters())
    answers(clock, working_day(1), "Ik ben afwezig tot 1 april.")
    after = clock.case(RECEIVED)
    assert {key: after[key] for key in after if key != "messages"} == {
        key: before[key] for key in before if key != "messages"
    }
    assert len(clock.letters()) == letters


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param((*AUTOMATIC, ("Authentication-Results", "mx.demo.example; dmarc=fail")), id="forged"),
        pytest.param((), id="not automatic"),
    ],
)
def test_others_do_not_make_somebody_absent(clock: Clockwork, headers: tuple[tuple[str, str], ...]) -> None:
    """Only a machine's answer that may be his own."""
    clock.arrives(RECEIVED)
    answers(clock, working_day(1), "Ik ben afwezig tot 1 april.", headers)
    with clock.register.transaction() as work:
        assert work.absences.on(working_day(1).date()) == {}


def test_a_complainant_s_absence_is_none_of_ours(clock: Clockwork) -> None:
    """Filed in the case, and that is all."""
    clock.arrives(RECEIVED)
    clock.arrives(working_day(1), "Ik ben afwezig tot 1 april.", subject="Automatisch antwoord: x", headers=AUTOMATIC)
    with clock.register.transaction() as work:
        assert work.absences.on(working_day(1).date()) == {}


def test_the_command_of_staff_is_an_absence(tmp_path: Path) -> None:
    """AFWEZIG by mail: the stand-in (here the quality officer) is reminded, too, until it is over."""
    with house(tmp_path) as home:
        home.append(houses.mail())
        home.once()
        answer(home, "AFWEZIG 10-3 tot 17-3")
        for n in (5, 6, 7):
            home.once(working_day(n))
    told = [
        mail for mail in home.letters(houses.OFFICER) if "werkdag" in mail["Subject"] or "Vandaag" in mail["Subject"]
    ]
    assert [mail["Subject"].partition(":")[0] for mail in told] == ["Nog 2 werkdagen", "Nog 1 werkdag"]
    assert "Marjolein Dekkinga is afwezig." in " ".join(plain(told[0]).split())


@pytest.mark.dovecot
def test_the_answer_of_a_real_vacation_responder_is_an_absence(tmp_path: Path) -> None:
    """The reminder is delivered to Dovecot, whose Sieve answers it by SMTP; the next pass reminds the stand-in."""
    require_dovecot()
    script = 'require "vacation"; vacation :days 7 :subject "Afwezig" "Ik ben tot en met vrijdag 20 maart met verlof.";'
    with house(tmp_path) as home, Dovecot(sieve_script=script, smtp_port=home.server.smtp_port) as server:
        home.append(houses.mail())
        home.once()
        home.once(working_day(5))
        (reminder,) = [mail for mail in home.letters(houses.HANDLER) if mail["Subject"].startswith("Nog 2")]
        server.deliver(reminder.as_bytes(), houses.HANDLER, sender=houses.MAILBOX)
        _wait_for_answer(home)
        home.once(working_day(5, 9))
        home.once(working_day(6))
        with home.works() as works, works.register.transaction() as work:
            assert work.absences.on(date(2026, 3, 20)) == {houses.HANDLER: working_day(5).date()}
            assert work.absences.on(date(2026, 3, 21)) == {}
    told = [mail["Subject"] for mail in home.letters(houses.OFFICER) if "werkdag" in mail["Subject"]]
    assert [subject.partition(":")[0] for subject in told] == ["Nog 2 werkdagen", "Nog 1 werkdag"]


def _wait_for_answer(home: houses.House) -> None:
    """Until Dovecot's answer lies in the mailbox."""
    end = time.monotonic() + 10
    while not any(b"Auto-Submitted: auto-replied" in raw for raw in home.mails()):
        assert time.monotonic() < end, "no answer came"
