"""Words that a reader does not see are not read; white words are read and flagged, for a phone in the dark writes so."""

from __future__ import annotations

import pytest

from klachtmail.core.model import PALE_WORDS
from klachtmail.intake.html import read_html

HIDDEN = {
    "display": '<div style="display: none">geheim</div>',
    "visibility": '<span style="visibility:hidden;">geheim</span>',
    "no size": '<p style="margin:0;font-size:0px;color:#000">geheim</p>',
    "no size, no unit": '<span style="font-size:0">geheim</span>',
    "no opacity": '<p style="opacity: 0.0">geheim</p>',
    "Outlook": '<div style="mso-hide:all">geheim</div>',
    "attribute": "<div hidden>geheim</div>",
    "inside": '<div style="font-size:0"><p><b>geheim</b></p></div>',
}


@pytest.mark.parametrize("html", HIDDEN.values(), ids=HIDDEN)
def test_hidden_words_are_not_read(html: str) -> None:
    """What mail programs and newsletters hide, and what a thief would."""
    assert read_html(f"<html><body>{html}<p>zichtbaar</p></body></html>").text == "zichtbaar"


SEEN = {
    "small": '<p style="font-size:0.8em">klein</p>',
    "ten": '<p style="font-size:10.0pt">klein</p>',
    "half": '<p style="opacity:0.5">klein</p>',
    "no line height": '<p style="line-height:0;mso-font-size-alt:0">klein</p>',
}


@pytest.mark.parametrize("html", SEEN.values(), ids=SEEN)
def test_small_words_are_read(html: str) -> None:
    """Nothing of a complaint is lost for its looks (DESIGN 2.1)."""
    reading = read_html(f"<html><body>{html}</body></html>")
    assert (reading.text, reading.defects) == ("klein", ())


@pytest.mark.parametrize(
    ("html", "pale"),
    [
        ('<p style="color:#ffffff">wit</p>', True),
        ('<p style="color: rgb(255, 255, 255)">wit</p>', True),
        ('<font color="white">wit</font>', True),
        ("<font color=#FFF>wit</font>", True),
        ('<body bgcolor="#202020"><p style="color:#fff">wit</p></body>', False),
        ('<a style="background-color:#005577;color:#ffffff">wit</a>', False),
        ('<p style="color:#ffff00">wit</p>', False),
    ],
    ids=["hex", "rgb", "font", "font, short", "dark page", "button", "yellow"],
)
def test_white_words_are_read_and_flagged(html: str, *, pale: bool) -> None:
    """A complaint written on a dark phone counts; a command in such words is asked back first (DESIGN 5)."""
    reading = read_html(html)
    assert "wit" in reading.text
    assert (PALE_WORDS in reading.defects) is pale
