"""The points of one reading: what each fact, each meaning and each word says for the three labels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
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
    """The points of everything in ``reading``; those of one name together, e.g. of a word and of its pieces."""
    given = {each.name: each for each in lexicon.evidence}
    points: dict[str, list[float]] = {"vooraf": list(weights.bias)}
    for name in (*reading.facts, *reading.evidence):
        _add(points, name, weights.of(f"[{name}]"), 1.0)
    for name in reading.evidence:
        extra = [given[name].points if side == given[name].side else 0.0 for side in SIDES]
        _add(points, name, (extra[0], extra[1], extra[2]), 1.0)
    known = weights.features
    for group in reading.groups:
        scale = scale_of(group)
        for feature, name in group.items():
            if feature in known:
                _add(points, name, known[feature], scale)
    sides = [given[name].side for name in reading.evidence]
    signs = (sides.count("service"), sides.count("privacy"), sides.count("other"))
    lines = tuple(Points(name, (found[0], found[1], found[2])) for name, found in points.items())
    return Weighed(shares(_total(lines)), lines, signs)


def scale_of(group: Mapping[str, str]) -> float:
    """How much one feature of a group counts."""
    return 1 / math.sqrt(max(len(group), 1))


def _add(points: dict[str, list[float]], name: str, more: Sums, scale: float) -> None:
    found = points.get(name)
    if found is None:
        points[name] = found = [0.0, 0.0, 0.0]
    found[0] += more[0] * scale
    found[1] += more[1] * scale
    found[2] += more[2] * scale


def _total(points: Iterable[Points]) -> Sums:
    service, privacy, other = (math.fsum(each.points[at] for each in points) for at in range(3))
    return service, privacy, other
