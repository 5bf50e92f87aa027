"""ONGEDAAN: the last command of somebody in a case is taken back, where nothing went out by it (DESIGN 5)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from klachtmail.core.effects.bench import Bench, Effect, refuse
from klachtmail.core.model import Address, Case, DutyKind, Event, Flag, State, Track
from klachtmail.core.staff_file import Dossier, Happened

COMMAND = "command"
"""The event of a command that was carried out: keyword, by, opened, before, and whether it can be undone."""


def snapshot(case: Case) -> str:
    """What a command may change in a case, as text for the record."""
    return json.dumps(
        {
            "state": case.state,
            "track": case.track,
            "handler": case.handler,
            "flags": sorted(case.flags),
            "left_out": sorted(case.left_out),
            "outcome": case.outcome,
            "settled_at": case.settled_at.isoformat() if case.settled_at else "",
            "phone": case.phone,
            "email": case.complainant.email,
        }
    )


def restored(case: Case, text: str) -> Case:
    """The case with what it was before."""
    was = json.loads(text)
    return replace(
        case,
        state=State(was["state"]),
        track=Track(was["track"]),
        handler=was["handler"],
        flags=frozenset(Flag(word) for word in was["flags"]),
        left_out=frozenset(was["left_out"]),
        outcome=was["outcome"],
        settled_at=datetime.fromisoformat(was["settled_at"]) if was["settled_at"] else None,
        phone=was["phone"],
        complainant=Address(case.complainant.name, was["email"]),
    )


def last_command(dossier: Dossier, email: str) -> Happened | None:
    """The latest command of somebody that was not taken back."""
    undone = {event.value("by") for event in dossier.events if event.kind == "undone"}
    mine = (event for event in reversed(dossier.events) if event.kind == COMMAND and event.actor == email)
    return next((event for event in mine if event.value("by") not in undone), None)


def undo(bench: Bench) -> Effect:
    """ONGEDAAN: case and duties are as before; the record keeps both lines."""
    event = last_command(bench.dossier, bench.actor.email)
    if event is None:
        return refuse("Er is van u in deze zaak niets ongedaan te maken.")
    keyword = event.value("keyword")
    if event.value("undo") != "ja":
        return refuse(f"{keyword} kan niet ongedaan: de brief is al weg. Er is niets veranderd.", event.value("how"))
    opened = tuple(DutyKind(kind) for kind in event.value("opened").split(",") if kind)
    return Effect(
        f"Ongedaan gemaakt: {keyword}.",
        after=restored(bench.case, event.value("before")),
        ends=opened,
        undoes=event.value("by"),
        events=(Event("undone", bench.actor.email, (("keyword", keyword), ("by", event.value("by")))),),
        undo=False,
    )
