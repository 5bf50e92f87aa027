"""Judging first contacts: words that mislead, zones that do not count, and what always holds."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klachtmail.core.language import lexicon, weights
from klachtmail.core.language.lexicon import read_lexicon
from klachtmail.core.language.model import LEARNED_FROM, Weights, fingerprint, read_weights, write_weights
from klachtmail.core.language.speech import speech_of
from klachtmail.core.language.text import fold, sentences
from klachtmail.core.language.zones import zones
from klachtmail.core.model import Address, AttachedMail, Attachment, Flag, Label, Score
from klachtmail.core.rules.first_contact import score, score_text, sent_by, whole_text
from klachtmail.core.settings import Office, People
from tests.core import build

OFFICE = Office(people=People(staff_domains=("werkenderwijs.com",)))
CLIENT = Address("Jan Bos", "jan.bos@home.example")
CORPUS = Path(__file__).parents[1] / "corpus"
LANGUAGE = Path(__file__).parents[2] / "klachtmail/core/language"


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


PLAIN = {
    "files a complaint": (
        "Klacht",
        "Hierbij dien ik een klacht in over mijn coach. Hij komt zijn afspraken niet na.",
        Label.SERVICE,
    ),
    "has a complaint": ("Klacht", "Ik heb een klacht.", Label.SERVICE),
    "with a number and an hour": (
        "Klacht over begeleiding",
        "Ik ben ontevreden en wil een klacht indienen. U kunt mij na 16.00 uur bellen op 06-12345678.\n\nGroet,\nHennie",
        Label.SERVICE,
    ),
    "not satisfied": ("mijn traject", "Ik ben ontevreden over de begeleiding. Er gebeurt niets.", Label.SERVICE),
    "nobody calls back": ("", "niemand belt terug", Label.SERVICE),
    "another coach": (
        "andere coach",
        "Ik wil graag een andere coach. Het klikt niet en zij luistert niet.",
        Label.SERVICE,
    ),
    "english": (
        "Complaint",
        "I would like to file a complaint about your coach. He was very rude to me.",
        Label.SERVICE,
    ),
    "german": ("Beschwerde", "Ich möchte mich über Ihren Berater beschweren. Er ruft nie zurück.", Label.SERVICE),
    "polish": ("Skarga", "Chcę złożyć skargę na waszego doradcę. Nie oddzwania od trzech tygodni.", Label.SERVICE),
    "asks for access": ("Verzoek om inzage", "Graag ontvang ik inzage in mijn gegevens.", Label.PRIVACY),
    "asks for erasure": ("AVG", "Ik wil dat u al mijn gegevens verwijdert.", Label.PRIVACY),
    "data of another": ("datalek", "Ik kreeg een mail met gegevens van een andere cliënt.", Label.PRIVACY),
    "shared without consent": (
        "privacy",
        "Uw medewerker heeft zonder mijn toestemming mijn medische gegevens met mijn werkgever gedeeld.",
        Label.PRIVACY,
    ),
    "thanks": ("Bedankt", "Bedankt voor de fijne begeleiding, ik heb een baan!", Label.OTHER),
    "cannot come": ("Afspraak", "Ik kan morgen niet komen, ik ben ziek. Kan het volgende week?", Label.OTHER),
    "opening hours": ("vraag", "Hoe laat is het kantoor in Emmen vrijdag open? Alvast bedankt.", Label.OTHER),
    "an invoice": (
        "factuur",
        "In de bijlage vindt u factuur 2026-114. Wilt u die binnen 30 dagen betalen?",
        Label.OTHER,
    ),
}


@pytest.mark.parametrize(("subject", "text", "label"), PLAIN.values(), ids=PLAIN)
def test_plain_words_are_taken_at_their_word(subject: str, text: str, label: Label) -> None:
    """The examples are full of words that mislead; who says plainly what it is is understood all the same."""
    assert judge(subject, text).label is label


OUTSPOKEN = {
    "and what is wrong": "Mijn coach komt nooit opdagen en niemand belt terug. Ik dien een klacht in.",
    "formal": "Hierbij dien ik een klacht in over mijn coach. Hij komt zijn afspraken niet na.",
    "in a word": "Ik heb een klacht.",
    "of the service": "Ik wil een klacht indienen over de dienstverlening. Ik word niet teruggebeld.",
    "english": "I want to file a complaint. Nobody calls me back and my coach does not show up.",
}


@pytest.mark.parametrize("text", OUTSPOKEN.values(), ids=OUTSPOKEN)
def test_who_says_that_he_complains_need_not_wait(text: str) -> None:
    """Sure, so that his confirmation goes out at once (R14)."""
    found = judge("Klacht", text)
    assert (found.label, found.sure) == (Label.SERVICE, True)


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
    """Under 5 ms of this process's own time for a typical message: the middle one of the corpus."""
    judge("warm", "warm")
    taken = []
    for row in _rows():
        start = time.process_time()
        judge(row["subject"], row["body"])
        taken.append(time.process_time() - start)
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
    start = time.process_time()
    judge("", text)
    assert time.process_time() - start < 2


OWN = '[[evidence]]\nname = "klaagt over de kas"\nside = "service"\npoints = 6\nphrases = ["te heet .. kas"]\n'


def test_the_organisation_can_add_evidence() -> None:
    """Evidence of an organisation's own counts by its points, and its name is among the reasons."""
    office = replace(OFFICE, evidence=(OWN,))
    text = "Het is veel te heet in de kas."
    before, after = score_text("", text, CLIENT, OFFICE), score_text("", text, CLIENT, office)
    assert any("klaagt over de kas" in reason for reason in after.reasons)
    assert not any("klaagt over de kas" in reason for reason in before.reasons)
    assert after.label is Label.SERVICE
    assert after.score > before.score or before.label is not Label.SERVICE


