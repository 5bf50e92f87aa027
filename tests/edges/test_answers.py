"""From the bytes of an answer to its command, as the mail programs of an office write it (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest

from klachtmail.core.commands import Command, Keyword, Prose, Question, read
from klachtmail.intake.html import read_html
from klachtmail.intake.new_text import own_text
from klachtmail.intake.parse import parse
from tests.edges.answer_layouts import PROGRAMS

TUESDAY = date(2026, 11, 24)
LETTER = "Beste mevrouw Postma,\n\nWij spraken elkaar op dinsdag. Wij spraken af:\n\n- u krijgt een andere coach\n- wij bellen u"
ANSWERS: dict[str, tuple[str, Command | Question | Prose]] = {
    "one word": ("GESPROKEN", Command(Keyword.GESPROKEN)),
    "autocorrect": ("Gesproken 23-11.", Command(Keyword.GESPROKEN, date(2026, 11, 23))),
    "two words": ("Niet bereikt", Command(Keyword.NIET_BEREIKT)),
    "a greeting": ("Hoi Ina,\n\nGezien", Command(Keyword.GEZIEN)),
    "yes": ("JA", Command(Keyword.JA)),
    "no": ("Nee.", Command(Keyword.NEE)),
    "help": ("hulp", Command(Keyword.HULP)),
    "an invitation": (
        "UITNODIGEN vrijdag 27 november 2026 om 10.00 uur Drentse Poort 18, 9521 JA Nieuw Buinen",
        Command(Keyword.UITNODIGEN, date(2026, 11, 27), at=time(10), words="Drentse Poort 18, 9521 JA Nieuw Buinen"),
    ),
    "a reason": (
        "UITSTEL tot 12-12 met instemming\nReden: wij wachten op het verslag",
        Command(Keyword.UITSTEL, date(2026, 12, 12), reason="wij wachten op het verslag", consent=True),
    ),
    "fields": (
        "AFHANDELEN deels gegrond\nOorzaak: drukte\nMaatregel: een rooster\nEigenaar: Roelof\nGereed: 1-2\nBrief: U had gelijk.",
        Command(
            Keyword.AFHANDELEN,
            words="deels gegrond",
            fields=(("oorzaak", "drukte"), ("maatregel", "een rooster"), ("eigenaar", "Roelof"), ("gereed", "1-2")),
            letter="U had gelijk.",
        ),
    ),
    "a number": ("KOPPEL kl 2026 41", Command(Keyword.KOPPEL, words="KL-2026-0041")),
    "an address": ("ADRES j.mulder@example.nl", Command(Keyword.ADRES, words="j.mulder@example.nl")),
    "a hedged yes": (
        "Ja, maar de naam klopt niet",
        Question(
            "Uw antwoord is niet alleen JA of NEE. Daarom heb ik nog niets gedaan. Wat bedoelt u?",
            (Command(Keyword.JA), Command(Keyword.NEE)),
        ),
    ),
}


def understood(raw: bytes) -> Command | Question | Prose:
    return read(parse(raw).new_text, answered=TUESDAY)


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
@pytest.mark.parametrize(("text", "answer"), ANSWERS.values(), ids=ANSWERS.keys())
def test_an_answer_is_understood_whatever_program_wrote_it(
    program: Callable[[str], bytes], text: str, answer: Command | Question | Prose
) -> None:
    """HTML or text, its signature below, our letter with all its keywords quoted."""
    assert understood(program(text)) == answer


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_a_letter_in_an_answer_is_the_writers_words_and_no_more(program: Callable[[str], bytes]) -> None:
    """Neither signature nor advertisement nor our own letter goes to the complainant."""
    found = understood(program(f"BEVESTIGEN\nBrief:\n{LETTER}"))
    assert isinstance(found, Command)
    assert " ".join(found.letter.split()) == " ".join(LETTER.split())


def test_paragraphs_and_lists_of_word_are_lines() -> None:
    """Their gap is taken away in a style sheet; a paragraph of a blank is a blank line."""
    html = (
        '<p class="MsoNormal">Wij spraken af:</p><p class="MsoListParagraph" style="margin-left:36.0pt">'
        "<span>·<span>&nbsp;&nbsp; </span></span>u krijgt een andere coach</p>"
        '<p class="MsoListParagraph"><span>·<span>&nbsp;&nbsp; </span></span>wij bellen u</p>'
        '<p class="MsoNormal"><o:p>&nbsp;</o:p></p><p style="margin: 0cm">Tot dan,</p><p style="margin:0">Hanna</p><p>Einde</p>'
    )
    assert read_html(html).text == (
        "Wij spraken af:\n· u krijgt een andere coach\n· wij bellen u\n\nTot dan,\nHanna\n\nEinde"
    )


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_prose_above_our_own_letter_is_prose(program: Callable[[str], bytes]) -> None:
    """The keywords of the quoted letter are ours."""
    found = understood(program("Dank je wel, ik ga er morgen mee verder."))
    assert isinstance(found, Prose)
    assert found.proposal is None
    talked = understood(program("Ik heb mevrouw gisteren gesproken."))
    assert isinstance(talked, Prose)
    assert talked.proposal == Command(Keyword.GESPROKEN, date(2026, 11, 23))


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_an_answer_that_says_nothing_is_nothing(program: Callable[[str], bytes]) -> None:
    """A reply that was sent empty has only our own keywords in it."""
    found = understood(program(""))
    assert isinstance(found, Prose)
    assert found.proposal is None


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_own_text_leaves_only_the_quote_away(program: Callable[[str], bytes]) -> None:
    """A closing phrase that is written in a letter stays in it."""
    text = "STUUR\nDank voor uw bericht.\n\nHartelijke groet,\nHanna de Vries"
    found = read(own_text(parse(program(text)).text), answered=TUESDAY)
    assert found == Command(Keyword.STUUR, letter="Dank voor uw bericht.\n\nHartelijke groet,\nHanna de Vries")
