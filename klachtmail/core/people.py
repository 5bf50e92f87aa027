"""Who may know of a case, and who does what in it (R13, R33, R34, R35)."""

from __future__ import annotations

import re

from klachtmail.core.model import Address, Case, Flag, Message, Track
from klachtmail.core.settings import People, Person

_PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "den",
        "der",
        "het",
        "ten",
        "ter",
        "te",
        "el",
        "al",
        "la",
        "le",
        "di",
        "da",
        "bin",
        "in",
        "op",
        "aan",
        "voor",
        "mr",
        "dr",
        "ir",
    ]
)
"""Parts of a name that name nobody, e.g. the first two words of ``van der Meer``."""


def named_staff(message: Message, people: People, *, apart: tuple[Address, ...]) -> frozenset[str]:
    """The addresses of staff whose first name, surname or address the complainant's own words hold (R34).

    Only subject and new text count. ``apart`` are people whose names do not count: the complainant himself
    and the employee who registers his complaint.
    """
    words = frozenset(_words(f"{message.subject} {message.new_text}"))
    text = f"{message.subject} {message.new_text}".casefold()
    skip = {word for person in apart for word in _words(person.name)} | {person.email for person in apart}
    return frozenset(
        person.email
        for person in people.staff
        if person.email not in skip and ((_name_parts(person) - skip) & words or person.email in text)
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text.casefold())


def _name_parts(person: Person) -> set[str]:
    """First name and surname as words; an initial or a particle names nobody.

    Somebody without a name goes by the local part of the address (``directie``), which is a word like any.
    """
    if person.name == person.email.partition("@")[0]:
        return set()
    return {word for word in _words(person.name) if len(word) > 1 and word not in _PARTICLES}


def quality_for(case: Case, people: People) -> Person | None:
    """Who does the quality officer's work in this case: himself, or a director where he is named (R35)."""
    return _first(case, (people.quality_officer, *people.directie))


def handler_for(case: Case, people: People) -> Person | None:
    """The default handler, or nobody where the complaint names him: then the quality officer chooses."""
    return _first(case, (people.handler,))


def _first(case: Case, persons: tuple[Person | None, ...]) -> Person | None:
    return next((person for person in persons if person and person.email not in case.left_out), None)


def permitted(case: Case, people: People, participants: frozenset[str]) -> frozenset[str]:
    """Every address that a letter about this case may go to (R33), staff named in it left out (R34).

    The DPO belongs to it on the privacy track, where privacy is suspected and where a breach may be.
    """
    roles = [people.quality_officer, people.deputy, *people.directie, people.find(case.handler)]
    if case.track is Track.PRIVACY or case.flags & {Flag.PRIVACY_SUSPECTED, Flag.BREACH}:
        roles.append(people.dpo)
    staff = frozenset(person.email for person in roles if person)
    return participants | (staff - case.left_out)
