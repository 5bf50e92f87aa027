"""The letter within an answer: what belongs to it, and what the mail program added (DESIGN 5)."""

from __future__ import annotations

from datetime import date

import pytest

from klachtmail.core.commands import Command, Keyword, read

TUESDAY = date(2026, 11, 24)
TEXT = """Beste mevrouw Postma,

Dank voor uw bericht. Wij bellen u morgen op 06-12345678.

U hoort dan:
- wie u helpt
- wanneer u langs kunt komen"""
CLOSED = f"{TEXT}\n\nMet vriendelijke groet,\n\nHanna de Vries"
SIGNATURE = """Hanna de Vries
Coach | WerkenderWijs Re-integratie B.V.
Drentse Poort 18, 9521 JA Nieuw Buinen
T 0599-000042
h.devries@werkenderwijs.example"""
DISCLAIMER = "Dit e-mailbericht is uitsluitend bestemd voor de geadresseerde. De inhoud kan vertrouwelijk zijn."

LETTERS = {
    "nothing added": (TEXT, TEXT),
    "a closing phrase and a name": (CLOSED, CLOSED),
    "a closing phrase alone": (f"{TEXT}\n\nMet vriendelijke groet,", f"{TEXT}\n\nMet vriendelijke groet,"),
    "a closing phrase with the name beside it": (f"{TEXT}\n\nGroeten, Hanna\n06-12", f"{TEXT}\n\nGroeten, Hanna"),
    "Outlook's signature below the name": (f"{TEXT}\n\nMet vriendelijke groet,\n\n{SIGNATURE}", CLOSED),
    "a closing phrase of the letter and one of Outlook": (
        f"{CLOSED}\n\nMet vriendelijke groet,\n\n{SIGNATURE}\n\n{DISCLAIMER}",
        CLOSED,
    ),
    "a closing phrase, then numbers": (
        f"{TEXT}\n\nMvg,\n\nT 0599-000042 | www.example.org",
        f"{TEXT}\n\nMvg,",
    ),
    "a signature without a closing phrase": (f"{TEXT}\n\n{SIGNATURE}", TEXT),
    "a signature of two blocks": (f"{TEXT}\n\nHanna de Vries\nCoach\n\nT 0599-000042", TEXT),
    "a delimiter": (f"{TEXT}\n-- \nHanna de Vries", TEXT),
    "an iPhone": (f"{CLOSED}\n\nVerstuurd vanaf mijn iPhone", CLOSED),
    "Outlook for iOS": (f"{TEXT}\n\nOutlook voor iOS<https://aka.ms/o0ukef> downloaden", TEXT),
    "a disclaimer": (f"{TEXT}\n\n{DISCLAIMER}", TEXT),
    "a quote": (f"{CLOSED}\n\nOp di 24 nov. 2026 om 10:00 schreef klachten <k@x.nl>:\n> JA", CLOSED),
    "Outlook's quote": (f"{TEXT}\n\n________________________________\nVan: klachten <k@x.nl>", TEXT),
    "a postscript": (f"{CLOSED}\nCoach\n\nP.S. Ik ben vrijdag vrij.", f"{CLOSED}\n\nP.S. Ik ben vrijdag vrij."),
    "a greeting that closes nothing": (
        f"Groeten uit Assen kwamen niet aan.\n\n{TEXT}",
        f"Groeten uit Assen kwamen niet aan.\n\n{TEXT}",
    ),
    "a wish": ("Liefst bellen wij u op maandag.", "Liefst bellen wij u op maandag."),
    "a greeting to pass on": ("Dat kan.\nGroet uw zoon van mij.", "Dat kan.\nGroet uw zoon van mij."),
    "on behalf of": (f"{TEXT}\n\nMet groet namens het team\nT 0599-000042", f"{TEXT}\n\nMet groet namens het team"),
    "a closing phrase within": (
        f"{CLOSED}\n\nIn de bijlage staat wat wij afspraken.\n\nHet tweede blad is voor uzelf.",
        f"{CLOSED}\n\nIn de bijlage staat wat wij afspraken.\n\nHet tweede blad is voor uzelf.",
    ),
    "a keyword within": (f"{TEXT}\n\nGEZIEN de drukte duurt het even.", f"{TEXT}\n\nGEZIEN de drukte duurt het even."),
    "a field within": (f"{TEXT}\nReden: u vroeg erom.", f"{TEXT}\nReden: u vroeg erom."),
    "one block with a number": ("Beste meneer,\nBel ons op 06-51266484.", "Beste meneer,\nBel ons op 06-51266484."),
    "an address within": (
        "U bent welkom.\n\nDrentse Poort 18\n9521 JA Nieuw Buinen\n\nNeem uw papieren mee.",
        "U bent welkom.\n\nDrentse Poort 18\n9521 JA Nieuw Buinen\n\nNeem uw papieren mee.",
    ),
    "doubled by Exchange": (
        "Beste mevrouw,\n\n\xa0\n\nWij spraken af:\n\n- dit\n\n- dat\n\n \n\nGroeten,\n\nHanna",
        "Beste mevrouw,\n\nWij spraken af:\n- dit\n- dat\n\nGroeten,\nHanna",
    ),
    "paragraphs": ("Beste mevrouw,\n\nDat kan.\n\nTot dan.", "Beste mevrouw,\n\nDat kan.\n\nTot dan."),
    "posted": ("Verzonden per post op 24 november.", "Verzonden per post op 24 november."),
}


@pytest.mark.parametrize(("text", "letter"), LETTERS.values(), ids=LETTERS.keys())
@pytest.mark.parametrize(
    ("begin", "keyword"),
    [
        ("STUUR\n", Keyword.STUUR),
        ("Stuur\n\n", Keyword.STUUR),
        ("STUUR\nBrief:\n", Keyword.STUUR),
        ("BEVESTIGEN\nBrief:\n", Keyword.BEVESTIGEN),
        ("BEVESTIGEN\n*Brief:* ", Keyword.BEVESTIGEN),
        ("Bevestigen\nbrief\n", Keyword.BEVESTIGEN),
        ("bevestigen Brief: ", Keyword.BEVESTIGEN),
        ("Hoi,\n\nBEVESTIGEN\n\nBrief:\n\n", Keyword.BEVESTIGEN),
    ],
    ids=lambda value: repr(value) if value.endswith(("\n", " ")) else "",
)
def test_a_letter_keeps_its_closing_and_loses_the_senders_signature(
    begin: str, keyword: Keyword, text: str, letter: str
) -> None:
    """A closing phrase and a name belong to it; functions, numbers, notes and footers do not."""
    assert read(begin + text, answered=TUESDAY) == Command(keyword, letter=letter)


@pytest.mark.parametrize("text", ["STUUR Beste mevrouw, dank u wel.", "STUUR: Beste mevrouw, dank u wel."])
def test_a_message_may_begin_beside_its_keyword(text: str) -> None:
    """STUUR needs no ``Brief:``."""
    assert read(text, answered=TUESDAY) == Command(Keyword.STUUR, letter="Beste mevrouw, dank u wel.")


def test_invisible_characters_leave_a_letter_and_typography_stays() -> None:
    """Curly quotes and dashes are the writer's own."""
    found = read("STUUR\nU zei\xa0‘nee’ – dat\u200b mag.", answered=TUESDAY)
    assert found == Command(Keyword.STUUR, letter="U zei ‘nee’ – dat mag.")
