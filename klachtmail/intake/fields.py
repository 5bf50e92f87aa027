"""The head of a mail: its fields as they came, and their decoding (RFC 2047, raw 8-bit letters, folding).

Fields are read from ``raw_items``: the ways of the standard library lose letters on raw 8-bit values and its
decoder of encoded words gives up on a single odd byte. Encoded words are joined before they are decoded, so
that one may end in the middle of a letter.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import Message as Source
from itertools import groupby
from typing import Final

from klachtmail.intake.charsets import decode, lenient, undeclared

MAX_FIELDS: Final = 1000
MAX_LENGTH: Final = 20_000
MAX_REFERENCES: Final = 100

WORD: Final = r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,2000}\?="
"""An encoded word, e.g. ``=?utf-8?Q?Ren=C3=A9?=``; spaces in it are forbidden, and seen."""
_WORD: Final = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]{0,2000})\?=")
"""Charset, encoding and text of ``=?iso-8859-1*nl?Q?Caf=E9?=`` (with the language of RFC 2231)."""
_RUN: Final = re.compile(rf"{WORD}(?:\s*{WORD})*")
"""Encoded words with only white space between them, e.g. ``=?utf-8?B?S2w=?= =?utf-8?Q?acht?=``."""
_FOLD: Final = re.compile(r"\r?\n[ \t]+")
"""The fold of a long line, whatever a program indents it with."""
_CONTROLS: Final = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufdd0-\ufddf]")
"""What never stands in one line of text: CR, LF, NUL and their like."""
_ESCAPE: Final = re.compile(rb"=([0-9A-Fa-f]{2})")
"""A byte in the Q encoding, e.g. ``=C3``."""
_NO_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]+")
"""What is none of base64's letters, e.g. a line end."""
_ID: Final = re.compile(r"<[^<>\s\x00-\x1f]{1,900}>")
"""A Message-ID, e.g. ``<177313050248.2211.7@example.org>``; never with white space or a line end in it."""


@dataclass(frozen=True, slots=True)
class Head:
    """The fields of a mail in their order: name in lower case, value raw (folded, undecoded)."""

    items: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        """The raw values of a field, topmost first."""
        return tuple(value for key, value in self.items if key == name)

    def first(self, name: str) -> str:
        """The first raw value of a field, empty where there is none."""
        return next((value for key, value in self.items if key == name), "")

    def line(self, name: str) -> str:
        """The first value of a field as a line of text."""
        return line(self.first(name))

    def read_as(self, charset: str) -> Head:
        """The head with its raw 8-bit letters as ``charset`` has them, where they are no UTF-8."""
        told = ((raw.isascii() or "=?" in raw, name, raw) for name, raw in self.items)
        return Head(tuple((name, raw if plain else undeclared(octets(raw), charset)) for plain, name, raw in told))


def head_of(source: Source) -> Head:
    """The fields of a mail or part."""
    return Head(tuple((name.lower(), str(value)) for name, value in source.raw_items()))


def decoded(head: Head) -> tuple[tuple[str, str], ...]:
    """All fields decoded, at most ``MAX_FIELDS`` of at most ``MAX_LENGTH`` characters."""
    return tuple((line(name), line(value[:MAX_LENGTH])) for name, value in head.items[:MAX_FIELDS])


def line(raw: str) -> str:
    """A raw value as one line of text: unfolded, decoded, without control characters."""
    return _CONTROLS.sub("", words(raw).replace("\t", " ")).strip()


def words(raw: str) -> str:
    """A raw value unfolded and decoded; an encoded word may hold any character, also a line end."""
    text = _FOLD.sub(" ", raw)
    if "=?" not in text:
        return text if text.isascii() else lenient(octets(text))
    return "".join(_pieces(text))


def octets(text: str) -> bytes:
    """The bytes that a raw value stood for."""
    return text.encode("utf-8", "surrogateescape")


def ids(raw: str) -> tuple[str, ...]:
    """The Message-IDs in a raw value; none where an encoded word hides a control character in it."""
    text = words(raw).strip()
    if _CONTROLS.search(text):
        return ()
    return tuple(_ID.findall(text))[-MAX_REFERENCES:]


def _pieces(text: str) -> Iterator[str]:
    """Plain stretches and runs of encoded words, each decoded."""
    at = 0
    for run in _RUN.finditer(text):
        yield lenient(octets(text[at : run.start()]))
        yield from _run(_WORD.findall(run.group()))
        at = run.end()
    yield lenient(octets(text[at:]))


def _run(found: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """A run of words (charset, encoding, text), those of one charset decoded together."""
    for charset, group in groupby(found, key=lambda word: word[0].lower()):
        yield decode(_joined([(kind.lower(), text) for _, kind, text in group]), charset)


def _joined(found: Sequence[tuple[str, str]]) -> bytes:
    """The bytes of words (encoding, text) of one charset; base64 broken off anywhere goes on in the next word."""
    done, base64 = b"", ""
    for kind, text in found:
        if kind == "b" and len(base64) % 4 and len(base64 + text) % 4 == 0:
            base64 += text
            continue
        done, base64 = done + unbase64(octets(base64)), text if kind == "b" else ""
        done += _quoted(text) if kind == "q" else b""
    return done + unbase64(octets(base64))


def _quoted(text: str) -> bytes:
    """The bytes of a word in Q; an escape that is none stays as it stands."""
    return _ESCAPE.sub(lambda byte: bytes([int(byte[1], 16)]), octets(text.replace("_", " ")))


def unbase64(text: bytes) -> bytes:
    """The bytes of base64, however it is padded, up to its end or where it was cut off."""
    sound = _NO_BASE64.sub(b"", text.partition(b"=")[0])
    sound = sound[:-1] if len(sound) % 4 == 1 else sound
    return binascii.a2b_base64(sound + b"=" * (-len(sound) % 4))
