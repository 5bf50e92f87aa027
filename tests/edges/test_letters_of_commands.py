"""What the letters that follow a command of staff say (R16-R18, R22, R24, R29-R31, R36, R38, R42, R44)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from klachtmail.core.commands import Command, read
from klachtmail.core.model import Address, Case, Flag, Letter, Track
from klachtmail.core.settings import Office, Organisation
from klachtmail.post.dutch import outcome_in_full
from klachtmail.post.letters import Letters, Rendered
from tests.edges.writing_letters import (
    BOTH,
    CASE,
    COMMANDED,
    HANNA,
    HENNIE,
    LETTERS,
    MONTH,
    OFFICE,
    PRIVACY,
    TOKEN,
    TYPED,
    Tags,
)

TO_COMPLAINANT = tuple(name for name in COMMANDED if name.startswith("complainant"))
TO_STAFF = tuple(name for name in COMMANDED if not name.startswith("complainant"))
TYPED_IN = tuple(name for name, (_, _, context, _) in COMMANDED.items() if {"text", "reason"} & dict(context).keys())
BLIK = (
    "Gaat uw klacht over de uitvoering van uw traject voor re-integratie of mobiliteit? "
    "Dan kunt u uw klacht indienen bij de klachtenlijn en het College van Arbitrage van Blik op Werk: www.blikopwerk.nl."
)
AUTHORITY = "een klacht indienen bij de Autoriteit Persoonsgegevens: www.autoriteitpersoonsgegevens.nl."
COURT = "U kunt ook naar de rechter gaan."


def rendered(
    template: str,
    case: Case | None = CASE,
    to: Address | None = None,
    office: Office = OFFICE,
    **changes: object,
) -> Rendered:
    """A letter of the table with another case or other words; the duties are those of the case's track."""
    _, own_duties, context, stamp = COMMANDED[template]
    month = (MONTH,) if case and case.track is Track.PRIVACY else ()
    duties = (*(duty for duty in own_duties if duty != MONTH), *month)
    recipient = to or (HENNIE if template in TO_COMPLAINANT else HANNA.address)
    words = tuple({**dict(context), **changes}.items())
    letter = Letter("KL-2026-0042/x", template, recipient, CASE.number, words)
    return Letters(office).render(letter, stamp, case, duties)


def as_in_table(template: str) -> Rendered:
    case, duties, context, stamp = COMMANDED[template]
    recipient = HENNIE if template in TO_COMPLAINANT else HANNA.address
    return LETTERS.render(Letter("KL-2026-0042/x", template, recipient, CASE.number, context), stamp, case, duties)


def flowing(text: str) -> str:
    """The text without its line ends, for sentences."""
    return " ".join(text.split())


