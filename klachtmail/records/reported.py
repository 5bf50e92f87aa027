"""Which letter of ours does a report come back about? (DESIGN 3, *bounce address*; PEERS 6)

First by a Message-ID of ours wherever it comes back, then by the signed bounce address, then by recipient and
time: the newest letter to somebody whom the report names as not reached. What gives back the Message-ID of
somebody else's mail is about that mail, unless our case token stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from klachtmail.core.facts import KeyHolder, KnownLetter, tokens_in
from klachtmail.core.model import Message
from klachtmail.core.rules import bounces
from klachtmail.core.rules.bounces import DeliveryReport
from klachtmail.records.store import Work

QUEUED = timedelta(days=6)
"""Servers give up within five days; a report that comes later is about no letter of which we could tell."""


def reported(work: Work, message: Message, keys: Iterable[KeyHolder], now: datetime) -> KnownLetter | None:
    """The letter, with the deadline of the duty that it had met; None where the message is about none."""
    report = bounces.delivery_report(message)
    found = _by_report(work, message, report, keys, now) if report else _by_receipt(work, message)
    return found and with_deadline(work, found)


def _by_receipt(work: Work, message: Message) -> KnownLetter | None:
    """What a read receipt or an automatic answer is about."""
    told = (message.returned.message_id, *message.returned.others) if message.returned else ()
    ids = [*filter(None, told), *message.thread_ids]
    return next(iter(work.outbox.ours(ids)), None) if ids else None


def _by_report(
    work: Work, message: Message, report: DeliveryReport, keys: Iterable[KeyHolder], now: datetime
) -> KnownLetter | None:
    named = work.outbox.ours(report.original_ids) if report.original_ids else []
    if named:
        return named[0]
    emails = [status.email for status in report.recipients if "@" in status.email]
    signed = [letter for key in keys for letter in work.outbox.sent_to([key.email], now - QUEUED, case=key.case)]
    if signed:
        return signed[0]
    sent = work.outbox.sent_to(emails, now - QUEUED) if emails else []
    return next((letter for letter in sent if _fits(letter, message, report)), None)


def _fits(letter: KnownLetter, message: Message, report: DeliveryReport) -> bool:
    """Whether a report to the letter's recipient may be about this letter."""
    subject = message.returned.subject if message.returned else ""
    tokens = tokens_in(f"{message.subject} {subject} {message.text[:5000]}")
    if tokens:
        return any(token.startswith(f"{letter.case}-") for token in tokens)
    return not report.original_ids


def with_deadline(work: Work, letter: KnownLetter) -> KnownLetter:
    """With the day until which its duty is owed, as stored; it is open again once the letter came back."""
    if not (letter.meets and letter.case):
        return letter
    duties = work.dossiers.duties(letter.case)
    return replace(letter, deadline=next((duty.deadline for duty in duties if duty.kind is letter.meets), None))
