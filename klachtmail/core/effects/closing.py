"""How a case ends, settled, declined, withdrawn or as none, and how it begins again (R3, R4, R17, R22, R28, R44)."""

from __future__ import annotations

from datetime import date

from klachtmail.core.duty_rule import Act
from klachtmail.core.effects.bench import Bench, Effect, refuse
from klachtmail.core.effects.contact import talk_day
from klachtmail.core.model import Case, DutyKind, Event, State, Track
from klachtmail.core.words import weekday_words
from klachtmail.core.workdays import add_years

NEEDED = ("uitkomst", "oorzaak", "maatregel", "eigenaar", "gereed")
"""What a settled case holds beside its letter (R3, R4); without a measure there is no owner and no day."""

_LABELS = {
    "uitkomst": "de uitkomst, achter AFHANDELEN (bijvoorbeeld: AFHANDELEN deels gegrond)",
    "oorzaak": "Oorzaak: waardoor kwam het?",
    "maatregel": "Maatregel: wat doen wij om herhaling te voorkomen? (of: geen maatregel nodig, want ...)",
    "eigenaar": "Eigenaar: wie voert de maatregel uit?",
    "gereed": "Gereed: wanneer is de maatregel klaar?",
    "brief": "Brief: de tekst aan de klager",
}


def keep_until(bench: Bench) -> date:
    """Until when the file is kept if it is closed today (R36)."""
    return add_years(bench.desk.today, bench.desk.office.terms.retention_years)


def closed(bench: Bench, state: State, outcome: str) -> Case:
    """The case as it is closed now."""
    return bench.changed(state=state, outcome=outcome, settled_at=bench.desk.now)


def settle(bench: Bench) -> Effect:
    """AFHANDELEN: the closing letter, once all that the regulation asks is there; what was sent is kept."""
    given = _given(bench)
    kept = Event("settling", bench.actor.email, tuple((key, value) for key, value in given.items() if value))
    missing = [*_gates(bench), *(_LABELS[key] for key in _absent(given))]
    if missing:
        return Effect(
            "Nog niet afgehandeld. Wat u stuurde, is bewaard.",
            blocks=(
                ("Dit mis ik nog", tuple(missing)),
                ("", ("Antwoord met AFHANDELEN en alleen de regels die nog missen.",)),
            ),
            refused=True,
            events=(kept,),
        )
    outcome = given["uitkomst"]
    return Effect(
        f"De brief waarmee u de klacht afhandelt: {outcome}",
        outward=bench.letter(
            "closing",
            outcome=outcome,
            text=given["brief"],
            measure="" if _no_measure(given) else given["maatregel"],
            keep_until=keep_until(bench),
        ),
        after=closed(bench, State.SETTLED, outcome),
        opens=(bench.duty(DutyKind.ERASE, bench.desk.today),),
        events=(kept, Event("settled", bench.actor.email, (("outcome", outcome),))),
    )


def _given(bench: Bench) -> dict[str, str]:
    """What was given now, else before: only the missing lines are needed next time."""
    command = bench.command
    now = {key: bench.field(key) for key in NEEDED} | {"brief": command.letter}
    now["uitkomst"] = command.words or now["uitkomst"]
    return {key: value or bench.dossier.told("settling", key) for key, value in now.items()}


def _no_measure(given: dict[str, str]) -> bool:
    return given["maatregel"].casefold().startswith(("geen maatregel", "niet nodig", "geen, want"))


def _absent(given: dict[str, str]) -> list[str]:
    """The lines that are not there yet."""
    wanted = [key for key in (*NEEDED, "brief") if not (_no_measure(given) and key in {"eigenaar", "gereed"})]
    return [key for key in wanted if not given[key]]


