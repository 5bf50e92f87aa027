"""What is asked back before anything is done: past tenses, near misses, a yes that is none (DESIGN 5)."""

from __future__ import annotations

from datetime import date, time

import pytest

from klachtmail.core.commands import Answer, Command, Keyword, Question, read

TUESDAY = date(2026, 11, 24)
MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
YES_OR_NO = (Command(Keyword.JA), Command(Keyword.NEE))
DONE_TODAY = (("al gedaan op", "24-11-2026"),)
TALKED_OR_NOT = "Heeft u de klager zelf gesproken?"
TO_SEND_OR_SENT = "Moet ik de brief sturen, of heeft u dat al gedaan?"


def answer(text: str) -> Answer:
    return read(text, answered=TUESDAY)


def asked(text: str) -> Question:
    found = answer(text)
    assert isinstance(found, Question)
    return found


@pytest.mark.parametrize(
    "text", ["GEBELD", "gebeld", "Gebeld.", "Teruggebeld", "Ik heb haar gebeld", "Vandaag gebeld."]
)
def test_gebeld_may_mean_no_more_than_dialled(text: str) -> None:
    """R16."""
    assert asked(text) == Question(TALKED_OR_NOT, (Command(Keyword.GESPROKEN), Command(Keyword.NIET_BEREIKT)))


def test_gebeld_keeps_its_day() -> None:
    """Both answers are for the day that was named."""
    assert asked("GEBELD 23-11").proposals == (
        Command(Keyword.GESPROKEN, MONDAY),
        Command(Keyword.NIET_BEREIKT, MONDAY),
    )


@pytest.mark.parametrize("text", ["GESPROKEN heb ik haar niet", "GESPROKEN nog niet", "GESPROKEN met haar dochter"])
def test_gesproken_with_words_that_take_it_back_is_asked(text: str) -> None:
    """Nothing is met by half a word."""
    assert asked(text).text == TALKED_OR_NOT


def test_a_near_miss_that_takes_itself_back_is_asked() -> None:
    """GESPROOKEN nog niet."""
    assert asked("GESPROOKEN nog niet").text == TALKED_OR_NOT


def test_gesproken_with_a_voicemail_is_asked() -> None:
    """A message on a machine is no talk."""
    assert asked("GESPROKEN 23-11, voicemail ingesproken") == Question(
        TALKED_OR_NOT, (Command(Keyword.GESPROKEN, MONDAY), Command(Keyword.NIET_BEREIKT, MONDAY))
    )


def test_uitgenodigd_is_to_be_sent_or_was_sent() -> None:
    """The second proposal records, and sends nothing."""
    invite = Command(Keyword.UITNODIGEN, FRIDAY, at=time(10))
    done = Command(Keyword.UITNODIGEN, FRIDAY, at=time(10), fields=DONE_TODAY)
    assert asked("UITGENODIGD 27-11 10:00") == Question(TO_SEND_OR_SENT, (invite, done))
    assert asked("Uitgenodigd voor vrijdag 10 uur").proposals == (invite, done)


def test_bevestigd_is_to_be_sent_or_was_sent_on_its_day() -> None:
    """R17: the day of the letter is told."""
    found = asked("Bevestigd op 20-11 per mail")
    assert found.text == TO_SEND_OR_SENT
    assert found.proposals[1] == Command(Keyword.BEVESTIGEN, fields=(("al gedaan op", "20-11-2026"),))


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("BEVESTIGD", Keyword.BEVESTIGEN),
        ("Afgehandeld.", Keyword.AFHANDELEN),
        ("AFGEHANDELD gegrond", Keyword.AFHANDELEN),
        ("UITGESTELD tot 12-12", Keyword.UITSTEL),
    ],
)
def test_a_past_tense_of_what_sends_is_asked(text: str, keyword: Keyword) -> None:
    """The tense is the meaning."""
    found = asked(text)
    assert found.text == TO_SEND_OR_SENT
    assert [command.keyword for command in found.proposals] == [keyword, keyword]


@pytest.mark.parametrize("text", ["UITGENODIGD donderdag 27-11 10:00", "BEVESTIGD 31-2"])
def test_a_past_tense_with_a_day_that_is_none_asks_for_the_day(text: str) -> None:
    """First things first."""
    assert "Welke dag bedoelt u?" in asked(text).text


