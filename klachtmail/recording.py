"""A decision becomes rows: case, duties, questions, events and letters, in the transaction of its message."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from klachtmail.core import letter_acts
from klachtmail.core.model import Case, Challenge, Decision, DutyKind, Letter, Met
from klachtmail.records.clock import Agenda
from klachtmail.records.outbox import Queued
from klachtmail.records.store import Work
from klachtmail.records.tables import Mail
from klachtmail.writing import Writer


@dataclass(frozen=True, slots=True)
class Recorder:
    """Carries decisions into the register; sends nothing."""

    writer: Writer

    def record(self, work: Work, mail: Mail, decision: Decision, now: datetime) -> None:
        """Everything of one decision, and of what it decides about other cases."""
        self._open(work, mail, decision, now)
        self._case(work, mail.case_number or "", decision, now)
        self._answered(work, decision, now)
        self._letters(work, mail.case_number, decision, now)
        if decision.bounced:
            work.outbox.note_undelivered(decision.bounced, decision.bounced_why)
        if decision.closes:
            self._close(work, decision.closes, now)
        entry = mail.entry_number or decision.closes or None
        work.dossiers.add_events(decision.events, now, case=mail.case_number, entry=entry, mail=mail.id)
        for challenge in decision.asks:
            self._ask(work, challenge, now)
        if decision.move_to:
            work.ledger.file(mail, decision.move_to)
        for other in decision.others:
            self._elsewhere(work, mail, other, now)

    def _open(self, work: Work, mail: Mail, decision: Decision, now: datetime) -> None:
        """The case or entry that the decision opens, or the case that it adds to."""
        if decision.case:
            work.dossiers.open_case(decision.case, decision.duties, now)
            mail.case_number = decision.case.number
        elif decision.entry:
            work.dossiers.open_entry(decision.entry, decision.duties, mail.received_at, now)
            mail.entry_number = decision.entry.number
        elif decision.attach_to:
            mail.case_number = decision.attach_to

    def _case(self, work: Work, number: str, decision: Decision, now: datetime) -> None:
        """What becomes different in a case: its values, who takes part, what is owed."""
        if decision.after:
            work.dossiers.update(decision.after)
        self._sides(work, number, decision)
        for met in decision.met:
            work.dossiers.note_met(number, met, self._met_at(met.on, now))
        for met in decision.ended:
            work.dossiers.note_ended(number, met)
        if decision.undoes:
            work.dossiers.take_back(number, decision.undoes)
        if decision.duties and not decision.case and not decision.entry and number:
            work.dossiers.owe_once(number, decision.duties)
        if decision.printed:
            self._posted(work, number, decision.printed, now)
        if decision.told:
            self._told(work, number)
        if decision.again:
            self._send_again(work, number, now)

    def _sides(self, work: Work, number: str, decision: Decision) -> None:
        """Who comes to the complainant's side, and who was there by mistake."""
        for person in decision.joins:
            work.dossiers.join(number, person.email, person.name)
        for email in decision.leaves:
            work.dossiers.leave(number, email)

    def _met_at(self, day: date | None, now: datetime) -> datetime:
        """Where only a day is known, its noon in the office; the day itself stands beside it."""
        if day is None:
            return now
        zone = ZoneInfo(self.writer.office.organisation.timezone)
        return min(datetime.combine(day, time(12), zone).astimezone(UTC), now.astimezone(UTC))

    def _posted(self, work: Work, number: str, day: date, now: datetime) -> None:
        """Letters on paper count from the day on which they were posted (R15)."""
        for letter in (*work.outbox.on_paper(number), *work.outbox.undelivered(number)):
            work.outbox.dealt_with(letter.id, f"per post, {day}")
            by = f"brief per post, {letter.message_id}"
            for met in letter_acts.met_by(letter.template, by):
                dated = Met(met.kind, met.by, on=day)
                work.dossiers.note_met(number, dated, self._met_at(day, now))
            for met in letter_acts.ended_by(letter.template, by):
                work.dossiers.note_ended(number, met)

    def _told(self, work: Work, number: str) -> None:
        """The number was told by telephone: the acknowledgement need not arrive any more (R15)."""
        for letter in (*work.outbox.on_paper(number), *work.outbox.undelivered(number)):
            if letter.meets is DutyKind.ACKNOWLEDGE:
                work.outbox.dealt_with(letter.id, "nummer mondeling doorgegeven")

    def _send_again(self, work: Work, number: str, now: datetime) -> None:
        """What did not arrive goes to the case's new address (R14)."""
        known = work.dossiers.known(number)
        assert known is not None, "a mended address belongs to a case"
        for letter in (*work.outbox.undelivered(number), *work.outbox.on_paper(number)):
            self._again(work, letter, known.case, now)

    def _again(self, work: Work, letter: Queued, case: Case, now: datetime) -> None:
        self.writer.readdress(work, letter, case, now)
        work.outbox.dealt_with(letter.id, "opnieuw verstuurd")

    def _answered(self, work: Work, decision: Decision, now: datetime) -> None:
        """The question that was answered, and the letter that waited for it."""
        if decision.answered:
            work.challenges.close(decision.answered)
        if decision.release:
            self.writer.release(work, decision.release, now)
        if decision.drop:
            work.outbox.leave_preview(decision.drop, "dropped", now)

    def _ask(self, work: Work, challenge: Challenge, now: datetime) -> None:
        """A question; a newer preview takes the place of the older one. What happens from now on may void it."""
        if challenge.letter and challenge.firm:
            for older in work.challenges.previews(challenge.case):
                work.challenges.close(older.code)
                work.outbox.leave_preview(older.letter, "dropped", now)
        work.challenges.ask(replace(challenge, event=Agenda(work.session).last_event()))

    def _letters(self, work: Work, number: str | None, decision: Decision, now: datetime) -> None:
        """The letters of a decision, about the case as it is now."""
        if decision.case:
            self.writer.queue(work, decision.letters, now, case=decision.case, duties=decision.duties, fresh=True)
            return
        about = [letter for letter in decision.letters if letter.case]
        self.writer.queue(work, [letter for letter in decision.letters if not letter.case], now)
        if about:
            self._about(work, about, number or about[0].case, now)

    def _about(self, work: Work, letters: list[Letter], number: str, now: datetime) -> None:
        known = work.dossiers.known(number)
        assert known is not None, "a decision writes about a case that is there"
        self.writer.queue(work, letters, now, case=known.case, duties=work.dossiers.duties(number))

    def _close(self, work: Work, entry: str, now: datetime) -> None:
        work.dossiers.close_entry(entry, "door een medewerker", now)

    def _elsewhere(self, work: Work, mail: Mail, decision: Decision, now: datetime) -> None:
        """A decision about another case than that of the mail."""
        number = decision.attach_to
        self._case(work, number, decision, now)
        if decision.letters:
            self._about(work, list(decision.letters), number, now)
        work.dossiers.add_events(decision.events, now, case=number, mail=mail.id)