def _gates(bench: Bench) -> list[str]:
    """What has to be done in the case before it can be settled (R17, R28)."""
    gates = []
    if talk_day(bench) is None:
        gates.append("een gesprek met de klager: antwoord met GESPROKEN en de datum (R16)")
    if not bench.dossier.told("talk_confirmed", "day"):
        gates.append("de schriftelijke bevestiging van het gesprek: antwoord met BEVESTIGEN (R17)")
    if bench.case.track is Track.PRIVACY and bench.standing.owed(DutyKind.DPO_ADVICE):
        gates.append("het advies van de DPO; of GEEN ADVIES met een reden, door de directie (R28)")
    return gates


def decline(bench: Bench) -> Effect:
    """NIET IN BEHANDELING: the notice of R22, with the reason and where to go."""
    reason = bench.command.letter or bench.command.reason
    if not reason:
        return refuse(
            "Ik mis de reden. Er is niets verstuurd.",
            "Antwoord: NIET IN BEHANDELING, en op de volgende regel Reden: met de reden.",
        )
    outcome = "niet in behandeling"
    return Effect(
        "De brief dat wij de klacht niet behandelen",
        outward=bench.letter("declined", text=reason, keep_until=keep_until(bench)),
        after=closed(bench, State.DECLINED, outcome),
        opens=(bench.duty(DutyKind.ERASE, bench.desk.today),),
        events=(Event("declined", bench.actor.email, (("reason", bench.command.reason or reason),)),),
    )


def withdrawn(bench: Bench) -> Effect:
    """INGETROKKEN: a person confirms it, and the complainant gets a confirmation (R44)."""
    return Effect(
        "De bevestiging dat de klacht is ingetrokken",
        outward=bench.letter("withdrawn", keep_until=keep_until(bench)),
        after=closed(bench, State.WITHDRAWN, "ingetrokken"),
        opens=(bench.duty(DutyKind.ERASE, bench.desk.today),),
        events=(Event("withdrawn", bench.actor.email),),
    )


def no_complaint(bench: Bench) -> Effect:
    """GEEN KLACHT: after an acknowledgement the complainant hears why, and how to object (R1)."""
    reason = bench.command.letter or bench.command.reason
    if not reason:
        return refuse(
            "Ik mis de reden. Er is niets veranderd.",
            "Antwoord: GEEN KLACHT, en op de volgende regel Reden: met de reden.",
        )
    told = f"{bench.case.number}/acknowledge" in bench.standing.written
    event = Event("no_complaint", bench.actor.email, (("reason", reason),))
    after = closed(bench, State.NO_COMPLAINT, "geen klacht")
    erase = (bench.duty(DutyKind.ERASE, bench.desk.today),)
    if not told:
        lead = (
            "Vastgelegd: dit is geen klacht. De afzender krijgt geen brief, want de ontvangst was nog niet bevestigd."
        )
        return Effect(lead, after=after, acts=(Act.NO_COMPLAINT,), opens=erase, events=(event,))
    letter = bench.letter("no_complaint", text=reason, keep_until=keep_until(bench))
    return Effect("De brief dat dit geen klacht is", outward=letter, after=after, opens=erase, events=(event,))


def reopen(bench: Bench) -> Effect:
    """HEROPEN: the case runs again; it is settled anew, and the file is kept from then on (R36, R43)."""
    if bench.case.running:
        return refuse("Deze zaak is nog open; er is niets te heropenen.")
    today = bench.desk.today
    kinds = (DutyKind.SETTLE, DutyKind.MONTH) if bench.case.track is Track.PRIVACY else (DutyKind.SETTLE,)
    duties = tuple(bench.duty(kind, today) for kind in kinds)
    return Effect(
        f"De zaak is weer open. Afhandelen kan tot en met {weekday_words(min(one.deadline for one in duties))}.",
        after=bench.changed(state=State.OPEN, outcome="", settled_at=None),
        acts=(Act.REOPENED,),
        opens=duties,
        events=(Event("reopened", bench.actor.email, (("outcome", bench.case.outcome),)),),
    )
