"""A case is carried by answering mails: each keyword end to end over the real protocols (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from tests.edges.house import DIRECTOR, DPO, HANDLER, HENNIE, MAILBOX, OFFICER, PRIVACY, QUESTION, House, house, mail
from tests.edges.staff import answer, click, duty, links, plain

LETTER = "Beste mevrouw Trip,\n\nWij spraken elkaar. U wordt voortaan teruggebeld.\n\nGroet,\nMarjolein"
CLOSING = (
    "AFHANDELEN deels gegrond\nOorzaak: verlof zonder vervanging\nMaatregel: vaste vervanger\n"
    "Eigenaar: Marjolein Dekkinga\nGereed: 1-5-2026\nBrief:\nUw klacht klopt op een punt: wij belden niet terug."
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, others=("rolf@example.org", "nieuw@example.org", "hj.sikkema@werkenderwijs.example")) as made:
        made.append(mail())
        made.once()
        yield made


def case(home: House) -> dict:
    return home.cases()[0]


def to_hennie(home: House) -> list[str]:
    return [str(letter["Subject"]) for letter in home.letters(HENNIE)]


def test_talk_meets_contact_and_opens_the_confirmation(home: House) -> None:
    """R16, R17: GESPROKEN with the day."""
    home.now += timedelta(days=1)
    told = answer(home, "GESPROKEN 10-3")
    assert "gesproken op dinsdag 10 maart 2026" in plain(told)
    assert "Het gesprek schriftelijk bevestigen: uiterlijk donderdag 12 maart 2026" in plain(told)
    assert case(home)["contacted_at"] == "2026-03-10"
    assert duty(case(home), "confirm")["deadline"] == "2026-03-12"
    assert len(home.letters(HENNIE)) == 1


@pytest.mark.parametrize(("day", "why"), [("12-3", "nog niet geweest"), ("1-3", "voor de ontvangst")])
def test_talk_in_the_future_or_before_receipt_is_refused(home: House, day: str, why: str) -> None:
    """DESIGN 5: with the reason; nothing is met."""
    told = answer(home, f"GESPROKEN {day}")
    assert why in plain(told)
    assert case(home)["contacted_at"] is None


def test_call_in_vain_meets_nothing_and_two_point_to_an_invitation(home: House) -> None:
    """R16."""
    answer(home, "niet bereikt")
    told = answer(home, "Niet bereikt.")
    assert "UITNODIGEN" in plain(told)
    assert case(home)["contacted_at"] is None


def test_whole_case_from_invitation_to_closing(home: House) -> None:
    """R16-R18, R24, R36: each letter is shown first, goes on JA, and meets its duty when SMTP has taken it."""
    shown = answer(home, "UITNODIGEN 12-3 10:00 Drentse Poort 18, Nieuw Buinen")
    assert len(home.letters(HENNIE)) == 1
    assert case(home)["contacted_at"] is None
    assert "donderdag 12 maart 2026" in plain(shown)
    answer(home, "JA")
    assert "uitnodiging" in to_hennie(home)[-1].lower()
    assert case(home)["contacted_at"].startswith("2026-03-09")
    home.now += timedelta(days=3)
    answer(home, "Gesproken 12-3")
    shown = answer(home, f"BEVESTIGEN\nBrief:\n{LETTER}")
    assert "U wordt voortaan teruggebeld." in plain(shown)
    assert case(home)["confirmed_at"] is None
    answer(home, "Ja.")
    assert "U wordt voortaan teruggebeld." in plain(home.letters(HENNIE)[-1])
    assert case(home)["confirmed_at"] is not None
    shown = answer(home, CLOSING)
    assert case(home)["state"] == "open"
    answer(home, "ja!")
    closed = case(home)
    assert (closed["state"], closed["outcome"]) == ("settled", "deels gegrond")
    assert closed["settled_at"].startswith("2026-03-12")
    assert "Blik op Werk" in plain(home.letters(HENNIE)[-1])
    assert duty(closed, "erase")["deadline"] == "2028-03-12"
    assert not [one for one in closed["duties"] if one["met_at"] is None and one["kind"] != "erase"]


def test_no_drops_the_letter(home: House) -> None:
    """DESIGN 5: NEE."""
    answer(home, "STUUR\nBeste Hennie, wij bellen u morgen.")
    told = answer(home, "NEE")
    assert "niet verstuurd" in plain(told)
    told = answer(home, "JA")
    assert "niet" in plain(told)
    assert len(home.letters(HENNIE)) == 1


def test_corrected_letter_makes_a_new_preview_and_only_that_one_goes(home: House) -> None:
    """DESIGN 5: JA sends precisely this one."""
    first = answer(home, "STUUR\nBeste Hennie, wij bellen u morgen.")
    answer(home, "Brief:\nBeste mevrouw Trip, wij bellen u overmorgen.", letter=first)
    answer(home, "JA")
    letter = plain(home.letters(HENNIE)[-1])
    assert "overmorgen" in letter
    assert "bellen u morgen" not in letter
    assert len(home.letters(HENNIE)) == 2


@pytest.mark.parametrize("bullet", ["- ", "• "], ids=["dash", "bullet of Outlook"])
def test_whole_letter_copied_from_the_preview_and_corrected_has_no_frame_twice(home: House, bullet: str) -> None:
    """DESIGN 5: the template's part of the letter is put around the corrected words once."""
    home.now += timedelta(days=1)
    answer(home, "GESPROKEN 10-3")
    first = answer(home, "BEVESTIGEN\nBrief:\nWij spraken af:\n- wij bellen u morgen.\n- Anja let daarop.")
    whole = "\n".join(plain(first).splitlines()).partition("Brief:\n")[2].partition("\n====")[0].strip()
    copied = whole.replace("\n- ", f"\n{bullet}").replace("morgen", "overmorgen")
    answer(home, f"Brief:\n{copied}", letter=first)
    answer(home, "JA")
    letter = "\n".join(plain(home.letters(HENNIE)[-1]).splitlines())
    assert "wij bellen u overmorgen." in letter
    assert letter.replace("overmorgen", "morgen").replace(f"\n{bullet}", "\n- ") == whole


