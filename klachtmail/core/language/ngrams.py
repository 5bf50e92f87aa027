"""The features of the statistical model: words, pairs of words and pieces of words.

A pair is of the beginnings of two words, next to each other or with one between: so ``belde … terug`` and ``belden
weer terug`` are one. A pair and a piece keep the words that they came from, so that a verdict names words only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from klachtmail.core.language.text import Sentence

SHORTEST = 3
LONGEST = 5
BEGINNING = 5
REACH = 2

Features = dict[str, str]


def features(text: Iterable[Sentence]) -> tuple[Features, Features, Features]:
    """The words (``=klacht``), pairs (``=geen klach``) and pieces in ``text``, each with the words that show it."""
    couples: Features = {}
    found: set[str] = set()
    for sentence in text:
        found.update(sentence)
        couples.update(pairs(sentence))
    words = {f"={word}": f'"{word}"' for word in sorted(found)}
    parts: Features = {}
    for word in sorted(found):
        for piece in pieces(word):
            parts.setdefault(piece, f'"{word}"')
    return words, couples, parts


def pairs(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """The pairs of beginnings in a sentence, each with the two words."""
    beginnings = [word[:BEGINNING] for word in sentence]
    for at, first in enumerate(beginnings):
        for apart, then in enumerate(beginnings[at + 1 : at + 1 + REACH], 1):
            between = " " if apart == 1 else " … "
            yield f"={first} {then}", f'"{sentence[at]}{between}{sentence[at + apart]}"'


def pieces(word: str) -> Iterator[str]:
    """The pieces of a word of three to five letters, e.g. ``<kla`` and ``acht>`` of klacht."""
    marked = f"<{word}>"
    for size in range(SHORTEST, LONGEST + 1):
        for at in range(len(marked) - size + 1):
            yield marked[at : at + size]
