"""Whose mail a colleague hands on, and when the first colleague had it (R10)."""

from __future__ import annotations

from datetime import UTC, datetime
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from klachtmail.core.model import Address, AttachedMail
from klachtmail.core.settings import Office, People
from klachtmail.intake.forwards import Forwarded, forwarded
from tests.core.build import address, message

ZONE = ZoneInfo("Europe/Amsterdam")
OFFICE = Office(people=People(staff_domains=("werkenderwijs.example",)), addresses=("kwaliteit@werkenderwijs.example",))
STAFF = "Marjolein Dekkinga <m.dekkinga@werkenderwijs.example>"
HENNIE = Address("Hennie Trip", "h.trip@example.org")
RECEIVED = datetime(2026, 3, 10, 9, 15, tzinfo=ZONE)
WRITTEN = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)

HEADS = {
    "Outlook, Dutch": """Van: Hennie Trip <h.trip@example.org>
Verzonden: dinsdag 10 maart 2026 09:15
Aan: Marjolein Dekkinga
Onderwerp: dichte deur
""",
    "old Outlook": """-----Oorspronkelijk bericht-----
*Van:* Hennie Trip [mailto:h.trip@example.org]
*Verzonden:* dinsdag 10 maart 2026 9:15
Aan: Marjolein Dekkinga
Onderwerp: dichte deur
""",
    "Outlook, English": """From: Hennie Trip <h.trip@example.org>
Sent: Tuesday, March 10, 2026 9:15 AM
To: Marjolein Dekkinga
Subject: dichte deur
""",
    "Outlook, German": """Von: Hennie Trip <h.trip@example.org>
Gesendet: Dienstag, 10. März 2026 09:15
An: Marjolein Dekkinga
Betreff: dichte deur
""",
    "Gmail, Dutch": """---------- Forwarded message ---------
Van: Hennie Trip <h.trip@example.org>
Date: di 10 mrt 2026 om 09:15
Subject: dichte deur
To: Marjolein Dekkinga <m.dekkinga@werkenderwijs.example>
""",
    "Gmail, English": """---------- Forwarded message ---------
From: Hennie Trip <h.trip@example.org>
Date: Tue, Mar 10, 2026 at 9:15 AM
Subject: dichte deur
To: Marjolein Dekkinga <m.dekkinga@werkenderwijs.example>
""",
    "iPhone, quoted": """Begin doorgestuurd bericht:

> Van: Hennie Trip <h.trip@example.org>
> Datum: 10 maart 2026 om 09:15:00 CET
> Aan: m.dekkinga@werkenderwijs.example
> Onderwerp: dichte deur
>
""",
    "Thunderbird": """-------- Doorgestuurd bericht --------
Onderwerp: dichte deur
Datum: Tue, 10 Mar 2026 09:15:00 +0100
Van: Hennie Trip <h.trip@example.org>
Aan: m.dekkinga@werkenderwijs.example
""",
    "an introduction": "Op di 10 mrt 2026 om 09:15 schreef Hennie Trip <h.trip@example.org>:\n",
    "an introduction on two lines": "On Tue, Mar 10, 2026 at 9:15 AM Hennie Trip\n<h.trip@example.org> wrote:\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_the_head_of_every_mail_program_tells_writer_and_moment(head: str) -> None:
    """Without a zone the moment is the office's own time."""
    text = f"Graag registreren.\n\n{head}\nIk stond voor een dichte deur.\n"
    found = forwarded(message(sender=STAFF, text=text, date=WRITTEN), OFFICE)
    assert found == Forwarded(HENNIE, RECEIVED)


def test_three_colleagues_in_turn_are_passed_by() -> None:
    """Inline and nested three deep: Outlook shows a colleague without his address."""
    text = f"""Ook voor jou.

Van: Receptie
Verzonden: donderdag 12 maart 2026 08:00
Aan: Marjolein Dekkinga
Onderwerp: FW: FW: dichte deur

Volgens mij is dit er een.

Van: Anouk Regts <a.regts@werkenderwijs.example>
Verzonden: woensdag 11 maart 2026 16:40
Aan: Receptie
Onderwerp: FW: dichte deur

{HEADS["Outlook, Dutch"]}
Ik stond voor een dichte deur.
"""
    assert forwarded(message(sender=STAFF, text=text, date=WRITTEN), OFFICE) == Forwarded(HENNIE, RECEIVED)


def test_what_the_writer_from_outside_quotes_is_not_what_came_in() -> None:
    """An employer sends on what his employee wrote to him: the employer wrote to us."""
    text = f"""Van: Piet Baas <p.baas@bedrijf.example>
Verzonden: woensdag 11 maart 2026 16:40
Aan: Marjolein Dekkinga
Onderwerp: FW: dichte deur

Zie onder.

{HEADS["Outlook, Dutch"]}
"""
    found = forwarded(message(sender=STAFF, text=text, date=WRITTEN), OFFICE)
    assert found == Forwarded(
        Address("Piet Baas", "p.baas@bedrijf.example"), datetime(2026, 3, 11, 16, 40, tzinfo=ZONE)
    )


def attached(sender: str, text: str = "", *, depth: int = 1, received: datetime | None = None) -> AttachedMail:
    return AttachedMail(address(sender), (), "FW", "", WRITTEN, received, text, depth)


def test_the_attached_original_gives_the_day_of_its_own_received_header() -> None:
    """Nested three deep; the moment of arrival goes before what the sender wrote as date."""
    mails = (
        attached("receptie@werkenderwijs.example", depth=1),
        attached("a.regts@werkenderwijs.example", depth=2),
        attached("Hennie Trip <h.trip@example.org>", depth=3, received=RECEIVED),
    )
    assert forwarded(message(sender=STAFF, attached=mails), OFFICE) == Forwarded(HENNIE, RECEIVED)


def test_an_attached_original_without_received_header_gives_its_date() -> None:
    """Outlook drops the trace of a mail that it attaches."""
    mails = (attached("Hennie Trip <h.trip@example.org>"),)
    assert forwarded(message(sender=STAFF, attached=mails), OFFICE) == Forwarded(HENNIE, WRITTEN)


def test_an_attached_mail_of_a_colleague_is_read_for_what_it_quotes() -> None:
    """Attached once, quoted before that."""
    mails = (attached("receptie@werkenderwijs.example", f"Voor jou.\n\n{HEADS['Gmail, Dutch']}\nTekst.\n"),)
    assert forwarded(message(sender=STAFF, attached=mails), OFFICE) == Forwarded(HENNIE, RECEIVED)


def test_the_quoted_mail_goes_before_its_own_enclosures() -> None:
    """A complainant encloses a mail of somebody else as evidence."""
    text = f"Graag registreren.\n\n{HEADS['Outlook, Dutch']}\nZie de bijlage.\n"
    mails = (attached("p.baas@bedrijf.example", received=WRITTEN),)
    assert forwarded(message(sender=STAFF, text=text, attached=mails), OFFICE) == Forwarded(HENNIE, RECEIVED)


FORM = f"Naam: Hennie Trip\nE-mailadres: {HENNIE.email}\nUw klacht: Ik stond voor een dichte deur.\n"


def test_a_web_form_that_is_handed_on_is_of_whoever_filled_it_in() -> None:
    """Its sender is our own website, which wrote nothing."""
    head = HEADS["Outlook, Dutch"].replace("Hennie Trip <h.trip@example.org>", "<noreply@werkenderwijs.example>")
    quoted = message(sender=STAFF, text=f"Voor jou.\n\n{head}\n{FORM}", date=WRITTEN)
    enclosed = message(sender=STAFF, attached=(attached("noreply@werkenderwijs.example", FORM, received=RECEIVED),))
    assert forwarded(quoted, OFFICE) == Forwarded(HENNIE, RECEIVED)
    assert forwarded(enclosed, OFFICE) == Forwarded(HENNIE, RECEIVED)


NOTHING = {
    "no forward": (STAFF, "Mevrouw Trip belde, ze is boos."),
    "colleagues among themselves": (
        STAFF,
        HEADS["Outlook, Dutch"].replace("h.trip@example.org", "x@werkenderwijs.example"),
    ),
    "names only": (STAFF, HEADS["Outlook, Dutch"].replace(" <h.trip@example.org>", "")),
    "somebody from outside": ("p.baas@bedrijf.example", HEADS["Outlook, Dutch"]),
    "no sender": ("", HEADS["Outlook, Dutch"]),
}


@pytest.mark.parametrize(("sender", "text"), NOTHING.values(), ids=NOTHING.keys())
def test_other_mail_is_no_forward_of_a_colleague(sender: str, text: str) -> None:
    """The original must be of somebody else, and a colleague must hand it on."""
    assert forwarded(message(sender=sender, text=text, date=WRITTEN), OFFICE) is None


def test_a_head_without_a_date_that_can_be_read_still_tells_the_writer() -> None:
    """The day is then asked of the colleague."""
    head = HEADS["Outlook, Dutch"].replace("dinsdag 10 maart 2026 09:15", "laatst")
    assert forwarded(message(sender=STAFF, text=head, date=WRITTEN), OFFICE) == Forwarded(HENNIE, None)


HOSTILE = {
    "introductions": "Op x@y " * 20_000,
    "many introductions": "op 1 schreef x@y.nl\n" * 20_000,
    "heads": "Van: a\n" * 20_000,
    "dates": "Van: a@werkenderwijs.example\nVerzonden: " + "1 mei " * 5000 + "\n" * 20_000,
    "marks": "> " * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_is_read_in_a_moment(text: str) -> None:
    """What is handed on is a stranger's text; the bound is generous for slow machines."""
    begin = perf_counter()
    forwarded(message(sender=STAFF, text=text, date=WRITTEN), OFFICE)
    assert perf_counter() - begin < 2
