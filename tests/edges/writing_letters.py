"""A case, its duties and the letters that follow a command, as the tests of letters fill them in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

from klachtmail.core.model import (
    Address,
    Case,
    Duty,
    DutyKind,
    Flag,
    Receipt,
    State,
    Track,
)
from klachtmail.core.settings import Office, People, Person
from klachtmail.post.letters import Letters, Stamp

HANNA = Person("hanna@werkenderwijs.com", "Hanna Bos")
HENNIE = Address("Hennie Trip", "h.trip@example.nl")
OFFICE = Office(people=People(handler=HANNA, quality_officer=HANNA, staff=(HANNA,)))
RECEIVED = datetime(2026, 1, 30, 22, 50, tzinfo=UTC)
TOKEN = "[KL-2026-0042-X7PQ]"
CASE = Case(
    number="KL-2026-0042",
    code="X7PQ",
    track=Track.SERVICE,
    state=State.OPEN,
    received=Receipt(RECEIVED, "internaldate"),
    complainant=HENNIE,
    channel="email",
    handler=HANNA.email,
)
PRIVACY = replace(CASE, track=Track.PRIVACY)
STAMP = Stamp(
    message_id="<letter.1@werkenderwijs.com>",
    date=datetime(2026, 1, 30, 22, 52, tzinfo=UTC),
    reply_to=Address("WerkenderWijs klachten", "kwaliteit+kl-2026-0042-abcd@werkenderwijs.com"),
)
ORIGINAL = b"From: h.trip@example.nl\r\nSubject: Niemand belt\r\n\r\nNiemand belt mij terug.\r\n"
WITH_ORIGINAL = replace(STAMP, attachments=(("klacht.eml", ORIGINAL),))
LETTERS = Letters(OFFICE)


def duty(kind: DutyKind, deadline: date, legal: date | None = None) -> Duty:
    return Duty(kind, deadline, legal or deadline, "counted by hand")


DUTIES = (
    duty(DutyKind.ACKNOWLEDGE, date(2026, 2, 4)),
    duty(DutyKind.CONTACT, date(2026, 2, 10)),
    duty(DutyKind.SETTLE, date(2026, 2, 27)),
    duty(DutyKind.ADMISSIBILITY, date(2026, 2, 27)),
)
MONTH = duty(DutyKind.MONTH, date(2026, 2, 27), date(2026, 2, 28))
SETTLED = date(2028, 2, 20)
TYPED = """U zei: "Niemand belt mij terug & ik wacht al <drie> weken."
Dat spijt ons.

- Hanna belt u elke maandag, voor het eerst op 9 februari.
- U krijgt een eigen telefoonnummer.
"""
AUTHOR = ("author", "Hanna Bos")
KEPT = ("keep_until", SETTLED)
LINKS = (("Ja, verstuur deze brief", "mailto:kwaliteit@werkenderwijs.com?subject=Re&body=JA", "JA"),)
ANSWER_PREVIEW = (
    ("title", "Klopt deze brief? Bevestiging van het gesprek, 6 februari 2026"),
    ("lead", "Deze brief gaat naar de klager na uw JA."),
    (
        "blocks",
        (("Let op", ("- Wilt u iets veranderen? Antwoord met de hele brief.", "- Niet sturen? Antwoord NEE.")),),
    ),
    ("shown", (HENNIE, "Bevestiging van ons gesprek", "Goedendag Hennie Trip,\n\nWij hebben <samen> gesproken.")),
    ("links", LINKS),
    ("undo", "Tot uw JA gaat er niets weg."),
)
PASSED = (
    ("title", "Advies van de DPO, 6 februari 2026"),
    ("lead", "De DPO heeft geantwoord. Is dit het advies?"),
    ("lines", ("Met uw JA staat het advies in het dossier.",)),
    ("links", LINKS),
)
PRINT = (("what", "Ontvangstbevestiging"), ("to", "Hennie Trip"), ("postal", "Dorpsstraat 1\n9521 AA Nieuw Buinen"))
BOTH = replace(PRIVACY, flags=frozenset({Flag.BOTH}))
LETTER_ON_PAPER = replace(STAMP, attachments=(("brief.txt", b"Goedendag,\r\n"),))
POST = duty(DutyKind.POST_LETTER, date(2026, 2, 2))
TALK_AT = (("appointment", datetime(2026, 2, 9, 9, 0, tzinfo=UTC)), ("place", "Drentse Poort 18, Nieuw Buinen"))
TALKED = (("talk_day", date(2026, 2, 5)), ("talk_with", "Roelof Dekker"))
DELAY = (AUTHOR, ("until", date(2026, 3, 13)), ("reason", "Wij wachten nog op een verslag van de bedrijfsarts."))
CLOSING = (AUTHOR, KEPT, ("text", TYPED), ("outcome", "deels gegrond"))
MEASURE = ("measure", "Wij bellen voortaan binnen een dag terug.")

COMMANDED: dict[str, tuple[Case | None, tuple[Duty, ...], tuple[tuple[str, object], ...], Stamp]] = {
    "complainant-invitation": (CASE, DUTIES, (AUTHOR, *TALK_AT), STAMP),
    "complainant-confirmation": (CASE, DUTIES, (AUTHOR, *TALKED, ("text", TYPED)), STAMP),
    "complainant-message": (CASE, DUTIES, (AUTHOR, ("text", TYPED)), STAMP),
    "complainant-delay": (PRIVACY, (*DUTIES, MONTH), (*DELAY, ("consent", False)), STAMP),
    "complainant-declined": (PRIVACY, (*DUTIES, MONTH), (AUTHOR, KEPT, ("text", TYPED)), STAMP),
    "complainant-closing": (BOTH, (*DUTIES, MONTH), (*CLOSING, MEASURE), STAMP),
    "complainant-withdrawn": (CASE, DUTIES, (AUTHOR, KEPT), STAMP),
    "complainant-no_complaint": (CASE, DUTIES, (AUTHOR, KEPT, ("text", TYPED)), STAMP),
    "complainant-supplement": (PRIVACY, (*DUTIES, MONTH), (), STAMP),
    "complainant-joined": (CASE, DUTIES, (("other", "KL-2026-0041"),), STAMP),
    "staff-answer": (CASE, DUTIES, ANSWER_PREVIEW, STAMP),
    "staff-concerned": (CASE, DUTIES, (AUTHOR, ("text", TYPED)), STAMP),
    "quality_officer-passed": (PRIVACY, DUTIES, PASSED, WITH_ORIGINAL),
    "directie-passed": (CASE, DUTIES, PASSED, WITH_ORIGINAL),
    "quality_officer-print": (CASE, (*DUTIES, POST), PRINT, LETTER_ON_PAPER),
}
"""The letters that follow a command of staff, or an answer of the program to it: case, duties, context, stamp."""


class Tags(HTMLParser):
    """The tags of an HTML body in order, and the mistakes in their nesting."""

    VOID = frozenset({"meta", "br", "hr", "img"})
    BLOCKS = frozenset({"p", "ul", "ol", "div", "h2", "table"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.open: list[str] = []
        self.mistakes: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.append(tag)
        if tag in self.BLOCKS and "p" in self.open:
            self.mistakes.append(f"<{tag}> inside <p> at {self.getpos()}")
        if (tag == "li") != (self.open[-1:] in (["ul"], ["ol"])):
            self.mistakes.append(f"<{tag}> inside {self.open[-1:]} at {self.getpos()}")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open.pop() != tag:
            self.mistakes.append(f"</{tag}> at {self.getpos()}")
