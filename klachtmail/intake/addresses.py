"""Addresses in header fields, read as a person would: better an odd sender than none.

The value is taken apart *before* encoded words are decoded, so that a comma in a name never splits it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from klachtmail.core.model import Address
from klachtmail.intake.fields import WORD, line

MAX_ADDRESSES: Final = 1000
_MAX_LENGTH: Final = 100_000

_TOKEN: Final = re.compile(
    rf'(?P<quoted>"(?:[^"\\]|\\.)*+")|(?P<word>{WORD})|(?P<comment>\((?:[^()\\]|\\.)*+\))'
    r"|(?P<angle><[^<>]*+>)|(?P<literal>\[[^\[\]]{0,100}\])|(?P<comma>,)|(?P<end>;)|(?P<group>:)"
    r'|(?P<plain>[^"=(<\[,;:]++|.)',
    re.DOTALL,
)
"""``"Trip, H."``, ``=?utf-8?Q?Ren=C3=A9?=``, ``(Mail Delivery System)``, ``<h.trip@example.org>``,
``[192.0.2.1]``, the marks of a list and a group, and any other stretch."""
_ADDRESS: Final = re.compile(r"[^\s@<>]{1,200}@[^\s@<>]{1,250}")
"""An address in running text, e.g. ``h.trip@example.org`` in ``Hennie Trip h.trip@example.org``."""
_PAIR: Final = re.compile(r"\\(.)")
"""An escaped character in a quoted name, e.g. ``\\"``."""


@dataclass(frozen=True, slots=True)
class _Item:
    """What stands between two marks of a list: name, what stood in angle brackets, comment, and what follows."""

    words: str = ""
    name: str = ""
    angle: str | None = None
    comment: str = ""
    mark: str = ""

    @property
    def empty(self) -> bool:
        return not (self.words.strip() or self.name or self.angle or self.comment)


def addresses(raw: str) -> tuple[Address, ...]:
    """The addresses of a raw value, at most ``MAX_ADDRESSES``; a name without an address has an empty email."""
    found: list[Address] = []
    before = ""
    for item in _items(raw[:_MAX_LENGTH]):
        if item.mark == "comma" and not item.empty and item.angle is None and "@" not in item.words:
            before += f"{item.name}, "
            continue
        found += _addresses(before, item)
        before = ""
        if len(found) >= MAX_ADDRESSES:
            break
    return tuple(found[:MAX_ADDRESSES])


def _addresses(before: str, item: _Item) -> Iterator[Address]:
    """The address of an item, with the names before it: part of its own ("Trip, Hennie"), or addresses too."""
    if item.angle is None:
        yield from (_bare(_Item(words=name, name=name)) for name in before.split(", ") if name)
        before = ""
    address = _bare(item) if item.angle is None else _angled(before, item)
    if address.email or address.name:
        yield address


def _angled(before: str, item: _Item) -> Address:
    """The address of ``Hennie Trip <h.trip@example.org>``."""
    email = _email(item.angle or "")
    return Address(_name(before + (item.name or line(item.comment)), email), email)


def _bare(item: _Item) -> Address:
    """The address of ``h.trip@example.org (Hennie Trip)``, of a host's own ``MAILER-DAEMON``, or a mere name."""
    found = _ADDRESS.search(item.words)
    if found is not None:
        email = _email(found[0])
        name = line(item.comment) or item.name.replace(found[0], "")
        return Address(_name(name, email), email)
    alone = item.words.strip()
    if alone and alone == item.name and " " not in alone and "=?" not in alone:
        return Address("", _email(alone))
    return Address(_name(item.name or line(item.comment), ""), "")


def _email(text: str) -> str:
    """An address in lower case, without white space, ``mailto:``, stray quotes and a trailing dot."""
    email = "".join(line(text).split()).lower().removeprefix("mailto:")
    return email.strip("'").rstrip(".,;")


def _name(text: str, email: str) -> str:
    """A display name without the quotes of Outlook; the address once more is no name."""
    name = " ".join(text.split()).strip(" ,")
    if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1].strip()
    return "" if name.lower() == email else name


def _items(raw: str) -> Iterator[_Item]:
    """The items of a list, those of groups among them; the name of a group is none."""
    tokens: list[tuple[str, str]] = []
    for match in _TOKEN.finditer(raw):
        kind = match.lastgroup or "plain"
        if kind in {"comma", "end"}:
            yield replace(_item(tokens), mark=kind)
            tokens = []
        elif kind == "group" and not any(before in {"angle", "literal"} for before, _ in tokens):
            tokens = [] if not tokens[-1:] or not tokens[-1][1].endswith("mailto") else tokens
        else:
            tokens.append((kind, match.group()))
    yield _item(tokens)


def _item(tokens: Sequence[tuple[str, str]]) -> _Item:
    """An item of its tokens. The last angle brackets with an address count, what stands behind them does not."""
    angles = [at for at, (kind, _) in enumerate(tokens) if kind == "angle"]
    last = next((at for at in reversed(angles) if "@" in tokens[at][1]), angles[0] if angles else None)
    said = [(kind, text) for kind, text in tokens[:last] if kind != "comment"]
    comment = next((text[1:-1] for kind, text in tokens if kind == "comment"), "")
    words = "".join(text for kind, text in said if kind != "quoted" or _is_local(tokens))
    angle = None if last is None else tokens[last][1][1:-1]
    return _Item(words, line("".join(_spoken(kind, text) for kind, text in said)), angle, _unescaped(comment))


def _is_local(tokens: Sequence[tuple[str, str]]) -> bool:
    """Whether a quoted part belongs to an address: ``"h trip"@example.org``."""
    return any(
        kind == "quoted" and following.startswith("@")
        for (kind, _), (_, following) in zip(tokens, tokens[1:], strict=False)
    )


def _spoken(kind: str, text: str) -> str:
    """A token of a display name without its quotes."""
    return _unescaped(text[1:-1]) if kind == "quoted" else text


def _unescaped(text: str) -> str:
    """A text without the backslashes of escaped characters."""
    return _PAIR.sub(r"\1", text) if "\\" in text else text
