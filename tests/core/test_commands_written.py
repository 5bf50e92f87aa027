"""Laws of the grammar: what is written reads back; anything is read, and soon."""

from __future__ import annotations

from datetime import date, time, timedelta
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klachtmail.core.commands import DONE_ON, OUTCOMES, Command, Keyword, Prose, Question, read, written
from klachtmail.core.commands.ending import letter_of
from klachtmail.core.commands.shapes import SHAPES, completed
from klachtmail.core.dutch_dates import Tense

TUESDAY = date(2026, 11, 24)
NAMES = st.sampled_from(["Roelof", "Hanna de Vries", "Jan van 't Hof", "mw. J. Postma"])
PLACES = st.sampled_from(["", "Drentse Poort 18, 9521 JA Nieuw Buinen", "op kantoor", "telefonisch"])
WORDS = {
    Keyword.GESPROKEN: st.sampled_from(["", "telefonisch", "met haar zelf, zij is niet boos", "in Assen"]),
    Keyword.NIET_BEREIKT: st.sampled_from(["", "voicemail ingesproken", "geen gehoor"]),
    Keyword.UITNODIGEN: PLACES,
    Keyword.AFHANDELEN: st.sampled_from(["", *OUTCOMES]),
    Keyword.OVERDRAGEN: NAMES | st.just("alles van Hanna de Vries aan Roelof"),
    Keyword.BETROKKEN: NAMES | st.just("niemand"),
    Keyword.KOPPEL: st.sampled_from(["", "KL-2026-0041", "KL-2027-12345"]),
    Keyword.ADRES: st.sampled_from(["", "j.mulder@example.nl", "Dorpsstraat 12, 9521 AB Nieuw Buinen"]),
    Keyword.TELEFOON: st.sampled_from(["06-12345678", "+31 6 12 34 56 78", "(0599) 00 00 42"]),
    Keyword.BEKEND: st.sampled_from(["", "j.mulder@example.nl"]),
    Keyword.ANALYSE_KLAAR: st.sampled_from(["", "2026"]),
    Keyword.NIEUW: st.sampled_from(["", "Mevr. Postma belde net 06-12345678"]),
}
SENTENCES = st.sampled_from(
    [
        "De coach is ziek.",
        "Wij wachten op het verslag van 3 maart",
        "ze zei: nee, niet nu",
        "Klaar is klaar.",
        "‘Goed’ – zei hij",
    ]
)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=3).map("\n".join)
TEXTS = st.lists(PARAGRAPHS, min_size=1, max_size=3).map("\n\n".join)
LETTERS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "Beste mevrouw,\n\n", "Geachte heer, mevrouw,\n"]),
    TEXTS,
    st.sampled_from(
        ["", "\n\nMet vriendelijke groet,\n\nHanna de Vries", "\n\nGroeten, Hanna", "\nHoogachtend,\nR. Bakker"]
    ),
)
FIELDS = st.dictionaries(
    st.sampled_from(
        ["oorzaak", "maatregel", "eigenaar", "gereed", "naam", "e-mail", "telefoon", "kanaal", "omschrijving", DONE_ON]
    ),
    st.sampled_from(["de telefoonlijst klopte niet", "Roelof", "1-2", "06-12345678", "geen maatregel nodig, want ..."]),
    max_size=4,
).map(lambda fields: tuple(fields.items()))
DAYS = st.none() | st.dates(TUESDAY - timedelta(days=900), TUESDAY + timedelta(days=900))


@st.composite
def commands(draw: st.DrawFn) -> Command:
    """Any command that the grammar can tell; a letter ends it, so that no other keyword follows one."""
    keyword = draw(st.sampled_from(sorted(set(Keyword) - {Keyword.JA, Keyword.NEE, Keyword.STUUR})))
    shape = SHAPES[keyword]
    day = draw(DAYS) if shape.tense else None
    letter = draw(st.just("") | LETTERS)
    others = (
        frozenset[Keyword]()
        if letter
        else draw(st.frozensets(st.sampled_from([Keyword.GEZIEN, Keyword.STATUS, Keyword.NIET_BEREIKT])))
    )
    command = Command(
        keyword,
        day=day,
        until=draw(st.none() | st.dates(day or TUESDAY, TUESDAY + timedelta(days=999))) if shape.until else None,
        at=draw(st.none() | st.times().map(lambda at: time(at.hour, at.minute))) if shape.time else None,
        words=draw(WORDS.get(keyword, st.just(""))),
        fields=draw(FIELDS),
        reason=draw(st.just("") | TEXTS),
        letter=letter,
        yes=draw(st.none() | st.booleans()) if shape.yes else None,
        consent=keyword is Keyword.UITSTEL and draw(st.booleans()),
        inform=keyword is Keyword.BETROKKEN and draw(st.booleans()),
        others=tuple(sorted(others - {keyword})),
    )
    return completed(command)


