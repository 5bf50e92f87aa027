"""Who may use which keyword, as DESIGN 5 says, for every keyword and every role; and which keyword fits which case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

import pytest

from klachtmail.core.commands import Keyword
from klachtmail.core.model import Asked as Question
from klachtmail.core.model import Decision, DutyKind, Origin, State, Track
from klachtmail.core.settings import Office, Person
from klachtmail.core.staff_file import Dossier, Happened, StaffFile
from klachtmail.core.standing import Standing
from tests.core.clock import DEPUTY, DIRECTOR, DPO, HANDLER, OFFICE, OFFICER, SECOND, standing
from tests.core.staff_case import (
    CONFIRMED,
    MEASURE,
    PROVED,
    TALKED,
    Asked,
    breach,
    challenge,
    changes,
    closed,
    dossier,
    entry,
    happened,
    owing,
    privacy,
    told,
)

OTHER = Person("jan@werkenderwijs.example", "Jan de Boer")
"""On the list, and without a part in the case."""
STAFF = replace(OFFICE, people=replace(OFFICE.people, staff=(*OFFICE.people.staff, OTHER)))

HANDLES = frozenset({"handler", "deputy", "officer", "director in charge"})
LEADS = frozenset({"officer", "director", "director in charge"})
RUNS = frozenset({"officer", "director in charge"})
BREACHES = LEADS | {"dpo"}
EVERYBODY = frozenset({"handler", "deputy", "officer", "director", "director in charge", "dpo", "other"})
"""All but who is named in the complaint: he is heard, and nothing comes of his words (R34, R35)."""

MAY = MappingProxyType(
    {
        Keyword.GESPROKEN: HANDLES,
        Keyword.NIET_BEREIKT: HANDLES,
        Keyword.UITNODIGEN: HANDLES,
        Keyword.BEVESTIGEN: HANDLES,
        Keyword.STUUR: HANDLES,
        Keyword.UITSTEL: HANDLES,
        Keyword.AFHANDELEN: HANDLES,
        Keyword.OVERDRAGEN: HANDLES,
        Keyword.GEZIEN: HANDLES,
        Keyword.ADRES: HANDLES,
        Keyword.TELEFOON: HANDLES,
        Keyword.BEKEND: HANDLES,
        Keyword.IN_BEHANDELING: LEADS,
        Keyword.NIET_IN_BEHANDELING: LEADS,
        Keyword.KLACHT: LEADS,
        Keyword.PRIVACY: LEADS,
        Keyword.GEEN_KLACHT: LEADS,
        Keyword.BETROKKEN: LEADS,
        Keyword.KOPPEL: LEADS,
        Keyword.HEROPEN: LEADS,
        Keyword.INGETROKKEN: LEADS,
        Keyword.DATALEK: BREACHES,
        Keyword.GEEN_DATALEK: BREACHES,
        Keyword.GEMELD_AP: BREACHES,
        Keyword.GEEN_ADVIES: frozenset({"director", "director in charge"}),
        Keyword.STUKKEN: RUNS,
        Keyword.BRIEF_VERSTUURD: RUNS,
        Keyword.NUMMER_DOORGEGEVEN: RUNS,
        Keyword.AFGEDAAN: RUNS,
        Keyword.BEWAREN: RUNS,
        Keyword.TEVREDEN: RUNS,
        Keyword.MAATREGEL_KLAAR: RUNS,
        Keyword.EFFECT: RUNS,
        Keyword.ANALYSE_KLAAR: RUNS,
        Keyword.AFWEZIG: EVERYBODY,
        Keyword.JA: EVERYBODY,
        Keyword.NEE: EVERYBODY,
        Keyword.ONGEDAAN: EVERYBODY,
    }
)
"""The table of DESIGN 5. The deputy stands in for the handler; where the quality officer is named in the complaint
the first director has his work (R35). STATUS, LIJST, DOSSIER, HULP and NIEUW change nothing in the case and have tests
of their own."""

TEXTS = {
    Keyword.GESPROKEN: "GESPROKEN 11-3",
    Keyword.NIET_BEREIKT: "NIET BEREIKT 11-3",
    Keyword.UITNODIGEN: "UITNODIGEN 18-3 10:00 Drentse Poort 18",
    Keyword.BEVESTIGEN: "BEVESTIGEN\nBrief:\nWij spraken elkaar op woensdag.",
    Keyword.STUUR: "STUUR\nWij bellen u morgen.",
    Keyword.UITSTEL: "UITSTEL tot 30-4 met instemming\nReden: wij wachten op het verslag",
    Keyword.AFHANDELEN: "AFHANDELEN gegrond\nOorzaak: ziekte\nMaatregel: geen maatregel nodig, want eenmalig\n"
    "Brief:\nHet spijt ons.",
    Keyword.OVERDRAGEN: "OVERDRAGEN aan Roelof Vos",
    Keyword.BETROKKEN: "BETROKKEN Roelof Vos",
    Keyword.KOPPEL: "KOPPEL KL-2026-0041",
    Keyword.NIET_IN_BEHANDELING: "NIET IN BEHANDELING\nReden: dit gaat over het UWV",
    Keyword.GEEN_KLACHT: "GEEN KLACHT\nReden: het is een vraag",
    Keyword.GEEN_DATALEK: "GEEN DATALEK\nReden: ongeopend terug",
    Keyword.GEMELD_AP: "GEMELD AP 12-3",
    Keyword.GEEN_ADVIES: "GEEN ADVIES\nReden: de DPO is langdurig ziek",
    Keyword.ADRES: "ADRES nieuw@example.org",
    Keyword.TELEFOON: "TELEFOON 06-00000042",
    Keyword.BEKEND: "BEKEND partner@example.org",
    Keyword.BRIEF_VERSTUURD: "BRIEF VERSTUURD 12-3",
    Keyword.NUMMER_DOORGEGEVEN: "NUMMER DOORGEGEVEN 12-3",
    Keyword.BEWAREN: "BEWAREN tot 1-7-2029\nReden: er loopt een rechtszaak",
    Keyword.TEVREDEN: "TEVREDEN ja",
    Keyword.EFFECT: "EFFECT nee",
    Keyword.ANALYSE_KLAAR: "ANALYSE KLAAR 2025",
    Keyword.AFWEZIG: "AFWEZIG 16-3 tot 20-3",
}
"""What is written where the keyword alone does not do."""


def _case(keyword: Keyword) -> Dossier:
    """A case in which the keyword has something to do."""
    special: dict[Keyword, tuple[Standing, tuple]] = {
        Keyword.BEVESTIGEN: (standing(), (TALKED,)),
        Keyword.AFHANDELEN: (standing(), (TALKED, CONFIRMED)),
        Keyword.GEZIEN: (owing(DutyKind.ANSWER), ()),
        Keyword.KLACHT: (standing(state=State.TO_JUDGE), ()),
        Keyword.PRIVACY: (standing(state=State.TO_JUDGE), ()),
        Keyword.HEROPEN: (closed(), ()),
        Keyword.BEWAREN: (closed(), ()),
        Keyword.MAATREGEL_KLAAR: (closed(), (MEASURE,)),
        Keyword.GEEN_ADVIES: (privacy(), ()),
        Keyword.STUKKEN: (privacy(), ()),
        Keyword.GEEN_DATALEK: (breach(), ()),
        Keyword.GEMELD_AP: (breach(), ()),
    }
    found, events = special.get(keyword, (standing(), ()))
    return dossier(found, *events)


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody's part in the case."""

    person: Person
    named: Person | None = None


