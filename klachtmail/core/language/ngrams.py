"""The features of the statistical model: words, pairs of words and pieces of words.

A piece keeps the word that it came from, so that a verdict can name words and not pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from klachtmail.core.language.text import Sentence

SHORTEST = 3
LONGEST = 5


def features(text: Iterable[Sentence]) -> dict[str, str]:
    """Each feature in ``text`` with the words that it is shown by."""
    found: dict[str, str] = {}
    words: set[str] = set()
    for sentence in text:
        words.update(sentence)
        for pair in pairwise(sentence):
            both = " ".join(pair)
            found[both] = both
    for word in sorted(words):
        found[f"<{word}>"] = word
        for piece in pieces(word):
            found.setdefault(piece, word)
    return found


def pieces(word: str) -> Iterator[str]:
    """The pieces of a word of three to five letters, e.g. ``<kla`` and ``acht>`` of klacht."""
    marked = f"<{word}>"
    for size in range(SHORTEST, LONGEST + 1):
        for at in range(len(marked) - size + 1):
            yield marked[at : at + size]
