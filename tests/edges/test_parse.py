"""Raw mail to values: head, words, files, reports; ``tests/mail/parse`` holds one file an oddity."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from klachtmail.core.model import Address, DeliveryStatus
from klachtmail.intake.parse import parse
from tests.edges.reading_mail import HEAD, REPLIES, names, raw_of, read


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        (
            "subject_encoded_words_split_in_a_letter",
            "Klacht over coördinator én café [KL-2026-0042-X7PQ]",
        ),
        ("subject_base64_going_on_in_the_next_word", "Klacht over café naar heen"),
        ("subject_encoded_word_of_unknown_charset", "Café einde"),
        ("subject_with_line_ends_in_a_word", "VraagBcc: x@evil.example"),
    ],
)
def test_a_subject_is_read_however_it_was_encoded(name: str, subject: str) -> None:
    """Words split within a letter, within base64, of no known charset, and with line ends in them."""
    message = read(name)
    assert message.subject == subject
    assert message.header("subject") == subject


def test_a_message_id_with_a_hidden_line_end_is_none() -> None:
    """Such an id would run commands on the mail server once we searched for it."""
    message = read("message_id_with_an_imap_command")
    assert (message.message_id, message.in_reply_to) == ("", ())
    assert message.references == ("<goed@x.nl>", "<goed2@x.nl>")
    assert "Message-ID cannot be read" in message.defects


def test_references_keep_their_latest_hundred() -> None:
    """A thread without end must not fill the register; the latest ids are the likely ones."""
    thread = b" ".join(b"<%d@example.org>" % number for number in range(150))
    references = parse(HEAD + b"References: " + thread + b"\r\n\r\n").references
    assert (len(references), references[-1]) == (100, "<149@example.org>")


def test_addresses_of_every_kind_are_read() -> None:
    """Commas in names, groups, comments, ``mailto:``, quotes in quotes, and a name without an address."""
    message = read("addresses_of_every_kind")
    assert message.sender == Address("Jansen, René", "rene.jansen@example.nl")
    assert message.to == (
        Address("Trip, H.", "h.trip@example.org"),
        Address("", "jan@example.nl"),
        Address("Anna", "anna@example.nl"),
        Address("", "piet@example.nl"),
        Address("Bos, Els", "els@example.nl"),
    )
    assert message.cc == (
        Address("Kees de Vries", "kees@example.nl"),
        Address("Vos, Anna", "vos@example.nl"),
        Address('a "b" c', "abc@example.nl"),
        Address("", "mail@example.nl"),
        Address("zonder adres", ""),
    )
    assert message.reply_to == (Address("", "rene@prive.example"),)


@pytest.mark.parametrize(("name", "value"), [("return_path_empty", ""), ("only_a_head", None)])
def test_an_empty_return_path_is_not_an_absent_one(name: str, value: str | None) -> None:
    """``<>`` asks for no answer; without the field nobody asks for anything."""
    assert read(name).return_path == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("flowed", "Mijn begeleider belt niet terug.\n\nGroet"),
        ("flowed_delsp", "Mijn begeleider belt niet terug.\n> U schreefdit.\n>> en dat\n-- \nJan"),
        ("iphone_texts_around_photos", "Dit is de brief.\n\nEn dit de achterkant."),
        ("alternative_plain_is_blank", "Alleen hier."),
        ("alternative_both_short", "Niemand belt."),
        (
            "html_with_text_before_in_mixed",
            "Let op: deze mail komt van buiten.\n\nMijn klacht gaat over de planning.",
        ),
        ("html_repeats_the_text_in_mixed", "Mijn klacht gaat over de planning."),
        ("text_attachment_is_no_text", "Zie het gesprek."),
        ("charset_no_codec", "Niemand belt terug."),
        ("only_a_head", ""),
        ("only_a_body", "Hallo, ik heb een klacht.\n\nGroet, Jan"),
        ("global_delivery_status", "Onbestelbaar."),
    ],
)
def test_the_text_is_what_the_sender_wrote(name: str, text: str) -> None:
    """All of it, in its order, and nothing of files or reports."""
    assert read(name).text == text


def test_a_notice_in_place_of_text_gives_way_to_the_html() -> None:
    """The words "Your program shows no HTML" are nobody's complaint."""
    assert read("alternative_plain_is_a_stub").text.startswith("Mijn begeleider is drie keer niet komen")


def test_html_keeps_quotes_rules_and_rows_and_shows_nothing_hidden() -> None:
    """Quotes as ``>`` lines, ``<hr>`` as a line, a row of a table as one line."""
    assert read("html_only_with_quote").text == (
        "Ik ben het er niet mee eens.\n"
        "Op di 10 nov 2026 om 09:15 schreef Hans <h@x.nl>:\n"
        "> Geachte heer,\n> Uw klacht\n"
        "________________________________\nNaam  Jan"
    )


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("attachment_name_rfc2231", ["beoordeling René.pdf", "raw é.pdf"]),
        ("text_attachment_is_no_text", ["gesprek.txt"]),
        ("forward_with_mail_in_mail", ["FW van de balie.eml"]),
        ("calendar_answer", ["bijlage-1.ics"]),
        ("truncated_in_base64", ["foto.jpg"]),
    ],
)
def test_files_have_clean_names(name: str, files: list[str]) -> None:
    """Decoded, without folders, invented where there is none."""
    assert names(read(name)) == files


def test_a_file_has_the_size_and_digest_of_its_bytes() -> None:
    """Decoded bytes, not base64; of a mail that was cut off what there is."""
    (photo,) = read("truncated_in_base64").attachments
    assert photo.content.startswith(b"\xff\xd8\xff\xe0")
    assert (photo.size, photo.sha256) == (len(photo.content), sha256(photo.content).hexdigest())


