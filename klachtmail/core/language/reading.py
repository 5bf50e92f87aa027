"""All that is read from one text before it is weighed: zones, language, facts, evidence, words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from klachtmail.core.language.facts import Sending, facts, sending
from klachtmail.core.language.lexicon import Lexicon
from klachtmail.core.language.ngrams import features
from klachtmail.core.language.speech import speech_of
from klachtmail.core.language.text import sentences
from klachtmail.core.language.zones import zones
from klachtmail.core.model import Address


@dataclass(frozen=True, slots=True)
class Reading:
    """``evidence`` counts sentences, ``ngrams`` names for each feature the words that show it."""

    language: str
    came: Sending
    facts: tuple[str, ...]
    evidence: Mapping[str, int]
    ngrams: Mapping[str, str]
    size: int


def read(lexicon: Lexicon, subject: str, text: str, sender: Address | None, own_domains: tuple[str, ...]) -> Reading:
    """What stands in a mail with this subject and text."""
    own = bool(sender) and sender.domain in own_domains if sender else False
    came = sending(sender, subject, text, own=own)
    zoned = zones(text, own_domains, form=came.form or came.survey)
    shown = "" if came.form or came.survey else subject
    body = sentences(f"{shown}\n\n{zoned.judged}")
    language = speech_of(body)
    return Reading(
        language,
        came,
        facts(came, zoned, f"{subject}\n{text}", body, language),
        lexicon.find(body),
        features(body),
        sum(len(sentence) for sentence in body),
    )
