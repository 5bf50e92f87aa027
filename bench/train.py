"""Learns the weights of the first contact model from the examples and writes them as text.

A logistic regression over three labels, with a penalty on the weights. There are far more features than
examples, so that it is solved in the space of the examples: with K the products of all pairs of examples, the
weights are a sum of the examples. The points of the evidence files are where it starts from, not nothing.
Nothing here is random: the same examples give the same weights.

    python bench/train.py            # writes klachtmail/core/language/weights.tsv
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from examples import LANGUAGE, Example, learned_from, load

from klachtmail.core.language import lexicon
from klachtmail.core.language.model import Weights, write_weights
from klachtmail.core.language.reading import Reading
from klachtmail.core.language.weighing import SIDES, scale_of
from klachtmail.core.rules.first_contact import LABELS

# how freely the weights of a kind of feature may grow
STRENGTHS = {"word": 14, "couple": 25, "piece": 20, "class": 6, "order": 6, "both": 8}
NAMED_STRENGTH = 1.2
STEPS = 80
LEAST_SEEN = 3
LEAST_EFFECT = 0.018
BLOCK = 4096


def vector(reading: Reading) -> dict[str, float]:
    """The features of a reading with their values, as ``weigh`` multiplies them."""
    values = {f"[{name}]": 1.0 for name in (*reading.facts, *reading.evidence)}
    for group in reading.groups:
        values |= dict.fromkeys(group, scale_of(group))
    return values


def kind(feature: str) -> str:
    """What a feature is, by how it is written; empty for a fact or a meaning."""
    if feature.startswith("["):
        return "both" if " + " in feature else ""
    if feature.startswith("{"):
        return "order" if ">" in feature else "class"
    if feature.startswith("="):
        return "couple" if " " in feature else "word"
    return "piece"


def strength(feature: str, rarity: float) -> float:
    """How freely a weight may grow: a rare feature more freely than a common one."""
    of = kind(feature)
    return math.sqrt(STRENGTHS[of] * (rarity + 0.1) if of else NAMED_STRENGTH)


@dataclass(frozen=True)
class Table:
    """The values of the features in the examples, times their strengths; sparse, sorted by feature."""

    names: tuple[str, ...]
    strengths: np.ndarray
    rows: np.ndarray
    columns: np.ndarray
    values: np.ndarray
    size: int

    def products(self) -> np.ndarray:
        """The products of all pairs of examples."""
        found = np.zeros((self.size, self.size), dtype=np.float32)
        for first in range(0, len(self.names), BLOCK):
            start, end = np.searchsorted(self.columns, (first, first + BLOCK))
            block = np.zeros((self.size, BLOCK), dtype=np.float32)
            block[self.rows[start:end], self.columns[start:end] - first] = self.values[start:end]
            found += block @ block.T
        return found

    def weights(self, multipliers: np.ndarray) -> np.ndarray:
        """The weights that these multipliers of the examples stand for: a row a feature."""
        effects = (self.values * multipliers[self.rows, at] for at in range(3))
        sums = [np.bincount(self.columns, effect, len(self.names)) for effect in effects]
        return np.stack(sums, axis=1) * self.strengths[:, None]


def table(examples: list[Example]) -> Table:
    """The table of all features that were seen often enough."""
    vectors = [vector(each.reading) for each in examples]
    counts = Counter(name for values in vectors for name in values)
    names = tuple(sorted(name for name, seen in counts.items() if seen >= LEAST_SEEN))
    numbers = {name: at for at, name in enumerate(names)}
    strengths = np.array([strength(name, math.log(len(examples) / counts[name])) for name in names])
    found = [(numbers[n], row, v) for row, values in enumerate(vectors) for n, v in values.items() if n in numbers]
    columns, rows, values = (np.array(each) for each in zip(*sorted(found), strict=True))
    return Table(names, strengths, rows, columns, values * strengths[columns], len(examples))


@dataclass(frozen=True)
class Learner:
    """Learns from any part of the examples. How rare a feature is is counted in all, without their labels."""

    examples: list[Example]

    @cached_property
    def _table(self) -> Table:
        return table(self.examples)

    @cached_property
    def _products(self) -> np.ndarray:
        return self._table.products()

    @cached_property
    def _prior(self) -> np.ndarray:
        """The points that the evidence files give."""
        given = {each.name: each for each in lexicon().evidence}
        start = np.zeros((len(self.examples), 3))
        for row, each in enumerate(self.examples):
            for name in each.reading.evidence:
                if given[name].side:
                    start[row, SIDES.index(given[name].side)] += given[name].points
        return start

    @cached_property
    def _inverse(self) -> np.ndarray:
        """How far each example moves at a step that is sure to improve (Böhning's bound)."""
        return np.linalg.inv(self._products / 2 + np.eye(len(self.examples))).astype(np.float32)

    def _steps(self, rows: list[int]) -> np.ndarray:
        """The same where only these examples are known: that of all, without what the others add to it."""
        others = sorted(set(range(len(self.examples))).difference(rows))
        across = self._inverse[np.ix_(rows, others)]
        return self._inverse[np.ix_(rows, rows)] - across @ np.linalg.solve(
            self._inverse[np.ix_(others, others)], across.T
        )

    def learn(self, some_rows: Iterable[int]) -> Weights:
        """The weights for the examples in these rows, rounded as they are stored."""
        rows = list(some_rows)
        wanted = np.array([[float(label is self.examples[row].label) for label in LABELS] for row in rows])
        some, bias = solve(self._products[np.ix_(rows, rows)], self._steps(rows), self._prior[rows], wanted)
        multipliers = np.zeros((len(self.examples), 3))
        multipliers[rows] = some
        learned = np.rint(self._table.weights(multipliers) * 1000).astype(int)
        kept = {
            name: (service / 1000, privacy / 1000, other / 1000)
            for name, (service, privacy, other) in zip(self._table.names, learned.tolist(), strict=True)
            if max(abs(service), abs(privacy), abs(other)) >= least(name)
        }
        return Weights(tuple(np.round(bias, 3).tolist()), kept)


def least(feature: str) -> float:
    """The weight in thousandths below which a feature is left out: it could hardly tell in any mail."""
    usual = {"word": 8, "couple": 8, "piece": 18, "class": 4, "order": 12, "both": 16}
    return 1000 * LEAST_EFFECT * usual.get(kind(feature), 1)


def solve(
    products: np.ndarray, steps: np.ndarray, start: np.ndarray, wanted: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The multipliers of the examples and the bias."""
    multipliers, bias = np.zeros((len(wanted), 3)), np.zeros(3)
    for _ in range(STEPS):
        missing = wanted - probabilities(start + products @ multipliers.astype(np.float32) + bias)
        multipliers += steps @ (missing - multipliers).astype(np.float32)
        bias += 2 * missing.mean(axis=0)
    return multipliers, bias


def probabilities(sums: np.ndarray) -> np.ndarray:
    """The softmax of each row."""
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


if __name__ == "__main__":
    everything = load()
    learned = Learner(everything).learn(range(len(everything)))
    (LANGUAGE / "weights.tsv").write_text(write_weights(learned, learned_from()), encoding="utf-8")
