"""Letters: from a decision to finished bytes, rendered once, when the letter is queued (DESIGN 6).

Text and HTML come from templates named ``<audience>-<event>``. Beside the letter's own context a template
knows ``case``, ``duties`` (by kind), ``open_duties`` (soonest first), ``office``, ``org``, ``letter``,
``subject`` (in the bodies), ``sent`` (moment) and ``attached`` (file names).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from klachtmail.core.model import Address, Audience, Case, Duty, Letter
from klachtmail.core.settings import Office
from klachtmail.post.headers import ids_field, mailbox_field, one_line, text_field
from klachtmail.post.mime import compose
from klachtmail.post.samples import SAMPLES, Sample
from klachtmail.post.templates import PARTS, TemplateMistake, Templates

__all__ = ["Letters", "Rendered", "Stamp", "TemplateMistake"]

_INVITATION = "complainant-invitation"
_SUPPRESS = "OOF, AutoReply, RN, NRN"
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters that no body should have, e.g. NUL or escape; line feed and tab stay."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What makes one copy of a letter unique. ``message_id`` and the others keep their angle brackets.

    ``date`` is aware. ``reply_to`` holds the recipient's own reply key. ``references`` are only
    Message-IDs that the recipient has had. ``attachments`` are pairs of file name and original bytes.
    """

    message_id: str
    date: datetime
    reply_to: Address
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished letter: its subject, text and HTML, and ``raw``, the bytes that are sent."""

    subject: str
    text: str
    html: str
    raw: bytes


class Letters:
    """Renders letters for one office; ``folder`` holds the organisation's own templates, file by file."""

    def __init__(self, office: Office, folder: Path | None = None) -> None:
        self._office = office
        self._zone = ZoneInfo(office.organisation.timezone)
        self._templates = Templates(office, folder)

    def render(self, letter: Letter, stamp: Stamp, case: Case | None = None, duties: tuple[Duty, ...] = ()) -> Rendered:
        """The finished letter. Raises TemplateMistake."""
        values = self._values(letter, stamp, case, duties)
        subject = one_line(self._templates.fill(f"{letter.template}.subject.txt", values))
        values["subject"] = subject
        text = _tidy(self._templates.fill(f"{letter.template}.body.txt", values))
        html = _tidy(self._templates.fill(f"{letter.template}.body.html", values))
        calendar = self._calendar(letter, stamp, case)
        raw = compose(self._fields(letter, stamp, subject), text, html, stamp.attachments, calendar)
        return Rendered(subject, text, html, raw)

    def check(self) -> tuple[str, ...]:
        """Fills in every template with samples; the mistakes, each with file, line and what to mend."""
        found = (mistake for template in self._templates.letters() for mistake in self._try(template))
        return tuple(dict.fromkeys((*self._templates.strays(), *found)))

    def _try(self, template: str) -> Iterator[str]:
        for sample in (one for one in SAMPLES if one.fits(template)):
            letter = sample.letter(template)
            values = self._values(letter, _stamp(sample), sample.case, sample.duties)
            values["subject"] = f"[{sample.case.token}]"
            for part in PARTS:
                yield from self._try_part(f"{template}.{part}", values, sample.case)

    def _try_part(self, name: str, values: Mapping[str, object], case: Case) -> Iterator[str]:
        try:
            text = self._templates.fill(name, values)
        except TemplateMistake as mistake:
            yield str(mistake)
            return
        if name.startswith(Audience.COMPLAINANT) and name.endswith("subject.txt") and case.token not in text:
            yield f"{name}.j2: answers will not be found back: add [{{{{ case.token }}}}]"

    def _calendar(self, letter: Letter, stamp: Stamp, case: Case | None) -> str:
        """The entry for the guest's calendar that goes with an invitation by mail (R16)."""
        if letter.template != _INVITATION or case is None or not letter.recipient.email:
            return ""
        from klachtmail.post.invitation import invitation  # noqa: PLC0415 - 60 ms that only an invitation needs

        return invitation(self._office, case, letter, stamp.date)

    def _values(self, letter: Letter, stamp: Stamp, case: Case | None, duties: tuple[Duty, ...]) -> dict[str, object]:
        return {
            **dict(letter.context),
            "case": case,
            "duties": {duty.kind.value: duty for duty in duties},
            "open_duties": sorted((duty for duty in duties if duty.open), key=lambda duty: duty.deadline),
            "office": self._office,
            "org": self._office.organisation,
            "letter": letter,
            "sent": stamp.date,
            "attached": tuple(name for name, _ in stamp.attachments),
        }

    def _fields(self, letter: Letter, stamp: Stamp, subject: str) -> tuple[str, ...]:
        sender = Address(f"{self._office.organisation.name.split()[0]} klachten", self._office.addresses[0])
        return (
            mailbox_field("From", sender),
            mailbox_field("To", letter.recipient),
            mailbox_field("Reply-To", replace(stamp.reply_to, name=stamp.reply_to.name or sender.name)),
            text_field("Subject", subject),
            f"Date: {format_datetime(stamp.date.astimezone(self._zone))}",
            ids_field("Message-ID", (stamp.message_id,)),
            ids_field("In-Reply-To", (stamp.in_reply_to,)),
            ids_field("References", (*stamp.references, stamp.in_reply_to)),
            *_automatic_fields(letter),
        )


def _automatic_fields(letter: Letter) -> tuple[str, ...]:
    """Never on mail to staff: it would silence their out-of-office answers (DESIGN 6)."""
    if not letter.automatic or letter.audience is not Audience.COMPLAINANT:
        return ()
    return (
        text_field("Auto-Submitted", letter.automatic),
        text_field("X-Auto-Response-Suppress", _SUPPRESS),
    )


def _tidy(text: str) -> str:
    """The text with at most one empty line at a time, and none at its ends."""
    lines = "\n".join(line.rstrip() for line in _NO_TEXT.sub("", text).splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def _stamp(sample: Sample) -> Stamp:
    office = Address("", "kwaliteit@example.nl")
    attachments = (("klacht.eml", b"Subject: klacht\r\n\r\nBeste mensen\r\n"),) if sample.attached else ()
    return Stamp("<sample@example.nl>", sample.sent, office, attachments=attachments)
