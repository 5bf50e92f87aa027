"""``explain``: how raw messages would be read, without mailbox or register; one JSON object a message."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from klachtmail.core.facts import Facts, tokens_in
from klachtmail.core.judge import judge
from klachtmail.core.model import Message, Receipt, Role
from klachtmail.core.rules import bounces
from klachtmail.core.settings import Office
from klachtmail.intake.parse import parse
from klachtmail.writing import ours

Json = dict[str, object]


def files_of(places: list[Path]) -> Iterator[Path]:
    """The messages named: files as they are, of folders every ``*.eml`` in them, sorted."""
    for place in places:
        if place.is_dir():
            yield from sorted(place.rglob("*.eml"))
        else:
            yield place


def explain(file: Path, office: Office, now: datetime) -> Json:
    """How one raw message would be read. Raises OSError where the file can't be read."""
    message = parse(file.read_bytes())
    facts = Facts(Role.INBOX, Receipt(now, "first_seen"), own=ours(message.message_id))
    verdict = judge(message, facts, office)
    tokens = tokens_in(message.subject)
    sender = message.sender
    found: Json = {
        "file": str(file),
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
    return found | _bounce(message)


def _bounce(message: Message) -> Json:
    report = bounces.delivery_report(message)
    if report is None:
        return {}
    recipients = [
        {"email": one.email, "action": one.action, "status": one.status, "reason": one.reason}
        for one in report.recipients
    ]
    bounce: Json = {"recipients": recipients, "original_message_id": report.original_message_id}
    return {"bounce": bounce}
