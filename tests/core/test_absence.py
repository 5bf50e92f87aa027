"""Until when somebody is away, read from what his automatic answer says, and who is reminded then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from klachtmail.core.absence import last_day, told_by
from klachtmail.core.model import Absence, Kind, Route, Verdict
from klachtmail.core.reminders import due
from tests.core.build import message
from tests.core.clock import (
    DEPUTY,
    DIRECTOR,
    HANDLER,
    OFFICE,
    OFFICER,
    TABLE,
    standing,
    with_people,
    working_day,
)

FRIDAY = date(2026, 12, 18)
NEW_YEAR = date(2027, 1, 3)
"""The Sunday before Monday 4 January 2027."""
AUTOMATIC = Verdict(Kind.AUTOREPLY, Route.AUTOMATIC, None, sure=True, score=0.0, reasons=())


@pytest.mark.parametrize(
    ("text", "last"),
    [
        pytest.param("Ik ben afwezig tot en met zondag 3 januari.", NEW_YEAR, id="tot en met"),
        pytest.param("Ik ben er t/m 3-1 niet.", NEW_YEAR, id="t/m"),
        pytest.param("Ik ben afwezig tot 4 januari", NEW_YEAR, id="tot"),
        pytest.param("Afwezig tot\nmaandag 4 januari 2027", NEW_YEAR, id="over a line's end"),
        pytest.param("Ik ben terug op 2027-01-04", NEW_YEAR, id="terug op, ISO"),
        pytest.param("Ik ben weer bereikbaar vanaf 4 jan. 2027", NEW_YEAR, id="weer bereikbaar vanaf"),
        pytest.param("Vanaf maandag 04-01-2027 ben ik weer bereikbaar.", NEW_YEAR, id="vanaf .. weer"),
        pytest.param("Van 21-12 tot en met 3-1 ben ik met vakantie", NEW_YEAR, id="van .. tot en met"),
        pytest.param("Van 21/12/26 - 3/1/27 ben ik er niet, vakantie", NEW_YEAR, id="a range"),
        pytest.param("Ik ben afwezig t/m vrijdag 1 januari; vanaf 4 januari weer bereikbaar", NEW_YEAR, id="both"),
        pytest.param("I am out of the office until Monday January 4th.", NEW_YEAR, id="until"),
        pytest.param("I'm away from 21 December through 3 January 2027.", NEW_YEAR, id="through"),
        pytest.param("I will be out of office 21 December to 3 January", NEW_YEAR, id="to"),
        pytest.param("I will be back on 4 January", NEW_YEAR, id="back on"),
        pytest.param("Back in the office on Jan. 4, 2027", NEW_YEAR, id="back in the office, American"),
        pytest.param("I am on leave. Returning 04/01/2027.", NEW_YEAR, id="returning"),
        pytest.param("On the 4th of January I will return to work.", NEW_YEAR, id="on .. return"),
        pytest.param("Ik ben vandaag afwezig.", FRIDAY, id="vandaag"),
        pytest.param("Morgen ben ik weer aanwezig", FRIDAY, id="morgen weer"),
        pytest.param("Ik ben maandag terug.", date(2026, 12, 20), id="weekday"),
        pytest.param("Op vrijdag ben ik afwezig.", FRIDAY, id="the weekday of today"),
        pytest.param("Ik werk niet op vrijdag. Maandag ben ik er weer.", date(2026, 12, 20), id="part-timer"),
        pytest.param("Ik ben er volgende week maandag weer", date(2026, 12, 20), id="volgende week maandag"),
        pytest.param("Ik ben deze week afwezig", date(2026, 12, 20), id="deze week"),
        pytest.param("I am away next week", date(2026, 12, 27), id="next week"),
        pytest.param("Ik ben over twee weken terug", date(2026, 12, 31), id="over twee weken"),
        pytest.param("Ik ben niet aanwezig op 21 en 22 december.", date(2026, 12, 22), id="single days"),
        pytest.param("Ik ben ziek.", None, id="no date"),
        pytest.param("Afwezig tot nader order", None, id="nobody knows"),
        pytest.param("Ik ben afwezig vanaf 21 december", None, id="only its beginning"),
        pytest.param("Ik ben tot 12.30 uur afwezig", None, id="an hour is no day"),
        pytest.param("Ik ben afwezig tot 31 februari", None, id="no such day"),
        pytest.param("Ik was afwezig tot 1 december.", None, id="past"),
        pytest.param("Ik ben afwezig tot 1-1-2031", None, id="too far"),
        pytest.param("Ik ben afwezig. Bel Jan 06-12345678, zo nodig ma van 9 tot 12.", None, id="no day at all"),
        pytest.param("Uw klacht over 11 december is bij ons in behandeling.", None, id="another day"),
    ],
)
def test_the_last_day_of_an_absence_is_read_from_what_people_write(text: str, last: date | None) -> None:
    """Written on Friday 18 December 2026."""
    assert last_day(text, FRIDAY) == last


@pytest.mark.parametrize(
    ("sender", "route", "expected"),
    [
        pytest.param(HANDLER.email, Route.AUTOMATIC, True, id="staff"),
        pytest.param("h.trip@example.org", Route.AUTOMATIC, False, id="a complainant"),
        pytest.param(HANDLER.email, Route.STAFF, False, id="staff in person"),
        pytest.param("", Route.AUTOMATIC, False, id="nobody"),
    ],
)
def test_only_the_automatic_answer_of_staff_tells_an_absence(sender: str, route: Route, expected: bool) -> None:
    """DESIGN 5; what a person writes is no out-of-office."""
    mail = message(sender=sender, subject="Afwezig", text="Ik ben terug op 4 januari.")
    found = told_by(mail, replace(AUTOMATIC, route=route), OFFICE.people, FRIDAY)
    assert found == (Absence(HANDLER.email, FRIDAY, NEW_YEAR, "out_of_office") if expected else None)


def test_during_an_absence_handler_and_deputy_are_reminded() -> None:
    """Every mark, each once; the deputy's says for whom."""
    one = standing(away={HANDLER.email: working_day(1).date()})
    mails = {mail.person: mail for mail in due(one, working_day(5), TABLE)}
    assert set(mails) == {HANDLER, DEPUTY}
    assert (mails[DEPUTY].template, mails[DEPUTY].instead_of) == ("handler-reminder", HANDLER)
    assert mails[HANDLER].instead_of is None