@given(commands())
@settings(max_examples=400, deadline=None)
def test_what_is_written_reads_back(command: Command) -> None:
    """Links and receipts say exactly what is done."""
    assert read(written(command), answered=TUESDAY) == command


@given(LETTERS)
def test_a_message_reads_back(letter: str) -> None:
    """STUUR has no Brief."""
    command = Command(Keyword.STUUR, letter=letter)
    assert read(written(command), answered=TUESDAY) == command


@pytest.mark.parametrize("keyword", [Keyword.JA, Keyword.NEE, Keyword.STUUR])
def test_a_bare_keyword_reads_back(keyword: Keyword) -> None:
    """Without a text, STUUR asks for it."""
    command = completed(Command(keyword))
    assert read(written(command), answered=TUESDAY) == command


PIECES = st.sampled_from(
    [
        *(
            "Hoi Ina,",
            "GESPROKEN",
            "gesproken",
            "24-11",
            "31-2",
            "JA",
            "ja",
            "maar",
            "Brief:",
            "Reden:",
            "niet",
            "Groetjes",
        ),
        *("Hanna", "-- ", "> ", "Van: ", "\n", "\n\n", ":", "*", "/", "27-11 10:00", "tot", "STUUR", "NIET", "BEREIKT"),
        *(
            "voicemail",
            "KL-2026-0041",
            "?",
            "Naam:",
            "06-12345678",
            "a@b.nl",
            "\xa0",
            "\u200b",
            "P.S.",
            "aan",
            "AFWEZIG",
        ),
    ]
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=25).map(" ".join))
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read(text: str) -> None:
    """It never raises, and what it understood can be written and read again."""
    found = read(text, answered=TUESDAY)
    assert isinstance(found, (Command, Question, Prose))
    understood = [found] if isinstance(found, Command) else [] if isinstance(found, Prose) else found.proposals
    for command in understood:
        again = read(written(command), answered=TUESDAY)
        assert isinstance(again, Command)
        assert again.keyword is command.keyword


@given(st.lists(PIECES | SENTENCES | st.just("Met vriendelijke groet,"), max_size=12).map("\n".join))
@settings(deadline=None)
def test_a_letter_is_cut_once(text: str) -> None:
    """What is left is the letter, however often it is read."""
    letter = letter_of(text.split("\n"))
    assert letter_of(letter.split("\n")) == letter


LONG = {
    "one word": "GESPROKEN " + "a" * 60_000,
    "spaces": "GESPROKEN" + " " * 60_000 + "x",
    "lines": "GESPROKEN\n" + "x\n" * 20_000,
    "blank lines": "GESPROKEN" + "\n" * 60_000,
    "figures": "GESPROKEN " + "1-" * 30_000,
    "full stops": "AFHANDELEN " + "." * 60_000,
    "slashes": "AFHANDELEN gegrond" + " / a" * 20_000,
    "names": "OVERDRAGEN " + "alles van a " * 10_000,
    "letters": "BEVESTIGEN\nBrief:\n" + "a b c\n\n" * 10_000,
    "closings": "STUUR\n" + "Met vriendelijke groet,\n" * 5_000,
    "prose": "ik heb haar niet gesproken, maar " * 3_000,
    "yes": "ja " * 30_000,
    "thanks": "ok " + "dank je wel " * 8_000,
    "stars": "*" * 60_000,
    "fields": "NIEUW\n" + "a b c d e f " * 8_000 + ":",
    "colons": "NIEUW\n" + "Naam: x\n" * 10_000,
    "greetings": "Hoi " + "a " * 30_000,
    "addresses": "ADRES " + "a@" * 30_000,
    "angles": "GESPROKEN " + "<div " * 12_000,
    "wrapped lines": ("GEEN KLACHT " + "a" * 70 + "\n") * 800,
    "keywords": "GESPROKEN" + ", GEZIEN" * 8_000,
    "phones": "TELEFOON " + "0 " * 30_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_a_hostile_answer_is_read_soon(text: str) -> None:
    """Time grows with the length and not with its square."""
    began = process_time()
    read(text, answered=TUESDAY)
    assert process_time() - began < 5


def test_the_tense_of_a_keyword_says_on_which_side_its_day_lies() -> None:
    """The past participles look back, the infinitives forward."""
    past = {keyword for keyword, shape in SHAPES.items() if shape.tense is Tense.PAST}
    assert past == {
        *(Keyword.GESPROKEN, Keyword.NIET_BEREIKT, Keyword.INGETROKKEN, Keyword.DATALEK, Keyword.GEMELD_AP),
        *(Keyword.BRIEF_VERSTUURD, Keyword.NUMMER_DOORGEGEVEN, Keyword.MAATREGEL_KLAAR),
    }