def test_yes_to_an_older_preview_sends_nothing(home: House) -> None:
    """DESIGN 5: a newer preview voids it, and it says so."""
    first = answer(home, "STUUR\nBeste Hennie, de eerste tekst.")
    answer(home, "STUUR\nBeste Hennie, de tweede tekst.")
    told = answer(home, "JA", letter=first)
    assert "Er is niets gedaan" in plain(told) or "niet verstuurd" in plain(told)
    assert len(home.letters(HENNIE)) == 1


def test_new_message_of_the_complainant_voids_a_preview(home: House) -> None:
    """DESIGN 5: what was decided before she wrote is looked at again."""
    shown = answer(home, "STUUR\nBeste Hennie, wij bellen u morgen.")
    letter = home.letters(HENNIE)[0]
    home.append(
        mail(
            "Laat maar, ik ben morgen niet bereikbaar.",
            subject=f"Re: {letter['Subject']}",
            headers=(("In-Reply-To", letter["Message-ID"]),),
            at=home.now,
        )
    )
    home.once()
    told = answer(home, "JA", letter=shown)
    assert "nieuw bericht" in plain(told)
    assert len(home.letters(HENNIE)) == 1


def test_yes_but_is_asked_back(home: House) -> None:
    """DESIGN 5: *Ja, maar ...* sends nothing."""
    answer(home, "STUUR\nBeste Hennie, wij bellen u morgen.")
    answer(home, "Ja, maar zet er ook het adres in")
    assert len(home.letters(HENNIE)) == 1


def test_prose_is_a_note_and_says_so(home: House) -> None:
    """DESIGN 5: the subject says that it did not go to the complainant; nothing is met."""
    told = answer(home, "Ik zoek dit even uit bij de planning, dat kan een paar dagen duren.")
    assert "NIET aan de klager gestuurd" in told["Subject"]
    assert len(home.letters(HENNIE)) == 1
    assert any(link[2].startswith("STUUR") for link in links(told))


def test_fact_in_prose_is_proposed_and_done_by_yes(home: House) -> None:
    """DESIGN 5: nothing is met before JA."""
    told = answer(home, "Ik heb haar vanmorgen gesproken, ze is erg boos.")
    assert "GESPROKEN" in plain(told)
    assert case(home)["contacted_at"] is None
    answer(home, "JA")
    assert case(home)["contacted_at"] is not None


