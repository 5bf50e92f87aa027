"""Speaking to the complainant: talks, calls in vain, invitations, confirmations, letters (R16, R17, R43)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from klachtmail.core.duty_rule import Act
from klachtmail.core.effects.bench import Bench, Effect, refuse
from klachtmail.core.model import Duty, DutyKind, Event
from klachtmail.core.words import weekday_words

IN_VAIN = 2
"""After so many calls in vain the handler is pointed to a written invitation (R16)."""


def not_past(bench: Bench, day: date) -> str:
    """Why nothing can have been done on that day, or empty where it can."""
    if day > bench.desk.today:
        return f"{weekday_words(day).capitalize()} is nog niet geweest. Er is niets vastgelegd."
    if day < bench.received:
        day_words, received = weekday_words(day).capitalize(), weekday_words(bench.received)
        return f"{day_words} is voor de ontvangst van de klacht ({received}). Er is niets vastgelegd."
    return ""


def spoken(bench: Bench) -> Effect:
    """GESPROKEN: a talk meets *contact* and opens *confirm* (R16, R17)."""
    day = bench.command.day or bench.given
    if wrong := not_past(bench, day):
        return refuse(wrong, "Antwoord met GESPROKEN en de goede datum.")
    return Effect(
        f"Vastgelegd: u heeft de klager gesproken op {weekday_words(day)}.",
        acts=(Act.TALKED,),
        on=day,
        opens=(bench.duty(DutyKind.CONFIRM, day),),
        events=(Event("talked", bench.actor.email, (("day", day.isoformat()), ("with", bench.actor.name))),),
    )


def not_reached(bench: Bench) -> Effect:
    """NIET BEREIKT: an attempt is recorded and meets nothing; after two, an invitation (R16)."""
    day = bench.command.day or bench.given
    if wrong := not_past(bench, day):
        return refuse(wrong, "Antwoord met NIET BEREIKT en de goede datum.")
    calls = bench.dossier.count("attempt") + 1
    lines: tuple[str, ...] = (f"Dit is poging {calls}. De termijn loopt door.",)
    if calls >= IN_VAIN:
        lines += ("U heeft de klager nu vaker gebeld. Nodig de klager schriftelijk uit: UITNODIGEN datum tijd plaats.",)
    return Effect(
        f"Vastgelegd: u heeft de klager op {weekday_words(day)} niet bereikt.",
        blocks=(("", lines),),
        on=day,
        events=(Event("attempt", bench.actor.email, (("day", day.isoformat()),)),),
    )


def invite(bench: Bench) -> Effect:
    """UITNODIGEN: a written invitation with a calendar entry; it meets *contact* once it is sent (R16)."""
    command = bench.command
    if command.day is None or command.at is None:
        return refuse(
            "Er ontbreekt een datum of een tijd. Er is niets verstuurd.", "Antwoord: UITNODIGEN 27-11 10:00 plaats."
        )
    moment = _appointment(bench, command.day, command.at)
    if moment <= bench.desk.now:
        return refuse(
            "Dat moment is al voorbij. Er is niets verstuurd.", "Antwoord met UITNODIGEN en een latere datum."
        )
    place = command.words or bench.desk.office.organisation.address
    return Effect(
        f"De uitnodiging voor {weekday_words(command.day)} om {command.at:%H.%M} uur",
        outward=bench.letter("invitation", appointment=moment, place=place),
        events=(Event("invited", bench.actor.email, (("at", moment.isoformat()), ("place", place))),),
    )


def _appointment(bench: Bench, day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZoneInfo(bench.desk.office.organisation.timezone))


def talk_day(bench: Bench) -> date | None:
    """The day of the latest talk that was recorded."""
    day = bench.dossier.told("talked", "day")
    return date.fromisoformat(day) if day else None


def confirm(bench: Bench) -> Effect:
    """BEVESTIGEN: the written confirmation of the talk and the agreements (R17)."""
    day = talk_day(bench)
    if day is None:
        return refuse(
            "Er is nog geen gesprek vastgelegd, dus er valt niets te bevestigen.",
            "Heeft u de klager gesproken? Antwoord eerst met GESPROKEN en de datum, en daarna met BEVESTIGEN.",
        )
    if not bench.command.letter:
        return refuse(
            "Ik mis de tekst van de brief. Er is niets verstuurd.",
            "Zet onder BEVESTIGEN een regel met Brief: en daaronder uw tekst.",
        )
    return Effect(
        f"De bevestiging van het gesprek van {weekday_words(day)}",
        outward=bench.letter(
            "confirmation", talk_day=day, talk_with=bench.dossier.told("talked", "with"), text=bench.command.letter
        ),
        events=(Event("talk_confirmed", bench.actor.email, (("day", day.isoformat()),)),),
    )


def write(bench: Bench) -> Effect:
    """STUUR: a message to the complainant, in staff's own words; it meets *answer*."""
    if not bench.command.letter:
        return refuse("Ik mis uw tekst. Er is niets verstuurd.", "Zet onder STUUR de tekst aan de klager.")
    return Effect(
        "Het bericht aan de klager",
        outward=bench.letter("message", text=bench.command.letter),
        events=(Event("written_to", bench.actor.email),),
    )


def seen(bench: Bench) -> Effect:
    """GEZIEN: a complainant's message needs no answer (R43)."""
    if bench.standing.owed(DutyKind.ANSWER) is None:
        return refuse("Er staat in deze zaak geen bericht van de klager dat nog een antwoord nodig heeft.")
    return Effect(
        "Vastgelegd: het bericht van de klager heeft geen antwoord nodig.",
        acts=(Act.SEEN,),
        events=(Event("seen", bench.actor.email),),
    )


def delay(bench: Bench) -> Effect:
    """UITSTEL: the complainant hears why and until when; with his consent the target moves, never the month (R18)."""
    command = bench.command
    if command.day is None or not command.reason:
        return refuse(
            "Er ontbreekt een datum of een reden. Er is niets verstuurd.",
            "Antwoord: UITSTEL tot 12-12, en op de volgende regel Reden: met de reden.",
        )
    if command.day <= bench.desk.today:
        return refuse(
            "De nieuwe datum is al voorbij. Er is niets verstuurd.", "Antwoord met UITSTEL en een latere datum."
        )
    moved = command.consent and bench.standing.owed(DutyKind.SETTLE) is not None
    return Effect(
        f"Het uitstel tot {weekday_words(command.day)}",
        outward=bench.letter("delay", until=command.day, reason=command.reason, consent=command.consent),
        opens=(_later(bench, command.day),) if moved else (),
        ends=(DutyKind.SETTLE,) if moved else (),
        events=(
            Event(
                "delayed",
                bench.actor.email,
                (
                    ("until", command.day.isoformat()),
                    ("reason", command.reason),
                    ("consent", "ja" if command.consent else "nee"),
                ),
            ),
        ),
    )


def _later(bench: Bench, day: date) -> Duty:
    """The settling duty with the day that the complainant agreed to; on the privacy track never after the month."""
    month = bench.standing.owed(DutyKind.MONTH)
    internal = min(day, month.deadline) if month else day
    old = bench.standing.owed(DutyKind.SETTLE)
    assert old is not None, "checked by the caller"
    before = f"{weekday_words(old.deadline)} ({old.explanation})"
    why = f"R23: uitstel met instemming tot {weekday_words(day)}; eerst was het {before}"
    return replace(old, deadline=bench.desk.calendar.working_day_on_or_before(internal), legal=day, explanation=why)
