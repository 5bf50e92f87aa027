"""The budget of mails in a case that goes as it should, every answer of staff included (DESIGN 2.8)."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from tests.core.clock import TABLE, working_day
from tests.edges.house import COMPLAINT, DIRECTOR, DPO, HANDLER, HENNIE, OFFICER, START, House, house, mail
from tests.edges.staff import answer

ABOUT_DATA = "U verwerkt mijn persoonsgegevens zonder mijn toestemming. Ik dien daarover een privacyklacht in op grond van de AVG."
CONFIRM = "BEVESTIGEN\nBrief:\nWij spraken elkaar. U wordt voortaan teruggebeld."
CLOSE = (
    "AFHANDELEN gegrond\nOorzaak: verlof zonder vervanging\nMaatregel: vaste vervanger\n"
    "Eigenaar: Marjolein Dekkinga\nGereed: 1-5-2026\nBrief:\nUw klacht klopt: wij belden niet terug."
)


def days_pass(home: House, until: int) -> None:
    """Passes at the hours at which the clock acts, up to the morning of a working day after receipt."""
    end = working_day(until, 9, 0, START)
    while (due := TABLE.next_moment(home.clock())) < end:
        home.once(due)
    home.now = end


def advised(home: House) -> None:
    """The DPO answers in prose, and the quality officer takes it for the advice."""
    request = next(letter for letter in home.letters(DPO) if "Advies" in letter["Subject"])
    answer(home, "Goedemiddag, dit is onrechtmatig; neem maatregelen.", sender=DPO, letter=request)
    answer(home, "JA", sender=OFFICER)


@pytest.mark.parametrize(
    ("text", "private"), [pytest.param(COMPLAINT, False, id="service"), pytest.param(ABOUT_DATA, True, id="privacy")]
)
def test_a_case_that_goes_as_it_should_keeps_within_the_budget(tmp_path: Path, text: str, private: bool) -> None:
    """Spoken on working day 4, the talk confirmed the next day, settled on 18: complainant 5, handler 9 at most."""
    with house(tmp_path) as home:
        home.append(mail(text))
        home.once()
        days_pass(home, 4)
        answer(home, "GESPROKEN")
        days_pass(home, 5)
        answer(home, CONFIRM)
        answer(home, "JA")
        if private:
            advised(home)
        days_pass(home, 16)
        answer(home, CLOSE)
        answer(home, "JA")
        assert home.cases()[0]["state"] == "settled"
        days_pass(home, 25)
        count = Counter(mail["To"].addresses[0].addr_spec for mail in home.letters())
    assert count[HENNIE] == 3, "confirmation of receipt, of the talk, closing"
    assert count[HANDLER] <= 9, count
    assert count[OFFICER] <= (4 if private else 2), count
    assert count[DPO] == (3 if private else 0), "the request, and the thanks for the advice"
    assert count[DIRECTOR] == 0


def test_a_case_that_nobody_touches_keeps_within_the_budget_over_smtp(tmp_path: Path) -> None:
    """The same on the wire: every letter about the case, on both tracks at once."""
    with house(tmp_path, others=("rolf@example.org",)) as home:
        home.append(mail())
        home.append(mail(ABOUT_DATA, sender="Rolf Kiers <rolf@example.org>", subject="Mijn gegevens"))
        home.once()
        days_pass(home, 25)
        home.once(home.now + timedelta(minutes=1))
        tokens = [case["number"] for case in home.cases()]
        counts = {
            token: Counter(mail["To"].addresses[0].addr_spec for mail in home.letters() if token in mail["Subject"])
            for token in tokens
        }
    for count in counts.values():
        assert (count[HANDLER] <= 14, count[OFFICER] <= 6, count[DIRECTOR] <= 4, count[DPO] <= 4) == (True,) * 4, counts
