"""A letter that was decided becomes finished bytes in the outbox: rendered once, its key unique.

Every letter about a case is refused outside the case's permitted recipients (R33). In watch mode nothing
leaves the house but mail to the quality officer, who is told what would have been sent.
"""

from __future__ import annotations

import re
import secrets
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from klachtmail.core.keys import reply_key, signed_address
from klachtmail.core.model import Address, Audience, Case, Duty, Letter
from klachtmail.core.people import permitted
from klachtmail.core.settings import Office
from klachtmail.post.letters import Letters, Rendered, Stamp
from klachtmail.records.store import Work

_OURS = re.compile(r"<[a-z2-7]{32}\.klachtmail@[^<>\s]+>")
"""The shape of our Message-IDs, e.g. ``<abcdefghijklmnopqrstuvwxyz234567.klachtmail@example.org>``."""


def ours(message_id: str) -> bool:
    """Whether a Message-ID has the shape of ours; the register alone knows whether it is."""
    return bool(_OURS.fullmatch(message_id))


class NotPermitted(Exception):  # noqa: N818 - the recipient is not; a fault of ours that must be loud
    """A letter about a case to somebody who may not know of it (R33)."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes letters into the outbox."""

    letters: Letters
    office: Office
    signing_key: bytes

    def queue(
        self,
        work: Work,
        letters: Iterable[Letter],
        now: datetime,
        *,
        case: Case | None = None,
        duties: tuple[Duty, ...] = (),
        fresh: bool = False,
    ) -> None:
        """Render letters and put them into the outbox; one that was made before is not made again.

        ``fresh`` says that the case was opened in this transaction: nobody has had a letter in it yet.
        """
        wanted = tuple(letters)
        made = work.outbox.known(letter.key for letter in wanted) if wanted and not fresh else set()
        new = [letter for letter in wanted if letter.key not in made]
        if case is not None and new:
            side = frozenset({case.complainant.email}) if fresh else work.dossiers.participants(case.number)
            self._check(new, case, side)
        written = [(letter, self._one(work, letter, now, case, duties, fresh=fresh)) for letter in new]
        withheld = [(letter, rendered) for letter, rendered in written if self._withheld(letter)]
        if withheld:
            self._tell(work, withheld, now, case)

    def _one(
        self, work: Work, letter: Letter, now: datetime, case: Case | None, duties: tuple[Duty, ...], *, fresh: bool
    ) -> Rendered:
        stamp = self._stamp(work, letter, now, fresh=fresh)
        rendered = self.letters.render(letter, stamp, case, duties)
        work.outbox.queue(
            letter,
            message_id=stamp.message_id,
            subject=rendered.subject,
            raw=rendered.raw,
            state="held" if letter.hold else "withheld" if self._withheld(letter) else "queued",
            now=now,
            not_before=self._not_before(work, letter, now),
        )
        return rendered

    def _check(self, letters: list[Letter], case: Case, participants: frozenset[str]) -> None:
        allowed = permitted(case, self.office.people, participants)
        for letter in letters:
            if letter.recipient.email not in allowed:
                raise NotPermitted(f"{letter.key}: {letter.template} to an address outside {case.number}")

    def _withheld(self, letter: Letter) -> bool:
        officer = self.office.people.quality_officer
        return self.office.watch and letter.recipient.email != (officer.email if officer else "")

    def _stamp(self, work: Work, letter: Letter, now: datetime, *, fresh: bool) -> Stamp:
        mailbox = self.office.addresses[0]
        domain = mailbox.partition("@")[2]
        known = letter.case and not fresh
        earlier = tuple(work.outbox.to_person(letter.case, letter.recipient.email)) if known else ()
        had = (letter.answers, *earlier) if letter.answers else earlier
        files = ((letter.attach_name, work.ledger.content(letter.attach)),) if letter.attach else ()
        return Stamp(
            message_id=f"<{b32encode(secrets.token_bytes(20)).decode().lower()}.klachtmail@{domain}>",
            date=now,
            reply_to=Address("", self.reply_to(letter.case, letter.recipient.email)),
            in_reply_to=had[-1] if had else "",
            references=had,
            attachments=files,
        )

    def reply_to(self, case: str, email: str) -> str:
        """Where an answer goes: the mailbox, with the person's key where it knows plus addresses."""
        mailbox = self.office.addresses[0]
        if not case or not self.office.plus_addressing:
            return mailbox
        return signed_address(mailbox, case, reply_key(self.signing_key, case, email))

    def _not_before(self, work: Work, letter: Letter, now: datetime) -> datetime:
        """One automatic letter a day to an address without a role; a second waits until the next morning."""
        if not letter.automatic or self.office.people.find(letter.recipient.email):
            return now
        zone = ZoneInfo(self.office.organisation.timezone)
        today = now.astimezone(zone)
        midnight = today.replace(hour=0, minute=0, second=0, microsecond=0)
        if not work.outbox.automatic_since(letter.recipient.email, midnight):
            return now
        tomorrow = (midnight + timedelta(days=1)).date()
        return datetime.combine(tomorrow, self.office.calendar.day_start, zone)

    def _tell(self, work: Work, withheld: list[tuple[Letter, Rendered]], now: datetime, case: Case | None) -> None:
        """Watch mode: the quality officer hears what would have been sent."""
        officer = self.office.people.quality_officer
        if officer is None or (case is not None and officer.email in case.left_out):
            return
        first = withheld[0][0]
        letter = Letter(
            key=f"{first.key}/watch",
            template=f"{Audience.QUALITY_OFFICER}-watch",
            recipient=officer.address,
            case=first.case,
            context=(("letters", tuple((one.recipient.email, text.subject, text.text) for one, text in withheld)),),
        )
        self._one(work, letter, now, case, (), fresh=False)
