"""Measures first contact judging: leaving one author out, retrained for each, so that no score flatters.

Prints per author and in all the confusion table, lost complaints (judged *sure other*), privacy kept and
outright, how often a sure verdict is right, how much is sure, and the misjudged ids. Exits 1 when a figure
falls below the floor recorded here: a change may not make judging worse unnoticed.

Three groups have floors of their own. The thresholds were chosen on the first two, so that these flatter a little.
Our own examples are mostly harder. The *blind* ones, by authors of their own, are never learned from, and what goes
wrong in them is not printed.

    python bench/evaluate.py
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from examples import BLIND, CORPUS, Example, authors_of, load  # the path comes first
from train import Learner

from klachtmail.core.language import lexicon, weights
from klachtmail.core.language.model import Weights
from klachtmail.core.language.weighing import weigh
from klachtmail.core.model import Label, Score
from klachtmail.core.rules.first_contact import judged

SEVEN, OWN, UNSEEN = "the seven authors", "our own authors", "blind (weights as committed)"
FLOORS = {
    SEVEN: {"lost": 0.006, "kept": 0.97, "outright": 0.88, "right": 0.975, "sure": 0.70, "correct": 0.87},
    OWN: {"lost": 0.006, "kept": 0.97, "outright": 0.88, "right": 0.96, "sure": 0.62, "correct": 0.85},
    UNSEEN: {"lost": 0.01, "kept": 0.97, "outright": 0.88, "right": 0.97, "sure": 0.70, "correct": 0.90},
}
ROUNDING = 0.0021
EDGE = 0.005
OWN_PARTS = 6


@dataclass(frozen=True)
class Result:
    """An example with its verdict by weights that never saw its author."""

    example: Example
    score: Score

    @property
    def correct(self) -> bool:
        return self.score.label is self.example.label

    @property
    def lost(self) -> bool:
        return self.example.label is not Label.OTHER and self.score.sure and self.score.label is Label.OTHER

    @property
    def kept(self) -> bool:
        suspected = not self.score.sure and any("privacy" in reason for reason in self.score.reasons)
        return self.score.label is Label.PRIVACY or suspected


def leaving_one_out(learner: Learner, seven: set[str]) -> list[Result]:
    """The results of every example, judged by weights learned from other authors only."""
    examples = learner.examples
    found: list[Result] = []
    for left_out in parted(seven, {each.author for each in examples} - seven):
        weights = learner.learn(row for row, each in enumerate(examples) if each.author not in left_out)
        found += judged_by(weights, [each for each in examples if each.author in left_out])
    return found


def parted(seven: set[str], own: set[str]) -> list[set[str]]:
    """Who is left out together: each of the seven alone, our own ones a few at a time."""
    return [{author} for author in sorted(seven)] + [set(sorted(own)[at::OWN_PARTS]) for at in range(OWN_PARTS)]


def judged_by(weights: Weights, examples: list[Example]) -> list[Result]:
    """The results of some examples by these weights."""
    return [Result(each, judged(each.reading, weigh(each.reading, lexicon(), weights))) for each in examples]


def share(results: list[bool]) -> float:
    """How much of it is true; all of it where there is nothing."""
    return sum(results) / len(results) if results else 1.0


def figures(results: list[Result]) -> dict[str, float]:
    """The figures that the floors are about."""
    complaints = [each for each in results if each.example.label is not Label.OTHER]
    privacy = [each for each in results if each.example.label is Label.PRIVACY]
    sure = [each for each in results if each.score.sure]
    return {
        "correct": share([each.correct for each in results]),
        "lost": share([each.lost for each in complaints]) if complaints else 0.0,
        "kept": share([each.kept for each in privacy]),
        "outright": share([each.score.label is Label.PRIVACY for each in privacy]),
        "right": share([each.correct for each in sure]),
        "sure": share([each.score.sure for each in results]),
    }


def table(results: list[Result]) -> str:
    """Rows: what it is; columns: what it was judged to be, of which sure."""
    lines = [f"{'':10}" + "".join(f"{label:>16}" for label in Label)]
    for truth in Label:
        rows = [each for each in results if each.example.label is truth]
        cells = [[each for each in rows if each.score.label is label] for label in Label]
        lines.append(f"{truth:10}" + "".join(f"{len(c):>8} ({sum(e.score.sure for e in c):>3} s)" for c in cells))
    return "\n".join(lines)


def report(name: str, results: list[Result], *, told: bool = True) -> None:
    """The figures of some results, and (if to be ``told``) the ids that went wrong (* sure, ! lost)."""
    print(f"\n== {name}: {len(results)} messages")
    print("  ".join(f"{key} {value:.1%}" for key, value in figures(results).items()))
    print(table(results))
    if not told:
        return
    wrong = [each for each in results if not each.correct]
    marks = [each.example.id + "!" * each.lost + "*" * (each.score.sure and not each.lost) for each in wrong]
    print("misjudged:", " ".join(marks) or "none")


def failing(name: str, results: list[Result]) -> list[str]:
    """What fell below its floor (for what is lost: rose above it)."""
    found, floors = figures(results), FLOORS[name]
    worse = [key for key, floor in floors.items() if (found[key] > floor if key == "lost" else found[key] < floor)]
    return [f"{name}: {key} is {found[key]:.1%}, the floor is {floors[key]:.1%}" for key in worse]


def unlike(learned: Weights, committed: Weights) -> list[str]:
    """Whether ``train.py`` would write other weights than those committed.

    Another machine may round otherwise, and so keep or leave out a few features that lie on the edge.
    """
    names = sorted(learned.features.keys() | committed.features.keys())
    pairs = ((name, zip(learned.of(name), committed.of(name), strict=True)) for name in names)
    apart = [name for name, pair in pairs if max(abs(here - there) for here, there in pair) > ROUNDING]
    if len(apart) <= EDGE * len(names):
        return []
    return [f"{len(apart)} weights are not those of bench/train.py, e.g. {apart[0]}: run it"]


def main() -> int:
    """Evaluates, prints, and says by its exit code whether the floors hold."""
    examples = load()
    learner = Learner(examples)
    seven = authors_of(CORPUS[0])
    results = leaving_one_out(learner, seven)
    for author in sorted({each.example.author for each in results}):
        report(f"author {author}", [each for each in results if each.example.author == author])
    report("all that are learned from", results, told=False)
    groups = {
        SEVEN: [each for each in results if each.example.author in seven],
        OWN: [each for each in results if each.example.author not in seven],
        UNSEEN: judged_by(weights(), load(BLIND)),
    }
    for name, group in groups.items():
        report(name, group, told=False)
    problems = [problem for name, group in groups.items() for problem in failing(name, group)]
    problems += unlike(learner.learn(range(len(examples))), weights())
    print("\n" + "\n".join(problems or ["all floors hold"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
