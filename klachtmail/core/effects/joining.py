"""KOPPEL: several mails are one complaint, the earliest receipt wins (R42)."""

from __future__ import annotations

import re
from dataclasses import replace

from klachtmail.core.duty_rule import Act
from klachtmail.core.duty_table import kinds_ended_by
from klachtmail.core.effects.bench import Bench, Effect, refuse
from klachtmail.core.model import Decision, Event, Letter, Met, Rejudged, State
from klachtmail.core.staff_file import Dossier

NUMBER = re.compile(r"\bKL[\s-]?(\d{4})[\s-]?0*(\d{1,6})\b", re.IGNORECASE)
"""A case number as people type it, e.g. ``kl 2026 41``."""


def number_in(words: str) -> str:
    """The case number in a text in the register's own writing, or empty."""
    match = NUMBER.search(words)
    return f"KL-{match[1]}-{int(match[2]):04d}" if match else ""


def join(bench: Bench) -> Effect:
    """An entry becomes a message of the case; a case goes on in the one that was received first."""
    number = number_in(bench.command.words) or (bench.entry.proposed if bench.entry else "")
    target = next((one for one in bench.file.named if one.case.number == number), None)
    if target is None:
        return refuse(
            f"Ik ken geen zaak {number or bench.command.words!r}. Er is niets gekoppeld.",
            "Antwoord: KOPPEL met het zaaknummer, bijvoorbeeld KOPPEL KL-2026-0041.",
        )
    if bench.actor.email in target.case.left_out:
        return refuse("Die zaak gaat u niet aan. Er is niets gekoppeld.")
    if bench.entry is not None:
        return _entry(bench, target)
    if target.case.number == bench.case.number:
        return refuse("Dat is deze zaak zelf. Er is niets gekoppeld.")
    if not (bench.case.running and target.case.running):
        return refuse("Een van de zaken is al gesloten. Er is niets gekoppeld.", "Antwoord eerst met HEROPEN.")
    return _cases(bench, target)


def _entry(bench: Bench, target: Dossier) -> Effect:
    entry = bench.entry
    assert entry is not None, "checked by the caller"
    if not entry.readable:
        return refuse("Dat bericht kan ik niet lezen. Er is niets gekoppeld.")
    return Effect(
        f"Het bericht {entry.number} hoort nu bij zaak {target.case.number}.",
        rejudged=Rejudged(entry.number, case=target.case.number, by=bench.actor.email),
        closes=entry.number,
        events=(Event("joined_entry", bench.actor.email, (("to", target.case.number),)),),
        undo=False,
    )


def _cases(bench: Bench, target: Dossier) -> Effect:
    """Two cases become one: what was received later goes on in the earlier one."""
    later, earlier = sorted((bench.dossier, target), key=lambda one: one.case.received.at, reverse=True)
    line = _line(later, earlier)
    closing = Decision(
        "gekoppeld",
        attach_to=later.case.number,
        after=replace(
            later.case,
            state=State.NO_COMPLAINT,
            outcome=f"gekoppeld aan {earlier.case.number}",
            settled_at=bench.desk.now,
            joined_to=earlier.case.number,
        ),
        ended=tuple(Met(kind, earlier.case.number) for kind in kinds_ended_by(Act.JOINED)),
        events=(Event("joined", bench.actor.email, (("to", earlier.case.number),)),),
        letters=line,
    )
    going_on = Decision(
        "gekoppeld",
        attach_to=earlier.case.number,
        after=replace(
            earlier.case,
            flags=earlier.case.flags | later.case.flags,
            left_out=earlier.case.left_out | later.case.left_out,
        ),
        joins=(later.case.complainant,) if later.case.complainant.email else (),
        events=(Event("joined", bench.actor.email, (("from", later.case.number),)),),
    )
    told = " De klager krijgt daar bericht van." if line else ""
    return Effect(
        f"Zaak {later.case.number} gaat verder in zaak {earlier.case.number}, met de vroegste ontvangstdatum.{told}",
        others=(closing, going_on),
        undo=False,
    )


def _line(later: Dossier, earlier: Dossier) -> tuple[Letter, ...]:
    """The complainant hears it, where he was told the number that ends."""
    told = f"{later.case.number}/acknowledge" in later.standing.written
    if not told or not later.case.complainant.email:
        return ()
    return (
        Letter(
            key=f"{later.case.number}/joined",
            template="complainant-joined",
            recipient=later.case.complainant,
            case=later.case.number,
            context=(("other", earlier.case.number), ("author", "")),
        ),
    )