ROLES = {
    "handler": Role(HANDLER),
    "deputy": Role(DEPUTY),
    "officer": Role(OFFICER),
    "director": Role(DIRECTOR),
    "dpo": Role(DPO),
    "other": Role(OTHER),
    "named in the complaint": Role(OTHER, named=OTHER),
    "handler named": Role(HANDLER, named=HANDLER),
    "officer named": Role(OFFICER, named=OFFICER),
    "director named": Role(DIRECTOR, named=DIRECTOR),
    "director in charge": Role(DIRECTOR, named=OFFICER),
    "second director": Role(SECOND, named=OFFICER),
}


def _written(keyword: Keyword, role: Role, office: Office = STAFF) -> Decision:
    """What comes of the keyword when this person writes it."""
    return Asked(TEXTS.get(keyword, keyword.value), role.person, _file(keyword, role), office=office).decided()


def _file(keyword: Keyword, role: Role) -> StaffFile:
    """What the register holds for it: the case, who is left out of it, and what the keyword needs beside."""
    if keyword is Keyword.AFGEDAAN:
        return StaffFile(entry=entry())
    case = _without(_case(keyword), role)
    if keyword is Keyword.ONGEDAAN:
        done = happened(9, "command", role.person.email, keyword="GESPROKEN", by="x", undo="ja", before="{}")
        case = replace(case, events=(done,))
    other = dossier(replace(case.standing, case=replace(case.case, number="KL-2026-0041")))
    asked = challenge(role.person) if keyword in {Keyword.JA, Keyword.NEE} else None
    return StaffFile(case, challenge=asked, named=(other,))


