"""Notices that a message waits behind a login, and mail that merely speaks of it."""

from __future__ import annotations

import pytest

from klachtmail.core.facts import Facts, Form
from klachtmail.core.judge import judge, may_complain
from klachtmail.core.model import Flag, Label, Receipt, Role, Route
from klachtmail.core.rules.secure_mail import notice
from tests.core.build import message
from tests.core.clock import OFFICE, at

RECEIVED = Receipt(at(12), "internaldate")


@pytest.mark.parametrize(
    "text",
    [
        "Er staat een veilig bericht voor u klaar. Klik op de knop om het te lezen.",
        "Jan Mulder heeft u een beveiligd bericht gestuurd via Zivver. Open het bericht met de code.",
        "U heeft een versleutelde e-mail ontvangen van de huisarts. Log in om te lezen.",
        "You have received a secure message. Read your secure message by opening the attachment.",
        "Sanne Vos has sent you a protected message. Click here to read it.",
        "Sie haben eine verschlüsselte Nachricht erhalten. Klicken Sie auf den Link.",
        "Un message sécurisé vous attend. Cliquez ici.",
    ],
)
def test_a_notice_of_a_secure_mail_service(text: str) -> None:
    """The message itself is not in it."""
    assert notice(message(text=text))


@pytest.mark.parametrize(
    "text",
    [
        "Ik dien een klacht in.\n\nDeze e-mail is beveiligd verzonden met Zivver.",
        "Waarom stuurt u mijn gegevens niet via een beveiligd bericht?",
        "Kan ik u een versleuteld bericht sturen?",
        "Er staat een veilig bericht voor u klaar. Klik hier." + " Ik ben hier erg boos over." * 200,
    ],
)
def test_mail_that_holds_its_own_words_is_no_notice(text: str) -> None:
    """A footer of the service, or a person who asks about it."""
    assert notice(message(text=text)) is None


def test_a_notice_waits_for_a_person_and_no_letter_goes_to_the_service() -> None:
    """R1: a complaint may be behind it; from working day 3 it is a case, its letter waiting."""
    mail = message(
        sender="Zivver <noreply@zivver.example>", text="Er staat een veilig bericht voor u klaar. Klik hier."
    )
    verdict = judge(mail, Facts(Role.INBOX, RECEIVED), OFFICE)
    assert (verdict.route, verdict.label) == (Route.SECURE_NOTICE, Label.OTHER)
    assert may_complain(verdict)
    assert Flag.NO_EMAIL in verdict.flags


def test_a_web_form_is_never_a_notice() -> None:
    """The complainant's own words stand in the form."""
    mail = message(text="Er staat een veilig bericht voor u klaar. Klik hier.")
    facts = Facts(Role.INBOX, RECEIVED, form=Form("Jan", "jan@x.example"))
    assert judge(mail, facts, OFFICE).route is Route.FIRST_CONTACT