def test_mails_in_a_mail_are_read_from_the_outermost_inwards() -> None:
    """A forwarded forward: each with its own sender, text, depth and moment of receipt (R10)."""
    message = read("forward_with_mail_in_mail")
    assert message.text == "Doorgestuurd ter registratie."
    outer, inner = message.attached
    assert (outer.depth, outer.subject, outer.text) == (1, "FW: van de balie", "Kwam aan de balie binnen.")
    assert (inner.depth, inner.subject, inner.text) == (2, "ik kom niet/nooit meer", "Ik ben er klaar mee.")
    assert inner.sender == Address("Truus Hagenouw", "truus@example.net")
    assert inner.received == datetime(2026, 11, 6, 15, 2, tzinfo=UTC)


def test_an_attached_mail_in_base64_is_opened_and_kept_whole() -> None:
    """The standard library takes it for text; its file is the mail itself."""
    message = read("forward_with_mail_in_base64")
    assert [mail.message_id for mail in message.attached] == ["<binnen@example.net>"]
    assert names(message) == ["ik kom niet nooit meer.eml"]
    assert parse(message.attachments[0].content).message_id == "<binnen@example.net>"


def test_a_delivery_report_tells_recipients_and_the_letter() -> None:
    """Also where its boundary is wrong: recipient, action, status, reason, and our own Message-ID."""
    message = read("wrong_boundary_in_a_delivery_report")
    assert message.report_type == "delivery-status"
    assert message.return_path == ""
    assert message.statuses == (
        DeliveryStatus("jan.bos@example.net", "failed", "5.1.1", "550 5.1.1 User unknown in virtual mailbox table"),
    )
    assert message.returned is not None
    assert message.returned.message_id == "<ours.1@werkenderwijs.example>"
    assert message.returned.to == (Address("Jan Bos", "jan.bos@example.net"),)


def test_a_report_in_utf8_is_a_report() -> None:
    """message/global-delivery-status, with only the original recipient in it."""
    message = read("global_delivery_status")
    assert message.statuses == (DeliveryStatus("jan@example.net", "failed", "5.2.2", "552 5.2.2 vol"),)
    assert message.returned is not None
    assert message.returned.message_id == "<ours.4@werkenderwijs.example>"


def test_a_read_receipt_names_the_letter_and_reports_nothing_undelivered() -> None:
    """Original-Message-ID of RFC 8098."""
    message = read("read_receipt")
    assert message.returned is not None
    assert message.returned.message_id == "<ours.3@werkenderwijs.example>"
    assert message.statuses == ()


@pytest.mark.parametrize("name", ["calendar_answer", "trap05_unnamed_parts"])
def test_a_calendar_s_answer_tells_its_method(name: str) -> None:
    """From the part's parameter or its METHOD line."""
    assert read(name).calendar_method == "reply"


@pytest.mark.parametrize("name", ["encrypted_smime", "encrypted_pgp"])
def test_an_encrypted_mail_says_so(name: str) -> None:
    """A person must ask for it again in readable form; its file is kept."""
    message = read(name)
    assert "encrypted" in message.defects
    assert message.attachments


def test_the_same_mail_by_another_way_has_the_same_hash() -> None:
    """Trace headers, the width of folds and line ends belong to the way, not to the mail."""
    raw = raw_of("flowed")
    other = b"Received: by mx.example.net\r\nReturn-Path: <x@y.nl>\r\nDelivered-To: info@x.nl\r\n" + raw
    other = other.replace(b"Subject: Niet gebeld", b"Subject: Niet\r\n\tgebeld").replace(b"\r\n", b"\n")
    assert parse(other).mail_hash == parse(raw).mail_hash
    assert parse(other).sha256 != parse(raw).sha256


@pytest.mark.parametrize(
    ("old", "new"), [(b"belt", b"mailt"), (b"<a1@", b"<a2@"), (b"Subject: Niet", b"Subject: Wel"), (b"Trip", b"Bos")]
)
def test_another_mail_has_another_hash(old: bytes, new: bytes) -> None:
    """A reused Message-ID with other words is another mail."""
    raw = raw_of("flowed")
    assert parse(raw.replace(old, new)).mail_hash != parse(raw).mail_hash


def test_headers_are_decoded_in_their_order_and_limited_in_number() -> None:
    """Names in lower case; past a thousand nobody looks."""
    many = b"".join(b"X-Field-%d: =?utf-8?Q?caf=C3=A9?=\r\n" % number for number in range(1500))
    headers = parse(HEAD + many + b"\r\n").headers
    assert headers[0] == ("from", "Hennie Trip <h.trip@example.org>")
    assert headers[6] == ("x-field-0", "café")
    assert len(headers) == 1000


def test_a_mail_of_which_only_the_begin_was_fetched_says_so() -> None:
    """The caller knows; the value travels with the mail."""
    assert not parse(raw_of("flowed")[:300], complete=False).complete


@pytest.mark.parametrize(
    "row",
    [json.loads(row) for row in (REPLIES / "index.jsonl").read_text("utf-8").splitlines()],
    ids=lambda r: r["file"],
)
def test_every_reply_of_the_corpus_is_read_without_an_error(row: dict[str, str]) -> None:
    """Sender, subject and text are there, and the new words are among the text."""
    message = parse((REPLIES / row["file"]).read_bytes())
    assert message.sender is not None
    assert message.subject
    assert not any(defect.startswith(("unreadable", "mail-parser failed")) for defect in message.defects)
    text = message.text.split()
    assert all(word in text for word in row["new_text"].split()[:5])