def _without(case: Dossier, role: Role) -> Dossier:
    left_out = frozenset({role.named.email}) if role.named else frozenset[str]()
    handler = "" if case.case.handler in left_out else case.case.handler
    return replace(case, standing=replace(case.standing, case=replace(case.case, left_out=left_out, handler=handler)))


def _may(name: str, keyword: Keyword) -> bool:
    """What DESIGN 5 says; the second director is a director like any."""
    return {"second director": "director"}.get(name, name) in MAY[keyword]


@pytest.mark.parametrize("keyword", MAY, ids=str)
@pytest.mark.parametrize("name", ROLES)
def test_a_keyword_acts_for_whom_the_table_names_and_for_nobody_else(keyword: Keyword, name: str) -> None:
    """DESIGN 5: the table, in every cell. JA and NEE need the question; AFGEDAAN is about a message, not a case."""
    role = ROLES[name]
    if keyword is Keyword.AFGEDAAN and role.named:
        pytest.skip("a message that is no case names nobody")
    decision = _written(keyword, role)
    if not _may(name, keyword):
        assert not changes(decision)
        assert decision.events == () or {event.kind for event in decision.events} <= {"staff", "note"}
    elif keyword is Keyword.NEE:
        assert decision.answered
    elif keyword is Keyword.JA:
        assert decision.answered
        assert changes(decision) == (name in HANDLES), "the question was about GESPROKEN"
    else:
        assert changes(decision), told(decision)
    assert told(decision), "everybody who is proved hears what became of his words"


def test_the_matrix_leaves_no_keyword_out() -> None:
    """STATUS, LIJST, DOSSIER, HULP and NIEUW change no case."""
    harmless = {Keyword.STATUS, Keyword.LIJST, Keyword.DOSSIER, Keyword.HULP, Keyword.NIEUW}
    assert set(MAY) == set(Keyword) - harmless


@pytest.mark.parametrize("keyword", [Keyword.STATUS, Keyword.DOSSIER, Keyword.HULP], ids=str)
@pytest.mark.parametrize("name", ROLES)
def test_only_who_may_know_of_a_case_is_told_of_it(keyword: Keyword, name: str) -> None:
    """R33: an employee without a part in the case reads neither its state nor its name; R34: nor who is named."""
    role = ROLES[name]
    decision = Asked(keyword.value, role.person, StaffFile(_without(dossier(), role)), office=STAFF).decided()
    (letter,) = [one for one in decision.letters if one.key.startswith("answer/")]
    inside = name in {"handler", "deputy", "officer", "director", "director in charge", "second director"}
    assert letter.own_words is not inside
    words = str(letter.context)
    shown = any(word in words for word in ("Hennie Trip", "Nu te doen", Keyword.OVERDRAGEN, Keyword.DATALEK))
    assert shown is inside
    assert not changes(decision)


