"""What the organisation decided: people, terms, calendar, addresses. Built by ``config.py``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from klachtmail.core.model import Address

WORKWEEK = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who writes the letters; ``timezone`` is an IANA name, ``dispute_contact`` where Blik op Werk is reached (R24)."""

    name: str = "WerkenderWijs Re-integratie B.V."
    address: str = "Drentse Poort 18, 9521 JA Nieuw Buinen"
    phone: str = "06-51266484"
    website: str = "https://www.werkenderwijs.com"
    regulation_url: str = ""
    dispute_contact: str = "www.blikopwerk.nl"
    timezone: str = "Europe/Amsterdam"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of staff; ``works`` are weekdays, Monday is 0."""

    email: str
    name: str = ""
    works: frozenset[int] = WORKWEEK

    @property
    def address(self) -> Address:
        """As a mail address."""
        return Address(self.name, self.email)


@dataclass(frozen=True, slots=True)
class People:
    """The roles of R13, one person each (directie: several), and everybody of staff (roles included)."""

    quality_officer: Person | None = None
    handler: Person | None = None
    deputy: Person | None = None
    dpo: Person | None = None
    directie: tuple[Person, ...] = ()
    staff: tuple[Person, ...] = ()
    staff_domains: tuple[str, ...] = ()

    def find(self, email: str) -> Person | None:
        """The person of staff with this address, or None."""
        return next((person for person in self.staff if person.email == email.lower()), None)

    def own_domain(self, email: str) -> bool:
        """Whether the address is of one of the organisation's own domains."""
        return email.lower().rpartition("@")[2] in self.staff_domains


@dataclass(frozen=True, slots=True)
class Terms:
    """The regulation's terms: working days, unless the name says otherwise."""

    acknowledge: int = 3
    contact: int = 7
    confirm: int = 2
    settle: int = 20
    answer: int = 2
    admissibility_weeks: int = 4
    privacy_months: int = 1
    dpo_advice: int = 10
    breach_hours: int = 72
    retention_years: int = 2


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """Which days are working days (R41): ``strict`` keeps Goede Vrijdag and 5 mei as working days."""

    public_holidays: str = "strict"
    closed: tuple[date, ...] = ()
    closed_days_count: bool = True
    day_start: time = time(8, 30)
    day_end: time = time(17, 0)


@dataclass(frozen=True, slots=True)
class FormProfile:
    """A web form: who sends it, and which label of the form holds which field (R5).

    ``fields`` maps ``name``, ``email``, ``phone``, ``address`` and ``message`` to the labels of the form.
    """

    sender: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """Everything of the configuration that judging, deciding and writing letters needs.

    ``evidence``: the texts of the organisation's own files of words and phrases (see ``core/language``).
    """

    organisation: Organisation = field(default_factory=Organisation)
    people: People = field(default_factory=People)
    terms: Terms = field(default_factory=Terms)
    calendar: CalendarRules = field(default_factory=CalendarRules)
    addresses: tuple[str, ...] = ("kwaliteit@werkenderwijs.com",)
    forms: tuple[FormProfile, ...] = ()
    plus_addressing: bool = True
    own_hosts: tuple[str, ...] = ()
    new_cases_an_hour: int = 60
    watch: bool = False
    evidence: tuple[str, ...] = ()