SAYS = {
    "complainant-invitation": (
        "Wanneer: maandag 9 februari 2026 om 10.00 uur",
        "Waar: Drentse Poort 18, Nieuw Buinen",
        "Met wie: Hanna Bos",
        "U mag iemand meenemen",
        "Kunt u dan niet, of komt u liever ergens anders? Bel 06-51266484 of antwoord op deze mail.",
        "de afspraak voor uw agenda",
        "we invite you for a talk on 9 February 2026",
    ),
    "complainant-confirmation": (
        "Op donderdag 5 februari 2026 hebben wij elkaar gesproken",
        "U sprak met Roelof Dekker.",
        'U zei: "Niemand belt mij terug & ik wacht al <drie> weken."',
        "Klopt er iets niet, of missen wij iets?",
        "Ons doel: uiterlijk vrijdag 27 februari 2026 is uw klacht afgehandeld.",
    ),
    "complainant-message": ("Dat spijt ons.", "Wilt u reageren? Bel 06-51266484 of antwoord op deze mail."),
    "complainant-delay": (
        "uiterlijk vrijdag 13 maart 2026 is uw klacht afgehandeld",
        "Eerst was ons doel vrijdag 27 februari 2026.",
        "De reden: Wij wachten nog op een verslag van de bedrijfsarts.",
        "Vindt u dit niet goed?",
        "uiterlijk zaterdag 28 februari 2026 afgehandeld. Die datum verandert niet.",
    ),
    "complainant-declined": (
        "Goedendag Hennie Trip, Wij nemen uw klacht niet in behandeling.",
        "De reden: U zei:",
        "Bent u het niet eens met dit besluit?",
        BLIK,
        AUTHORITY,
        COURT,
        "Wij bewaren uw dossier tot zondag 20 februari 2028. Daarna wissen wij het.",
    ),
    "complainant-closing": (
        "Uw klacht is deels gegrond. Dat betekent:",
        "Wat doen wij om dit te voorkomen? Wij bellen voortaan binnen een dag terug.",
        "Bent u het niet eens met onze afhandeling?",
        BLIK,
        AUTHORITY,
        COURT,
        "Wij bewaren uw dossier tot zondag 20 februari 2028. Daarna wissen wij het.",
    ),
    "complainant-withdrawn": (
        "U hebt uw klacht van vrijdag 30 januari 2026 ingetrokken. Wij hebben de zaak daarom gesloten.",
        "Klopt dit niet, of denkt u er later anders over?",
        BLIK,
        "Wij bewaren uw dossier tot zondag 20 februari 2028.",
    ),
    "complainant-no_complaint": (
        "Wij zien uw bericht niet als een klacht.",
        "Is het wel een klacht, of bent u het niet met ons eens? Bel 06-51266484 of antwoord op deze mail.",
        "Wij bewaren uw dossier tot zondag 20 februari 2028.",
    ),
    "complainant-supplement": (
        "Uw klacht gaat over persoonsgegevens.",
        "Uiterlijk zaterdag 28 februari 2026 is uw klacht afgehandeld.",
        "Data Privacy Officer (DPO) om advies",
        AUTHORITY,
        COURT,
    ),
    "complainant-joined": (
        "Uw klacht gaat verder onder nummer KL-2026-0041. Wij tellen vanaf uw eerste bericht.",
        "Antwoorden met het nummer van deze mail komen ook goed aan.",
        "we handle them together under number KL-2026-0041.",
    ),
    "staff-answer": ("Goedendag Hanna Bos, Deze brief gaat naar de klager na uw JA.", "Wij hebben <samen> gesproken."),
    "staff-concerned": ("een klacht binnengekomen die ook over u gaat", "Dit bericht komt van Hanna Bos."),
    "quality_officer-passed": ("De DPO heeft geantwoord. Is dit het advies?", "bijlage bij deze mail: klacht.eml"),
    "directie-passed": ("De DPO heeft geantwoord. Is dit het advies?", "Met uw JA staat het advies in het dossier."),
    "quality_officer-print": (
        "Deze brief moet op de post.",
        "uiterlijk maandag 2 februari 2026",
        "Brief: Ontvangstbevestiging",
        "Adres: Dorpsstraat 1, 9521 AA Nieuw Buinen",
        "Print de bijlage brief.txt",
        "BRIEF VERSTUURD",
        "NUMMER DOORGEGEVEN",
    ),
}


def test_every_letter_has_its_contents_checked() -> None:
    """A letter that is added later is noticed here."""
    assert SAYS.keys() == COMMANDED.keys()


@pytest.mark.parametrize(("template", "words"), [(name, words) for name, all_ in SAYS.items() for words in all_])
def test_a_letter_says_what_the_regulation_asks(template: str, words: str) -> None:
    """In the text; that the HTML says the same is tested for all letters."""
    assert words in flowing(as_in_table(template).text)


@pytest.mark.parametrize("template", TO_COMPLAINANT)
def test_every_letter_to_a_complainant_says_who_writes_whom_to_call_and_which_number(template: str) -> None:
    """And one line in English; nobody is addressed as a man or a woman."""
    text = flowing(rendered(template, author="Hanna Bos").text)
    assert "Met vriendelijke groet, Hanna Bos WerkenderWijs Re-integratie B.V." in text
    assert "Vragen? Bel 06-51266484 of antwoord op deze mail." in text
    assert f"Zet dan dit nummer in uw mail: {TOKEN}" in text
    assert "In English: " in text
    assert not re.search(r"\b(heer|mevrouw|meneer|mw|dhr)\b", text, re.IGNORECASE)


