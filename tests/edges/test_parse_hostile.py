"""Mail that is broken or meant to hurt: never an error, never a text that cannot be stored, never without end."""

from __future__ import annotations

import json
import random
import time
from dataclasses import asdict
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klachtmail.core.model import Message
from klachtmail.intake.html import read_html
from klachtmail.intake.parse import parse
from tests.edges.reading_mail import HEAD, ODDITIES, REPLIES

SAMPLES = [path.read_bytes() for folder in (REPLIES, ODDITIES) for path in sorted(folder.glob("*.eml"))]
SPLINTERS = [
    *(
        b"\r\n",
        b"\r\n\r\n",
        b"\n",
        b"\0",
        b"=?utf-8?B?",
        b"?=",
        b'"',
        b";",
        b"--",
        b"\xff\xfe",
        b"\xe9",
        b"(",
        b"<",
        b":",
        b"\\",
    ),
    *(b"boundary=", b"charset=utf-16", b'charset="x\0"', b"Content-Type: multipart/mixed\r\n", b"filename*0*="),
    *(b"Content-Type: message/rfc822\r\n", b"Content-Transfer-Encoding: base64\r\n", b"format=flowed"),
]
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
LIMIT = 5.0
"""Seconds of processor time; the worst of these cases took minutes before there were limits."""


