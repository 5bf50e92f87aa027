"""An employee hands a complaint on, or writes one down: a case with its true receipt, and the answer to him (R10, R12).

The complainant in it gets the acknowledgement, never the employee; he hears what was understood of his words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from klachtmail.core import people
from klachtmail.core.desk import Matter
from klachtmail.core.duties import duty
from klachtmail.core.duty_rule import Act
from klachtmail.core.duty_table import kinds_met_by
from klachtmail.core.effects.correcting import CORRECT
from klachtmail.core.facts import NOBODY
from klachtmail.core.judge import may_complain
from klachtmail.core.model import (
    DAY_ONLY,
    Address,
    Asked,
    Case,
    Challenge,
    Decision,
    DutyKind,
    Event,
    Met,
    Receipt,
    Role,
)
from klachtmail.core.opening import opened
from klachtmail.core.registration import Registration
from klachtmail.core.settings import Person
from klachtmail.core.staff_answer import Reply, letter_of


def registered(matter: Matter, otherwise: Callable[[Matter], Decision]) -> Decision:
    """The case that an employee registers; what is surely no complaint, or comes from Junk, goes ``otherwise``."""
    found = matter.facts.registration
    ordered = found is not None and found.ordered
    if matter.facts.role is Role.JUNK or not (ordered or may_complain(matter.verdict)):
        return otherwise(matter)
    found = found or Registration()
    sender = matter.message.sender or NOBODY
    later = replace(matter, facts=replace(matter.facts, receipt=_receipt(matter, found)))
    decision = opened(
        later, _complainant(matter, found), channel=found.channel or "medewerker", registered_by=sender.email
    )
    assert decision.case is not None, "opened"
    decision = _with(decision, decision.case, found, matter)
    assert decision.case is not None, "opened"
    return _running(_answered(decision, decision.case, found, matter), found, matter)


def _complainant(matter: Matter, found: Registration) -> Address:
    """Whom the complaint is of: as the employee writes, else the sender of the mail that he hands on."""
    original = matter.facts.original.sender if matter.facts.original else NOBODY
    return Address(found.name or original.name, found.email or original.email)


def _receipt(matter: Matter, found: Registration) -> Receipt:
    """The day the first employee received it: as he says, else the date of the attached original (R10)."""
    receipt, original = matter.facts.receipt, matter.facts.original
    if isinstance(found.received, datetime):
        said = found.received.astimezone(UTC)
        return Receipt(min(said, receipt.at), "volgens de medewerker")
    if found.received is not None:
        return _of_day(found.received, matter)
    if original and original.at and original.at < receipt.at:
        return Receipt(original.at, "datum van het doorgestuurde bericht")
    return receipt


def _of_day(day: date, matter: Matter) -> Receipt:
    """A receipt of which only the day is known; today it is the moment of the mail."""
    if day >= matter.desk.day(matter.facts.receipt.at):
        return matter.facts.receipt
    zone = ZoneInfo(matter.desk.office.organisation.timezone)
    return Receipt(datetime.combine(day, time(12), zone).astimezone(UTC), DAY_ONLY)


def _with(decision: Decision, case: Case, found: Registration, matter: Matter) -> Decision:
    """Where the complainant is reached, and what else the register holds of it."""
    named = people.named_staff(matter.message, matter.desk.office.people, apart=())
    facts = (
        ("kind", found.kind),
        ("received_by", found.received_by),
        ("concerned", found.concerned),
    )
    event = Event("registered", case.registered_by, tuple((key, value) for key, value in facts if value))
    left_out = case.left_out | (named if found.concerned else frozenset())
    return replace(
        decision,
        case=replace(case, phone=found.phone, postal=found.address, left_out=left_out),
        events=(*decision.events, event),
    )


def _running(decision: Decision, found: Registration, matter: Matter) -> Decision:
    """A case that runs already: acknowledged and talked about before; no second acknowledgement."""
    case = decision.case
    assert case is not None, "opened"
    met, events, duties, letters = list(decision.met), list(decision.events), list(decision.duties), decision.letters
    if found.acknowledged_on:
        met += [Met(kind, "eerder bevestigd", on=found.acknowledged_on) for kind in kinds_met_by(Act.ACKNOWLEDGED)]
        duties = [one for one in duties if one.kind is not DutyKind.POST_LETTER]
        letters = tuple(one for one in letters if not one.key.endswith("/acknowledge"))
        events.append(Event("acknowledged_before", case.registered_by, (("day", found.acknowledged_on.isoformat()),)))
    if found.talked_on:
        met += [Met(kind, "eerder gesproken", on=found.talked_on) for kind in kinds_met_by(Act.TALKED)]
        terms, calendar = matter.desk.office.terms, matter.desk.calendar
        duties.append(duty(DutyKind.CONFIRM, found.talked_on, calendar=calendar, terms=terms))
        events.append(Event("talked", case.registered_by, (("day", found.talked_on.isoformat()),)))
    return replace(decision, met=tuple(met), duties=tuple(duties), events=tuple(events), letters=letters)


def _answered(decision: Decision, case: Case, found: Registration, matter: Matter) -> Decision:
    """The employee hears the number and what was understood; without proof of origin nobody is answered (R33)."""
    sender = matter.message.sender
    if sender is None or not matter.facts.origin.proved:
        return decision
    known = matter.desk.office.people.find(sender.email)
    unsure = matter.facts.original is not None and matter.facts.original.at is None and found.received is None
    asked = ("Wanneer kwam het bij u binnen? Antwoord met een regel Ontvangen: en de datum.",) if unsure else ()
    reply = Reply(
        title=f"Geregistreerd als {case.number}",
        lead=f"De klacht staat in het register als {case.number}. Klopt dit?",
        blocks=(
            ("Zo heb ik het begrepen", tuple(f"{label}: {value}" for label, value in _understood(found, case, matter))),
            ("", (*asked, *((_ANSWER,) if known else (_NO_ANSWER,)))),
        ),
        question=matter.numbers.question if known else "",
        own=True,
    )
    key = f"answer/{matter.message.sha256[:16]}"
    letter = letter_of(reply, key, known or Person(sender.email, sender.name), case, matter)
    asks = (_challenge(case, known, key, matter),) if known else ()
    return replace(decision, letters=(*decision.letters, letter), asks=asks)


_ANSWER = "Antwoord JA als het klopt. Klopt iets niet? Antwoord met de goede regel, bijvoorbeeld Telefoon: 06-12345678."
_NO_ANSWER = "Klopt iets niet? Laat het de kwaliteitsverantwoordelijke weten."


def _understood(found: Registration, case: Case, matter: Matter) -> tuple[tuple[str, str], ...]:
    """What he wrote, as it was read; the text of a mail that he hands on stays out of it."""
    if found.understood:
        return found.understood
    sender = matter.facts.original.sender if matter.facts.original else case.complainant
    return tuple((label, value) for label, value in (("Naam", sender.name), ("E-mail", sender.email)) if value)


def _challenge(case: Case, person: Person, key: str, matter: Matter) -> Challenge:
    return Challenge(
        code=matter.numbers.question,
        kind=Asked.PROPOSAL,
        email=person.email,
        asked=matter.desk.today,
        case=case.number,
        command=CORRECT,
        question=key,
    )
