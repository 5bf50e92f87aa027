"""Read receipts, automatic answers and lists; above all: what is none of them (PEERS 15)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from klachtmail.core.rules.automatic import automatic, list_mail, looks_like_form, read_receipt
from klachtmail.core.rules.bounces import delivery_report
from tests.core.build import address, message

CORPUS = Path(__file__).parents[1] / "corpus" / "first_contact.jsonl"
AWAY = "Bedankt voor uw mail. Ik ben afwezig tot en met 20 november. Voor spoed kunt u de receptie bellen."
TICKET = "Wij hebben uw bericht in goede orde ontvangen. Wij reageren binnen vijf werkdagen."
THANKS = "Hartelijk dank voor uw bericht. Wij reageren binnen twee werkdagen."
CHALLENGE = "Please verify that you are a human being to complete delivery of your message."
FORM = "Naam: Jan Mulder\nE-mail: jan@x.example\nBericht: ik wil een klacht indienen"
GENERATED = {"auto-submitted": "auto-generated"}


@pytest.mark.parametrize(
    "overrides",
    [
        pytest.param({"headers": {"auto-submitted": "auto-replied (vacation)"}}, id="RFC 3834"),
        pytest.param({"headers": {"x-autoreply": "yes"}}, id="X-Autoreply"),
        pytest.param({"headers": {"x-autorespond": "Uw klacht"}}, id="X-Autorespond"),
        pytest.param({"headers": {"precedence": "auto_reply"}}, id="Precedence auto_reply"),
        pytest.param({"report_type": "feedback-report"}, id="abuse report"),
        pytest.param({"headers": GENERATED, "return_path": ""}, id="generated, null sender"),
        pytest.param({"headers": GENERATED, "text": AWAY}, id="generated, away"),
        pytest.param({"headers": GENERATED, "text": TICKET}, id="generated, received"),
        pytest.param({"headers": GENERATED, "text": CHALLENGE}, id="generated, challenge"),
        pytest.param({"return_path": "", "text": "Ik ben t/m 6 april op vakantie op Terschelling."}, id="null, away"),
        pytest.param({"return_path": "", "text": THANKS}, id="null sender, thanks"),
        pytest.param({"subject": "Automatisch antwoord: Uw klacht", "text": AWAY}, id="subject and words"),
        pytest.param({"subject": "Automatische Antwort: x", "return_path": ""}, id="subject and null sender"),
        pytest.param({"subject": "Automatic reply: x", "headers": {"precedence": "bulk"}}, id="subject and hint"),
        pytest.param({"text": AWAY, "headers": {"x-ms-exchange-inbox-rules-loop": "a@x"}}, id="words and hint"),
    ],
)
def test_two_signs_or_a_mark_of_an_answer_are_certain(overrides: dict[str, object]) -> None:
    """What only an automatic answer bears, or two signs that agree."""
    found = automatic(message(**overrides))
    assert found is not None
    assert found.certain
    assert found.reasons


@pytest.mark.parametrize(
    "overrides",
    [
        pytest.param({"text": AWAY}, id="only words of absence"),
        pytest.param({"text": TICKET}, id="only received"),
        pytest.param({"text": THANKS}, id="only thanks"),
        pytest.param({"subject": "Out of office"}, id="only a subject"),
        pytest.param({"headers": GENERATED, "text": "Een respondent gaf een 2."}, id="an alert"),
        pytest.param(
            {"headers": GENERATED, "text": THANKS + " U heeft ons teleurgesteld."}, id="a ticket system's staff"
        ),
        pytest.param({"headers": GENERATED, "subject": "FW: klacht", "text": AWAY}, id="handed on by a rule"),
        pytest.param({"return_path": "", "text": "Ik wil een klacht indienen."}, id="a form without envelope"),
        pytest.param({"text": "Ich bin bis 3. Mai nicht im Büro. Ihre E-Mail wird nicht gelesen."}, id="German"),
        pytest.param(
            {"text": "Je suis absent jusqu'au 3 mai. Merci de contacter l'accueil, urgence: 112"}, id="French"
        ),
        pytest.param({"text": "I am out of the office until 3 May. For urgent matters call us."}, id="English"),
    ],
)
def test_one_sign_alone_is_only_suspect(overrides: dict[str, object]) -> None:
    """Suspect mail goes on, and a person looks the same day."""
    found = automatic(message(**overrides))
    assert found is not None
    assert not found.certain


@pytest.mark.parametrize(
    "overrides",
    [
        pytest.param({"headers": {"x-auto-response-suppress": "All"}}, id="X-Auto-Response-Suppress alone"),
        pytest.param({"headers": {"precedence": "bulk"}}, id="Precedence alone"),
        pytest.param({"headers": {"x-ms-exchange-inbox-rules-loop": "info@x"}}, id="redirected by a rule"),
        pytest.param({"headers": {"auto-submitted": "no"}}, id="Auto-Submitted: no"),
        pytest.param({"headers": {"x-autoreply": "no"}}, id="X-Autoreply: no"),
        pytest.param({"headers": GENERATED, "text": FORM}, id="web form"),
        pytest.param({"headers": GENERATED, "calendar_method": "REPLY"}, id="calendar answer"),
        pytest.param({"text": "Mijn coach is steeds afwezig en niemand belt terug."}, id="another's absence"),
        pytest.param({"text": "Ik krijg alleen een automatisch antwoord: " + THANKS}, id="tells of one"),
        pytest.param({"text": "Ik ben morgen afwezig, kan het vrijdag?"}, id="away tomorrow"),
        pytest.param({"subject": "RE: Automatisch antwoord: afspraak", "text": "En nu?"}, id="answers one"),
        pytest.param({"text": "Er is mij iets overkomen. " * 60 + AWAY}, id="far below"),
        pytest.param({"text": "Dank voor uw mail. Ik verwacht binnen 5 werkdagen een reactie."}, id="demands"),
        pytest.param({"text": TICKET + " Namens cliënt deel ik u mede dat dit onjuist is."}, id="a lawyer"),
        pytest.param({"text": TICKET, "new_text": "Dank u."}, id="only in the quote"),
    ],
)
def test_a_person_is_no_automatic_answer(overrides: dict[str, object]) -> None:
    """Complaint systems, forms and mailbox rules share headers with robots; people share words."""
    assert automatic(message(**overrides)) is None


def test_an_automatic_answer_beats_the_form_it_looks_like() -> None:
    """``auto-replied`` says that it answers us, whatever fields it repeats."""
    found = automatic(message(text=FORM, headers={"auto-submitted": "auto-replied"}))
    assert found is not None
    assert found.certain


@pytest.mark.parametrize(
    ("text", "form"),
    [
        pytest.param(FORM, True, id="labels"),
        pytest.param("Naam\n  Jan\n\nE-mail\n  jan@x.example\n\nBericht\n  Hallo", True, id="label above value"),
        pytest.param("field[name]=Jan\nfield[email]=j@x\nfield[msg]=Hallo", True, id="fields"),
        pytest.param("*Naam:* Jan\n*E-mail:* j@x\n*Uw bericht:* Hallo", True, id="bold labels"),
        pytest.param("Name: Jan\nEmail: j@x\nMessage: Hello", True, id="English"),
        pytest.param("Van: Jan\nVerzonden: vandaag\nAan: ons\nOnderwerp: klacht", False, id="a quoted head"),
        pytest.param("Groet, Jan\nTel: 06\nE-mail: j@x\nWebsite: x.example", False, id="a signature"),
        pytest.param("Naam: Jan\nBericht: Hallo", False, id="two lines"),
        pytest.param("Ik heb drie vragen: een, twee en drie.", False, id="prose"),
    ],
)
def test_a_form_has_three_labels_and_one_of_its_own(text: str, form: bool) -> None:
    """A quoted head and a signature have labelled lines, too."""
    assert looks_like_form(message(text=text)) is form


@pytest.mark.parametrize(
    "overrides",
    [
        pytest.param({"report_type": "disposition-notification"}, id="RFC 8098"),
        pytest.param({"subject": "Gelezen: Uw klacht", "return_path": ""}, id="null sender"),
        pytest.param({"subject": "Not read: Uw klacht", "headers": GENERATED}, id="generated"),
        pytest.param({"subject": "Read: x", "text": "Your message was read on 3 May."}, id="its own words"),
        pytest.param({"subject": "Niet gelezen: x", "report_type": "disposition-notification"}, id="not read"),
    ],
)
def test_a_read_receipt(overrides: dict[str, object]) -> None:
    """By its type, or by its subject and a machine's sign."""
    assert read_receipt(message(**overrides))


