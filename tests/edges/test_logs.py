"""A line in the log tells the administrator what happened, and never of whom or what (R33)."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import structlog

from klachtmail.core.model import Route
from klachtmail.logs import configure, get_logger, guard
from klachtmail.services import Refused, TryAgain


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """What ``configure`` sets is the process's; each test leaves it as it found it."""
    handlers, level = logging.root.handlers[:], logging.root.level
    structlog.reset_defaults()
    yield
    structlog.reset_defaults()
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


def test_a_line_is_plain_words_and_fields(capsys: pytest.CaptureFixture[str]) -> None:
    """As journald adds the time and the rest, a line only says what happened, to stderr."""
    configure(json=False)
    get_logger("klachtmail.on_message").info("judged", route=Route.REPLY, case="KL-2026-0042", count=2)
    assert capsys.readouterr() == (
        "",
        "level=info event=judged module=on_message case=KL-2026-0042 route=reply count=2\n",
    )


def test_a_line_can_be_json(capsys: pytest.CaptureFixture[str]) -> None:
    """For those who collect logs: one object a line, numbers as numbers."""
    configure(json=True)
    get_logger("klachtmail.daemon").warning("try_again", attempt=3, seconds=1.5)
    told = json.loads(capsys.readouterr().err)
    assert told == {"level": "warning", "event": "try_again", "module": "daemon", "attempt": 3, "seconds": 1.5}


def test_only_lines_of_the_level_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    """Debugging lines come when somebody asks for them."""
    log = get_logger("klachtmail.x")
    configure(json=False, level="warning")
    log.info("quiet")
    assert capsys.readouterr().err == ""
    configure(json=False, level="debug")
    log.debug("loud")
    assert "event=loud" in capsys.readouterr().err


def test_an_unknown_level_is_an_error() -> None:
    """A misspelt level does not mean silence."""
    with pytest.raises(KeyError):
        configure(json=False, level="verbose")


def test_a_line_is_guarded_before_anything_was_configured(capsys: pytest.CaptureFixture[str]) -> None:
    """A module may log before the command has read its configuration; stdout stays the command's."""
    get_logger("klachtmail.x").warning("early", subject="Mijn klacht")
    assert capsys.readouterr() == ("", "level=warning event=early module=x dropped=subject\n")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        pytest.param({"subject": "Mijn klacht"}, {"dropped": "subject"}, id="unknown field"),
        pytest.param({"b": "x", "a": "y"}, {"dropped": "a,b"}, id="two unknown fields"),
        pytest.param({"Jan Vos": "x"}, {"dropped": "?"}, id="a name as field"),
        pytest.param({"case": "jan@example.nl"}, {"case": "<address>"}, id="address"),
        pytest.param({"event": "mail of <jan@example.nl> came"}, {"event": "mail of <<address>> came"}, id="address in an event"),
        pytest.param({"event": "two\nlines\x1b[31m"}, {"event": "two lines [31m"}, id="control characters"),
        pytest.param({"event": "x" * 200}, {"event": "x" * 120}, id="a whole text as event"),
        pytest.param({"kind": "Ik ben niet gehoord"}, {"kind": "<text>"}, id="text"),
        pytest.param({"kind": ["Jan", "Piet"]}, {"kind": "<text>"}, id="list"),
        pytest.param({"kind": b"Jan"}, {"kind": "<text>"}, id="bytes"),
        pytest.param({"kind": "x" * 121}, {"kind": "<text>"}, id="too long for a word"),
        pytest.param({"case": "KL-2026-0042"}, {"case": "KL-2026-0042"}, id="case"),
        pytest.param({"letter": "KL-2026-0042/remind/hanna/2026-11-27"}, {"letter": "KL-2026-0042/remind"}, id="letter to a person"),
        pytest.param({"letter": "KL-2026-0042/new_case/h@example.nl"}, {"letter": "KL-2026-0042/new_case"}, id="letter to an address"),
        pytest.param({"count": 0}, {"count": 0}, id="nothing is a number"),
        pytest.param({"case": "", "kind": None}, {}, id="empty"),
        pytest.param({"at": datetime(2026, 11, 24, 9, tzinfo=UTC)}, {"at": "<text>"}, id="a moment with a blank"),
        pytest.param({"at": "2026-11-24T09:00:00+01:00"}, {"at": "2026-11-24T09:00:00+01:00"}, id="moment"),
        pytest.param({"error": ValueError("Jan Vos")}, {"error": "ValueError"}, id="error"),
        pytest.param({"cause": OSError}, {"cause": "OSError"}, id="class of an error"),
        pytest.param({"reason": ValueError("Jan Vos")}, {"reason": "ValueError"}, id="reason of any error"),
        pytest.param({"reason": "Jan Vos belde"}, {"reason": "<text>"}, id="reason as text"),
        pytest.param({"reason": TryAgain("no connection to mail.nl:25; the letters wait")}, {"reason": "no connection to mail.nl:25; the letters wait"}, id="reason of an edge"),
        pytest.param({"reason": Refused("550 <jan@example.nl>: unknown\r\n")}, {"reason": "550 <<address>>: unknown "}, id="reason with an address"),
    ],
)  # fmt: skip
def test_only_what_a_line_may_tell_comes_through(given: dict[str, object], shown: dict[str, object]) -> None:
    """Whatever a module hands over, names, addresses and texts stay out."""
    assert guard(None, "info", given) == shown


def test_an_exception_shows_its_class_and_place_and_not_its_text() -> None:
    """The text of an error often quotes what it could not read."""
    try:
        int("Mijn klacht gaat over Jan")
    except ValueError as error:
        by_error = guard(None, "error", {"event": "set_aside", "exc_info": error})
        by_true = guard(None, "error", {"event": "set_aside", "exc_info": True})
    assert by_error == by_true
    assert (by_error["error"], str(by_error["where"]).partition(":")[0]) == ("ValueError", "test_logs.py")
    assert set(by_error) == {"event", "error", "where"}


def test_without_an_exception_there_is_nothing_to_show() -> None:
    """``exc_info=True`` outside of an exception adds nothing."""
    assert guard(None, "error", {"event": "odd", "exc_info": True}) == {"event": "odd"}


def test_an_error_that_was_never_raised_has_no_place() -> None:
    """Only its class is known."""
    shown = guard(None, "error", {"event": "odd", "exc_info": KeyError("x")})
    assert shown == {"event": "odd", "error": "KeyError"}


def test_what_libraries_report_comes_without_their_text(capsys: pytest.CaptureFixture[str]) -> None:
    """The likes of imapclient write to ``logging``, and may quote a mail there."""
    configure(json=False)
    try:
        int("Jan Vos")
    except ValueError:
        logging.getLogger("imapclient").exception("could not read %s", "Subject: klacht van Jan")
    logging.getLogger("asyncio").warning("slow: Jan")
    logging.getLogger("asyncio").info("not shown")
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("level=error event=library_reports module=logs library=imapclient where=test_logs.py:")
    assert first.endswith(" error=ValueError")
    assert second.startswith("level=warning event=library_reports module=logs library=asyncio")
    assert "Jan" not in first + second


@pytest.mark.parametrize("text", ["a" * 200_000, "@" * 200_000, "a@" * 100_000, "< " * 100_000], ids=["word", "at", "pairs", "brackets"])  # fmt: skip
def test_a_hostile_text_does_not_hold_up_the_log(text: str) -> None:
    """The masking is linear: a quadratic one would take minutes here."""
    assert len(str(guard(None, "info", {"event": text})["event"])) <= 120
