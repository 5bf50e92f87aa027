"""Mail of people, as each mail program writes it; ``tests/mail/people/expected.toml`` says how each is read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from klachtmail.core.model import Message
from klachtmail.intake.parse import parse

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


def test_every_mail_of_the_folder_has_an_expectation() -> None:
    """A file that nobody expects anything of tests nothing."""
    assert {file.stem for file in PEOPLE.glob("*.eml")} == set(EXPECTED)
