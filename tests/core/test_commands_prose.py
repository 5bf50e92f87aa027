"""Answers without a keyword: a note, with the one command that its words would be (DESIGN 5)."""

from __future__ import annotations

from datetime import date, time

import pytest

from klachtmail.core.commands import Command, Keyword, Prose, read

TUESDAY = date(2026, 11, 24)
MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
THURSDAY = date(2026, 11, 26)


def note(text: str) -> Prose:
    found = read(text, answered=TUESDAY)
    assert isinstance(found, Prose)
    return found


TELLS: dict[str, tuple[str, Command]] = {
    "a talk": ("Ik heb haar gesproken.", Command(Keyword.GESPROKEN)),
    "a talk with its day": ("ik heb haar gisteren gesproken", Command(Keyword.GESPROKEN, MONDAY)),
    "a talk about another day": (
        "Gisteren mevrouw gesproken over de afspraak van vrijdag.",
        Command(Keyword.GESPROKEN, MONDAY),
    ),
    "a talk, its day behind it": ("Heb meneer gesproken op 23-11", Command(Keyword.GESPROKEN, MONDAY)),
    "a talk, its day apart": ("Gesproken, vanmorgen om 10 uur.", Command(Keyword.GESPROKEN, TUESDAY)),
    "a talk, a colleague's": ("Roelof heeft hem vandaag gesproken", Command(Keyword.GESPROKEN, TUESDAY)),
    "a talk about the complaint": ("ik heb hem gesproken over de KLACHT", Command(Keyword.GESPROKEN)),
    "a good talk": ("Heb hem te pakken gekregen, goed gesprek gehad.", Command(Keyword.GESPROKEN)),
    "on the telephone": ("Ik had mevrouw aan de lijn gehad", Command(Keyword.GESPROKEN)),
    "in the past tense": ("Vanmiddag sprak ik mevrouw Postma", Command(Keyword.GESPROKEN, TUESDAY)),
    "a talk and what was said": ("Ik heb haar gesproken, ze is niet tevreden.", Command(Keyword.GESPROKEN)),
    "a talk in a longer note": (
        (
            "Beste Ina, dank voor je bericht. Ik heb dhr. J. Bakker vanochtend telefonisch gesproken en alles is duidelijk.\n"
            "Ik stuur morgen de bevestiging.\n\nGroetjes\nHanna"
        ),
        Command(Keyword.GESPROKEN, TUESDAY),
    ),
    "a voicemail": ("voicemail ingesproken", Command(Keyword.NIET_BEREIKT)),
    "no answer": ("3x gebeld, geen gehoor", Command(Keyword.NIET_BEREIKT)),
    "not picked up": ("Hij nam niet op, ik probeer het morgen weer", Command(Keyword.NIET_BEREIKT)),
    "not reached": ("Ik kan hem niet bereiken.", Command(Keyword.NIET_BEREIKT)),
    "did not succeed": ("Het is gisteren niet gelukt om mevrouw te spreken", Command(Keyword.NIET_BEREIKT, MONDAY)),
    "the last fact counts": ("Eerst voicemail, vanmiddag gesproken.", Command(Keyword.GESPROKEN, TUESDAY)),
    "invited": (
        "Ik heb haar uitgenodigd voor donderdag om 10 uur",
        Command(Keyword.UITNODIGEN, THURSDAY, at=time(10)),
    ),
    "to be invited": (
        "Ik wil haar morgen uitnodigen voor vrijdag 27-11 half elf",
        Command(Keyword.UITNODIGEN, FRIDAY, at=time(10, 30)),
    ),
    "an appointment": ("afspraak gemaakt", Command(Keyword.UITNODIGEN, missing=("een datum", "een tijd"))),
    "withdrawn": ("De klacht is ingetrokken.", Command(Keyword.INGETROKKEN)),
    "wants to withdraw": ("hij wil de klacht intrekken", Command(Keyword.INGETROKKEN)),
    "a talk and a withdrawal": ("Mevrouw gesproken, ze trekt de klacht in.", Command(Keyword.INGETROKKEN)),
    "more time": (
        "Ik heb meer tijd nodig, tot 12-12",
        Command(Keyword.UITSTEL, date(2026, 12, 12), missing=("de reden",)),
    ),
    "not in time": ("Dit lukt ons niet op tijd", Command(Keyword.UITSTEL, missing=("een datum", "de reden"))),
    "posted": ("De brief is gisteren op de post gedaan", Command(Keyword.BRIEF_VERSTUURD, MONDAY)),
    "the number told": ("Ik heb haar het nummer doorgegeven", Command(Keyword.NUMMER_DOORGEGEVEN)),
    "reported": ("We hebben het bij de AP gemeld, gisteren.", Command(Keyword.GEMELD_AP, MONDAY)),
    "a breach": ("Volgens mij is dit een datalek", Command(Keyword.DATALEK)),
    "no breach": ("Dit is geen datalek", Command(Keyword.GEEN_DATALEK, missing=("de reden",))),
    "a complaint": ("Dit is echt een klacht", Command(Keyword.KLACHT)),
    "no complaint": ("Dit is volgens mij geen klacht", Command(Keyword.GEEN_KLACHT, missing=("de reden",))),
    "handed over": ("Deze zaak is overgedragen aan Roelof", Command(Keyword.OVERDRAGEN, words="Roelof")),
    "taken over": ("Roelof neemt deze zaak van mij over", Command(Keyword.OVERDRAGEN, words="Roelof")),
    "given": ("Ik draag deze zaak over aan Roelof", Command(Keyword.OVERDRAGEN, words="Roelof")),
    "no answer needed": ("Geen reactie nodig.", Command(Keyword.GEZIEN)),
    "need not be answered": ("Dit hoeft niet beantwoord te worden", Command(Keyword.GEZIEN)),
    "on leave": (
        "Ik ben met vakantie van 21-12 tot 4-1",
        Command(Keyword.AFWEZIG, date(2026, 12, 21), date(2027, 1, 4)),
    ),
    "what to do": ("Wat moet ik nu doen?", Command(Keyword.HULP)),
    "how it stands": ("Hoe staat het met deze zaak?", Command(Keyword.STATUS)),
}


