"""Mail of people, as each mail program writes it; ``tests/mail/people/expected.toml`` says how each is read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from klachtmail.core.model import Message
from klachtmail.core.settings import FormProfile, Office, People, Person
from klachtmail.intake.forms import read_form
from klachtmail.intake.forwards import forwarded
from klachtmail.intake.parse import parse

OFFICE = Office(
    people=People(staff_domains=("werkenderwijs.example",), staff=(Person("h.deboer@werkenderwijs.example"),)),
    addresses=("kwaliteit@werkenderwijs.example", "kwaliiteit@werkenderwijs.example"),
    forms=(FormProfile("wordpress@werkenderwijs.example", ()),),
)
PEOPLE = Path(__file__).parents[1] / "mail" / "people"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((PEOPLE / "expected.toml").read_text(encoding="utf-8"))


def _words(text: str) -> list[str]:
    return text.replace("\ufeff", "").split()


def _told(message: Message) -> dict[str, Any]:
    """What was read, in the words of ``expected.toml``."""
    return {
        "sender": message.sender.email if message.sender else "",
        "name": message.sender.name if message.sender else "",
        "subject": message.subject,
        "message_id": message.message_id,
        "date": message.date.isoformat() if message.date else "",
        "attachments": [attachment.name for attachment in message.attachments],
        "attached": [mail.subject for mail in message.attached],
    }


def _handed_on(message: Message) -> dict[str, Any]:
    """Whose form or forwarded mail it is."""
    form = read_form(message, OFFICE)
    original = None if form else forwarded(message, OFFICE)
    zone = ZoneInfo("Europe/Amsterdam")
    return {
        "form": form and {"name": form.name, "email": form.email, "phone": form.phone, "readable": form.readable},
        "original": original
        and {
            "email": original.sender.email,
            "date": original.date.astimezone(zone).isoformat() if original.date else "",
        },
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_a_person_s_mail_is_read_as_expected(name: str) -> None:
    """Sender, subject, words, what of them is new, files and defects."""
    message = parse((PEOPLE / f"{name}.eml").read_bytes())
    expected = EXPECTED[name]
    told = _told(message)
    assert {key: told[key] for key in told if key in expected} == {
        key: expected[key] for key in told if key in expected
    }
    if "new_text" in expected:
        assert _words(message.new_text) == _words(expected["new_text"])
    assert [phrase for phrase in expected.get("text_has", ()) if phrase not in message.text] == []
    assert [phrase for phrase in expected.get("text_lacks", ()) if phrase in message.text] == []
    for begin in expected.get("defects", ()):
        assert any(defect.startswith(begin) for defect in message.defects), message.defects


@pytest.mark.parametrize("name", EXPECTED)
def test_a_form_and_a_forwarded_mail_are_told_from_the_sender_s_own(name: str) -> None:
    """R5 and R10: the complainant is in the form, or wrote what an employee hands on; everybody else writes himself."""
    found = _handed_on(parse((PEOPLE / f"{name}.eml").read_bytes()))
    assert found == {"form": EXPECTED[name].get("form"), "original": EXPECTED[name].get("original")}


def test_every_mail_of_the_folder_has_an_expectation() -> None:
    """A file that nobody expects anything of tests nothing."""
    assert {file.stem for file in PEOPLE.glob("*.eml")} == set(EXPECTED)
