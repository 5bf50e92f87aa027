"""Does the mail look like a web form or a survey? Their programs mark complaints as automatic mail."""

from __future__ import annotations

import re

from klachtmail.core.model import Message

_LINE = re.compile(r"[\s>*•|-]{0,6}(?P<label>[^\W\d_][^:=\n]{0,58}?)[\s*]{0,4}(?::|=|\t|\|| {3})")
"""A labelled line, e.g. ``Uw bericht: ..``, ``field[email]=..``, ``Naam    Jan``."""

_WORDS = re.compile(
    r"((uw|je|jouw|volledige|voor|achter|client|cli[ëe]nt|deelnemer)[- ]?)?(naam|voornaam|achternaam)( \w+)?"
    r"|((uw|je|jouw) )?(bericht|vraag|klacht|toelichting|opmerking(en)?|melding|boodschap|reactie)( \w+){0,3}"
    r"|omschrijving"
    r"|waar gaat .{0,40}|((your|full|first|last) )?(name|message|comments?|question|complaint|feedback)"
    r"|((ihr|ihre) )?(name|nachricht|anliegen|beschwerde)|(votre )?(nom|pr[ée]nom|message)"
    r"|(imi[ęe]|nazwisko|wiadomo[śs][ćc])( .{0,20})?|respondent\w*|field\[[\w-]{1,40}\]|entry\.\w{1,20}",
    re.IGNORECASE,
)
"""Labels that only a form has, e.g. ``Naam``, ``Uw bericht``, ``Toelichting``, ``field[message]``."""

_BARE = re.compile(
    r"(uw |je )?(naam|voornaam|achternaam|e-?mail(adres)?|telefoon(nummer)?|bericht|vraag|klacht|onderwerp|toelichting)"
    r"|((your|full|first|last) )?(name|e-?mail( address)?|phone( number)?|message|subject)",
    re.IGNORECASE,
)
"""A label that has the line for itself, with the value under it, e.g. ``E-mail``."""

_HEADS = re.compile(
    r"van|aan|b?cc|verzonden|datum|onderwerp|from|to|sent|date|subject|von|an|gesendet|betreff|de|à|envoyé|objet"
)
"""Labels of a quoted mail's head (``Van: ..``, ``Onderwerp: ..``): they make no form."""

READ = 200
"""How many lines are read."""

ENOUGH = 3
"""How many labelled lines make a form."""


def looks_like_form(message: Message) -> bool:
    """Whether the text has at least three labelled lines, and one of them is a form's own.

    A signature has labelled lines, too (``Tel: ..``, ``E-mail: ..``), but no ``Naam`` or ``Bericht``.
    """
    labels = [label for line in message.text.splitlines()[:READ] if (label := _label(line))]
    return len(labels) >= ENOUGH and any(_WORDS.fullmatch(label) for label in labels)


def _label(line: str) -> str:
    """The label of a labelled line in lower case, or empty."""
    bare = line.strip(" \t*:")
    if _BARE.fullmatch(bare):
        return bare.lower()
    found = _LINE.match(line[:120])
    label = found["label"].strip().lower() if found else ""
    return "" if _HEADS.fullmatch(label) else label
