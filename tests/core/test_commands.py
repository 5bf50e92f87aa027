"""What staff's answers say: keyword, arguments, fields (DESIGN 5)."""

from __future__ import annotations

import re
from datetime import date, time
from pathlib import Path

import pytest

from klachtmail.core.commands import TABLE, Answer, Command, Keyword, Question, Who, merged, read, written
from klachtmail.core.commands.shapes import completed

TUESDAY = date(2026, 11, 24)
MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
TALKED = Command(Keyword.GESPROKEN)
TALKED_TODAY = Command(Keyword.GESPROKEN, day=TUESDAY)
INVITED = Command(Keyword.UITNODIGEN, FRIDAY, at=time(10), words="Drentse Poort 18, 9521 JA Nieuw Buinen")
MANUAL = Path(__file__).parents[2] / "docs" / "handleiding.md"


def answer(text: str) -> Answer:
    return read(text, answered=TUESDAY)


def fields(**values: str) -> tuple[tuple[str, str], ...]:
    return tuple((key.replace("_", " ").replace("email", "e-mail"), value) for key, value in values.items())


def test_every_keyword_has_its_rule() -> None:
    """The table is whole: who, what, how to undo, how to write."""
    assert set(TABLE) == set(Keyword)
    assert all(rule.who and rule.does.endswith(".") and rule.undo.endswith(".") for rule in TABLE.values())


@pytest.mark.parametrize(
    ("who", "keywords"),
    [
        (
            {Who.HANDLER, Who.QUALITY_OFFICER},
            "GESPROKEN, NIET BEREIKT, UITNODIGEN, BEVESTIGEN, STUUR, UITSTEL, AFHANDELEN",
        ),
        ({Who.HANDLER, Who.QUALITY_OFFICER}, "OVERDRAGEN, GEZIEN, ADRES, TELEFOON, BEKEND"),
        ({Who.QUALITY_OFFICER, Who.DIRECTIE}, "IN BEHANDELING, NIET IN BEHANDELING, KLACHT, PRIVACY, GEEN KLACHT"),
        ({Who.QUALITY_OFFICER, Who.DIRECTIE}, "BETROKKEN, KOPPEL, HEROPEN, INGETROKKEN"),
        ({Who.QUALITY_OFFICER, Who.DIRECTIE, Who.DPO}, "DATALEK, GEEN DATALEK, GEMELD AP"),
        ({Who.DIRECTIE}, "GEEN ADVIES"),
        ({Who.QUALITY_OFFICER}, "BRIEF VERSTUURD, NUMMER DOORGEGEVEN, AFGEDAAN, STUKKEN, BEWAREN, TEVREDEN"),
        ({Who.QUALITY_OFFICER}, "MAATREGEL KLAAR, EFFECT, ANALYSE KLAAR"),
        (set(Who), "NIEUW, AFWEZIG, STATUS, LIJST, DOSSIER, HULP, JA, NEE, ONGEDAAN"),
    ],
)
def test_the_table_says_who_may(who: set[Who], keywords: str) -> None:
    """DESIGN 5, line by line."""
    assert {TABLE[Keyword(name)].who for name in keywords.split(", ")} == {frozenset(who)}


@pytest.mark.parametrize("keyword", Keyword, ids=lambda keyword: keyword.value)
def test_the_example_of_each_rule_is_its_command(keyword: Keyword) -> None:
    """What the table shows is understood, whole, and can be written again."""
    found = answer(TABLE[keyword].example)
    assert isinstance(found, Command)
    assert found.keyword is keyword
    assert answer(written(found)) == found


def test_every_answer_that_the_manual_shows_is_a_command() -> None:
    """Staff copy from it."""
    blocks = re.findall(r"```\n(.*?)```", MANUAL.read_text("utf-8"), re.DOTALL)
    assert len(blocks) > 10
    assert [block for block in blocks if not isinstance(answer(block), Command)] == []


