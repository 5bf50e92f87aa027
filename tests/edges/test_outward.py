"""The check of all mail that reaches people outside sees what it is there for: each wrong, built from a right letter."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from klachtmail.demo.stamps import Delivered
from tests.edges.house import HANDLER, HENNIE, MAILBOX, House, house, mail
from tests.edges.outward import wrongs
from tests.edges.staff import answer

ROLF = "rolf@example.org"
ROLFS = "De koffie in de spreekkamer van Emmen was voor de derde week op rij ijskoud, en de stoelen waren stuk."


@dataclass(frozen=True, slots=True)
class Town:
    """Two complainants, one of whom was written to; what the server took and where the register is."""

    home: House
    received: tuple[Delivered, ...]

    def wrongs(self, *received: Delivered) -> str:
        """What is wrong with these mails, or with all of them."""
        file, people = self.home.folder / "register.db", self.home.config.office.people
        return "\n".join(wrongs(list(received or self.received), file, MAILBOX, people))

    @property
    def message(self) -> Delivered:
        """The letter that staff sent to Hennie."""
        return next(one for one in reversed(self.received) if one.rcpt_to == (HENNIE,))

    def changed(self, old: str, new: str) -> Delivered:
        """That letter with other bytes."""
        return replace(self.message, raw=self.message.raw.replace(old.encode(), new.encode(), 1))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with house(tmp_path_factory.mktemp("town"), others=(ROLF,)) as home:
        home.append(mail())
        text = f"Ik dien een klacht in. {ROLFS}"
        home.append(mail(text, sender=f"Rolf Kiers <{ROLF}>", subject="Klacht"))
        home.once()
        notice = next(letter for letter in home.letters(HANDLER) if "KL-2026-0001" in letter["Subject"])
        words = "STUUR\nBeste mevrouw Trip,\n\nWij bellen u overmorgen terug over de afspraken van deze week."
        answer(home, words, letter=notice)
        answer(home, "JA")
        yield Town(home, tuple(home.server.received))


def test_nothing_is_wrong_with_what_was_really_sent(town: Town) -> None:
    """Acknowledgements and a letter that somebody said JA to."""
    assert b"overmorgen" in town.message.raw
    assert town.wrongs() == ""


WRONG: dict[str, tuple[Callable[[Town], Delivered], str]] = {
    "two recipients": (lambda town: replace(town.message, rcpt_to=(HENNIE, ROLF)), "goes to"),
    "another recipient than in To": (lambda town: replace(town.message, rcpt_to=(ROLF,)), "was written to"),
    "a copy": (lambda town: town.changed("Subject:", f"Cc: {ROLF}\r\nSubject:"), "Cc or Bcc"),
    "a blind copy": (lambda town: town.changed("Subject:", f"Bcc: {ROLF}\r\nSubject:"), "Cc or Bcc"),
    "from somebody": (lambda town: town.changed(f"<{MAILBOX}>", "<m.dekkinga@werkenderwijs.example>"), "is from"),
    "a letter of nobody": (lambda town: town.changed("Message-ID: <", "Message-ID: <x"), "knows no such letter"),
    "another's words": (lambda town: town.changed("overmorgen", f"overmorgen.\r\n{ROLFS}\r\n"), "has words of"),
    "another's number": (lambda town: town.changed("overmorgen", "overmorgen KL-2026-0002"), "names ['KL-2026-0002']"),
    "another's address": (lambda town: town.changed("overmorgen", f"overmorgen {ROLF}"), f"names ['{ROLF}']"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_is_seen(town: Town, name: str) -> None:
    """Each line of the check, by a letter that it must not let pass."""
    make, words = WRONG[name]
    found = town.wrongs(make(town))
    assert words in found, found or "nothing was seen"


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM mail WHERE id = (SELECT max(id) FROM mail)", "without his JA"),
        ("UPDATE challenge SET answered = 0", "without his JA"),
        ("UPDATE letter SET case_number = 'KL-2026-0002' WHERE template = 'complainant-message'", "goes outside"),
        ("UPDATE letter SET case_number = NULL WHERE template = 'complainant-message'", "is about no case"),
    ],
    ids=["no JA", "a question that is open", "of another case", "of no case"],
)
def test_a_wrong_of_the_register_is_seen(town: Town, tmp_path: Path, statement: str, words: str) -> None:
    """The same, where the register does not bear a letter out."""
    copy = tmp_path / "register.db"
    source = sqlite3.connect(f"file:{town.home.folder / 'register.db'}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute(statement)
        target.commit()
    found = wrongs([town.message], copy, MAILBOX, town.home.config.office.people)
    assert words in "\n".join(found)
