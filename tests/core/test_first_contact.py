"""Judging first contacts: words that mislead, zones that do not count, and what always holds."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klachtmail.core.language import lexicon, weights
from klachtmail.core.language.lexicon import read_lexicon
from klachtmail.core.language.speech import speech_of
from klachtmail.core.language.text import fold, sentences
from klachtmail.core.language.zones import zones
from klachtmail.core.model import Address, Flag, Label, Score
from klachtmail.core.rules.first_contact import score, score_text
from klachtmail.core.settings import Office, People
from tests.core import build

OFFICE = Office(people=People(staff_domains=("werkenderwijs.com",)))
CLIENT = Address("Jan Bos", "jan.bos@home.example")
CORPUS = Path(__file__).parents[1] / "corpus"


def judge(subject: str, text: str, sender: Address | None = CLIENT) -> Score:
    return score_text(subject, text, sender, OFFICE)


MISLEADING = {
    "health is no complaint": (
        "afmelden",
        "Hoi Petra, mijn rugklachten zijn weer erger, ik kan morgen niet komen. Kan de afspraak een week later?",
        Label.OTHER,
    ),
    "complaint about how health was handled": (
        "gesprek",
        "Mijn klachten worden niet serieus genomen door uw coach. Ik heb al drie keer gebeld en niemand belt terug.",
        Label.SERVICE,
    ),
    "no such word, nobody calls": (
        "wachten",
        "Al zes weken wacht ik op een reactie. Drie keer gebeld, drie keer beloofd dat iemand terugbelt. Niks.",
        Label.SERVICE,
    ),
    "did not show up": (
        "vanochtend",
        "De coach is weer niet komen opdagen. Ik stond voor een dichte deur en er was niemand. Ik ben er klaar mee.",
        Label.SERVICE,
    ),
    "disagrees with the report": (
        "verslag",
        "Ik ben het niet eens met het verslag. Er staat dat ik niet gemotiveerd ben en dat klopt niet. Zo hoort dat niet.",
        Label.SERVICE,
    ),
    "no privacy word, told the employer": (
        "mijn baas",
        "Jullie coach heeft mijn diagnose aan mijn werkgever verteld. Ik heb dat alleen aan haar in vertrouwen gezegd.",
        Label.PRIVACY,
    ),
    "no privacy word, plan of somebody else": (
        "verkeerde bijlage",
        "In uw mail zat het plan van een andere cliënt, met adres en BSN. Wie heeft nu het mijne gekregen?",
        Label.PRIVACY,
    ),
    "bare request for a copy": (
        "verzoek",
        "Graag ontvang ik een kopie van alle gegevens die u over mij bewaart, op grond van artikel 15 AVG.",
        Label.PRIVACY,
    ),
    "processing agreement": (
        "Verwerkersovereenkomst",
        "Beste relatie, bijgaand de verwerkersovereenkomst (AVG). Wilt u deze ondertekend retourneren?",
        Label.OTHER,
    ),
    "sales": (
        "Hoeveel klachten mist u?",
        "Met onze software ziet u alle klachten en datalekken in één dashboard. Plan een vrijblijvende demo. Afmelden kan hier.",
        Label.OTHER,
    ),
}


@pytest.mark.parametrize(("subject", "text", "label"), MISLEADING.values(), ids=MISLEADING.keys())
def test_words_that_mislead_do_not_mislead(subject: str, text: str, label: Label) -> None:
    """The regulation's words that mislead are judged by what they mean."""
    assert judge(subject, text).label is label


NEVER_LOST = {
    "courtesy": "Geen klacht hoor, maar ik heb nu drie keer voor een dichte deur gestaan en niemand belt terug.",
    "only a few words": "Waardeloos. Weer niemand.",
    "swearing": "wat een zooitie zeg, niemand die iets weet, schaam je",
    "unknown language": "Tisztelt Uram, három hónapja várok a válaszukra és senki sem keres engem, ez felháborító dolog.",
    "nothing at all": "",
    "attachment only": "Zie bijlage. [bijlage: klachtbrief.pdf]",
}


