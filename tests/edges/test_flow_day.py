"""Time over a real register: a case day by day, a stop, the nights of the clock change, what waits for nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import text

from klachtmail.core.model import DutyKind, Event, Flag, Met, Role, State, Track
from klachtmail.records.tables import LetterRow
from klachtmail.services import Refused, TryAgain
from tests.core.clock import (
    CALENDAR,
    DEPUTY,
    DIRECTOR,
    DPO,
    HANDLER,
    OFFICER,
    RECEIVED,
    SECOND,
    TABLE,
    ZONE,
    at,
    hours,
    standing,
    working_day,
)
from tests.edges.office import COMPLAINT, DMARC, QUESTION, Clockwork, clockwork, office

HOURS = (time(8, 0), time(8, 30), time(12, 0), time(17, 0), time(22, 0))


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[Clockwork]:
    with clockwork(tmp_path) as made:
        yield made


def day_of(letter: LetterRow) -> date:
    return letter.queued_at.astimezone(ZONE).date()


def hour_of(letter: LetterRow) -> time:
    return letter.queued_at.astimezone(ZONE).time()


def days(clock: Clockwork, first: date, last: date, *, leave_out: range = range(0)) -> None:
    """Tick through days at several hours, but for those left out (the machine stands still)."""
    for n in range((last - first).days + 1):
        for hour in HOURS if n not in leave_out else ():
            clock.tick(datetime.combine(first + timedelta(days=n), hour, ZONE))


def test_a_case_that_nobody_touches_keeps_within_the_budget(clock: Clockwork) -> None:
    """DESIGN 2.8 over 25 working days, every letter counted but digest and list."""
    clock.arrives(RECEIVED)
    days(clock, RECEIVED.date(), CALENDAR.add_working_days(RECEIVED.date(), 25).day)
    count = Counter(row.recipient_email for row in clock.letters() if row.case_number)
    assert count["h.trip@example.org"] == 1
    assert count[HANDLER.email] <= 14
    assert count[OFFICER.email] <= 6
    assert max(count[DIRECTOR.email], count[SECOND.email]) <= 4


def test_a_normal_case_keeps_within_the_budget(clock: Clockwork) -> None:
    """Spoken on working day 5, settled on working day 18: complainant 5 at most, handler 9 at most."""
    clock.arrives(RECEIVED)
    for n, kinds in ((5, (DutyKind.CONTACT, DutyKind.ADMISSIBILITY)), (18, (DutyKind.SETTLE,))):
        days(clock, RECEIVED.date(), working_day(n).date())
        with clock.register.transaction() as work:
            for kind in kinds:
                work.dossiers.note_met("KL-2026-0001", Met(kind, "test"), working_day(n, 18))
    days(clock, working_day(18).date(), working_day(25).date())
    count = Counter(row.recipient_email for row in clock.letters() if row.case_number)
    assert count == {"h.trip@example.org": 1, HANDLER.email: 4, OFFICER.email: 1}


def test_a_stop_of_nine_days_sends_nothing_twice_and_forgets_nothing(tmp_path: Path) -> None:
    """The same case with and without the stop: afterwards only the latest mark, then the same letters."""
    found: dict[bool, list[LetterRow]] = {}
    for stopped in (False, True):
        folder = tmp_path / str(stopped)
        with clockwork(folder) as clock:
            clock.arrives(RECEIVED)
            last = working_day(25).date()
            days(clock, RECEIVED.date(), last, leave_out=range(8, 17) if stopped else range(0))
            found[stopped] = [row for row in clock.letters() if row.case_number]
    back = RECEIVED.date() + timedelta(days=17)
    after = {stopped: [row.key[13:] for row in rows if day_of(row) > back] for stopped, rows in found.items()}
    assert after[True] == after[False]
    caught_up = [row for row in found[True] if day_of(row) == back]
    assert sorted(Counter(row.recipient_email for row in caught_up).values()) == [1] * len(caught_up)
    assert {row.recipient_email for row in caught_up} == {HANDLER.email, OFFICER.email, DIRECTOR.email, SECOND.email}
    assert {row.key[13:] for row in found[True]} < {row.key[13:] for row in found[False]}


def test_a_digest_missed_by_downtime_goes_late_on_its_own_day_and_never_later(clock: Clockwork) -> None:
    """Down from Monday to Wednesday afternoon: one digest, Wednesday's."""
    clock.tick(at(11, 16))
    assert [day_of(row) for row in clock.letters("digest", DIRECTOR.email)] == [date(2026, 3, 11)]


