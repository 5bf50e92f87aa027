"""Rows of the register to values of the core and back. Moments become UTC at this edge and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from klachtmail.core.facts import KnownLetter
from klachtmail.core.model import (
    Address,
    Asked,
    Audience,
    Case,
    Challenge,
    Duty,
    DutyKind,
    Entry,
    Event,
    Flag,
    Receipt,
    State,
    Track,
)
from klachtmail.records.tables import CaseFile, ChallengeRow, DutyRow


def utc(moment: datetime) -> datetime:
    """An aware moment as UTC; comparing two zones in the repeated hour goes wrong (PEP 495)."""
    return moment.astimezone(UTC)


def names(values: Iterable[str]) -> str:
    """A set of words as JSON text, sorted so that two runs write the same."""
    return json.dumps(sorted(values), ensure_ascii=False)


def flags_of(text: str) -> frozenset[Flag]:
    """Flags from their JSON text."""
    return frozenset(Flag(word) for word in json.loads(text))


def case_row(case: Case, opened_at: datetime) -> dict[str, object]:
    """A new case as the columns of its row."""
    _, year, serial = case.number.split("-")
    return {
        "number": case.number,
        "year": int(year),
        "serial": int(serial),
        "code": case.code,
        "track": case.track.value,
        "state": case.state.value,
        "received_at": utc(case.received.at),
        "received_from": case.received.source,
        "opened_at": utc(opened_at),
        "complainant_name": case.complainant.name,
        "complainant_email": case.complainant.email,
        "channel": case.channel,
        "handler": case.handler,
        "registered_by": case.registered_by,
        "flags": names(case.flags),
        "left_out": names(case.left_out),
        "outcome": case.outcome,
        "settled_at": case.settled_at and utc(case.settled_at),
        "phone": case.phone,
        "wishes": case.wishes,
        "postal": case.postal,
        "joined_to": case.joined_to,
    }


def case_of(row: CaseFile | Row[Any]) -> Case:
    """A case from its row."""
    return Case(
        number=row.number,
        code=row.code,
        track=Track(row.track),
        state=State(row.state),
        received=Receipt(row.received_at, row.received_from),
        complainant=Address(row.complainant_name, row.complainant_email),
        channel=row.channel,
        handler=row.handler,
        registered_by=row.registered_by,
        flags=flags_of(row.flags),
        left_out=frozenset(json.loads(row.left_out)),
        outcome=row.outcome,
        settled_at=row.settled_at,
        phone=row.phone,
        wishes=row.wishes,
        postal=row.postal,
        joined_to=row.joined_to,
    )


def duty_row(duty: Duty, *, case: str | None, entry: str | None) -> dict[str, object]:
    """A duty as the columns of its case or entry."""
    return {
        "case_number": case,
        "entry_number": entry,
        "kind": duty.kind.value,
        "deadline": duty.deadline,
        "legal": duty.legal,
        "moment": duty.moment and utc(duty.moment),
        "explanation": duty.explanation,
        "met_at": duty.met_at and utc(duty.met_at),
        "met_by": duty.met_by,
        "ended": duty.ended,
        "met_on": duty.met_on,
    }


def duty_of(row: DutyRow | Row[Any]) -> Duty:
    """A duty from its row."""
    return Duty(
        kind=DutyKind(row.kind),
        deadline=row.deadline,
        legal=row.legal,
        explanation=row.explanation,
        moment=row.moment,
        met_at=row.met_at,
        met_by=row.met_by,
        ended=row.ended,
        met_on=row.met_on,
    )


def entry_row(entry: Entry, received_at: datetime, opened_at: datetime) -> dict[str, object]:
    """A new entry as the columns of its row."""
    _, year, serial = entry.number.split("-")
    return {
        "number": entry.number,
        "year": int(year),
        "serial": int(serial),
        "waits": entry.waits,
        "reason": entry.reason,
        "label": entry.label or "",
        "proposed": entry.proposed,
        "received_at": utc(received_at),
        "opened_at": utc(opened_at),
    }


def event_row(
    event: Event, at: datetime, *, case: str | None, entry: str | None, mail: int | None
) -> dict[str, object]:
    """One line of the record as the columns of its row."""
    return {
        "at": utc(at),
        "case_number": case,
        "entry_number": entry,
        "mail_id": mail,
        "actor": event.actor,
        "kind": event.kind,
        "data": json.dumps(dict(event.data), ensure_ascii=False),
    }


def letter_of(row: Row[Any]) -> KnownLetter:
    """What a message that answers or reports on a letter needs to know of it."""
    return KnownLetter(
        message_id=row.message_id,
        case=row.case_number or "",
        recipient=row.recipient_email,
        audience=Audience(row.template.partition("-")[0]),
        meets=DutyKind(row.meets) if row.meets else None,
        subject=row.subject,
        key=row.key,
    )


def challenge_of(row: ChallengeRow | Row[Any]) -> Challenge:
    """A question to staff from its row."""
    return Challenge(
        code=row.code,
        kind=Asked(row.kind),
        email=row.email,
        asked=row.asked,
        case=row.case_number or "",
        entry=row.entry_number or "",
        command=row.command,
        letter=row.letter,
        event=row.event,
        question=row.question,
    )
