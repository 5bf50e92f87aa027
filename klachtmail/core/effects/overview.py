"""What somebody may ask: STATUS, LIJST, DOSSIER, HULP; nothing changes by them (DESIGN 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from klachtmail.core.commands import TABLE, Keyword, Who
from klachtmail.core.desk import Desk
from klachtmail.core.effects.bench import Bench, Block, Effect, refuse
from klachtmail.core.model import Case, Duty, DutyKind, State
from klachtmail.core.staff_file import Dossier
from klachtmail.core.standing import Standing
from klachtmail.core.words import DUTIES, STATES, TRACKS, days_words, flag_words, weekday_words

_ENTRY = (Keyword.KLACHT, Keyword.PRIVACY, Keyword.GEEN_KLACHT, Keyword.KOPPEL, Keyword.AFGEDAAN)
_CLOSED = (
    *(Keyword.HEROPEN, Keyword.BEWAREN, Keyword.TEVREDEN, Keyword.MAATREGEL_KLAAR, Keyword.EFFECT),
    *(Keyword.STUUR, Keyword.STATUS, Keyword.DOSSIER),
)
_TO_JUDGE = (
    *(Keyword.KLACHT, Keyword.PRIVACY, Keyword.GEEN_KLACHT, Keyword.BETROKKEN, Keyword.KOPPEL, Keyword.DATALEK),
    *(Keyword.OVERDRAGEN, Keyword.STATUS, Keyword.DOSSIER),
)
_NO_CASE = (Keyword.NIEUW, Keyword.LIJST, Keyword.AFWEZIG, Keyword.OVERDRAGEN, Keyword.ANALYSE_KLAAR, Keyword.HULP)
_NEVER = frozenset({Keyword.JA, Keyword.NEE, Keyword.NIEUW, Keyword.ANALYSE_KLAAR, Keyword.AFGEDAAN, Keyword.HEROPEN})
"""What no running case needs."""

_QUIET = frozenset({DutyKind.ERASE})
"""What is the program's own and nobody's work."""


def status(bench: Bench) -> Effect:
    """STATUS: how the case stands, what is next and by when."""
    if bench.file.dossier is None:
        return refuse("Bij welke zaak hoort uw vraag? Antwoord op een mail over de zaak, of stuur LIJST.")
    blocks = (*status_blocks(bench.standing, bench), *_appointment(bench))
    return replace(_quiet(f"Zo staat zaak {bench.case.number} ervoor.", blocks), acts_as_links=True)


def _appointment(bench: Bench) -> tuple[Block, ...]:
    """The invitation that nobody has told the outcome of: no duty says what comes after it (R16, R17)."""
    invited = [event for event in bench.dossier.events if event.kind == "invited" and event.value("at")]
    talked = any(event.kind == "talked" for event in bench.dossier.events)
    if talked or not invited or not bench.case.running:
        return ()
    moment = datetime.fromisoformat(invited[-1].value("at"))
    line = f"De klager is uitgenodigd voor {weekday_words(moment)} om {moment:%H.%M} uur."
    return (("Afspraak", (line, "Na het gesprek: antwoord met GESPROKEN en de datum.")),)


def _begun(words: str) -> str:
    """Words with a capital at their beginning; abbreviations in them keep theirs."""
    return words[:1].upper() + words[1:]


def status_blocks(standing: Standing, bench: Bench) -> tuple[Block, ...]:
    """State, what is next, what was done."""
    done = tuple(f"{_begun(DUTIES[one.kind])}: {_met(one, bench)}" for one in standing.duties if one.met_at)
    return (
        ("", (_head(standing.case, bench),)),
        ("Nu te doen", listed(next_lines(standing.duties, bench.desk))),
        *((("Al gedaan", listed(done)),) if done else ()),
    )


def _head(case: Case, bench: Bench) -> str:
    person = bench.desk.office.people.find(case.handler)
    handler = (person.name or person.email) if person else "nog niemand"
    outcome = f" ({case.outcome})" if case.outcome else ""
    day = weekday_words(bench.desk.day(case.received.at))
    return (
        f"{TRACKS[case.track].capitalize()}, ontvangen op {day}; {STATES[case.state]}{outcome}. Behandelaar: {handler}."
    )


def _met(duty: Duty, bench: Bench) -> str:
    assert duty.met_at is not None, "chosen by the caller"
    return weekday_words(duty.met_on or bench.desk.day(duty.met_at))


def listed(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Lines as the items of a list."""
    return tuple(f"- {line}" for line in lines)