@pytest.mark.parametrize(
    ("monday", "spring"),
    [pytest.param(at(30, 0), True, id="spring"), pytest.param(at(26, 0, month=10), False, id="autumn")],
)
def test_the_nights_of_the_clock_change(clock: Clockwork, monday: datetime, spring: bool) -> None:
    """Tick every half hour through the Sunday and Monday: each letter once, at its hour on the office's clock."""
    clock.arrives(TABLE.at(CALENDAR.subtract_working_days(monday.date(), 5), time(10)))
    start = (monday - timedelta(days=1)).astimezone(UTC) - hours(1)
    for n in range(2 * 49):
        clock.tick(start + timedelta(minutes=30 * n))
    assert [hour_of(row) for row in clock.letters("digest", DIRECTOR.email)] == [time(8, 0)]
    assert [hour_of(row) for row in clock.letters("handler-reminder")] == [time(8, 30)]
    assert {day_of(row) for row in clock.letters("digest")} == {monday.date()}


@pytest.mark.parametrize("jump", [pytest.param(-5, id="back"), pytest.param(40, id="forward and back")])
def test_a_changed_system_clock_sends_nothing_twice(clock: Clockwork, jump: int) -> None:
    """Days are lived through again: every key exists; and nothing that is due later is lost."""
    clock.arrives(RECEIVED)
    days(clock, RECEIVED.date(), working_day(6).date())
    clock.tick(working_day(6) + timedelta(days=jump))
    before = len(clock.letters("handler-reminder"))
    days(clock, RECEIVED.date(), working_day(6).date())
    assert len(clock.letters("handler-reminder")) == before
    days(clock, working_day(7).date(), working_day(9).date())
    told = {row.key.rpartition("/")[2] for row in clock.letters("handler-reminder")}
    assert {str(working_day(n).date()) for n in (5, 6, 7, 8, 9)} <= told


def test_a_second_tick_does_nothing(clock: Clockwork) -> None:
    """Nor does a restart: all that was done stands in the register."""
    clock.arrives(RECEIVED)
    clock.tick(working_day(8))
    rows = len(clock.letters())
    clock.tick(working_day(8))
    with clock.register.transaction() as work:
        work.set("clock_rest", "")
    clock.tick(working_day(8))
    assert len(clock.letters()) == rows


def test_an_unsure_message_is_acknowledged_neutrally_at_the_start_of_working_day_2(clock: Clockwork) -> None:
    """Nobody judged it; the handler hears of it then; the judgement stays owed."""
    clock.opens(standing(state=State.TO_JUDGE, met=()))
    clock.tick(working_day(2, 8, 29))
    assert clock.letters("acknowledgement") == []
    assert clock.letters("", HANDLER.email) == []
    clock.tick(working_day(2, 8, 30))
    (letter,) = clock.letters("acknowledgement")
    assert (letter.template, letter.recipient_email) == ("complainant-acknowledgement_neutral", "h.trip@example.org")
    assert [row.template for row in clock.letters("", HANDLER.email)] == ["handler-new_case"]
    case = clock.case(working_day(2))
    assert (case["state"], case["handler"], case["acknowledged_at"] is None) == ("to_judge", HANDLER.email, False)
    assert [duty["overdue"] for duty in case["duties"] if duty["kind"] == "judge"] == [True]


def test_a_suspicion_of_privacy_asks_the_dpo_with_the_neutral_acknowledgement(clock: Clockwork) -> None:
    """DESIGN 4: not before a person had the time to judge."""
    clock.opens(standing(state=State.TO_JUDGE, flags=frozenset({Flag.PRIVACY_SUSPECTED}), met=()))
    clock.tick(working_day(1, 17))
    assert clock.letters("advice_request") == []
    clock.tick(working_day(2))
    assert [row.recipient_email for row in clock.letters("advice_request")] == [DPO.email]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param((("Authentication-Results", DMARC.format("fail")),), id="DMARC failed"),
        pytest.param((("Reply-To", "iemand@elders.example"),), id="foreign Reply-To"),
    ],
)
def test_a_letter_that_waits_for_a_person_turns_red_instead(
    clock: Clockwork, headers: tuple[tuple[str, str], ...]
) -> None:
    """No neutral acknowledgement; the alarm on working day 1, overdue from working day 2 on."""
    clock.arrives(RECEIVED, headers=headers)
    assert clock.case(RECEIVED)["state"] == "to_judge"
    days(clock, RECEIVED.date(), working_day(4).date())
    assert clock.letters("acknowledgement") == []
    told = [(day_of(row), row.template) for row in clock.letters("", OFFICER.email) if "list" not in row.template]
    assert told == [
        (RECEIVED.date(), "quality_officer-to_judge"),
        (working_day(1).date(), "quality_officer-reminder"),
        (working_day(2).date(), "quality_officer-overdue"),
        (working_day(3).date(), "quality_officer-overdue"),
        (working_day(4).date(), "quality_officer-overdue"),
    ]


