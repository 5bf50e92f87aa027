"""What the words cannot say: who sends it, by which channel, how long it is, how it is punctuated.

A fact is a name that a person understands; the statistical model weighs it like evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from klachtmail.core.language.text import Sentence
from klachtmail.core.language.zones import Zones
from klachtmail.core.model import Address

_MACHINE = re.compile(
    r"^(?:no-?reply|melding|voicemail|website|wordpress|form|notif|mailer|calendar|alert)|noreply|no-reply"
)
_FORM = re.compile(r"formulier|inzending|contact_|form_|webform|\bform\b", re.IGNORECASE)
_COMPLAINT_FORM = re.compile(r"klacht\w*formulier|formulier \W?klacht|complaint form|form \W?complaint", re.IGNORECASE)
_SURVEY = re.compile(
    r"enquête|nieuwe respons|respondent|tevredenheidsm|tevredenheidso|survey|nieuwe review|review achtergelaten",
    re.IGNORECASE,
)
_GOOD_MARK = re.compile(
    r"★{4,5}(?!☆{2})|\b(?:score|cijfer)\D{0,12}(?:[89]|10)\b|[:?]\s*(?:[89]|10)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_BAD_MARK = re.compile(
    r"★{1,3}☆|\b(?:score|cijfer)\D{0,12}[1-5]\b(?!\d)|[:?]\s*[1-5]\s*$", re.IGNORECASE | re.MULTILINE
)
_FIRST = frozenset(
    [
        "ik",
        "mij",
        "me",
        "mijn",
        "m'n",
        "mn",
        "wij",
        "we",
        "ons",
        "onze",
        "k",
        "i",
        "my",
        "we",
        "our",
        "ich",
        "mir",
        "mich",
        "mein",
        "meine",
        "wir",
        "uns",
        "ja",
        "moj",
        "moja",
        "mnie",
        "mi",
        "je",
        "moi",
        "mes",
        "nous",
    ]
)
_SECOND = frozenset(
    [
        "jullie",
        "u",
        "uw",
        "jou",
        "je",
        "jij",
        "your",
        "you",
        "sie",
        "ihr",
        "ihre",
        "ihnen",
        "panstwo",
        "panstwa",
        "siz",
        "sizin",
        "vous",
        "votre",
        "vos",
    ]
)
_PAST = re.compile(r"^ge\w{3,}[dtn]$")


@dataclass(frozen=True, slots=True)
class Sending:
    """Who sent a text and how: ``own`` is the organisation's own domain, ``machine`` no person's address."""

    own: bool
    machine: bool
    official: bool
    form: bool
    complaint_form: bool
    survey: bool


def sending(sender: Address | None, subject: str, text: str, *, own: bool) -> Sending:
    """How a text came, from the sender's address and the looks of it."""
    local = sender.email.partition("@")[0] if sender else ""
    machine = bool(_MACHINE.search(local))
    head = f"{subject}\n{text[:300]}"
    form = bool(_FORM.search(head)) and (machine or own)
    return Sending(
        own=own,
        machine=machine,
        official=bool(sender) and bool(re.search(r"uwv|gemeente|advoca|arbo|rechtsbijstand|vakbond", sender.email))
        if sender
        else False,
        form=form,
        complaint_form=form and bool(_COMPLAINT_FORM.search(head)),
        survey=not own and bool(_SURVEY.search(head)),
    )


def facts(came: Sending, zoned: Zones, whole: str, text: tuple[Sentence, ...], language: str) -> tuple[str, ...]:
    """The names of the facts that hold."""
    words = [word for sentence in text for word in sentence]
    size = len(words)
    raw = zoned.judged
    found = {
        "van een eigen medewerker": came.own and not came.machine,
        "van een automatische afzender": came.machine and not came.form,
        "via een webformulier": came.form and not came.complaint_form,
        "via het klachtenformulier": came.complaint_form,
        "van een instantie": came.official,
        "uit een enquête of review": came.survey,
        "hoog cijfer": came.survey and bool(_GOOD_MARK.search(whole)),
        "laag cijfer": came.survey and bool(_BAD_MARK.search(whole)),
        "een antwoord of doorgestuurd": zoned.reply,
        "zeer kort": size < 15,
        "kort": 15 <= size < 50,
        "middellang": 50 <= size < 120,
        "lang": 120 <= size < 250,
        "zeer lang": size >= 250,
        "veel uitroeptekens": raw.count("!") >= 3 or "!!" in raw or "??" in raw,
        "meer vragen": raw.count("?") >= 2,
        "een vraag": raw.count("?") == 1,
        "hoofdletters": _shouts(raw),
        "spreekt over zichzelf": sum(word in _FIRST for word in words) >= 3 + size / 40,
        "spreekt ons aan": sum(word in _SECOND for word in words) >= 2,
        "vertelt wat er gebeurd is": sum(bool(_PAST.match(word)) for word in words) >= 2 + size / 60,
        "in een andere taal": language not in {"nl", ""},
        "onbekende taal": language == "",
    }
    return tuple(name for name, holds in found.items() if holds)


def _shouts(raw: str) -> bool:
    letters = [char for char in raw if char.isalpha()]
    return len(letters) > 30 and sum(char.isupper() for char in letters) > len(letters) * 0.5