@pytest.mark.parametrize("text", NEVER_LOST.values(), ids=NEVER_LOST.keys())
def test_what_may_be_a_complaint_is_never_sure_to_be_none(text: str) -> None:
    """In doubt the clock runs (R1)."""
    found = judge("", text)
    assert not (found.sure and found.label is Label.OTHER)


def test_our_own_quoted_letter_does_not_count() -> None:
    """Our letters hold all the words that mislead; quoted below a yes they say nothing."""
    letter = "Op di 10 mrt 2026 om 09:15 schreef WerkenderWijs <planning@werkenderwijs.com>:\n> Bent u ontevreden? Dien een klacht in."
    assert zones(f"Is goed, tot dan!\n\n{letter}", ("werkenderwijs.com",), labelled=False).judged == "Is goed, tot dan!"


def test_a_forwarded_complaint_counts() -> None:
    """A colleague forwards without a word: the complaint is in the quote (R10)."""
    text = (
        "Van: Jan Bos <jan.bos@home.example>\nVerzonden: maandag\nOnderwerp: boos\n\n"
        "Niemand belt mij terug. Ik wacht al acht weken en ben hier heel ontevreden over."
    )
    assert judge("FW: boos", text, Address("Petra", "petra@werkenderwijs.com")).label is Label.SERVICE


def test_disclaimers_and_labels_do_not_count() -> None:
    """A disclaimer below the signature and the labels of a form are set aside, the answers stay."""
    text = "Omschrijving van uw klacht: de deur was dicht\nAkkoord met privacyverklaring: ja\nGroet, Jan\nKlachten? Zie onze privacyverklaring."
    kept = zones(text, (), labelled=True).judged
    assert "de deur was dicht" in kept
    assert "privacyverklaring" not in kept


def test_a_complaint_about_our_privacy_statement_is_kept() -> None:
    """What is furniture below a signature may be the matter above it."""
    text = "In uw privacyverklaring staat twee jaar. Waarom bewaart u mijn gegevens dan nog na zeven jaar?"
    assert zones(text, (), labelled=False).judged == text


FLAGS = {
    "breach": (
        Flag.BREACH,
        "Ik kreeg een brief van u met de gegevens van een andere cliënt: BSN, diagnose en adres. Dit is een datalek.",
    ),
    "request": (Flag.AVG_REQUEST, "Verwijder al mijn gegevens uit jullie systeem en bevestig dat."),
    "withdrawal": (Flag.WITHDRAWAL, "Ik trek mijn klacht in, het is opgelost."),
    "health": (Flag.HEALTH, "De psychiater heeft mijn medicatie veranderd."),
    "third party": (Flag.THIRD_PARTY, "Namens mijn cliënt meld ik dat niemand hem terugbelt."),
    "both": (
        Flag.BOTH,
        "Niemand belt terug. En jullie coach heeft mijn diagnose zonder toestemming aan mijn werkgever gestuurd, een datalek.",
    ),
}


@pytest.mark.parametrize(("flag", "text"), FLAGS.values(), ids=FLAGS.keys())
def test_a_flag_shows_what_a_person_should_notice(flag: Flag, text: str) -> None:
    """Each flag has its words (R25, R31, R32, R44)."""
    assert flag in judge("", text).flags


LANGUAGES = {
    "nl": "Ik heb al drie weken niets van u gehoord",
    "en": "I have not heard from you for three weeks",
    "de": "Ich habe seit drei Wochen nichts von Ihnen gehört und bitte um Antwort",
    "pl": "Od trzech tygodni nie mam żadnej wiadomości od Państwa",
    "tr": "Üç haftadır sizden bir haber yok, bana neden cevap yok",
    "fr": "Je n'ai pas de nouvelles de vous depuis trois semaines",
    "ar": "لم أسمع منكم منذ ثلاثة أسابيع",
    "uk": "Я не маю від вас відповіді вже три тижні",
    "": "Három hete nem hallottam felőlük semmit, kérem válaszoljanak",
}


