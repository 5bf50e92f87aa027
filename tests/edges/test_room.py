"""A disk that is filling up: taking in waits and says so, everything else goes on (DESIGN 2.1, 2.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from klachtmail.records.room import Room
from klachtmail.services import TryAgain
from tests.edges.house import HENNIE, house, mail

NEVER_ENOUGH = 9_000_000


def test_without_room_mail_waits_on_the_server_and_is_taken_in_later(tmp_path: Path) -> None:
    """The mail is still there, status is ill, and with room again it becomes a case with its first receipt."""
    with house(tmp_path) as home:
        home.append(mail())
        ample = home.config
        home.config = replace(ample, free_space_mb=NEVER_ENOUGH)
        with pytest.raises(TryAgain, match="MB free"):
            home.once()
        assert home.cases() == []
        assert len(home.mails()) == 1
        assert any("MB free" in ill for ill in home.reader().status()[1])
        arrived = home.now
        home.config = ample
        home.once(home.now + timedelta(hours=3))
        (case,) = home.cases()
        assert case["received_at"] == arrived.isoformat()
        assert home.reader().status()[1] == []


def test_without_room_letters_still_go_and_what_is_due_is_done(tmp_path: Path) -> None:
    """Only taking in waits: a letter that was queued before goes out."""
    with house(tmp_path) as home:
        home.append(mail())
        home.once()
        assert len(home.letters(HENNIE)) == 1
        home.config = replace(home.config, free_space_mb=NEVER_ENOUGH)
        home.append(mail("Nog een bericht: wanneer belt u mij?", subject="Vraag"))
        with pytest.raises(TryAgain):
            home.once(home.now + timedelta(days=1))
        assert any("Klachten" in letter["Subject"] for letter in home.everything("directie@werkenderwijs.example"))


def test_a_limit_of_nothing_is_not_looked_at(tmp_path: Path) -> None:
    """0 switches it off, also where no disk is."""
    assert Room(tmp_path / "nowhere" / "register.db", 0).missing() == ""
