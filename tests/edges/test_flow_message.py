"""One message through the whole program, over real protocols: kept, judged, answered, filed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from klachtmail.services import TryAgain
from tests.edges.house import (
    COMPLAINT,
    HANDLER,
    HENNIE,
    OFFICER,
    PRIVACY,
    QUESTION,
    START,
    House,
    house,
    mail,
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, others=("rolf@example.org",)) as made:
        yield made


def test_complaint_becomes_case_with_acknowledgement_and_notices(home: House) -> None:
    """R2, R11, R14: a number, a confirmation of receipt, a notice to the quality officer and the handler."""
    home.append(mail())
    home.once()
    (case,) = home.cases()
    assert (case["number"], case["state"], case["track"]) == ("KL-2026-0001", "open", "service")
    assert case["complainant"] == {"name": "Hennie Trip", "email": HENNIE}
    assert case["handler"] == HANDLER
    assert case["received_at"] == "2026-03-09T10:00:00+01:00"
    deadlines = {duty["kind"]: duty["deadline"] for duty in case["duties"]}
    assert deadlines == {
        "acknowledge": "2026-03-12",
        "contact": "2026-03-18",
        "settle": "2026-04-07",
        "admissibility": "2026-04-03",
    }
    (letter,) = home.letters(HENNIE)
    assert f"[{case['token']}]" in letter["Subject"]
    assert letter["Auto-Submitted"] == "auto-replied"
    assert [len(home.letters(person)) for person in (OFFICER, HANDLER)] == [1, 1]
    assert case["acknowledged_at"] == case["received_at"]


def test_notice_bears_the_original_untouched(home: House) -> None:
    """R11: the mail itself is attached as klacht.eml, every byte of it."""
    raw = mail()
    home.append(raw)
    home.once()
    (notice,) = home.letters(OFFICER)
    attached = next(part for part in notice.walk() if part.get_filename() == "klacht.eml")
    inner = attached.get_payload(0) if attached.is_multipart() else attached.get_payload(decode=True)
    assert b"dichte deur" in (inner.as_bytes() if hasattr(inner, "as_bytes") else inner)


def test_acknowledgement_holds_no_text_of_the_complaint(home: House) -> None:
    """The common rule of every letter: no text of the complaint, no health data."""
    home.append(mail())
    home.once()
    (letter,) = home.letters(HENNIE)
    assert "dichte deur" not in letter.as_string()


def test_privacy_complaint_runs_on_the_privacy_track(home: House) -> None:
    """R25-R27: the month and the DPO's advice are owed beside the ordinary duties."""
    home.append(mail(PRIVACY, sender="Rolf Kiers <rolf@example.org>", subject="Mijn gegevens"))
    home.once()
    (case,) = home.cases()
    assert case["track"] == "privacy"
    assert {"month", "dpo_advice"} <= {duty["kind"] for duty in case["duties"]}
    assert "Autoriteit Persoonsgegevens" in home.letters("rolf@example.org")[0].get_body(("plain",)).get_content()


def test_question_is_listed_and_nobody_is_answered(home: House) -> None:
    """R37: a question is no case; a person sees it in the list, it stays in the inbox."""
    home.append(mail(QUESTION, subject="Openingstijden"))
    home.once()
    assert home.cases() == []
    (entry,) = home.entries()
    assert (entry["waits"], entry["label"]) == (False, "other")
    assert home.letters() == []
    assert len(home.mails("INBOX")) == 1


def test_mail_of_a_case_moves_out_of_the_inbox(home: House) -> None:
    """DESIGN 2.1: only mail that belongs to a case moves; the rest stays where people look for it."""
    home.append(mail())
    home.append(mail(QUESTION, sender="Anja <anja@example.org>", subject="Openingstijden"))
    home.once()
    assert len(home.mails("INBOX")) == 1
    assert len(home.mails("Klachten/Verwerkt")) == 1


def test_second_pass_sends_nothing(home: House) -> None:
    """DESIGN 2.2: what was handled stays handled, whatever the second pass sees."""
    home.append(mail())
    home.once()
    before = len(home.server.received)
    home.once()
    home.once(START + timedelta(minutes=30))
    assert len(home.server.received) == before
    assert len(home.cases()) == 1


def test_reused_message_id_with_other_words_is_another_mail(home: House) -> None:
    """PEERS 19: the Message-ID is no identity."""
    home.append(mail(message_id="<zelfde@example.org>"))
    home.append(
        mail(PRIVACY, sender="Rolf Kiers <rolf@example.org>", message_id="<zelfde@example.org>", subject="Gegevens")
    )
    home.once()
    assert len(home.cases()) == 2


def test_reply_is_filed_and_passed_on_without_a_second_acknowledgement(home: House) -> None:
    """R43: a reply opens the duty to answer and goes to quality officer and handler."""
    home.append(mail())
    home.once()
    (letter,) = home.letters(HENNIE)
    home.append(
        mail(
            "U kunt mij donderdag bellen.",
            to=letter["Reply-To"],
            subject=f"RE: {letter['Subject']}",
            headers=(("In-Reply-To", letter["Message-ID"]),),
        )
    )
    home.once(START + timedelta(days=1))
    (case,) = home.cases()
    assert case["messages"] == 2
    assert "answer" in {duty["kind"] for duty in case["duties"]}
    assert len(home.letters(HENNIE)) == 1
    assert [len(home.letters(person)) for person in (OFFICER, HANDLER)] == [2, 2]


