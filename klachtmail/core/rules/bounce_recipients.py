"""Who did not get the letter, and why: from the machine-readable part of a report, else from its words."""

from __future__ import annotations

from dataclasses import replace

from klachtmail.core.model import Address, DeliveryStatus, Message
from klachtmail.core.rules import bounce_fields, bounce_text

ACTIONS = frozenset({"failed", "delayed", "delivered", "relayed", "expanded"})
"""The actions of RFC 3464; a server that writes ``error`` is judged by its status code."""


def recipients(message: Message) -> tuple[DeliveryStatus, ...]:
    """Each recipient with an action; from the text where the report has no machine-readable part."""
    if message.statuses:
        found = (_completed(message, status) for status in message.statuses)
        return tuple(dict.fromkeys(found))
    text = message.text[: bounce_text.READ]
    action = _action_in_words(message)
    emails = _failed(message) or ("",)
    return tuple(DeliveryStatus(email, action, *bounce_fields.code(text, email)) for email in emails)


def _completed(message: Message, status: DeliveryStatus) -> DeliveryStatus:
    """The status with what a careless server left out: address, code, reason, and the action (by its code)."""
    email = status.email if "@" in status.email else next(iter(_failed(message)), status.email)
    code, reason = bounce_fields.code(message.text[: bounce_text.READ], email)
    code = status.status or bounce_fields.code(status.reason)[0] or code
    by_code = {"2": "delivered", "4": "delayed"}.get(code[:1], "failed")
    action = status.action if status.action in ACTIONS else by_code
    return replace(status, email=email, action=action, status=code, reason=status.reason or reason)


def _action_in_words(message: Message) -> str:
    text = bounce_fields.words_of(message.text[: bounce_text.READ])
    if bounce_text.delays(message.subject, text):
        return "delayed"
    return "delivered" if bounce_text.arrives(message.subject, text) else "failed"


def _failed(message: Message) -> tuple[str, ...]:
    """The addresses that a report without statuses is about, best source first."""
    listed = message.header("x-failed-recipients")
    if "@" in listed:
        return tuple(email.strip().lower() for email in listed.split(",") if "@" in email)
    ours = {address.email for address in message.addressees}
    ours |= {message.sender.email} if message.sender else set()
    text = message.text[: bounce_text.READ]
    found = bounce_fields.failed_addresses(text, frozenset(ours)) or _without_domain(message, text)
    return found or tuple(address.email for address in _returned_to(message))


def _without_domain(message: Message, text: str) -> tuple[str, ...]:
    return bounce_fields.mailboxes(text, message.sender.domain) if message.sender else ()


def _returned_to(message: Message) -> tuple[Address, ...]:
    if message.returned and message.returned.to:
        return message.returned.to
    return message.attached[0].to if message.attached else ()