def test_the_deputy_gets_no_mark_from_before_the_absence() -> None:
    """The handler had those while he was there."""
    one = standing(away={HANDLER.email: working_day(6).date()})
    assert DEPUTY not in {mail.person for mail in due(one, working_day(5, 16), TABLE)}
    assert DEPUTY in {mail.person for mail in due(one, working_day(6), TABLE)}


@pytest.mark.parametrize(
    ("changes", "left_out", "away", "expected"),
    [
        pytest.param({}, (), (HANDLER, DEPUTY), OFFICER, id="deputy absent, too"),
        pytest.param({"deputy": None}, (), (HANDLER,), OFFICER, id="no deputy"),
        pytest.param({}, (DEPUTY,), (HANDLER,), OFFICER, id="deputy named in the complaint"),
        pytest.param({"deputy": None}, (OFFICER,), (HANDLER,), DIRECTOR, id="officer named, too: a director"),
        pytest.param({"deputy": HANDLER, "quality_officer": None, "directie": ()}, (), (HANDLER,), None, id="nobody"),
    ],
)
def test_somebody_stands_in_also_without_a_deputy(
    changes: dict[str, object], left_out: tuple, away: tuple, expected: object
) -> None:
    """The next role that may know of the case (R34)."""
    one = standing(
        left_out=frozenset(person.email for person in left_out),
        away={person.email: working_day(1).date() for person in away},
    )
    mails = due(one, working_day(5), with_people(**changes))
    assert [mail.person for mail in mails if mail.person != HANDLER] == ([expected] if expected else [])


def test_the_absence_of_others_changes_nothing() -> None:
    """An absence moves the recipients of the handler's reminders only (DESIGN 2.5)."""
    one = standing(away={OFFICER.email: working_day(1).date(), DIRECTOR.email: working_day(1).date()})
    assert [mail.person for mail in due(one, working_day(5), TABLE)] == [HANDLER]
