"""What people typed, taken apart for showing it."""

from __future__ import annotations

import pytest

from klachtmail.post.prose import paragraphs, runs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param(" \n\t\n", (), id="blanks"),
        pytest.param("een\r\ntwee\r\n\r\n\r\ndrie", (("een", "twee"), ("drie",)), id="CRLF"),
        pytest.param("\n\neen  \n \ntwee\n", (("een",), ("twee",)), id="blanks at the ends"),
        pytest.param("  een", (("  een",),), id="indented"),
    ],
)
def test_empty_lines_part_paragraphs(text: str, expected: tuple[tuple[str, ...], ...]) -> None:
    """Whatever the line ends are, and however many."""
    assert paragraphs(text) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param((), (), id="nothing"),
        pytest.param(
            ("Wij spraken af:", "- een", "- twee"), ((False, ("Wij spraken af:",)), (True, ("een", "twee"))), id="list"
        ),
        pytest.param(
            ("•\teen", "·  twee", "* drie", "– vier"),
            ((True, ("een", "twee", "drie", "vier")),),
            id="as Outlook writes",
        ),
        pytest.param(("-5 graden", "- "), ((False, ("-5 graden", "- ")),), id="no list"),
        pytest.param(("- een - twee",), ((True, ("een - twee",)),), id="one dash only"),
    ],
)
def test_lines_with_a_dash_are_a_list(
    lines: tuple[str, ...], expected: tuple[tuple[bool, tuple[str, ...]], ...]
) -> None:
    """The others stay together as they stood."""
    assert runs(lines) == expected