def test_list_tells_nobody_of_a_case_in_which_he_is_named() -> None:
    """R34, R35: the quality officer's list of cases lacks those about himself."""
    about = _without(dossier(), ROLES["officer named"]).standing
    decision = Asked("LIJST", OFFICER, StaffFile(running=(about,))).decided()
    assert "geen open zaken" in told(decision)


@pytest.mark.parametrize("person", [OTHER, DEPUTY], ids=lambda one: one.name)
def test_nobody_takes_the_cases_of_another(person: Person) -> None:
    """R33: OVERDRAGEN alles van ... is for one's own cases; for another's it takes the quality officer."""
    file = StaffFile(running=(standing(),))
    decision = Asked("OVERDRAGEN alles van Hanna aan Roelof", person, file, office=STAFF).decided()
    assert not changes(decision)
    assert "eigen zaken" in told(decision)


@pytest.mark.parametrize("person", [HANDLER, OFFICER], ids=lambda one: one.name)
def test_ones_own_cases_are_handed_over_at_once(person: Person) -> None:
    """DESIGN 5: OVERDRAGEN alles van Hanna aan Roelof."""
    decision = Asked("OVERDRAGEN alles van Hanna aan Roelof", person, StaffFile(running=(standing(),))).decided()
    assert [one.after.handler for one in decision.others if one.after] == [DEPUTY.email]


GATES = {
    "closed": (closed(), Keyword.HEROPEN),
    "to judge": (standing(state=State.TO_JUDGE, met=()), Keyword.KLACHT),
}
FITS_CLOSED = {
    *(Keyword.HEROPEN, Keyword.BEWAREN, Keyword.TEVREDEN, Keyword.EFFECT, Keyword.STUUR, Keyword.ADRES),
    *(Keyword.TELEFOON, Keyword.BEKEND, Keyword.DATALEK, Keyword.BRIEF_VERSTUURD, Keyword.NUMMER_DOORGEGEVEN),
    *(Keyword.OVERDRAGEN, Keyword.AFWEZIG, Keyword.ANALYSE_KLAAR, Keyword.NEE),
}
"""What does something in a settled case without anything else in it."""
LATER = {Keyword.UITNODIGEN, Keyword.BEVESTIGEN, Keyword.UITSTEL, Keyword.AFHANDELEN}
"""What treats a case as the complaint that nobody has yet called it."""


@pytest.mark.parametrize("keyword", MAY, ids=str)
def test_a_closed_case_takes_only_what_fits_it(keyword: Keyword) -> None:
    """R36, R43: everything else is answered with HEROPEN or with why not."""
    person = DIRECTOR if keyword is Keyword.GEEN_ADVIES else OFFICER
    asked = challenge(person) if keyword in {Keyword.JA, Keyword.NEE} else None
    file = StaffFile(dossier(closed(), TALKED, CONFIRMED), challenge=asked)
    decision = Asked(TEXTS.get(keyword, keyword.value), person, file).decided()
    if keyword in FITS_CLOSED:
        assert changes(decision) or decision.answered
    else:
        assert not changes(decision), told(decision)


@pytest.mark.parametrize("keyword", sorted(LATER), ids=str)
def test_a_case_that_nobody_has_judged_is_not_treated_as_a_complaint(keyword: Keyword) -> None:
    """DESIGN 4: what stands to judge has no letter out until a person says KLACHT; R14: its receipt first."""
    events = (TALKED, CONFIRMED)
    before = Asked(TEXTS[keyword], OFFICER, StaffFile(dossier(standing(state=State.TO_JUDGE, met=()), *events)))
    assert not changes(before.decided())
    assert "nog niet beoordeeld" in told(before.decided())
    after = replace(before, file=StaffFile(dossier(standing(), *events)))
    assert changes(after.decided())


