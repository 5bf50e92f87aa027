"""What is it? Complaint, privacy complaint, or neither; of a case and of an entry (R1, R22, R25, R31)."""

from __future__ import annotations

from dataclasses import replace

from klachtmail.core import clock_letters, notices, people
from klachtmail.core.desk import NO_LETTER
from klachtmail.core.duties import opening_duties
from klachtmail.core.duty_rule import Act
from klachtmail.core.effects.bench import Bench, Effect, refuse
from klachtmail.core.effects.closing import no_complaint
from klachtmail.core.model import Case, Duty, DutyKind, Event, Flag, Label, Letter, Rejudged, State, Track
from klachtmail.core.settings import Person
from klachtmail.core.staff_file import Undelivered
from klachtmail.core.words import TRACKS

DOUBTS = NO_LETTER - {Flag.NO_EMAIL}
"""What kept the letter waiting; a person's judgement lets it go."""


def complaint(bench: Bench) -> Effect:
    """KLACHT: an entry becomes a case with its own receipt; a case to judge is taken up; privacy becomes service."""
    return _entry(bench, Label.SERVICE) if bench.entry else _judge(bench, Track.SERVICE)


def privacy(bench: Bench) -> Effect:
    """PRIVACY: likewise on the privacy track, with the month and the DPO's advice (R25-R28)."""
    return _entry(bench, Label.PRIVACY) if bench.entry else _judge(bench, Track.PRIVACY)


def neither(bench: Bench) -> Effect:
    """GEEN KLACHT: an entry is done with; a case is closed as none."""
    if bench.entry is None:
        return no_complaint(bench)
    event = Event("no_complaint", bench.actor.email, (("reason", bench.command.reason),))
    return Effect("Vastgelegd: dit bericht is geen klacht.", closes=bench.entry.number, events=(event,), undo=False)


def done_with(bench: Bench) -> Effect:
    """AFGEDAAN: an entry needs nothing more."""
    if bench.entry is None:
        return refuse("AFGEDAAN hoort bij een bericht uit de lijst (P-nummer); een zaak sluit u met AFHANDELEN.")
    event = Event("done_with", bench.actor.email)
    return Effect("Vastgelegd: dit bericht is afgedaan.", closes=bench.entry.number, events=(event,), undo=False)


def _entry(bench: Bench, label: Label) -> Effect:
    entry = bench.entry
    assert entry is not None, "checked by the caller"
    lead = f"Het bericht {entry.number} is nu een {_words(label)}, met de oorspronkelijke ontvangstdatum."
    if not entry.readable:
        return refuse(
            "Dat bericht kan ik niet lezen. Er is niets veranderd.",
            "Het staat in de map met onleesbare mail. Is het een klacht? Registreer die met NIEUW.",
        )
    rejudged = Rejudged(entry.number, label, by=bench.actor.email)
    track = Track.PRIVACY if label is Label.PRIVACY else Track.SERVICE
    event = Event("judged", bench.actor.email, (("track", track.value), ("reason", bench.command.reason)))
    return Effect(lead, rejudged=rejudged, closes=entry.number, events=(event,), undo=False)


def _words(label: Label) -> str:
    return TRACKS[Track.PRIVACY if label is Label.PRIVACY else Track.SERVICE]


def _judge(bench: Bench, track: Track) -> Effect:
    case = bench.case
    if case.state is State.TO_JUDGE:
        return _take_up(bench, track)
    if case.state is State.NO_COMPLAINT and not case.joined_to:
        return _after_all(bench, track)
    if not case.running:
        return refuse("Deze zaak is gesloten. Er is niets veranderd.", "Antwoord eerst met HEROPEN.")
    if case.track is track and (held := next((one for one in bench.dossier.undelivered if one.held), None)):
        return _released(bench, held)
    if case.track is track:
        return refuse(f"Deze zaak is al een {TRACKS[track]}. Er is niets veranderd.")
    return _move(bench, track)


def _released(bench: Bench, held: Undelivered) -> Effect:
    """The letter that waited for a person in a flood of new cases goes out (DESIGN 2.5)."""
    event = Event("released", bench.actor.email, (("letter", held.key),))
    return Effect("De brief die wachtte, is verstuurd.", release=held.key, events=(event,), undo=False)


def _take_up(bench: Bench, track: Track) -> Effect:
    """A case to judge is taken up: the acknowledgement goes, the handler gets the case, clocks as they ran."""
    case, staff = bench.case, bench.desk.office.people
    flags = case.flags - DOUBTS - ({Flag.PRIVACY_SUSPECTED} if track is Track.SERVICE else frozenset())
    handler = staff.find(case.handler) or people.handler_for(case, staff)
    after = bench.changed(
        state=State.OPEN, track=track, flags=flags, handler=handler.email if handler else case.handler
    )
    opens, ends = _other_track(bench, after)
    letters = (*_acknowledged(bench, after), *_handed(bench, after, handler))
    return Effect(
        f"Vastgelegd: dit is een {TRACKS[track]}." + (_told(letters, handler)),
        after=after,
        acts=(Act.JUDGED,),
        opens=opens,
        ends=ends,
        events=(Event("judged", bench.actor.email, (("track", track.value),)),),
        letters=letters,
        undo=not letters,
    )