def test_a_message_that_waited_in_vain_becomes_a_case_on_working_day_3(clock: Clockwork) -> None:
    """A token without proof: receipt and clock stay those of the message, and it is acknowledged neutrally."""
    clock.arrives(RECEIVED)
    token = clock.case(RECEIVED)["token"]
    clock.arrives(RECEIVED, sender="Rolf <rolf@example.org>", subject=f"Re: [{token}]")
    (entry,) = clock.entries(RECEIVED)
    assert entry["waits"]
    clock.tick(working_day(3, 8, 29))
    assert len(clock.reader(working_day(3)).cases()) == 1
    clock.tick(working_day(3, 8, 30))
    case = clock.case(working_day(3), 1)
    assert (case["state"], case["received_at"]) == ("to_judge", "2026-03-09T10:00:00+01:00")
    assert case["complainant"]["email"] == "rolf@example.org"
    assert {duty["kind"]: duty["deadline"] for duty in case["duties"]}["contact"] == "2026-03-18"
    assert [row.case_number for row in clock.letters("neutral")] == ["KL-2026-0002"]
    assert clock.entries(working_day(3)) == []
    assert clock.show(entry["number"], working_day(3))["closed_by"] == "KL-2026-0002"


def test_a_complaint_in_junk_becomes_a_case_without_a_letter(clock: Clockwork) -> None:
    """R9: never acknowledged by itself, but never lost either."""
    clock.arrives(RECEIVED, role=Role.JUNK)
    days(clock, RECEIVED.date(), working_day(4).date())
    case = clock.case(working_day(4))
    assert (case["state"], case["acknowledged_at"]) == ("to_judge", None)
    assert clock.letters("complainant") == []
    assert [row.case_number for row in clock.letters("to_judge", OFFICER.email)] == ["KL-2026-0001"]


def test_a_listed_question_leaves_the_list_after_five_working_days(clock: Clockwork) -> None:
    """R37: no case; listed with its age, then closed."""
    clock.arrives(RECEIVED, QUESTION, subject="Openingstijden")
    for n in range(7):
        clock.tick(working_day(n, 10, 30))
    with_it = ["1 in de lijst" in row.subject for row in clock.letters("list")]
    assert with_it == [True] * 6 + [False]
    assert clock.entries(working_day(6)) == []


def test_the_deputy_has_a_case_whose_handler_is_named_from_working_day_2(tmp_path: Path) -> None:
    """R34: nobody is assigned at first; the officer gets the handler's part until then."""
    with clockwork(tmp_path) as clock:
        clock.arrives(RECEIVED, f"{COMPLAINT} Het gaat om Hanna Bos.")
        assert clock.case(RECEIVED)["handler"] is None
        clock.tick(working_day(1, 17))
        assert clock.case(RECEIVED)["handler"] is None
        clock.tick(working_day(2))
        assert clock.case(RECEIVED)["handler"] == DEPUTY.email
        assert [row.template for row in clock.letters("", DEPUTY.email)] == ["handler-new_case"]
        assert clock.letters("", HANDLER.email) == []


def test_a_breach_alerts_at_night_and_on_sundays_and_again_when_it_is_late(clock: Clockwork) -> None:
    """R32: the alert and its overdue at any hour; its reminders only on working days."""
    sunday = at(15, 3)
    clock.opens(standing(received=sunday, track=Track.PRIVACY, flags=frozenset({Flag.BREACH})))
    clock.tick(sunday)
    alarmed = {DPO.email, DIRECTOR.email, SECOND.email, OFFICER.email}
    assert {row.recipient_email for row in clock.letters("breach")} == alarmed
    assert clock.ticks.next_moment(at(17, 18)) == at(18, 3)
    days(clock, date(2026, 3, 15), date(2026, 3, 22))
    assert Counter(row.recipient_email for row in clock.letters("breach")) == dict.fromkeys(alarmed, 2)
    reminded = [day_of(row) for row in clock.letters("reminder", DPO.email)]
    assert reminded[:2] == [date(2026, 3, 17), date(2026, 3, 18)]


