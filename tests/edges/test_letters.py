"""Letters as their receivers get them: golden files, the mail on the wire, and hostile names."""

from __future__ import annotations

import email
import email.policy
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest

from klachtmail.core import links
from klachtmail.core.digest import Digest, Line, Listed, Mails, Undelivered
from klachtmail.core.model import (
    Address,
    DutyKind,
    Letter,
    State,
)
from klachtmail.core.reminders import Item
from klachtmail.core.settings import Office, Organisation
from klachtmail.post.letters import Letters, Rendered, TemplateMistake
from klachtmail.post.templates import PARTS, shipped_folder
from tests.edges.writing_letters import (
    CASE,
    COMMANDED,
    DUTIES,
    HANNA,
    HENNIE,
    LETTERS,
    MONTH,
    OFFICE,
    ORIGINAL,
    PRIVACY,
    RECEIVED,
    STAMP,
    TOKEN,
    WITH_ORIGINAL,
    Tags,
    duty,
)

REACHED = replace(PRIVACY, phone="06-12345678", wishes="U kunt mij na 17 uur bellen.")
JUDGE = duty(DutyKind.JUDGE, date(2026, 2, 2))
ANSWER = duty(DutyKind.ANSWER, date(2026, 2, 3))
MAILTO = "mailto:kwaliteit@werkenderwijs.com?subject=Re&body="
TALK = ("links", (("Gesproken", MAILTO + "GESPROKEN", "GESPROKEN"), ("Bericht", MAILTO + "STUUR", "STUUR\nuw tekst")))
JUDGING = (
    ("reasons", ("er staat: niemand belt terug",)),
    ("suspicion", ""),
    ("links", (("Dit is een klacht", MAILTO + "KLACHT", "KLACHT"), ("Geen klacht", MAILTO + "GEEN", "GEEN KLACHT"))),
    ("neutral_on", date(2026, 2, 3)),
)
UNDELIVERED = (
    ("failed_letter", "Ontvangstbevestiging"),
    ("failed_to", HENNIE),
    ("failed_why", "550 5.1.1 mailbox unavailable"),
    ("days_left", 2),
)
ADVICE = duty(DutyKind.DPO_ADVICE, date(2026, 2, 13))
BREACH = replace(duty(DutyKind.BREACH, date(2026, 2, 2)), moment=datetime(2026, 2, 2, 22, 50, tzinfo=UTC))
LATE = ("items", (Item(DUTIES[1], -1, RECEIVED), Item(DUTIES[2], 2, RECEIVED)))
SOON = ("items", (Item(DUTIES[3], 5, RECEIVED),))
ASKED = ("items", (Item(ADVICE, 0, RECEIVED),))
STANDS_IN = (("asks_delay", True), ("instead_of", "Hanna Bos"))
ALARM = (("flags", ("mogelijk een datalek",)), ("breach", BREACH))
DIGEST = Digest(
    lines=(
        Line(replace(PRIVACY, number="KL-2026-0043"), BREACH, 1, "DPO", new=True),
        Line(CASE, DUTIES[1], -1, "behandelaar", new=False, late=True),
        Line(
            replace(CASE, number="KL-2026-0044", state=State.TO_JUDGE),
            JUDGE,
            0,
            "kwaliteitsverantwoordelijke",
            new=True,
        ),
    ),
    week=((date(2026, 2, 2), 2), (date(2026, 2, 4), 1)),
    undelivered=(Undelivered("KL-2026-0042", "Uw klacht is ontvangen", "550 5.1.1 mailbox unavailable"),),
    entries=(
        Listed(
            "P-2026-0311",
            True,
            "h.trip@example.nl",
            "Vraag",
            "geen bewijs",
            RECEIVED,
            "KL-2026-0042",
            True,
            links.for_entry("P-2026-0311", "KL-2026-0042", "kwaliteit@werkenderwijs.com"),
        ),
        Listed(
            "P-2026-0312",
            False,
            "news@example.org",
            "Aanbieding",
            "nieuwsbrief",
            RECEIVED,
            "",
            False,
            links.for_entry("P-2026-0312", "", "kwaliteit@werkenderwijs.com"),
        ),
    ),
    mails=Mails(came=7, junk=2, unreadable=1, on_server=120, known=119, read_at=RECEIVED),
)
FLAGS = ("flags", ("een medewerker is genoemd in de klacht",))
GOLDEN = {
    "complainant-acknowledgement": (CASE, DUTIES, (), STAMP),
    "complainant-acknowledgement_privacy": (PRIVACY, (*DUTIES, MONTH), (), STAMP),
    "complainant-acknowledgement_neutral": (CASE, DUTIES, (), STAMP),
    "quality_officer-new_case": (CASE, DUTIES, (FLAGS, TALK), WITH_ORIGINAL),
    "handler-new_case": (REACHED, (*DUTIES, MONTH), (FLAGS, TALK), WITH_ORIGINAL),
    "directie-new_case": (replace(CASE, handler=""), DUTIES, (FLAGS, TALK), WITH_ORIGINAL),
    "quality_officer-to_judge": (replace(CASE, state=State.TO_JUDGE), (*DUTIES, JUDGE), JUDGING, WITH_ORIGINAL),
    "quality_officer-undelivered": (CASE, DUTIES, UNDELIVERED, STAMP),
    "quality_officer-flood": (None, (), (("cap", 60),), STAMP),
    "quality_officer-watch": (CASE, (), (("letters", ((HENNIE, "Ontvangen", "Goedendag,\n\nDank u."),)),), STAMP),
    "quality_officer-reply": (CASE, (*DUTIES, ANSWER), (TALK,), WITH_ORIGINAL),
    "handler-reply": (CASE, (*DUTIES, ANSWER), (TALK,), WITH_ORIGINAL),
    "handler-reminder": (CASE, DUTIES, (LATE, TALK, ("stands_since", None), *STANDS_IN), STAMP),
    "quality_officer-reminder": (CASE, DUTIES, (SOON, TALK, ("stands_since", date(2026, 1, 29))), STAMP),
    "quality_officer-overdue": (CASE, DUTIES, (LATE, TALK, ("stands_since", None)), STAMP),
    "directie-reminder": (replace(CASE, handler=""), DUTIES, (SOON, TALK, ("stands_since", None)), STAMP),
    "directie-overdue": (CASE, DUTIES, (LATE, ("links", ()), ("stands_since", None)), STAMP),
    "dpo-reminder": (PRIVACY, (*DUTIES, ADVICE), (ASKED, ("links", ()), ("stands_since", None)), STAMP),
    "dpo-advice_request": (PRIVACY, (*DUTIES, MONTH, ADVICE), (FLAGS, ("answer_by", ADVICE.deadline)), STAMP),
    "dpo-breach": (PRIVACY, DUTIES, (*ALARM, ("late", False)), WITH_ORIGINAL),
    "quality_officer-breach": (PRIVACY, DUTIES, (*ALARM, ("late", False)), STAMP),
    "directie-breach": (PRIVACY, DUTIES, (*ALARM, ("late", True)), STAMP),
    "directie-digest": (None, (), (("digest", DIGEST),), STAMP),
    "quality_officer-list": (None, (), (("digest", DIGEST),), STAMP),
    **COMMANDED,
}
DAILY = ("directie-digest", "quality_officer-list")
WITHOUT_CASE = (*DAILY, "quality_officer-flood")
COMPLAINANTS = tuple(name for name in GOLDEN if name.startswith("complainant"))
STAFF = tuple(name for name in GOLDEN if not name.startswith("complainant"))


