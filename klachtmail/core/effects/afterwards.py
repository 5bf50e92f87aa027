"""Letters on paper, and what comes afterwards: follow-up, keeping a file longer, the year (R3, R4, R15, R21, R36)."""

from __future__ import annotations

from dataclasses import replace

from klachtmail.core.duty_rule import Act
from klachtmail.core.effects.bench import Bench, Effect, refuse
from klachtmail.core.effects.contact import not_past
from klachtmail.core.model import DutyKind, Event
from klachtmail.core.words import weekday_words


def posted(bench: Bench) -> Effect:
    """BRIEF VERSTUURD: the letters that wait on paper were posted; they meet what they would meet by mail (R15)."""
    day = bench.command.day or bench.given
    if wrong := not_past(bench, day):
        return refuse(wrong, "Antwoord met BRIEF VERSTUURD en de goede datum.")
    return Effect(
        f"Vastgelegd: de brief is op {weekday_words(day)} op de post gedaan.",
        acts=(Act.LETTER_POSTED,),
        on=day,
        printed=day,
        events=(Event("letter_posted", bench.actor.email, (("day", day.isoformat()),)),),
        undo=False,
    )


def number_told(bench: Bench) -> Effect:
    """NUMMER DOORGEGEVEN: neither address nor e-mail, so the number was told by telephone (R15)."""
    day = bench.command.day or bench.given
    if wrong := not_past(bench, day):
        return refuse(wrong, "Antwoord met NUMMER DOORGEGEVEN en de goede datum.")
    return Effect(
        f"Vastgelegd: het nummer is op {weekday_words(day)} mondeling doorgegeven.",
        acts=(Act.NUMBER_TOLD,),
        on=day,
        told=True,
        events=(Event("number_told", bench.actor.email, (("day", day.isoformat()), ("how", "mondeling"))),),
    )


def hold(bench: Bench) -> Effect:
    """BEWAREN tot ... reden: the file is kept longer, until a day on which somebody looks again (R36)."""
    day = bench.command.until or bench.command.day
    if day is None or not bench.command.reason:
        return refuse(
            "Er ontbreekt een datum of een reden. Er is niets veranderd.",
            "Antwoord: BEWAREN tot 1-6-2029, en op de volgende regel Reden: met de reden.",
        )
    owed = bench.standing.owed(DutyKind.ERASE)
    if owed is None:
        return refuse("Deze zaak is nog open en wordt niet gewist. Er is niets veranderd.")
    if day <= owed.deadline:
        return refuse(f"Het dossier wordt al bewaard tot en met {weekday_words(owed.deadline)}. Er is niets veranderd.")
    until, before = weekday_words(day), weekday_words(owed.deadline)
    why = f"R36: bewaren tot {until}, want {bench.command.reason}; eerst was het {before}"
    return Effect(
        f"Vastgelegd: het dossier wordt bewaard tot en met {weekday_words(day)}.",
        acts=(Act.HELD,),
        opens=(replace(owed, deadline=day, legal=day, explanation=why),),
        events=(Event("held", bench.actor.email, (("until", day.isoformat()), ("reason", bench.command.reason))),),
    )


def satisfied(bench: Bench) -> Effect:
    """TEVREDEN ja/nee: what the complainant thinks of the outcome."""
    return _yes_or_no(bench, "satisfied", "de klager is tevreden", "de klager is niet tevreden", "TEVREDEN ja")


def effect_checked(bench: Bench) -> Effect:
    """EFFECT ja/nee: whether the measure helped (R4)."""
    return _yes_or_no(bench, "effect", "de maatregel helpt", "de maatregel helpt niet", "EFFECT ja")


def _yes_or_no(bench: Bench, kind: str, yes: str, no: str, example: str) -> Effect:
    if bench.command.yes is None:
        return refuse("Ik mis ja of nee. Er is niets vastgelegd.", f"Antwoord bijvoorbeeld: {example}.")
    answer = "ja" if bench.command.yes else "nee"
    return Effect(
        f"Vastgelegd: {yes if bench.command.yes else no}.",
        events=(Event(kind, bench.actor.email, (("answer", answer),)),),
    )


def measure_done(bench: Bench) -> Effect:
    """MAATREGEL KLAAR: the measure was carried out (R4)."""
    if not bench.dossier.told("settling", "maatregel"):
        return refuse("In deze zaak is geen maatregel vastgelegd. Er is niets veranderd.")
    return Effect("Vastgelegd: de maatregel is klaar.", events=(Event("measure_done", bench.actor.email),))


def analysed(bench: Bench) -> Effect:
    """ANALYSE KLAAR 2026: the quality officer has analysed the year's complaints (R21)."""
    year = "".join(sign for sign in bench.command.words if sign.isdigit())
    if len(year) != len("2026"):
        return refuse("Ik mis het jaar. Er is niets vastgelegd.", "Antwoord: ANALYSE KLAAR 2026.")
    event = Event("analysed", bench.actor.email, (("year", year),))
    return Effect(f"Vastgelegd: de klachten van {year} zijn geanalyseerd.", events=(event,), undo=False)
