"""Which parts are the words of the mail itself, and those words as one text.

Plain text and HTML that stand beside each other are all shown, as a mail program does (an iPhone sends several
text parts around its photos). Of alternatives one is read: plain text, unless it is blank or merely says that
there is no plain text. The words of attached mails and of files are never among them (R1: the complaint is what
the complainant wrote).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from klachtmail.intake.html import MAX_LENGTH, costly, length, to_text
from klachtmail.intake.mime import MAILS, Part, walk

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

    def text(self) -> str:
        return to_text(self.words) if self.html else self.words.strip("\n").rstrip()


def is_words(part: Part) -> bool:
    """Whether a leaf is text of the mail itself and no file: without name, not marked as attachment."""
    return _readable(part) and not part.name


def text_of(root: Part) -> str:
    """The words of the mail itself, from text files in it where there is nothing else to read."""
    pieces = _shown([piece for piece in _pieces(root, named=False) if not piece.blank])
    if not pieces:
        pieces = [piece for piece in _pieces(root, named=True) if not piece.blank]
    return "\n\n".join(dict.fromkeys(piece.text() for piece in pieces))


def html_defects(root: Part) -> Iterator[str]:
    """What of the HTML was not read as a browser would."""
    for part in walk(root):
        if part.kind == _HTML and is_words(part):
            words = part.text()
            yield from ("HTML too long: the rest was not read",) * (len(words) > MAX_LENGTH)
            yield from ("HTML oddly built: read without its layout",) * costly(words[:MAX_LENGTH])


def _readable(part: Part) -> bool:
    """Whether a part is text, also by the want of parts in what calls itself a multipart."""
    text = part.kind in _TEXTS or part.main == "multipart"
    return text and not part.children and not part.set_aside


def _pieces(part: Part, *, named: bool) -> list[_Piece]:
    """The pieces of text in a part, in order; ``named``: of text files, too."""
    if part.kind in MAILS:
        return []
    if part.children:
        several = [_pieces(child, named=named) for child in part.children]
        return _chosen(several) if part.kind == "multipart/alternative" else [one for some in several for one in some]
    if not _readable(part) or (part.name and not named):
        return []
    words = part.text()
    return [_Piece(words, part.kind == _HTML or words[:200].lstrip().lower().startswith(_BEGINS))]


def _chosen(several: Sequence[Sequence[_Piece]]) -> list[_Piece]:
    """The alternative to read: the first with plain text that says something, else the first with HTML."""
    told = [pieces for pieces in several if any(not piece.blank for piece in pieces)]
    plain = [pieces for pieces in told if not any(piece.html for piece in pieces)]
    html = [pieces for pieces in told if any(piece.html for piece in pieces)]
    if plain and html and _is_stub(plain[0], html[0]):
        return list(html[0])
    return list(next(iter(plain or html), ()))


def _is_stub(plain: Sequence[_Piece], html: Sequence[_Piece]) -> bool:
    """Whether the plain text is a mere "no text version" beside HTML that says much more."""
    said = sum(len(piece.words.strip()) for piece in plain)
    if said >= _STUB:
        return False
    return sum(length(piece.words) for piece in html if piece.html) > _LONGER * said + _STUB


def _shown(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces without HTML that only repeats the plain text beside it."""
    plain = "".join(_bare(piece.words) for piece in pieces if not piece.html)
    if not plain:
        return list(pieces)
    return [piece for piece in pieces if not (piece.html and _bare(piece.text()) in plain)]


def _bare(text: str) -> str:
    """The words without white space and quote marks."""
    return "".join(text.replace(">", "").split())
