"""Words as they are compared: without capitals, accents and digits, cut into sentences.

A *word* is a folded string, e.g. ``geintegreerd`` for ``Geïntegreerd``; every digit is ``0``. A *sentence*
is a tuple of words; it ends at a full stop, a question or exclamation mark, or an empty line.
"""

from __future__ import annotations

import re
import unicodedata

Sentence = tuple[str, ...]

# letters that do not fall apart into a plain letter and an accent
_PLAIN = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "ß": "ss", "’": "'", "‘": "'", "´": "'", "`": "'"})
_DIGIT = re.compile(r"\d")
# "zo'n" is one word, "coach." is a word and an end
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.!?…]+(?=\s|$)|\n\s*\n|[!?؟]")


def fold(text: str) -> str:
    """``text`` in small letters, without accents, digits as 0."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN))
    return _DIGIT.sub("0", "".join(char for char in apart if not unicodedata.combining(char)))


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of ``text``, folded; without empty ones."""
    found: list[Sentence] = []
    words: list[str] = []
    for token in _TOKEN.findall(fold(text)):
        if token[0].isalnum():
            words.append(token)
        elif words:
            found.append(tuple(words))
            words = []
    return (*found, tuple(words)) if words else tuple(found)
