"""Classes of words, and which comes before which in a sentence: who did what to whom, in any language.

``onze coach vertelde het aan mijn baas`` shows ``wij … vertellen`` and ``vertellen … buitenstaander``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from klachtmail.core.language.places import Places, places_of
from klachtmail.core.language.text import Sentence, fold

REACH = 8
NEAR = 2


@dataclass(frozen=True, slots=True)
class WordClasses:
    """The names of the classes, and which of them (by number) a word belongs to."""

    names: tuple[str, ...]
    places: Places

    def of(self, word: str) -> tuple[str, ...]:
        """The names of the classes of a folded word, in the order of the alphabet."""
        return tuple(sorted(self.names[number] for number in self.places.of(word)))

    def features(self, text: Iterable[Sentence]) -> tuple[dict[str, str], dict[str, str]]:
        """The classes in ``text`` and their orders, each with the name that people read."""
        classes: dict[str, str] = {}
        orders: dict[str, str] = {}
        for sentence in text:
            marks = [(at, name) for at, word in enumerate(sentence) for name in self.of(word)]
            classes.update((f"{{{name}}}", f"woord voor {name}") for _, name in marks)
            for first, then, near in _orders(marks):
                shown = f"{first} … {then}"
                orders[f"{{{first}>{then}}}"] = shown
                if near:
                    orders[f"{{{first}>>{then}}}"] = shown
        return classes, orders


def _orders(marks: list[tuple[int, str]]) -> Iterator[tuple[str, str, bool]]:
    """Each class with one that follows within reach, and whether it follows closely."""
    for number, (here, first) in enumerate(marks):
        for there, then in marks[number + 1 :]:
            if there - here > REACH:
                break
            if there > here and then != first:
                yield first, then, there - here <= NEAR


def read_classes(tables: Iterable[Mapping[str, object]]) -> WordClasses:
    """The classes of some ``[classes]`` tables; a class in several of them has the words of all."""
    words: dict[str, list[str]] = {}
    for table in tables:
        for name, given in table.items():
            if not isinstance(given, str):
                raise TypeError(f"The class {name!r} is a text of words, not {given!r}.")
            words.setdefault(name, []).extend(fold(given).split())
    return WordClasses(tuple(words), places_of(enumerate(words.values())))
