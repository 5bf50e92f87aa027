"""Recipients and code of a delivery report in words, from its text alone."""

from __future__ import annotations

import pytest

from klachtmail.core.rules import bounce_fields


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<jan@x.example>:\nuser unknown", ("jan@x.example",), id="qmail"),
        pytest.param("  To: Jan@X.example\n", ("jan@x.example",), id="labelled"),
        pytest.param("Could not deliver to jan@x.example today.", ("jan@x.example",), id="in a sentence"),
        pytest.param("<ours@w.example>: no\nMail to <jan@x.example> failed", ("jan@x.example",), id="not our own"),
        pytest.param("Ask postmaster@x.example about jan@x.example", ("jan@x.example",), id="not the server"),
        pytest.param("<a@x.example>: no\n<b@x.example>: no", ("a@x.example", "b@x.example"), id="two"),
        pytest.param("failed\n--- Below this line is a copy\n<jan@x.example>:", (), id="not from the copy"),
    ],
)
def test_the_recipients_of_a_report_in_words(text: str, expected: tuple[str, ...]) -> None:
    """An address that begins a line goes before one in a sentence; ours and the server's never count."""
    assert bounce_fields.failed_addresses(text, frozenset({"ours@w.example"})) == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("550 5.1.10 RESOLVER.ADR.RecipientNotFound", "5.1.10", id="enhanced"),
        pytest.param("(#4.4.1) I'm not going to try again", "4.4.1", id="qmail"),
        pytest.param("554: delivery error: dd", "5.0.0", id="reply only"),
        pytest.param("host mx [198.51.100.25] at 10.5.1.1, Exim 4.96", "", id="addresses and versions"),
        pytest.param("It did not work.", "", id="none"),
    ],
)
def test_the_code_of_a_report_in_words(text: str, status: str) -> None:
    """An IP address or a version is no status code."""
    assert bounce_fields.code(text)[0] == status
