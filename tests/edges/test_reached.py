"""Whoever has to call a complainant sees on which number, and what he wishes (R11, DESIGN 4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.edges.house import COMPLAINT, HANDLER, HENNIE, OFFICER, House, house, mail
from tests.edges.staff import answer

SIGNED = f"{COMPLAINT} U kunt mij alleen na 16 uur bellen.\n\nMet vriendelijke groet,\nHennie Trip\n06-12345678"
WISH = "U kunt mij alleen na 16 uur bellen."


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    """The whole program on its servers."""
    with house(tmp_path) as found:
        yield found


def words(letter: EmailMessage) -> str:
    """The plain text of a letter, on one line."""
    part = letter.get_body(("plain",))
    assert part is not None
    return " ".join(part.get_content().split())


def reached(home: House) -> tuple[str | None, str | None]:
    """What the register holds of the only case."""
    (case,) = home.cases()
    shown = home.reader().show(case["number"])
    return shown["phone"], shown["wishes"]


def complains(home: House, text: str) -> None:
    """Hennie's first mail, and a pass."""
    home.append(mail(text, sender=f"Hennie Trip <{HENNIE}>", subject="Klacht: niemand belt terug", at=home.now))
    home.once()


def answers(home: House, text: str, sender: str = HENNIE) -> None:
    """An answer to the acknowledgement a minute later, and a pass."""
    home.now += timedelta(minutes=1)
    letter = home.letters(HENNIE)[0]
    headers = (("In-Reply-To", letter["Message-ID"]),)
    home.append(mail(text, sender=sender, subject=f"Re: {letter['Subject']}", at=home.now, headers=headers))
    home.once()


@pytest.mark.parametrize("person", [HANDLER, OFFICER])
def test_the_notice_shows_number_and_wish(home: House, person: str) -> None:
    """The number may stand in the signature."""
    complains(home, SIGNED)
    assert f"Telefoon: 06-12345678 Wensen: {WISH}" in words(home.letters(person)[0])
    assert reached(home) == ("06-12345678", WISH)


def test_the_answer_to_our_question_is_kept_and_shown(home: House) -> None:
    """The acknowledgement asks for number and hour."""
    complains(home, COMPLAINT)
    assert reached(home) == (None, None)
    answers(home, "Dat is 06 - 87654321, het liefst 's ochtends.")
    assert reached(home) == ("06 - 87654321", "Dat is 06 - 87654321, het liefst 's ochtends.")
    assert "Telefoon: 06 - 87654321 Wensen: Dat is" in words(home.letters(HANDLER)[-1])
    (case,) = home.cases()
    events = [event for event in home.reader().show(case["number"])["events"] if event["kind"] == "address"]
    assert [(event["actor"], event["data"]["changed"]) for event in events] == [("complainant", "telefoon, wensen")]


def test_a_later_mail_without_number_changes_nothing(home: House) -> None:
    """What is known stays."""
    complains(home, SIGNED)
    answers(home, "Ik wacht nog steeds.")
    assert reached(home) == ("06-12345678", WISH)


def test_the_number_of_another_participant_is_not_the_complainants(home: House) -> None:
    """His coach at the municipality may write in the case, under his own number."""
    complains(home, COMPLAINT)
    (case,) = home.cases()
    answer(home, "BEKEND buur@example.org")
    answers(home, "Bel mij gerust op 06-11112222.", sender="buur@example.org")
    assert home.cases()[0]["number"] == case["number"]
    assert reached(home) == (None, None)


def test_a_web_form_tells_the_number(home: House) -> None:
    """The field, and not a number in the story."""
    text = (
        f"Naam: Hennie Trip\nE-mail: {HENNIE}\nTelefoon: 0599-123456\n"
        f"Bericht: {COMPLAINT} Ik belde 0599-654321 maar niemand nam op.\n"
    )
    home.append(mail(text, sender="Website <noreply@werkenderwijs.example>", subject="Contactformulier", at=home.now))
    home.once()
    assert reached(home)[0] == "0599-123456"
