"""What a person newly wrote, in the forms that mail programs give to an answer.

``tests/mail/new_text/*.txt`` holds one mail a file, as its program writes it, and below a ruled line what is
new in it. The corpus is read with the standard library here, so that these tests stand on their own.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klachtmail.intake.new_text import new_text

TESTS = Path(__file__).parents[1]
SAMPLES = sorted((TESTS / "mail" / "new_text").glob("*.txt"))
REPLIES = TESTS / "corpus" / "replies"
RULED = "==== new text ====\n"
QUOTED = re.compile(r"^(?:Van|From): |^>|^-----|schreef .*:$|doorgestuurd", re.MULTILINE)
SPOKEN = re.compile(r"\b(?:ik|mij|mijn)\b(?! iP| Gal| Sam)", re.IGNORECASE)
PEOPLE = {"complainant", "staff", "stranger"}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _plain(raw: bytes) -> str:
    body = email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",))
    return str(body.get_content()) if body else ""


def _words(text: str) -> list[str]:
    return text.replace("\ufeff", "").replace("\u200e", "").split()


def _follows(part: list[str], whole: list[str]) -> bool:
    """Whether ``part`` is left when words are taken out of ``whole``."""
    rest = iter(whole)
    return all(word in rest for word in part)


ANSWERS = [line for line in _lines(REPLIES / "index.jsonl") if line["sender_role"] in PEOPLE]
FIRST_CONTACTS = _lines(TESTS / "corpus" / "first_contact.jsonl")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_is_new_is_told_from_the_rest(path: Path) -> None:
    """Each program's way of quoting, and each text that only looks like a quote."""
    mail, _, expected = path.read_text("utf-8").partition(RULED)
    assert _words(new_text(mail)) == _words(expected)


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda line: line["file"][:2] + "_" + line["kind"])
def test_the_answers_of_the_corpus_are_read_as_people_read_them(answer: dict[str, Any]) -> None:
    """The raw replies of the corpus; a character that its mail has spoilt is not this module's."""
    found = new_text(_plain((REPLIES / answer["file"]).read_bytes()))
    assert _words(found.replace("\ufffd", "")) == _words(
        answer["new_text"].replace("€", "" if "\ufffd" in found else "€")
    )


def test_a_first_contact_loses_no_words_but_those_of_quote_and_signature() -> None:
    """What is left are the mail's own words in their order, and no mail but a bare footer becomes empty."""
    empty = set()
    for mail in FIRST_CONTACTS:
        left = _words(new_text(mail["body"]))
        assert _follows(left, _words(mail["body"])), mail["id"]
        if not left:
            empty.add(mail["body"].strip())
    assert empty == {"Verstuurd vanaf mijn iPad"}


def test_in_a_first_contact_without_quote_nobody_is_cut_off_who_still_speaks_of_himself() -> None:
    """A line that says "ik", "mij" or "mijn" is never taken for a signature, wherever it stands."""
    for mail in FIRST_CONTACTS:
        if not QUOTED.search(mail["body"]):
            left = new_text(mail["body"]).splitlines()
            spoken = [line.rstrip() for line in mail["body"].splitlines() if SPOKEN.search(line)]
            assert [line for line in spoken if line.strip() not in map(str.strip, left)] == [], mail["id"]


@pytest.mark.parametrize(
    "piece",
    ["Op a ", "Op 1 mrt 2026 om 09:15 heeft ", "Op 1 mrt 2026 om 09:15 schreef a\n", ">", ">\n", "Van: ", "Van: a\n",
     "Van: a\ny\n", "Van: \n\n", "Van: a@b\n", "-", "- ", "--\n", "_", "-----Oorspronkelijk ", "Verzonden vanaf mijn ",
     "Jan ", "Jan\n", "J.", "groet ", "groet\n", "P.S.\n", "Disclaimer\n", "\n", " \n", "\t", "1", "@", "[<", ">: "],
    ids=repr,
)  # fmt: skip
def test_hostile_input_takes_linear_time(piece: str) -> None:
    """200,000 characters of anything are read within a second, also on a busy machine."""
    text = (piece * 200_000)[:200_000]
    begin = time.process_time()
    new_text(text)
    assert time.process_time() - begin < 1


_PIECES = (
    "Van: Jan <j@x.nl>\n",
    "> ",
    "Op 1 mei 2026 om 09:15 schreef Jan:\n",
    "Groet,\n",
    "-- \n",
    "Jan\n",
    "\n",
    ":",
)


@given(st.lists(st.one_of(st.text(max_size=20), st.sampled_from(_PIECES))).map("".join))
def test_any_text_is_read_and_nothing_is_made_up(text: str) -> None:
    """It never raises, and every line of the result has stood in the mail."""
    clean = text.replace("\xa0", " ")
    assert all(line in clean for line in new_text(text).split() if line.isascii())