def check(message: Message) -> None:
    """What holds for every mail."""
    assert not any(defect.startswith("unreadable") for defect in message.defects)
    json.dumps(asdict(message), ensure_ascii=False, default=repr).encode()
    lines = (message.subject, message.message_id, *message.references, *(value for _, value in message.headers))
    assert all(character >= " " for line in lines for character in line)
    assert all(file.name and not set(file.name) & set("/\\\0") for file in message.attachments)
    assert message.date is None or message.date.tzinfo is not None


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A sample with splinters in it, stretches gone and bytes changed."""
    raw = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(raw)))
        gone = draw(st.integers(0, 60))
        raw = raw[:at] + draw(st.sampled_from(SPLINTERS) | st.binary(max_size=4)) + raw[at + gone :]
    return raw


@pytest.mark.parametrize("charset", ["base64", "hex", "rot13", "zlib", "uu", "quopri", "bz2"])
def test_codec_that_is_no_charset_breaks_nothing(charset: str) -> None:
    """Python knows codecs that turn bytes into bytes; a mail may name one, beside a raw head."""
    raw = HEAD.replace(
        b"From:", b"From: \x80"
    ) + f"Content-Type: text/plain; charset={charset}\r\n\r\nTekst \x80".encode("cp1252", "replace")
    check(parse(raw))
    assert "Tekst" in parse(raw).text


@settings(max_examples=400, deadline=None)
@given(mutated())
def test_a_mutated_mail_is_read(raw: bytes) -> None:
    """Whatever happened to it on the way, it becomes a message whose texts can be stored and shown."""
    check(parse(raw))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_a_message(raw: bytes) -> None:
    """Also bytes that were never a mail."""
    check(parse(raw))


@pytest.mark.parametrize("raw", [b"", b"\0" * 100, b"\r" * 100, random.Random(1).randbytes(5000)], ids=len)
def test_what_is_no_mail_at_all_is_a_message(raw: bytes) -> None:
    """Nothing, NULs, line ends, noise."""
    check(parse(raw))


HOSTILE = {
    "thousand levels": HEAD
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at) for at in range(1000)),
    "thousand mails in mails": HEAD + b"Content-Type: message/rfc822\r\n\r\nSubject: y\r\n" * 1000,
    "hundred thousand parts": MIXED + b"--b\r\n\r\nx\r\n" * 100_000,
    "twenty thousand recipients": b"To: "
    + b",\r\n ".join(b"Jan <j%d@x.nl>" % at for at in range(20_000))
    + b"\r\n\r\n",
    "hundred thousand fields": b"".join(b"X-%d: y\r\n" % at for at in range(100_000)) + b"\r\n",
    "opened encoded words": b"Subject: " + b"=?utf-8?Q?" * 9000 + b"\r\n\r\n",
    "opened brackets": b"From: " + b"<(" * 45_000 + b"\r\n\r\n",
    "opened quotes": b"From: " + b'"\\' * 45_000 + b"\r\n\r\n",
    "semicolons": b"Content-Type: text/plain" + b";" * 90_000 + b"\r\n\r\n",
    "blanks": b"Subject: " + b" " * 90_000 + b"x\r\n\r\n",
    "flowed lines": HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"a \r\n" * 100_000,
    "report without end": MIXED
    + b"--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    + b"Action: failed\r\n\r\n" * 50_000,
    "idna": HEAD + b"Content-Type: text/plain; charset=idna\r\n\r\n" + b"\xe9" * 100_000,
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_mail_costs_seconds_at_most(raw: bytes) -> None:
    """Nesting, parts, fields and marks without end are limited before anything parses them."""
    begin = time.process_time()
    check(parse(raw))
    assert time.process_time() - begin < LIMIT


PAGES = {
    "attributes": "<p " + " ".join(f"a{at}=1" for at in range(20_000)) + ">hoi</p>",
    "attributes with brackets in them": "<p " + " ".join(f'a{at}=">"' for at in range(20_000)) + ">hoi</p>",
    "levels": "<div>" * 5000 + "hoi",
    "levels of lists": "<ul><li>" * 150 + "hoi",
    "a wide cell": "<table>" + "<tr><td>a</td></tr>" * 1100 + "<tr><td>" + "woord " * 30_000 + "hoi</td></tr></table>",
    "rows in rows": "<table><tr><td>a</td></tr><tr><td>" * 60 + "woord " * 10_000 + "hoi",
    "brackets": "<" * 200_000 + " hoi",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_hostile_html_loses_its_layout_and_no_words(page: str) -> None:
    """What would cost minutes, or drop what is nested too deeply, is read without a renderer."""
    begin = time.process_time()
    reading = read_html(page)
    assert time.process_time() - begin < LIMIT
    assert "hoi" in reading.text
    assert "HTML oddly built: read without its layout" in reading.defects


def test_html_without_end_is_cut_with_a_defect() -> None:
    """256 kB of HTML are read; the rest is in the raw mail."""
    message = parse(HEAD + b"Content-Type: text/html\r\n\r\n<p>" + b"woord " * 50_000)
    assert message.text.startswith("woord woord")
    assert "HTML too long: the rest was not read" in message.defects


def test_blanks_that_a_style_asks_for_are_not_made() -> None:
    """A margin of a hundred thousand lines, three thousand times, would fill the memory."""
    reading = read_html('<p style="margin-top:99999em;padding-left:99999em">hoi</p>' * 3000)
    assert len(reading.text) < 20_000


def test_parts_are_read_up_to_the_limit_with_a_defect() -> None:
    """The first parts are what a person would see."""
    message = parse(MIXED + b"".join(b"--b\r\n\r\nwoord %d\r\n" % at for at in range(3000)))
    assert message.text.startswith("woord 0\n\nwoord 1\n")
    assert any(defect.startswith("too many parts: 3000") for defect in message.defects)


def test_mails_that_differ_behind_a_limit_are_two_mails() -> None:
    """The hash is of the whole body, also of what was not parsed."""
    long = MIXED + b"--b\r\n\r\nwoord\r\n" * 3000
    assert parse(long + b"een").mail_hash != parse(long + b"twee").mail_hash


class Unreadable(bytes):
    """Bytes that run out of memory when they are looked at, as a huge mail may."""

    def __getitem__(self, _: object) -> NoReturn:
        raise MemoryError


def test_a_mail_that_breaks_the_reader_goes_to_a_person() -> None:
    """No bytes are known to do it; if any do, size and digest are told, and the defect."""
    message = parse(Unreadable(b"From: jan@example.nl\r\n\r\nHallo"), complete=False)
    assert message.defects == ("unreadable: MemoryError",)
    assert (message.size, message.text, message.sender, message.complete) == (29, "", None, False)


def test_parameters_without_end_cost_nothing() -> None:
    """200,000 parameters of a type took every parser more than half a minute."""
    part = b"Content-Type: text/plain;" + b" a=b;" * 200_000 + b"\r\n\r\nhallo\r\n"
    mail = HEAD + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n' + part + b"--x--\r\n"
    begin = time.process_time()
    message = parse(mail)
    assert time.process_time() - begin < 1
    assert message.text == "hallo"
    assert "the type of a part has too many parameters" in message.defects


def test_a_long_address_field_hides_nothing_behind_it() -> None:
    """The begin of each long field is read, so that the fields behind it are, too."""
    message = parse(b"To: " + b"a <a@example.org>,\r\n " * 60_000 + b"b@example.org\r\n" + HEAD + b"\r\nhallo\r\n")
    assert (message.subject, message.text) == ("Niet gebeld", "hallo")
    assert message.sender is not None
    assert any(defect.startswith("head too long") for defect in message.defects)


def test_words_without_end_are_read_up_to_a_bound() -> None:
    """What is beyond is told of; the mail itself is kept whole."""
    message = parse(HEAD + b"\r\n" + b"Niemand belt mij terug.\r\n" * 60_000)
    assert len(message.text) == 1_000_000
    assert "text too long: the rest was not read" in message.defects
