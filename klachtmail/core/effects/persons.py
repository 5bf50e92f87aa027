"""Who is it about, who handles it, where is the complainant reached: people in a case (R11, R33-R35, R42)."""

from __future__ import annotations

import re
from dataclasses import replace

from klachtmail.core import clock_letters, people
from klachtmail.core.effects.bench import Bench, Effect, refuse
from klachtmail.core.model import Absence, Address, Case, Decision, Event, Flag, Letter
from klachtmail.core.settings import People, Person
from klachtmail.core.standing import Standing
from klachtmail.core.words import weekday_words

_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
"""E.g. ``nieuw.adres@example.org`` in ``ADRES nieuw.adres@example.org``."""
_ALL_OF = re.compile(r"^alles van\s+(?P<old>.+?)\s+aan\s+(?P<new>.+)$", re.IGNORECASE)
"""E.g. ``alles van Hanna aan Roelof``."""


def find_person(words: str, staff: People) -> tuple[Person, ...]:
    """The people of staff that a name or an address may mean; one is clear, more are asked about."""
    wanted = re.sub(r"^aan\s+", "", words.strip().casefold()).strip(" .,")
    email = _EMAIL.search(wanted)
    if email:
        return tuple(one for one in staff.staff if one.email == email[0])
    exact = tuple(one for one in staff.staff if one.name.casefold() == wanted)
    parts = set(wanted.split())
    return exact or tuple(one for one in staff.staff if parts and parts <= set(one.name.casefold().split()))


def _one(words: str, staff: People) -> Person | Effect:
    found = find_person(words, staff)
    if len(found) == 1:
        return found[0]
    if not found:
        return refuse(
            f"Ik ken geen medewerker met de naam {words!r}. Er is niets veranderd.",
            "Gebruik voor- en achternaam, of het mailadres.",
        )
    names = ", ".join(f"{one.name} ({one.email})" for one in found)
    return refuse(f"Er zijn meer medewerkers met die naam: {names}. Er is niets veranderd.", "Gebruik het mailadres.")


def hand_over(bench: Bench) -> Effect:
    """OVERDRAGEN aan naam: another handler; never somebody whom the complaint names (R34)."""
    everything = _ALL_OF.match(bench.command.words)
    if everything:
        return _all_of(bench, everything["old"], everything["new"])
    person = _one(bench.command.words, bench.desk.office.people)
    if isinstance(person, Effect):
        return person
    if person.email in bench.case.left_out:
        return refuse(
            f"{person.name} is genoemd in de klacht en kan de klacht niet behandelen. Er is niets veranderd.",
            "Gaat de klacht niet over deze medewerker?",
            "Dan antwoordt de kwaliteitsverantwoordelijke met BETROKKEN en de goede naam.",
        )
    decision = given_to(bench.standing, person, bench)
    return Effect(
        f"Overgedragen aan {person.name or person.email}.",
        after=bench.changed(handler=person.email),
        letters=decision.letters,
        events=decision.events,
        undo=False,
    )


def given_to(standing: Standing, person: Person, bench: Bench) -> Decision:
    """The decision that somebody gets a case: event and notice."""
    event = Event("handler", bench.actor.email, (("to", person.email), ("from", standing.case.handler)))
    after = bench.with_handler(standing.case, person.email)
    letter = clock_letters.handed_over(bench.standing_as(after, standing), person, bench.desk.reply_to)
    key = f"{letter.key}/{bench.source}"
    letters = () if person == bench.actor.person else (replace(letter, key=key),)
    return Decision("overgedragen", attach_to=standing.case.number, after=after, events=(event,), letters=letters)


def _all_of(bench: Bench, old: str, new: str) -> Effect:
    """OVERDRAGEN alles van X aan Y: every running case of somebody."""
    staff = bench.desk.office.people
    leaves, gets = _one(old, staff), _one(new, staff)
    if isinstance(leaves, Effect):
        return leaves
    if isinstance(gets, Effect):
        return gets
    if bench.actor.person not in {leaves, staff.quality_officer}:
        return refuse(
            "U kunt alleen uw eigen zaken in één keer overdragen. Er is niets veranderd.",
            "De kwaliteitsverantwoordelijke kan dat voor een ander doen.",
        )
    known = (one for one in bench.file.running if bench.actor.email not in one.case.left_out)
    mine = [one for one in known if one.case.handler == leaves.email]
    able = [one for one in mine if gets.email not in one.case.left_out]
    kept = tuple(f"{one.case.number}: {gets.name} is genoemd in de klacht" for one in mine if one not in able)
    return Effect(
        f"{len(able)} {'zaak' if len(able) == 1 else 'zaken'} van {leaves.name} overgedragen aan {gets.name}.",
        blocks=(("Niet overgedragen", kept),) if kept else (),
        others=tuple(given_to(one, gets, bench) for one in able),
        undo=False,
    )


def concerned(bench: Bench) -> Effect:
    """BETROKKEN: who the complaint is about; he is left out of it, everybody else is in again (R34, R35)."""
    words = bench.command.words.strip()
    if words.casefold().strip(" .") == "niemand":
        return _concerns(bench, None)
    person = _one(words, bench.desk.office.people)
    return person if isinstance(person, Effect) else _concerns(bench, person)


