"""Who filled in a web form, and which labelled mails are none (R5)."""

from __future__ import annotations

import pytest

from klachtmail.core.facts import Form
from klachtmail.core.settings import FormProfile, Office, People, Person
from klachtmail.intake.forms import read_form
from klachtmail.intake.parse import parse
from tests.core.build import address, message
from tests.edges.form_layouts import PAGES, TEXTS

WEBSITE = "WerkenderWijs website <noreply@werkenderwijs.example>"
HENNIE = "h.trip@example.org"
PEOPLE = People(staff_domains=("werkenderwijs.example",), staff=(Person("m.dekkinga@werkenderwijs.example"),))
OFFICE = Office(people=PEOPLE, addresses=("kwaliteit@werkenderwijs.example",))
CONFIGURED = Office(
    people=PEOPLE,
    addresses=OFFICE.addresses,
    forms=(
        FormProfile(
            "wordpress@werkenderwijs.example",
            (("name", "Wie bent u"), ("email", "Waar mailen wij u"), ("message", "Wat ging er mis")),
        ),
    ),
)
FILLED_IN = f"Naam: Hennie Trip\nE-mailadres: {HENNIE}\nUw klacht: Ik stond voor een dichte deur.\n"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_complainant_is_found_in_the_text_of_every_form_program(text: str) -> None:
    """The website's own sender is not configured: what it wrote must be enough."""
    found = read_form(message(sender=WEBSITE, subject="Nieuwe inzending", text=text), OFFICE)
    assert found is not None
    assert (found.name, found.email, found.readable) == ("Hennie Trip", HENNIE, True)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_the_complainant_is_found_in_the_tables_of_every_form_program(page: str) -> None:
    """HTML without a text part comes as columns, or as labels with the value below them."""
    raw = f"From: {WEBSITE}\r\nSubject: Nieuwe inzending\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}"
    found = read_form(parse(raw.encode()), OFFICE)
    assert found is not None
    assert (found.name, found.email, found.readable) == ("Hennie Trip", HENNIE, True)


SENDERS = {
    "our website": "noreply@werkenderwijs.example",
    "our website under another name": "klachtenformulier@werkenderwijs.example",
    "our general address": "info@werkenderwijs.example",
    "the mailbox itself": "kwaliteit@werkenderwijs.example",
    "a firm for forms": "Formulieren <mailer@formulierdienst.example>",
    "the visitor's own address": f"Hennie Trip <{HENNIE}>",
    "no sender at all": "",
}


@pytest.mark.parametrize("sender", SENDERS.values(), ids=SENDERS.keys())
def test_a_notice_of_a_form_is_one_whoever_sends_it(sender: str) -> None:
    """Websites send under many addresses; the complainant is in the field."""
    found = read_form(message(sender=sender, subject="Nieuwe inzending: Klachtenformulier", text=FILLED_IN), OFFICE)
    assert found == Form("Hennie Trip", HENNIE)


def test_a_form_from_a_staff_address_without_profile_is_a_note_of_that_person() -> None:
    """Who stands in the staff list writes for himself."""
    note = message(sender="m.dekkinga@werkenderwijs.example", subject="klachtenformulier", text=FILLED_IN)
    assert read_form(note, OFFICE) is None


def test_the_labels_of_the_configuration_go_before_the_usual_ones() -> None:
    """A profile names labels that no program could guess."""
    text = (
        f"Wie bent u: Hennie Trip\nWaar mailen wij u: {HENNIE}\nE-mail: kantoor@example.org\nWat ging er mis: alles\n"
    )
    found = read_form(message(sender="wordpress@werkenderwijs.example", text=text), CONFIGURED)
    assert found == Form("Hennie Trip", HENNIE)


