"""HTML to text: what a reader sees, with quotes as ``> `` lines and rules as a line of underscores.

inscriptis renders; what would cost it too much goes to a plain remover of tags instead. Of styles only those count
that hide text, keep its line breaks or take the gap from a paragraph: sizes in them could ask for gigabytes of blanks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from inscriptis import get_text
from inscriptis.css_profiles import STRICT_CSS_PROFILE
from inscriptis.html_properties import Display, WhiteSpace
from inscriptis.model.config import ParserConfig
from inscriptis.model.html_element import HtmlElement
from inscriptis.model.tag import CustomHtmlTagHandlerMapping

from klachtmail.core.model import PALE_WORDS
from klachtmail.intake.charsets import clean
from klachtmail.intake.markup import CLOSE, OPEN, RULE, bare, costly

MAX_LENGTH: Final = 256_000
"""Characters of HTML that are read."""
_MAX_QUOTES: Final = 10

_HIDDEN: Final = re.compile(
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|mso-hide\s{0,9}:\s{0,9}all"
    r"|(?<![\w-])(?:font-size|opacity)\s{0,9}:\s{0,9}0(?:\.0{1,9})?(?:px|pt|em|rem|%)?\s{0,9}(?:[;!]|$)",
    re.IGNORECASE,
)
"""A style that hides, e.g. ``display: none``, ``font-size:0px`` or ``mso-hide:all``."""
_PALE: Final = re.compile(
    r"(?<!-)\bcolor\s{0,9}[:=]\s{0,9}[\"']?(?:#fff(?:fff)?\b|white\b|rgb\(255, {0,9}255, {0,9}255\))", re.IGNORECASE
)
"""Words in white, e.g. ``color: #ffffff`` or ``<font color="white">``."""
_BACKGROUND: Final = re.compile(r"\bbackground(?:-color)?\s{0,9}:|\bbgcolor\s{0,9}=", re.IGNORECASE)
"""Something that white words may stand out against: a button, or a phone in the dark."""
_KEPT: Final = re.compile(r"white-space\s{0,9}:\s{0,9}(?:pre|break)", re.IGNORECASE)
"""A style that keeps line breaks, e.g. ``white-space: pre-wrap``."""
_TIGHT: Final = re.compile(r"(?:^|[;\s])margin\s{0,9}:\s{0,9}0(?![.\d])", re.IGNORECASE)
"""A style without a gap around a paragraph, e.g. ``margin: 0cm``."""
_BLANK: Final = re.compile(r"(?<=>)\s{0,9}(?:(?:&nbsp;|&#160;|\xa0)\s{0,9}){1,9}(?=</(?:o:p|p|div)>)", re.IGNORECASE)
"""The whole of a blank line, e.g. in ``<p><o:p>&nbsp;</o:p></p>``, which inscriptis would leave away."""
_GAP: Final = re.compile(r"\n{3,}")
"""More than one blank line."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of HTML, and what of it was not read as a browser would."""

    text: str
    defects: tuple[str, ...] = ()


def read_html(html: str) -> Reading:
    """The text of an HTML document or fragment, of its first ``MAX_LENGTH`` characters."""
    cut = ("HTML too long: the rest was not read",) * (len(html) > MAX_LENGTH)
    html = clean(html[:MAX_LENGTH])
    found = (*cut, PALE_WORDS) if _PALE.search(html) and not _BACKGROUND.search(html) else cut
    if costly(html):
        return Reading(_marked(bare(html)), (*found, "HTML oddly built: read without its layout"))
    return Reading(_marked(_rendered(html)), found)


def length(html: str) -> int:
    """About how many characters of text a reader sees; cheap."""
    return len(bare(clean(html[:MAX_LENGTH])).strip())


def _rendered(html: str) -> str:
    """The text as inscriptis renders it, with the marks of quotes; the bare text where it can't."""
    try:
        return str(get_text(_BLANK.sub("<br>", html), _config()))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return bare(html)  # e.g. an encoding declared inside the document: the words are what counts


def _config() -> Any:
    """How to render: no indents for looks, quotes marked, rules drawn."""
    block, inline = HtmlElement(display=Display.block), HtmlElement(display=Display.inline)
    css = {**STRICT_CSS_PROFILE, "body": inline, "hr": block}  # its own body: inscriptis writes into it
    handlers = CustomHtmlTagHandlerMapping({"blockquote": _open}, {"blockquote": _close, "hr": _rule})
    config = ParserConfig(css=css, custom_html_tag_handler_mapping=handlers)
    config.attribute_handler.attribute_mapping = {"style": _style, "class": _class, "hidden": _hidden}
    return config


def _style(value: str, element: Any) -> None:
    """Of a style: whether it hides the element, keeps its line breaks, and has no gap around it."""
    if _HIDDEN.search(value):
        element.display = Display.none
    elif _KEPT.search(value):
        element.whitespace = WhiteSpace.pre
    if _TIGHT.search(value):
        _tighten(element)


def _class(value: str, element: Any) -> None:
    """Outlook's paragraphs are lines: their gap is taken away in a style sheet, which is not read."""
    if any(name.startswith("Mso") for name in value.split()):
        _tighten(element)


def _tighten(element: Any) -> None:
    element.margin_before = element.margin_after = 0


def _hidden(_: str, element: Any) -> None:
    """The attribute that hides, whatever its value."""
    element.display = Display.none


def _open(state: Any, _: object) -> None:
    """A line of its own that says: from here on it is quoted."""
    state.tags[-1].canvas.flush_inline()
    state.tags[-1].write(OPEN)


def _close(state: Any) -> None:
    """A line of its own that says: up to here it was quoted."""
    state.tags[-1].canvas.flush_inline()
    state.tags[-1].write(CLOSE)


def _rule(state: Any) -> None:
    """``<hr>`` as mail programs write it in plain text."""
    state.tags[-1].write(RULE)


def _marked(text: str) -> str:
    """The text with ``> `` before quoted lines instead of marks around them."""
    depth, lines = 0, []
    for raw in text.split("\n"):
        depth += raw.count(OPEN)
        words = raw.replace(OPEN, "").replace(CLOSE, "").rstrip()
        if words or not (OPEN in raw or CLOSE in raw):
            lines.append(("> " * min(depth, _MAX_QUOTES) + words).rstrip())
        depth = max(depth - raw.count(CLOSE), 0)
    return _GAP.sub("\n\n", "\n".join(lines)).strip()