FORGIVEN = {
    "capitals": "GESPROKEN 24-11",
    "autocorrect": "Gesproken 24-11",
    "small letters": "gesproken 24 nov",
    "a full stop": "Gesproken. 24-11.",
    "an exclamation mark": "GESPROKEN! 24-11!",
    "a colon": "GESPROKEN: 24-11",
    "a dash": "GESPROKEN – 24-11",
    "bold": "*GESPROKEN* 24-11",
    "bold, the line": "**GESPROKEN 24-11**",
    "underlined": "_Gesproken 24-11_",
    "curly quotes": "“GESPROKEN” 24-11",
    "a bullet": "• GESPROKEN 24-11",
    "a dash as a bullet": "- gesproken 24-11",
    "a number": "1. GESPROKEN 24-11",
    "NBSP": "GESPROKEN\xa024-11",
    "&nbsp;": "GESPROKEN&nbsp;24-11",
    "a byte order mark": "\ufeffGESPROKEN 24-11",
    "zero width": "GES\u200bPROKEN\u200d 24-11",
    "a soft hyphen": "GESPRO\u00adKEN 24-11",
    "an en-dash in the day": "GESPROKEN 24–11",
    "double spaces": "  GESPROKEN   24-11  ",
    "tabs": "GESPROKEN\t24-11",
    "CRLF": "\r\nGESPROKEN\r\n24-11\r\n",
    "the day on the next line": "GESPROKEN\n24-11",
    "the day after a blank line": "GESPROKEN\n\n24 november",
    "glued": "GESPROKEN24-11",
    "remains of HTML": '<div dir="ltr">GESPROKEN 24-11<br></div>',
    "a small word": "GESPROKEN op dinsdag 24 november",
    "today": "Gesproken vandaag",
    "a courtesy": "Gesproken 24-11, bedankt!",
    "a greeting": "Hoi Ina,\n\nGESPROKEN 24-11",
    "a greeting without a comma": "Goedemorgen\nGesproken 24-11",
    "colleagues": "Beste collega's,\nGESPROKEN 24-11",
    "L.S.": "L.S.\nGESPROKEN 24-11",
    "a greeting on the line": "Hoi Ina, gesproken 24-11",
    "a banner": "[EXTERN] Deze e-mail komt van buiten de organisatie.\n\nGESPROKEN 24-11",
    "Outlook's warning": "U ontvangt niet vaak e-mail van h@x.nl. Meer informatie\nGESPROKEN 24-11",
    "a closing phrase": "GESPROKEN 24-11\n\nMet vriendelijke groet,\n\nHanna de Vries\nCoach",
    "mvg": "gesproken 24-11\nmvg Hanna",
    "greetings": "Gesproken 24-11.\nGroetjes, Hanna",
    "a delimiter": "GESPROKEN 24-11\n-- \nHanna de Vries\nT 06-12345678",
    "an iPhone": "Gesproken 24-11\n\nVerzonden vanaf mijn iPhone",
    "Outlook for Android": "Gesproken 24-11\n\nOutlook voor Android<https://aka.ms/AAb9ysg> downloaden\n",
    "Outlook for iOS": "Gesproken 24-11\n\nDownload Outlook voor iOS<https://aka.ms/o0ukef>",
    "a disclaimer": "GESPROKEN 24-11\n\nDit bericht is uitsluitend bestemd voor de geadresseerde.",
    "a quote": "GESPROKEN 24-11\n\nOp di 24 nov. 2026 om 10:00 schreef klachten <k@x.nl>:\n> NIET BEREIKT",
    "Outlook's head": "GESPROKEN 24-11\n________________________________\nVan: klachten <k@x.nl>\nVerzonden: dinsdag",
    "an old head": "GESPROKEN 24-11\n-----Oorspronkelijk bericht-----\nVan: klachten",
}


@pytest.mark.parametrize("text", FORGIVEN.values(), ids=FORGIVEN.keys())
def test_what_mail_programs_and_phones_do_to_an_answer_is_forgiven(text: str) -> None:
    """GESPROKEN 24-11, in all these ways."""
    assert answer(text) == TALKED_TODAY


