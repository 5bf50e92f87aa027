"""The outbox: letters with a unique key, their state, and what the server said of them (DESIGN 2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, bindparam, func, insert, select, text, update
from sqlmodel import Session

from klachtmail.core.facts import KnownLetter
from klachtmail.core.model import DutyKind, Letter
from klachtmail.records.ready import Ready, listed, many, table_of
from klachtmail.records.rows import letter_of, utc
from klachtmail.records.tables import LetterRow

WAITING = ("queued", "sending", "uncertain")
TABLE = table_of(LetterRow)

_LETTER: BindParameter[int] = bindparam("letter")
_WAITS = text("letter.state IN ('queued', 'sending', 'uncertain')")
_SENT = text("letter.to_copy = 1 AND letter.state = 'sent'")
"""The conditions of the partial indexes, word for word: SQLite uses them only then."""
_FULL = select(TABLE)
_NO_BYTES = select(*(column for column in TABLE.c if column.name != "raw"))
_ADD = insert(TABLE)
_KNOWN = select(TABLE.c.key).where(TABLE.c.key.in_(many("many")))
_AUTOMATIC = (
    select(TABLE.c.id)
    .where(
        TABLE.c.recipient_email == bindparam("email"),
        TABLE.c.queued_at >= bindparam("since"),
        TABLE.c.automatic.is_(True),
    )
    .limit(1)
)
_SOME_TO = (
    select(TABLE.c.id)
    .where(TABLE.c.recipient_email == bindparam("email"), TABLE.c.queued_at >= bindparam("since"))
    .limit(bindparam("most"))
)
_LATEST = select(TABLE.c.automatic, TABLE.c.state, TABLE.c.queued_at).order_by(TABLE.c.id.desc()).limit(1000).subquery()
_AUTOMATIC_COUNT = (
    select(func.count())
    .select_from(_LATEST)
    .where(_LATEST.c.automatic.is_(True), _LATEST.c.state != "held", _LATEST.c.queued_at >= bindparam("since"))
)
_DUE = (
    _FULL.where(_WAITS, TABLE.c.next_attempt_at <= bindparam("by"))
    .order_by(TABLE.c.next_attempt_at, TABLE.c.id)
    .limit(bindparam("most"))
)
_NEXT = select(TABLE.c.next_attempt_at).where(_WAITS).order_by(TABLE.c.next_attempt_at).limit(1)
_BEGIN = update(TABLE).where(TABLE.c.id == _LETTER).values(state="sending", attempts=TABLE.c.attempts + 1)
_NOTE = (
    update(TABLE)
    .where(TABLE.c.id == _LETTER)
    .values(
        state=bindparam("now"),
        answer=bindparam("said"),
        next_attempt_at=bindparam("then"),
        sent_at=bindparam("moment"),
    )
)
_UNSENT = (
    update(TABLE)
    .where(TABLE.c.id == _LETTER)
    .values(state=bindparam("was"), attempts=bindparam("before"), answer=bindparam("said"))
)
_BROKEN_OFF = select(TABLE.c.id).where(_WAITS, TABLE.c.state == "sending")
_QUEUED_AT = select(TABLE.c.queued_at).where(TABLE.c.id == _LETTER)
_OURS = _NO_BYTES.where(TABLE.c.message_id.in_(many("many")))
_SENT_TO = (
    _NO_BYTES.where(
        TABLE.c.recipient_email.in_(many("many")), TABLE.c.state == "sent", TABLE.c.sent_at >= bindparam("since")
    )
    .order_by(TABLE.c.id.desc())
    .limit(20)
)
_TO_PERSON = (
    select(TABLE.c.message_id)
    .where(TABLE.c.case_number == bindparam("case"), TABLE.c.recipient_email == bindparam("email"))
    .order_by(TABLE.c.id)
)
_PEOPLE = select(TABLE.c.recipient_email).where(TABLE.c.case_number == bindparam("case")).distinct()
_POSTPONE = update(TABLE).where(_WAITS, TABLE.c.next_attempt_at <= bindparam("by"))
_TO_COPY = _FULL.where(_SENT).order_by(TABLE.c.id).limit(bindparam("most"))
_COPIED = update(TABLE).where(TABLE.c.id == _LETTER).values(to_copy=False)
_SHOWN = update(TABLE).where(TABLE.c.key == bindparam("one"), TABLE.c.state.in_(("preview", "held")))
_ALL_COPIED = update(TABLE).where(_SENT).values(to_copy=False)


@dataclass(frozen=True, slots=True)
class Queued:
    """A letter on its way: the bytes never change between two attempts."""

    id: int
    key: str
    message_id: str
    case: str
    recipient: str
    state: str
    attempts: int
    meets: DutyKind | None
    template: str
    subject: str
    raw: bytes


class Outbox:
    """The letters of one transaction."""

    def __init__(self, session: Session) -> None:
        self._ready = Ready(session)

    def known(self, keys: Iterable[str]) -> set[str]:
        """Which of these keys a letter was made for before: it is made once."""
        return set(self._ready.look(_KNOWN, {"many": listed(keys)}).scalars())

    def queue(
        self,
        letter: Letter,
        *,
        message_id: str,
        subject: str,
        raw: bytes,
        state: str,
        now: datetime,
        not_before: datetime,
        entry: str | None = None,
    ) -> None:
        """Add a finished letter."""
        row = {
            "key": letter.key,
            "message_id": message_id,
            "case_number": letter.case or None,
            "entry_number": entry,
            "template": letter.template,
            "recipient_email": letter.recipient.email,
            "recipient_name": letter.recipient.name,
            "subject": subject,
            "raw": raw,
            "state": state,
            "meets": letter.meets.value if letter.meets else "",
            "automatic": bool(letter.automatic),
            "attempts": 0,
            "queued_at": utc(now),
            "next_attempt_at": utc(not_before),
            "answer": letter.hold,
            "undelivered": "",
            "to_copy": True,
        }
        self._ready.write(_ADD, row)

    def automatic_since(self, email: str, moment: datetime) -> bool:
        """Whether an automatic letter to this address was queued since a moment."""
        return self._ready.look(_AUTOMATIC, {"email": email, "since": utc(moment)}).scalar() is not None

    def count_to(self, email: str, moment: datetime, most: int) -> int:
        """How many letters to an address were queued since a moment, counted up to ``most``."""
        return len(self._ready.look(_SOME_TO, {"email": email, "since": utc(moment), "most": most}).all())

    def automatic_count(self, moment: datetime) -> int:
        """How many of the latest letters nobody ordered, queued since a moment and not held."""
        count: int = self._ready.look(_AUTOMATIC_COUNT, {"since": utc(moment)}).scalar_one()
        return count

    def due(self, now: datetime, limit: int) -> list[Queued]:
        """The letters whose next attempt is due, oldest first."""
        return [_queued(row) for row in self._ready.look(_DUE, {"by": utc(now), "most": limit})]

    def next_moment(self) -> datetime | None:
        """When the next letter is due; None where nothing waits."""
        moment: datetime | None = self._ready.look(_NEXT).scalar()
        return moment

    def begin(self, letters: Sequence[Queued]) -> None:
        """Note that attempts begin: after a crash from here on their outcome is not known."""
        if letters:
            self._ready.write(_BEGIN, [{"letter": letter.id} for letter in letters])

    def shown(self, key: str) -> Queued | None:
        """A letter that waits for a JA or for a person."""
        row = self._ready.look(_FULL.where(TABLE.c.key == key, TABLE.c.state.in_(("preview", "held")))).first()
        return _queued(row) if row else None

    def leave_preview(self, key: str, state: str, now: datetime) -> None:
        """A letter that waited for a JA goes its way, its bytes as they were shown; or is dropped."""
        self._ready.write(_SHOWN.values(state=bindparam("then"), next_attempt_at=utc(now)), {"one": key, "then": state})

    def on_paper(self, case: str) -> list[Queued]:
        """The letters of a case that wait to be printed and posted."""
        return self._of_complainant(case, TABLE.c.state == "paper")

    def undelivered(self, case: str) -> list[Queued]:
        """The letters to the complainant of a case that came back or were refused."""
        return self._of_complainant(case, (TABLE.c.undelivered != "") | (TABLE.c.state == "refused"))

    def _of_complainant(self, case: str, wanted: ColumnElement[bool]) -> list[Queued]:
        theirs = TABLE.c.template.startswith("complainant-")
        rows = self._ready.look(_FULL.where(TABLE.c.case_number == case, theirs, wanted).order_by(TABLE.c.id))
        return [_queued(row) for row in rows]

    def dealt_with(self, letter_id: int, answer: str) -> None:
        """A letter that did not arrive was sent again or posted: nobody has to look at it any more."""
        dealt = update(TABLE).where(TABLE.c.id == _LETTER).values(undelivered="", state="sent", answer=answer[:500])
        self._ready.write(dealt, {"letter": letter_id})

    def unsent(self, letters: Sequence[Queued], answer: str) -> None:
        """Note that attempts never began: there was no connection, or a stop came first."""
        rows = [{"letter": one.id, "was": one.state, "before": one.attempts, "said": answer[:500]} for one in letters]
        if rows:
            self._ready.write(_UNSENT, rows)

    def note(self, letter_id: int, state: str, answer: str, *, at: datetime, next_at: datetime) -> None:
        """Note the outcome of an attempt and when the next one is."""
        values = {"letter": letter_id, "now": state, "said": answer[:500], "then": utc(next_at)}
        self._ready.write(_NOTE, values | {"moment": utc(at) if state == "sent" else None})

    def broken_off(self) -> list[int]:
        """The letters whose attempt began and has no outcome: the process ended in between."""
        return list(self._ready.look(_BROKEN_OFF).scalars())

    def queued_at(self, letter_id: int) -> datetime:
        """When a letter was put into the outbox."""
        moment: datetime = self._ready.look(_QUEUED_AT, {"letter": letter_id}).scalar_one()
        return moment

    def ours(self, message_ids: Iterable[str]) -> list[KnownLetter]:
        """The letters of ours with these Message-IDs, in that order."""
        wanted = list(dict.fromkeys(message_ids))
        found = {row.message_id: letter_of(row) for row in self._ready.look(_OURS, {"many": listed(wanted)})}
        return [found[one] for one in wanted if one in found]

    def sent_to(self, emails: Iterable[str], since: datetime, *, case: str = "") -> list[KnownLetter]:
        """The letters that a server took for these people since a moment, newest first."""
        wanted = _SENT_TO.where(TABLE.c.case_number == case) if case else _SENT_TO
        return [letter_of(row) for row in self._ready.look(wanted, {"many": listed(emails), "since": utc(since)})]

    def to_person(self, case: str, email: str) -> list[str]:
        """The Message-IDs of earlier letters to a person in a case, oldest first: his thread."""
        return list(self._ready.look(_TO_PERSON, {"case": case, "email": email}).scalars())

    def people_of(self, case: str) -> list[str]:
        """Everybody who had a letter in a case."""
        return list(self._ready.look(_PEOPLE, {"case": case}).scalars())

    def postpone(self, now: datetime, until: datetime) -> None:
        """Let every letter that is due wait: nothing at all can go out now."""
        self._ready.write(_POSTPONE.values(next_attempt_at=utc(until)), {"by": utc(now)})

    def note_undelivered(self, message_id: str, reason: str) -> None:
        """Note that a letter which the server had taken came back."""
        came_back = update(TABLE).where(TABLE.c.message_id == message_id)
        self._ready.write(came_back.values(undelivered=reason[:500]))

    def to_copy(self, limit: int) -> list[Queued]:
        """The sent letters of which no copy stands in Sent yet."""
        return [_queued(row) for row in self._ready.look(_TO_COPY, {"most": limit})]

    def note_copied(self, letter_ids: Iterable[int]) -> None:
        """Note that copies stand in Sent."""
        self._ready.write(_COPIED, [{"letter": letter_id} for letter_id in letter_ids])

    def note_all_copied(self) -> None:
        """Note that the server itself keeps the copies of all that was sent."""
        self._ready.write(_ALL_COPIED)


def _queued(row: Row[Any]) -> Queued:
    return Queued(
        id=row.id,
        key=row.key,
        message_id=row.message_id,
        case=row.case_number or "",
        recipient=row.recipient_email,
        state=row.state,
        attempts=row.attempts,
        meets=DutyKind(row.meets) if row.meets else None,
        template=row.template,
        subject=row.subject,
        raw=row.raw,
    )
