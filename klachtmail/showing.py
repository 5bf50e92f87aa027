"""``show`` in words: a case or entry as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

Json = dict[str, object]

_HEAD = ("number", "state", "track", "reason", "proposed_case", "complainant", "handler", "channel", "flags")


def as_text(found: Json) -> str:
    """The explained clock, then what happened, oldest first."""
    return "\n".join(_lines(found))


def _lines(found: Json) -> Iterator[str]:
    for key in _HEAD:
        if found.get(key):
            yield f"{key + ':':<15}{_plain(found[key])}"
    yield f"{'received:':<15}{found['received_at']} ({found.get('received_from', 'entry')})"
    yield ""
    for duty in _rows(found["clock"]):
        yield f"{duty['kind']:<14}{duty['deadline']}  {_standing(duty)}"
        yield f"{'':<14}{duty['explanation']}"
    yield ""
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