NEAR = {
    "GESPROOKEN 24-11": Command(Keyword.GESPROKEN, TUESDAY),
    "Gespoken 24-11": Command(Keyword.GESPROKEN, TUESDAY),
    "gesprokken": Command(Keyword.GESPROKEN),
    "NIET BERIJKT": Command(Keyword.NIET_BEREIKT),
    "KLACT": Command(Keyword.KLACHT),
    "AFGEDAN": Command(Keyword.AFGEDAAN),
    "OVERDRAGE aan Roelof": Command(Keyword.OVERDRAGEN, words="Roelof"),
    "Overgedragen aan Roelof": Command(Keyword.OVERDRAGEN, words="Roelof"),
    "GEMELD BIJ AP 24-11": Command(Keyword.GEMELD_AP, TUESDAY),
    "HELP": Command(Keyword.HULP),
    "Koppelen KL-2026-0041": Command(Keyword.KOPPEL, words="KL-2026-0041"),
    "ONTEVREDEN": Command(Keyword.TEVREDEN, yes=False),
    "VOICEMAIL 23-11": Command(Keyword.NIET_BEREIKT, MONDAY),
    "GESPROKEN?": Command(Keyword.GESPROKEN),
    "STUKKEN niet sturen": Command(Keyword.STUKKEN),
    "HEROPEN nog niet": Command(Keyword.HEROPEN),
    "AFHANDLEN gegrond\nOorzaak: a\nMaatregel: geen\nBrief: b": Command(
        Keyword.AFHANDELEN, words="gegrond", fields=(("oorzaak", "a"), ("maatregel", "geen")), letter="b"
    ),
    "STURE Beste mevrouw,\nDank u.": Command(Keyword.STUUR, letter="Beste mevrouw,\nDank u."),
    "Geen klacht, het is een vraag": Command(Keyword.GEEN_KLACHT, reason="het is een vraag"),
    "Stuur: Beste mevrouw, dank u wel.": Command(Keyword.STUUR, letter="Beste mevrouw, dank u wel."),
    "in behandeling nemen": Command(Keyword.IN_BEHANDELING, reason="nemen"),
}


@pytest.mark.parametrize(("text", "command"), NEAR.items(), ids=NEAR.keys())
def test_a_near_miss_is_asked_back(text: str, command: Command) -> None:
    """Never done, never ignored."""
    assert asked(text) == Question(f"Bedoelt u {command.keyword}?", (command,))


def test_an_outcome_alone_is_asked() -> None:
    """*Gegrond.* is no command yet."""
    found = asked("Gegrond.")
    assert found.text == "Bedoelt u AFHANDELEN?"
    assert found.proposals[0].words == "gegrond"


YES = {
    "capitals": "JA",
    "a full stop": "Ja.",
    "an exclamation mark": "ja!!",
    "bold": "*JA*",
    "quotes": "“JA”",
    "please": "ja graag",
    "please send": "JA graag verzenden",
    "send it": "Ja, verstuur maar!",
    "fine": "Ja prima, dank je wel",
    "right": "ja dat klopt",
    "a greeting": "Hoi,\n\nJa hoor\n\nGroetjes Hanna",
    "a name": "JA\nHanna",
    "a name below": "Ja\n\nHanna de Vries",
    "a signature": "JA\n\nHanna de Vries | Coach | WerkenderWijs\nT: 06-12345678\nwww.werkenderwijs.example",
    "a signature with a closing": "JA.\n\nMet vriendelijke groet / Kind regards,\nHanna",
    "an iPhone": "Ja.\nVerstuurd vanaf mijn iPhone",
    "a quote": "ja\n\nOp di 24 nov. 2026 om 10:00 schreef klachten <k@x.nl>:\n> JA of NEE?",
    "Outlook's quote": "JA\n________________________________\nVan: klachten <k@x.nl>\nVerzonden: dinsdag",
}


@pytest.mark.parametrize("text", YES.values(), ids=YES.keys())
def test_an_unmistakable_yes_is_one(text: str) -> None:
    """A letter goes out on it."""
    assert answer(text) == Command(Keyword.JA)


@pytest.mark.parametrize(
    "text", ["NEE", "nee.", "Nee dank je", "Nee, niet versturen", "neen", "NEE\n\nHanna de Vries\nCoach"]
)
def test_a_no_is_one(text: str) -> None:
    """It drops what was proposed."""
    assert answer(text) == Command(Keyword.NEE)


HEDGED = [
    *("Ja, maar niet die datum", "JA MAAR EERST DE DATUM", "Ja, alleen de naam is fout", "ja mits hij akkoord is"),
    *("JA\n\nMaar pas de datum nog aan.", "JA\nKun je ook een kopie sturen?", "JA\n\n(als de datum klopt)", "JA?"),
    *("Ja\nLater", "JA\nMorgen", "Ja, maandag", "ja en nee", "JA/NEE", "JA NEE", "Ja denk ik", "ja, wacht nog even"),
    *("Nee, de datum klopt niet", "NEE, maar stuur het morgen", "nee\nBrief: Beste mevrouw"),
]


@pytest.mark.parametrize("text", HEDGED)
def test_a_hedged_yes_or_no_is_asked_back(text: str) -> None:
    """Outward acts need a yes that nobody can take for anything else."""
    found = asked(text)
    assert found.text.startswith("Uw antwoord is niet alleen JA of NEE.")
    assert found.proposals == YES_OR_NO


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "Oké!",
        "akkoord",
        "Akkoord, stuur maar",
        "prima",
        "is goed",
        "klopt",
        "graag",
        "jazeker",
        "👍",
        "Top, dank je",
    ],
)
def test_what_is_a_yes_among_people_is_not_one_yet(text: str) -> None:
    """JA is asked for."""
    assert asked(text) == Question("Bedoelt u JA? Er gaat pas iets uit als u JA antwoordt.", YES_OR_NO)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Ja, gisteren gesproken", Command(Keyword.GESPROKEN, MONDAY)),
        ("Nee, voicemail ingesproken", Command(Keyword.NIET_BEREIKT)),
        ("Ja, dit is een klacht.", Command(Keyword.KLACHT)),
    ],
)
def test_a_yes_that_tells_a_fact_is_asked_by_its_fact(text: str, command: Command) -> None:
    """It answers the question in other words."""
    assert asked(text) == Question(f"Bedoelt u {command.keyword}?", (command,))
