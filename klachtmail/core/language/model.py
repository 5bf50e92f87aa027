"""The weights that were learned, and what they say of a text: for each label a sum of named points.

The weights come from ``bench/train.py`` and are a text file: a line that tells from which data they were
learned, and then one line a feature, ``service privacy other`` in thousandths. A feature is ``[a fact]``,
``[one + another]``, ``{class}``, ``{class>class that follows}`` (``>>``: closely), ``=word``, ``=two words`` or a
``<piece>`` of a word. Evidence has its weight besides, from the evidence file (``points``).
"""

from __future__ import annotations

import hashlib
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
    """The weights of a file: each line ``feature<TAB>service<TAB>privacy<TAB>other``, one of them the bias."""
    features: dict[str, Sums] = {}
    points: dict[str, float] = {}
    for line in lines:
        if line.startswith(LEARNED_FROM):
            continue
        name, *numbers = line.rstrip("\n").split("\t")
        # a number that stands there a thousand times is kept once: that is 3 MB
        service, privacy, other = (points.setdefault(number, int(number) * THOUSANDTH) for number in numbers)
        features[name] = (service, privacy, other)
    return Weights(features.pop(BIAS), features)


def write_weights(weights: Weights, data: str) -> str:
    """The text of a file with these weights, sorted by feature; ``data`` is the fingerprint of what taught them."""
    rows = [(BIAS, weights.bias), *sorted(weights.features.items())]
    lines = ("\t".join((name, *(str(round(value / THOUSANDTH)) for value in values))) for name, values in rows)
    return "\n".join((f"{LEARNED_FROM}{data}", *lines)) + "\n"


def fingerprint(data: Iterable[bytes]) -> str:
    """A hash of the contents of some files in their order."""
    found = hashlib.sha256()
    for each in data:
        found.update(hashlib.sha256(each).digest())
    return found.hexdigest()


BIAS = "(bias)"
LEARNED_FROM = "# learned from "


def shares(sums: Sums) -> Sums:
    """The probabilities that belong to three sums of points."""
    highest = max(sums)
    powers = [math.exp(each - highest) for each in sums]
    whole = sum(powers)
    return powers[0] / whole, powers[1] / whole, powers[2] / whole