def _after_all(bench: Bench, track: Track) -> Effect:
    """It was called no complaint and is one: receipt and clocks as they were, what was met stays met (R1)."""
    effect = _take_up(bench, track)
    assert effect.after is not None, "a case that is taken up changes"
    met = {one.kind for one in bench.standing.duties if one.met_at}
    duties = tuple(one for one in _owed(bench, effect.after) if one.kind not in met)
    after = replace(effect.after, outcome="", settled_at=None)
    return replace(effect, after=after, acts=(Act.REOPENED,), opens=duties, ends=())


def _told(letters: tuple[Letter, ...], handler: Person | None) -> str:
    confirmed = (
        " De ontvangst is bevestigd aan de klager."
        if any(one.template.startswith("complainant") for one in letters)
        else ""
    )
    who = (
        f" {handler.name or handler.email} behandelt de klacht."
        if handler
        else " Er is nog geen behandelaar: antwoord met OVERDRAGEN aan naam."
    )
    return confirmed + who


def _acknowledged(bench: Bench, after: Case) -> tuple[Letter, ...]:
    """The acknowledgement, once; on the privacy track after an ordinary one the supplement."""
    key = f"{after.number}/acknowledge"
    if key not in bench.standing.written:
        original = bench.standing.original
        return (notices.acknowledgement(after, original.message_id if original else ""),)
    return (_supplement(bench),) if after.track is Track.PRIVACY and bench.case.track is Track.SERVICE else ()


def _supplement(bench: Bench) -> Letter:
    """What the acknowledgement of an ordinary complaint did not say: the month, the DPO, the AP (R26, R28, R29)."""
    letter = bench.letter("supplement")
    return Letter(f"{bench.case.number}/supplement", letter.template, letter.recipient, letter.case, letter.context)


def _handed(bench: Bench, after: Case, handler: Person | None) -> tuple[Letter, ...]:
    """The handler's notice, unless it is he who answers."""
    if handler is None or handler == bench.actor.person:
        return ()
    return (clock_letters.handed_over(bench.standing_as(after), handler, bench.desk.reply_to),)


def _move(bench: Bench, track: Track) -> Effect:
    """A case that runs changes its track; receipt and clocks are kept (R31)."""
    if track is Track.SERVICE and not (bench.command.reason or bench.command.letter):
        return refuse(
            "Ik mis de reden waarom dit geen privacyklacht is.",
            "Antwoord: KLACHT, en op de volgende regel Reden: met de reden.",
        )
    after = bench.changed(track=track)
    opens, ends = _other_track(bench, after)
    letters = _acknowledged(bench, after) if track is Track.PRIVACY else ()
    told = " De klager krijgt een aanvulling op de bevestiging." if letters else ""
    return Effect(
        f"Vastgelegd: dit is nu een {TRACKS[track]}.{told}",
        after=after,
        acts=(Act.SERVICE_TRACK,) if track is Track.SERVICE else (),
        opens=opens,
        ends=ends,
        events=(Event("judged", bench.actor.email, (("track", track.value), ("reason", bench.command.reason))),),
        letters=letters,
        undo=not letters,
    )


def _other_track(bench: Bench, after: Case) -> tuple[tuple[Duty, ...], tuple[DutyKind, ...]]:
    """The duties that the other track adds and ends, from the same receipt."""
    if after.track is bench.case.track:
        return (), ()
    wanted = _owed(bench, after)
    special = {DutyKind.MONTH, DutyKind.DPO_ADVICE, DutyKind.SETTLE}
    opens = tuple(one for one in wanted if one.kind in special)
    return opens, tuple(kind for kind in special if bench.standing.owed(kind))


def _owed(bench: Bench, case: Case) -> tuple[Duty, ...]:
    """What an open case owes from its receipt on."""
    office = bench.desk.office
    return opening_duties(
        case.track,
        State.OPEN,
        case.received.at,
        calendar=bench.desk.calendar,
        terms=office.terms,
        timezone=office.organisation.timezone,
        has_email=bool(case.complainant.email),
    )


def taken_up(bench: Bench) -> Effect:
    """IN BEHANDELING: the complaint is admissible (R22)."""
    if bench.case.state is State.TO_JUDGE:
        return _take_up(bench, bench.case.track)
    if bench.standing.owed(DutyKind.ADMISSIBILITY) is None:
        return refuse("Dat was al vastgelegd. Er is niets veranderd.")
    return Effect(
        "Vastgelegd: wij behandelen deze klacht.",
        acts=(Act.TAKEN_UP,),
        events=(Event("taken_up", bench.actor.email),),
    )
