"""What an employee registers: fields, a phone note, a scan (R10, R12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klachtmail.core.model import Attachment
from klachtmail.core.registration import Registration
from klachtmail.core.settings import Office, Organisation, People, Person
from klachtmail.intake.registering import read_registration
from tests.core.build import message

TUESDAY = date(2026, 11, 24)
MONDAY = date(2026, 11, 23)
HANNA = Person("h.devries@werkenderwijs.example", "Hanna de Vries")
ROELOF = Person("r.bakker@werkenderwijs.example", "Roelof Bakker")
OFFICE = Office(
    organisation=Organisation(phone="0599-000001"),
    people=People(staff=(HANNA, ROELOF), staff_domains=("werkenderwijs.example",)),
    addresses=("kwaliteit@werkenderwijs.example",),
)
STAFF = "Hanna de Vries <h.devries@werkenderwijs.example>"
SIGNATURE = """Met vriendelijke groet,

Hanna de Vries
Coach | WerkenderWijs
T 06-55555555"""


def read(text: str, **more: Any) -> Registration | None:
    return read_registration(message(sender=more.pop("sender", STAFF), text=text, **more), OFFICE, TUESDAY)


def registered(text: str, **more: Any) -> Registration:
    found = read(text, **more)
    assert found is not None
    assert found.received_by == "Hanna de Vries"
    return replace(found, understood=(), received_by="", ordered=False)


NOTES: dict[str, tuple[str, Registration]] = {
    "a call": (
        "Mevr. Postma belde net 06-12345678, is heel boos dat niemand terugbelt",
        Registration("Mevr. Postma", phone="06-12345678", channel="telefoon", received=TUESDAY),
    ),
    "at the desk": (
        "vanmorgen aan de balie: dhr. K. van der Meer, hij is niet tevreden over zijn coach",
        Registration("dhr. K. van der Meer", channel="balie", received=TUESDAY),
    ),
    "another day of the story": (
        "Jan Mulder belde gisteren, 0591-000042. Hij wacht sinds 3 november op een verslag.",
        Registration("Jan Mulder", phone="0591-000042", channel="telefoon", received=MONDAY),
    ),
    "a day of an appointment": (
        "Mw. Bos belde over haar afspraak van gisteren, die ging niet door.",
        Registration("Mw. Bos", channel="telefoon"),
    ),
    "a voicemail": (
        "Voicemail van meneer Visser: wil klagen. Tel 06 12 34 56 78",
        Registration("meneer Visser", phone="06 12 34 56 78", channel="voicemail"),
    ),
    "WhatsApp": (
        "Fatima Yildiz (06-11112222) appte dat haar coach al drie weken niets laat horen.",
        Registration("Fatima Yildiz", phone="06-11112222", channel="whatsapp"),
    ),
    "by whom": (
        "Gebeld door de heer H. van den Berg, 06 - 1234 5678, klacht over bejegening door Roelof",
        Registration("de heer H. van den Berg", phone="06 - 1234 5678", channel="telefoon"),
    ),
    "nobody named": (
        "Net een boze cliënt aan de lijn, wilde zijn naam niet zeggen.",
        Registration(channel="telefoon", received=TUESDAY),
    ),
    "a letter": (
        "Brief van mevrouw Jansen, vandaag met de post binnengekomen.",
        Registration("mevrouw Jansen", channel="brief", received=TUESDAY),
    ),
    "to be called back": (
        "mevrouw de Wit, +31 6 12 12 12 12, graag terugbellen. Zij wil een klacht indienen.",
        Registration("mevrouw de Wit", phone="+31 6 12 12 12 12", channel="telefoon"),
    ),
    "a mail address": (
        "Er staat een mevrouw Achmed aan de balie, zij is boos. Mail: s.achmed@example.org",
        Registration("mevrouw Achmed", "s.achmed@example.org", channel="balie"),
    ),
    "a postal address": (
        "Vandaag belde Sjoerd Hoekstra, Dorpsstraat 12, 9521 AB Nieuw Buinen, tel. 0599-123456, boos.",
        Registration(
            "Sjoerd Hoekstra",
            phone="0599-123456",
            address="Dorpsstraat 12, 9521 AB Nieuw Buinen",
            channel="telefoon",
            received=TUESDAY,
        ),
    ),
    "lines": (
        "Tel notitie 24/11 14:10\nP. de Groot - 0612345678\nKlacht: traject duurt te lang",
        Registration("P. de Groot", phone="0612345678", channel="telefoon", received=TUESDAY),
    ),
    "a colleague named, too": (
        "Roelof Bakker sprak Ali Demir, die is boos over Roelof",
        Registration("Ali Demir", channel="gesprek"),
    ),
    "our own number in it": (
        "Mevr. Postma belde 0599-000001 en daarna 0599-123456, niemand nam op",
        Registration("Mevr. Postma", phone="0599-123456", channel="telefoon"),
    ),
    "NIEUW before it": (
        "NIEUW Mevr. Postma belde gisteren 06-12345678, boos",
        Registration("Mevr. Postma", phone="06-12345678", channel="telefoon", received=MONDAY),
    ),
    "NIEUW above it": (
        "NIEUW\nMevr. Postma belde gisteren 06-12345678, boos",
        Registration("Mevr. Postma", phone="06-12345678", channel="telefoon", received=MONDAY),
    ),
}


@pytest.mark.parametrize(("text", "found"), NOTES.values(), ids=NOTES.keys())
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "Hoi Ina,\n\n{}",
        f"{{}}\n\n{SIGNATURE}",
        "{}\n\nHanna\nT 06-55555555\nwww.werkenderwijs.example",
        "{}\n\nVerzonden vanaf mijn iPhone",
    ],
    ids=["bare", "greeted", "signed", "signed without a closing phrase", "iPhone"],
)
def test_a_note_tells_who_and_how_and_never_the_writer(text: str, found: Registration, around: str) -> None:
    """R10: whatever the form, it is registered; the words are kept whole."""
    seen = registered(around.format(text))
    assert replace(seen, description="") == found
    assert seen.description == text.removeprefix("NIEUW").strip()


def test_a_signature_of_a_colleague_is_known_by_what_is_ours() -> None:
    """A shared mailbox: another name than that of From stands below."""
    signed = "Mevr. Postma stond boos aan de balie.\n\nSanne Kok\nReceptie\nT 06-77777777\ns.kok@werkenderwijs.example"
    assert registered(signed).phone == ""


def test_a_name_with_a_number_below_a_note_is_the_complainants() -> None:
    """Nothing of ours stands in it."""
    found = registered("Graag terugbellen, is boos:\n\nJan Mulder\nTel. 06-12345678")
    assert found.phone == "06-12345678"


FIELDS = """NIEUW
Kanaal: Telefonisch
Ontvangen: 20-11 om 14.30 uur
Naam: H. Trip
Tel: 06-12345678
E-mail: h.trip@example.org
Adres: Dorpsstraat 1
9521 AB Nieuw Buinen
Soort: cliënt
Betrokken: Roelof Bakker
Al bevestigd op: 21-11
Al gesproken: ja
Omschrijving: wacht al weken