@pytest.mark.parametrize("template", TO_COMPLAINANT)
def test_a_letter_without_an_author_is_the_organisation_s(template: str) -> None:
    """No empty line, no half sentence."""
    text = rendered(template, author="", talk_with="").text
    assert "Met vriendelijke groet,\n\nWerkenderWijs Re-integratie B.V." in text
    assert "Met wie" not in text
    assert "U sprak met" not in text


@pytest.mark.parametrize("template", [name for name in TYPED_IN if name != "complainant-delay"])
def test_a_letter_has_one_salutation_and_one_signature(template: str) -> None:
    """Staff write their own as they are used to; the letter is still one letter."""
    text = rendered(template, text="Beste Hennie,\n\nWij bellen u morgen.\n\nGroet,\nHanna").text
    assert "Wij bellen u morgen." in text
    assert "Beste Hennie" not in text
    assert "Groet," not in text


def test_a_subject_is_neutral_and_no_two_acts_have_the_same() -> None:
    """The inbox of a complainant is read by others, too; the act and the date tell two letters of a day apart."""
    subjects = [as_in_table(template).subject for template in TO_COMPLAINANT]
    assert len(set(subjects)) == len(subjects)
    for subject in subjects:
        assert "klacht" not in subject.lower().replace("werkenderwijs klachten", "")
        assert TOKEN in subject
        assert re.search(r"\d{1,2} \w+ 20\d\d|horen bij elkaar", subject)


@pytest.mark.parametrize(
    ("template", "case", "blik", "authority"),
    [
        pytest.param("complainant-closing", CASE, True, False, id="closing, service"),
        pytest.param("complainant-closing", PRIVACY, True, True, id="closing, privacy"),
        pytest.param("complainant-closing", BOTH, True, True, id="closing, both"),
        pytest.param(
            "complainant-closing", replace(CASE, flags=frozenset({Flag.BOTH})), True, True, id="only the flag"
        ),
        pytest.param("complainant-declined", CASE, True, False, id="declined, service"),
        pytest.param("complainant-declined", PRIVACY, True, True, id="declined, privacy"),
        pytest.param("complainant-withdrawn", PRIVACY, True, True, id="withdrawn, privacy"),
        pytest.param("complainant-no_complaint", CASE, False, False, id="no complaint"),
        pytest.param("complainant-no_complaint", PRIVACY, True, True, id="no complaint, privacy"),
    ],
)
def test_a_letter_that_ends_a_case_names_the_routes(template: str, case: Case, *, blik: bool, authority: bool) -> None:
    """Blik op Werk with its condition (R24); the authority and the court on the privacy track (R29-R31)."""
    letter = rendered(template, case)
    text = flowing(letter.text)
    assert (BLIK in text) is blik
    assert (AUTHORITY in text, COURT in text) == (authority, authority)
    assert ('href="https://www.autoriteitpersoonsgegevens.nl"' in letter.html) is authority


def test_where_blik_op_werk_is_reached_is_configured() -> None:
    """A website is a link, anything else stands as it is (R24)."""
    assert 'href="https://www.blikopwerk.nl"' in rendered("complainant-closing").html
    office = replace(OFFICE, organisation=Organisation(dispute_contact="telefoon 030-1234567 <overdag>"))
    letter = rendered("complainant-closing", office=office)
    assert "van Blik op Werk: telefoon 030-1234567 <overdag>." in letter.text
    assert "van Blik op Werk: telefoon 030-1234567 &lt;overdag&gt;." in letter.html


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        pytest.param("gegrond", "Dat betekent: u hebt gelijk.", id="gegrond"),
        pytest.param("Deels  gegrond", "op sommige punten hebt u gelijk, op andere niet", id="deels"),
        pytest.param("ONGEGROND", "wij zien het anders dan u", id="ongegrond"),
        pytest.param("geen oordeel", "Wij geven geen oordeel", id="geen oordeel"),
        pytest.param("in overleg opgelost", "samen met u opgelost", id="overleg"),
        pytest.param("doorverwezen", "wie dat wel kan", id="doorverwezen"),
        pytest.param("coulance\nregeling", "De uitkomst: coulance regeling.", id="another"),
    ],
)
def test_an_outcome_is_told_in_plain_words(outcome: str, words: str) -> None:
    """Few people know what *ongegrond* means (R38)."""
    assert words in outcome_in_full(outcome)
    assert words in rendered("complainant-closing", outcome=outcome).text


