"""mail-parser 4.8.0's fourteen traps, one test each: what it drops, mixes or raises is read all the same."""

from __future__ import annotations

from datetime import UTC, datetime

import mailparser
import pytest

from klachtmail.core.model import Address
from klachtmail.intake.parse import parse
from tests.edges.reading_mail import HEAD, names, raw_of, read


@pytest.mark.parametrize(
    ("name", "error", "text"),
    [
        ("trap01_charset_with_nul", ValueError, "Ik ben niet gebeld, én niet gemaild."),
        ("trap01_wrong_boundary_in_an_inner_multipart", AttributeError, "Mijn begeleider belt niet terug."),
    ],
)
def test_trap_01_an_error_of_mail_parser_leaves_the_mail_readable(name: str, error: type[Exception], text: str) -> None:
    """mail-parser raises on it (else this test tells nothing); the words and a defect come out."""
    with pytest.raises(error):
        mailparser.parse_from_bytes(raw_of(name))
    message = read(name)
    assert message.text == text
    assert f"mail-parser failed: {error.__name__}" in message.defects


def test_trap_02_our_own_letter_in_a_bounce_is_no_new_text() -> None:
    """The returned letter stands among the attached mails, never in the text."""
    message = read("trap02_our_letter_in_a_bounce")
    assert message.text == "Address not found."
    assert [(mail.depth, mail.text) for mail in message.attached] == [(1, "Wij hebben uw klacht op dinsdag ontvangen.")]


def test_trap_03_a_multipart_without_parts_has_its_text() -> None:
    """What calls itself a multipart and has no boundary is read as one text."""
    assert read("trap03_multipart_without_parts").text == "Mijn consulent reageert nergens op."


def test_trap_04_a_text_part_with_a_name_is_the_text_where_nothing_else_is() -> None:
    """A web mail that names its only text part hides no words; the file is there as well."""
    message = read("trap04_text_with_a_name_and_no_disposition")
    assert message.text == "Mijn begeleider is twee keer niet komen opdagen."
    assert names(message) == ["bericht.txt"]


def test_trap_05_unnamed_parts_are_attachments_and_reports_are_read() -> None:
    """PDF, image, calendar, TNEF and signature get a name; the recipients of a report are told."""
    message = read("trap05_unnamed_parts")
    endings = ("pdf", "png", "ics", "dat", "p7s")
    assert names(message) == [f"bijlage-{number}.{ending}" for number, ending in enumerate(endings, 1)]
    assert [status.email for status in read("trap02_our_letter_in_a_bounce").statuses] == [
        "els@example.net",
        "jörg@example.net",
    ]


def test_trap_06_base64_is_decoded_whatever_stands_in_it() -> None:
    """A stray blank behind the encoding's name and marks in the data lose nothing of the file."""
    (photo,) = read("trap06_damaged_base64").attachments
    assert photo.content == b"\xff\xd8\xff\xe0\x00\x10JFIF"
    assert photo.size == 10


def test_trap_07_a_name_is_never_a_path_nor_invented_at_random() -> None:
    """Folders, line ends and dots go; what is left empty is numbered; twice read is twice the same."""
    message = read("trap07_name_is_a_path")
    assert names(message) == ["passwd", "brief.pdf", "bijlage-3.png"]
    assert message == read("trap07_name_is_a_path")


