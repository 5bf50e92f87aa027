"""How far is somebody of staff believed? (DESIGN 5, *Authority*)

From says who he claims to be. *Origin* is what the trusted server proves of that, the *key* what only his own
mails of ours held: his reply key where subject or In-Reply-To agrees on its case, or an answer to a letter that
he had. Both: his commands act. One: he is asked back at his known address, and JA to that question is the missing
proof, for what was asked and nothing else. None: a note.
"""

from __future__ import annotations

from klachtmail.core import people
from klachtmail.core.commands import Who
from klachtmail.core.facts import Facts
from klachtmail.core.keys import NO_CASE
from klachtmail.core.model import PALE_WORDS, Case, Message
from klachtmail.core.settings import Office, People, Person
from klachtmail.core.staff_file import Actor, Level, StaffFile

NAMED = "genoemd in de klacht"
"""Why somebody's words are a note though he is who he says (R34)."""


def actor(message: Message, facts: Facts, file: StaffFile, office: Office) -> Actor | None:
    """Who of the staff list wrote this, with his roles; None for everybody else."""
    person = office.people.find(message.sender.email) if message.sender else None
    if person is None:
        return None
    case = file.dossier.case if file.dossier else None
    level, reason = _level(person, case, facts, file)
    if level is Level.ACTS and PALE_WORDS in message.defects:
        level, reason = Level.ASKS, "woorden die een lezer niet ziet"
    return Actor(person, roles(person, case, office.people), level, reason)


def _level(person: Person, case: Case | None, facts: Facts, file: StaffFile) -> tuple[Level, str]:
    origin = facts.origin
    if origin.dmarc == "fail" or (origin.dmarc == "pass" and not origin.aligned and not origin.authenticated):
        return Level.NOTE, "de mailserver zegt dat de afzender niet klopt"
    if case and person.email in case.left_out:
        return Level.NOTE, NAMED
    proofs = (origin.proved, keyed(person, facts, file))
    if all(proofs):
        return Level.ACTS, "herkomst en antwoordsleutel"
    if any(proofs):
        return Level.ASKS, "alleen de herkomst is bewezen" if proofs[0] else "alleen de antwoordsleutel klopt"
    return Level.NOTE, "zonder bewijs van herkomst"


def believed(actor: Actor, facts: Facts, file: StaffFile) -> bool:
    """Whether anything proves the writer, so that he may be answered at his known address."""
    return facts.origin.dmarc != "fail" and (facts.origin.proved or keyed(actor.person, facts, file))


def keyed(person: Person, facts: Facts, file: StaffFile) -> bool:
    """Whether he answers a letter that he had, or bears his own key for the matter that the mail is about.

    The code of an open question to him counts as a key: only his own mail held it. A key opens its own case only; that
    of a letter about none opens no case.
    """
    if file.challenge is not None:
        return True
    opening = {_matter(file)} if file.dossier else {_matter(file), "", NO_CASE}
    if any(letter.recipient == person.email and letter.case in opening for letter in facts.letters):
        return True
    return any(key.email == person.email and key.case in opening for key in facts.keys)


def _matter(file: StaffFile) -> str:
    if file.dossier:
        return file.dossier.case.number
    return file.entry.number if file.entry else ""


def roles(person: Person, case: Case | None, staff: People) -> frozenset[Who]:
    """What somebody may do in a case, or in general; who is named in a complaint has no role in it (R34, R35)."""
    found = {Who.STAFF}
    if case and person.email in case.left_out:
        return frozenset(found)
    first = people.quality_for(case, staff) if case else staff.quality_officer
    if person == first:
        found.add(Who.QUALITY_OFFICER)
    if person in staff.directie:
        found.add(Who.DIRECTIE)
    if person == staff.dpo:
        found.add(Who.DPO)
    if case and _handles(person, case, staff, first):
        found.add(Who.HANDLER)
    return frozenset(found)


def _handles(person: Person, case: Case, staff: People, first: Person | None) -> bool:
    """The handler, his deputy, or who stands in where nobody has the case."""
    return person.email == case.handler or person == staff.deputy or (not case.handler and person == first)
