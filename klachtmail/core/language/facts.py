"""What the words cannot say: by which channel it came, how long it is, how it is punctuated, who speaks.

A fact is a name that a person understands; the statistical model weighs it like evidence.
"""

from __future__ import annotations

import re

from klachtmail.core.language.channel import Sending
from klachtmail.core.language.text import Sentence
from klachtmail.core.language.zones import Zones

# four stars, a score of 9, or a line that ends in a colon and 9
_GOOD_MARK = re.compile(
    r"★{4,5}(?!☆{2})|\b(?:score|cijfer)\D{0,12}(?:[89]|10)\b|[:?][ \t]*(?:[89]|10)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
# two stars, a score of 2, or a line that ends in a colon and 2
_BAD_MARK = re.compile(
    r"★{1,3}☆|\b(?:score|cijfer)\D{0,12}[1-5]\b(?!\d)|[:?][ \t]*[1-5][ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_I = (
    "ik mij me mijn m'n mn wij we ons onze k i my we our ich mir mich mein meine wir uns ja moj moja mnie mi je moi mes"
    " nous"
)
_YOU = "jullie u uw jou je jij your you sie ihr ihre ihnen panstwo panstwa siz sizin vous votre vos"
FIRST_PERSON = frozenset(_I.split())
SECOND_PERSON = frozenset(_YOU.split())
# "gebeld", "gestuurd", "gezegd", "gekomen"
_PAST = re.compile(r"^ge\w{3,}[dtn]$")
# the number of words from which a text is no longer called so
LENGTHS = ((15, "zeer kort"), (50, "kort"), (120, "middellang"), (250, "lang"))
VERY_LONG = "zeer lang"
LOUD = 3
FEW_LETTERS = 30


def facts(came: Sending, zoned: Zones, whole: str, text: tuple[Sentence, ...], language: str) -> tuple[str, ...]:
    """The names of the facts that hold; ``whole`` is subject and body as they came."""
    found = _of_channel(came, whole) | _of_voice([word for sentence in text for word in sentence])
    found |= _of_signs(zoned.judged)
    found["een antwoord of doorgestuurd"] = zoned.reply
    found["in een andere taal"] = language not in {"nl", ""}
    found["onbekende taal"] = not language
    return tuple(name for name, holds in found.items() if holds)


def _of_channel(came: Sending, whole: str) -> dict[str, bool]:
    return {
        "van een eigen medewerker": came.own and not came.machine,
        "van een automatische afzender": came.machine and not came.form,
        "via een webformulier": came.form and not came.complaint_form,
        "via het klachtenformulier": came.complaint_form,
        "van een instantie": came.official,
        "uit een enquête of review": came.survey,
        "hoog cijfer": came.survey and bool(_GOOD_MARK.search(whole)),
        "laag cijfer": came.survey and bool(_BAD_MARK.search(whole)),
    }


def _of_voice(words: list[str]) -> dict[str, bool]:
    size = len(words)
    return {
        next((name for limit, name in LENGTHS if size < limit), VERY_LONG): True,
        "spreekt over zichzelf": sum(word in FIRST_PERSON for word in words) >= 3 + size / 40,
        "spreekt ons aan": sum(word in SECOND_PERSON for word in words) > 1,
        "vertelt wat er gebeurd is": sum(bool(_PAST.match(word)) for word in words) >= 2 + size / 60,
    }


def _of_signs(raw: str) -> dict[str, bool]:
    return {
        "veel uitroeptekens": raw.count("!") >= LOUD or "!!" in raw or "??" in raw,
        "meer vragen": raw.count("?") > 1,
        "een vraag": raw.count("?") == 1,
        "hoofdletters": _shouts(raw),
    }


def _shouts(raw: str) -> bool:
    letters = [char for char in raw if char.isalpha()]
    return len(letters) > FEW_LETTERS and sum(char.isupper() for char in letters) > len(letters) / 2