def test_trap_08_of_repeated_headers_the_first_counts() -> None:
    """Subject, ids and envelope sender are one value each; addressees of both fields count."""
    message = read("trap08_repeated_headers")
    assert (message.subject, message.message_id) == ("Eerste onderwerp", "<eerste@example.org>")
    assert message.in_reply_to == ("<ours.1@werkenderwijs.example>",)
    assert message.references == ("<a@x.nl>", "<b@x.nl>")
    assert message.return_path == "bounce@example.org"
    assert [person.email for person in message.to] == [
        "kwaliteit@werkenderwijs.example",
        "tweede@werkenderwijs.example",
    ]


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("trap09_raw_8bit_subject_utf8", "Geen reactie op mijn vraag over ’t café"),
        ("trap09_raw_8bit_subject_cp1252", "Geen reactie op mijn vraag over ’t café"),
        ("trap09_raw_byte_in_encoded_word", "Klacht over café & coördinator"),
    ],
)
def test_trap_09_raw_letters_in_a_subject_are_kept(name: str, subject: str) -> None:
    """UTF-8 first, else Windows-1252, also within an encoded word."""
    assert read(name).subject == subject


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "trap10_latin1_body_without_charset",
            "Mijn coördinator belt niet terug, dat is de derde keer in één week.",
        ),
        ("trap10_charset_unknown_8bit", "Mijn coördinator belt niet terug – € 8,60."),
        ("trap10_windows_letters_called_latin1", "Zij zei “morgen” – het kostte € 8,60."),
    ],
)
def test_trap_10_a_body_of_another_charset_than_it_says_keeps_its_letters(name: str, text: str) -> None:
    """No letter becomes U+FFFD, no quotation mark a control character."""
    assert read(name).text == text


@pytest.mark.parametrize(
    ("name", "sender"),
    [
        ("trap11_from_mailer_daemon", Address("", "mailer-daemon")),
        ("trap11_from_empty", None),
        ("trap11_from_trailing_dot", Address("Jan Bos", "jan.bos@example.nl")),
        ("trap11_from_without_brackets", Address("Jan Bos", "jan.bos@example.nl")),
    ],
)
def test_trap_11_an_odd_sender_is_a_sender(name: str, sender: Address | None) -> None:
    """Only an empty From names nobody, and says so."""
    message = read(name)
    assert message.sender == sender
    assert ("no sender" in message.defects) == (sender is None)


def test_trap_11_of_two_from_headers_the_first_counts_with_a_defect() -> None:
    """A second From header may be somebody's trick."""
    message = read("trap11_two_from_headers")
    assert message.sender == Address("Jan Bos", "jan@example.nl")
    assert "several From headers" in message.defects


def test_trap_12_dates_are_aware_or_none() -> None:
    """An absurd date is none, with a defect; one that breaks the standard but can be read is read."""
    assert read("trap12_date_without_zone").date == datetime(2026, 11, 10, 9, 15, tzinfo=UTC)
    absurd = read("trap12_date_of_the_year_9999")
    assert absurd.date is None
    assert "date cannot be read or cannot be true" in absurd.defects


def test_trap_13_a_thousand_levels_are_not_given_to_mail_parser() -> None:
    """The levels within the limit are opened, the rest is left closed, and the defects say so."""
    levels = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at) for at in range(1000))
    message = parse(HEAD + levels + b"\r\ndiep\r\n")
    assert message.subject == "Niet gebeld"
    assert message.defects[:2] == (
        "nested too deeply: 1000 containers, opened 120",
        "unusually built: not given to mail-parser",
    )


@pytest.mark.parametrize(
    ("name", "defect"),
    [
        ("trap14_broken_line_in_the_head", "broken line in the head: read on behind it"),
        ("trap14_envelope_mark_above_the_head", "broken line in the head: read on behind it"),
        ("trap14_byte_order_mark_above_the_head", "blank lines or a mark above the head"),
    ],
)
def test_trap_14_a_broken_line_does_not_end_the_head(name: str, defect: str) -> None:
    """From and Subject behind it are fields, not text."""
    message = read(name)
    assert message.sender == Address("Hennie Trip", "h.trip@example.org")
    assert message.subject == "Niet gebeld"
    assert message.text == "Ik ben niet teruggebeld."
    assert defect in message.defects


def test_trap_14_a_sentence_without_a_blank_line_above_it_stays_text() -> None:
    """Where the head has its fields already, words like ``Subject:`` belong to the person's own text."""
    message = read("no_blank_line_but_a_sentence")
    assert message.subject == "Vraag"
    assert message.text.startswith("Beste mensen,\nSubject: van gesprek")
