"""The features of the statistical model: words, pairs of words and pieces of words.

A piece keeps the word that it came from, so that a verdict can name words and not pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from klachtmail.core.language.text import Sentence

SHORTEST = 3
LONGEST = 5

Features = dict[str, str]


def features(text: Iterable[Sentence]) -> tuple[Features, Features, Features]:
    """The words (``=klacht``), pairs (``=geen klacht``) and pieces in ``text``, each with the words that show it."""
    couples: Features = {}
    found: set[str] = set()
    for sentence in text:
        found.update(sentence)
        for pair in pairwise(sentence):
            both = " ".join(pair)
            couples[f"={both}"] = f'"{both}"'
    words = {f"={word}": f'"{word}"' for word in sorted(found)}
    parts: Features = {}
    for word in sorted(found):
        for piece in pieces(word):
            parts.setdefault(piece, f'"{word}"')
    return words, couples, parts


def pieces(word: str) -> Iterator[str]:
    """The pieces of a word of three to five letters, e.g. ``<kla`` and ``acht>`` of klacht."""
    marked = f"<{word}>"
    for size in range(SHORTEST, LONGEST + 1):
        for at in range(len(marked) - size + 1):
            yield marked[at : at + size]
