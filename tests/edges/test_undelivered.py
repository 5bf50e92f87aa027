"""A letter of ours comes back: which one, what is owed again, and who is told (R14, PEERS 6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from klachtmail.core.model import Address, DutyKind, Letter, Met
from klachtmail.records.tables import LetterRow
from tests.core.clock import CALENDAR, OFFICER, RECEIVED, at
from tests.edges.house import HENNIE, MAILBOX, START, house, mail
from tests.edges.office import Clockwork, clockwork

DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example.org>"
LATER = RECEIVED + timedelta(hours=3)
FAILED = f"This is the mail system at host mx.example.org.\n\n<{HENNIE}>: 550 5.1.1 User unknown\n"
NULL = (("Return-Path", "<>"),)


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[Clockwork]:
    """A case whose acknowledgement was sent."""
    with clockwork(tmp_path) as made:
        made.arrives(RECEIVED)
        made.send(RECEIVED)
        yield made


def comes_back(
    clock: Clockwork, text: str = FAILED, *, after: timedelta = timedelta(hours=3), **more: object
) -> list[LetterRow]:
    """A delivery report in words; the urgent letters that follow from it."""
    subject = str(more.pop("subject", "Undelivered Mail Returned to Sender"))
    headers = (*NULL, *more.pop("headers", ()))  # type: ignore[misc]  # of pairs
    clock.arrives(RECEIVED + after, text, sender=DAEMON, subject=subject, headers=headers)
    return clock.letters("quality_officer-undelivered")


def acknowledgement(clock: Clockwork) -> LetterRow:
    (letter,) = clock.letters("complainant-acknowledgement")
    return letter


def owed(clock: Clockwork, kind: str = "acknowledge") -> bool:
    duties = clock.case(LATER)["duties"]
    return next(duty for duty in duties if duty["kind"] == kind)["met_at"] is None


def test_by_our_message_id_wherever_it_stands(clock: Clockwork) -> None:
    """In the quoted head of the letter, under it the duty is owed again and shown on."""
    identity = acknowledgement(clock).message_id
    assert not owed(clock)
    (told,) = comes_back(clock, f"{FAILED}\n--- Below this line is a copy of the message.\n\nMessage-ID: {identity}\n")
    assert owed(clock)
    assert told.recipient_email == OFFICER.email
    assert acknowledgement(clock).undelivered.startswith("5.1.1")


def test_the_urgent_letter_tells_the_days_left_and_the_reason(clock: Clockwork) -> None:
    """R14: three working days, one of which may be over."""
    (told,) = comes_back(clock)
    text = message_from_bytes(told.raw, policy=policy.default).get_body(("plain",)).get_content()
    assert "binnen 3 werkdagen" in text
    assert "550 5.1.1 User unknown" in text


def test_by_recipient_and_time_where_no_id_comes_back(clock: Clockwork) -> None:
    """Old gateways return neither letter nor Message-ID."""
    assert len(comes_back(clock)) == 1
    assert owed(clock)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param(FAILED, timedelta(days=8), id="a week later"),
        pytest.param(FAILED.replace(HENNIE, "iemand@elders.example"), timedelta(hours=3), id="somebody else"),
        pytest.param(f"{FAILED}\nMessage-ID: <other@mail.example>\n", timedelta(hours=3), id="another mail"),
        pytest.param(f"{FAILED}\nSubject: [KL-2026-0099-X7PQ]\n", timedelta(hours=3), id="another case"),
    ],
)
def test_a_report_of_something_else_changes_nothing(clock: Clockwork, text: str, after: timedelta) -> None:
    """It is listed for a person."""
    assert comes_back(clock, text, after=after) == []
    assert not owed(clock)
    assert len(clock.entries(LATER)) == 1


def test_a_foreign_id_with_our_token_is_ours(clock: Clockwork) -> None:
    """A relay that renumbers mail leaves the subject alone."""
    token = clock.case(LATER)["token"]
    text = f"{FAILED}\n--- Original message:\n\nMessage-ID: <new@relay.example>\nSubject: Uw klacht [{token}]\n"
    assert len(comes_back(clock, text)) == 1


def test_by_the_signed_bounce_address(clock: Clockwork) -> None:
    """The report is addressed to the envelope sender: case and person stand in it, signed."""
    nobody = "This is the mail system at host mx.example.org.\n\nThe recipient could not be reached. 550 5.1.1\n"
    envelope = clock.messages.writer.reply_to(clock.case(LATER)["number"], HENNIE)
    assert len(comes_back(clock, nobody, headers=(("X-Original-To", envelope),))) == 1
    forged = envelope.replace(envelope.rpartition("@")[0][-16:], "a" * 16)
    assert len(comes_back(clock, nobody, headers=(("X-Original-To", forged),), after=timedelta(hours=4))) == 1


def test_a_delay_and_a_delivery_owe_nothing(clock: Clockwork) -> None:
    """Only a lasting failure is one."""
    assert comes_back(clock, f"It will be retried: <{HENNIE}>", subject="Delayed Mail (still being retried)") == []
    assert comes_back(clock, f"Your message has been delivered to <{HENNIE}>", subject="Delivery report") == []
    assert not owed(clock)


def test_the_same_failure_is_told_once(clock: Clockwork) -> None:
    """Two servers on the way may both report."""
    comes_back(clock)
    assert len(comes_back(clock, after=timedelta(hours=4))) == 1


def test_a_lost_confirmation_is_owed_again_with_its_own_deadline(clock: Clockwork) -> None:
    """R17: not only the acknowledgement; its deadline is that of the talk, not of the receipt."""
    case = clock.case(LATER)["number"]
    letter = Letter(
        key=f"{case}/confirm",
        template="complainant-confirmation",
        recipient=Address("Hennie Trip", HENNIE),
        case=case,
        meets=DutyKind.CONFIRM,
        context=(
            ("talk_day", at(3).date()),
            ("text", "Wij spraken af dat Hanna u belt."),
            ("author", ""),
            ("talk_with", "Hanna Bos"),
        ),
    )
    with clock.register.transaction() as work:
        known = work.dossiers.known(case)
        assert known is not None
        deadline = CALENDAR.add_working_days(LATER.date(), 2).day
        duties = work.dossiers.duties(case)
        confirm = replace(duties[0], kind=DutyKind.CONFIRM, deadline=deadline, legal=deadline, met_at=None, met_by="")
        work.dossiers.owe((confirm,), case=case)
        clock.messages.writer.queue(work, (letter,), LATER, case=known.case, duties=work.dossiers.duties(case))
    clock.send(LATER)
    with clock.register.transaction() as work:
        work.dossiers.note_met(case, Met(DutyKind.CONFIRM, letter.key), LATER)
    (sent,) = clock.letters("complainant-confirmation")
    (told,) = comes_back(clock, f"{FAILED}\n\nMessage-ID: {sent.message_id}\n", after=timedelta(hours=5))
    assert owed(clock, "confirm")
    assert (
        "binnen 2 werkdagen" in message_from_bytes(told.raw, policy=policy.default).get_body(("plain",)).get_content()
    )


def test_nobody_is_told_by_mail_that_his_own_mail_bounces(clock: Clockwork) -> None:
    """It would come back, and be told of, and come back: the digest to others says it."""
    (notice,) = clock.letters("quality_officer-new_case", OFFICER.email)
    text = FAILED.replace(HENNIE, OFFICER.email)
    assert comes_back(clock, f"{text}\n\nMessage-ID: {notice.message_id}\n") == []
    (row,) = clock.letters("quality_officer-new_case", OFFICER.email)
    assert row.undelivered


@pytest.mark.parametrize("signed", [False, True], ids=["plain", "signed"])
def test_the_envelope_sender_of_a_letter(tmp_path: Path, signed: bool) -> None:
    """``signed_bounces`` writes case and person into it; the report finds its letter either way."""
    extra = "signed_bounces = true" if signed else ""
    with house(tmp_path, smtp_extra=extra, bouncing=(HENNIE,)) as home:
        home.append(mail())
        home.once()
        (sent,) = [one for one in home.server.received if HENNIE in one.rcpt_to]
        assert sent.mail_from.startswith("kwaliteit+kl-2026-0001-" if signed else MAILBOX)
        home.once(START + timedelta(minutes=5))
        (case,) = home.cases()
        assert next(duty for duty in case["duties"] if duty["kind"] == "acknowledge")["met_at"] is None
        (told,) = [one for one in home.server.received if b"brief niet aangekomen" in one.raw]
        assert told.rcpt_to == ("i.wubs@werkenderwijs.example",)
