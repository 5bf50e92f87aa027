"""HTML looked at without a parser, in time linear in its length: what a parser would cost, and the bare words.

Parsers drop what is nested too deeply and need seconds for a tag with ten thousand attributes; a table pads every
line to its widest cell.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import accumulate
from types import MappingProxyType
from typing import Final

OPEN: Final = "\ufdd0"
"""Marks the begin of a quote; no character, so that no mail holds it."""
CLOSE: Final = "\ufdd1"
"""Marks the end of a quote."""
RULE: Final = "_" * 32
"""A rule as mail programs write it in plain text."""

_MAX_TAGS: Final = 20_000
_MAX_DEPTH: Final = 230
_MAX_NAMES: Final = 3000
_MAX_TABLE: Final = 20_000_000

_TAG: Final = re.compile(r"""<[a-zA-Z](?:[^"'>]++|"[^"]*+"|'[^']*+'|["'])*+""")
"""A tag with its attributes, e.g. ``<a href="x>y"``; linear, since each stretch is taken once."""
_QUOTED: Final = re.compile(r"\"[^\"]*+\"|'[^']*+'")
"""The value of an attribute, e.g. ``"x>y"``."""
_NESTING: Final = re.compile(
    r"<(/?)(?:(table)|(ul|ol|dl)|div|span|blockquote|font|center|section|b|i|u|a|em|strong|small|big|q|form)\b",
    re.IGNORECASE,
)
"""The begin or end of an element that can nest, e.g. ``<div`` or ``</div``; tables and lists bring rows with them."""
_CELL: Final = re.compile(r"<t[dh]\b", re.IGNORECASE)
"""The begin of a table cell, e.g. ``<td``."""
_NAME: Final = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]{0,20}|!--|!|\?")
"""The name of a tag, e.g. ``/div``; also the begin of a comment or declaration."""
_BLOCKS: Final = frozenset(
    {"p", "div", "br", "tr", "li", "ul", "ol", "table", "pre", "body", "h1", "h2", "h3", "h4", "h5", "h6"}
)
"""Elements that begin a line of their own."""
_UNSEEN: Final = frozenset({"style", "script", "title"})
_INSTEAD: Final = MappingProxyType(
    {"hr": f"\n{RULE}\n", "blockquote": f"\n{OPEN}\n", "/blockquote": f"\n{CLOSE}\n", "td": " "}
)


def costly(html: str) -> bool:
    """Whether rendering would cost too much, or lose what is nested too deeply."""
    return (
        html.count("<") > _MAX_TAGS
        or _depth(html) > _MAX_DEPTH
        or _padding(html) > _MAX_TABLE
        or any(len(_QUOTED.sub("", tag)) > _MAX_NAMES for tag in _TAG.findall(html) if len(tag) > _MAX_NAMES)
    )


def bare(html: str) -> str:
    """The text between the tags, with marks of quotes, and line breaks where blocks begin and end."""
    pieces: list[str] = []
    unseen = ""
    for number, stretch in enumerate(html.split("<")):
        name, words = _tag(stretch) if number else ("", stretch)
        if unseen and name != f"/{unseen}":
            continue
        unseen = name if name in _UNSEEN else ""
        pieces += (_instead(name), "" if unseen else words)
    return unescape("".join(pieces)).replace("\xa0", " ")


def _depth(html: str) -> int:
    """How deep elements are nested, those that are never closed among them."""
    steps = (
        (-1 if end else 1) * (4 if table else 2 if several else 1) for end, table, several in _NESTING.findall(html)
    )
    return max(accumulate(steps), default=0)


def _padding(html: str) -> int:
    """About how many blanks a table's cells would be padded with: all of them as wide as the widest."""
    cells = _CELL.split(html)
    return (len(cells) - 1) * max(map(len, cells))


def _tag(stretch: str) -> tuple[str, str]:
    """Name of the tag and the words behind it; the ``<`` of ``3 < 5`` begins none."""
    name = _NAME.match(stretch)
    if name is None:
        return "", f"<{stretch}"
    _, end, words = stretch.partition("-->" if name.group() == "!--" else ">")
    return name.group().lower(), words if end else ""


def _instead(name: str) -> str:
    """What stands for a tag in text."""
    return _INSTEAD.get(name, "\n" if name.lstrip("/") in _BLOCKS else "")
