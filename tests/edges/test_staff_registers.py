"""Staff registers, writes on paper and by hand: what comes in beside the mailbox (R6, R8, R10, R12, R15; DESIGN 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.edges.house import COMPLAINT, HANDLER, HENNIE, MAILBOX, OFFICER, House, house, mail
from tests.edges.staff import answer, click, duty, plain, proof

SIKKEMA = "hj.sikkema@werkenderwijs.example"
RECEPTION = "receptie@werkenderwijs.example"
NEW = """NIEUW
Kanaal: telefoon
Ontvangen: 5-3
Naam: Gerda Postma
E-mail: g.postma@example.org
Telefoon: 06-12345678
Omschrijving: Zij is boos dat niemand terugbelt en dient een klacht in.
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, others=("g.postma@example.org", SIKKEMA, RECEPTION)) as made:
        yield made


def tells(
    home: House, text: str, *, sender: str = SIKKEMA, name: str = "Henk-Jan Sikkema", headers: tuple | None = None
) -> list[EmailMessage]:
    """Somebody of the own domain writes; what he hears."""
    before = len(home.everything(sender))
    proved = proof(sender) if headers is None else headers
    home.append(mail(text, sender=f"{name} <{sender}>", subject="klacht", at=home.now, headers=proved))
    home.once()
    return home.everything(sender)[before:]


def test_new_with_fields_is_a_case_with_its_true_receipt(home: House) -> None:
    """R10, R12: the complainant is acknowledged, the employee hears what was understood."""
    (told,) = tells(home, NEW)
    (case,) = home.cases()
    assert (case["state"], case["received_at"]) == ("open", "2026-03-05")
    assert case["complainant"] == {"name": "Gerda Postma", "email": "g.postma@example.org"}
    assert duty(case, "acknowledge")["deadline"] == "2026-03-10"
    assert "Klopt dit?" in plain(told)
    assert "06-12345678" in plain(told)
    (letter,) = home.letters("g.postma@example.org")
    assert "5 maart 2026" in letter["Subject"]
    answer(home, "JA", sender=SIKKEMA)
    assert "registration_confirmed" in str(home.reader().show(case["number"]))


def test_correction_of_a_registration_mends_it(home: House) -> None:
    """DESIGN 5: an answer with the right line."""
    tells(home, NEW.replace("E-mail: g.postma@example.org\n", ""))
    answer(home, "Telefoon: 06-87654321\nE-mail: g.postma@example.org", sender=SIKKEMA)
    (case,) = home.cases()
    assert case["complainant"]["email"] == "g.postma@example.org"
    assert home.letters("g.postma@example.org"), "what waited on paper goes by mail now"


def test_phone_note_of_one_line_is_registered_and_waits_on_paper(home: House) -> None:
    """R8, R15: no e-mail address: a letter ready to print for the quality officer; BRIEF VERSTUURD meets the duty."""
    tells(
        home, "NIEUW Mevr. Postma belde net, 06-12345678, is heel boos dat niemand terugbelt en wil een klacht indienen"
    )
    (case,) = home.cases()
    assert case["complainant"]["email"] == ""
    assert case["acknowledged_at"] is None
    paper = next(
        letter for letter in home.letters(OFFICER) if "brief.txt" in [part.get_filename() for part in letter.walk()]
    )
    text = next(part for part in paper.walk() if part.get_filename() == "brief.txt").get_content()
    assert case["token"] in text
    home.now += timedelta(days=1)
    answer(home, "BRIEF VERSTUURD 10-3", sender=OFFICER, letter=paper)
    assert home.cases()[0]["acknowledged_at"] == "2026-03-10"
    assert duty(home.cases()[0], "post_letter")["met_at"] == "2026-03-10"


def test_number_told_by_telephone_meets_the_duty(home: House) -> None:
    """R15: with neither address nor e-mail."""
    tells(home, "NIEUW Mevr. Postma belde net, 06-12345678, boos dat niemand terugbelt, klacht")
    answer(home, "NUMMER DOORGEGEVEN", sender=OFFICER)
    assert home.cases()[0]["acknowledged_at"] is not None


def test_letter_of_a_case_on_paper_is_shown_first_and_printed_on_yes(home: House) -> None:
    """Issue 4: cases without an address are like any other; each letter becomes a print task."""
    tells(home, "NIEUW Mevr. Postma belde net, 06-12345678, boos dat niemand terugbelt, klacht")
    answer(home, "STUUR\nBeste mevrouw Postma, wij bellen u morgen.", sender=OFFICER)
    prints = [letter for letter in home.letters(OFFICER) if "brief.txt" in str(letter)]
    answer(home, "JA", sender=OFFICER)
    after = [letter for letter in home.letters(OFFICER) if "brief.txt" in str(letter)]
    assert len(after) == len(prints) + 1


