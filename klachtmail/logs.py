"""Lines for the administrator, on stderr: never a name, an address or a text (R33).

A line has an event in fixed English words and fields from a short list. Whatever else is given, a line
does not show it: an unknown field is dropped and named, a value that may hold somebody's words is masked.
There is no time in a line: whoever keeps the lines (journald, docker, cron) notes it.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Protocol, cast

import structlog

FIELDS = frozenset(
    (
        *("event", "level", "module", "version", "schema", "mode", "command", "exit_code", "signal", "pid"),
        *("case", "entry", "mail", "letter", "message_id", "template", "kind", "label", "route", "state"),
        *("track", "duty", "outcome", "folder", "role", "count", "size", "attempt", "seconds"),
        *("at", "since", "until", "deadline", "host", "port", "file"),
        *("code", "error", "cause", "reason", "where", "library"),
    )
)
"""What a line may tell. ``mail`` is our number of a message, ``letter`` the key of a letter, ``message_id``
what stands before the @ of a Message-ID of ours, ``folder`` the role of a folder, ``file`` a path of the
machine, ``code`` a number of a protocol, ``error`` and ``cause`` classes; ``reason`` is an error of an edge."""

EDGE_ERRORS = frozenset({"TryAgain", "Refused"})
"""The errors whose text is written for the administrator; of any other only the class is shown."""

ADDRESS = re.compile(r"(?<![^\s<>])[^\s<>]*@[^\s<>]*")
"""E.g. ``jan@example.nl``, with all that sticks to it; tried once a word, so that it stays linear."""
PLAIN = re.compile(r"[\w./:+,<>-]{0,120}")
"""One word, e.g. ``KL-2026-0042/acknowledge`` or ``2026-11-24T09:00:00+01:00``."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""E.g. a line break, which would make two lines of one."""

Fields = MutableMapping[str, object]


class Log(Protocol):
    """What a module can write: an event in fixed words, and fields by name."""

    def debug(self, event: str, **fields: object) -> None:
        """What only somebody who looks for a fault wants to see."""

    def info(self, event: str, **fields: object) -> None:
        """What happened as it should."""

    def warning(self, event: str, **fields: object) -> None:
        """What went wrong and is tried again, or asks for a look."""

    def error(self, event: str, **fields: object) -> None:
        """What a person must mend."""


def get_logger(name: str) -> Log:
    """The log of a module (``__name__``); its lines are guarded even before ``configure`` was called."""
    if not structlog.is_configured():
        _configure_lines(json=False, level=logging.WARNING)
    return cast("Log", structlog.get_logger(module=name.removeprefix("klachtmail.")))


def configure(*, json: bool, level: str = "info") -> None:
    """Write ``key=value`` lines to stderr, or one JSON object a line; raises KeyError for an unknown level.

    What libraries report through ``logging`` comes out in the same shape, without their text.
    """
    _configure_lines(json=json, level=logging.getLevelNamesMapping()[level.upper()])
    logging.basicConfig(handlers=[_LibraryHandler()], level=logging.WARNING, force=True)


def _configure_lines(*, json: bool, level: int) -> None:
    order = ("level", "event", "module", "case")
    as_text = structlog.processors.LogfmtRenderer(key_order=order, drop_missing=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            guard,
            structlog.processors.JSONRenderer(sort_keys=True) if json else as_text,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def guard(_logger: object, _method: str, fields: Fields) -> Fields:
    """Let through what a line may tell; the last step before a line is written."""
    fields = _without_traceback(fields)
    dropped = [key if key.isidentifier() else "?" for key in fields if key not in FIELDS]
    shown = {key: _shown(key, value) for key, value in fields.items() if key in FIELDS}
    told = {key: value for key, value in shown.items() if value not in {None, ""}}
    return {**told, "dropped": ",".join(sorted(dropped))} if dropped else told


def _without_traceback(fields: Fields) -> Fields:
    """The class of an exception and the line that raised it, instead of its text."""
    error = fields.get("exc_info")
    rest = {key: value for key, value in fields.items() if key not in {"exc_info", "stack_info"}}
    error = sys.exception() if error is True else error
    return {**rest, "error": error, "where": _where(error)} if isinstance(error, BaseException) else rest


def _where(error: BaseException) -> str:
    """E.g. ``parse.py:117``; empty where it was never raised."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""


def _shown(key: str, value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if key == "reason" and type(value).__name__ in EDGE_ERRORS:
        return _masked(str(value))[:500]
    kind = type(value) if isinstance(value, BaseException) else value
    told = kind.__name__ if isinstance(kind, type) else str(value)
    text = _masked(_case_and_act(told) if key == "letter" else told)
    if key == "event":
        return text[:120]
    return text if PLAIN.fullmatch(text) else "<text>"


def _case_and_act(letter: str) -> str:
    """``KL-2026-0042/new_case`` of a key that goes on with a person's address."""
    return "/".join(letter.split("/")[:2])


def _masked(text: str) -> str:
    return ADDRESS.sub("<address>", CONTROL.sub(" ", text))


class _LibraryHandler(logging.Handler):
    """What a library reports: which one, where and what class of error; its text may quote a mail."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write it as a line of ours."""
        error = record.exc_info[1] if record.exc_info else None
        where = f"{record.filename}:{record.lineno}"
        log = get_logger("logs").error if record.levelno >= logging.ERROR else get_logger("logs").warning
        log("library_reports", library=record.name, where=where, error=error)