def test_the_advice_is_asked_the_same_day_without_the_original(clock: Clockwork) -> None:
    """R28: outside the own domain number, dates and flags only; four mails at most."""
    clock.opens(standing(received=at(14, 23), track=Track.PRIVACY))
    clock.tick(at(14, 23))
    (letter,) = clock.letters("advice_request")
    assert letter.recipient_email == DPO.email
    assert b"klacht.eml" not in letter.raw
    assert b"h.trip" not in letter.raw
    days(clock, date(2026, 3, 15), date(2026, 4, 10))
    assert len([row for row in clock.letters("", DPO.email) if "breach" not in row.template]) <= 4


def test_a_dpo_of_the_own_domain_gets_the_original(tmp_path: Path) -> None:
    """Only outside it stays away."""
    inside = type(DPO)("dpo@werkenderwijs.example", "Daan Pot")
    with clockwork(tmp_path, office(dpo=inside, staff=(OFFICER, HANDLER, inside))) as clock:
        clock.opens(standing(track=Track.PRIVACY))
        clock.tick(RECEIVED)
        (letter,) = clock.letters("advice_request")
    assert b"klacht.eml" in letter.raw


def test_a_case_on_which_the_program_breaks_does_not_stop_the_others(clock: Clockwork) -> None:
    """The others are done, and the error is loud: no digest either, and its silence means a fault."""
    clock.arrives(RECEIVED, sender="Een <een@example.org>")
    clock.arrives(RECEIVED, sender="Twee <twee@example.org>")
    with clock.register.transaction() as work:
        work.session.connection().execute(text("UPDATE case_file SET flags = 'broken' WHERE serial = 1"))
    with pytest.raises(Refused, match="clock_failed"):
        clock.tick(working_day(5))
    assert [row.case_number for row in clock.letters("handler-reminder")] == ["KL-2026-0002"]


def test_the_clock_sleeps_until_the_next_moment(clock: Clockwork) -> None:
    """The daemon does not poll: evenings, nights and weekends pass in one sleep."""
    assert clock.ticks.next_moment(at(13, 7)) == at(13, 8, 0)
    assert clock.ticks.next_moment(at(13, 8, 0)) == at(13, 8, 30)
    assert clock.ticks.next_moment(at(13, 8, 30)) == at(13, 17, 0)
    assert clock.ticks.next_moment(at(13, 17, 0)) == at(16, 8, 0)


def test_a_mail_that_broke_the_program_becomes_a_case_unread(clock: Clockwork) -> None:
    """It was set aside; on working day 3 it is a case without a complainant, and is not read again."""
    clock.arrives(RECEIVED, role=Role.JUNK)
    with clock.register.transaction() as work:
        work.session.connection().execute(text("UPDATE mail SET stage = 'failed', label = '', sender_email = ''"))
    clock.tick(working_day(3))
    case = clock.case(working_day(3))
    assert (case["state"], case["complainant"]["email"]) == ("to_judge", "")
    assert "no_email" in clock.show(case["number"], working_day(3))["flags"]


def test_what_is_surely_no_complaint_goes_on_waiting(clock: Clockwork) -> None:
    """A person asked for it by a case's number; it stays red in the list, and becomes no case."""
    clock.arrives(RECEIVED, role=Role.JUNK)
    with clock.register.transaction() as work:
        work.session.connection().execute(text("UPDATE mail SET label = 'other', sure = 1"))
    clock.tick(working_day(5))
    assert clock.reader(working_day(5)).cases() == []
    assert len(clock.entries(working_day(5))) == 1


def test_trouble_of_the_disk_is_not_a_case_s_own(clock: Clockwork) -> None:
    """It ends the tick, and the next one takes everything up."""
    clock.arrives(RECEIVED)
    with clock.register.transaction() as work:
        driver = work.session.connection().connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA query_only = ON")
    with pytest.raises(TryAgain):
        clock.ticks.tick(working_day(5))
    driver.execute("PRAGMA query_only = OFF")
    clock.tick(working_day(5))
    assert len(clock.letters("handler-reminder")) == 1