@pytest.mark.parametrize(("text", "command"), TELLS.values(), ids=TELLS.keys())
def test_a_fact_in_plain_words_is_the_command_that_it_would_be(text: str, command: Command) -> None:
    """Nothing is done before JA."""
    assert note(text).proposal == command


TELLS_NOTHING = [
    "ik heb haar nog niet gesproken",
    "Nog niet met dhr. Bakker gesproken.",
    "Ik heb haar nog niet, ondanks drie keer bellen, gesproken.",
    "Ik heb hem nooit gesproken",
    "ga haar morgen bellen",
    "Ik bel haar morgen",
    "Als ik haar gesproken heb, laat ik het weten.",
    "Zodra we haar hebben gesproken volgt de brief",
    "Ik had haar graag gesproken",
    "Heb jij haar gesproken?",
    "Ik heb met mijn collega gesproken",
    "Haar man gesproken",
    "Met zijn dochter gesproken over de afspraak",
    "Zoals afgesproken stuur ik de brief",
    "Dat hebben we besproken",
    "Mevrouw heeft een voicemail ingesproken bij ons",
    "Gisteren had mevrouw een voicemail ingesproken",
    "Ik heb een voicemail ontvangen",
    "Hij trekt zijn klacht niet in",
    "Trekt hij de klacht in?",
    "Ik heb de brief nog niet verstuurd",
    "De brief moet nog verstuurd worden",
    "Hij was niet op tijd op de afspraak",
    "Ik kreeg geen antwoord",
    "Is dit een datalek?",
    "Klacht is binnen",
    "Klacht over bejegening",
    "KLACHT IS BINNEN GEKOMEN",
    "privacy is belangrijk",
    "gezien de omstandigheden wacht ik even",
    "Gesproken? Nee, nog niet.",
    "Status: alles loopt",
    "Betrokken zijn hierbij meerdere collega's",
    "Gezellig dat je er was",
    "12 stuks",
    "Jan is ziek",
    "Neem contact op met de directie",
    "Niet\nduidelijk",
]


@pytest.mark.parametrize("text", TELLS_NOTHING)
def test_what_tells_no_fact_proposes_nothing(text: str) -> None:
    """Denied, planned, asked, or about somebody else; or a keyword within an ordinary sentence."""
    assert note(text).proposal is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "Hoi Ina,",
        "Met vriendelijke groet,\nHanna",
        "-- \nHanna",
        "> GESPROKEN 24-11",
        "Van: Ina <i@x.nl>\nGESPROKEN",
    ],
)
def test_an_answer_that_says_nothing_is_an_empty_note(text: str) -> None:
    """A quote, a signature, a greeting are nobody's command."""
    assert note(text).proposal is None


def test_a_note_keeps_its_words() -> None:
    """Without the greeting, with everything else."""
    assert note("Hoi,\n\nIk kom hierop terug.\n\nGroet, Hanna").text == "Ik kom hierop terug.\n\nGroet, Hanna"


def test_lines_that_were_still_missing_are_read_without_a_keyword() -> None:
    """AFHANDELEN needs only these next time."""
    found = note("Eigenaar: Roelof\nGereed: 1-2\nBrief:\nU had gelijk.\n\nGroeten,\nHanna")
    assert found.fields == (("eigenaar", "Roelof"), ("gereed", "1-2"))
    assert found.letter == "U had gelijk.\n\nGroeten,\nHanna"


def test_a_keyword_below_the_signature_is_nobodys() -> None:
    """Reading stops there."""
    assert note("Dank je.\n\nMet vriendelijke groet,\nHanna\n\nGESPROKEN 24-11") == Prose(
        "Dank je.\n\nMet vriendelijke groet,\nHanna\n\nGESPROKEN 24-11"
    )