def _concerns(bench: Bench, person: Person | None) -> Effect:
    left_out = frozenset({person.email}) if person else frozenset[str]()
    flags = bench.case.flags | {Flag.STAFF_NAMED} if person else bench.case.flags - {Flag.STAFF_NAMED}
    handler = "" if bench.case.handler in left_out else bench.case.handler
    after = bench.changed(left_out=left_out, flags=flags, handler=handler)
    if not handler:
        default = people.handler_for(after, bench.desk.office.people)
        after = bench.with_handler(after, default.email if default else "")
    event = Event("concerned", bench.actor.email, (("who", person.email if person else "niemand"),))
    lead = (
        f"Vastgelegd: de klacht gaat over {person.name}. Deze medewerker krijgt er geen mail over."
        if person
        else "Vastgelegd: de klacht gaat niet over een medewerker."
    )
    letters = _newly(bench, after)
    if person and bench.command.inform:
        letter = _inform(bench, person)
        return Effect(f"De brief aan {person.name}", outward=letter, after=after, events=(event,), letters=letters)
    return Effect(lead, after=after, events=(event,), letters=letters, undo=not letters)


def _newly(bench: Bench, after: Case) -> tuple[Letter, ...]:
    """The notice to a handler who gets the case by this."""
    person = bench.desk.office.people.find(after.handler)
    if person is None or person.email == bench.case.handler or not bench.case.running or person == bench.actor.person:
        return ()
    return (clock_letters.handed_over(bench.standing_as(after), person, bench.desk.reply_to),)


def _inform(bench: Bench, person: Person) -> Letter:
    """A letter of its own, never the original."""
    return Letter(
        key=f"{bench.case.number}/concerned/{bench.source}",
        template="staff-concerned",
        recipient=person.address,
        case=bench.case.number,
        context=(("author", bench.actor.person.name), ("text", bench.command.letter or bench.command.reason)),
        own_words=True,
    )


def mend_address(bench: Bench) -> Effect:
    """ADRES: the complainant's right address; what did not arrive goes there again (R14)."""
    email = _EMAIL.search(bench.command.words.lower())
    if email is None:
        return refuse("Ik zie geen mailadres. Er is niets veranderd.", "Antwoord: ADRES naam@voorbeeld.nl.")
    if _of_staff(email[0], bench):
        return refuse("Dat is een adres van een medewerker; daar gaat geen brief aan de klager heen.")
    address = Address(bench.case.complainant.name, email[0])
    again = any(not one.held for one in bench.dossier.undelivered)
    sent = " Wat niet aankwam, gaat opnieuw." if again else ""
    return Effect(
        f"Het adres van de klager is nu {address.email}.{sent}",
        after=bench.changed(complainant=address, flags=bench.case.flags - {Flag.NO_EMAIL}),
        joins=(address,),
        again=address.email,
        events=(Event("address", bench.actor.email, (("changed", "e-mail"),)),),
        undo=not again,
    )


def _of_staff(email: str, bench: Bench) -> bool:
    staff = bench.desk.office.people
    return staff.own_domain(email) or staff.find(email) is not None


def phone(bench: Bench) -> Effect:
    """TELEFOON: the complainant's number."""
    number = bench.command.words.strip()
    if not re.search(r"\d{4}", number.replace(" ", "").replace("-", "")):
        return refuse("Ik zie geen telefoonnummer. Er is niets veranderd.", "Antwoord: TELEFOON 06-12345678.")
    return Effect(
        f"Het telefoonnummer van de klager is nu {number}.",
        after=bench.changed(phone=number),
        events=(Event("address", bench.actor.email, (("changed", "telefoon"),)),),
    )


def known_address(bench: Bench) -> Effect:
    """BEKEND adres: another address of the complainant's side; its mail belongs to the case from now on."""
    email = _EMAIL.search(bench.command.words.lower())
    if email is None:
        return refuse("Ik zie geen mailadres. Er is niets veranderd.", "Antwoord: BEKEND naam@voorbeeld.nl.")
    if _of_staff(email[0], bench):
        return refuse("Dat is een adres van een medewerker; die hoort niet bij de klager. Er is niets veranderd.")
    return Effect(
        f"{email[0]} hoort nu bij de klager.",
        joins=(Address("", email[0]),),
        events=(Event("participant", bench.actor.email),),
    )


def absent(bench: Bench) -> Effect:
    """AFWEZIG: from when until when; in that time every reminder goes to the deputy, too (DESIGN 5)."""
    first = bench.command.day or bench.given
    last = bench.command.until
    if last is None:
        return refuse("Ik mis tot wanneer u afwezig bent. Er is niets vastgelegd.", "Antwoord: AFWEZIG 21-12 tot 4-1.")
    if last < first or last < bench.desk.today:
        return refuse(
            "Die periode klopt niet: het einde ligt voor het begin, of is al voorbij.",
            "Antwoord: AFWEZIG 21-12 tot 4-1.",
        )
    return Effect(
        f"Vastgelegd: u bent afwezig van {weekday_words(first)} tot en met {weekday_words(last)}.",
        blocks=(("", ("Herinneringen gaan in die tijd ook naar uw vervanger.",)),),
        absence=Absence(bench.actor.email, first, last, "AFWEZIG"),
        undo=False,
    )
