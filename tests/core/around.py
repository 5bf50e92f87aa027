"""What the register knows around a message, for the tests of judging; values only."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from klachtmail.core.facts import Facts, KeyHolder, KnownCase, KnownLetter
from klachtmail.core.model import Address, Audience, Case, DutyKind, Receipt, Role, State, Track

NOON = datetime(2026, 11, 11, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
GERDA = Address("Gerda Veenstra", "g.veenstra@provider.example")
BART = Address("Bart Smit", "b.smit@werkgever.example")


def case(number: str = "KL-2026-0042", of: Address = GERDA, state: State = State.OPEN) -> KnownCase:
    """A case of one complainant."""
    found = Case(number, "X7PQ", Track.SERVICE, state, Receipt(NOON, "internaldate"), of, "e-mail")
    return KnownCase(found, frozenset({of.email}))


def letter(known: KnownCase, audience: Audience = Audience.COMPLAINANT) -> KnownLetter:
    """The acknowledgement of a case."""
    number = known.case.number
    return KnownLetter(f"<{number}@x>", number, known.case.complainant.email, audience, DutyKind.ACKNOWLEDGE)


def key(known: KnownCase) -> KeyHolder:
    """The complainant's reply key in the address that was written to."""
    return KeyHolder(known.case.number, known.case.complainant.email)


def facts(*cases: KnownCase, role: Role = Role.INBOX, **known: Any) -> Facts:
    """The facts about a message in the inbox; ``cases`` are those that anything in it points at."""
    return Facts(role=role, receipt=Receipt(NOON, "internaldate"), cases=cases, **known)