@pytest.mark.parametrize(("language", "text"), LANGUAGES.items(), ids=[name or "unknown" for name in LANGUAGES])
def test_the_language_is_recognised(language: str, text: str) -> None:
    """A language that the evidence does not cover is known to be unknown."""
    assert speech_of(sentences(text)) == language


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_gets_a_verdict_with_a_reason(text: str, subject: str) -> None:
    """It never raises, names its points, and stays between 0 and 1."""
    found = judge(subject, text, None)
    assert found.reasons
    assert 0 <= found.score <= 1
    assert judge(subject, text, None) == found


def test_a_suspicion_of_privacy_is_said() -> None:
    """Wherever privacy is suspected one reason holds the word (the contract)."""
    for row in _rows():
        found = judge(row["subject"], row["body"])
        if Flag.PRIVACY_SUSPECTED in found.flags or found.label is Label.PRIVACY:
            assert any("privacy" in reason for reason in found.reasons)


def test_a_message_takes_a_few_milliseconds() -> None:
    """Under 5 ms for a typical message: the middle one of the corpus, with room for a slow machine."""
    judge("warm", "warm")
    taken = []
    for row in _rows():
        start = time.perf_counter()
        judge(row["subject"], row["body"])
        taken.append(time.perf_counter() - start)
    assert sorted(taken)[len(taken) // 2] < 0.005


@pytest.mark.parametrize(
    "text",
    [
        "a " * 50_000,
        "niemand belt " * 20_000,
        "> " * 50_000,
        ": " * 50_000,
        "\n" * 100_000,
        "x" * 100_000,
        "verwerk" * 9_000,
    ],
    ids=["words", "phrases", "quotes", "labels", "lines", "letters", "disclaimers"],
)
def test_hostile_text_does_not_hold_up_the_daemon(text: str) -> None:
    """A mail of a hundred thousand characters is judged in well under a second or two."""
    start = time.perf_counter()
    judge("", text)
    assert time.perf_counter() - start < 2


def test_the_organisation_can_add_evidence() -> None:
    """Evidence of an organisation's own is found like ours, and a mistake in it is named."""
    own = '[[evidence]]\nname = "klaagt over de kas"\nside = "service"\npoints = 2\nphrases = ["te heet .. kas"]\n'
    assert "klaagt over de kas" in read_lexicon([own]).find(sentences("Het is veel te heet in de kas."))
    with pytest.raises(ValueError, match="no set of words"):
        read_lexicon(['[[evidence]]\nname = "x"\nphrases = ["<nergens>"]\n'])
    with pytest.raises(ValueError, match="side"):
        read_lexicon(['[[evidence]]\nname = "x"\nside = "boos"\nphrases = ["a"]\n'])
    with pytest.raises(TypeError, match="list of phrases"):
        read_lexicon(['[[evidence]]\nname = "x"\n'])
    with pytest.raises(ValueError, match="at least one word"):
        read_lexicon(['[[evidence]]\nname = "x"\nphrases = [".."]\n'])


def test_words_are_compared_without_accents_capitals_and_digits() -> None:
    """Folding makes one word of its ways of writing."""
    assert fold("Geïntegreerd ŁÓDŹ 2026") == "geintegreerd lodz 0000"


def test_the_weights_name_evidence_that_exists() -> None:
    """Weights in the file belong to evidence of today: renamed evidence needs a new training."""
    named = {name[1:-1] for name in weights().features if name.startswith("[")}
    assert {each.name for each in lexicon().evidence} & named
    assert not [name for name in named if name.startswith("noemt") and name not in {e.name for e in lexicon().evidence}]


def test_a_message_is_judged_by_its_subject_and_whole_text() -> None:
    """The message's own text counts, not only what is new in it."""
    message = build.message(subject="klacht", text="Niemand belt terug, ik ben hier heel ontevreden over.")
    assert score(message, OFFICE).label is Label.SERVICE


def _rows() -> list[dict[str, str]]:
    lines = (CORPUS / "own_first_contact.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[::4]]
