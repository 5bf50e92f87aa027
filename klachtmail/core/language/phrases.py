"""Phrases of the evidence files, and where they stand in a text.

A phrase is words in their order: ``niemand .. terug*``. A word may begin or end with ``*``, ``a|b`` is one
of them, ``in_de_steek`` words together, ``<told>`` one of a set, ``..`` leaves out up to four words, ``^`` is
the beginning of a sentence. ``A & B`` are phrases of which the others stand in the same sentence or the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """Places in their order; ``reach`` says how many words further each may stand (1 is the next word)."""

    places: tuple[int, ...]
    reach: tuple[int, ...]
    at_start: bool = False


Positions = Mapping[int, Sequence[int]]
"""For each place that a word of a sentence may fill the numbers of those words, lowest first."""


def positions(meanings: Iterable[frozenset[int]]) -> Positions:
    """Where each place stands, given for each word of a sentence the places that it may fill."""
    found: dict[int, list[int]] = {}
    for at, places in enumerate(meanings):
        for place in places:
            found.setdefault(place, []).append(at)
    return found


def stands_in(phrase: Phrase, sentence: Positions) -> bool:
    """Whether the phrase stands in a sentence."""
    starts = sentence.get(phrase.places[0], ())
    if phrase.at_start:
        starts = starts[:1] if starts and starts[0] == 0 else ()
    return any(_follows(phrase, sentence, 1, at + 1) for at in starts)


def _follows(phrase: Phrase, sentence: Positions, place: int, at: int) -> bool:
    if place == len(phrase.places):
        return True
    end = at + phrase.reach[place]
    return any(
        at <= here < end and _follows(phrase, sentence, place + 1, here + 1)
        for here in sentence.get(phrase.places[place], ())
    )
