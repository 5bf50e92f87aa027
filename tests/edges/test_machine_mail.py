"""Raw mails as the programs write them, read whole; ``tests/mail/machines/expected.toml`` says how."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from klachtmail.core.model import Message
from klachtmail.core.rules import secure_mail
from klachtmail.core.rules.automatic import automatic, list_mail, read_receipt
from klachtmail.core.rules.bounces import delivery_report
from klachtmail.core.rules.first_contact import score
from klachtmail.intake.parse import parse
from tests.core.clock import OFFICE

TESTS = Path(__file__).parents[1]
MACHINES = TESTS / "mail" / "machines"
REPLIES = TESTS / "corpus" / "replies"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((MACHINES / "expected.toml").read_text(encoding="utf-8"))
KINDS = {"out": "autoreply", "dsn": "bounce", "read": "receipt", "mailing": "list"}
"""The first word of a kind in the corpus' index, e.g. ``out_of_office_gmail_nl``; every other is a person's."""


def reading(message: Message) -> dict[str, Any]:
    """What the rules say, in the words of ``expected.toml``."""
    report, answer = delivery_report(message), automatic(message)
    if report:
        return {
            "kind": "bounce",
            "action": report.recipients[0].action,
            "status": report.recipients[0].status,
            "original_message_id": report.original_message_id,
            "recipients": [status.email for status in report.recipients],
        }
    if read_receipt(message):
        return {"kind": "receipt"}
    if answer and answer.certain:
        return {"kind": "autoreply"}
    if list_mail(message):
        return {"kind": "list"}
    return {
        "kind": "human",
        "suspect": answer is not None,
        "secure": secure_mail.notice(message) is not None,
        "label": score(message, OFFICE).label.value,
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_a_machine_s_mail_is_read_as_expected(name: str) -> None:
    """Kind, recipients, code and the letter that it is about."""
    found = reading(parse((MACHINES / f"{name}.eml").read_bytes()))
    person = {"suspect": False, "secure": False} if EXPECTED[name]["kind"] == "human" else {}
    expected = {**person, **EXPECTED[name]}
    assert {key: found[key] for key in expected} == expected


def test_every_mail_of_the_folder_has_an_expectation() -> None:
    """A file that nobody expects anything of tests nothing."""
    assert {file.stem for file in MACHINES.glob("*.eml")} == set(EXPECTED)


def _index() -> list[tuple[str, str]]:
    rows = map(json.loads, (REPLIES / "index.jsonl").read_text(encoding="utf-8").splitlines())
    return [(row["file"], KINDS.get(row["kind"].partition("_")[0], "human")) for row in rows]


@pytest.mark.parametrize(("file", "kind"), _index())
def test_the_corpus_tells_machines_from_people(file: str, kind: str) -> None:
    """No reply of a person is taken for a machine's, and no machine for a person."""
    found = reading(parse((REPLIES / file).read_bytes()))
    assert found["kind"] == kind
    assert not found.get("suspect")
