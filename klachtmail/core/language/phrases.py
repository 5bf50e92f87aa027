"""Phrases of the evidence files, and where they stand in a text.

A phrase is words in their order: ``niemand .. terug*``. A word may begin or end with ``*``, ``a|b`` is one
of them, ``in_de_steek`` words together, ``<told>`` one of a set, ``..`` leaves out up to four words, ``^`` is
the beginning of a sentence. ``A & B`` are phrases of which the others stand in the same sentence or the next.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """Places in their order; ``reach`` says how many words further each may stand (1 is the next word)."""

    places: tuple[int, ...]
    reach: tuple[int, ...]
    at_start: bool = False


Meanings = tuple[frozenset[int], ...]


def stands_in(phrase: Phrase, sentence: Meanings) -> bool:
    """Whether the phrase stands in a sentence, given for each of its words the places that it may fill."""
    starts = sentence[:1] if phrase.at_start else sentence
    return any(phrase.places[0] in word and _follows(phrase, sentence, 1, at + 1) for at, word in enumerate(starts))


def _follows(phrase: Phrase, sentence: Meanings, place: int, at: int) -> bool:
    if place == len(phrase.places):
        return True
    wanted = phrase.places[place]
    return any(
        wanted in sentence[here] and _follows(phrase, sentence, place + 1, here + 1)
        for here in range(at, min(at + phrase.reach[place], len(sentence)))
    )