def test_running_case_is_acknowledged_no_second_time(home: House) -> None:
    """Issue 4: *al bevestigd op*, *al gesproken op*."""
    tells(home, NEW + "Al bevestigd op: 6-3\nAl gesproken op: 9-3\n")
    (case,) = home.cases()
    assert home.letters("g.postma@example.org") == []
    assert (case["acknowledged_at"], case["contacted_at"]) == ("2026-03-06", "2026-03-09")
    assert duty(case, "confirm")["deadline"] == "2026-03-11"


def test_registration_without_proof_waits_for_a_person(home: House) -> None:
    """R12: a case to judge, its clock running; no letter to anybody outside, none to the sender."""
    assert tells(home, NEW, headers=()) == []
    (case,) = home.cases()
    assert case["state"] == "to_judge"
    assert home.letters("g.postma@example.org") == []
    answer(home, "KLACHT", sender=OFFICER)
    assert home.cases()[0]["state"] == "open"
    assert home.letters("g.postma@example.org")


def test_employee_who_is_not_on_the_list_may_register(home: House) -> None:
    """R10: any employee; he hears only his own words and the number."""
    (told,) = tells(home, NEW, sender=RECEPTION, name="Receptie")
    assert home.cases()[0]["state"] == "open"
    assert "KL-2026-0001" in plain(told)


def test_one_proof_only_is_asked_back_and_yes_is_the_missing_one(home: House) -> None:
    """DESIGN 5, *Authority*: without a reply key a one-time code goes to the known address."""
    home.append(mail())
    home.once()
    token = home.cases()[0]["token"]
    home.append(
        mail("GESPROKEN", sender=f"Marjolein <{HANDLER}>", subject=f"[{token}]", at=home.now, headers=proof(HANDLER))
    )
    home.once()
    asked = home.letters(HANDLER)[-1]
    assert home.cases()[0]["contacted_at"] is None
    assert "Komt deze opdracht van u?" in plain(asked)
    answer(home, "JA", sender=HANDLER, letter=asked, headers=(), to=MAILBOX)
    assert home.cases()[0]["contacted_at"] is not None


def test_letter_by_hand_is_filed_and_asked_about_once(home: House) -> None:
    """DESIGN 4: the writer says what it counts as; nothing counts before."""
    home.append(mail())
    home.once()
    letter = home.letters(HENNIE)[0]
    home.append(
        mail(
            "Beste Hennie, komt u donderdag om 10 uur langs?",
            sender=f"Marjolein Dekkinga <{HANDLER}>",
            to=f"{HENNIE}, {MAILBOX}",
            subject=f"Re: {letter['Subject']}",
            at=home.now,
            headers=proof(HANDLER),
        )
    )
    home.once()
    asked = home.letters(HANDLER)[-1]
    assert "Waarvoor telt uw brief?" in asked["Subject"]
    assert home.cases()[0]["contacted_at"] is None
    answer(home, "Uitgenodigd.", letter=asked)
    assert home.cases()[0]["contacted_at"] is not None


def test_two_cases_become_one_and_later_mail_goes_there(home: House) -> None:
    """R42: the earliest receipt wins; a reply to the joined number arrives in the case that goes on."""
    home.append(mail())
    home.append(
        mail(
            COMPLAINT,
            sender="Gerda <g.postma@example.org>",
            subject="klacht",
            at=home.now,
        )
    )
    home.once()
    second = home.letters("g.postma@example.org")[0]
    to_join = next(letter for letter in home.letters(OFFICER) if "KL-2026-0002" in letter["Subject"])
    answer(home, "KOPPEL KL-2026-0001", sender=OFFICER, letter=to_join)
    first, joined = home.cases()
    assert joined["outcome"] == "gekoppeld aan KL-2026-0001"
    assert "KL-2026-0001" in plain(home.letters("g.postma@example.org")[-1])
    before = first["messages"]
    home.append(
        mail(
            "Nog iets.",
            sender="Gerda <g.postma@example.org>",
            subject=f"Re: {second['Subject']}",
            headers=(("In-Reply-To", second["Message-ID"]),),
            at=home.now,
        )
    )
    home.once()
    assert home.cases()[0]["messages"] == before + 1


def test_mended_address_gets_what_did_not_arrive(tmp_path: Path) -> None:
    """R14: ADRES after a bounce sends the same letter again."""
    with house(tmp_path, others=("nieuw@example.org",), bouncing=("weg@example.org",)) as home:
        home.append(mail(sender="Elif Sahin <weg@example.org>"))
        home.once()
        home.once()
        told = next(letter for letter in home.letters(OFFICER) if "niet aangekomen" in letter["Subject"])
        assert home.cases()[0]["acknowledged_at"] is None
        answer(home, "ADRES nieuw@example.org", sender=OFFICER, letter=told)
        (again,) = home.letters("nieuw@example.org")
        assert "Ontvangstbevestiging" in again["Subject"]
        assert home.cases()[0]["acknowledged_at"] is not None