GIVEN: dict[str, tuple[str, Command]] = {
    "no day": ("GESPROKEN", TALKED),
    "how": ("Gesproken 24-11 telefonisch", Command(Keyword.GESPROKEN, TUESDAY, words="telefonisch")),
    "with whom": ("Gesproken met mw. Postma 24-11", Command(Keyword.GESPROKEN, TUESDAY, words="met mw. Postma")),
    "a note behind it": (
        "GESPROKEN 24-11 zij is niet boos meer",
        Command(Keyword.GESPROKEN, TUESDAY, words="zij is niet boos meer"),
    ),
    "text below it": ("GESPROKEN 24-11\n\nZe wil een andere coach.", TALKED_TODAY),
    "of two words": ("Niet bereikt gisteren", Command(Keyword.NIET_BEREIKT, MONDAY)),
    "broken by Outlook": ("NIET\nBEREIKT 23-11", Command(Keyword.NIET_BEREIKT, MONDAY)),
    "with a hyphen": ("NIET-BEREIKT", Command(Keyword.NIET_BEREIKT)),
    "glued together": ("NIETBEREIKT 23-11", Command(Keyword.NIET_BEREIKT, MONDAY)),
    "the longest counts": (
        "NIET IN\nBEHANDELING\nReden: gaat over het UWV",
        Command(Keyword.NIET_IN_BEHANDELING, reason="gaat over het UWV"),
    ),
    "an invitation": ("UITNODIGEN 27-11 10:00 Drentse Poort 18, 9521 JA Nieuw Buinen", INVITED),
    "in words": (
        "Uitnodigen voor vrijdag 27 november om half elf op kantoor",
        Command(Keyword.UITNODIGEN, FRIDAY, at=time(10, 30), words="op kantoor"),
    ),
    "wrapped by Outlook": (
        "UITNODIGEN vrijdag 27 november 2026, 10.00 uur, Drentse Poort 18, 9521 JA\nNieuw Buinen",
        INVITED,
    ),
    "line by line": (
        "UITNODIGEN\n27-11\n10.00 uur\n\nIk neem koffie mee.",
        Command(Keyword.UITNODIGEN, FRIDAY, at=time(10)),
    ),
    "as fields": (
        "UITNODIGEN\nDatum: 27-11\nTijd: 10 uur\nPlaats: Drentse Poort 18, 9521 JA Nieuw Buinen",
        INVITED,
    ),
    "in capitals throughout": (
        "UITNODIGEN 27-11 10:00 NIEUW BUINEN",
        Command(Keyword.UITNODIGEN, FRIDAY, at=time(10), words="NIEUW BUINEN"),
    ),
    "a delay": (
        "UITSTEL tot 12 december met instemming van klager, wij wachten op het verslag",
        Command(Keyword.UITSTEL, date(2026, 12, 12), reason="wij wachten op het verslag", consent=True),
    ),
    "a reason below": (
        "UITSTEL tot vrijdag\nOmdat de coach ziek is.\nHij is maandag terug.\n\nAlvast bedankt",
        Command(Keyword.UITSTEL, FRIDAY, reason="Omdat de coach ziek is.\nHij is maandag terug."),
    ),
    "without consent": (
        "UITSTEL tot 12-12 niet met instemming\nReden: drukte",
        Command(Keyword.UITSTEL, date(2026, 12, 12), reason="drukte"),
    ),
    "a hand-over": ("Overdragen aan Roelof.", Command(Keyword.OVERDRAGEN, words="Roelof")),
    "a hand-over by name": ("overdragen Roelof Bakker", Command(Keyword.OVERDRAGEN, words="Roelof Bakker")),
    "all of somebody's": (
        "OVERDRAGEN alles van Hanna de Vries aan Roelof Bakker",
        Command(Keyword.OVERDRAGEN, words="alles van Hanna de Vries aan Roelof Bakker"),
    ),
    "a complaint": ("KLACHT!", Command(Keyword.KLACHT)),
    "with why": ("KLACHT over bejegening", Command(Keyword.KLACHT, reason="over bejegening")),
    "no complaint": (
        "GEEN KLACHT\n\nMevrouw stelt alleen een vraag.\n\nGroeten,\nIna",
        Command(Keyword.GEEN_KLACHT, reason="Mevrouw stelt alleen een vraag."),
    ),
    "a field on the line": ("GEEN KLACHT Reden: een vraag", Command(Keyword.GEEN_KLACHT, reason="een vraag")),
    "an employee": ("BETROKKEN Jan de Boer", Command(Keyword.BETROKKEN, words="Jan de Boer")),
    "an employee as a field": ("Betrokken: Jan de Boer", Command(Keyword.BETROKKEN, words="Jan de Boer")),
    "an employee to be told": (
        "BETROKKEN Jan de Boer, informeren.",
        Command(Keyword.BETROKKEN, words="Jan de Boer", inform=True),
    ),
    "an employee not to be told": ("BETROKKEN Jan niet informeren", Command(Keyword.BETROKKEN, words="Jan")),
    "nobody": ("betrokken niemand", Command(Keyword.BETROKKEN, words="niemand")),
    "a breach": ("DATALEK 23-11 14:00", Command(Keyword.DATALEK, MONDAY, at=time(14))),
    "a breach with its story": (
        "DATALEK mail van 20-11 ging naar een ander",
        Command(Keyword.DATALEK, reason="mail van 20-11 ging naar een ander"),
    ),
    "reported": ("GEMELD AP\n24 november", Command(Keyword.GEMELD_AP, TUESDAY)),
    "an address": ("ADRES j.mulder@example.nl", Command(Keyword.ADRES, words="j.mulder@example.nl")),
    "an address from Outlook": (
        "ADRES j.mulder@example.nl<mailto:j.mulder@example.nl>",
        Command(Keyword.ADRES, words="j.mulder@example.nl"),
    ),
    "an address in brackets": ("Adres: <j.mulder@example.nl>", Command(Keyword.ADRES, words="j.mulder@example.nl")),
    "a place": (
        "ADRES Dorpsstraat 12, 9521 AB Nieuw Buinen",
        Command(Keyword.ADRES, words="Dorpsstraat 12, 9521 AB Nieuw Buinen"),
    ),
    "a number": ("telefoon 06 12 34 56 78", Command(Keyword.TELEFOON, words="06 12 34 56 78")),
    "posted": ("Brief verstuurd 24/11", Command(Keyword.BRIEF_VERSTUURD, TUESDAY)),
    "absence": ("AFWEZIG 21-12 tot 4-1", Command(Keyword.AFWEZIG, date(2026, 12, 21), date(2027, 1, 4))),
    "absence in words": (
        "Afwezig vanaf maandag 21 december t/m 3 januari",
        Command(Keyword.AFWEZIG, date(2026, 12, 21), date(2027, 1, 3)),
    ),
    "absence within a month": (
        "AFWEZIG 21 t/m 28 december",
        Command(Keyword.AFWEZIG, date(2026, 12, 21), date(2026, 12, 28)),
    ),
    "absence until": ("AFWEZIG t/m vrijdag", Command(Keyword.AFWEZIG, until=FRIDAY)),
    "absence of a day": ("AFWEZIG morgen", Command(Keyword.AFWEZIG, date(2026, 11, 25))),
    "a hold": (
        "BEWAREN tot 1 juli 2029 wegens een rechtszaak",
        Command(Keyword.BEWAREN, date(2029, 7, 1), reason="wegens een rechtszaak"),
    ),
    "content": ("TEVREDEN: ja", Command(Keyword.TEVREDEN, yes=True)),
    "content, on the next line": ("TEVREDEN\nJA", Command(Keyword.TEVREDEN, yes=True)),
    "not content": ("TEVREDEN nee, het duurde lang", Command(Keyword.TEVREDEN, yes=False, reason="het duurde lang")),
    "a year": ("ANALYSE KLAAR 2026", Command(Keyword.ANALYSE_KLAAR, words="2026")),
    "a question that is a command": ("STATUS?", Command(Keyword.STATUS)),
    "please": ("Dossier graag!", Command(Keyword.DOSSIER)),
    "two on a line": ("GESPROKEN 24-11, GEZIEN", Command(Keyword.GESPROKEN, TUESDAY, others=(Keyword.GEZIEN,))),
    "two joined": ("GESPROKEN EN GEZIEN", Command(Keyword.GESPROKEN, others=(Keyword.GEZIEN,))),
    "two below each other": (
        "GESPROKEN 24-11\n\nBEVESTIGEN\nBrief: Wij spraken elkaar.\nGEZIEN",
        Command(Keyword.GESPROKEN, TUESDAY, others=(Keyword.BEVESTIGEN, Keyword.GEZIEN)),
    ),
    "a letter beside its keyword": (
        "BEVESTIGEN Brief: U bent welkom. GEZIEN de drukte duurt het even.",
        Command(Keyword.BEVESTIGEN, letter="U bent welkom. GEZIEN de drukte duurt het even."),
    ),
    "two on a line, the letter is of the second": (
        "GESPROKEN 24-11, BEVESTIGEN\nBrief: Wij spraken elkaar.",
        Command(Keyword.GESPROKEN, TUESDAY, others=(Keyword.BEVESTIGEN,)),
    ),
    "a denial that is a reason": ("GEEN ADVIES niet ontvangen", Command(Keyword.GEEN_ADVIES, reason="niet ontvangen")),
    "a registration": (
        (
            "NIEUW\nKanaal: telefoon\n- Ontvangen op: 23-11\n*Naam:* Fatima Yildiz\nE-mailadres : f@example.org\nTel. 06-1\n"
            "Omschrijving: niemand belt terug,\nook niet na drie keer.\n\nZe is boos."
        ),
        Command(
            Keyword.NIEUW,
            fields=fields(
                kanaal="telefoon",
                ontvangen="23-11",
                naam="Fatima Yildiz",
                email="f@example.org",
                telefoon="06-1",
                omschrijving="niemand belt terug,\nook niet na drie keer.\n\nZe is boos.",
            ),
        ),
    ),
}