def next_lines(duties: tuple[Duty, ...], desk: Desk) -> tuple[str, ...]:
    """What is owed, soonest first, in words that a new handler understands."""
    owed = sorted(
        (one for one in duties if one.open and one.kind not in _QUIET), key=lambda one: (one.deadline, one.kind)
    )
    if not owed:
        return ("Er hoeft nu niets te gebeuren.",)
    return tuple(f"{_begun(DUTIES[one.kind])}: uiterlijk {_until(one, desk)} ({_left(one, desk)})." for one in owed)


def _until(duty: Duty, desk: Desk) -> str:
    if duty.moment is None:
        return weekday_words(duty.deadline)
    moment = duty.moment.astimezone(ZoneInfo(desk.office.organisation.timezone))
    return f"{weekday_words(moment)} om {moment:%H.%M} uur"


def _left(duty: Duty, desk: Desk) -> str:
    return days_words(desk.calendar.working_days_between(desk.today, duty.deadline)).lower()


def list_cases(bench: Bench) -> Effect:
    """LIJST: the running cases that somebody may know of, the most urgent first."""
    mine = [one for one in bench.file.running if _may_know(one.case, bench)]
    if not mine:
        return _quiet("Er zijn geen open zaken voor u.", ())
    lines = tuple(_line(one, bench) for one in sorted(mine, key=_urgency))
    return _quiet(f"Open zaken: {len(mine)}.", (("", listed(lines)),))


def _may_know(case: Case, bench: Bench) -> bool:
    if bench.actor.email in case.left_out:
        return False
    return bool(bench.actor.roles & {Who.QUALITY_OFFICER, Who.DIRECTIE}) or bench.actor.email == case.handler


def _urgency(standing: Standing) -> tuple[object, str]:
    owed = [one.deadline for one in standing.duties if one.open and one.kind not in _QUIET]
    return (min(owed).isoformat() if owed else "9999", standing.case.number)


def _line(standing: Standing, bench: Bench) -> str:
    return f"{standing.case.number} ({STATES[standing.case.state]}): {next_lines(standing.duties, bench.desk)[0]}"


def file(bench: Bench) -> Effect:
    """DOSSIER: everything of the case, with the mails that came in; for whoever may know of it."""
    if bench.file.dossier is None:
        return refuse("Bij welke zaak hoort uw vraag? Antwoord op een mail over de zaak.")
    dossier = bench.dossier
    case = dossier.case
    facts = (
        f"Klager: {case.complainant.name} <{case.complainant.email}> {case.phone}".strip(),
        f"Binnengekomen via: {case.channel}",
        *(f"Let op: {words}" for words in flag_words(case.flags)),
    )
    clock = tuple(f"{_begun(DUTIES[one.kind])}: {one.explanation}" for one in dossier.standing.duties)
    mails = tuple((sha256, f"bericht-{number}.eml") for number, (sha256, _) in enumerate(dossier.mails, 1))
    blocks = (
        *status_blocks(dossier.standing, bench),
        ("Gegevens", facts),
        ("Termijnen, uitgelegd", listed(clock)),
        ("Wat er gebeurde", listed(history(dossier, bench))),
    )
    effect = _quiet(f"Het dossier van zaak {case.number}.", blocks)
    return Effect(effect.lead, effect.blocks, attach=mails, silent=True, undo=False)


def history(dossier: Dossier, bench: Bench) -> tuple[str, ...]:
    """The record, oldest first, each event in one line."""
    zone = ZoneInfo(bench.desk.office.organisation.timezone)
    return tuple(
        f"{event.at.astimezone(zone):%d-%m-%Y %H:%M} {event.kind}"
        + "".join(f", {key}: {value}" for key, value in event.data if value and key != "before")
        for event in dossier.events
    )


def help_me(bench: Bench) -> Effect:
    """HULP: what fits now, what it does, and how to type it."""
    may = [word for word in _fitting(bench) if TABLE[word].who & bench.actor.roles]
    lines = tuple(f"{_typed(word)}: {TABLE[word].does}" for word in may)
    return _quiet("Dit kunt u nu antwoorden. Zet het woord vooraan in uw mail.", (("", listed(lines)),))


def _typed(word: Keyword) -> str:
    return TABLE[word].example.partition("\n")[0]


def _fitting(bench: Bench) -> tuple[Keyword, ...]:
    if bench.entry is not None:
        return _ENTRY
    if bench.file.dossier is None:
        return _NO_CASE
    state = bench.case.state
    if state is State.TO_JUDGE:
        return _TO_JUDGE
    return tuple(word for word in Keyword if word not in _NEVER) if state is State.OPEN else _CLOSED


def _quiet(lead: str, blocks: tuple[Block, ...]) -> Effect:
    return Effect(lead, blocks, silent=True, undo=False)
