"""Delivery reports: recognised by what servers do and write, and never in a person's own mail."""

from __future__ import annotations

import pytest

from klachtmail.core.model import Address, AttachedMail, Attachment, DeliveryStatus, ReturnedMail
from klachtmail.core.rules import bounces
from klachtmail.core.rules.bounces import delivery_report
from tests.core.build import message

LETTER = "<177.2211@werkenderwijs.example>"
FAILED = DeliveryStatus("jan@x.example", "failed", "5.1.1", "550 User unknown")
DELAYED = DeliveryStatus("jan@x.example", "delayed", "4.4.1", "")
DAEMON = {"sender": "Mail Delivery System <mailer-daemon@mx.example>", "return_path": ""}
REPORT = {**DAEMON, "report_type": "delivery-status", "content_type": "multipart/report"}


@pytest.mark.parametrize(
    ("statuses", "permanent", "delayed"),
    [
        pytest.param((FAILED,), True, False, id="failed"),
        pytest.param((DELAYED,), False, True, id="delayed"),
        pytest.param((DELAYED, FAILED), True, False, id="one of two failed"),
        pytest.param((DeliveryStatus("a@x.example", "delivered", "2.0.0", ""),), False, False, id="delivered"),
        pytest.param((DeliveryStatus("a@x.example", "failed", "4.4.7", ""),), True, False, id="expired in the queue"),
        pytest.param((DeliveryStatus("a@x.example", "error", "5.0.0", ""),), True, False, id="an action of its own"),
        pytest.param((DeliveryStatus("a@x.example", "", "4.2.2", ""),), False, True, id="no action, code 4"),
        pytest.param((DeliveryStatus("a@x.example", "", "", ""),), True, False, id="neither action nor code"),
    ],
)
def test_the_statuses_say_whether_it_failed(
    statuses: tuple[DeliveryStatus, ...], permanent: bool, delayed: bool
) -> None:
    """A failed recipient is a lasting failure whatever its code; a delay is none."""
    report = delivery_report(message(**REPORT, statuses=statuses))
    assert report is not None
    assert (report.permanent, report.delayed) == (permanent, delayed)


def test_statuses_without_report_type_count_only_from_a_machine() -> None:
    """A person who attaches a delivery report remains a person."""
    assert delivery_report(message(statuses=(FAILED,), text="Kijk, mijn mail kwam terug.")) is None
    assert delivery_report(message(**DAEMON, statuses=(FAILED,))) is not None


def test_a_status_without_address_takes_it_from_the_header() -> None:
    """X-Failed-Recipients fills what the machine-readable part leaves out."""
    nameless = DeliveryStatus("", "failed", "5.1.1", "")
    report = delivery_report(message(**REPORT, statuses=(nameless,), headers={"x-failed-recipients": "Jan@x.example"}))
    assert report is not None
    assert report.recipients[0].email == "jan@x.example"


@pytest.mark.parametrize(
    "subject",
    [
        "Onbestelbaar: Uw klacht",
        "Undeliverable: Uw klacht",
        "failure notice",
        "Mail delivery failed: returning message to sender",
        "Returned mail: see transcript for details",
        "Delivery Status Notification (Failure)",
        "Kan niet worden bezorgd: Uw klacht",
        "Unzustellbar: Uw klacht",
        "Undelivered Mail Returned to Sender",
        "Message status - undeliverable",
        "Échec de la remise : Uw klacht",
    ],
)
def test_a_null_return_path_and_such_a_subject_are_a_report(subject: str) -> None:
    """The subject of a mail server with the envelope of a machine needs no more."""
    assert delivery_report(message(subject=subject, return_path="", text="x")) is not None


@pytest.mark.parametrize(
    "overrides",
    [
        pytest.param(
            {"subject": "Mail delivery failed", "text": "Mijn mail kwam terug als onbestelbaar."}, id="subject"
        ),
        pytest.param({"subject": "FW: Undeliverable: mijn klacht", "return_path": ""}, id="handed on"),
        pytest.param({"subject": "RE: failure notice", "text": "This is the mail system at host mx"}, id="answered"),
        pytest.param(
            {"subject": "Mail niet bezorgd", "text": "Mijn e-mail kon niet worden bezorgd bij uw coach."}, id="his own"
        ),
        pytest.param(
            {"subject": "Uw e-mail is niet bezorgd", "text": "Uw e-mail is niet bezorgd, stuur hem opnieuw."}, id="ours"
        ),
        pytest.param(
            {"subject": "Mail not delivered", "text": "My mail could not be delivered to: coach@w.example"}, id="mine"
        ),
        pytest.param({"text": "This is the mail system at host mx.example"}, id="quoted in a mail of his own"),
        pytest.param({"sender": None, "text": "De brief kon niet worden bezorgd."}, id="no sender, one sign"),
        pytest.param({"sender": "postmaster@stad.example", "subject": "SPF", "text": "Hallo"}, id="postmaster writes"),
        pytest.param({"return_path": "", "text": "Mijn brief is niet bezorgd."}, id="null sender alone"),
        pytest.param({**DAEMON, "calendar_method": "REPLY"}, id="calendar answer"),
        pytest.param({**REPORT, "report_type": "disposition-notification"}, id="read receipt"),
        pytest.param({**DAEMON, "report_type": "feedback-report"}, id="abuse report"),
    ],
)
def test_a_person_or_another_machine_is_no_delivery_report(overrides: dict[str, object]) -> None:
    """Words alone are no report: people tell of returned mail, and of parcels."""
    assert delivery_report(message(**overrides)) is None


