"""The weights that were learned, and what they say of a text: for each label a sum of named points.

The weights come from ``bench/train.py`` and are a text file: a line that tells from which data they were
learned, and then one line a feature, ``service privacy other`` in thousandths. A feature is ``[a fact]``,
``[one + another]``, ``{class}``, ``{class>class that follows}`` (``>>``: closely), ``=word``, ``=two begin`` (of two
words near each other) or a ``<piece>`` of a word. Evidence has its weight besides, from the evidence file (``points``).
"""

from __future__ import annotations

import hashlib
import math
from array import array
from collections.abc import Iterable, Iterator, Mapping
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


class Stored(Mapping[str, Sums]):
    """The weights of a file as they are kept in memory: for each feature three numbers of two bytes."""

    def __init__(self, rows: dict[str, int], thousandths: array[int]) -> None:
        self._rows = rows
        self._thousandths = thousandths

    def __getitem__(self, feature: str) -> Sums:
        """The three weights; ``KeyError`` for a feature that was never seen."""
        at = 3 * self._rows[feature]
        service, privacy, other = self._thousandths[at : at + 3]
        return service * THOUSANDTH, privacy * THOUSANDTH, other * THOUSANDTH

    def __contains__(self, feature: object) -> bool:
        """Whether the feature was seen."""
        return feature in self._rows

    def __iter__(self) -> Iterator[str]:
        """The features in the order of the file."""
        return iter(self._rows)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._rows)


def read_weights(lines: Iterable[str]) -> Weights:
    """The weights of a file: each line ``feature<TAB>service<TAB>privacy<TAB>other``, one of them the bias."""
    rows: dict[str, int] = {}
    thousandths = array("h")
    for line in lines:
        if not line.startswith(LEARNED_FROM):
            name, *numbers = line.rstrip("\n").split("\t")
            rows[name] = len(rows)
            thousandths.extend(map(int, numbers))
    features = Stored(rows, thousandths)
    bias = features[BIAS]
    del rows[BIAS]
    return Weights(bias, features)


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
