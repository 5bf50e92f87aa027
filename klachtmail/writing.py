"""A letter that was decided becomes finished bytes in the outbox: rendered once, its key unique.

Every letter about a case is refused outside the case's permitted recipients (R33). In watch mode nothing
leaves the house but mail to the quality officer, who is told what would have been sent.
"""

from __future__ import annotations

import re
import secrets
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from klachtmail.core.keys import NO_CASE, reply_key, signed_address
from klachtmail.core.links import for_duties
from klachtmail.core.model import Address, Audience, Case, Duty, DutyKind, Letter
from klachtmail.core.people import permitted, quality_for
from klachtmail.core.settings import Office
from klachtmail.post.letters import Letters, Rendered, Stamp
from klachtmail.post.readdressing import plain_text, readdressed
from klachtmail.records.outbox import Queued
from klachtmail.records.store import Work

_OURS = re.compile(r"<[a-z2-7]{32}\.klachtmail@[^<>\s]+>")
"""The shape of our Message-IDs, e.g. ``<abcdefghijklmnopqrstuvwxyz234567.klachtmail@example.org>``."""


_REMINDING = frozenset({"reminder", "overdue"})
"""Letters to staff of which one day may ask very many."""


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
        asked = [one.key for one in wanted if not (fresh and case and one.key.startswith(f"{case.number}/"))]
        made = work.outbox.known(asked) if asked else set()
        new = [letter for letter in wanted if letter.key not in made]
        if case is not None and new:
            side = frozenset({case.complainant.email}) if fresh else work.dossiers.participants(case.number)
            self._check(new, case, side)
        written: list[tuple[Letter, Rendered]] = []
        for letter in new:
            of_case = case if letter.case else None
            written.append((letter, self._one(work, _showing(letter, written), now, of_case, duties, fresh=fresh)))
        if case is not None:
            self._print(
                work,
                [pair for pair in written if _on_paper(pair[0]) and self._state(pair[0]) == "paper"],
                case,
                duties,
                now,
            )
        withheld = [pair for pair in written if self._withheld(pair[0]) and not pair[0].preview]
        if withheld:
            self._tell(work, withheld, now, case)

    def _one(
        self,
        work: Work,
        letter: Letter,
        now: datetime,
        case: Case | None,
        duties: tuple[Duty, ...],
        *,
        fresh: bool,
        extra: tuple[tuple[str, bytes], ...] = (),
    ) -> Rendered:
        letter = letter if fresh else self._capped(work, letter, now)
        stamp = self._stamp(work, letter, now, extra, fresh=fresh)
        rendered = self.letters.render(letter, stamp, case, duties)
        work.outbox.queue(
            letter,
            message_id=stamp.message_id,
            subject=rendered.subject,
            raw=rendered.raw,
            state=self._state(letter),
            now=now,
            not_before=self._not_before(work, letter, now),
        )
        return rendered

    def _capped(self, work: Work, letter: Letter, now: datetime) -> Letter:
        """Past the cap of an hour, a letter that nobody ordered waits for a person (DESIGN 2.5 and 2.8).

        So do reminders past twice the cap to one person: the digest names what is late all the same.
        """
        cap, hour_ago = self.office.new_cases_an_hour, now - timedelta(hours=1)
        if not cap or letter.hold:
            return letter
        automatic = letter.automatic and work.outbox.automatic_count(hour_ago) >= cap
        reminds = letter.template.partition("-")[2] in _REMINDING
        if automatic or (reminds and work.outbox.count_to(letter.recipient.email, hour_ago, 2 * cap) >= 2 * cap):
            return replace(letter, hold="meer brieven dan normaal")
        return letter

    def _state(self, letter: Letter) -> str:
        """How a letter begins: it waits for a JA, for a person, in watch mode for ever, on paper, or goes."""
        if letter.preview:
            return "preview"
        if letter.hold:
            return "held"
        return "withheld" if self._withheld(letter) else "paper" if _on_paper(letter) else "queued"

    def release(self, work: Work, key: str, now: datetime) -> None:
        """A letter that waited for a JA goes out as it was shown; on paper where there is no address."""
        letter = work.outbox.shown(key)
        if letter is None:
            return
        if self.office.watch:
            work.outbox.leave_preview(key, "withheld", now)
        elif letter.recipient:
            work.outbox.leave_preview(key, "queued", now)
        else:
            work.outbox.leave_preview(key, "paper", now)
            known = work.dossiers.known(letter.case)
            assert known is not None, "a letter on paper belongs to a case"
            text = plain_text(letter.raw)
            self._to_print(work, letter.key, letter.subject, text, known.case, work.dossiers.duties(letter.case), now)

    def _print(
        self,
        work: Work,
        written: list[tuple[Letter, Rendered]],
        case: Case,
        duties: tuple[Duty, ...],
        now: datetime,
    ) -> None:
        """Letters on paper go to the quality officer, ready to print (R15)."""
        for letter, rendered in written:
            self._to_print(work, letter.key, rendered.subject, rendered.text, case, duties, now)

    def _to_print(
        self, work: Work, key: str, subject: str, text: str, case: Case, duties: tuple[Duty, ...], now: datetime
    ) -> None:
        first = quality_for(case, self.office.people)
        if first is None:
            return
        address = self.link_to(case.number, first.email)
        letter = Letter(
            key=f"{key}/print",
            template="quality_officer-print",
            recipient=first.address,
            case=case.number,
            context=(
                ("what", subject),
                ("to", case.complainant.name or "de klager"),
                ("postal", case.postal),
                ("links", for_duties((DutyKind.POST_LETTER,), address, case.token)),
            ),
        )
        page = "\r\n".join((*_window(case), *text.splitlines(), "")).encode()
        self._one(work, letter, now, case, duties, fresh=False, extra=(("brief.txt", page),))

    def readdress(self, work: Work, letter: Queued, case: Case, now: datetime) -> None:
        """A letter that did not arrive goes to the complainant's new address, its words as they were."""
        key = f"{letter.key}/{case.complainant.email}"
        if work.outbox.known((key,)):
            return
        message_id = self._new_id()
        fields = {
            "To": case.complainant,
            "Reply-To": Address("", self.reply_to(case.number, case.complainant.email)),
        }
        work.outbox.queue(
            Letter(key, letter.template, case.complainant, case.number, meets=letter.meets),
            message_id=message_id,
            subject=letter.subject,
            raw=readdressed(letter.raw, fields, message_id),
            state="withheld" if self.office.watch else "queued",
            now=now,
            not_before=now,
        )

    def _check(self, letters: list[Letter], case: Case, participants: frozenset[str]) -> None:
        allowed = permitted(case, self.office.people, participants) | {case.complainant.email}
        for letter in letters:
            if letter.own_words and self._staff(letter.recipient.email):
                continue
            if letter.recipient.email not in allowed:
                raise NotPermitted(f"{letter.key}: {letter.template} to an address outside {case.number}")

    def _staff(self, email: str) -> bool:
        people = self.office.people
        return people.find(email) is not None or people.own_domain(email)

    def _new_id(self) -> str:
        domain = self.office.addresses[0].partition("@")[2]
        return f"<{b32encode(secrets.token_bytes(20)).decode().lower()}.klachtmail@{domain}>"

    def _withheld(self, letter: Letter) -> bool:
        officer = self.office.people.quality_officer
        return self.office.watch and letter.recipient.email != (officer.email if officer else "")

    def _stamp(
        self, work: Work, letter: Letter, now: datetime, extra: tuple[tuple[str, bytes], ...], *, fresh: bool
    ) -> Stamp:
        known = letter.case and not fresh
        earlier = tuple(work.outbox.to_person(letter.case, letter.recipient.email)) if known else ()
        had = (letter.answers, *earlier) if letter.answers else earlier
        wanted = ((letter.attach, letter.attach_name), *letter.files) if letter.attach else letter.files
        files = (*((name, work.ledger.content(sha256)) for sha256, name in wanted), *extra)
        return Stamp(
            message_id=self._new_id(),
            date=now,
            reply_to=Address("", self.reply_to(letter.case, letter.recipient.email)),
            in_reply_to=had[-1] if had else "",
            references=had,
            attachments=files,
        )

    def reply_to(self, case: str, email: str) -> str:
        """Where an answer goes: the mailbox, where it knows plus addresses with the person's key for case or entry."""
        mailbox = self.office.addresses[0]
        if not self.office.plus_addressing:
            return mailbox
        matter = case or NO_CASE
        return signed_address(mailbox, matter, reply_key(self.signing_key, matter, email))

    def link_to(self, matter: str, email: str) -> str:
        """Where the links of a letter go: the same; without plus addresses the key stands behind a ``#``.

        It moves into the subject of the mail that the link opens (DESIGN 3).
        """
        mailbox, matter = self.office.addresses[0], matter or NO_CASE
        if self.office.plus_addressing:
            return self.reply_to(matter, email)
        return f"{mailbox}#{matter.lower()}-{reply_key(self.signing_key, matter, email)}"

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


def _on_paper(letter: Letter) -> bool:
    """Whether a complainant's letter has no address to go to (R15)."""
    return letter.audience is Audience.COMPLAINANT and not letter.recipient.email


def _showing(letter: Letter, written: list[tuple[Letter, Rendered]]) -> Letter:
    """An answer that shows a letter of the same decision gets the exact words of it."""
    context = dict(letter.context)
    shown = next((pair for pair in written if pair[0].key == context.get("shown")), None)
    if shown is None:
        return letter
    other, rendered = shown
    to = other.recipient if other.recipient.email else "per post"
    return replace(letter, context=tuple({**context, "shown": (to, rendered.subject, rendered.text)}.items()))


def _window(case: Case) -> tuple[str, ...]:
    """The lines above a letter on paper that show in the window of an envelope."""
    lines = (case.complainant.name, *case.postal.splitlines())
    return (*(line.strip() for line in lines if line.strip()), "", "") if case.postal else ()
