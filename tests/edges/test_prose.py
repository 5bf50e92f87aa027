"""What people typed, taken apart for showing it."""

from __future__ import annotations

import pytest

from klachtmail.post.prose import middle, paragraphs, runs


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


WORDS = "Wij bellen u morgen.\n\nDat komt goed."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(WORDS, WORDS, id="neither"),
        pytest.param(f"Beste mevrouw Trip,\n\n{WORDS}", f"\n{WORDS}", id="salutation"),
        pytest.param(f"Geachte heer Van den Berg\n{WORDS}", WORDS, id="salutation without a comma"),
        pytest.param(f"{WORDS}\n\nMet vriendelijke groet,\n\nMarjolein\nWerkenderWijs", f"{WORDS}\n", id="signature"),
        pytest.param(f"{WORDS}\nGroetjes Ina", WORDS, id="signature on one line"),
        pytest.param("Beste Hennie, wij bellen u.", "Beste Hennie, wij bellen u.", id="a sentence"),
        pytest.param(
            "Beste Hennie, wij bellen u.\nDag!", "Beste Hennie, wij bellen u.\nDag!", id="a sentence before more"
        ),
        pytest.param("Beste Hennie,", "Beste Hennie,", id="nothing else"),
        pytest.param(
            "Dag en nacht bereikbaar\nzijn wij.", "Dag en nacht bereikbaar\nzijn wij.", id="a word that also greets"
        ),
        pytest.param(f"Groet u haar?\n{WORDS}", f"Groet u haar?\n{WORDS}", id="a first line closes nothing"),
        pytest.param(
            f"Hallo.\nGroeten aan uw man\n{'x' * 61}", f"Hallo.\nGroeten aan uw man\n{'x' * 61}", id="text below"
        ),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_letter_s_middle_is_without_salutation_and_signature(text: str, expected: str) -> None:
    """The template writes both."""
    assert middle(text, "Marjolein Dekkinga") == expected


def test_a_signature_stays_where_nobody_else_signs() -> None:
    """The name of the writer would be lost."""
    assert middle(f"{WORDS}\nGroet,\nMarjolein", "") == f"{WORDS}\nGroet,\nMarjolein"