def test_stranger_with_the_token_does_not_join(home: House) -> None:
    """PEERS 3: a token alone never opens a case; a person decides, with the case proposed."""
    home.append(mail())
    home.once()
    token = home.cases()[0]["token"]
    home.append(mail("Stuur mij alles over deze zaak.", sender="X <x@vreemd.example>", subject=f"Re: [{token}]"))
    home.once()
    assert home.cases()[0]["messages"] == 1
    (entry,) = home.entries()
    assert (entry["waits"], entry["proposed_case"]) == (True, "KL-2026-0001")
    assert not home.letters("x@vreemd.example")


def test_known_complainant_without_token_waits(home: House) -> None:
    """DESIGN 4: somebody with a running case gets no second acknowledgement; joining is proposed."""
    home.append(mail())
    home.once()
    home.append(mail("Ik wacht nog steeds op bericht van u.", subject="Hallo?"))
    home.once()
    assert len(home.cases()) == 1
    assert home.entries()[0]["proposed_case"] == "KL-2026-0001"
    assert len(home.letters(HENNIE)) == 1


def test_employee_named_in_the_complaint_is_left_out(home: House) -> None:
    """R34: the default handler is named: she gets nothing, the quality officer hears and chooses."""
    home.append(mail(COMPLAINT + " Mevrouw Dekkinga lachte mij uit."))
    home.once()
    (case,) = home.cases()
    assert case["handler"] is None
    assert home.letters(HANDLER) == []
    assert len(home.letters(OFFICER)) == 1


def test_forged_sender_is_not_acknowledged(home: House) -> None:
    """DESIGN 4: with dmarc=fail the case counts and the letter waits."""
    result = "Authentication-Results: mx.demo.example; dmarc=fail header.from=example.org\r\n"
    home.append(result.encode() + mail())
    home.once()
    (case,) = home.cases()
    assert case["state"] == "to_judge"
    assert home.letters(HENNIE) == []


def test_reply_to_that_leads_elsewhere_makes_the_letter_wait(home: House) -> None:
    """DESIGN 6: the acknowledgement never goes to a foreign Reply-To."""
    home.append(mail(headers=(("Reply-To", "ander@elders.example"),)))
    home.once()
    assert home.cases()[0]["state"] == "to_judge"
    assert not home.letters("ander@elders.example")


def test_bounced_acknowledgement_is_an_open_task(tmp_path: Path) -> None:
    """R14: a bounced acknowledgement is not received; the quality officer hears of it."""
    with house(tmp_path, bouncing=(HENNIE,)) as home:
        home.append(mail())
        home.once()
        home.once(START + timedelta(minutes=5))
        (case,) = home.cases()
        assert case["acknowledged_at"] is None
        assert any("niet" in letter["Subject"].lower() for letter in home.letters(OFFICER))


def test_automatic_answer_changes_nothing(home: House) -> None:
    """DESIGN 2.5: machine mail is filed, never answered, and changes no clock."""
    home.append(mail())
    home.once()
    (letter,) = home.letters(HENNIE)
    before, sent = home.cases()[0]["duties"], len(home.server.received)
    automatic = (("In-Reply-To", letter["Message-ID"]), ("Auto-Submitted", "auto-replied"))
    away = "Ik ben afwezig tot en met maandag 6 april. Voor een klacht kunt u bellen."
    home.append(mail(away, subject=f"Automatisch antwoord: {letter['Subject']}", headers=automatic))
    home.once(START + timedelta(minutes=5))
    (case,) = home.cases()
    assert case["messages"] == 2
    assert case["duties"] == before
    assert len(home.server.received) == sent


def test_polite_robot_is_not_even_provoked(tmp_path: Path) -> None:
    """DESIGN 6: our acknowledgement asks vacation programs to be silent, and one that listens is."""
    with house(tmp_path, vacation={HENNIE: "Ik ben afwezig tot en met 6 april."}) as home:
        home.append(mail())
        home.once()
        home.once(START + timedelta(minutes=5))
        assert home.cases()[0]["messages"] == 1


def test_refused_letter_is_a_persons_task(home: House) -> None:
    """A 5xx is not tried again; the quality officer is told, the duty stays open."""
    home.server.smtp_script.append("550 5.7.1 not here")
    home.append(mail())
    home.once()
    assert home.cases()[0]["acknowledged_at"] is None
    assert len(home.letters(OFFICER)) == 2


def test_refusal_for_now_is_tried_again_later(home: House) -> None:
    """A 4xx waits and goes later, with the same bytes."""
    home.server.smtp_script.append("451 4.3.0 try later")
    home.append(mail())
    home.once()
    assert home.letters(HENNIE) == []
    home.once(START + timedelta(minutes=3))
    assert len(home.letters(HENNIE)) == 1
    assert home.cases()[0]["acknowledged_at"] == "2026-03-09T10:03:00+01:00"


