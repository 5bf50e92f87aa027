"""A mail that nobody may act on: kept as a note, and the quality officer hears of it (R33, R34)."""

from __future__ import annotations

from klachtmail.core import authority, people
from klachtmail.core.desk import Matter
from klachtmail.core.model import Decision, Entry, Event, Letter
from klachtmail.core.settings import Person
from klachtmail.core.staff_answer import Reply
from klachtmail.core.staff_file import Actor, Level
from klachtmail.core.staff_mail.talk import Talk, letter_to


def of_no_role(matter: Matter) -> Decision:
    """Somebody of the own domain who is not on the list: a note in the case, of which the quality officer hears.

    Where his origin is proved he hears himself that his words were kept.
    """
    dossier, sender = matter.file.dossier, matter.message.sender
    if dossier is None:
        return Decision("", entry=_listed(matter, "niet op de lijst van medewerkers"))
    event = Event("note", "klachtmail", (("reason", "niet op de lijst van medewerkers"),))
    letters = _told(matter, "niet op de lijst van medewerkers")
    if sender and matter.facts.origin.proved:
        stranger = Actor(Person(sender.email, sender.name), frozenset(), Level.NOTE, "niet op de lijst")
        talk = Talk(matter, stranger)
        letters = (*letters, letter_to(talk, _bystander(talk)))
    return Decision("", attach_to=dossier.case.number, events=(event,), letters=letters)


def unbelieved(talk: Talk) -> Decision:
    """A note; its writer gets no answer, for he may be somebody else. The quality officer hears of it once a day.

    Only who is named in the complaint and is proved hears that his words were kept (R34).
    """
    event = Event("note", talk.actor.email, (("reason", talk.actor.reason),))
    told = _told(talk.matter, talk.actor.reason)
    if talk.actor.reason == authority.NAMED and authority.believed(talk.actor, talk.matter.facts, talk.matter.file):
        told = (*told, letter_to(talk, _bystander(talk)))
    entry = None if talk.case else _listed(talk.matter, talk.actor.reason)
    return Decision("", entry=entry, events=(event,), letters=told)


def _listed(matter: Matter, reason: str) -> Entry:
    """What belongs to no case stands in the quality officer's list, so that nobody's mail is only in the register."""
    return Entry(matter.numbers.entry, waits=False, reason=reason, label=matter.verdict.label)


def _bystander(talk: Talk) -> Reply:
    """What somebody hears who has no say in the case: his own words, and that they are kept (R33, R34)."""
    return Reply(
        title="Genoteerd, NIET aan de klager gestuurd",
        lead="Uw bericht is bewaard. Het is niet naar de klager gestuurd en er is niets veranderd.",
        blocks=(("", ("De kwaliteitsverantwoordelijke krijgt uw bericht.",)),),
        words=talk.matter.message.new_text,
    )


def _told(matter: Matter, reason: str) -> tuple[Letter, ...]:
    """The quality officer hears of a mail that was filed as a note for want of proof."""
    dossier, staff = matter.file.dossier, matter.desk.office.people
    first = people.quality_for(dossier.case, staff) if dossier else staff.quality_officer
    if first is None:
        return ()
    about = dossier.case.number if dossier else "post"
    lines = (
        f"Reden: {reason}.",
        "Er is niets gedaan en de afzender kreeg geen antwoord.",
        "Was het echt een collega? Vraag dan om opnieuw te antwoorden op de laatste mail over de zaak.",
    )
    audience = "quality_officer" if first == staff.quality_officer else "directie"
    return (
        Letter(
            key=f"{about}/unproved/{first.email}/{matter.desk.today}",
            template=f"{audience}-passed",
            recipient=first.address,
            case=dossier.case.number if dossier else "",
            context=(
                ("title", "Een mail van een medewerker zonder bewijs"),
                (
                    "lead",
                    "Er kwam een mail die van een medewerker lijkt. Dat is niet zeker: die telt als notitie.",
                ),
                ("lines", lines),
                ("links", ()),
            ),
            attach=matter.message.sha256,
            attach_name="bericht.eml",
        ),
    )
