"""THE FLOW OF THE OUTBOX: send what is queued, note the outcome, plan the next attempt or tell a person.

Before an attempt the register says *sending*; if the process ends then, the outcome is not known, and the
letter goes again with the same Message-ID unless it is found in Sent (DESIGN 2.3). Attempts and outcomes are
noted in small groups.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from klachtmail.core import letter_acts, notices
from klachtmail.core.desk import Desk
from klachtmail.core.model import Audience, Event
from klachtmail.core.retries import given_up, next_attempt
from klachtmail.core.settings import Office
from klachtmail.core.workdays import Calendar
from klachtmail.logs import get_logger
from klachtmail.records.outbox import Queued
from klachtmail.records.reported import with_deadline
from klachtmail.records.store import Register, Work
from klachtmail.services import Answer, Mailbox, Outcome, Post, Refused, SmtpAccount, TryAgain
from klachtmail.writing import Writer

_BATCH = 20
_GROUP = 5
_PAUSE = timedelta(minutes=2)
"""How long every letter waits where no connection could be made."""

Letters = tuple[Queued, ...]

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SendFlow:
    """Empties the outbox; built once in ``wiring.py``."""

    register: Register
    mailbox: Mailbox
    post: Post
    writer: Writer
    office: Office
    calendar: Calendar
    account: SmtpAccount
    step: Callable[[str], None]
    stop: Callable[[], bool] = bool

    def recover(self, now: datetime) -> None:
        """After a start: an attempt without an outcome may or may not have arrived."""
        with self.register.transaction() as work:
            for letter_id in work.outbox.broken_off():
                answer = "the process ended during the attempt"
                work.outbox.note(letter_id, "uncertain", answer, at=now, next_at=now)

    async def send_due(self, now: datetime) -> None:
        """Send until nothing is due; raises Refused where a person must mend the account."""
        try:
            while not self.stop() and await self._batch(now):
                pass
        except TryAgain as error:
            _log.warning("smtp_waits", reason=error)
            with self.register.transaction() as work:
                work.outbox.postpone(now, now + _PAUSE)
        finally:
            await self.post.close()
        await self._copy(now)

    async def _batch(self, now: datetime) -> bool:
        with self.register.transaction() as work:
            groups = _groups(work.outbox.due(now, _BATCH))
            work.outbox.begin(groups[0])
        for group, following in pairwise((*groups, ())):
            await self._group(group, following, now)
            if self.stop():
                return False
        return bool(groups[0])

    async def _group(self, group: Letters, following: Letters, now: datetime) -> None:
        """Send letters that were begun; note their outcomes and begin the following ones in one commit."""
        answers, trouble = await self._answers(group)
        left = group[len(answers) :]
        with self.register.transaction() as work:
            for letter, answer in zip(group, answers, strict=False):
                self._note(work, letter, answer, now)
            work.outbox.unsent(left, str(trouble or "klachtmail was stopped before the attempt"))
            if not left and not self.stop():
                work.outbox.begin(following)
        self.step("note")
        if trouble:
            raise trouble

    async def _answers(self, group: Letters) -> tuple[list[Answer], TryAgain | Refused | None]:
        """What became of the letters, in order, until a stop or trouble that no letter gets past."""
        answers: list[Answer] = []
        for letter in group:
            if self.stop():
                break
            try:
                answers.append(await self._answer(letter))
            except (TryAgain, Refused) as error:
                return answers, error
            self.step("send")
        return answers, None

    async def _answer(self, letter: Queued) -> Answer:
        """Send a letter, or find that one arrived after all whose outcome was uncertain or could not be noted."""
        may_be_there = letter.state != "queued" and self.account.saves_to_sent
        if may_be_there and await self.mailbox.in_sent(letter.message_id):
            return Answer(Outcome.SENT, "found in Sent")
        return await self.post.send(self._bounce_address(letter), letter.recipient, letter.raw)

    def _bounce_address(self, letter: Queued) -> str:
        """The envelope sender: the plain mailbox, or signed for case and recipient where the server takes that."""
        if not self.account.signed_bounces:
            return self.office.addresses[0]
        return self.writer.reply_to(letter.case, letter.recipient)

    def _note(self, work: Work, letter: Queued, answer: Answer, now: datetime) -> None:
        attempts = letter.attempts + 1
        outcome = answer.outcome
        if outcome in {Outcome.LATER, Outcome.UNCERTAIN} and given_up(work.outbox.queued_at(letter.id), now):
            outcome = Outcome.REFUSED
        state = "queued" if outcome is Outcome.LATER else outcome.value
        planned = next_attempt(letter.key, attempts, now)
        work.outbox.note(letter.id, state, answer.text, at=now, next_at=planned)
        _log.info("letter", letter=letter.key, outcome=outcome.value, attempt=attempts)
        if outcome is Outcome.SENT:
            self._sent(work, letter, now)
        elif outcome is Outcome.REFUSED:
            self._refused(work, letter, answer.text, now)

    def _sent(self, work: Work, letter: Queued, now: datetime) -> None:
        if not letter.case:
            return
        for met in letter_acts.met_by(letter.template, letter.message_id):
            work.dossiers.note_met(letter.case, met, now)
        for met in letter_acts.ended_by(letter.template, letter.message_id):
            work.dossiers.note_ended(letter.case, met)
        event = Event("letter_sent", "klachtmail", (("key", letter.key), ("message_id", letter.message_id)))
        work.dossiers.add_events((event,), now, case=letter.case)

    def _refused(self, work: Work, letter: Queued, reason: str, now: datetime) -> None:
        """A refused letter is a person's task, unless it is itself the telling of one."""
        event = Event("letter_refused", "klachtmail", (("key", letter.key), ("answer", reason)))
        work.dossiers.add_events((event,), now, case=letter.case or None)
        known = work.dossiers.known(letter.case) if letter.case else None
        if known is None or not letter.template.startswith("complainant-"):
            return
        failed = with_deadline(work, work.outbox.ours([letter.message_id])[0])
        desk = Desk(self.office, self.calendar, now, self.writer.link_to)
        told = notices.undelivered(known.case, failed, reason, desk)
        self.writer.queue(work, told, now, case=known.case, duties=work.dossiers.duties(known.case.number))

    async def _copy(self, now: datetime) -> None:
        """Copies of what was sent go into Sent, unless the server keeps them itself."""
        if self.account.saves_to_sent:
            with self.register.transaction() as work:
                work.outbox.note_all_copied()
            return
        while not self.stop():
            with self.register.transaction() as work:
                letters = work.outbox.to_copy(_BATCH)
            if not letters:
                return
            places = await self.mailbox.append_sent([(letter.raw, now) for letter in letters])
            with self.register.transaction() as work:
                for where in places:
                    if where:
                        work.ledger.skip(where, now, now)
                work.outbox.note_copied(letter.id for letter in letters)


def _groups(letters: list[Queued]) -> list[Letters]:
    """Letters whose outcomes are noted in one commit; at least one group, which may be empty.

    A letter to somebody outside is the last of its group: if the process ends before the commit, at most one
    of these goes twice.
    """
    groups: list[list[Queued]] = [[]]
    for letter in letters:
        if groups[-1] and (_outside(groups[-1][-1]) or len(groups[-1]) == _GROUP):
            groups.append([])
        groups[-1].append(letter)
    return [tuple(group) for group in groups]


def _outside(letter: Queued) -> bool:
    return letter.template.startswith(Audience.COMPLAINANT)
