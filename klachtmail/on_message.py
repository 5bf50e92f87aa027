"""THE FLOW OF ONE MESSAGE: keep raw, parse, judge, decide, record (one transaction), file in IMAP.

The bytes and a count of attempts are committed before anything reads them. Whatever a message breaks on
then, it becomes a matter for a person with its clock running, and the next message is handled as if
nothing had happened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from klachtmail.core.decide import decide, judged_by_person, set_aside
from klachtmail.core.desk import Desk, Matter
from klachtmail.core.facts import Numbers, Original, tokens_in
from klachtmail.core.judge import judge
from klachtmail.core.model import Address, Decision, Kind, Message, Receipt, Rejudged, Role, Route, Verdict
from klachtmail.core.registration import Registration
from klachtmail.core.rules.staff import from_staff
from klachtmail.core.settings import Office
from klachtmail.core.staff_file import StaffFile
from klachtmail.core.workdays import Calendar, day_of
from klachtmail.intake.forms import read_form
from klachtmail.intake.forwards import forwarded
from klachtmail.intake.parse import parse
from klachtmail.intake.proof import origin
from klachtmail.intake.receipt import receipt
from klachtmail.intake.registering import read_registration
from klachtmail.logs import get_logger
from klachtmail.post.letters import TemplateMistake
from klachtmail.post.readdressing import plain_text
from klachtmail.recording import Recorder
from klachtmail.records.clock import Agenda
from klachtmail.records.facts import Seen, gather
from klachtmail.records.staff import staff_file
from klachtmail.records.store import Register, Work
from klachtmail.records.tables import Mail
from klachtmail.services import Fetched, MailboxAccount, Refused, TryAgain
from klachtmail.writing import Writer

MOST_STARTS = 3
"""The third start on a message that ended the interpreter twice is not made."""

Step = Callable[[str], None]
"""Told the name of each step that was just completed; the tests stop the process there."""

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class MessageFlow:
    """Keeps messages and handles them one by one; built once in ``wiring.py``."""

    register: Register
    writer: Writer
    office: Office
    calendar: Calendar
    account: MailboxAccount
    step: Step
    _uncounted: set[int] = field(default_factory=set)

    def keep(self, batch: Sequence[Fetched], role: Role, now: datetime) -> list[int]:
        """Keep mails in one commit, before anything reads them; the numbers of those to handle, in this order.

        One that is known by its bytes is a copy, a rescue or unfinished.
        """
        with self.register.transaction() as work:
            found = [self._kept(work, fetched, role, now) for fetched in batch]
            waiting = list(dict.fromkeys(mail_id for mail_id, waits in found if waits))
            for mail_id in waiting[:1]:
                work.ledger.begin(mail_id)
        self.step("keep")
        return waiting

    def _kept(self, work: Work, fetched: Fetched, role: Role, now: datetime) -> tuple[int, bool]:
        """The number of a mail, and whether it has to be handled."""
        first = Receipt(fetched.internaldate, "internaldate")
        mail_id, known = work.ledger.keep(fetched, role, first, now)
        if not known:
            return mail_id, True
        mail = work.ledger.mail(mail_id)
        return mail_id, mail.stage == "kept" or self._second_place(work, mail, role, fetched.where.folder)

    def _second_place(self, work: Work, mail: Mail, role: Role, folder: str) -> bool:
        """A known mail at another place: handled again where a person put it into the inbox for that."""
        if role is Role.INBOX and _rescued(mail):
            mail.role = role.value
            if mail.entry_number:
                work.dossiers.close_entry(mail.entry_number, "door een mens naar de inbox verplaatst", _at(mail))
            return True
        if role is Role.INBOX and mail.case_number:
            work.ledger.file(mail, Role.PROCESSED, folder)
        return False

    def unfinished(self) -> list[int]:
        """The mails that were kept before the process ended, or the disk was full: to be taken up again."""
        with self.register.transaction() as work:
            return work.ledger.unfinished()

    def resume(self, mail_id: int, now: datetime) -> None:
        """Go on with a mail that was kept before; the third start is a person's."""
        with self.register.transaction() as work:
            if mail_id not in self._uncounted:
                work.ledger.begin(mail_id)
            attempts = work.ledger.mail(mail_id).attempts
        self._uncounted.discard(mail_id)
        if attempts >= MOST_STARTS:
            self._set_aside(mail_id, now, "dit bericht heeft het programma twee keer laten stoppen")
        else:
            self.handle(mail_id, now)

    def handle(self, mail_id: int, now: datetime, following: int | None = None) -> None:
        """Handle a kept mail whose attempt is counted; the attempt on the following one is counted with it."""
        try:
            self._judge_and_record(mail_id, now, following)
        except (TemplateMistake, TryAgain, Refused):
            self._uncount(mail_id)  # not the mail's fault: it stays kept, and the next pass takes it up
            raise
        except Exception as error:  # noqa: BLE001 - whatever a mail breaks, it goes to a person
            _log.error("set_aside", mail=mail_id, error=type(error).__name__)
            reason = f"het programma kon dit bericht niet lezen ({type(error).__name__})"
            self._set_aside(mail_id, now, reason, following)
        self.step("record")

    def _uncount(self, mail_id: int) -> None:
        """An attempt that the disk or a template ended is none; remembered where even that can't be written."""
        self._uncounted.add(mail_id)
        with self.register.transaction() as work:
            work.ledger.uncount(mail_id)
        self._uncounted.discard(mail_id)

    def _judge_and_record(self, mail_id: int, now: datetime, following: int | None) -> None:
        with self.register.transaction() as work:
            if following:
                work.ledger.begin(following)
            mail = work.ledger.mail(mail_id)
            message = parse(work.ledger.content(mail.sha256), complete=mail.complete)
            original = work.ledger.original(mail, message.mail_hash)
            if original is not None and not self._rescue(work, mail, original):
                self._copy(work, mail, original)
                return
            verdict, decision = self._decide(work, mail, message, now)
            self._record(work, mail, message, verdict, decision, now)
        _log.info("judged", mail=mail_id, kind=verdict.kind, route=verdict.route, case=mail.case_number or "")

    def _rescue(self, work: Work, mail: Mail, original: Mail) -> bool:
        """The same mail, taken from Junk to the inbox by a person: judged again with the first receipt."""
        if mail.role != Role.INBOX or not _rescued(original):
            return False
        if original.entry_number:
            work.dossiers.close_entry(original.entry_number, "gered uit ongewenste mail", _at(mail))
        mail.received_at, mail.received_from = original.received_at, original.received_from
        original.stage, original.copy_of = "copy", mail.id
        return True

    def _copy(self, work: Work, mail: Mail, original: Mail) -> None:
        """The same mail at a second place: no case, no letter; out of the inbox if it belongs to a case."""
        work.ledger.note_copy(mail, original)
        if original.case_number and mail.role == Role.INBOX:
            work.ledger.file(mail, Role.PROCESSED)

    def _decide(self, work: Work, mail: Mail, message: Message, now: datetime) -> tuple[Verdict, Decision]:
        matter = self._matter(work, mail, message, now)
        if matter.verdict.route in {Route.STAFF, Route.BY_HAND}:
            file = staff_file(work, matter.message, matter.verdict, matter.facts)
            matter = replace(matter, file=replace(file, shown=self._shown(work, file)))
        return matter.verdict, decide(matter)

    def _shown(self, work: Work, file: StaffFile) -> str:
        """The text of the letter that waits for the answer to this question."""
        letter = work.outbox.shown(file.challenge.letter) if file.challenge else None
        return plain_text(letter.raw) if letter else ""

    def _matter(self, work: Work, mail: Mail, message: Message, now: datetime) -> Matter:
        """The message with all that bears on it, judged."""
        arrived = Receipt(mail.received_at, mail.received_from)
        if arrived.source == "internaldate":
            arrived = receipt(message, arrived.at, self.office.own_hosts, now)
        mail.received_at, mail.received_from = arrived.at, arrived.source
        seen = self._seen(message, Role(mail.role), arrived)
        if seen.form:
            message = replace(message, sender=Address(seen.form.name, seen.form.email))
        facts = gather(work, message, seen, self.office, self.writer.signing_key, now)
        return Matter(message, judge(message, facts, self.office), facts, self._numbers(work, now), self._desk(now))

    def _seen(self, message: Message, role: Role, arrived: Receipt) -> Seen:
        """What is known of a message without the register."""
        trusted, mark = self.account.trusted_authserv_id, self.account.internal_proof
        proof = origin(message.headers, message.sender, trusted_authserv_id=trusted, internal_proof=mark)
        form = read_form(message, self.office)
        found = None if form else forwarded(message, self.office)
        original = Original(found.sender, found.date) if found else None
        written = None if form or not from_staff(message, self.office) else self._registration(message, arrived)
        return Seen(role, arrived, proof, form, original, written)

    def _registration(self, message: Message, arrived: Receipt) -> Registration | None:
        return read_registration(message, self.office, day_of(arrived.at, self.office.organisation.timezone))

    def _desk(self, now: datetime) -> Desk:
        return Desk(self.office, self.calendar, now, self.writer.link_to)

    def _numbers(self, work: Work, now: datetime) -> Numbers:
        return work.numbers(self._desk(now).day(now).year)

    def _record(
        self, work: Work, mail: Mail, message: Message, verdict: Verdict, decision: Decision, now: datetime
    ) -> None:
        """Everything that follows from the message, in the transaction of its record."""
        if verdict.route is Route.OWN_LETTER and mail.role == Role.SENT:
            for token in tokens_in(message.subject):
                work.note_number(token)
        work.ledger.note_read(mail, message, verdict)
        work.ledger.note_attachments(mail, message.attachments)
        Recorder(self.writer).record(work, mail, decision, now)
        self._presence(work, mail, message, verdict, decision)
        if decision.rejudged:
            self._rejudge(work, decision.rejudged, now)

    def _presence(self, work: Work, mail: Mail, message: Message, verdict: Verdict, decision: Decision) -> None:
        """Who of staff is away by his automatic answer, or is back because he writes himself."""
        if decision.absence:
            work.absences.note(decision.absence, mail.received_at)
        elif verdict.route in {Route.STAFF, Route.REGISTRATION, Route.BY_HAND} and message.sender:
            day = day_of(mail.received_at, self.office.organisation.timezone)
            work.absences.writes(message.sender.email, mail.received_at, day)

    def _rejudge(self, work: Work, judged: Rejudged, now: datetime) -> None:
        """A person's judgement of an entry: its message is decided anew, with its own receipt (R1, R9)."""
        mail = Agenda(work.session).mail_of(judged.entry)
        assert mail is not None, "an entry has its message"
        message = parse(work.ledger.content(mail.sha256), complete=mail.complete)
        matter = self._matter(work, mail, message, now)
        known = work.dossiers.known(judged.case) if judged.case else None
        matter = judged_by_person(matter, judged, known)
        decision = decide(matter)
        mail.route, mail.entry_number = matter.verdict.route.value, None  # label and score stay the first verdict
        Recorder(self.writer).record(work, mail, decision, now)

    def _set_aside(self, mail_id: int, now: datetime, reason: str, following: int | None = None) -> None:
        """An entry for a person; the mail goes to the folder of unreadable mail, from where it can return."""
        with self.register.transaction() as work:
            if following:
                work.ledger.begin(following)
            mail = work.ledger.mail(mail_id)
            arrived = Receipt(mail.received_at, mail.received_from)
            decision = set_aside(arrived, self._numbers(work, now), self._desk(now), reason)
            Recorder(self.writer).record(work, mail, decision, now)
            mail.stage, mail.route, mail.kind = "failed", Route.UNREADABLE.value, Kind.UNREADABLE.value
            work.ledger.file(mail, Role.UNREADABLE, None)

    def retry(self, now: datetime) -> int:
        """Run the mails that were set aside once more (after a mend); how many were read this time."""
        with self.register.transaction() as work:
            failed = work.ledger.failed()
            for mail_id in failed:
                mail = work.ledger.mail(mail_id)
                work.dossiers.close_entry(mail.entry_number or "", "opnieuw gelezen", now)
                mail.stage, mail.entry_number, mail.attempts = "kept", None, 1
        for mail_id in failed:
            self.handle(mail_id, now)
        with self.register.transaction() as work:
            return len(failed) - len(work.ledger.failed())


def _rescued(mail: Mail) -> bool:
    """Whether a mail that a person puts into the inbox is to be judged again: from Junk, or set aside."""
    return mail.case_number is None and (mail.role == Role.JUNK or mail.stage == "failed")


def _at(mail: Mail) -> datetime:
    return mail.kept_at
