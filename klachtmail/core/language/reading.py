"""All that is read from one text before it is weighed: zones, language, facts, evidence, words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from klachtmail.core.language.channel import sending
from klachtmail.core.language.facts import facts
from klachtmail.core.language.lexicon import Lexicon
from klachtmail.core.language.ngrams import features
from klachtmail.core.language.speech import speech_of
from klachtmail.core.language.text import sentences
from klachtmail.core.language.zones import zones
from klachtmail.core.model import Address

# characters: what counts stands at the beginning, and a mail of megabytes must not take seconds
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Reading:
    """``evidence`` counts sentences; ``groups`` are features, each with the name that people read.

    ``language`` is empty where it is none that the evidence covers. A feature counts for less where its group
    has many (a long mail says no more than a short one).
    """

    language: str
    facts: tuple[str, ...]
    evidence: Mapping[str, int]
    groups: tuple[Mapping[str, str], ...]


def read(lexicon: Lexicon, subject: str, text: str, sender: Address | None, own_domains: tuple[str, ...]) -> Reading:
    """What stands in a mail with this subject and text."""
    text = text[:LONGEST]
    came = sending(sender, subject, text, own_domains)
    zoned = zones(text, own_domains, labelled=came.form or came.survey)
    # the subject of a form or a survey is the machine's, not the person's
    shown = "" if came.form or came.survey else subject[:LONGEST]
    body = sentences(f"{shown}\n\n{zoned.judged}")
    language = speech_of(body)
    found = facts(came, zoned, f"{subject}\n{text}", body, language)
    evidence = lexicon.find(body)
    groups = (*features(body), *lexicon.classes.features(body), together((*found, *evidence)))
    return Reading(language, found, evidence, groups)


def together(names: Iterable[str]) -> dict[str, str]:
    """Each two facts or meanings that hold in one text: what the one means depends on the other."""
    pairs = (f"{one} + {other}" for one, other in combinations(sorted(names), 2))
    return {f"[{pair}]": pair for pair in pairs}