@pytest.mark.parametrize(("text", "command"), GIVEN.values(), ids=GIVEN.keys())
def test_a_keyword_with_its_arguments_is_a_command(text: str, command: Command) -> None:
    """One keyword as the first word, then what belongs to it."""
    assert answer(text) == command


@pytest.mark.parametrize(
    "text",
    [
        *("KL-2026-0041", "kl 2026 41", "KL2026-0041", "[KL-2026-0041-X7PQ]", "kl-2026-0041-x7pq", "2026-41"),
        *("aan KL-2026-0041", "met zaak KL 2026 0041.", "KL–2026–0041"),
    ],
)
def test_a_case_number_is_read_in_any_spelling(text: str) -> None:
    """KOPPEL takes what people copy or remember."""
    assert answer(f"KOPPEL {text}") == Command(Keyword.KOPPEL, words="KL-2026-0041")


OUTCOMES = {
    "gegrond": ["gegrond", "Gegrond.", "GEGROND", "- gegrond", "graag, gegrond"],
    "deels gegrond": ["deels gegrond", "gedeeltelijk gegrond", "deels-gegrond", "deels gegrond, deels ongegrond"],
    "ongegrond": ["ongegrond", "on-gegrond", "niet gegrond", "Ongegrond!"],
    "geen oordeel": ["geen oordeel", "zonder oordeel"],
    "in overleg opgelost": ["in overleg opgelost", "opgelost in overleg", "opgelost", "in goed overleg opgelost"],
    "doorverwezen": ["doorverwezen", "door verwezen", "doorverwijzing"],
}


