"""``explain``: how raw messages would be read, without mailbox or register; one JSON object a message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from klachtmail.core.facts import Facts, Original, tokens_in
from klachtmail.core.judge import judge
from klachtmail.core.model import Address, Kind, Message, Receipt, Role, Route, Verdict
from klachtmail.core.rules import bounces
from klachtmail.core.settings import Office
from klachtmail.intake.forms import read_form
from klachtmail.intake.forwards import forwarded
from klachtmail.intake.parse import parse
from klachtmail.logs import get_logger
from klachtmail.writing import ours

Json = dict[str, object]

_log = get_logger(__name__)


def files_of(places: list[Path]) -> Iterator[Path]:
    """The messages named: files as they are, of folders every ``*.eml`` in them, sorted."""
    for place in places:
        if place.is_dir():
            yield from sorted(file for file in place.rglob("*") if file.suffix.lower() == ".eml" and file.is_file())
        else:
            yield place


def explain(file: Path, office: Office, now: datetime) -> Json:
    """How one raw message would be read. Raises OSError where the file can't be read.

    One that breaks the program is ``unreadable``, as it would go to a person in a pass (DESIGN 2.1).
    """
    message = parse(file.read_bytes())
    try:
        verdict = _judged(message, office, now)
    except Exception as error:  # noqa: BLE001 - whatever a mail breaks, the next one is explained
        _log.error("not_explained", error=type(error).__name__)
        reasons = (f"het programma kon dit bericht niet lezen ({type(error).__name__})",)
        verdict = Verdict(Kind.UNREADABLE, Route.UNREADABLE, None, sure=False, score=0.0, reasons=reasons)
    return {"file": str(file)} | _told(message, verdict) | _bounce(message, verdict)


def _judged(message: Message, office: Office, now: datetime) -> Verdict:
    """The verdict where nothing is known but the message itself; a form's complainant counts as its sender."""
    form = read_form(message, office)
    handed_on = None if form else forwarded(message, office)
    original = Original(handed_on.sender, handed_on.date) if handed_on else None
    first_seen = Receipt(now, "first_seen")
    facts = Facts(Role.INBOX, first_seen, own=ours(message.message_id), form=form, original=original)
    return judge(replace(message, sender=Address(form.name, form.email)) if form else message, facts, office)


def _told(message: Message, verdict: Verdict) -> Json:
    tokens = tokens_in(message.subject)
    sender = message.sender
    return {
        "kind": verdict.kind.value,
        "label": verdict.label,
        "sure": verdict.sure,
        "score": round(verdict.score, 4),
        "reasons": list(verdict.reasons),
        "from": {"name": sender.name, "email": sender.email} if sender else {"name": "", "email": ""},
        "to": [person.email for person in message.to],
        "subject": message.subject,
        "message_id": message.message_id,
        "in_reply_to": message.in_reply_to[0] if message.in_reply_to else "",
        "references": list(message.references),
        "token": tokens[0] if tokens else None,
        "date": message.date.isoformat() if message.date else None,
        "new_text": message.new_text,
        "text": message.text,
        "attachments": [{"name": part.name, "type": part.type, "size": part.size} for part in message.attachments],
        "defects": list(message.defects),
    }


def _bounce(message: Message, verdict: Verdict) -> Json:
    report = bounces.delivery_report(message) if verdict.kind is Kind.BOUNCE else None
    if report is None:
        return {}
    recipients = [
        {"email": one.email, "action": one.action, "status": one.status, "reason": one.reason}
        for one in report.recipients
    ]
    bounce: Json = {"recipients": recipients, "original_message_id": report.original_message_id}
    return {"new_text": report.words, "bounce": bounce}
