"""Labelled mail of people and of other programs is no web form of ours, and hostile mail takes no time (R5)."""

from __future__ import annotations

from time import perf_counter

import pytest

from klachtmail.core.facts import Form
from klachtmail.core.settings import FormProfile, Office, People, Person
from klachtmail.intake.forms import read_form
from tests.core.build import message
from tests.edges.form_layouts import CONTACT_FORM_7

WEBSITE = "WerkenderWijs website <noreply@werkenderwijs.example>"
HENNIE = "h.trip@example.org"
OFFICE = Office(
    people=People(staff_domains=("werkenderwijs.example",), staff=(Person("m.dekkinga@werkenderwijs.example"),)),
    addresses=("kwaliteit@werkenderwijs.example",),
)
FILLED_IN = f"Naam: Hennie Trip\nE-mailadres: {HENNIE}\nUw klacht: Ik stond voor een dichte deur.\n"

QUOTED = f"""Hoi Ineke, deze is voor jou.

Van: WerkenderWijs website <noreply@werkenderwijs.example>
Verzonden: maandag 9 maart 2026 09:15
Aan: info@werkenderwijs.example
Onderwerp: Nieuwe inzending: Klachtenformulier

{FILLED_IN}"""

OTHERS = {
    "a phone note": ("receptie@werkenderwijs.example", "Terugbellen", "Gebeld: mw. Trip (06-00000000), terugbellen"),
    "a phone note in labelled lines": (
        "receptie@werkenderwijs.example",
        "tel. notitie",
        "Naam: mw. Trip\nTelefoon: 06-00000000\nKlacht: coach kwam niet\n",
    ),
    "a forwarded form": ("info@werkenderwijs.example", "FW: Nieuwe inzending: Klachtenformulier", QUOTED),
    "a quoted mail": (
        HENNIE,
        "Re: afspraak",
        (
            "Dat klopt niet!\n\nVan: Coach <coach@werkenderwijs.example>\nVerzonden: 9 maart 2026 09:15\n"
            f"Aan: {HENNIE}\nOnderwerp: afspraak\n\nTot morgen.\n"
        ),
    ),
    "a quoted form of one's own": (HENNIE, "Re: Klachtenformulier", f"Hoe zit het nu?\n\n{QUOTED}"),
    "a survey's alert": (
        "Meetmonitor <noreply@meetmonitor.example>",
        "Alert: respondent geeft cijfer 2",
        (
            "Respondentnummer: 40418\nTraject: Naar Werk\nRapportcijfer: 2\nToelichting: ik ben een nummertje\n"
            f"Mag u contact opnemen? Ja, {HENNIE}\n"
        ),
    ),
    "a review": (
        "noreply@kaartreviews.example",
        "Nieuwe review over WerkenderWijs",
        "Naam: Bennie\nSterren: 1\nReactie: nooit meer\n",
    ),
    "an order of ours": (
        "noreply@winkel.example",
        "Uw bestelling",
        "Naam: WerkenderWijs\nE-mail: kwaliteit@werkenderwijs.example\nOpmerking: graag voor 10 uur\n",
    ),
    "a voicemail": (
        "voicemail@zakelijkbellen.example",
        "Nieuw voicemailbericht",
        "Van: +31600000268\nOntvangen: do 21 mei 17:46\nDuur: 0:39\nTranscriptie: bel mij terug\n",
    ),
    "a person in labelled lines": (
        HENNIE,
        "Klacht",
        "Naam: Hennie Trip\nGeboortedatum: 1-1-1970\nTelefoon: 06-00000000\nKlacht: de coach kwam niet\n",
    ),
    "a complaint with a signature": (
        HENNIE,
        "Klacht",
        (
            f"Ik heb drie dingen.\nTen eerste: niemand belt.\n\nHennie Trip\nTel: 06-00000000\nE-mail: {HENNIE}\n"
            "Web: www.example.org\n"
        ),
    ),
    "an ordinary mail": (HENNIE, "Contact", "Beste mensen, ik heb een vraag over uw website."),
}


@pytest.mark.parametrize(("sender", "subject", "text"), OTHERS.values(), ids=OTHERS.keys())
def test_what_people_and_other_programs_write_is_no_form_of_ours(sender: str, subject: str, text: str) -> None:
    """A wrong form would hide the real sender, or make a colleague a complainant."""
    assert read_form(message(sender=sender, subject=subject, text=text), OFFICE) is None


def test_a_configured_address_that_a_colleague_also_writes_from_stays_his_without_fields() -> None:
    """A small office may send its form from info@, and answer from there."""
    office = Office(
        people=People(staff=(Person("info@werkenderwijs.example"),), staff_domains=("werkenderwijs.example",)),
        forms=(FormProfile("info@werkenderwijs.example"),),
    )
    handed_on = message(sender="info@werkenderwijs.example", subject="FW: boos", text=QUOTED)
    plain = message(sender="info@werkenderwijs.example", text="Mevrouw Trip is boos.")
    sent_in = message(sender="info@werkenderwijs.example", text=CONTACT_FORM_7)
    assert read_form(handed_on, office) is None
    assert read_form(plain, office) is None
    assert read_form(sent_in, office) == Form("Hennie Trip", HENNIE)


HOSTILE = {
    "colons": "a:" * 50_000,
    "blanks": "Naam" + " " * 100_000,
    "labels": "E-mail:\n" * 20_000,
    "words": "Naam van " * 20_000,
    "at signs": "E-mail: " + "a@" * 50_000,
    "dots": "E-mail: a@" + "a." * 50_000,
    "marks": "> " * 50_000,
    "bars": "|" * 100_000 + "\n" + "Op x@y schreef " * 5000,
    "links": "https://x formulier " * 5000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("sender", [WEBSITE, HENNIE])
def test_a_hostile_text_is_read_in_a_moment(text: str, sender: str) -> None:
    """A mail of a stranger may hold anything; the bound is generous for slow machines."""
    begin = perf_counter()
    read_form(message(sender=sender, subject="Nieuwe inzending", text=text), OFFICE)
    assert perf_counter() - begin < 2