def test_undo_takes_back_what_did_not_go_out(home: House) -> None:
    """DESIGN 5: ONGEDAAN; the record keeps both lines."""
    answer(home, "GESPROKEN")
    answer(home, "ONGEDAAN")
    now = case(home)
    assert now["contacted_at"] is None
    assert "confirm" not in [one["kind"] for one in now["duties"]]
    told = answer(home, f"BEVESTIGEN\nBrief:\n{LETTER}")
    assert "nog geen gesprek" in plain(told)


def test_closing_says_what_is_missing_and_keeps_what_was_sent(home: House) -> None:
    """R3, R4, R17: the gates; only the missing lines are needed next time."""
    told = plain(answer(home, "AFHANDELEN gegrond\nOorzaak: ziekte"))
    assert "GESPROKEN" in told
    assert "BEVESTIGEN" in told
    assert "Maatregel" in told
    answer(home, "GESPROKEN")
    answer(home, f"BEVESTIGEN\nBrief:\n{LETTER}")
    answer(home, "JA")
    shown = answer(home, "AFHANDELEN\nMaatregel: geen maatregel nodig, want het was eenmalig\nBrief:\nHet spijt ons.")
    assert "Het spijt ons." in plain(shown)
    answer(home, "JA")
    assert (case(home)["state"], case(home)["outcome"]) == ("settled", "gegrond")


def test_links_of_the_notice_work_with_one_click(home: House) -> None:
    """Issue 4: click, send; a link makes a new mail without In-Reply-To, its address holds the key."""
    (notice,) = home.letters(HANDLER)
    assert len(links(notice)) == 3
    click(home, notice, "GESPROKEN", sender=HANDLER)
    assert case(home)["contacted_at"] is not None


def test_reply_is_passed_on_and_answered_by_letter(home: House) -> None:
    """R43: it opens *answer*, met by the letter once it is sent."""
    letter = home.letters(HENNIE)[0]
    home.append(
        mail(
            "Ik ben donderdag thuis.",
            subject=f"Re: {letter['Subject']}",
            headers=(("In-Reply-To", letter["Message-ID"]),),
        )
    )
    home.once()
    assert duty(case(home), "answer")["met_at"] is None
    passed = home.letters(HANDLER)[-1]
    assert "niet naar de klager" in plain(passed)
    answer(home, "STUUR\nDank u, wij bellen donderdag.")
    answer(home, "JA")
    assert duty(case(home), "answer")["met_at"] is not None


def test_seen_meets_answer_without_a_letter(home: House) -> None:
    """R43: GEZIEN."""
    letter = home.letters(HENNIE)[0]
    home.append(mail("Bedankt!", subject=f"Re: {letter['Subject']}", headers=(("In-Reply-To", letter["Message-ID"]),)))
    home.once()
    answer(home, "Gezien")
    assert duty(case(home), "answer")["met_at"] is not None


def test_handing_over_tells_the_new_handler(home: House) -> None:
    """R11: the case, its original and the next act go to who gets it."""
    answer(home, "OVERDRAGEN aan Henk-Jan")
    assert case(home)["handler"] == "hj.sikkema@werkenderwijs.example"
    assert home.letters("hj.sikkema@werkenderwijs.example")


def test_decline_sends_the_notice_and_closes(home: House) -> None:
    """R22: by the quality officer; the handler may not."""
    told = answer(home, "NIET IN BEHANDELING\nReden: dit gaat over het UWV")
    assert "kan alleen" in plain(told)
    answer(home, "NIET IN BEHANDELING\nReden: dit gaat over het UWV", sender=OFFICER)
    answer(home, "JA", sender=OFFICER)
    assert case(home)["state"] == "declined"
    assert "UWV" in plain(home.letters(HENNIE)[-1])


def test_withdrawal_is_confirmed_and_reopened(home: House) -> None:
    """R44, R43."""
    answer(home, "INGETROKKEN", sender=OFFICER)
    answer(home, "JA", sender=OFFICER)
    assert case(home)["state"] == "withdrawn"
    answer(home, "HEROPEN", sender=OFFICER)
    now = case(home)
    assert (now["state"], now["settled_at"]) == ("open", None)
    assert duty(now, "settle")["met_at"] is None