@pytest.mark.parametrize("keyword", MAY, ids=str)
def test_a_message_of_the_list_takes_only_what_fits_it(keyword: Keyword) -> None:
    """R37: an entry is a complaint, joined, none, or done with."""
    person = DIRECTOR if keyword is Keyword.GEEN_ADVIES else OFFICER
    file = StaffFile(entry=entry(proposed="KL-2026-0042"), named=(dossier(),))
    text = {Keyword.KOPPEL: "KOPPEL KL-2026-0042"}.get(keyword, TEXTS.get(keyword, keyword.value))
    fits = {Keyword.KLACHT, Keyword.PRIVACY, Keyword.GEEN_KLACHT, Keyword.KOPPEL, Keyword.AFGEDAAN}
    assert changes(Asked(text, person, file).decided()) == (keyword in fits)


@pytest.mark.parametrize("keyword", MAY, ids=str)
def test_without_a_case_only_what_is_about_none_acts(keyword: Keyword) -> None:
    """DESIGN 5: all else asks for the case."""
    person = DIRECTOR if keyword is Keyword.GEEN_ADVIES else OFFICER
    decision = Asked(TEXTS.get(keyword, keyword.value), person, StaffFile()).decided()
    assert changes(decision) == (keyword in {Keyword.AFWEZIG, Keyword.ANALYSE_KLAAR})
    assert told(decision)


PROOFS = {
    "origin and key": (PROVED, True, True),
    "origin only": (PROVED, False, False),
    "key only": (Origin(), True, False),
    "neither": (Origin(), False, False),
    "dmarc failed, key": (Origin(dmarc="fail"), True, False),
    "dmarc failed but logged in, key": (Origin(dmarc="fail", authenticated=True), True, False),
    "another domain's dmarc, key": (Origin(dmarc="pass"), True, False),
    "logged in, key": (Origin(authenticated=True), True, True),
}


@pytest.mark.parametrize("name", PROOFS)
@pytest.mark.parametrize("keyword", [word for word in MAY if word not in {Keyword.JA, Keyword.NEE}], ids=str)
def test_a_command_acts_with_every_proof_and_is_asked_back_with_one(keyword: Keyword, name: str) -> None:
    """DESIGN 5, *Authority*: nothing but a question to the known address comes of less."""
    origin, key, acts = PROOFS[name]
    role = ROLES["director"] if keyword is Keyword.GEEN_ADVIES else ROLES["officer"]
    file = _file(keyword, role)
    decision = Asked(TEXTS.get(keyword, keyword.value), role.person, file, origin=origin, key=key).decided()
    if acts:
        assert changes(decision)
        return
    assert not changes(replace(decision, asks=(), events=()))
    done = {event.kind for event in decision.events} - {"staff", "note", "previewed", "previewed_unproved"}
    assert not done
    addresses = {letter.recipient.email for letter in decision.letters if not letter.preview}
    asked = "only" in name
    assert addresses <= {OFFICER.email, DIRECTOR.email}
    assert bool(decision.asks) == asked
    if not asked:
        assert not told(decision), "an unproved sender hears nothing"


@pytest.mark.parametrize("origin", [Origin(), PROVED], ids=["no origin", "origin"])
def test_the_answer_to_a_question_is_the_proof_of_what_was_asked_and_of_nothing_else(origin: Origin) -> None:
    """DESIGN 5: JA with the code acts; another command in the same mail is asked back where the origin is not proved."""
    file = StaffFile(dossier(), challenge=challenge(HANDLER))
    assert changes(Asked("JA", HANDLER, file, origin=origin, key=False).decided())
    other = Asked("OVERDRAGEN aan Roelof Vos", HANDLER, file, origin=origin, key=False).decided()
    assert bool(other.after) == origin.proved


