"""HTML to text: what a reader sees, with quotes as ``> `` lines and rules as a line of underscores.

inscriptis renders; what would cost it too much (a hundred thousand attributes, elements nested so deep that its
parser drops everything) goes to a plain remover of tags instead. Of styles only those count that hide text or
keep its line breaks: sizes in them could ask for gigabytes of blanks.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import accumulate
from types import MappingProxyType
from typing import Any, Final

from inscriptis import get_text
from inscriptis.css_profiles import STRICT_CSS_PROFILE
from inscriptis.html_properties import Display, WhiteSpace
from inscriptis.model.config import ParserConfig
from inscriptis.model.html_element import HtmlElement
from inscriptis.model.tag import CustomHtmlTagHandlerMapping

from klachtmail.intake.charsets import clean

MAX_LENGTH: Final = 256_000
"""Characters of HTML that are read."""
_MAX_TAGS: Final = 20_000
_MAX_DEPTH: Final = 200
_MAX_ATTRIBUTES: Final = 300
_MAX_TABLE: Final = 300_000_000
_MAX_QUOTES: Final = 10
_LONG_TAG: Final = 1500

_OPEN: Final = "\ufdd0"
_CLOSE: Final = "\ufdd1"
_RULE: Final = "_" * 32

_TAG: Final = re.compile(r"""<[a-zA-Z](?:[^"'>]++|"[^"]*+"|'[^']*+'|["'])*+""")
"""A tag with its attributes, e.g. ``<a href="x>y"``; linear, since each stretch is taken once."""
_ATTRIBUTE: Final = re.compile(r"""\s[^\s=>]""")
"""The begin of an attribute, e.g. `` h`` of `` href="x"``."""
_NESTING: Final = re.compile(
    r"<(/?)(?:div|span|table|blockquote|font|center|section|b|i|u|a|em|strong|ul|ol|small|big|q|dl|form)\b",
    re.IGNORECASE,
)
"""The begin or end of an element that can nest, e.g. ``<div`` or ``</div``."""
_CELL: Final = re.compile(r"<t[dh]\b", re.IGNORECASE)
"""The begin of a table cell, e.g. ``<td``."""
_NAME: Final = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]{0,20}|!--|!|\?")
"""The name of a tag, e.g. ``/div``; also the begin of a comment or declaration."""
_BLOCKS: Final = frozenset("p div br tr li ul ol table h1 h2 h3 h4 h5 h6 pre hr blockquote body".split())
_UNSEEN: Final = frozenset({"style", "script", "head", "title"})
_HIDDEN: Final = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
"""A style that hides, e.g. ``display: none``."""
_KEPT: Final = re.compile(r"white-space\s{0,9}:\s{0,9}(?:pre|break)", re.IGNORECASE)
"""A style that keeps line breaks, e.g. ``white-space: pre-wrap``."""
_GAP: Final = re.compile(r"\n{3,}")
"""More than one blank line."""


def to_text(html: str) -> str:
    """The text of an HTML document or fragment, of its first ``MAX_LENGTH`` characters."""
    html = clean(html[:MAX_LENGTH])
    return _marked(_removed(html) if costly(html) else _rendered(html))


def costly(html: str) -> bool:
    """Whether rendering would cost too much, or drop what is nested too deeply."""
    if html.count("<") > _MAX_TAGS or _deep(html):
        return True
    if len(_CELL.findall(html)) * len(html) > _MAX_TABLE:
        return True
    return any(
        len(_ATTRIBUTE.findall(tag.group())) > _MAX_ATTRIBUTES
        for tag in _TAG.finditer(html)
        if tag.end() - tag.start() > _LONG_TAG
    )


def length(html: str) -> int:
    """About how many characters of text a reader sees; cheap."""
    return len(_removed(clean(html[:MAX_LENGTH])).strip())


def _deep(html: str) -> bool:
    """Whether elements are nested deeper than the parser follows."""
    steps = (-1 if end else 1 for end in _NESTING.findall(html))
    return max(accumulate(steps), default=0) > _MAX_DEPTH


def _rendered(html: str) -> str:
    """The text as inscriptis renders it, with the marks of quotes; the bare text where it can't."""
    try:
        return str(get_text(html, _config()))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return _removed(html)  # e.g. an encoding declared inside the document: the words are what counts


def _config() -> Any:
    """How to render: no indents for looks, quotes marked, rules drawn."""
    css = {name: element.__copy__() for name, element in STRICT_CSS_PROFILE.items()}
    css["hr"] = HtmlElement(display=Display.block)
    starts = {"blockquote": _open_quote}
    ends = {"blockquote": _close_quote, "hr": _draw_rule}
    config = ParserConfig(css=css, custom_html_tag_handler_mapping=CustomHtmlTagHandlerMapping(starts, ends))
    config.attribute_handler.attribute_mapping = {"style": _style}
    return config


def _style(value: str, element: Any) -> None:
    """Of a style: whether it hides the element, and whether it keeps line breaks."""
    if _HIDDEN.search(value):
        element.display = Display.none
    elif _KEPT.search(value):
        element.whitespace = WhiteSpace.pre


def _open_quote(state: Any, _: object) -> None:
    """A line of its own that says: from here on it is quoted."""
    state.tags[-1].canvas.write_newline()
    state.tags[-1].write(_OPEN)


def _close_quote(state: Any) -> None:
    """A line of its own that says: up to here it was quoted."""
    state.tags[-1].canvas.flush_inline()
    state.tags[-1].write(_CLOSE)


def _draw_rule(state: Any) -> None:
    """``<hr>`` as mail programs write it in plain text."""
    state.tags[-1].write(_RULE)


def _marked(text: str) -> str:
    """The text with ``> `` before quoted lines instead of marks around them."""
    depth, lines = 0, []
    for raw in text.split("\n"):
        depth += raw.count(_OPEN)
        words = raw.replace(_OPEN, "").replace(_CLOSE, "").rstrip()
        if words or not (_OPEN in raw or _CLOSE in raw):
            lines.append(("> " * min(depth, _MAX_QUOTES) + words).rstrip())
        depth = max(depth - raw.count(_CLOSE), 0)
    return _GAP.sub("\n\n", "\n".join(lines)).strip()


def _removed(html: str) -> str:
    """The text between the tags, in one pass; marks of quotes and line breaks where blocks begin and end."""
    pieces: list[str] = []
    unseen = ""
    for number, stretch in enumerate(html.split("<")):
        name, words = _tag(stretch) if number else ("", stretch)
        if name in _UNSEEN and not unseen:
            unseen = name
        if not unseen:
            pieces += (_instead(name), words)
        unseen = "" if name == f"/{unseen}" else unseen
    return unescape("".join(pieces)).replace("\xa0", " ")


def _tag(stretch: str) -> tuple[str, str]:
    """Name of the tag and the words behind it; ``3 < 5`` has none."""
    name = _NAME.match(stretch)
    if name is None:
        return "", f"<{stretch}"
    _, end, words = stretch.partition("-->" if name.group() == "!--" else ">")
    return name.group().lower(), words if end else ""


def _instead(name: str) -> str:
    """What stands for a tag in text."""
    instead = MappingProxyType(
        {"hr": f"\n{_RULE}\n", "blockquote": f"\n{_OPEN}\n", "/blockquote": f"\n{_CLOSE}\n", "td": " "}
    )
    return instead.get(name, "\n" if name.lstrip("/") in _BLOCKS else "")
