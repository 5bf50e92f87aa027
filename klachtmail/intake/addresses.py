"""Addresses in header fields, read as a person would: better an odd sender than none.

A value is taken apart *before* encoded words are decoded, so that a comma in a name never splits it. An email
has an ``@``, is the bare name of a mail server (``mailer-daemon``), or is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from klachtmail.core.model import Address
from klachtmail.intake.fields import WORD, line

MAX_ADDRESSES: Final = 1000
_MAX_LENGTH: Final = 100_000

_TOKEN: Final = re.compile(
    rf'(?P<quoted>"(?:[^"\\]|\\.){{0,500}}+")|(?P<word>{WORD})|(?P<comment>\((?:[^()\\]|\\.){{0,500}}+\))'
    r"|(?P<angle><[^<>]*+>)|(?P<literal>\[[^\[\]]{0,100}\])|(?P<comma>,)|(?P<end>;)|(?P<group>:)"
    r'|(?P<plain>[^"=(<\[,;:]++|.)',
    re.DOTALL,
)
"""``"Trip, H."``, ``=?utf-8?Q?Ren=C3=A9?=``, ``(Mail Delivery System)``, ``<h.trip@example.org>``,
``[192.0.2.1]``, the marks of a list and a group, and any other stretch."""
_ADDRESS: Final = re.compile(r"[^\s@<>]{1,200}@[^\s@<>]{1,250}")
"""An address in running text, e.g. ``h.trip@example.org`` in ``Hennie Trip h.trip@example.org``."""
_SERVER: Final = re.compile(r"mailer-daemon|postmaster", re.IGNORECASE)
"""The bare name under which a mail server writes."""
_PAIR: Final = re.compile(r"\\(.)")
"""An escaped character in a quoted name, e.g. ``\\"``."""

_Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Item:
    """What stands between two marks of a list. ``angle`` is None where nothing stood in angle brackets."""

    name: str
    bare: str
    angle: str | None
    comment: str

    @property
    def only_name(self) -> bool:
        """Whether it is at most the first half of a name with a comma in it."""
        return self.angle is None and "@" not in self.bare + self.name


def addresses(raw: str) -> tuple[Address, ...]:
    """The addresses of a raw value, at most ``MAX_ADDRESSES``; a name without an address has an empty email."""
    found: list[Address] = []
    before: list[_Item] = []
    for tokens in _split(raw[:_MAX_LENGTH]):
        item = _item(tokens)
        if item.only_name:
            before.append(item)
            continue
        found += _together(before, item)
        before = []
        if len(found) >= MAX_ADDRESSES:
            break
    found += map(_address, before)
    return tuple(one for one in found if one.email or one.name)[:MAX_ADDRESSES]


def _together(before: Sequence[_Item], item: _Item) -> list[Address]:
    """An item and the mere names before it: the begin of its own ("Trip, Hennie <...>"), else names alone."""
    address = _address(item)
    if item.angle is None or not before:
        return [*map(_address, before), address]
    whole = ", ".join(one.name for one in (*before, item) if one.name)
    return [Address(_name(whole, address.email), address.email)]


def _address(item: _Item) -> Address:
    """The address of ``Hennie Trip <h.trip@example.org>``, ``h.trip@example.org (Hennie)`` or a mere name."""
    if item.angle is not None:
        email = _email(item.angle)
        return Address(_name(item.name or item.comment, email), email)
    found = _in_words(item.bare) or _in_words(item.name)
    if found:
        return Address(_name(item.comment or item.name.replace(found, ""), _email(found)), _email(found))
    server = _SERVER.fullmatch(item.bare.strip()) is not None
    return Address("", item.bare.strip().lower()) if server else Address(_name(item.name or item.comment, ""), "")


def _in_words(words: str) -> str:
    """The first address in running text, or empty."""
    at = words.find("@")
    found = _ADDRESS.search(words[max(at - 200, 0) : at + 252]) if at >= 0 else None
    return found[0] if found else ""


def _email(text: str) -> str:
    """An address in lower case, without route, white space, ``mailto:``, stray quotes and a trailing dot."""
    told = line(text).lower().removeprefix("mailto:")
    told = told.rpartition(":")[2] if told.startswith("@") else told
    return ("".join(told.split()) if '"' not in told else told.strip()).strip("'").rstrip(".,;")


def _name(text: str, email: str) -> str:
    """A display name without the quotes of Outlook; the address once more is no name."""
    name = " ".join(text.split()).strip(" ,")
    if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1].strip()
    return "" if name.lower() == email else name


def _split(raw: str) -> Iterator[list[_Token]]:
    """The tokens of each item of a list, those of groups among them; the name of a group is none."""
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(raw):
        kind = match.lastgroup or "plain"
        if kind in {"comma", "end"}:
            yield tokens
            tokens = []
        elif kind == "group" and "angle" not in dict(tokens):
            tokens = []
        else:
            end = _forgotten_comma(tokens) if kind == "angle" else 0
            if end:
                yield tokens[:end]
                del tokens[:end]
            tokens.append((kind, match.group()))
    yield tokens


def _forgotten_comma(tokens: Sequence[_Token]) -> int:
    """Where the first address ends in ``Bob <bob@example.org> Eva``, before Eva's own; 0 where one is told twice."""
    end = next((at for at, (kind, text) in enumerate(tokens, 1) if kind == "angle" and "@" in text), 0)
    return end if any(text.strip() for _, text in tokens[end:]) else 0


def _item(tokens: Sequence[_Token]) -> _Item:
    """An item of its tokens. The last angle brackets with an address count, what stands behind them does not."""
    angles = [at for at, (kind, _) in enumerate(tokens) if kind == "angle"]
    last = next((at for at in reversed(angles) if "@" in tokens[at][1]), angles[0] if angles else None)
    said = [(kind, text) for kind, text in tokens[:last] if kind != "comment"]
    comment = next((text[1:-1] for kind, text in tokens if kind == "comment"), "")
    return _Item(
        name=line("".join(_spoken(kind, text) for kind, text in said)),
        bare="".join(text for kind, text in said if kind in {"plain", "literal"}),
        angle=None if last is None else tokens[last][1][1:-1],
        comment=line(_unescaped(comment)),
    )


def _spoken(kind: str, text: str) -> str:
    """A token of a display name without its quotes."""
    return _unescaped(text[1:-1]) if kind == "quoted" else text


def _unescaped(text: str) -> str:
    """A text without the backslashes of escaped characters."""
    return _PAIR.sub(r"\1", text) if "\\" in text else text