@pytest.mark.parametrize(
    "overrides",
    [
        pytest.param({"subject": "Gelezen: uw rapport", "text": "Het klopt niet."}, id="a person"),
        pytest.param({"subject": "Ik heb het gelezen", "return_path": ""}, id="other subject"),
        pytest.param(
            {"report_type": "disposition-notification", "text": "Your message to <a@x> was automatically rejected:"},
            id="refused by Sieve",
        ),
    ],
)
def test_no_read_receipt(overrides: dict[str, object]) -> None:
    """A subject alone is a person's; a refusal is a delivery report."""
    assert read_receipt(message(**overrides)) is None


@pytest.mark.parametrize(
    ("headers", "text", "listed"),
    [
        pytest.param({"list-id": "<a.lists.example>"}, "", True, id="List-Id"),
        pytest.param({"list-post": "<mailto:a@lists.example>"}, "", True, id="List-Post"),
        pytest.param({"list-unsubscribe": "<x>", "precedence": "bulk"}, "", True, id="bulk"),
        pytest.param({"list-unsubscribe": "<x>", "feedback-id": "1:2:3"}, "", True, id="Feedback-ID"),
        pytest.param({"list-unsubscribe": "<x>"}, "", False, id="unsubscribe alone"),
        pytest.param({"precedence": "bulk"}, "", False, id="bulk alone"),
        pytest.param({"list-unsubscribe": "<x>", "feedback-id": "1:2:3"}, FORM, False, id="form by a mail service"),
        pytest.param({}, "", False, id="ordinary"),
    ],
)
def test_list_mail(headers: dict[str, str], text: str, listed: bool) -> None:
    """A link to unsubscribe alone is no list: mail services add it to what a person wrote."""
    assert (list_mail(message(headers=headers, text=text)) is not None) is listed


def test_a_calendar_answer_is_no_list() -> None:
    """Somebody accepts an appointment, through whatever service."""
    assert list_mail(message(headers={"list-id": "<a>"}, calendar_method="REPLY")) is None


def test_no_first_contact_of_a_person_is_taken_for_a_machine() -> None:
    """Of all examples only the automatic answers are certain, and no complaint is even suspect."""
    certain, suspect = set(), []
    for row in map(json.loads, CORPUS.read_text(encoding="utf-8").splitlines()):
        mail = message(sender=address(row["from"]), subject=row["subject"], text=row["body"])
        assert delivery_report(mail) is None, row["id"]
        assert read_receipt(mail) is None, row["id"]
        found = automatic(mail)
        if found and found.certain:
            certain.add(row["sub"])
        elif found and row["label"] != "overig":
            suspect.append(row["id"])
    assert certain == {"out_of_office"}
    assert suspect == []
