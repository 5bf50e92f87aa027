"""Is it a delivery report, and what does it say? (R14: a letter that did not arrive was not received.)

First the machine-readable reports of RFC 3464, then what older servers write in words. A person who writes
that his mail came back is no mail server: the words count only with a machine's envelope or sender.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from klachtmail.core.model import Address, DeliveryStatus, Message
from klachtmail.core.rules import bounce_fields, bounce_text, signs

SIEVE_REJECTS = "was automatically rejected"
"""How Dovecot's Sieve refuses a mail: by what calls itself a read receipt."""


ACTIONS = frozenset({"failed", "delayed", "delivered", "relayed", "expanded"})
"""The actions of RFC 3464; a server that writes ``error`` is judged by its status code."""


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What a mail server reports. ``permanent``: somebody did not get it and will not.

    ``delayed``: nobody failed yet, and the server goes on trying. Both false: it arrived.
    ``original_message_id`` has its angle brackets, or is empty. ``reasons`` are in Dutch.
    """

    recipients: tuple[DeliveryStatus, ...]
    original_message_id: str
    permanent: bool
    delayed: bool
    reasons: tuple[str, ...]


def delivery_report(message: Message) -> DeliveryReport | None:
    """What the report says, or None where the message is no delivery report."""
    reasons = _structured(message) or _unstructured(message)
    if not reasons:
        return None
    recipients = _recipients(message)
    actions = {status.action for status in recipients}
    permanent = "failed" in actions
    return DeliveryReport(recipients, _original(message), permanent, "delayed" in actions and not permanent, reasons)


def rejected_by_sieve(message: Message) -> bool:
    """Whether a read receipt is really a refusal (Dovecot: *Your message to <x> was automatically rejected*)."""
    return SIEVE_REJECTS in signs.flat(message.text, 600)


def _structured(message: Message) -> tuple[str, ...]:
    """RFC 3464, or Sieve's refusal. A person who attaches a report has no such type and a normal envelope."""
    if message.report_type == "disposition-notification":
        return ("geweigerd door een filter (Sieve)",) if rejected_by_sieve(message) else ()
    if message.report_type == "delivery-status":
        return ("bezorgrapport (RFC 3464)",)
    by_machine = signs.nobody(message) or signs.from_daemon(message)
    return ("bezorgrapport (RFC 3464)",) if message.statuses and by_machine else ()


def _unstructured(message: Message) -> tuple[str, ...]:
    """A report in words: what a server writes, and a sign that a server wrote it."""
    if message.report_type or message.calendar_method:
        return ()
    words = _words(message)
    sender = _server(message, words)
    return (*words, sender) if sender and words else ()


def _words(message: Message) -> tuple[str, ...]:
    """Which of its words are those of a delivery report."""
    text = message.text[: bounce_text.READ]
    questions = (
        (signs.from_mailer_daemon(message), "de mailer-daemon schrijft niets anders"),
        (bool(_marks(message)), "kopregel van een mislukte bezorging"),
        (bounce_text.subject_says(message.subject), "onderwerp van een bezorgrapport"),
        (bounce_text.opens(text), "aanhef van een mailserver"),
        (signs.from_daemon(message) and bounce_text.fails(text), "tekst van een mislukte bezorging"),
    )
    return tuple(reason for answer, reason in questions if answer)


def _server(message: Message, words: tuple[str, ...]) -> str:
    """The sign that a mail server wrote it; an automatic sender alone needs two kinds of words."""
    if signs.from_daemon(message):
        return "afzender is een mailserver"
    if signs.nobody(message):
        return "lege Return-Path"
    if bounce_text.subject_says(message.subject) and bounce_text.opens(message.text, 150):
        return "begint zoals alleen een mailserver begint"
    if _marks(message) or (
        len(words) > 1 and (signs.submitted(message) or not (message.sender and message.sender.email))
    ):
        return "automatisch verzonden"
    return ""


def _marks(message: Message) -> str:
    """Header fields that only delivery reports have."""
    names = ("x-failed-recipients", "x-ms-exchange-message-is-ndr")
    return next((name for name in names if any(key == name for key, _ in message.headers)), "")


def _recipients(message: Message) -> tuple[DeliveryStatus, ...]:
    """Each recipient with an action; from the text where the report has no machine-readable part."""
    if message.statuses:
        return tuple(_acted(message, status) for status in message.statuses)
    text = message.text[: bounce_text.READ]
    status, reason = bounce_fields.code(text)
    action = _action_in_words(message)
    emails = _failed(message) or ("",)
    return tuple(DeliveryStatus(email, action, status, reason) for email in emails)


def _acted(message: Message, status: DeliveryStatus) -> DeliveryStatus:
    """The status with what a careless server left out: the action (by its code) and the address."""
    by_code = {"2": "delivered", "4": "delayed"}.get(status.status[:1], "failed")
    action = status.action if status.action in ACTIONS else by_code
    return replace(status, email=status.email or next(iter(_failed(message)), ""), action=action)


def _action_in_words(message: Message) -> str:
    text = message.text[: bounce_text.READ]
    if bounce_text.delays(message.subject, text):
        return "delayed"
    return "delivered" if bounce_text.arrives(message.subject, text) else "failed"


def _failed(message: Message) -> tuple[str, ...]:
    """The addresses that a report without statuses is about, best source first."""
    listed = message.header("x-failed-recipients")
    if listed:
        return tuple(email.strip().lower() for email in listed.split(",") if "@" in email)
    ours = {address.email for address in message.addressees}
    ours |= {message.sender.email} if message.sender else set()
    found = bounce_fields.failed_addresses(message.text[: bounce_text.READ], frozenset(ours))
    return found or tuple(address.email for address in _returned_to(message))


def _returned_to(message: Message) -> tuple[Address, ...]:
    if message.returned:
        return message.returned.to
    return message.attached[0].to if message.attached else ()


def _original(message: Message) -> str:
    """The Message-ID of the letter that it is about: from the returned mail, the headers, or the text."""
    candidates = (
        message.returned.message_id if message.returned else "",
        message.attached[0].message_id if message.attached else "",
        message.header("x-original-message-id").strip(),
        next(iter(message.thread_ids), ""),
        message.header("x-ms-exchange-parent-message-id").strip(),
    )
    return next(filter(None, candidates), "") or bounce_fields.returned_id(message.text[: bounce_text.READ])