def test_uncertain_letter_goes_again_with_the_same_message_id(home: House) -> None:
    """DESIGN 2.3: a break after DATA leaves the outcome open; never another Message-ID."""
    home.server.smtp_script.append("drop-after-data")
    home.append(mail())
    home.once()
    home.once(START + timedelta(minutes=3))
    ids = {letter["Message-ID"] for letter in home.letters(HENNIE)}
    assert len(ids) == 1
    assert home.cases()[0]["acknowledged_at"]


def test_watch_mode_tells_only_the_quality_officer(tmp_path: Path) -> None:
    """[daemon] mode watch: judged and kept; nothing goes out but to the quality officer."""
    with house(tmp_path) as home:
        home.config = replace(home.config, office=replace(home.config.office, watch=True))
        home.append(mail())
        home.once()
        assert len(home.cases()) == 1
        assert home.letters(HENNIE) == []
        assert home.letters(HANDLER) == []
        assert any(HENNIE in letter.get_body(("plain",)).get_content() for letter in home.letters(OFFICER))


def test_server_out_of_reach_is_told_and_nothing_is_lost(home: House) -> None:
    """A broken mailbox ends the pass with TryAgain; the next one takes everything in."""
    home.append(mail())
    port = home.config.mailbox.port
    home.config = replace(home.config, mailbox=replace(home.config.mailbox, port=1))
    with pytest.raises(TryAgain, match=r"127\.0\.0\.1:1"):
        home.once()
    home.config = replace(home.config, mailbox=replace(home.config.mailbox, port=port))
    home.once()
    assert len(home.cases()) == 1


def test_copies_of_letters_stand_in_sent_and_make_no_case(home: House) -> None:
    """A copy is appended to Sent unless the server keeps one; it is never taken for a letter by hand."""
    home.append(mail())
    home.once()
    home.once()
    assert len([raw for raw in home.mails("Sent") if b"[KL-" in raw]) == 3
    assert home.cases()[0]["messages"] == 1


def test_mail_from_before_accept_since_is_left_alone(home: House) -> None:
    """accept_since: what was there before is not ours to answer."""
    home.append(mail(), at=START.replace(year=2025))
    home.once()
    assert home.cases() == []
    assert home.entries() == []


def test_too_large_mail_is_a_persons_matter_and_stays(tmp_path: Path) -> None:
    """Over max_message_bytes the head makes the entry; the mail stays on the server."""
    with house(tmp_path, mailbox_extra="max_message_bytes = 20000") as home:
        home.append(mail(QUESTION + "\n" + "bijlage " * 5000))
        home.once()
        (entry,) = home.entries()
        assert entry["waits"] is True
        assert len(home.mails("INBOX")) == 1


def test_web_form_is_acknowledged_to_the_complainant_in_it(home: House) -> None:
    """R5: the complainant stands in a labelled field; the form's own sender never hears from us."""
    form = f"Naam: Rolf Kiers\nE-mail: rolf@example.org\nTelefoon: 06-00000000\nUw bericht: {COMPLAINT}\n"
    home.append(
        mail(form, sender="Website <wordpress@werkenderwijs.example>", subject="Nieuw bericht via het formulier")
    )
    home.once()
    (case,) = home.cases()
    assert case["complainant"] == {"name": "Rolf Kiers", "email": "rolf@example.org"}
    assert case["state"] == "open"
    assert [len(home.letters(person)) for person in ("rolf@example.org", OFFICER, HANDLER)] == [1, 1, 1]
    assert not home.everything("wordpress@werkenderwijs.example")


def test_forwarded_complaint_counts_from_its_first_receipt(home: House) -> None:
    """R10: the employee who hands it on is never acknowledged; the clock runs from the original's date."""
    text = (
        "Graag oppakken.\n\nVan: Rolf Kiers <rolf@example.org>\nVerzonden: donderdag 5 maart 2026 16:20\n"
        f"Aan: Henk-Jan Sikkema <hj.sikkema@werkenderwijs.example>\nOnderwerp: Niemand belt terug\n\n{COMPLAINT}\n"
    )
    raw = mail(text, sender="Henk-Jan Sikkema <hj.sikkema@werkenderwijs.example>", subject="FW: Niemand belt terug")
    home.append(raw)
    home.once()
    (case,) = home.cases()
    assert case["complainant"]["email"] == "rolf@example.org"
    assert case["received_at"] == "2026-03-05T16:20:00+01:00"
    assert home.letters("hj.sikkema@werkenderwijs.example") == []


def test_restored_register_gives_no_number_out_twice(home: House) -> None:
    """DESIGN 3: a new number is higher than any in the register and in Sent."""
    home.append(mail())
    home.once()
    for file in home.folder.glob("register.db*"):
        file.unlink()
    home.server.received.clear()  # the new register can't know the letters of the lost one
    home.append(mail(PRIVACY, sender="Rolf Kiers <rolf@example.org>", subject="Mijn gegevens"))
    home.once()
    assert "KL-2026-0002" in {case["number"] for case in home.cases()}
    assert "KL-2026-0001" not in {case["number"] for case in home.cases()}