def test_privacy_after_an_ordinary_acknowledgement_sends_the_supplement(home: House) -> None:
    """R25, R28: the month from the same receipt, and the DPO is asked."""
    answer(home, "PRIVACY", sender=OFFICER)
    now = case(home)
    assert now["track"] == "privacy"
    assert duty(now, "month")["deadline"] == "2026-04-09"
    assert "Autoriteit Persoonsgegevens" in plain(home.letters(HENNIE)[-1])
    assert home.letters(DPO)


def test_no_complaint_after_an_acknowledgement_tells_the_complainant(home: House) -> None:
    """R1: and how to object."""
    answer(home, "GEEN KLACHT\nReden: het is een vraag over de planning", sender=OFFICER)
    answer(home, "JA", sender=OFFICER)
    assert case(home)["state"] == "no_complaint"
    answer(home, "KLACHT", sender=OFFICER)
    assert case(home)["state"] == "open"
    assert case(home)["received_at"].startswith("2026-03-09T10:00")


def test_delay_with_consent_moves_the_target(home: House) -> None:
    """R18, R23: the old deadline stays for the figures."""
    answer(home, "UITSTEL tot 30-4 met instemming\nReden: wij wachten op het verslag")
    answer(home, "JA")
    assert duty(case(home), "settle")["deadline"] == "2026-04-30"
    assert "30 april 2026" in plain(home.letters(HENNIE)[-1])


def test_mended_address_sends_again(home: House) -> None:
    """R14: ADRES."""
    answer(home, "ADRES nieuw@example.org")
    assert case(home)["complainant"]["email"] == "nieuw@example.org"


def test_breach_and_its_end(home: House) -> None:
    """R32: the 72 hours begin and end by a command."""
    answer(home, "DATALEK", sender=OFFICER)
    assert duty(case(home), "breach")["met_at"] is None
    assert any("datalek" in str(letter["Subject"]).lower() for letter in home.everything(DIRECTOR))
    answer(home, "GEMELD AP", sender=OFFICER)
    assert duty(case(home), "breach")["met_at"] is not None


def test_status_help_list_and_file_change_nothing(home: House) -> None:
    """DESIGN 5: what was asked is answered; STATUS tells what is next and by when."""
    before = case(home)
    assert "de klager spreken of uitnodigen" in plain(answer(home, "STATUS")).lower()
    assert "GESPROKEN" in plain(answer(home, "HULP"))
    assert "KL-2026-0001" in plain(answer(home, "LIJST"))
    told = answer(home, "DOSSIER")
    assert "bericht-1.eml" in [part.get_filename() for part in told.walk()]
    assert case(home)["duties"] == before["duties"]


def test_dpo_answers_in_prose_and_the_officer_says_yes(tmp_path: Path) -> None:
    """R28: the advice meets its duty once the quality officer says so."""
    with house(tmp_path, others=("rolf@example.org",)) as home:
        home.append(mail(PRIVACY, sender="Rolf Kiers <rolf@example.org>", subject="Mijn gegevens"))
        home.once()
        request = next(letter for letter in home.letters(DPO) if "Advies" in letter["Subject"])
        answer(home, "Goedemiddag, dit is onrechtmatig; neem maatregelen en meld het.", sender=DPO, letter=request)
        question = home.letters(OFFICER)[-1]
        assert "Is dit het advies" in plain(question)
        assert duty(home.cases()[0], "dpo_advice")["met_at"] is None
        answer(home, "JA", sender=OFFICER, letter=question)
        assert duty(home.cases()[0], "dpo_advice")["met_at"] is not None


def test_entry_becomes_a_case_by_the_list(home: House) -> None:
    """R37: KLACHT on a message of the daily list, its receipt kept."""
    home.append(mail(QUESTION, sender="Anja de Groot <rolf@example.org>", subject="Openingstijden"))
    home.once()
    home.now += timedelta(days=1)
    home.once()
    listed = [letter for letter in home.everything(OFFICER) if "Lijst" in letter["Subject"]][-1]
    click(home, listed, "KLACHT", sender=OFFICER)
    made = home.cases()[1]
    assert (made["state"], made["complainant"]["email"]) == ("open", "rolf@example.org")
    assert made["received_at"].startswith("2026-03-09")
    assert made["acknowledged_at"] is not None
    assert home.entries() == []


