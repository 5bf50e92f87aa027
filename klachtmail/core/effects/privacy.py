"""Personal data: a breach and its 72 hours, and the DPO's advice (R28, R32)."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from klachtmail.core import clock_letters, people
from klachtmail.core.duties import breach_duty
from klachtmail.core.duty_rule import Act
from klachtmail.core.effects.bench import Bench, Effect, refuse
from klachtmail.core.effects.contact import not_past
from klachtmail.core.model import Audience, Duty, DutyKind, Event, Flag, Letter
from klachtmail.core.settings import Person
from klachtmail.core.words import weekday_words

REASON = "op de volgende regel Reden: met de reden."


def breach(bench: Bench) -> Effect:
    """DATALEK: the 72 hours run, from receipt or from the moment that is named (R32)."""
    if bench.standing.owed(DutyKind.BREACH):
        return refuse("De 72 uur lopen al. Er is niets veranderd.")
    office = bench.desk.office
    start = _start(bench)
    if start > bench.desk.now:
        return refuse(
            "Dat moment is nog niet geweest. Er is niets vastgelegd.", "Antwoord met DATALEK en het goede moment."
        )
    duty = breach_duty(start, terms=office.terms, timezone=office.organisation.timezone)
    assert duty.moment is not None, "a breach runs in hours"
    end = duty.moment.astimezone(ZoneInfo(office.organisation.timezone))
    until = f"{weekday_words(end)} om {end:%H.%M} uur"
    return Effect(
        f"Vastgelegd: datalek. Melden bij de Autoriteit Persoonsgegevens kan tot {until}.",
        after=bench.changed(flags=bench.case.flags | {Flag.BREACH}),
        opens=(duty,),
        events=(Event("breach", bench.actor.email, (("from", start.isoformat()),)),),
        letters=_alarm(bench, duty),
        undo=False,
    )


def _start(bench: Bench) -> datetime:
    command = bench.command
    if command.day is None:
        return bench.case.received.at
    zone = ZoneInfo(bench.desk.office.organisation.timezone)
    return datetime.combine(command.day, command.at or time(), zone).astimezone(UTC)


def _alarm(bench: Bench, duty: Duty) -> tuple[Letter, ...]:
    """Everybody who has to know, but who said so himself."""
    staff = bench.desk.office.people
    roles: list[tuple[Person | None, Audience]] = [
        (people.quality_for(bench.case, staff), Audience.QUALITY_OFFICER),
        (staff.dpo, Audience.DPO),
        *((one, Audience.DIRECTIE) for one in staff.directie),
    ]
    found: dict[Person, Audience] = {}
    for person, audience in roles:
        if person and person != bench.actor.person and person.email not in bench.case.left_out:
            found.setdefault(person, audience)
    letters = (clock_letters.breach(bench.case, duty, person, role, late=False) for person, role in found.items())
    return tuple(one for one in letters if one.key not in bench.standing.written)


def no_breach(bench: Bench) -> Effect:
    """GEEN DATALEK reason: ends the 72 hours."""
    if not bench.command.reason:
        return refuse("Ik mis de reden. Er is niets veranderd.", f"Antwoord: GEEN DATALEK, en {REASON}")
    if bench.standing.owed(DutyKind.BREACH) is None and Flag.BREACH not in bench.case.flags:
        return refuse("Er loopt in deze zaak geen datalek. Er is niets veranderd.")
    return Effect(
        "Vastgelegd: geen datalek. De 72 uur zijn gestopt.",
        after=bench.changed(flags=bench.case.flags - {Flag.BREACH}),
        acts=(Act.NO_BREACH,),
        events=(Event("no_breach", bench.actor.email, (("reason", bench.command.reason),)),),
    )


def notified(bench: Bench) -> Effect:
    """GEMELD AP: the breach was reported."""
    day = bench.command.day or bench.given
    if wrong := not_past(bench, day):
        return refuse(wrong, "Antwoord met GEMELD AP en de goede datum.")
    if bench.standing.owed(DutyKind.BREACH) is None:
        return refuse("Er loopt in deze zaak geen datalek. Antwoord eerst met DATALEK.")
    return Effect(
        f"Vastgelegd: op {weekday_words(day)} gemeld bij de Autoriteit Persoonsgegevens.",
        acts=(Act.AP_NOTIFIED,),
        on=day,
        events=(Event("ap_notified", bench.actor.email, (("day", day.isoformat()),)),),
    )


def no_advice(bench: Bench) -> Effect:
    """GEEN ADVIES reason: the directie decides without the DPO (R28's second way)."""
    if not bench.command.reason:
        return refuse("Ik mis de reden. Er is niets veranderd.", f"Antwoord: GEEN ADVIES, en {REASON}")
    if bench.standing.owed(DutyKind.DPO_ADVICE) is None:
        return refuse("In deze zaak wordt geen advies van de DPO verwacht. Er is niets veranderd.")
    return Effect(
        "Vastgelegd: de directie beslist zonder advies van de DPO.",
        acts=(Act.NO_ADVICE,),
        events=(Event("no_advice", bench.actor.email, (("reason", bench.command.reason),)),),
    )


def advised(bench: Bench) -> Effect:
    """The quality officer's JA to a mail of the DPO: it is the advice (R28)."""
    return Effect(
        "Vastgelegd: dit is het advies van de DPO.",
        acts=(Act.ADVISED,),
        events=(Event("advised", bench.actor.email),),
    )


def papers(bench: Bench) -> Effect:
    """STUKKEN: the DPO outside the own domain gets the original, once somebody says so."""
    dpo, original = bench.desk.office.people.dpo, bench.standing.original
    if dpo is None or original is None:
        return refuse("Er is geen DPO ingesteld, of er is geen origineel bericht. Er is niets verstuurd.")
    if dpo.email not in people.permitted(bench.case, bench.desk.office.people, frozenset()):
        return refuse(
            "De DPO hoort niet bij deze zaak. Er is niets verstuurd.", "Gaat het over privacy? Antwoord eerst: PRIVACY."
        )
    letter = Letter(
        key=f"{bench.case.number}/papers/{bench.source}",
        template="staff-answer",
        recipient=dpo.address,
        case=bench.case.number,
        context=(
            ("title", "De stukken bij het gevraagde advies"),
            ("lead", "Hierbij krijgt u de oorspronkelijke klacht."),
            ("blocks", (("", ("Antwoord op deze mail met uw advies, in uw eigen woorden.",)),)),
            ("shown", None),
            ("links", ()),
            ("undo", ""),
        ),
        attach=original.sha256,
    )
    return Effect(
        "De oorspronkelijke klacht is naar de DPO gestuurd.",
        letters=(letter,),
        events=(Event("papers", bench.actor.email),),
        undo=False,
    )