def letter(template: str, recipient: Address | None = None, automatic: str = "auto-replied") -> Letter:
    to = recipient or (HENNIE if template in COMPLAINANTS else HANNA.address)
    return Letter("KL-2026-0042/x", template, to, CASE.number, GOLDEN[template][2], automatic=automatic)


def render(template: str, to: Address | None = None, **changes: object) -> Rendered:
    case, duties, _, stamp = GOLDEN[template]
    return LETTERS.render(letter(template, to), replace(stamp, **changes), case, duties)


def received(rendered: Rendered) -> EmailMessage:
    """The mail as an independent reader (the standard library) sees it."""
    message = email.message_from_bytes(rendered.raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


class Words(HTMLParser):
    """The text of an HTML body, as a reader sees it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden = tag in {"style", "title"}

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.extend(re.findall(r"\w+", data))


@pytest.mark.parametrize("template", GOLDEN)
def test_a_letter_reads_as_its_golden_file(template: str, golden: Callable[[str, str], None]) -> None:
    """The text and the HTML of each letter, word for word."""
    rendered = render(template)
    golden(f"{template}.txt", f"{rendered.subject}\n\n{rendered.text}")
    golden(f"{template}.html", rendered.html)


@pytest.mark.parametrize("template", GOLDEN)
def test_html_is_well_formed(template: str) -> None:
    """Every tag is closed in its order, and nothing stands where HTML does not allow it."""
    tags = Tags(render(template).html)
    assert tags.mistakes == []
    assert tags.open == []


def test_every_shipped_letter_has_all_its_files() -> None:
    """Subject, text and HTML; a forgotten one is noticed here, not when the letter is due."""
    names = {file.name for file in shipped_folder().glob("*-*.j2")}
    heads = {name.partition(".")[0] for name in names}
    assert heads >= set(GOLDEN)
    assert names == {f"{head}.{part}.j2" for head in heads for part in PARTS}


@pytest.mark.parametrize("template", COMPLAINANTS)
def test_a_complainant_reads_at_most_150_words_before_the_rest(template: str) -> None:
    """On a phone the dates and the question come before everything else (DESIGN 6); what staff typed not counted."""
    before, _, after = render(template).text.partition("Meer weten")
    typed = (str(value) for key, value in GOLDEN[template][2] if key in {"text", "reason", "measure"})
    assert after
    assert len(before.split()) - len(" ".join(typed).split()) <= 150


@pytest.mark.parametrize("template", COMPLAINANTS)
def test_text_and_html_say_the_same_to_a_complainant(template: str) -> None:
    """Both say the same words, so nobody depends on his mail program (links may say less)."""
    rendered = render(template)
    in_text = set(re.findall(r"\w+", rendered.text)) - {"https"}
    assert in_text - set(Words(rendered.html).found) == set()


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("ontvangen op vrijdag 30 januari 2026", id="received"),
        pytest.param("KL-2026-0042-X7PQ", id="number"),
        pytest.param("dinsdag 10 februari 2026 bellen wij u, of nodigen", id="contact"),
        pytest.param("Ons doel: uiterlijk vrijdag 27 februari 2026", id="settle"),
        pytest.param("niet in behandeling nemen? Dan hoort u dat uiterlijk vrijdag 27 februari", id="refusal"),
        pytest.param("Op welk nummer en wanneer kunnen wij u bellen?", id="question"),
        pytest.param("Dit bericht is automatisch verstuurd. Een medewerker leest uw klacht.", id="a person"),
        pytest.param("vertrouwelijk", id="confidential"),
        pytest.param("gratis", id="free"),
        pytest.param("06-51266484", id="telephone"),
        pytest.param("Zet dan dit nummer in uw mail", id="number in mail"),
        pytest.param("In English", id="English"),
    ],
)
def test_the_acknowledgement_says_what_the_regulation_asks(words: str) -> None:
    """The contents of R14, received late on Friday evening."""
    assert words in render("complainant-acknowledgement").text


def test_the_privacy_acknowledgement_names_the_month_the_dpo_and_the_authority() -> None:
    """The legal day of the month (a Saturday), not the internal one (R26-R30)."""
    text = render("complainant-acknowledgement_privacy").text
    assert "zaterdag 28 februari 2026 is uw klacht afgehandeld" in text
    assert "Data Privacy Officer (DPO) om advies" in text
    assert "www.autoriteitpersoonsgegevens.nl" in text


def test_the_neutral_acknowledgement_does_not_call_the_message_a_complaint() -> None:
    """Nobody has judged it yet."""
    rendered = render("complainant-acknowledgement_neutral")
    assert "klacht ontvangen" not in rendered.text
    assert "Is het een klacht?" in rendered.text
    assert "klacht" not in rendered.subject


OWN_WORDS = ("watch", "-reply", "digest", "advice_request")
"""What closes these letters says in its own words where an answer goes."""


@pytest.mark.parametrize("template", [name for name in STAFF if not any(part in name for part in OWN_WORDS)])
def test_staff_read_that_an_answer_does_not_reach_the_complainant(template: str) -> None:
    """In text and in HTML."""
    rendered = render(template)
    assert "Antwoord op deze mail; uw antwoord gaat niet naar de klager." in rendered.text
    assert "Antwoord op deze mail; uw antwoord gaat niet naar de klager." in rendered.html


def test_a_link_is_a_button_in_html_and_words_in_text() -> None:
    """The same act either way; the ampersand of the link is escaped."""
    rendered = render("handler-reply")
    assert "- Gesproken: GESPROKEN" in rendered.text
    assert 'href="mailto:kwaliteit@werkenderwijs.com?subject=Re&amp;body=GESPROKEN"' in rendered.html


def test_an_original_that_could_not_come_along_is_not_promised() -> None:
    """A letter refused for its attachment goes again without, and says so."""
    text = render("handler-new_case", attachments=()).text
    assert "klacht.eml" not in text
    assert "kon niet als bijlage mee" in text


@pytest.mark.parametrize(
    ("days", "words"),
    [
        pytest.param(2, "binnen 2 werkdagen", id="two days"),
        pytest.param(1, "binnen 1 werkdag aankomen", id="one day"),
        pytest.param(0, "loopt vandaag af", id="today"),
        pytest.param(-1, "is voorbij", id="over"),
    ],
)
def test_an_undelivered_letter_tells_the_days_left(days: int, words: str) -> None:
    """The quality officer sees how urgent it is."""
    context = (*UNDELIVERED[:3], ("days_left", days))
    asked = replace(letter("quality_officer-undelivered"), context=context)
    assert words in LETTERS.render(asked, STAMP, CASE, DUTIES).text


def test_a_letter_about_no_case_has_no_number() -> None:
    """An undelivered letter need not belong to a case."""
    rendered = LETTERS.render(letter("quality_officer-undelivered"), STAMP)
    assert "[" not in rendered.subject
    assert "Nummer" not in rendered.text


@pytest.mark.parametrize("template", GOLDEN)
def test_the_mail_reads_back_as_it_was_written(template: str) -> None:
    """Another reader finds the subject, both bodies and no defect."""
    rendered = render(template)
    message = received(rendered)
    assert message["Subject"] == rendered.subject
    for kind, expected in (("plain", rendered.text), ("html", rendered.html)):
        body = message.get_body((kind,))
        assert body is not None
        assert body.get_content().replace("\r\n", "\n") == expected
    assert [part.defects for part in message.walk() if part.defects] == []


@pytest.mark.parametrize("template", GOLDEN)
def test_the_mail_has_only_short_lines_that_end_in_crlf(template: str) -> None:
    """RFC 5322: CRLF, and at most 998 octets a line."""
    raw = render(template, HOSTILE).raw
    assert re.findall(rb"(?<!\r)\n|\r(?!\n)", raw) == []
    assert max(map(len, raw.split(b"\r\n"))) <= 998


HOSTILE = Address("Trip\r\nBcc: evil@example.org\r\n\r\nBel nu", "h.trip@example.nl\r\nX-Evil: 1")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(HOSTILE.name, id="CR LF"),
        pytest.param("Trip\nBcc: evil@example.org", id="LF"),
        pytest.param("Trip\x0bBcc: e\x0c\x1c\x85\u2028Bcc: e@example.org\x00", id="other line ends"),
        pytest.param('Trip" <evil@example.org>, "x', id="quotes"),
        pytest.param("=?utf-8?q?Trip=0D=0ABcc:_evil?=", id="encoded word"),
        pytest.param("\ud800 half", id="half a character"),
        pytest.param("a" * 5000, id="very long"),
        pytest.param("ë" * 5000, id="very long and not ASCII"),
        pytest.param("\\", id="backslash"),
    ],
)
def test_a_name_never_becomes_a_header_or_a_recipient(name: str) -> None:
    """Whatever a stranger calls himself, one letter has one recipient (DESIGN 2.4)."""
    message = received(render("complainant-acknowledgement", Address(name, "h.trip@example.nl")))
    assert [address.addr_spec for address in message["To"].addresses] == ["h.trip@example.nl"]
    assert set(message.keys()) == set(received(render("complainant-acknowledgement")).keys())


def test_an_address_never_becomes_a_header() -> None:
    """A line end in an address does not survive."""
    message = received(render("complainant-acknowledgement", HOSTILE))
    assert "X-Evil" not in message
    assert "Bcc" not in message


def test_an_address_with_letters_beyond_ascii_is_left_as_it_is() -> None:
    """Whether the server takes it is the sender's matter."""
    raw = render("complainant-acknowledgement", Address("José Núñez", "josé@exämple.nl")).raw
    assert "<josé@exämple.nl>".encode() in raw


def test_a_thread_holds_only_sound_message_ids() -> None:
    """An id of a stranger that would break the header is left out; many ids are the first and the latest."""
    ids = (*(f"<{n}@example.nl>" for n in range(40)), "<a\r\nBcc: x@y>", "<" + "a" * 2000 + "@b>", "not an id")
    message = received(render("complainant-acknowledgement", in_reply_to="<last@example.nl>", references=ids))
    references = str(message["References"]).split()
    assert (references[0], references[-1], len(references)) == ("<0@example.nl>", "<last@example.nl>", 21)
    assert message["In-Reply-To"] == "<last@example.nl>"


def test_a_letter_says_from_whom_and_where_answers_go() -> None:
    """From is the office's first address, Reply-To the recipient's own key, Date the office's clock."""
    message = received(render("complainant-acknowledgement"))
    assert str(message["From"]) == "WerkenderWijs klachten <kwaliteit@werkenderwijs.com>"
    assert "kwaliteit+kl-2026-0042-abcd@werkenderwijs.com" in message["Reply-To"]
    assert message["Date"] == "Fri, 30 Jan 2026 23:52:00 +0100"
    assert message["Message-ID"] == "<letter.1@werkenderwijs.com>"
    assert "In-Reply-To" not in message


def test_an_automatic_letter_to_a_complainant_asks_for_no_automatic_answer() -> None:
    """Never ``All``, which would silence the bounces, too (DESIGN 6)."""
    message = received(render("complainant-acknowledgement"))
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["X-Auto-Response-Suppress"] == "OOF, AutoReply, RN, NRN"


@pytest.mark.parametrize("template", STAFF)
def test_mail_to_staff_never_silences_their_absence(template: str) -> None:
    """Even where a decision marked the letter as automatic."""
    message = received(render(template))
    assert "Auto-Submitted" not in message
    assert "X-Auto-Response-Suppress" not in message


def test_a_letter_that_a_person_ordered_is_not_automatic() -> None:
    """A complainant may answer it with an out-of-office message."""
    ordered = letter("complainant-acknowledgement", automatic="")
    assert "Auto-Submitted" not in received(LETTERS.render(ordered, STAMP, CASE, DUTIES))


@pytest.mark.parametrize("template", [name for name in GOLDEN if name not in WITHOUT_CASE])
def test_every_subject_about_a_case_has_the_token(template: str) -> None:
    """An answer is found back by it, whatever else is lost."""
    assert TOKEN in render(template).subject


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Hennie Trip", "Goedendag Hennie Trip,", id="name"),
        pytest.param("J.P. van 't Hoff-Åkers", "Goedendag J.P. van 't Hoff-Åkers,", id="initials"),
        pytest.param("", "Goedendag,", id="none"),
        pytest.param("h.trip@example.nl", "Goedendag,", id="address"),
        pytest.param("Win nu evil.nl", "Goedendag,", id="link"),
        pytest.param("Bel 0900 1234", "Goedendag,", id="number"),
        pytest.param("Trip, Hennie", "Goedendag,", id="surname first"),
        pytest.param("Win " * 40, "Goedendag,", id="a whole story"),
    ],
)
def test_the_salutation_repeats_only_a_name(name: str, expected: str) -> None:
    """A forged sender cannot make us pass his words on to somebody else."""
    text = render("complainant-acknowledgement", Address(name, "h.trip@example.nl")).text
    assert text.splitlines()[0] == expected


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        pytest.param(ORIGINAL, "message/rfc822", id="plain"),
        pytest.param(b"Subject: x\r\n\r\nno end of line", "message/rfc822", id="no last line end"),
        pytest.param(ORIGINAL + b"x" * 998 + b"\r\n", "message/rfc822", id="longest line"),
        pytest.param(ORIGINAL + b"x" * 999 + b"\r\n", "application/octet-stream", id="too long a line"),
        pytest.param(ORIGINAL + "é\r\n".encode("cp1252"), "application/octet-stream", id="8-bit"),
        pytest.param(ORIGINAL + b"one\rtwo\r\n", "application/octet-stream", id="bare CR"),
        pytest.param(ORIGINAL + b"one\ntwo\r\n", "application/octet-stream", id="mixed line ends"),
        pytest.param(ORIGINAL + b"\0\r\n", "application/octet-stream", id="NUL"),
    ],
)
def test_an_original_arrives_with_every_byte(raw: bytes, kind: str) -> None:
    """As a mail where mail can carry it unchanged, else as a file of the same name."""
    rendered = render("handler-new_case", attachments=(("klacht.eml", raw),))
    part = next(received(rendered).iter_attachments())
    assert (part.get_content_type(), part.get_filename()) == (kind, "klacht.eml")
    if kind == "message/rfc822":
        assert b"\r\n\r\n" + raw + b"\r\n--=_" in rendered.raw
    else:
        assert part.get_payload(decode=True) == raw