def test_entry_is_joined_to_a_case(home: House) -> None:
    """R42: KOPPEL."""
    home.append(mail("Nog een keer: niemand belt terug!", subject="Weer niets", at=home.now + timedelta(minutes=3)))
    home.once()
    (entry,) = home.entries()
    home.now += timedelta(days=1)
    home.once()
    listed = [letter for letter in home.everything(OFFICER) if "Lijst" in letter["Subject"]][-1]
    click(home, listed, "KOPPEL", sender=OFFICER)
    assert home.entries() == []
    assert case(home)["messages"] >= 2
    assert entry["proposed_case"] == "KL-2026-0001"


def test_dialled_is_asked_back(home: House) -> None:
    """DESIGN 5: *gebeld* may mean dialled only; nothing is met, and both answers are offered."""
    told = answer(home, "Gebeld.")
    assert "zelf gesproken" in plain(told)
    assert [link[2] for link in links(told)][:2] == ["GESPROKEN", "NIET BEREIKT"]
    assert case(home)["contacted_at"] is None


def test_past_tense_of_a_letter_asks_who_sends_it(home: House) -> None:
    """DESIGN 5: *Moet ik de brief sturen, of heeft u dat al gedaan?* JA: it was done; nothing goes out."""
    told = answer(home, "Hoi,\n\nUitgenodigd voor donderdag.")
    assert "heeft u dat al gedaan" in plain(told)
    assert case(home)["contacted_at"] is None
    answer(home, "JA")
    assert case(home)["contacted_at"] is not None
    assert len(home.letters(HENNIE)) == 1


def test_forgotten_preview_is_asked_about_in_the_next_daily_mail(home: House) -> None:
    """DESIGN 5: never sent by itself."""
    answer(home, "STUUR\nBeste Hennie, wij bellen u morgen.")
    home.now += timedelta(days=7)
    home.once()
    reminder = home.letters(HANDLER)[-1]
    assert "Er wacht een brief op uw antwoord" in plain(reminder)
    assert len(home.letters(HENNIE)) == 1


def test_guest_who_accepts_with_a_click_is_told_of_and_needs_no_answer(home: House) -> None:
    """RFC 5546: the handler hears it; a refusal is answered like any message."""
    for number, (status, owes) in enumerate((("ACCEPTED", 0), ("DECLINED", 1))):
        entry = f"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nATTENDEE;PARTSTAT={status}:mailto:{HENNIE}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        made = EmailMessage(policy=SMTP)
        made["From"], made["To"], made["Message-ID"] = HENNIE, MAILBOX, f"<calendar{number}@example.org>"
        made["Subject"] = f"Antwoord: Uitnodiging [{case(home)['token']}]"
        made.set_content("Antwoord op de uitnodiging")
        made.add_alternative(entry.encode(), maintype="text", subtype="calendar", params={"method": "REPLY"})
        before = len(home.letters(HANDLER))
        home.append(made.as_bytes())
        home.once()
        assert len(home.letters(HANDLER)) == before + 1
        assert [one["kind"] for one in case(home)["duties"]].count("answer") == owes


def test_known_address_takes_part_until_it_is_undone(home: House) -> None:
    """DESIGN 5: BEKEND; ONGEDAAN takes it from the complainant's side again."""
    answer(home, "BEKEND rolf@example.org")
    letter = home.letters(HENNIE)[0]

    def writes(text: str) -> None:
        thread = (("In-Reply-To", letter["Message-ID"]),)
        sender = "Rolf <rolf@example.org>"
        home.append(mail(text, sender=sender, subject=f"Re: {letter['Subject']}", headers=thread, at=home.now))
        home.once()

    before = case(home)["messages"]
    writes("Ik schrijf namens Hennie.")
    assert (case(home)["messages"], home.entries()) == (before + 1, [])
    answer(home, "ONGEDAAN")
    writes("Nog iets namens Hennie.")
    assert len(home.entries()) == 1
