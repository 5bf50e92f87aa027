"""Is it a delivery report, and what does it say? (R14: a letter that did not arrive was not received.)

First the machine-readable reports of RFC 3464, then what older servers write in words. A person who writes
that his mail came back is no mail server: the words count only with a machine's envelope or sender.
"""

from __future__ import annotations

from dataclasses import dataclass

from klachtmail.core.model import DeliveryStatus, Message
from klachtmail.core.rules import answer_text, bounce_fields, bounce_text, signs
from klachtmail.core.rules.bounce_ids import original_ids
from klachtmail.core.rules.bounce_recipients import recipients

SIEVE_REJECTS = "was automatically rejected"
"""How Dovecot's Sieve refuses a mail: by what calls itself a read receipt."""


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What a mail server reports. ``permanent``: somebody did not get it and will not.

    ``delayed``: nobody failed yet, and the server goes on trying. Both false: it arrived.
    ``original_ids`` are Message-IDs with their angle brackets, the likeliest first. ``words`` is what the
    server wrote, without the letter that it quotes. ``reasons`` are in Dutch.
    """

    recipients: tuple[DeliveryStatus, ...]
    original_ids: tuple[str, ...]
    permanent: bool
    delayed: bool
    words: str
    reasons: tuple[str, ...]

    @property
    def original_message_id(self) -> str:
        """The Message-ID of the letter that it is most likely about, or empty."""
        return next(iter(self.original_ids), "")

    @property
    def why(self) -> str:
        """Code and reason of the first failure, as a person is told."""
        ranked = sorted(self.recipients, key=lambda one: one.action != "failed")
        first = next(iter(ranked), None)
        return f"{first.status} {first.reason}".strip() if first else ""


def delivery_report(message: Message) -> DeliveryReport | None:
    """What the report says, or None where the message is no delivery report."""
    reasons = _structured(message) or _unstructured(message)
    if not reasons:
        return None
    found = recipients(message)
    actions = {status.action for status in found}
    permanent = "failed" in actions
    ids = original_ids(message)
    words = bounce_fields.words_of(message.text[: bounce_text.READ])
    return DeliveryReport(found, ids, permanent, "delayed" in actions and not permanent, words, reasons)


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
    if message.report_type or message.calendar_method or signs.forwarded(message):
        return ()
    if answer_text.challenge(signs.beginning(message)):  # one robot calls itself mail delivery software
        return ()
    words = _words(message)
    sender = _server(message, words)
    return (*words, sender) if sender and words else ()


def _words(message: Message) -> tuple[str, ...]:
    """Which of its words are those of a delivery report."""
    text = bounce_fields.words_of(message.text[: bounce_text.READ])
    tells = signs.from_daemon(message) or (signs.nameless(message) and signs.nobody(message))
    questions = (
        (signs.from_mailer_daemon(message), "de mailer-daemon schrijft niets anders"),
        (bool(_marks(message)), "kopregel van een mislukte bezorging"),
        (bounce_text.notified(text), "melding van een verzenddienst"),
        (bounce_text.subject_says(message.subject), "onderwerp van een bezorgrapport"),
        (bounce_text.opens(text), "aanhef van een mailserver"),
        (tells and bounce_text.fails(text), "tekst van een mislukte bezorging"),
        (tells and bounce_text.delays(message.subject, text), "tekst van een vertraagde bezorging"),
    )
    return tuple(reason for answer, reason in questions if answer)


def _server(message: Message, words: tuple[str, ...]) -> str:
    """The sign that a mail server wrote it; an automatic sender alone needs two kinds of words."""
    if signs.from_daemon(message):
        return "afzender is een mailserver"
    if signs.nobody(message):
        return "lege Return-Path"
    if _unsigned(message):
        return "begint zoals alleen een mailserver begint"
    if _marks(message) or (len(words) > 1 and (signs.submitted(message) or signs.nameless(message))):
        return "automatisch verzonden"
    return ""


def _unsigned(message: Message) -> bool:
    """Whether the words themselves prove a server, whose envelope and sender tell nothing."""
    text = message.text
    titled = bounce_text.subject_says(message.subject)
    return (
        bounce_text.notified(text)
        or (titled and bounce_text.opens(text, 150))
        or (_returns(message) and bounce_text.opens(text, 600))
    )


def _returns(message: Message) -> bool:
    """Whether it gives back a mail that its addressee wrote."""
    addressed = {address.email for address in message.addressees}
    return any(mail.sender is not None and mail.sender.email in addressed for mail in message.attached[:1])


def _marks(message: Message) -> str:
    """Header fields that only delivery reports have."""
    names = ("x-failed-recipients", "x-ms-exchange-message-is-ndr")
    return next((name for name in names if any(key == name for key, _ in message.headers)), "")