def test_an_original_with_bare_line_feeds_gets_the_line_ends_of_mail() -> None:
    """Every server would do so on the way, and it can be turned back."""
    raw = render("handler-new_case", attachments=(("klacht.eml", b"Subject: x\n\nbody\n"),)).raw
    assert b"\r\n\r\nSubject: x\r\n\r\nbody\r\n\r\n--=_" in raw


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("brief.pdf", "brief.pdf", id="plain"),
        pytest.param("../../etc/pass\r\nwd", "_.._etc_pass wd", id="path"),
        pytest.param('a".pdf', "a_.pdf", id="quote"),
        pytest.param("België.pdf", "België.pdf", id="not ASCII"),
        pytest.param("é" * 300 + ".pdf", "é" * 56 + ".pdf", id="long"),
        pytest.param("", "bijlage", id="empty"),
    ],
)
def test_a_file_name_is_a_name_and_nothing_else(name: str, expected: str) -> None:
    """Never a path, never a second header."""
    rendered = render("handler-new_case", attachments=((name, b"%PDF"),))
    part = next(received(rendered).iter_attachments())
    assert part.get_filename() == expected
    assert part.get_payload(decode=True) == b"%PDF"


def test_the_digest_of_an_empty_day_says_so_in_few_lines() -> None:
    """It comes also when nothing is open, so that silence means a fault."""
    asked = replace(letter("directie-digest"), context=(("digest", Digest((), (), (), (), Mails())),))
    rendered = LETTERS.render(asked, STAMP)
    assert rendered.subject == "Klachten: geen open"
    body = rendered.text.partition("Goedendag Hanna Bos,")[2]
    assert len([line for line in body.splitlines() if line]) == 4


