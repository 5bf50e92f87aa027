"""Looks up what the register knows that bears on one message (``core.facts.Facts``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from klachtmail.core.facts import Facts, Form, KeyHolder, KnownCase, KnownLetter, Original, tokens_in
from klachtmail.core.keys import key_in_subject, keys_in, opens
from klachtmail.core.model import Message, Origin, Receipt, Role
from klachtmail.core.registration import Registration
from klachtmail.core.replying import PASSED_ON
from klachtmail.core.rules.staff import from_staff
from klachtmail.core.settings import Office
from klachtmail.records.reported import reported
from klachtmail.records.store import Work

_ENVELOPE = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
_DAY = timedelta(days=1)
_OWN_SHAPE = ".klachtmail@"
_ENTRY = re.compile(r"\bP-\d{4}-\d{4,6}\b", re.IGNORECASE)
"""The number of an entry, e.g. ``P-2026-0311``."""
"""How every Message-ID of ours ends before its domain; it only tells letters of a lost register in Sent."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a message without the register."""

    role: Role
    receipt: Receipt
    origin: Origin
    form: Form | None = None
    original: Original | None = None
    registration: Registration | None = None


def gather(work: Work, message: Message, seen: Seen, office: Office, signing_key: bytes, now: datetime) -> Facts:
    """Everything the register knows about one message, in a handful of indexed look-ups."""
    ids = message.thread_ids
    letters = work.outbox.ours(ids) if ids else []
    tokens = tokens_in(message.subject)
    proved = {known.case.token: _home(work, known) for known in _cases(work, [token[:-5] for token in tokens])}
    entries = _entries(work, message) if from_staff(message, office) else ()
    quoted = [token for token in tokens_in(message.text) if token not in tokens]
    answered = work.dossiers.of_messages(ids) if ids else []
    keys = tuple(_keys(work, message, signing_key, office))
    about = reported(work, message, keys, now)
    senders, outside = (
        _senders(message, seen),
        [one.email for one in message.addressees if one.email not in office.addresses],
    )
    running = work.dossiers.running_of([*senders, *outside]) if senders or outside else []
    of_sender = list(dict.fromkeys(number for number, email in running if email in senders))
    addressed = [number for number, email in running if email in outside]
    letters, answered, keys = _at_home(work, letters, answered, keys)
    numbers = [letter.case for letter in (*letters, *filter(None, [about]))] + [*answered, *of_sender, *addressed]
    numbers += [key.case for key in keys] + [token[:-5] for token in quoted]
    everything = {known.case.number: known for known in (*_cases(work, numbers), *proved.values())}
    return Facts(
        role=seen.role,
        receipt=seen.receipt,
        origin=seen.origin,
        own=_own(work, message, seen),
        letters=tuple(letters),
        reported=about,
        answered=tuple(everything[number] for number in answered if number in everything),
        keys=keys,
        tokens=tuple(proved[token] for token in tokens if token in proved),
        quoted=tuple(one for one in everything.values() if one.case.token in quoted),
        unknown_token=any(token not in proved for token in tokens),
        of_sender=tuple(everything[number] for number in of_sender),
        cases=tuple(everything.values()),
        form=seen.form,
        original=seen.original,
        registration=seen.registration,
        entries=entries,
        replies_today=_replies(work, [*letters, *proved.values()], now),
        new_cases_this_hour=work.dossiers.opened_last_hour(now) if office.new_cases_an_hour else 0,
    )


def _own(work: Work, message: Message, seen: Seen) -> bool:
    if not message.message_id:
        return False
    lost = seen.role is Role.SENT and _OWN_SHAPE in message.message_id
    return lost or bool(work.outbox.ours([message.message_id]))


def _senders(message: Message, seen: Seen) -> list[str]:
    if seen.form:
        return [seen.form.email] if seen.form.email else []
    return [message.sender.email] if message.sender else []


def _cases(work: Work, numbers: Iterable[str]) -> list[KnownCase]:
    found = (work.dossiers.known(number) for number in dict.fromkeys(numbers) if number)
    return [known for known in found if known]


def _replies(work: Work, pointers: list[KnownLetter | KnownCase], now: datetime) -> int:
    """How many messages of participants came in the last day in the case that this one answers."""
    number = next((one.case if isinstance(one, KnownLetter) else one.case.number for one in pointers), "")
    return work.dossiers.replies_since(number, now - _DAY, PASSED_ON) if number else 0


def _entries(work: Work, message: Message) -> tuple[str, ...]:
    """The entries that a mail of staff names in its subject, as the links of the daily list do."""
    numbers = dict.fromkeys(match[0].upper() for match in _ENTRY.finditer(message.subject))
    return tuple(number for number in numbers if work.dossiers.has_entry(number))


def _at_home(
    work: Work, letters: list[KnownLetter], answered: list[str], keys: tuple[KeyHolder, ...]
) -> tuple[list[KnownLetter], list[str], tuple[KeyHolder, ...]]:
    """What belongs to a case that was joined to another goes on in that one (R42)."""
    numbers = {letter.case for letter in letters} | set(answered) | {key.case for key in keys}
    homes = work.dossiers.homes(numbers) if numbers else {}
    if not homes:
        return letters, answered, keys
    return (
        [replace(letter, case=homes.get(letter.case, letter.case)) for letter in letters],
        [homes.get(number, number) for number in answered],
        tuple(replace(key, case=homes.get(key.case, key.case)) for key in keys),
    )


def _home(work: Work, known: KnownCase) -> KnownCase:
    """The case in which a joined one goes on, else the case itself (R42)."""
    home = work.dossiers.known(known.case.joined_to) if known.case.joined_to else None
    return home or known


def _keys(work: Work, message: Message, signing_key: bytes, office: Office) -> Iterable[KeyHolder]:
    """Reply keys in the addresses, or in the subject, that open for somebody of their case or of staff."""
    places = [person.email for person in message.addressees]
    places += [value for name in _ENVELOPE for value in message.all_headers(name)]
    pairs = [keys_in(place) for place in places] + [key_in_subject(message.subject)]
    for number, key in dict.fromkeys(pair for pair in pairs if pair):
        staff = [person.email for person in office.people.staff]
        for email in work.outbox.people_of(number) if number.startswith("KL-") else staff:
            if opens(signing_key, number, email, key):
                yield KeyHolder(number, email)
