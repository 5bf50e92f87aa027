"""More than 300 forged and garbled commands in one mailbox: none acts, and nobody who is not proved is answered."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage
from hashlib import sha256
from itertools import product

import pytest

from tests.edges import forgeries
from tests.edges.forgeries import COLLEAGUE, COMMANDS, HEARD, SILENT, THIEF, Forged, Real
from tests.edges.house import HANDLER, HENNIE, OFFICER, House, house, mail
from tests.edges.staff import answer, duty, plain, reply

ROLF = "rolf@example.org"
HARMLESS = {"staff", "note", "previewed", "previewed_unproved", "reply", "automatic", "by_hand"}
"""Events that change nothing: filed, noted, a letter shown to who is known, a message of the complainant."""


@dataclass(frozen=True, slots=True)
class Attack:
    """A house before and after all of it."""

    home: House
    forged: dict[str, Forged]
    before: str
    after: str
    sent: tuple[EmailMessage, ...]

    def rows(self, query: str, *values: object) -> list[tuple]:
        """What the register says."""
        return _rows(self.home, query, *values)


def _rows(home: House, query: str, *values: object) -> list[tuple]:
    with closing(sqlite3.connect(f"file:{home.folder / 'register.db'}?mode=ro", uri=True)) as register:
        return register.execute(query, values).fetchall()


def _state(home: House) -> str:
    """Everything that a command may change."""
    cases = [{key: value for key, value in case.items() if key != "messages"} for case in home.cases()]
    rows = {
        "participants": _rows(home, "SELECT case_number, email FROM participant ORDER BY id"),
        "cases": _rows(home, "SELECT number, state, track, handler, flags, left_out, phone FROM case_file"),
        "duties": _rows(home, "SELECT id, kind, deadline, met_at, ended FROM duty WHERE case_number IS NOT NULL"),
        "absences": _rows(home, "SELECT person FROM absence WHERE source = 'AFWEZIG'"),
        "out": [str(letter["Subject"]) for to in (HENNIE, ROLF) for letter in home.everything(to)],
        "commands": _rows(home, "SELECT id FROM event WHERE kind IN ('command', 'undone')"),
    }
    return json.dumps([cases, rows], indent=1, default=str)


def _prepared(home: House) -> tuple[list[Real], EmailMessage, bytes, bytes]:
    """Two cases, a message of the complainant, an open preview of the officer; an old JA and an old command."""
    home.append(mail())
    home.append(
        mail(
            "Ik dien hierbij een klacht in. Uw coach kwam drie keer niet opdagen en niemand belt mij terug.",
            sender=f"Rolf Kiers <{ROLF}>",
            subject="Klacht over uw coach",
        )
    )
    home.once()
    first, second = home.cases()[0]["number"], home.cases()[1]["number"]
    answer(home, "TELEFOON 06-00000041", letter=_about(home, HANDLER, first))
    command = home.mails("Klachten/Verwerkt")[-1]
    answer(home, "TELEFOON 06-00000042", letter=_about(home, HANDLER, first))
    answer(home, "STUUR\nWij bellen u morgen terug over uw klacht.", letter=_about(home, HANDLER, first))
    answer(home, "JA")
    yes = home.mails("Klachten/Verwerkt")[-1]
    received = home.letters(HENNIE)[0]
    thread = (("In-Reply-To", received["Message-ID"]),)
    home.append(mail("Bedankt, tot morgen.", subject=f"Re: {received['Subject']}", headers=thread, at=home.now))
    home.once()
    question = answer(home, "STUUR\nDit is de open brief.", sender=OFFICER, letter=_about(home, OFFICER, first))
    reals = [
        Real(
            text,
            sender,
            _about(home, sender, first),
            _about(home, sender, second),
            _about(home, other, first),
            home.now,
        )
        for sender, text in COMMANDS
        for other in ({HANDLER, OFFICER} - {sender})
    ]
    return reals, question, yes, command


def _about(home: House, person: str, number: str) -> EmailMessage:
    """The notice of a case to somebody."""
    return next(letter for letter in home.letters(person) if number in letter["Subject"])


def _all(reals: list[Real], question: EmailMessage, yes: bytes, command: bytes) -> dict[str, Forged]:
    found = {
        f"{name}: {real.text.split(chr(10))[0]}": Forged(make(real), heard=True)
        for real, (name, make) in product(reals, HEARD.items())
    }
    found |= {
        f"{name}: {real.text.split(chr(10))[0]}": Forged(make(real), heard=False)
        for real, (name, make) in product(reals, SILENT.items())
    }
    for real in reals:
        name = real.text.split("\n")[0]
        found[f"a colleague with the key: {name}"] = Forged(forgeries.colleague(real), heard=True)
        found[f"forwarded by a colleague: {name}"] = Forged(forgeries.forwarded_by_colleague(real), heard=True)
        found[f"forwarded by himself: {name}"] = Forged(forgeries.forwarded_by_himself(real), heard=True)
        real_one = reply(real.letter, f"{real.text}\n", sender=real.sender, at=real.at)
        found[f"a copy in Sent: {name}"] = Forged(real_one, heard=False, folder="Sent")
    for code in ("23456789", "ZZZZZZZZ", "K7PQ2MXW", "BCDFGHJK", "XXXXXXXX", "99999999"):
        found[f"a guessed code: {code}"] = Forged(forgeries.guessed(reals[0], code), heard=True)
    for real in (reals[0], replace(reals[0], sender=COLLEAGUE)):
        found[f"JA to the officer's letter by {real.sender}"] = Forged(
            forgeries.yes_to_anothers(real, question), heard=True
        )
    found["an old JA again"] = Forged(yes, heard=False)
    found["an old JA in another folder"] = Forged(yes, heard=False, folder="Archief")
    found["an old command again"] = Forged(command, heard=False)
    found["an old command in another folder"] = Forged(command, heard=False, folder="Archief")
    found["an old JA under a new number"] = Forged(yes.replace(b"Message-ID: <", b"Message-ID: <x", 1), heard=True)
    return found


@pytest.fixture(scope="module")
def attack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attack]:
    with house(tmp_path_factory.mktemp("attack"), others=(ROLF, COLLEAGUE, THIEF)) as home:
        reals, question, yes, command = _prepared(home)
        forged = _all(reals, question, yes, command)
        before, count = _state(home), len(home.everything())
        with home.imap() as client:
            client.create_folder("Archief")
            for one in forged.values():
                client.append(one.folder, one.raw, (), home.now)
        home.once(home.now + timedelta(minutes=5))
        yield Attack(home, forged, before, _state(home), tuple(home.everything()[count:]))


def test_none_of_them_acts(attack: Attack) -> None:
    """Case, duties, participants, absences and the letters to complainants are what they were."""
    assert len(attack.forged) >= 300
    assert attack.after == attack.before


def test_nobody_outside_hears_of_it(attack: Attack) -> None:
    """Neither the thief nor the complainant; and each letter goes to an address that the staff list has."""
    known = {HANDLER, OFFICER, COLLEAGUE}
    assert {str(letter["To"]).partition("<")[2].rstrip(">") or str(letter["To"]) for letter in attack.sent} <= known


def test_each_of_them_was_read(attack: Attack) -> None:
    """None broke the program, and none was overlooked."""
    stages = dict(attack.rows("SELECT sha256, stage FROM mail"))
    unread = [
        name for name, one in attack.forged.items() if stages.get(sha256(one.raw).hexdigest()) not in {"done", "copy"}
    ]
    assert not unread


def test_each_of_them_is_at_most_noted(attack: Attack) -> None:
    """Of every single one the record says no more than that it came."""
    names = {sha256(one.raw).hexdigest(): name for name, one in attack.forged.items()}
    query = "SELECT sha256, event.kind FROM event JOIN mail ON mail.id = event.mail_id WHERE event.case_number <> ''"
    replayed = {
        "an old JA again",
        "an old command again",
        "an old JA in another folder",
        "an old command in another folder",
    }
    done = [(names[key], kind) for key, kind in attack.rows(query) if key in names and kind not in HARMLESS]
    assert [one for one in done if one[0] not in replayed] == []


def test_who_is_proved_hears_and_nobody_else(attack: Attack) -> None:
    """DESIGN 5: answered within the pass to the known address; errors never go to an unproved sender."""
    answered = dict(attack.rows("SELECT key, recipient_email FROM letter WHERE key LIKE 'answer/%'"))
    wrong = []
    for name, one in attack.forged.items():
        key = f"answer/{sha256(one.raw).hexdigest()[:16]}"
        if "an old" not in name and one.heard != (key in answered):
            wrong.append((name, answered.get(key, "nobody")))
    assert wrong == []


def test_the_real_command_still_acts(attack: Attack) -> None:
    """What was forged was worth forging."""
    number = attack.home.cases()[0]["number"]
    told = answer(attack.home, "GESPROKEN", letter=_about(attack.home, HANDLER, number))
    assert "gesproken op" in plain(told)
    assert attack.home.cases()[0]["contacted_at"]
    assert duty(attack.home.cases()[0], "confirm")["met_at"] is None