@pytest.mark.parametrize("template", ["directie-digest", "dpo-reminder", "dpo-advice_request", "dpo-breach"])
def test_what_leaves_the_house_or_is_read_on_a_phone_has_no_name(template: str) -> None:
    """No names in the digest (R35), nor in what a DPO outside the own domain gets (DESIGN 5)."""
    text = render(template).text
    assert "Trip" not in text.replace("Goedendag", "")
    assert HANNA.email not in text


def test_html_escapes_what_a_stranger_wrote() -> None:
    """A complainant's name is text, not markup; a text letter shows it as it is."""
    case = replace(CASE, complainant=Address("<b>Trip & co</b>", "h.trip@example.nl"))
    rendered = LETTERS.render(letter("handler-reply"), WITH_ORIGINAL, case, DUTIES)
    assert "&lt;b&gt;Trip &amp; co&lt;/b&gt;" in rendered.html
    assert "<b>Trip & co</b>" in rendered.text


def test_the_regulation_is_linked_where_it_is() -> None:
    """The page of the regulation where one is configured, else the website."""
    office = Office(organisation=Organisation(regulation_url="https://example.nl/klachten"))
    rendered = Letters(office).render(letter("complainant-acknowledgement"), STAMP, CASE, DUTIES)
    assert "Ons klachtenreglement: https://example.nl/klachten" in rendered.text