def test_a_closing_letter_without_a_measure_says_nothing_of_one() -> None:
    """No heading over nothing."""
    assert "voorkomen" not in rendered("complainant-closing", measure="").text


def test_the_confirmation_names_a_person_or_nobody() -> None:
    """With whom the talk was (R17), who need not be the writer; an address is no name."""
    assert "U sprak met" not in rendered("complainant-confirmation", talk_with="hanna@werkenderwijs.com").text


def test_the_confirmation_of_a_privacy_complaint_names_its_month() -> None:
    """The legal day, not our aim (R26)."""
    text = flowing(rendered("complainant-confirmation", PRIVACY).text)
    assert "Uiterlijk zaterdag 28 februari 2026 is uw klacht afgehandeld." in text
    assert "Ons doel" not in text


def test_a_delay_that_was_agreed_says_so() -> None:
    """And asks nothing any more; on the service track there is no month to name (R23)."""
    text = rendered("complainant-delay", consent=True).text
    assert "Dit hebben wij met u afgesproken." in text
    assert "Vindt u dit niet goed?" not in text
    assert "persoonsgegevens" not in text


def test_a_delay_to_the_day_that_was_the_aim_names_it_once() -> None:
    """Where the aim was moved already."""
    assert "Eerst was ons doel" not in rendered("complainant-delay", until=date(2026, 2, 27)).text


def test_an_answer_that_it_is_no_complaint_may_be_short() -> None:
    """A reason that only staff read leaves no hole."""
    text = rendered("complainant-no_complaint", text="").text
    assert "niet als een klacht.\n\nIs het wel een klacht" in text


def test_a_complaint_about_both_is_told_so() -> None:
    """R31: the supplement does not say that all of it is about personal data."""
    assert "Uw klacht gaat ook over persoonsgegevens." in rendered("complainant-supplement", BOTH).text


@pytest.mark.parametrize("template", TO_COMPLAINANT)
def test_a_letter_on_paper_asks_for_no_answer_by_mail(template: str) -> None:
    """Who has no mail address calls or writes (R15)."""
    letter = rendered(template, to=Address("Hennie Trip", ""))
    assert "antwoord op deze mail" not in letter.text.lower()
    assert "Bel 06-51266484 of stuur ons een brief." in letter.text
    assert f"Zet dan dit nummer in uw brief of mail: {TOKEN}" in letter.text


MARKUP = "Een <b>vet</b> & <script>x()</script>\n\n\n<!-- {{ case.number }} {% raw %} </div></p></body>\r\nTwee"
LINES = ("Een <b>vet</b> & <script>x()</script>", "<!-- {{ case.number }} {% raw %} </div></p></body>", "Twee")


@pytest.mark.parametrize("template", TYPED_IN)
def test_what_staff_typed_is_text_and_never_markup_or_template(template: str) -> None:
    """It reads as it was typed, in paragraphs; the HTML has no tag more than with plain words."""
    key = "reason" if template == "complainant-delay" else "text"
    letter = rendered(template, **{key: MARKUP})
    assert all(line in letter.text for line in LINES)
    plain = rendered(template, **{key: "Een\n\nTwee\nDrie"})
    assert Tags(letter.html).seen == Tags(plain.html).seen
    assert "&lt;script&gt;x()&lt;/script&gt;" in letter.html
    assert "{{ case.number }}" in letter.html