def test_a_yes_that_comes_too_late_is_looked_at_again() -> None:
    """What was asked of an open case is not done in a closed one."""
    file = StaffFile(dossier(closed()), challenge=challenge(HANDLER))
    decision = Asked("JA", HANDLER, file).decided()
    assert not changes(decision)
    assert "gesloten" in told(decision)


def test_a_yes_of_somebody_who_no_longer_has_the_case_does_nothing() -> None:
    """The proposal was made to the handler of then."""
    given = replace(standing(), case=replace(standing().case, handler=OTHER.email))
    decision = Asked("JA", HANDLER, StaffFile(dossier(given), challenge=challenge(HANDLER)), office=STAFF).decided()
    assert not changes(decision)


def test_undoing_takes_back_ones_own_values_and_keeps_what_others_decided() -> None:
    """DESIGN 5: a handler's ONGEDAAN does not move the case back to the track that the officer left."""
    mine = Asked("TELEFOON 06-00000042", HANDLER, StaffFile(dossier())).decided()
    data = dict(next(event for event in mine.events if event.kind == "command").data)
    done = happened(5, "command", HANDLER.email, **data)
    assert mine.after
    now = replace(standing(), case=replace(mine.after, track=Track.PRIVACY, handler=DEPUTY.email))
    undone = Asked("ONGEDAAN", HANDLER, StaffFile(dossier(now, done))).decided()
    assert undone.after
    assert (undone.after.phone, undone.after.track, undone.after.handler) == ("", Track.PRIVACY, DEPUTY.email)


def test_undoing_is_refused_where_somebody_decided_about_the_same_since() -> None:
    """The later decision stands."""
    mine = happened(5, "command", HANDLER.email, keyword="TELEFOON", by="a", undo="ja", before='{"phone": ""}')
    theirs = happened(6, "command", OFFICER.email, keyword="TELEFOON", by="b", undo="ja", before='{"phone": "06-1"}')
    decision = Asked("ONGEDAAN", HANDLER, StaffFile(dossier(standing(), mine, theirs))).decided()
    assert not changes(decision)
    assert "daarna" in told(decision)


def test_nothing_of_one_proof_stays_in_the_record() -> None:
    """AFHANDELEN keeps the lines that it got: those of somebody who is not believed are asked back first."""
    text = "AFHANDELEN gegrond\nOorzaak: verzonnen"
    decision = Asked(text, HANDLER, StaffFile(dossier()), key=False).decided()
    assert "settling" not in {event.kind for event in decision.events}
    assert [asked.command for asked in decision.asks] == [text]


@pytest.mark.parametrize(
    ("event", "goes"),
    [
        (happened(100, "command", OFFICER.email, keyword="OVERDRAGEN"), False),
        (happened(100, "reply", "complainant"), False),
        (happened(100, "previewed", OFFICER.email, keyword="STUUR"), False),
        (happened(100, "command", HANDLER.email, keyword="AFWEZIG"), True),
        (happened(100, "staff", OFFICER.email), True),
        (happened(100, "note", OFFICER.email), True),
        (happened(98, "reply", "complainant"), True),
    ],
    ids=[
        "a decision",
        "a new message",
        "a newer preview",
        "an absence",
        "a mail filed",
        "a note",
        "what was before it",
    ],
)
def test_a_preview_is_stale_once_something_was_decided(event: Happened, *, goes: bool) -> None:
    """DESIGN 5: another decision or a new message of the complainant voids it; filing a mail of staff does not."""
    preview = Question.PREVIEW
    asked = challenge(HANDLER, kind=preview, command="STUUR\nWij bellen u.", letter="KL-2026-0042/message/1", event=99)
    decision = Asked("JA", HANDLER, StaffFile(dossier(standing(), event), challenge=asked)).decided()
    assert bool(decision.release) is goes
    assert bool(decision.drop) is not goes