def test_the_shipped_templates_have_no_mistake(tmp_path: Path) -> None:
    """With and without a folder of the organisation's own."""
    assert LETTERS.check() == ()
    assert Letters(OFFICE, tmp_path).check() == ()


def test_a_template_of_the_organisation_replaces_the_shipped_one_file_by_file(tmp_path: Path) -> None:
    """Only the text is theirs (saved with a byte order mark by Notepad); subject and HTML stay."""
    (tmp_path / "handler-reply.body.txt.j2").write_text("Eigen tekst.", encoding="utf-8-sig")
    case, duties, _, stamp = GOLDEN["handler-reply"]
    rendered = Letters(OFFICE, tmp_path).render(letter("handler-reply"), stamp, case, duties)
    assert rendered.text == "Eigen tekst.\n"
    assert rendered.html == render("handler-reply").html


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        pytest.param("handler-reply.body.txt", "Een\n{{ csae.number }}", "line 2: 'csae' is undefined", id="misspelt"),
        pytest.param("handler-reply.body.txt", "Een\n\n{% if case %}", "line 3: Unexpected end", id="no endif"),
        pytest.param("handler-reply.body.txt", "{{ case | dag }}", "line 1: No filter named 'dag'", id="filter"),
        pytest.param("handler-reply.body.txt", "\n{{ case | day }}", "line 2: AttributeError", id="wrong value"),
        pytest.param("handler-reply.body.txt", '{% include "x.j2" %}', "x.j2: is missing", id="missing file"),
        pytest.param("handler-replay.body.txt", "Hallo", "was handler-reply.body.txt.j2 meant?", id="file name"),
        pytest.param("complainant-acknowledgement.subject.txt", "Hallo", "{{ case.token }}", id="no token"),
    ],
)
def test_a_mistake_in_a_template_is_told_with_file_and_line(tmp_path: Path, file: str, text: str, told: str) -> None:
    """What to mend, before a complaint depends on it."""
    (tmp_path / f"{file}.j2").write_text(text, encoding="utf-8")
    mistakes = Letters(OFFICE, tmp_path).check()
    assert len(mistakes) == 1
    assert told in mistakes[0]


def test_a_template_in_another_encoding_is_told(tmp_path: Path) -> None:
    """Saved as Windows-1252, as an old editor does."""
    (tmp_path / "handler-reply.body.txt.j2").write_bytes("één".encode("cp1252"))
    (mistake,) = Letters(OFFICE, tmp_path).check()
    assert "save as UTF-8" in mistake


def test_rendering_with_a_broken_template_raises_a_mistake(tmp_path: Path) -> None:
    """The letter is not sent half filled in."""
    shutil.copy(shipped_folder() / "handler-reply.subject.txt.j2", tmp_path)
    (tmp_path / "handler-reply.body.html.j2").write_text("{{ nobody }}", encoding="utf-8")
    with pytest.raises(TemplateMistake) as caught:
        Letters(OFFICE, tmp_path).render(letter("handler-reply"), STAMP, CASE, DUTIES)
    assert (Path(caught.value.file).name, caught.value.line) == ("handler-reply.body.html.j2", 1)