def test_the_answer_to_staff_escapes_all_that_it_repeats() -> None:
    """Headings, lines, the letter that is shown, and what undoes it."""
    blocks = ((MARKUP, (MARKUP, MARKUP)), ("", (f"- {MARKUP}",)))
    shown = (Address(MARKUP, "x@example.nl"), MARKUP, MARKUP)
    letter = rendered("staff-answer", title=MARKUP, lead=MARKUP, blocks=blocks, shown=shown, undo=MARKUP)
    assert "script" not in Tags(letter.html).seen
    assert "b" not in Tags(letter.html).seen
    assert "\n" not in letter.subject


def test_the_answer_to_staff_shows_the_exact_letter() -> None:
    """Every line of the letter, to whom and under which subject: JA sends precisely this (DESIGN 5)."""
    shown = (HENNIE, "Bevestiging van ons gesprek", TYPED)
    text = rendered("staff-answer", shown=shown).text
    head = f"Aan: Hennie Trip <h.trip@example.nl>\nOnderwerp: {shown[1]}\nBrief:\n\n"
    assert f"{head}{TYPED.strip()}\n\n==============================" in text


def test_a_letter_that_was_shown_can_be_copied_mended_and_sent_back() -> None:
    """From "Brief:" to the end of the mail: what is read back is the letter and nothing else."""
    text = rendered("staff-answer", shown=(HENNIE, "Bevestiging van ons gesprek", TYPED)).text
    copied = read("BEVESTIGEN\n" + text[text.index("Brief:") :], answered=date(2026, 2, 6))
    assert isinstance(copied, Command)
    assert copied.letter == TYPED.strip()


def test_an_answer_without_more_to_say_is_short() -> None:
    """No empty heading, no empty box."""
    letter = rendered("staff-answer", blocks=(), shown=None, links=(), undo="")
    body = letter.text.partition("Goedendag Hanna Bos,")[2]
    assert [line for line in body.splitlines() if line][1:] == [
        "Antwoord op deze mail; uw antwoord gaat niet naar de klager.",
        "Wat kunt u nog meer antwoorden? Stuur HULP.",
    ]
    assert "De brief" not in letter.html


def test_lines_with_a_dash_are_a_list_in_html() -> None:
    """Others stand by themselves; the text has both as they are."""
    letter = rendered("staff-answer", blocks=(("", ("- een", "- twee")), ("", ("drie", "vier"))))
    assert re.search(r"<li[^>]*>een</li>\s*<li[^>]*>twee</li>", letter.html)
    assert "drie<br>vier" in letter.html
    assert "- een\n- twee\n\ndrie\nvier" in letter.text


@pytest.mark.parametrize("template", ["staff-answer", "quality_officer-passed", "directie-passed"])
def test_a_letter_to_staff_about_no_case_has_no_number(template: str) -> None:
    """An answer to the digest, or NIEUW before the case is there."""
    letter = rendered(template, None)
    assert "[" not in letter.subject
    assert "KL-" not in letter.text


def test_the_employee_concerned_reads_nothing_of_the_complainant() -> None:
    """Only what a person wrote for him; never the original, a name or an address (R19, R33)."""
    letter = rendered("staff-concerned")
    assert "Trip" not in letter.text + letter.html
    assert "bijlage" not in letter.text
    assert "vertrouwelijk" in letter.text


def test_a_letter_to_print_for_nobody_s_address_is_told_by_telephone() -> None:
    """R15: without an address the number is given by telephone."""
    text = rendered("quality_officer-print", postal="").text
    assert "wij hebben geen postadres" in text
    assert "Adres:" not in text
    assert text.index("NUMMER DOORGEGEVEN") < text.index("BRIEF VERSTUURD")


@pytest.mark.parametrize("template", TO_STAFF)
def test_a_link_of_a_letter_to_staff_is_a_button_and_words(template: str) -> None:
    """Where there is a link at all."""
    links = (("Ja, graag", "mailto:k@example.nl?subject=a&body=JA", "JA"),)
    letter = rendered(template, links=links)
    if template == "staff-concerned":
        assert "Ja, graag" not in letter.text
        return
    assert "- Ja, graag: JA" in letter.text
    assert 'href="mailto:k@example.nl?subject=a&amp;body=JA"' in letter.html
