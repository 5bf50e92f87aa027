"""What the program judged and what staff answered, and every case with its duties: for ``report``."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlmodel import Session, col, select

from klachtmail.core.figures import Counted, Judgement
from klachtmail.core.model import Label, State
from klachtmail.records.rows import case_of, duty_of
from klachtmail.records.tables import CaseFile, DutyRow, EntryRow, EventRow, Mail

_ANSWERS = ("judged", "no_complaint", "done_with", "joined_entry", "taken_up")
"""The events by which staff says what a message is."""


def judgements(session: Session) -> tuple[Judgement, ...]:
    """Every message that staff judged, or that was judged other, by number."""
    return tuple(sorted((*_of_entries(session), *_of_cases(session)), key=lambda one: one.number))


def _of_entries(session: Session) -> Iterator[Judgement]:
    """Entries that a person answered, and those that were judged other and nobody answered."""
    answers = _answers(session, col(EventRow.entry_number).is_not(None))
    for row in session.exec(select(EntryRow)):
        event = answers.get(row.number)
        if event is None and row.label != Label.OTHER.value:
            continue
        answer, by, why = _told(event) if event else ("", "klachtmail", row.reason)
        yield Judgement(row.number, row.label or "unknown", not row.waits, answer, by, why, row.received_at)


def _of_cases(session: Session) -> Iterator[Judgement]:
    """Cases that a person judged, by the verdict on their first message."""
    answers = _answers(session, col(EventRow.case_number).is_not(None))
    for row in session.exec(select(CaseFile).where(col(CaseFile.number).in_(list(answers)))):
        first = session.exec(select(Mail).where(Mail.case_number == row.number).order_by(col(Mail.id))).first()
        answer, by, why = _told(answers[row.number])
        said = first.label if first and first.label else "unknown"
        yield Judgement(row.number, said, bool(first and first.sure), answer, by, why, row.received_at)


def _answers(session: Session, of: object) -> dict[str, EventRow]:
    """The latest answer of staff to each entry or case."""
    wanted = select(EventRow).where(col(EventRow.kind).in_(_ANSWERS), of, col(EventRow.actor) != "klachtmail")  # type: ignore[arg-type]  # SQLAlchemy's conditions have no common type
    rows = session.exec(wanted.order_by(col(EventRow.id)))
    return {row.case_number or row.entry_number or "": row for row in rows}


def _told(event: EventRow) -> tuple[str, str, str]:
    """The answer in staff's own keyword, who gave it, and why."""
    data = json.loads(event.data)
    keyword = {
        "judged": "PRIVACY" if data.get("track") == "privacy" else "KLACHT",
        "no_complaint": "GEEN KLACHT",
        "done_with": "AFGEDAAN",
        "joined_entry": "KOPPEL",
        "taken_up": "IN BEHANDELING",
    }[event.kind]
    return keyword, event.actor, str(data.get("reason", ""))


def judged_other(session: Session) -> tuple[Judgement, ...]:
    """Everything judged other by the program or GEEN KLACHT by staff, for an auditor to look at."""
    none = State.NO_COMPLAINT.value
    closed = set(session.exec(select(CaseFile.number).where(CaseFile.state == none, CaseFile.joined_to == "")))
    return tuple(
        one
        for one in judgements(session)
        if one.number in closed or (one.number.startswith("P-") and one.answer not in {"KLACHT", "PRIVACY", "KOPPEL"})
    )


def counted(session: Session) -> tuple[Counted, ...]:
    """Every case but the joined ones, with its duties."""
    duties: dict[str, list[DutyRow]] = {}
    for duty in session.exec(select(DutyRow).where(col(DutyRow.case_number).is_not(None)).order_by(col(DutyRow.id))):
        duties.setdefault(duty.case_number or "", []).append(duty)
    rows = session.exec(select(CaseFile).where(CaseFile.joined_to == "").order_by(CaseFile.number))
    return tuple(Counted(case_of(row), tuple(map(duty_of, duties.get(row.number, [])))) for row in rows)