def test_what_waits_is_late_in_the_list_from_working_day_2(clock: Clockwork) -> None:
    """Its duty *judge* ends with the next working day; red from then on, and first."""
    clock.arrives(RECEIVED)
    clock.arrives(RECEIVED, QUESTION, sender="Anja <anja@elders.example>", subject="Vraag")
    clock.arrives(RECEIVED, sender="Rolf <rolf@example.org>", subject=f"Re: [{clock.case(RECEIVED)['token']}]")
    waiting = next(entry for entry in clock.entries(RECEIVED) if entry["waits"])
    for n in (1, 2):
        clock.tick(working_day(n, 8, 0))
    first, second = (message_from_bytes(row.raw, policy=policy.default) for row in clock.letters("list"))
    texts = [one.get_body(("plain",)).get_content() for one in (first, second)]  # type: ignore[attr-defined]
    assert [f"TE LAAT: {waiting['number']}" in text for text in texts] == [False, True]
    assert all(text.index(waiting["number"]) < text.index("ter kennisneming") for text in texts)


@pytest.mark.parametrize(
    ("headers", "role"),
    [
        pytest.param((("Authentication-Results", DMARC.format("fail")),), Role.INBOX, id="DMARC failed"),
        pytest.param((), Role.JUNK, id="from Junk"),
    ],
)
def test_doubtful_mail_becomes_a_case_to_judge_without_a_letter(
    clock: Clockwork, headers: tuple[tuple[str, str], ...], role: Role
) -> None:
    """DESIGN 2.6: at the start of working day 3, its clock running since receipt; nothing goes to its sender."""
    clock.arrives(RECEIVED)
    token = clock.case(RECEIVED)["token"]
    clock.arrives(RECEIVED, sender="Rolf <rolf@example.org>", subject=f"Re: [{token}]", headers=headers, role=role)
    days(clock, RECEIVED.date(), working_day(5).date())
    case = clock.case(working_day(5), 1)
    assert (case["state"], case["acknowledged_at"], case["handler"]) == ("to_judge", None, None)
    assert case["received_at"] == "2026-03-09T10:00:00+01:00"
    assert [row.key for row in clock.letters("", "rolf@example.org")] == []
    told = [row.template for row in clock.letters("", OFFICER.email) if row.case_number == case["number"]]
    assert told[0] == "quality_officer-to_judge"
    assert "quality_officer-overdue" in told


@pytest.mark.parametrize("state", ["settled", "declined", "withdrawn", "no_complaint"])
def test_a_closed_case_owes_nothing_more_and_a_reopened_one_does_again(clock: Clockwork, state: str) -> None:
    """Closed on working day 6: silence. Reopened on day 16: the marks from then on, in the row of what is late."""
    clock.arrives(RECEIVED)
    days(clock, RECEIVED.date(), working_day(6).date())
    before = len(clock.letters("handler-reminder"))
    _close(clock, state, working_day(6, 22, 30))
    days(clock, working_day(7).date(), working_day(15).date())
    assert len(clock.letters("handler-reminder")) == before
    assert "overdue" not in {row.template.partition("-")[2] for row in clock.letters()}
    digest = clock.letters("digest", DIRECTOR.email)[-1]
    assert digest.subject == "Klachten: geen open"
    _reopen(clock, working_day(16, 8, 15))
    days(clock, working_day(16).date(), working_day(22).date())
    told = [row.key.rpartition("/")[2] for row in clock.letters("handler-reminder", HANDLER.email)][before:]
    assert told == [str(working_day(n).date()) for n in (15, 18, 20, 21, 22)]
    assert clock.letters("digest", DIRECTOR.email)[-1].subject == "Klachten: 1 te laat, 1 open"


def _close(clock: Clockwork, state: str, now: datetime) -> None:
    """What settling, refusing and withdrawing leave behind."""
    with clock.register.transaction() as work:
        connection = work.session.connection()
        connection.execute(
            text("UPDATE case_file SET state = :state, settled_at = :at"),
            {"state": state, "at": "2026-03-17 21:30:00.000000"},
        )
        connection.execute(text("UPDATE duty SET ended = :state WHERE met_at IS NULL"), {"state": state})
        work.dossiers.add_events((Event(state, "test"),), now, case="KL-2026-0001")


def _reopen(clock: Clockwork, now: datetime) -> None:
    with clock.register.transaction() as work:
        connection = work.session.connection()
        connection.execute(text("UPDATE case_file SET state = 'open', settled_at = NULL"))
        connection.execute(text("UPDATE duty SET ended = '' WHERE met_at IS NULL"))
        work.dossiers.add_events((Event("reopened", "test"),), now, case="KL-2026-0001")
