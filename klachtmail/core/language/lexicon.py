"""The evidence files read into one frozen value, and the evidence that stands in a text.

A file is TOML: ``[sets]`` holds words of one meaning for phrases, ``[classes]`` those of which the order counts,
``[[evidence]]`` has ``name`` (the reason as people read it), ``side`` (``service``, ``privacy``, ``other`` or
empty for a plain fact), ``points`` and ``phrases``. An organisation's own files are read after ours: a set or a
class of the same name gets its words, evidence of the same name its phrases.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from klachtmail.core.language.classes import WordClasses, read_classes
from klachtmail.core.language.phrases import Phrase, Positions, positions, stands_in
from klachtmail.core.language.places import Places, places_of
from klachtmail.core.language.text import Sentence, fold

GAP = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """One meaning: ``phrases`` are alternatives, each a conjunction of phrases within two sentences."""

    name: str
    side: str
    points: float
    phrases: tuple[tuple[Phrase, ...], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All evidence, and by the first place of a phrase where to look: (number of evidence, conjunction)."""

    evidence: tuple[Evidence, ...]
    classes: WordClasses
    places: Places
    by_place: Mapping[int, tuple[tuple[int, tuple[Phrase, ...]], ...]]

    def find(self, text: Iterable[Sentence]) -> dict[str, int]:
        """The names of the evidence in ``text``, each with the number of sentences that show it."""
        counts: dict[str, int] = {}
        where = [
            positions(self.places.of(word) | self._joined(sentence, at) for at, word in enumerate(sentence))
            for sentence in text
        ]
        for here, after in zip(where, [*where[1:], {}], strict=False):
            for name in self._at(here, after):
                counts[name] = counts.get(name, 0) + 1
        return counts

    def _joined(self, sentence: Sentence, at: int) -> frozenset[int]:
        """The places of words that stand together, e.g. ``in_de_steek``."""
        together = ("_".join(sentence[at : at + count]) for count in (2, 3))
        return frozenset().union(*(self.places.whole.get(words, frozenset()) for words in together))

    def _at(self, here: Positions, after: Positions) -> list[str]:
        """What shows in a sentence; a conjunction begins in it and may end in the next."""
        found: set[int] = set()
        for place in here.keys() & self.by_place.keys():
            for number, phrases in self.by_place[place]:
                if number not in found and stands_in(phrases[0], here) and _all_in(phrases[1:], (here, after)):
                    found.add(number)
        return [self.evidence[number].name for number in sorted(found)]


def _all_in(phrases: tuple[Phrase, ...], where: tuple[Positions, ...]) -> bool:
    return all(any(stands_in(phrase, sentence) for sentence in where) for phrase in phrases)


def read_lexicon(texts: Iterable[str]) -> Lexicon:
    """The lexicon of the texts of some files; raises ``ValueError`` or ``TypeError`` that names what is wrong."""
    files = [tomllib.loads(text) for text in texts]
    for file in files:
        _only_known(file)
    sets: dict[str, str] = {}
    for file in files:
        for name, words in file.get("sets", {}).items():
            sets[name] = f"{sets.get(name, '')} {words}"
    classes = read_classes(file.get("classes", {}) for file in files)
    return _Builder(sets).build([each for file in files for each in file.get("evidence", ())], classes)


def _only_known(file: Mapping[str, object]) -> None:
    """Whether a file has nothing but ``[sets]``, ``[classes]`` and ``[[evidence]]``: a mistyped table is told."""
    shapes = {"sets": dict, "classes": dict, "evidence": list}
    for name, found in file.items():
        if name not in shapes:
            raise ValueError(f"There is no table {name!r}: a file has [sets], [classes] and [[evidence]].")
        if not isinstance(found, shapes[name]):
            raise TypeError(f"Write [sets], [classes] and [[evidence]], not {name!r} = {found!r}.")


class _Builder:
    """Numbers the places while the phrases are read; thrown away afterwards."""

    def __init__(self, sets: Mapping[str, str]) -> None:
        self._sets = {name: " ".join(words.split()) for name, words in sets.items()}
        self._numbers: dict[str, int] = {}

    def build(self, entries: list[Mapping[str, object]], classes: WordClasses) -> Lexicon:
        """The lexicon of the ``[[evidence]]`` entries, those of one name joined."""
        merged: dict[str, Evidence] = {}
        for entry in entries:
            each = self._evidence(entry)
            earlier = merged.get(each.name)
            merged[each.name] = replace(earlier, phrases=(*earlier.phrases, *each.phrases)) if earlier else each
        evidence = tuple(merged.values())
        numbered = ((number, self._words(part)) for part, number in self._numbers.items())
        return Lexicon(evidence, classes, places_of(numbered), _by_place(evidence))

    def _evidence(self, entry: Mapping[str, object]) -> Evidence:
        name, side, points, phrases = (entry.get(key) for key in ("name", "side", "points", "phrases"))
        if not isinstance(name, str) or not isinstance(phrases, list):
            raise TypeError(f"Each [[evidence]] has a name and a list of phrases, this one has not: {entry!r}.")
        if side not in {"service", "privacy", "other", "", None}:
            raise ValueError(f"The side of {name!r} is service, privacy, other or empty, not {side!r}.")
        weight = float(points) if isinstance(points, int | float) else 0.0
        return Evidence(name, str(side or ""), weight, tuple(self._conjunction(str(each)) for each in phrases))

    def _conjunction(self, written: str) -> tuple[Phrase, ...]:
        return tuple(self._phrase(part) for part in written.split(" & "))

    def _phrase(self, written: str) -> Phrase:
        places: list[int] = []
        reach: list[int] = []
        distance = 1
        for part in written.removeprefix("^").split():
            if part == "..":
                distance = GAP
                continue
            places.append(self._numbers.setdefault(part, len(self._numbers)))
            reach.append(distance)
            distance = 1
        if not places:
            raise ValueError(f"A phrase has at least one word: {written!r}.")
        return Phrase(tuple(places), tuple(reach), at_start=written.startswith("^"))

    def _words(self, part: str) -> list[str]:
        found: list[str] = []
        for each in part.split("|"):
            name = each.removeprefix("<").removesuffix(">")
            if name == each:
                found.append(fold(each))
            elif name in self._sets:
                found += fold(self._sets[name]).split()
            else:
                raise ValueError(f"There is no set of words called {each}.")
        return found


def _by_place(evidence: tuple[Evidence, ...]) -> dict[int, tuple[tuple[int, tuple[Phrase, ...]], ...]]:
    found: dict[int, list[tuple[int, tuple[Phrase, ...]]]] = {}
    for number, each in enumerate(evidence):
        for phrases in each.phrases:
            found.setdefault(phrases[0].places[0], []).append((number, phrases))
    return {place: tuple(where) for place, where in found.items()}
