"""``report`` and ``cases --judged`` on a register that staff has worked in (issue 5, R21)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.edges.commands import asked
from tests.edges.house import OFFICER, QUESTION, house, mail
from tests.edges.staff import answer, click


def test_staff_judgements_are_counted_and_listed(tmp_path: Path) -> None:
    """KLACHT on a message of the list, GEEN KLACHT on a case; an auditor sees what was judged no complaint."""
    with house(tmp_path, others=("anja@example.org", "bram@example.org")) as home:
        home.append(mail())
        home.append(mail(QUESTION, sender="Anja <anja@example.org>", subject="Openingstijden"))
        home.append(mail(QUESTION, sender="Bram <bram@example.org>", subject="Openingstijden kantoor"))
        home.once()
        answer(home, "GEEN KLACHT\nReden: een vraag over de planning", sender=OFFICER)
        answer(home, "JA", sender=OFFICER)
        home.now += timedelta(days=1)
        home.once()
        listed = [letter for letter in home.everything(OFFICER) if "Lijst" in letter["Subject"]][-1]
        click(home, listed, "KLACHT", sender=OFFICER)
        report = asked(tmp_path, "report", "--year", "2026", "--json").json
        assert report["complaints"] == 2
        assert report["by_state"] == {"no_complaint": 1, "open": 1}
        assert {(row["said"], row["answer"], row["count"]) for row in report["judgements"]} == {
            ("service", "GEEN KLACHT", 1),
            ("other", "KLACHT", 1),
        }
        assert "2026: 2 complaints" in asked(tmp_path, "report", "--year", "2026").out
        judged = asked(tmp_path, "cases", "--judged", "--json").json
        told = {(row["answer"], row["by"], row["why"] != "") for row in judged}
        assert told == {("GEEN KLACHT", OFFICER, True), (None, "klachtmail", True)}
        sampled = asked(tmp_path, "cases", "--judged", "--sample", "1", "--seed", "3")
        assert len(sampled.out.splitlines()) == 1
        assert "--seed 3" in sampled.err