def test_without_a_machine_s_sender_two_kinds_of_words_and_an_automatic_mark_are_needed() -> None:
    """A mail without From needs the subject and the opening of a mail server."""
    words = {"subject": "Mail delivery failed", "text": "Hello.\n" + "x " * 100 + "\nfailed recipient"}
    opened = {
        "subject": "Mail delivery failed",
        "text": "Hello. " + "x " * 100 + "Delivery to the following recipient failed",
    }
    assert delivery_report(message(sender=None, **words)) is None
    assert delivery_report(message(sender=None, **opened)) is not None
    assert delivery_report(message(**opened)) is None


def test_an_own_name_for_the_daemon_is_seen_by_how_the_text_begins() -> None:
    """Some servers write under an address of their own (``ndr@``, ``admin@``)."""
    text = "This message was created automatically by mail delivery software.\n\n  jan@x.example\n"
    report = delivery_report(message(sender="antispam@x.example", subject="Mail delivery failed", text=text))
    assert report is not None
    assert "begint zoals alleen een mailserver begint" in report.reasons


def test_a_header_of_reports_is_a_sign_of_its_own() -> None:
    """X-Failed-Recipients stands in nothing but a report, and names the recipients."""
    report = delivery_report(message(headers={"x-failed-recipients": "Jan@x.example, piet@x.example"}, text="5.1.1"))
    assert report is not None
    assert [status.email for status in report.recipients] == ["jan@x.example", "piet@x.example"]


@pytest.mark.parametrize(
    ("subject", "text", "action"),
    [
        pytest.param("Warning: message 1vJ delayed 24 hours", "not yet been delivered", "delayed", id="exim"),
        pytest.param("Vertraagd: Uw klacht", "jan@x.example", "delayed", id="exchange"),
        pytest.param("Delivery report", "Your message was successfully delivered", "delivered", id="arrived"),
        pytest.param(
            "Delivery report", "After one or more unsuccessful delivery attempts", "failed", id="unsuccessful"
        ),
        pytest.param("failure notice", "user unknown", "failed", id="failed"),
    ],
)
def test_a_report_in_words_tells_failed_from_delayed_and_delivered(subject: str, text: str, action: str) -> None:
    """A warning says that the server goes on trying."""
    report = delivery_report(message(**DAEMON, subject=subject, text=text))
    assert report is not None
    assert report.recipients[0].action == action


def _attached(identity: str, sender: str = "") -> AttachedMail:
    writer = Address("", sender) if sender else None
    return AttachedMail(writer, (Address("", "jan@x.example"),), "Uw klacht", identity, None, None, "", 1)


def _file(kind: str, text: str) -> Attachment:
    return Attachment("ATT00001.txt", kind, len(text), "0" * 64, text.encode())


@pytest.mark.parametrize(
    "overrides",
    [
        pytest.param({"returned": ReturnedMail(LETTER, "", ())}, id="returned mail"),
        pytest.param({"attached": (_attached(LETTER),)}, id="attached mail"),
        pytest.param({"headers": {"x-original-message-id": LETTER}}, id="X-Original-Message-ID"),
        pytest.param({"in_reply_to": (LETTER,)}, id="In-Reply-To"),
        pytest.param({"references": ("<other@x>", LETTER)}, id="last of References"),
        pytest.param({"headers": {"x-ms-exchange-parent-message-id": LETTER}}, id="Exchange"),
        pytest.param({"text": f"failed\n\n--- Below this line is a copy\n\nMessage-ID: {LETTER}\n"}, id="text"),
        pytest.param({"text": f"Message-ID: {LETTER}\nfailed"}, id="text without a marker"),
        pytest.param({"text": f"Bericht-id: {LETTER[1:-1]}\nmislukt"}, id="in Dutch, without brackets"),
        pytest.param({"headers": {"x-cm-original-message-id": LETTER[1:-1]}}, id="a header of another name"),
        pytest.param({"attachments": (_file("text/plain", f"Message-ID: {LETTER}\n"),)}, id="text file"),
        pytest.param({"attached": (_attached("<report@x>", "postmaster@x.example"), _attached(LETTER))}, id="nested"),
        pytest.param({"attachments": (_file("image/png", "Message-ID: <no@x>"),), "in_reply_to": (LETTER,)}, id="png"),
    ],
)
def test_the_letter_is_found_wherever_its_message_id_comes_back(overrides: dict[str, object]) -> None:
    """DESIGN 3: bounces are matched by our Message-ID wherever it stands."""
    report = delivery_report(message(**DAEMON, subject="failure notice", **overrides))
    assert report is not None
    assert report.original_message_id == LETTER