@pytest.mark.parametrize(
    ("spelt", "outcome"), [(spelt, outcome) for outcome, ways in OUTCOMES.items() for spelt in ways]
)
def test_an_outcome_is_read_however_it_is_spelt(spelt: str, outcome: str) -> None:
    """In the register's words (REGLEMENT, the register)."""
    found = answer(f"AFHANDELEN {spelt}")
    assert isinstance(found, Command)
    assert (found.words, found.reason) == (outcome, "")


SETTLED = """Afhandelen: deels gegrond
Oorzaak: de telefoonlijst
klopte niet
- Maatregel = elke vrijdag kijkt de receptie de lijst na
Eigenaar van de maatregel: Roelof
Gereed op: 1 februari
*Brief:*
U had gelijk dat niemand u terugbelde.

Dat spijt ons."""


def test_settling_takes_cause_measure_owner_day_and_letter() -> None:
    """R3 and R4."""
    found = answer(SETTLED)
    assert found == Command(
        Keyword.AFHANDELEN,
        words="deels gegrond",
        fields=fields(
            oorzaak="de telefoonlijst\nklopte niet",
            maatregel="elke vrijdag kijkt de receptie de lijst na",
            eigenaar="Roelof",
            gereed="1 februari",
        ),
        letter="U had gelijk dat niemand u terugbelde.\n\nDat spijt ons.",
    )
    assert isinstance(found, Command)
    assert (found.field("eigenaar"), found.field("kanaal")) == ("Roelof", "")


def test_settling_is_completed_by_the_missing_lines_alone() -> None:
    """What was sent is kept."""
    first = answer("AFHANDELEN gegrond\nOorzaak: drukte\nMaatregel:\nBrief: U had gelijk.")
    assert isinstance(first, Command)
    assert first.missing == (*("de maatregel", "de eigenaar van de maatregel", "de dag waarop de maatregel gereed is"),)
    second = answer("AFHANDELEN\nMaatregel: een rooster\nEigenaar: Roelof\nGereed: 1-2")
    assert isinstance(second, Command)
    both = merged(first, second)
    assert both.missing == ()
    assert (both.words, both.letter, both.field("maatregel")) == ("gegrond", "U had gelijk.", "een rooster")