en is boos

Hanna de Vries
T 06-55555555"""
WHOLE = Registration(
    name="H. Trip",
    email="h.trip@example.org",
    phone="06-12345678",
    address="Dorpsstraat 1 9521 AB Nieuw Buinen",
    channel="telefoon",
    received=datetime(2026, 11, 20, 14, 30, tzinfo=ZoneInfo("Europe/Amsterdam")),
    kind="cliënt",
    concerned="Roelof Bakker",
    description="wacht al weken\n\nen is boos",
    acknowledged_on=date(2026, 11, 21),
    talked_on=TUESDAY,
)


@pytest.mark.parametrize(
    "text",
    [FIELDS, FIELDS.removeprefix("NIEUW\n"), FIELDS.replace("NIEUW", "Hoi,\n\nNieuw"), FIELDS.replace("\n", "\r\n")],
    ids=["with NIEUW", "without it", "greeted", "CRLF"],
)
def test_fields_are_read_with_and_without_nieuw(text: str) -> None:
    """R12."""
    assert registered(text) == WHOLE


@pytest.mark.parametrize(
    ("text", "ordered"),
    [("NIEUW\nNaam: Trip", True), ("Naam: Trip\nTel: 06-12345678", True), ("Mevr. Postma belde net", False)],
    ids=["NIEUW", "fields", "a note"],
)
def test_nieuw_and_fields_say_that_it_is_a_complaint(text: str, ordered: bool) -> None:
    """A note is judged by its words."""
    found = read(text)
    assert found is not None
    assert found.ordered is ordered


def test_what_was_understood_is_told_in_dutch() -> None:
    """*Klopt dit?*"""
    found = read(FIELDS)
    assert found is not None
    assert found.understood == (
        ("Naam", "H. Trip"),
        ("Telefoon", "06-12345678"),
        ("E-mail", "h.trip@example.org"),
        ("Adres", "Dorpsstraat 1 9521 AB Nieuw Buinen"),
        ("Kanaal", "telefoon"),
        ("Ontvangen", "20 november 2026 om 14:30 uur"),
        ("Ontvangen door", "Hanna de Vries"),
        ("Soort klager", "cliënt"),
        ("Betrokken medewerker", "Roelof Bakker"),
        ("Al bevestigd op", "21 november 2026"),
        ("Al gesproken op", "24 november 2026"),
        ("Omschrijving", "wacht al weken\n\nen is boos"),
    )


PARTS: dict[str, tuple[str, dict[str, object]]] = {
    "an employee's own address": ("NIEUW\nE-mail: h.devries@werkenderwijs.example", {"email": ""}),
    "no number": ("NIEUW\nTelefoon: onbekend", {"phone": ""}),
    "a day to come": ("NIEUW\nOntvangen: 24-12", {"received": None}),
    "no day": ("NIEUW\nOntvangen: 31-2", {"received": None}),
    "in the morning": ("NIEUW\nOntvangen: vanmorgen", {"received": TUESDAY}),
    "day and time apart": (
        "NIEUW\nDatum: 23-11\nTijd: 9.15",
        {"received": datetime(2026, 11, 23, 9, 15, tzinfo=ZoneInfo("Europe/Amsterdam"))},
    ),
    "not yet acknowledged": ("NIEUW\nAl bevestigd: nee", {"acknowledged_on": None}),
    "another channel": ("NIEUW\nKanaal: Postduif", {"channel": "postduif"}),
    "a letter": ("NIEUW\nKanaal: per post", {"channel": "brief"}),
    "field and words": ("NIEUW\nNaam: Trip\n\nHij is boos.", {"name": "Trip", "description": "Hij is boos."}),
    "nothing": ("NIEUW", {"name": "", "description": ""}),
    "a template left empty": ("NIEUW\nKanaal:\nNaam:\nOmschrijving: ...", {"name": "", "description": ""}),
}


@pytest.mark.parametrize(("text", "parts"), PARTS.values(), ids=PARTS.keys())
def test_each_field_says_what_it_says(text: str, parts: dict[str, object]) -> None:
    """All fields are optional; what is none is left open."""
    found = registered(text)
    assert {name: getattr(found, name) for name in parts} == parts


def test_another_receiver_is_named() -> None:
    """The first employee who had it."""
    found = read("NIEUW\nOntvangen door: Piet")
    assert found is not None
    assert found.received_by == "Piet"


@pytest.mark.parametrize(
    ("sender", "receiver"), [("", ""), ("h.devries@werkenderwijs.example", "h.devries@werkenderwijs.example")]
)
def test_the_receiver_is_whoever_writes(sender: str, receiver: str) -> None:
    """By his address where he has no name."""
    found = read("NIEUW\nNaam: Trip", sender=sender)
    assert found is not None
    assert found.received_by == receiver


SCAN = Attachment("scan.pdf", "application/pdf", 90_000, "2" * 64)
LOGO = Attachment("logo.png", "image/png", 4_000, "3" * 64)


def test_a_scan_is_a_letter() -> None:
    """With a line of text, or with none."""
    assert registered("Deze kwam gisteren binnen.", attachments=(SCAN,)).channel == "brief"
    found = registered("", subject="Brief mevr. Postma", attachments=(SCAN,))
    assert (found.name, found.description) == ("mevr. Postma", "Brief mevr. Postma")


def test_a_logo_is_no_scan() -> None:
    """A small picture is a signature's."""
    assert read("Zie hieronder.", attachments=(LOGO,)) is None


