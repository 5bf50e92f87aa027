"""``show`` and ``cases`` in words: cases and entries as a person reads them in a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

Json = dict[str, object]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""E.g. the escape character, which tells a terminal to do something."""

_HEAD = ("number", "state", "track", "reason", "proposed_case", "complainant", "handler", "channel", "flags")


def case_line(case: Json) -> str:
    """A case in one line of a list."""
    return f"{case['number']}  {case['state']:<12}  {case['track']:<7}  {case['received_at']}"


def entry_line(entry: Json) -> str:
    """An entry in one line of a list, with the case that it may belong to."""
    standing = "waits" if entry["waits"] else "listed"
    proposed = f"  {entry['proposed_case']}?" if entry["proposed_case"] else ""
    return f"{entry['number']}  {standing:<6}  {entry['label'] or '-':<7}  {entry['received_at']}{proposed}"


def as_text(found: Json) -> str:
    """The explained clock, then what happened, oldest first; nothing that a sender wrote moves the cursor."""
    return "\n".join(_CONTROL.sub(" ", line) for line in _lines(found))


def explained(found: Json) -> str:
    """How a message would be read, then its words: ``|`` before what its sender newly wrote, ``-`` before the rest."""
    return "\n".join(_CONTROL.sub(" ", line) for line in _explained(found))


def _explained(found: Json) -> Iterator[str]:
    yield f"=== {found['file']}"
    yield f"{'from:':<13}{_plain(found['from'])}"
    sure = "sure" if found["sure"] else "not sure"
    yield f"{'read as:':<13}{found['kind']}, {found['label'] or '-'}, {sure} ({found['score']})"
    for key in ("subject", "date", "token", "reasons", "defects"):
        if found[key]:
            yield f"{key + ':':<13}{_plain(found[key])}"
    for file in _rows(found["attachments"]):
        yield f"{'attachment:':<13}{file['name']}  {file['type']}  {file['size']} bytes"
    yield ""
    yield from _marked(str(found["text"]).split("\n"), str(found["new_text"]).split("\n"))


def _marked(text: list[str], new: list[str]) -> Iterator[str]:
    """The lines of a text, those that are new in it marked; new ones stand there in their order."""
    left = iter(line.strip() for line in new if line.strip())
    awaited = next(left, None)
    for line in text:
        if awaited is not None and line.strip().endswith(awaited) and line.strip():
            awaited = next(left, None)
            yield f"| {line}"
        else:
            yield f"- {line}".rstrip() if line.strip() else ""


def _lines(found: Json) -> Iterator[str]:
    for key in _HEAD:
        if found.get(key):
            yield f"{key + ':':<15}{_plain(found[key])}"
    yield f"{'received:':<15}{found['received_at']}"
    yield ""
    for duty in _rows(found["clock"]):
        yield f"{duty['kind']:<14}{duty['deadline']}  {_standing(duty)}"
        yield f"{'':<14}{duty['explanation']}"
    yield ""
    for mail in _rows(found["mails"]):
        yield f"{mail['received_at']}  {'mail':<12}{mail['kind']:<16}{_plain(mail['from'])}: {mail['subject']}"
        yield f"{'':<27}known by {mail['received_from']}; in the mailbox since {mail['internaldate']}"
    for event in _rows(found["events"]):
        facts = "  ".join(f"{key}={value}" for key, value in _dict(event["data"]).items() if value)
        yield f"{event['at']}  {event['actor']:<12}{event['kind']:<16}{facts}"
    for letter in _rows(found["letters"]):
        sent = "came back" if letter["undelivered"] else letter["state"]
        at = letter["sent_at"] or letter["queued_at"]
        yield f"{at}  {'letter':<12}{sent:<16}{letter['template']} -> {letter['to']}"


def _standing(duty: Json) -> str:
    if duty["met_at"]:
        return f"met {duty['met_at']}"
    return "OVERDUE" if duty["overdue"] else "open"


def _rows(value: object) -> list[Json]:
    assert isinstance(value, list)
    return value


def _dict(value: object) -> Json:
    assert isinstance(value, dict)
    return value


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"<{part}>" if "@" in str(part) else str(part) for part in value.values() if part)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