def test_named_employee_is_left_out_and_a_person_decides(home: House) -> None:
    """R34: BETROKKEN; the handler who is named loses the case, niemand gives it back."""
    home.append(mail("Marjolein Dekkinga komt niet opdagen. Ik dien een klacht in, niemand belt terug."))
    home.once()
    assert home.cases()[0]["handler"] is None
    assert home.letters(HANDLER) == []
    answer(home, "BETROKKEN niemand", sender=OFFICER)
    assert home.cases()[0]["handler"] == HANDLER
    assert home.letters(HANDLER)
    told = answer(home, "OVERDRAGEN aan Piet Onbekend", sender=OFFICER)
    assert "ken geen medewerker" in plain(told)


def test_letter_that_was_held_in_a_flood_goes_by_the_word_of_a_person(tmp_path: Path) -> None:
    """DESIGN 2.5: past the cap on new cases a letter waits; KLACHT lets it go."""
    with house(tmp_path, extra="[limits]\nnew_cases_an_hour = 1", others=("gerda@example.org",)) as home:
        home.append(mail())
        home.append(mail(sender="Gerda <gerda@example.org>", subject="klacht over de coach"))
        home.once()
        held = next(case for case in home.cases() if case["acknowledged_at"] is None)
        reader = held["complainant"]["email"]
        assert home.letters(reader) == []
        told = next(letter for letter in home.letters(OFFICER) if held["number"] in letter["Subject"])
        answer(home, "KLACHT", sender=OFFICER, letter=told)
        assert home.letters(reader)
        assert all(case["acknowledged_at"] for case in home.cases())


def test_letter_that_came_back_goes_by_post(tmp_path: Path) -> None:
    """R14, R15: BRIEF VERSTUURD meets the duty again, and nothing is left to mend."""
    with house(tmp_path, bouncing=("weg@example.org",)) as home:
        home.append(mail(sender="Elif Sahin <weg@example.org>"))
        home.once()
        home.once()
        told = next(letter for letter in home.letters(OFFICER) if "niet aangekomen" in letter["Subject"])
        answer(home, "BRIEF VERSTUURD", sender=OFFICER, letter=told)
        assert home.cases()[0]["acknowledged_at"] == "2026-03-09"
        assert "letters that came back: 1" not in home.reader().status()[1]


def test_links_bear_the_key_in_the_subject_without_plus_addresses(tmp_path: Path) -> None:
    """DESIGN 3: a mailbox that knows no plus addresses; one click acts all the same."""
    with house(tmp_path, mailbox_extra="plus_addressing = false") as home:
        home.append(mail())
        home.once()
        (notice,) = home.letters(HANDLER)
        assert "+" not in notice["Reply-To"]
        click(home, notice, "GESPROKEN", sender=HANDLER)
        assert home.cases()[0]["contacted_at"] is not None


def test_key_of_a_letter_about_no_case_opens_none(tmp_path: Path) -> None:
    """DESIGN 3: the key in the address of the daily list is one proof of the officer, not of any case."""
    with house(tmp_path) as home:
        home.append(mail())
        home.once()
        listed = next(letter for letter in home.everything(OFFICER) if "Lijst" in letter["Subject"])
        token = home.cases()[0]["token"]
        made = mail("GESPROKEN", sender=f"Ineke <{OFFICER}>", to=listed["Reply-To"], subject=f"[{token}]", at=home.now)
        home.append(b"Authentication-Results: mx.demo.example; dmarc=pass header.from=werkenderwijs.example\r\n" + made)
        home.once()
        assert home.cases()[0]["contacted_at"] is None
        assert "Komt deze opdracht van u?" in plain(home.letters(OFFICER)[-1])


def test_command_without_any_proof_and_without_a_case_stands_in_the_list(home: House) -> None:
    """DESIGN 5: fewer proofs: a note, and the quality officer is told; the mail is in the list, its sender unanswered."""
    assert tells(home, "LIJST", headers=()) == []
    (entry,) = home.entries()
    assert entry["waits"] is False
    assert any("zonder bewijs" in letter["Subject"] for letter in home.everything(OFFICER))


def test_order_with_one_proof_takes_no_real_preview_away(home: House) -> None:
    """DESIGN 5: whoever knows an address and a number can't make a colleague's letter wait for ever."""
    home.append(mail())
    home.once()
    shown = answer(home, "STUUR\nBeste Hennie, wij bellen u morgen.")
    token = home.cases()[0]["token"]
    made = mail("STUUR\nIets anders.", sender=f"Marjolein <{HANDLER}>", subject=f"[{token}]", at=home.now)
    home.append(b"Authentication-Results: mx.demo.example; dmarc=pass header.from=werkenderwijs.example\r\n" + made)
    home.once()
    answer(home, "JA", letter=shown)
    assert "wij bellen u morgen" in plain(home.letters(HENNIE)[-1])