def test_a_subject_tells_what_the_note_does_not() -> None:
    """Reception writes the name there."""
    found = registered("boos over haar coach, 06-12345678", subject="Telefoonnotitie mevr. Postma")
    assert (found.name, found.phone, found.channel) == ("mevr. Postma", "06-12345678", "telefoon")


NO_REGISTRATION = {
    "a question": "Kun je de agenda van maandag sturen?",
    "a colleague calls": "Roelof belde dat hij morgen later is",
    "call me": "Kun je mij even bellen?",
    "one field": "Naam: Trip\nWat een week!",
    "a long story": "Mevrouw Postma belde over haar coach.\n" * 20,
    "a forward": "Mevrouw belde hierover.\n\nVan: Hennie Trip <h.trip@example.org>\nVerzonden: maandag 23 november 2026 09:15\n"
    "Aan: Hanna\nOnderwerp: klacht\n\nIk stond voor een dichte deur.",
    "nothing": "",
}


@pytest.mark.parametrize("text", NO_REGISTRATION.values(), ids=NO_REGISTRATION.keys())
def test_other_mail_is_no_registration(text: str) -> None:
    """It is judged as it stands, or read as what is handed on."""
    assert read(text, subject="") is None


def test_fields_above_a_forward_are_read() -> None:
    """The day and the receiver, the rest stands in the mail itself."""
    text = "Ontvangen: 20-11\nOntvangen door: Piet\n\nVan: Hennie Trip <h.trip@example.org>\nVerzonden: maandag 23 november 2026"
    found = read(f"{text} 09:15\nOnderwerp: klacht\n\nTel: 06-12345678")
    assert found is not None
    assert (found.received, found.received_by, found.phone) == (date(2026, 11, 20), "Piet", "")


@given(st.text(max_size=200))
def test_any_note_is_read(text: str) -> None:
    """Never raises."""
    read(text)


@pytest.mark.parametrize(
    "text",
    [
        "NIEUW\n" + "Van de " * 9_000,
        "NIEUW\n" + "0 " * 30_000,
        "NIEUW\n" + "A 1 " * 9_000,
        "NIEUW\n\n" + "Aa\n\n" * 9_000,
    ],
)
def test_a_hostile_note_is_read_soon(text: str) -> None:
    """Time does not grow with the square."""
    began = process_time()
    read(text)
    assert process_time() - began < 5
