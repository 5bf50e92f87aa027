"""The points of one reading: what each fact, each meaning and each word says for the three labels."""

from __future__ import annotations

import math
from dataclasses import dataclass

from klachtmail.core.language.lexicon import Lexicon
from klachtmail.core.language.model import Sums, Weights, shares
from klachtmail.core.language.reading import Reading

SIDES = ("service", "privacy", "other")
NAMED = 8
WORTH_NAMING = 0.05


@dataclass(frozen=True, slots=True)
class Points:
    """What one thing in the text says for service, privacy and other."""

    name: str
    points: Sums


@dataclass(frozen=True, slots=True)
class Weighed:
    """The probabilities of the three labels and all the points that made them.

    ``signs`` counts for each label the different evidence for it.
    """

    shares: Sums
    points: tuple[Points, ...]
    signs: tuple[int, int, int]

    def ranked(self, at: int) -> tuple[Points, ...]:
        """What speaks most for or against the label with this number."""
        lines = sorted(self.points, key=lambda each: (-abs(each.points[at]), each.name))
        worth = tuple(each for each in lines if abs(each.points[at]) >= WORTH_NAMING)
        return worth[:NAMED] or tuple(lines[:1])


def weigh(reading: Reading, lexicon: Lexicon, weights: Weights) -> Weighed:
    """The points of everything in ``reading``."""
    given = {each.name: each for each in lexicon.evidence}
    points = [Points("vooraf", weights.bias)]
    points += [Points(name, weights.of(f"[{name}]")) for name in reading.facts]
    for name in reading.evidence:
        extra = (given[name].points if side == given[name].side else 0.0 for side in SIDES)
        points.append(Points(name, _sum(weights.of(f"[{name}]"), tuple(extra))))
    points += _words(reading, weights)
    total = (0.0, 0.0, 0.0)
    for each in points:
        total = _sum(total, each.points)
    sides = [given[name].side for name in reading.evidence]
    signs = (sides.count("service"), sides.count("privacy"), sides.count("other"))
    return Weighed(shares(total), tuple(points), signs)


def _words(reading: Reading, weights: Weights) -> list[Points]:
    scale = 1 / math.sqrt(max(len(reading.ngrams), 1))
    words: dict[str, Sums] = {}
    for feature, word in reading.ngrams.items():
        found = weights.features.get(feature)
        if found:
            words[word] = _sum(words.get(word, (0.0, 0.0, 0.0)), found)
    return [Points(f'"{word}"', (s * scale, p * scale, o * scale)) for word, (s, p, o) in words.items()]


def _sum(one: Sums, other: Sums | tuple[float, ...]) -> Sums:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]