@pytest.mark.parametrize("text", ["", "Er is iets ingevuld, log in om het te lezen.", "Organisatie: geen\nRubriek: 3"])
def test_a_configured_form_without_address_and_message_is_not_readable(text: str) -> None:
    """A person looks, with the clock running."""
    assert read_form(message(sender="wordpress@werkenderwijs.example", text=text), CONFIGURED) == Form(readable=False)


def test_a_notice_of_our_website_that_shows_nothing_is_not_readable() -> None:
    """Without a profile its words must say that it is about a form."""
    text = "Er is een nieuwe inzending. Log in om die te bekijken."
    notice = message(sender=WEBSITE, subject="Nieuwe inzending: Klachtenformulier", text=text)
    assert read_form(notice, OFFICE) == Form(readable=False)


def test_what_our_website_writes_about_itself_is_no_form() -> None:
    """WordPress tells of its updates from the same address."""
    text = "Hallo! De volgende plugins zijn nu up-to-date:\n- Contact Form 7 (versie 6.0)\n"
    notice = message(sender="wordpress@werkenderwijs.example", subject="Enkele plugins zijn bijgewerkt", text=text)
    assert read_form(notice, OFFICE) is None


ANSWERS = {
    "an empty field": "",
    "a refusal": "geen",
    "no address": "belt u mij maar",
    "our own mailbox": "kwaliteit@werkenderwijs.example",
    "our own mailbox with a tag": "kwaliteit+x@werkenderwijs.example",
    "the form's own sender": "noreply@werkenderwijs.example",
}


@pytest.mark.parametrize("email", ANSWERS.values(), ids=ANSWERS.keys())
def test_reply_to_counts_where_the_field_holds_no_address_of_a_complainant(email: str) -> None:
    """The labelled field goes first, but never ours and never the form's sender."""
    text = f"Naam: Hennie Trip\nE-mail: {email}\nBericht: niemand belt terug\n"
    reply_to = (address("noreply@werkenderwijs.example"), address(HENNIE))
    found = read_form(message(sender=WEBSITE, text=text, reply_to=reply_to), OFFICE)
    assert found == Form("Hennie Trip", HENNIE)


def test_a_form_without_any_address_has_none() -> None:
    """Somebody who leaves a telephone number only is never answered at the website's address."""
    text = (
        "Voornaam: Truus\nAchternaam: Hadderingh\nE-mail: geen\nTelefoon: 0599-000088\nUw bericht:\nal 3 keer gebeld\n"
    )
    assert read_form(message(sender=WEBSITE, text=text), OFFICE) == Form("Truus Hadderingh", "", "0599-000088")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Naam: mw. F. Lubbinge", "mw. F. Lubbinge"),
        ("Voornaam: Jan\nTussenvoegsel: van der\nAchternaam: Veen", "Jan van der Veen"),
        ("First name: Seun\nLast name: Adeyemi-Brandsma", "Seun Adeyemi-Brandsma"),
        ("Voornaam: R\nAchternaam: .", "R"),
        ("Naam: liever niet", ""),
        ("Naam: -", ""),
        ("Naam: 0612345678", ""),
        ("Vorname: Hans\nNachname: Maas", "Hans Maas"),
        ("Naam: WIN GELD https://rijk.example", ""),
        ("Naam: Jan\x00\x07 Mulder", "Jan Mulder"),
    ],
)
def test_a_name_is_put_together_and_left_out_where_it_is_none(written: str, name: str) -> None:
    """Letters begin with it: a link or a dash in the salutation would be absurd."""
    found = read_form(message(sender=WEBSITE, text=f"{written}\nE-mail: {HENNIE}\nKlacht: x\n"), OFFICE)
    assert found is not None
    assert found.name == name


def test_an_address_in_the_words_of_the_complaint_is_not_the_complainant() -> None:
    """Only the labelled field and Reply-To say whom to answer."""
    text = "Naam: Truus\nBericht: ik mailde drie keer naar coach@elders.example\nOnderwerp: klacht\n"
    assert read_form(message(sender=WEBSITE, text=text), OFFICE) == Form("Truus", "")
