"""Which parts are the words of the mail itself, and those words as one text.

Plain text and HTML that stand beside each other are all shown, as a mail program does (an iPhone sends several
text parts around its photos). Of alternatives one is read: plain text, unless it is blank or merely says that
there is no plain text. The words of attached mails and of files are never among them (R1: the complaint is what
the complainant wrote).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from klachtmail.intake.enclosed import WINMAIL_KINDS
from klachtmail.intake.html import Reading, length, read_html
from klachtmail.intake.mime import Part

MAX_TEXT: Final = 1_000_000
"""Characters of a mail's words that are read; the mail itself is kept whole."""
_HTML: Final = "text/html"
_TEXTS: Final = frozenset({"text/plain", _HTML, "text/enriched", "text/richtext", "text/markdown"})
_STUB: Final = 300
"""Characters; longer plain text is never a mere notice."""
_LONGER: Final = 4
_BEGINS: Final = ("<!doctype html", "<html", "<body", "<div")


@dataclass(frozen=True, slots=True)
class _Piece:
    """The words of one part, still as HTML where that is what was sent."""

    words: str
    html: bool

    @property
    def blank(self) -> bool:
        return not (length(self.words) if self.html else self.words.strip())

    def read(self) -> Reading:
        return read_html(self.words) if self.html else Reading(self.words.strip("\n").rstrip())


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a mail, and what of them could not be read as they were meant."""

    text: str
    defects: tuple[str, ...]


def is_words(part: Part) -> bool:
    """Whether a leaf is text of the mail itself and no file: without name, not marked as attachment."""
    return _readable(part) and not part.name


def body_of(root: Part) -> Body:
    """The words of the mail itself, from text files in it where there is nothing else to read."""
    pieces = [piece for piece in _pieces(root, named=False) if not piece.blank]
    if not pieces:
        pieces = [piece for piece in _pieces(root, named=True) if not piece.blank]
    readings = _shown(pieces)
    text = "\n\n".join(dict.fromkeys(reading.text for reading in readings))
    defects = tuple(defect for reading in readings for defect in reading.defects)
    return Body(text[:MAX_TEXT], (*defects, *(("text too long: the rest was not read",) * (len(text) > MAX_TEXT))))


def _readable(part: Part) -> bool:
    """Whether a part is text, also by the want of parts in what calls itself a multipart."""
    text = part.kind in _TEXTS or part.main == "multipart"
    return text and not part.children and not part.set_aside


def _pieces(part: Part, *, named: bool) -> list[_Piece]:
    """The pieces of text in a part, in order; ``named``: of text files, too."""
    if part.closed or (part.kind in WINMAIL_KINDS and not named):
        return []
    if part.children:
        several = [_pieces(child, named=named) for child in part.children]
        return _chosen(several) if part.kind == "multipart/alternative" else list(chain(*several))
    if not _readable(part) or (part.name and not named):
        return []
    words = part.text()
    return [_Piece(words, part.kind == _HTML or words[:200].lstrip().lower().startswith(_BEGINS))]


def _chosen(several: Sequence[list[_Piece]]) -> list[_Piece]:
    """The alternative to read: the first with plain text that says something, else the first with HTML."""
    told = [pieces for pieces in several if any(not piece.blank for piece in pieces)]
    plain = [pieces for pieces in told if not any(piece.html for piece in pieces)]
    html = [pieces for pieces in told if any(piece.html for piece in pieces)]
    if plain and html and _is_stub(plain[0], html[0]):
        return html[0]
    return next(iter(plain or html), [])


def _is_stub(plain: Sequence[_Piece], html: Sequence[_Piece]) -> bool:
    """Whether the plain text is a mere "no text version" beside HTML that says much more."""
    said = sum(len(piece.words.strip()) for piece in plain)
    if said >= _STUB:
        return False
    return sum(length(piece.words) for piece in html if piece.html) > _LONGER * said + _STUB


def _shown(pieces: Sequence[_Piece]) -> list[Reading]:
    """The pieces read, without HTML that only repeats the plain text beside it."""
    plain = "".join(_bare(piece.words) for piece in pieces if not piece.html)
    read = [(piece, piece.read()) for piece in pieces]
    return [reading for piece, reading in read if not (plain and piece.html and _bare(reading.text) in plain)]


def _bare(text: str) -> str:
    """The words without white space and quote marks."""
    return "".join(text.replace(">", "").split())
