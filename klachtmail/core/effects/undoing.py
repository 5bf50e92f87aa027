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


def changed(case: Case, after: Case | None) -> str:
    """The values that a command changes in a case, as they were before, as text for the record."""
    was, now = _values(case), _values(after or case)
    return json.dumps({name: value for name, value in was.items() if value != now[name]})


def _values(case: Case) -> dict[str, str | list[str]]:
    return {
        "state": case.state.value,
        "track": case.track.value,
        "handler": case.handler,
        "flags": sorted(case.flags),
        "left_out": sorted(case.left_out),
        "outcome": case.outcome,
        "settled_at": case.settled_at.isoformat() if case.settled_at else "",
        "phone": case.phone,
        "email": case.complainant.email,
    }


def restored(case: Case, text: str) -> Case:
    """The case with what a command changed as it was before; all else as it is now."""
    was = _values(case) | json.loads(text)
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


def overtaken(dossier: Dossier, event: Happened) -> bool:
    """Whether a later command, of whomever, changed the same values: nobody undoes another's decision."""
    mine = set(json.loads(event.value("before")))
    later = (one for one in _commands(dossier) if one.id > event.id)
    return any(mine & set(json.loads(one.value("before"))) for one in later)


def _commands(dossier: Dossier) -> list[Happened]:
    """The commands of a case that were not taken back, oldest first."""
    undone = {event.value("by") for event in dossier.events if event.kind == "undone"}
    return [event for event in dossier.events if event.kind == COMMAND and event.value("by") not in undone]


def last_command(dossier: Dossier, email: str) -> Happened | None:
    """The latest command of somebody that was not taken back."""
    return next((event for event in reversed(_commands(dossier)) if event.actor == email), None)


def undo(bench: Bench) -> Effect:
    """ONGEDAAN: case and duties are as before; the record keeps both lines."""
    event = last_command(bench.dossier, bench.actor.email)
    if event is None:
        return refuse("Er is van u in deze zaak niets ongedaan te maken.")
    keyword = event.value("keyword")
    if event.value("undo") != "ja":
        return refuse(f"{keyword} kan niet ongedaan: de brief is al weg. Er is niets veranderd.", event.value("how"))
    if overtaken(bench.dossier, event):
        return refuse(f"{keyword} kan niet ongedaan: daarna is er iets anders besloten. Er is niets veranderd.")
    opened = tuple(DutyKind(kind) for kind in event.value("opened").split(",") if kind)
    return Effect(
        f"Ongedaan gemaakt: {keyword}.",
        after=restored(bench.case, event.value("before")),
        ends=opened,
        undoes=event.value("by"),
        leaves=tuple(email for email in event.value("joined").split(",") if email),
        events=(Event("undone", bench.actor.email, (("keyword", keyword), ("by", event.value("by")))),),
        undo=False,
    )