def test_evidence_of_a_known_name_keeps_its_side_and_points() -> None:
    """An organisation adds phrases to what is there, without repeating the rest."""
    own = '[[evidence]]\nname = "niemand belt terug"\nphrases = ["geen ring gehad"]\n'
    found = next(each for each in lexicon((own,)).evidence if each.name == "niemand belt terug")
    assert found.side == "service"
    assert found.points > 0
    assert "niemand belt terug" in lexicon((own,)).find(sentences("Ik heb geen ring gehad."))


def test_an_organisation_can_add_words_to_a_class() -> None:
    """Words of its own count as the words of the class do."""
    words = lexicon(('[classes]\nwij = "kasbegeleid*"\n',)).classes
    assert words.of("kasbegeleidster") == ("wij",)
    assert "wij" in words.of("coach")


def test_the_order_of_classes_tells_who_did_what() -> None:
    """Within reach and in one sentence; what follows closely is told apart."""
    classes, orders = lexicon().classes.features(sentences("De coach heeft het verteld aan mijn baas. Nooit."))
    assert {"{wij}", "{vertellen}", "{buitenstaander}", "{niet}"} <= classes.keys()
    assert orders["{wij>vertellen}"] == "wij … vertellen"
    assert "{vertellen>>buitenstaander}" not in orders
    assert "{vertellen>buitenstaander}" in orders
    assert "{buitenstaander>niet}" not in orders


MISTAKES = {
    "a set that is not there": ('[[evidence]]\nname = "x"\nphrases = ["<nergens>"]\n', "no set of words"),
    "a side that is none": ('[[evidence]]\nname = "x"\nside = "boos"\nphrases = ["a"]\n', "side"),
    "no phrases": ('[[evidence]]\nname = "x"\n', "list of phrases"),
    "an empty phrase": ('[[evidence]]\nname = "x"\nphrases = [".."]\n', "at least one word"),
    "a mistyped table": ('[[evidense]]\nname = "x"\n', "no table 'evidense'"),
    "one bracket too few": ('[evidence]\nname = "x"\n', "Write "),
    "a class of numbers": ("[classes]\nwij = 3\n", "a text of words"),
}


@pytest.mark.parametrize(("text", "told"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_in_evidence_is_named(text: str, told: str) -> None:
    """Whoever writes a file reads what is wrong with it."""
    with pytest.raises((ValueError, TypeError), match=told):
        read_lexicon([text])


def test_words_are_compared_without_accents_capitals_and_digits() -> None:
    """Folding makes one word of its ways of writing."""
    assert fold("Geïntegreerd ŁÓDŹ 2026") == "geintegreerd lodz 0000"


def test_the_weights_were_learned_from_todays_examples_and_evidence() -> None:
    """Whoever changes an example, a phrase or a class runs bench/train.py again."""
    corpus = (CORPUS / name for name in ("first_contact.jsonl", "own_first_contact.jsonl"))
    evidence = sorted((LANGUAGE / "evidence").glob("*.toml"))
    first = (LANGUAGE / "weights.tsv").read_text(encoding="utf-8").partition("\n")[0]
    assert first == LEARNED_FROM + fingerprint(file.read_bytes() for file in (*corpus, *evidence))


def test_weights_are_read_as_they_are_written() -> None:
    """The file is sorted and readable; what is read back is what was learned."""
    learned = Weights((0.1, -0.25, 0.0), {"[van een instantie]": (0.5, 0.0, -0.125), "=klacht": (0.75, 0.0, -0.5)})
    text = write_weights(learned, "abc")
    assert text.splitlines()[2] == "=klacht\t750\t0\t-500"
    assert read_weights(text.splitlines()) == learned
    assert len(weights().features) > 10_000


def test_a_message_is_judged_by_its_subject_and_whole_text() -> None:
    """The message's own text counts, not only what is new in it."""
    message = build.message(subject="klacht", text="Niemand belt terug, ik ben hier heel ontevreden over.")
    assert score(message, OFFICE).label is Label.SERVICE


def test_a_complaint_in_an_attached_mail_or_a_file_name_counts() -> None:
    """A colleague attaches the mail itself, or a client his letter, and writes hardly a word (R10)."""
    inside = "Niemand belt mij terug, ik wacht al acht weken en ben hier heel ontevreden over."
    mail = AttachedMail(CLIENT, (), "boos", "<1@home.example>", None, None, inside, 1)
    letter = Attachment("klachtbrief.pdf", "application/pdf", 9, "")
    forward = build.message(subject="FW: boos", text="Voor jou.")
    assert score(replace(forward, attached=(mail,)), OFFICE).label is Label.SERVICE
    assert "[bijlage: klachtbrief.pdf]" in whole_text(replace(forward, attachments=(letter,)))


def test_a_web_form_is_read_as_one_though_its_complainant_is_the_sender() -> None:
    """The channel is that of the mail itself: its labels are set aside, and its subject is the machine's."""
    site = ("from", "Website <website@werkenderwijs.com>")
    form = build.message(subject="Nieuwe inzending: Klachtenformulier", text="Naam: Jan Bos", headers=(site,))
    assert sent_by(form) == Address("", "website@werkenderwijs.com")
    assert score(form, OFFICE) == judge(form.subject, form.text, sent_by(form))


def _rows() -> list[dict[str, str]]:
    lines = (CORPUS / "own_first_contact.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[::4]]