def test_no_measure_with_a_reason_is_an_answer() -> None:
    """R4: owner and day are not needed then."""
    found = answer("AFHANDELEN ongegrond\nOorzaak: geen\nMaatregel: geen maatregel nodig, want ...\nBrief: Nee.")
    assert isinstance(found, Command)
    assert found.missing == ()


MISSING = {
    "UITNODIGEN": ("een datum", "een tijd"),
    "UITNODIGEN 27-11": ("een tijd",),
    "BEVESTIGEN": ("de brief",),
    "BEVESTIGEN\nWij spraken elkaar.": ("de brief",),
    "BEVESTIGEN\nBrief: zie bijlage": ("de brief",),
    "STUUR": ("de tekst",),
    "STUUR\n...": ("de tekst",),
    "UITSTEL met instemming": ("een datum", "de reden"),
    "OVERDRAGEN": ("een naam",),
    "NIET IN BEHANDELING": ("de reden",),
    "GEEN KLACHT\nReden:": ("de reden",),
    "GEEN KLACHT\nBrief: Uw vraag is beantwoord.": (),
    "BETROKKEN": ("een naam",),
    "KOPPEL": ("een zaaknummer",),
    "KOPPEL 41": ("een zaaknummer",),
    "GEEN DATALEK": ("de reden",),
    "GEEN ADVIES": ("de reden",),
    "ADRES": ("een adres",),
    "TELEFOON toestel 12": ("een telefoonnummer",),
    "BEKEND haar zoon": ("een adres",),
    "AFWEZIG": ("een datum",),
    "BEWAREN": ("een datum", "de reden"),
    "TEVREDEN": ("ja of nee",),
    "ANALYSE KLAAR": ("een jaar",),
    "AFHANDELEN afgewezen": (
        *("de uitkomst", "de oorzaak", "de maatregel", "de brief"),
        *("de eigenaar van de maatregel", "de dag waarop de maatregel gereed is"),
    ),
}


@pytest.mark.parametrize(("text", "missing"), MISSING.items(), ids=MISSING.keys())
def test_what_a_keyword_cannot_do_without_is_told(text: str, missing: tuple[str, ...]) -> None:
    """The command stands, and says in Dutch what it lacks."""
    found = answer(text)
    assert isinstance(found, Command)
    assert found.missing == missing


def test_a_letter_that_was_sent_already_needs_no_text() -> None:
    """Recorded, not sent."""
    for keyword in (Keyword.BEVESTIGEN, Keyword.UITNODIGEN):
        assert completed(Command(keyword, fields=fields(al_gedaan_op="24-11-2026"))).missing == ()


def test_a_second_telephone_number_is_a_signature_s() -> None:
    """The first value counts, unless it was left empty."""
    found = answer("NIEUW\nNaam:\nTelefoon: 06-1\nNaam: Trip\nTelefoon: 06-2\nHanna")
    assert found == Command(Keyword.NIEUW, fields=fields(naam="Trip", telefoon="06-1"))


def test_an_unknown_key_is_part_of_what_stands_above_it() -> None:
    """People write colons."""
    found = answer("NIEUW\nOmschrijving: zij zei\nLet op: ze is boos")
    assert found == Command(Keyword.NIEUW, fields=fields(omschrijving="zij zei\nLet op: ze is boos"))


@pytest.mark.parametrize(
    "text", ["GESPROKEN 31-2", "gesproken 31 februari", "AFWEZIG 21-12 tot 31-2", "AFWEZIG tot 31-2"]
)
def test_a_day_that_does_not_exist_is_asked_for(text: str) -> None:
    """No other day is guessed."""
    found = answer(text)
    assert isinstance(found, Question)
    assert "bestaat niet. Welke dag bedoelt u?" in found.text
    assert found.proposals == ()


def test_a_weekday_that_does_not_fit_is_asked_for() -> None:
    """The complainant would stand before a closed door."""
    found = answer("UITNODIGEN donderdag 27-11 10:00")
    assert found == Question("27 november 2026 is een vrijdag, geen donderdag. Welke dag bedoelt u?")