def test_every_id_that_comes_back_is_a_candidate_but_never_the_report_s_own() -> None:
    """A server that renumbers mail keeps ours beside its own; only the outbox knows which is which."""
    returned = ReturnedMail("<theirs@relay.example>", "", (), (LETTER,))
    report = delivery_report(message(**REPORT, returned=returned, in_reply_to=("<1@mail.provider.example>",)))
    assert report is not None
    assert report.original_ids == ("<theirs@relay.example>", LETTER)


def test_the_words_of_a_report_end_where_the_letter_begins() -> None:
    """The text of a returned letter is never read as new text."""
    text = "<jan@x.example>: unknown user\n\n--- Below this line is a copy of the message.\n\nBeste heer, wij hebben"
    report = delivery_report(message(**DAEMON, text=text))
    assert report is not None
    assert report.words == "<jan@x.example>: unknown user\n"


def test_a_person_is_told_of_the_failure_before_the_delay() -> None:
    """Code and reason of whoever did not get it."""
    report = delivery_report(message(**REPORT, statuses=(DELAYED, FAILED)))
    assert report is not None
    assert report.why == "5.1.1 550 User unknown"


@pytest.mark.parametrize(
    ("overrides", "reported"),
    [
        pytest.param({"subject": "Foutmelding", "text": "Your mail could not be delivered to: x"}, True, id="opening"),
        pytest.param({"subject": "Brief niet bezorgd", "text": "Zie de bijlage."}, False, id="a person's subject"),
        pytest.param({"subject": "Uw brief", "text": "De bijlage is niet bezorgd."}, False, id="a person's words"),
        pytest.param({"subject": "FW: Returned mail", "text": "Zie de bijlage."}, False, id="handed on"),
    ],
)
def test_a_mail_that_gives_back_ours_needs_one_word_of_a_server(overrides: dict[str, object], reported: bool) -> None:
    """Its envelope and sender tell nothing; that it returns what its addressee wrote does."""
    ours = (_attached(LETTER, "kwaliteit@werkenderwijs.example"),)
    assert (delivery_report(message(attached=ours, **overrides)) is not None) is reported


@pytest.mark.parametrize(
    ("status", "text", "expected"),
    [
        pytest.param(DeliveryStatus("jan", "failed", "5.0.0", "full"), "<jan@x.example> full", "jan@x.example", id="a"),
        pytest.param(DeliveryStatus("jan", "failed", "5.0.0", "full"), "full", "jan", id="nowhere"),
    ],
)
def test_a_mailbox_without_its_domain_is_named_by_the_words(status: DeliveryStatus, text: str, expected: str) -> None:
    """CommuniGate writes ``LOCAL;<jan>`` in the part for machines."""
    report = delivery_report(message(**REPORT, statuses=(status,), text=text))
    assert report is not None
    assert report.recipients[0].email == expected


def test_a_robot_that_asks_for_proof_is_no_delivery_report() -> None:
    """TMDA begins as Exim does, but the letter waits and did not fail."""
    text = "This message was created automatically by mail delivery software. Please confirm that you are a human."
    assert delivery_report(message(return_path="", text=text)) is None


def test_the_returned_mail_names_the_recipient_where_the_text_does_not() -> None:
    """Old gateways only say that it failed and attach what we sent."""
    by_head = message(**DAEMON, text="failed", returned=ReturnedMail("", "", (Address("", "jan@x.example"),)))
    by_mail = message(**DAEMON, text="failed", attached=(_attached(""),))
    for mail in (by_head, by_mail):
        report = delivery_report(mail)
        assert report is not None
        assert [status.email for status in report.recipients] == ["jan@x.example"]


def test_a_report_that_names_nobody_is_still_a_report() -> None:
    """Then it has one recipient without an address, so that nothing about it gets lost."""
    report = delivery_report(message(**DAEMON, text="failed"))
    assert report is not None
    assert report.recipients == (DeliveryStatus("", "failed", "", ""),)


def test_a_refusal_by_sieve_is_a_lasting_failure() -> None:
    """Dovecot refuses by what calls itself a read receipt."""
    text = "Your message to <jan@x.example> was automatically rejected:\nGeen mail meer"
    report = delivery_report(message(**{**REPORT, "report_type": "disposition-notification"}, text=text))
    assert report is not None
    assert report.permanent
    assert bounces.rejected_by_sieve(message(text=text))
