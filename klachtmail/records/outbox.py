"""The outbox: letters with a unique key, their state, and what the server said of them (DESIGN 2.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert
from sqlmodel import Session, col, select, update

from klachtmail.core.facts import KnownLetter
from klachtmail.core.model import DutyKind, Letter
from klachtmail.records.rows import letter_of, utc
from klachtmail.records.tables import LetterRow

WAITING = ("queued", "sending", "uncertain")
TABLE = LetterRow.__table__  # type: ignore[attr-defined]  # SQLModel does not type it

_ONE = TABLE.c.id == bindparam("letter")
_BEGIN = update(TABLE).where(_ONE).values(state="sending", attempts=TABLE.c.attempts + 1)
_NOTE = (
    update(TABLE)
    .where(_ONE)
    .values(
        state=bindparam("now"),
        answer=bindparam("said"),
        next_attempt_at=bindparam("then"),
        sent_at=bindparam("moment"),
    )
)
"""Changes of a letter without reading it (its bytes may be many), built once: they run for every letter."""


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
        self._session = session

    def known(self, keys: Iterable[str]) -> set[str]:
        """Which of these keys a letter was made for before: it is made once."""
        return set(self._session.exec(select(LetterRow.key).where(col(LetterRow.key).in_(list(keys)))))

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
        self._session.connection().execute(insert(TABLE), row)

    def automatic_since(self, email: str, moment: datetime) -> bool:
        """Whether an automatic letter to this address was queued since a moment."""
        wanted = select(LetterRow.id).where(
            LetterRow.recipient_email == email,
            col(LetterRow.queued_at) >= utc(moment),
            col(LetterRow.automatic).is_(True),
        )
        return self._session.exec(wanted).first() is not None

    def due(self, now: datetime, limit: int) -> list[Queued]:
        """The letters whose next attempt is due, oldest first."""
        wanted = (
            select(LetterRow)
            .where(col(LetterRow.state).in_(WAITING), col(LetterRow.next_attempt_at) <= utc(now))
            .order_by(col(LetterRow.next_attempt_at), col(LetterRow.id))
            .limit(limit)
        )
        return [_queued(row) for row in self._session.exec(wanted)]

    def next_moment(self) -> datetime | None:
        """When the next letter is due; None where nothing waits."""
        wanted = select(LetterRow.next_attempt_at).where(col(LetterRow.state).in_(WAITING))
        return self._session.exec(wanted.order_by(col(LetterRow.next_attempt_at)).limit(1)).first()

    def begin(self, letter_id: int) -> None:
        """Note that an attempt begins: after a crash from here on its outcome is not known."""
        self._session.connection().execute(_BEGIN, {"letter": letter_id})

    def unsent(self, letter: Queued, answer: str) -> None:
        """Note that an attempt never began: there was no connection."""
        change = update(TABLE).where(TABLE.c.id == letter.id)
        values = {"state": letter.state, "attempts": letter.attempts, "answer": answer[:500]}
        self._session.connection().execute(change.values(**values))

    def note(self, letter_id: int, state: str, answer: str, *, at: datetime, next_at: datetime) -> None:
        """Note the outcome of an attempt and when the next one is."""
        values = {"letter": letter_id, "now": state, "said": answer[:500], "then": utc(next_at)}
        sent = {"moment": utc(at) if state == "sent" else None}
        self._session.connection().execute(_NOTE, values | sent)

    def broken_off(self) -> list[int]:
        """The letters whose attempt began and has no outcome: the process ended in between."""
        wanted = select(LetterRow.id).where(LetterRow.state == "sending")
        return [letter_id for letter_id in self._session.exec(wanted) if letter_id]

    def queued_at(self, letter_id: int) -> datetime:
        """When a letter was put into the outbox."""
        return self._session.exec(select(LetterRow.queued_at).where(LetterRow.id == letter_id)).one()

    def ours(self, message_ids: Iterable[str]) -> list[KnownLetter]:
        """The letters of ours with these Message-IDs, in that order."""
        wanted = list(dict.fromkeys(message_ids))
        rows = self._session.exec(select(LetterRow).where(col(LetterRow.message_id).in_(wanted)))
        found = {row.message_id: letter_of(row) for row in rows}
        return [found[one] for one in wanted if one in found]

    def sent_to(self, emails: Iterable[str], since: datetime, *, case: str = "") -> list[KnownLetter]:
        """The letters that a server took for these people since a moment, newest first."""
        wanted = select(LetterRow).where(
            col(LetterRow.recipient_email).in_(list(emails)),
            col(LetterRow.state) == "sent",
            col(LetterRow.sent_at) >= utc(since),
        )
        wanted = wanted.where(LetterRow.case_number == case) if case else wanted
        return [letter_of(row) for row in self._session.exec(wanted.order_by(col(LetterRow.id).desc()).limit(20))]

    def to_person(self, case: str, email: str) -> list[str]:
        """The Message-IDs of earlier letters to a person in a case, oldest first: his thread."""
        wanted = select(LetterRow.message_id).where(LetterRow.case_number == case, LetterRow.recipient_email == email)
        return list(self._session.exec(wanted.order_by(col(LetterRow.id))))

    def people_of(self, case: str) -> list[str]:
        """Everybody who had a letter in a case."""
        wanted = select(LetterRow.recipient_email).where(LetterRow.case_number == case).distinct()
        return list(self._session.exec(wanted))

    def postpone(self, now: datetime, until: datetime) -> None:
        """Let every letter that is due wait: nothing at all can go out now."""
        due = col(LetterRow.state).in_(WAITING) & (col(LetterRow.next_attempt_at) <= utc(now))
        self._session.exec(update(LetterRow).where(due).values(next_attempt_at=utc(until)))

    def note_undelivered(self, message_id: str, reason: str) -> None:
        """Note that a letter which the server had taken came back."""
        came_back = update(LetterRow).where(col(LetterRow.message_id) == message_id)
        self._session.exec(came_back.values(undelivered=reason[:500]))

    def to_copy(self, limit: int) -> list[Queued]:
        """The sent letters of which no copy stands in Sent yet."""
        wanted = select(LetterRow).where(LetterRow.state == "sent", col(LetterRow.to_copy).is_(True))
        return [_queued(row) for row in self._session.exec(wanted.order_by(col(LetterRow.id)).limit(limit))]

    def note_copied(self, letter_ids: Iterable[int]) -> None:
        """Note that copies stand in Sent."""
        copied = update(LetterRow).where(col(LetterRow.id).in_(list(letter_ids)))
        self._session.exec(copied.values(to_copy=False))


def _queued(row: LetterRow) -> Queued:
    assert row.id is not None, "a stored row has its id"
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
