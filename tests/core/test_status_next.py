"""After any command STATUS tells what is next and by when, in words that a new handler understands (issue 4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from klachtmail.core import letter_acts
from klachtmail.core.commands import Keyword
from klachtmail.core.model import Asked as Question
from klachtmail.core.model import Decision, Duty, DutyKind, Met, State
from klachtmail.core.settings import Person
from klachtmail.core.staff_file import Dossier, StaffFile
from tests.core.clock import DIRECTOR, OFFICER, standing
from tests.core.staff_case import (
    CONFIRMED,
    MEASURE,
    NOW,
    TALKED,
    Asked,
    breach,
    challenge,
    closed,
    dossier,
    happened,
    owing,
    privacy,
)
from tests.core.test_who_may import TEXTS

CONTACT = "De klager spreken of uitnodigen: uiterlijk woensdag 18 maart 2026 (nog 4 werkdagen)."
CASES = {
    Keyword.BEVESTIGEN: dossier(owing(DutyKind.CONFIRM), TALKED),
    Keyword.AFHANDELEN: dossier(standing(), TALKED, CONFIRMED),
    Keyword.GEZIEN: dossier(owing(DutyKind.ANSWER)),
    Keyword.KLACHT: dossier(standing(state=State.TO_JUDGE, met=())),
    Keyword.PRIVACY: dossier(standing(state=State.TO_JUDGE, met=())),
    Keyword.HEROPEN: dossier(closed()),
    Keyword.BEWAREN: dossier(closed()),
    Keyword.MAATREGEL_KLAAR: dossier(closed(), MEASURE),
    Keyword.TEVREDEN: dossier(closed()),
    Keyword.EFFECT: dossier(closed()),
    Keyword.GEEN_ADVIES: dossier(privacy()),
    Keyword.STUKKEN: dossier(privacy()),
    Keyword.GEEN_DATALEK: dossier(breach()),
    Keyword.GEMELD_AP: dossier(breach()),
}
"""The case in which a keyword has something to do; else an open one, acknowledged, nobody spoken to."""
WAITS = (
    CONTACT,
    "Melden als wij de klacht niet behandelen: uiterlijk vrijdag 3 april 2026 (nog 16 werkdagen).",
    "De klacht afhandelen: uiterlijk dinsdag 7 april 2026 (nog 17 werkdagen).",
)
"""What is next in a case in which nothing of that was done."""
MONTH = "De privacyklacht afhandelen: uiterlijk donderdag 9 april 2026 (nog 19 werkdagen)."
ADVICE = "Advies van de DPO krijgen: uiterlijk maandag 23 maart 2026 (nog 7 werkdagen)."
FIRST = "Ontvangst bevestigen aan de klager: uiterlijk donderdag 12 maart 2026 (vandaag)."
NOTHING = ("Er hoeft nu niets te gebeuren.",)
NEXT = {
    Keyword.GESPROKEN: (
        "Het gesprek schriftelijk bevestigen: uiterlijk vrijdag 13 maart 2026 (nog 1 werkdag).",
        WAITS[2],
    ),
    Keyword.UITNODIGEN: WAITS[2:],
    Keyword.UITSTEL: (*WAITS[:2], "De klacht afhandelen: uiterlijk donderdag 30 april 2026 (nog 33 werkdagen)."),
    Keyword.IN_BEHANDELING: (WAITS[0], WAITS[2]),
    Keyword.KLACHT: (FIRST, *WAITS),
    Keyword.PRIVACY: (FIRST, WAITS[0], ADVICE, *WAITS[1:], MONTH),
    Keyword.HEROPEN: ("De klacht afhandelen: uiterlijk vrijdag 10 april 2026 (nog 20 werkdagen).",),
    Keyword.DATALEK: (
        "Het datalek melden of uitsluiten: uiterlijk donderdag 12 maart 2026 om 10.00 uur (vandaag).",
        *WAITS,
    ),
    Keyword.GEEN_ADVIES: (*WAITS, MONTH),
    Keyword.STUKKEN: (WAITS[0], ADVICE, *WAITS[1:], MONTH),
    **dict.fromkeys(
        [
            *(Keyword.AFHANDELEN, Keyword.NIET_IN_BEHANDELING, Keyword.GEEN_KLACHT, Keyword.INGETROKKEN),
            *(Keyword.KOPPEL, Keyword.BEWAREN, Keyword.TEVREDEN, Keyword.MAATREGEL_KLAAR, Keyword.EFFECT),
        ],
        NOTHING,
    ),
}
"""What STATUS says is next on the Thursday of the third working day; every other keyword leaves ``WAITS``."""
ASIDE = {Keyword.JA, Keyword.NEE, Keyword.NIEUW, Keyword.AFGEDAAN}
"""About a question, no case yet, or a message of the list."""


@pytest.mark.parametrize("keyword", [word for word in Keyword if word not in ASIDE], ids=str)
def test_status_tells_what_is_next_and_by_when(keyword: Keyword) -> None:
    """Each line a duty, in words, with its day and the working days left; the soonest first."""
    told = tuple(line.removeprefix("- ") for line in next_of(after(keyword)))
    assert told == NEXT.get(keyword, WAITS)


def test_status_has_the_acts_as_links() -> None:
    """A click does it; who asked need not know the words."""
    (letter,) = Asked("STATUS", OFFICER, StaffFile(dossier())).decided().letters
    assert "GESPROKEN" in str(dict(letter.context)["links"])


def test_status_tells_of_an_appointment_and_what_comes_after_it() -> None:
    """The invitation met its duty, so that no duty says that the talk is still to come (R16, R17)."""
    invited = happened(1, "invited", at="2026-03-18T10:00:00+01:00", place="Emmen")
    (letter,) = Asked("STATUS", OFFICER, StaffFile(dossier(standing(), invited))).decided().letters
    assert "woensdag 18 maart 2026 om 10.00 uur" in str(letter.context)
    (letter,) = Asked("STATUS", OFFICER, StaffFile(dossier(standing(), invited, TALKED))).decided().letters
    assert "Afspraak" not in str(letter.context)


def after(keyword: Keyword) -> Dossier:
    """The case once the command was carried out; a letter that it shows was answered with JA and sent."""
    case, person = CASES.get(keyword, dossier()), DIRECTOR if keyword is Keyword.GEEN_ADVIES else OFFICER
    decision = Asked(TEXTS.get(keyword, keyword.value), person, _file(case)).decided()
    if not decision.asks:
        return _recorded(case, decision)
    shown = next(letter for letter in decision.letters if letter.preview)
    yes = _yes(case, person, decision)
    met = letter_acts.met_by(shown.template, "brief")
    ended = letter_acts.ended_by(shown.template, "brief")
    sent = replace(yes, met=(*yes.met, *met), ended=(*yes.ended, *ended))
    return _recorded(case, sent)


def _file(case: Dossier) -> StaffFile:
    other = dossier(replace(case.standing, case=replace(case.case, number="KL-2026-0041")))
    return StaffFile(case, named=(other,))


def _yes(case: Dossier, person: Person, decision: Decision) -> Decision:
    asked = decision.asks[0]
    question = challenge(person, kind=Question.PREVIEW, command=asked.command, letter=asked.letter, event=99)
    return Asked("JA", person, replace(_file(case), challenge=question)).decided()


def _recorded(case: Dossier, decision: Decision) -> Dossier:
    """What the register holds afterwards."""
    changed = decision.after or case.case
    for other in decision.others:
        changed = other.after if other.after and other.after.number == changed.number else changed
    closed_by = tuple(met for other in decision.others if other.attach_to == changed.number for met in other.ended)
    gone = {met.kind: met for met in (*decision.met, *decision.ended, *closed_by)}
    duties = (*(_done(one, gone) for one in case.standing.duties), *decision.duties)
    return replace(case, standing=replace(case.standing, case=changed, duties=duties))


def _done(duty: Duty, gone: dict[DutyKind, Met]) -> Duty:
    return replace(duty, met_at=NOW) if duty.open and duty.kind in gone else duty


def next_of(case: Dossier) -> tuple[str, ...]:
    """The lines below *Nu te doen*."""
    decision = Asked("STATUS", OFFICER, StaffFile(case)).decided()
    (letter,) = decision.letters
    blocks = dict(dict(letter.context)["blocks"])  # type: ignore[call-overload]
    return blocks["Nu te doen"]
