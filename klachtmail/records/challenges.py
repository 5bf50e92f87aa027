"""Questions that wait for the answer of somebody of staff (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select, update

from klachtmail.core.model import Asked, Challenge
from klachtmail.records.rows import challenge_of
from klachtmail.records.tables import ChallengeRow


class Challenges:
    """The questions of one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(self, challenge: Challenge) -> None:
        """Keep a question."""
        self._session.add(
            ChallengeRow(
                code=challenge.code,
                kind=challenge.kind.value,
                email=challenge.email,
                asked=challenge.asked,
                case_number=challenge.case or None,
                entry_number=challenge.entry or None,
                command=challenge.command,
                letter=challenge.letter,
                question=challenge.question,
                event=challenge.event,
            )
        )
        self._session.flush()

    def by_code(self, code: str) -> tuple[Challenge, bool] | None:
        """The question with this code, and whether it is still open."""
        row = self._session.get(ChallengeRow, code)
        return (challenge_of(row), not row.answered) if row else None

    def by_letters(self, keys: Iterable[str]) -> tuple[Challenge, bool] | None:
        """The question that one of these letters asks, and whether it is still open."""
        wanted = select(ChallengeRow).where(col(ChallengeRow.question).in_(list(keys)))
        row = self._session.exec(wanted).first()
        return (challenge_of(row), not row.answered) if row else None

    def latest(self, email: str, case: str) -> Challenge | None:
        """The latest open question to somebody in a case."""
        mine = select(ChallengeRow).where(ChallengeRow.email == email, ChallengeRow.case_number == case)
        still = mine.where(col(ChallengeRow.answered).is_(False)).order_by(col(ChallengeRow.event).desc())
        row = self._session.exec(still).first()
        return challenge_of(row) if row else None

    def previews(self, case: str) -> list[Challenge]:
        """The previews of a case that nobody has answered."""
        wanted = select(ChallengeRow).where(ChallengeRow.case_number == case, ChallengeRow.kind == Asked.PREVIEW.value)
        rows = self._session.exec(wanted.where(col(ChallengeRow.answered).is_(False)))
        return [challenge_of(row) for row in rows]

    def close(self, code: str) -> None:
        """A question was answered, or is not open any more."""
        self._session.connection().execute(
            update(ChallengeRow).where(col(ChallengeRow.code) == code).values(answered=True)
        )
