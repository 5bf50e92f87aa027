"""Which language a text is written in, by its script and its small words.

``nl en de pl tr ar fr uk`` are known; an empty string is a language that the evidence does not cover.
"""

from __future__ import annotations

from collections.abc import Iterable

from klachtmail.core.language.text import Sentence

_SMALL = {
    "nl": (
        "de het een en van ik dat niet is je jullie u met voor op te er zijn aan maar om bij heb mijn "
        "wij geen nog dit deze naar wat worden kan als ook heeft graag hierbij bijlage groet beste "
        "geachte dag hallo tot wel nu"
    ),
    "en": (
        "the and to of i you is that it for my was with have not this be on are your me at please hello "
        "dear we can would"
    ),
    "de": (
        "der die und ich das nicht ist sie mit ein zu den von es auf fur im eine wir ihr sich dem mich "
        "bei auch bitte sehr"
    ),
    "pl": (
        "nie i w na z do sie ze jest to ja mam pan pani panstwo prosze dzien dobry czy za od po mi juz ale tylko przez"
    ),
    "tr": (
        "ve bir bu bana ben icin ile degil cok da de ne var yok ama siz benim kadar gibi sonra merhaba olarak hic sayin"
    ),
    "fr": ("le la les de et je vous que pas est une un pour dans mon ma il elle qui ce avec bonjour mes sur nous au"),
}
_SETS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
FEW_WORDS = 4
_ARABIC = ("\u0600", "\u06ff")
_CYRILLIC = ("\u0400", "\u04ff")
# "і ї є" tell Ukrainian, "ы э ъ" Russian; Persian has letters that Arabic has not
_RUSSIAN = "ыэъ"
_PERSIAN = "پچژگ"


def speech_of(text: Iterable[Sentence]) -> str:
    """The language of ``text`` or an empty string; a text of less than four words is taken for Dutch."""
    words = [word for sentence in text for word in sentence if not word.startswith("0")]
    foreign = [word for word in words if _ARABIC[0] <= word[0] <= _ARABIC[1] or _CYRILLIC[0] <= word[0] <= _CYRILLIC[1]]
    if foreign and len(foreign) * 2 > len(words):
        return _by_script("".join(foreign))
    counts = {language: sum(word in small for word in words) for language, small in _SETS.items()}
    best = max(counts, key=lambda language: counts[language])
    if len(words) < FEW_WORDS or counts[best] >= max(1, len(words) // 12):
        return best if counts[best] else "nl"
    return ""


def _by_script(letters: str) -> str:
    if any(char in letters for char in _PERSIAN + _RUSSIAN):
        return ""
    return "ar" if _ARABIC[0] <= letters[0] <= _ARABIC[1] else "uk"
