"""A table of words that may begin or end with ``*``: which numbers a word stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_MOST_KEPT = 20_000
"""So many different words are kept with what they stand for, about two megabytes."""


@dataclass(frozen=True, slots=True)
class Places:
    """What a word stands for, looked up by the whole word, its beginning, end or middle."""

    whole: Mapping[str, frozenset[int]]
    starts: Mapping[str, frozenset[int]]
    ends: Mapping[str, frozenset[int]]
    middles: tuple[tuple[str, frozenset[int]], ...]
    lengths: tuple[int, ...]
    _known: dict[str, frozenset[int]] = field(default_factory=dict, compare=False, repr=False)

    def of(self, word: str) -> frozenset[int]:
        """The numbers that ``word`` stands for; the words of a language come again and again, so they are kept."""
        known = self._known.get(word)
        if known is None:
            known = self._look_up(word)
            if len(self._known) < _MOST_KEPT:
                self._known[word] = known
        return known

    def _look_up(self, word: str) -> frozenset[int]:
        found = [self.whole.get(word, frozenset())]
        for length in self.lengths:
            if length > len(word):
                break
            found.append(self.starts.get(word[:length], frozenset()))
            found.append(self.ends.get(word[-length:], frozenset()))
        if not word.isascii():
            found += [places for middle, places in self.middles if middle in word]
        return frozenset().union(*found)


def places_of(numbered: Iterable[tuple[int, Iterable[str]]]) -> Places:
    """The table of some numbers with their words (folded; ``*`` at the beginning or end of a word)."""
    tables: tuple[dict[str, set[int]], ...] = ({}, {}, {}, {})
    for number, words in numbered:
        for word in words:
            kind = 2 * word.startswith("*") + word.endswith("*")
            tables[kind].setdefault(word.strip("*"), set()).add(number)
    # most words stand for one thing, so that the same few sets come again and again: 1.5 MB
    shared: dict[frozenset[int], frozenset[int]] = {}
    whole, starts, ends, middles = (
        {word: shared.setdefault(kept := frozenset(numbers), kept) for word, numbers in table.items()}
        for table in tables
    )
    lengths = tuple(sorted({len(word) for word in (*starts, *ends)}))
    return Places(whole, starts, ends, tuple(middles.items()), lengths)
