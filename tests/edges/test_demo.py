"""``klachtmail demo``: the rehearsal over five weeks, as somebody sees it who tries the program for the first time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from klachtmail.demo.rehearsal import rehearse


def test_the_rehearsal_shows_a_case_s_whole_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Acknowledgement, reminders, absence, escalation, request for advice, breach, a digest on each working day."""
    assert rehearse(tmp_path / "out", keep=False) == 0
    told = capsys.readouterr().out
    for line in (
        r"09-03 10:12    -> h\.trip@klant\.example: Ontvangstbevestiging",
        r"10-03 17:00    -> i\.wubs@\S+ Nog 2 werkdagen: ontvangst bevestigen",
        r"12-03 10:40    -> dpo@\S+ TE LAAT: datalek niet gemeld",
        r"16-03 08:30    -> m\.dekkinga@\S+ Nog 2 werkdagen: de klager spreken",
        r"16-03 08:31    -> r\.eising@\S+ Nog 2 werkdagen: de klager spreken",
        r"19-03 08:30    -> i\.wubs@\S+ 1 werkdag te laat: de klager spreken",
        r"20-03 08:30    -> directie@\S+ 2 werkdagen te laat: de klager spreken",
        r"20-03 08:30    -> directie@\S+ 6 werkdagen te laat: het datalek melden of uitsluiten",
        r"03-04 08:00    -> directie@\S+ Klachten: 1 mogelijk datalek, 3 te laat, 3 open",
        r"11-03 09:20    -> h\.trip@klant\.example: Uitnodiging voor een gesprek op 13 maart",
        r"12-03 13:00    -> i\.wubs@\S+ Advies van de DPO",
        r"13-03 15:45    -> h\.trip@klant\.example: Bevestiging van ons gesprek",
        r"19-03 10:05    -> h\.trip@klant\.example: Afronding van uw zaak",
        r"KL-2026-0001  service  settled",
        r"Alles kwam waar en wanneer het hoort\.",
    ):
        assert re.search(line, told), line
    letters = list((tmp_path / "out").glob("*.eml"))
    assert len(letters) > 150
    assert f"{len(letters)} brieven staan in" in told
    page = (tmp_path / "out" / "index.html").read_text()
    assert page.count("<h2>") == len(letters)
    assert "<script" not in page
