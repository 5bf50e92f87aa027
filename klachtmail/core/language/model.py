"""The weights that were learned, and what they say of a text: for each label a sum of named points.

The weights come from ``bench/train.py`` and are a text file: one line a feature, ``service privacy other``
in thousandths. Evidence has its weight besides, from the evidence file (``points``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Sums = tuple[float, float, float]
SERVICE, PRIVACY, OTHER = range(3)
THOUSANDTH = 0.001


@dataclass(frozen=True, slots=True)
class Weights:
    """``bias`` for each label, and for each feature (a fact, evidence, a word or piece) its three weights."""

    bias: Sums
    features: Mapping[str, Sums]

    def of(self, feature: str) -> Sums:
        """The weights of a feature; nothing for one that was never seen."""
        return self.features.get(feature, (0.0, 0.0, 0.0))


def read_weights(lines: Iterable[str]) -> Weights:
    """The weights of a file: the first line is the bias, each line ``feature<TAB>service<TAB>privacy<TAB>other``."""
    features: dict[str, Sums] = {}
    for line in lines:
        name, *numbers = line.rstrip("\n").split("\t")
        service, privacy, other = (int(number) * THOUSANDTH for number in numbers)
        features[name] = (service, privacy, other)
    return Weights(features.pop(BIAS), features)


BIAS = "(bias)"


def shares(sums: Sums) -> Sums:
    """The probabilities that belong to three sums of points."""
    highest = max(sums)
    powers = [math.exp(each - highest) for each in sums]
    whole = sum(powers)
    return powers[0] / whole, powers[1] / whole, powers[2] / whole
