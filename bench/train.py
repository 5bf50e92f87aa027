"""Learns the weights of the first contact model from the examples and writes them as text.

A logistic regression over three labels, with a penalty on the weights. There are far more features than
examples, so that it is solved in the space of the examples: with K the products of all pairs of examples, the
weights are a sum of the examples. The points of the evidence files are where it starts from, not nothing.

    python bench/train.py            # writes klachtmail/core/language/weights.tsv
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from klachtmail.core.language import lexicon  # noqa: E402 - the path comes first
from klachtmail.core.language.model import BIAS, Weights  # noqa: E402
from klachtmail.core.language.reading import Reading, read  # noqa: E402
from klachtmail.core.language.weighing import SIDES  # noqa: E402
from klachtmail.core.model import Address, Label  # noqa: E402
from klachtmail.core.rules.first_contact import LABELS  # noqa: E402

CORPUS = (ROOT / "tests/corpus/first_contact.jsonl", ROOT / "tests/corpus/own_first_contact.jsonl")
DOMAINS = ("werkenderwijs.com", "werkenderwijs.example")
MEANING = {"klacht": Label.SERVICE, "avg_klacht": Label.PRIVACY, "overig": Label.OTHER}
WORD_STRENGTH = 8.5
PIECE_STRENGTH = 4.0
NAMED_STRENGTH = 0.6
STEPS = 80
LEAST_SEEN = 2
LEAST_WEIGHT = 8


@dataclass(frozen=True)
class Example:
    """One example of the corpus, and what is read in it."""

    id: str
    author: str
    label: Label
    subject: str
    text: str
    sender: Address | None
    reading: Reading


def load() -> list[Example]:
    """All examples, ours last."""
    lines = [line for path in CORPUS if path.exists() for line in path.read_text(encoding="utf-8").splitlines()]
    return [_example(json.loads(line)) for line in lines if line.strip()]


def _example(row: dict[str, str]) -> Example:
    # "Jan Bos <jan@bos.example>"
    found = re.match(r"(.*?)\s*<(.*)>", row["from"])
    sender = Address(found[1], found[2].lower()) if found else Address("", row["from"].lower())
    reading = read(lexicon(), row["subject"], row["body"], sender, DOMAINS)
    return Example(row["id"], row["author"], MEANING[row["label"]], row["subject"], row["body"], sender, reading)


def vector(reading: Reading) -> dict[str, float]:
    """The features of a reading with their values, as ``weigh`` multiplies them."""
    scale = 1 / math.sqrt(max(len(reading.ngrams), 1))
    values = dict.fromkeys(reading.ngrams, scale)
    return values | {f"[{name}]": 1.0 for name in (*reading.facts, *reading.evidence)}


def strength(feature: str, rarity: float) -> float:
    """How freely a weight may grow: more for a word than a piece, more for a rare word than a common one."""
    if feature.startswith("["):
        return NAMED_STRENGTH
    whole = " " in feature or (feature.startswith("<") and feature.endswith(">"))
    return (WORD_STRENGTH if whole else PIECE_STRENGTH) * math.sqrt(rarity)


def matrix(examples: list[Example]) -> tuple[np.ndarray, list[str], np.ndarray]:
    """The values of all features that were seen often enough, times their strengths; names; strengths."""
    vectors = [vector(each.reading) for each in examples]
    counts = Counter(name for values in vectors for name in values)
    names = sorted(name for name, seen in counts.items() if seen >= LEAST_SEEN)
    numbers = {name: at for at, name in enumerate(names)}
    strengths = np.array([strength(name, math.log(len(examples) / counts[name])) for name in names])
    table = np.zeros((len(examples), len(names)), dtype=np.float32)
    for row, values in enumerate(vectors):
        for name, value in values.items():
            if name in numbers:
                table[row, numbers[name]] = value
    return table * strengths.astype(np.float32), names, strengths


def prior(examples: list[Example]) -> np.ndarray:
    """The points that the evidence files give."""
    given = {each.name: each for each in lexicon().evidence}
    start = np.zeros((len(examples), 3))
    for row, each in enumerate(examples):
        for name in each.reading.evidence:
            if given[name].side:
                start[row, SIDES.index(given[name].side)] += given[name].points
    return start


def solve(products: np.ndarray, start: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The multipliers of the examples and the bias (Böhning's bound: each step is sure to improve)."""
    count = len(wanted)
    multipliers, bias = np.zeros((count, 3)), np.zeros(3)
    step = np.linalg.inv(0.5 * products + np.eye(count))
    for _ in range(STEPS):
        missing = wanted - probabilities(start + products @ multipliers + bias)
        multipliers += step @ (missing - multipliers)
        bias += 2 * missing.mean(axis=0)
    return multipliers, bias


def probabilities(sums: np.ndarray) -> np.ndarray:
    """The softmax of each row."""
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def learn(examples: list[Example]) -> Weights:
    """The weights for these examples, rounded as they are stored."""
    table, names, strengths = matrix(examples)
    wanted = np.array([[float(label is each.label) for label in LABELS] for each in examples])
    products = (table @ table.T).astype(float)
    multipliers, bias = solve(products, prior(examples), wanted)
    learned = np.rint((table.T @ multipliers) * strengths[:, None] * 1000).astype(int)
    kept = {
        name: tuple(row / 1000 for row in rows.tolist())
        for name, rows in zip(names, learned, strict=True)
        if abs(rows).max() >= (LEAST_WEIGHT if name.startswith("[") else LEAST_WEIGHT * 12)
    }
    return Weights(tuple(np.round(bias, 3).tolist()), kept)


def write(weights: Weights, path: Path) -> None:
    """The weights as text, sorted."""
    rows = [(BIAS, weights.bias), *sorted(weights.features.items())]
    lines = ["\t".join((name, *(str(round(value * 1000)) for value in values))) for name, values in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(learn(load()), ROOT / "klachtmail/core/language/weights.tsv")
