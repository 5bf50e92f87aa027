"""A year with sixty cases, lived once: real register, real SMTP, a stop of nine days, a clock that is set back.

The clock sleeps as the daemon does, from one due moment to the next. What is expected is worked out here, from the
tables of the design and NumPy's calendar, never by the program's own functions.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes, policy

import numpy as np
import pytest
from sqlmodel import select

from klachtmail.core.model import DutyKind, Met, Role
from klachtmail.demo.stamps import Delivered
from klachtmail.records.tables import LetterRow
from klachtmail.services import Fetched, Where
from klachtmail.wiring import Works
from tests.edges.house import COMPLAINT, DIRECTOR, DPO, HANDLER, MAILBOX, OFFICER, PRIVACY, ZONE, house, mail
from tests.edges.office import DMARC

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
HOLIDAYS = (
    "2026-01-01",
    "2026-04-06",
    "2026-04-27",
    "2026-05-14",
    "2026-05-25",
    "2026-12-25",
    "2026-12-26",
    "2027-01-01",
)
"""Those of 2026 on which hardly any office works (R41), from the calendar on the wall."""
DOWN = datetime(2026, 6, 9, 9, 0, tzinfo=ZONE)
"""A Tuesday, after the reminders of the day; the machine stands still for nine days."""
UP = datetime(2026, 6, 18, 7, 0, tzinfo=ZONE)
SET_BACK = datetime(2026, 10, 1, 12, 0, tzinfo=ZONE)
"""Then the machine's clock goes back five days and lives them again."""
MORNING, EVENING, HALF_PAST_FIVE = time(8, 30), time(17, 0), time(17, 30)
AT_HOLIDAYS = {
    16: date(2026, 4, 6),
    19: date(2026, 4, 27),
    22: date(2026, 5, 14),
    24: date(2026, 5, 25),
    59: date(2026, 12, 25),
}

UNSURE = "De afspraak van gisteren liep anders dan ik had verwacht. Ik weet niet goed wat ik ervan moet denken."
ABOUT_DATA = "U verwerkt mijn persoonsgegevens zonder mijn toestemming. Ik dien daarover een privacyklacht in op grond van de AVG."
TALKED, UNTOUCHED, DATA, DOUBT, FORGED, BREACH = range(6)
TEXTS = {TALKED: COMPLAINT, UNTOUCHED: COMPLAINT, DATA: ABOUT_DATA, DOUBT: UNSURE, FORGED: COMPLAINT, BREACH: PRIVACY}
SETTLED_ON = {TALKED: 9, UNTOUCHED: 24, DATA: 19, DOUBT: 4, FORGED: 4, BREACH: 6}
"""On which working day, at half past five, everything in a case of a kind is done."""
DURING_DATA = {3: (DutyKind.CONTACT, DutyKind.ADMISSIBILITY), 9: (DutyKind.DPO_ADVICE,)}


Days = Mapping[str, Sequence[date]]
"""Who is reminded on which days; a moment stands for an hour of its own."""


def is_working_day(day: date) -> bool:
    return bool(np.is_busday(day, holidays=HOLIDAYS))


def plus(day: date, count: int) -> date:
    """The nth working day after a day; a negative count goes back."""
    start = np.busday_offset(day, 0, roll="backward" if count >= 0 else "forward", holidays=HOLIDAYS)
    return np.busday_offset(start, count, holidays=HOLIDAYS).item()  # type: ignore[no-any-return]


def on_or_before(day: date) -> date:
    return np.busday_offset(day, 0, roll="backward", holidays=HOLIDAYS).item()  # type: ignore[no-any-return]


def local(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, ZONE).astimezone(UTC)


@dataclass(frozen=True)
class Matter:
    """One of the sixty: what it is, and when it comes in."""

    serial: int
    arrives: datetime

    @property
    def kind(self) -> int:
        return self.serial % 6

    @property
    def number(self) -> str:
        return f"KL-2026-{self.serial + 1:04d}"

    @property
    def day(self) -> date:
        return self.arrives.astimezone(ZONE).date()

    def done(self, working_day: int) -> datetime:
        """When staff do something on a working day; what falls into the stop is read when the machine is up again."""
        moment = local(plus(self.day, working_day), HALF_PAST_FIVE)
        return UP.astimezone(UTC) if DOWN < moment < UP else moment

    @property
    def marks(self) -> dict[str, list[datetime]]:
        """When each person is reminded, by the tables of the design."""
        made = getattr(self, ("_talked", "_untouched", "_data", "_doubt", "_forged", "_breach")[self.kind])()
        return {person: sorted({_moment(mark) for mark in marks}) for person, marks in made.items()}

    def _nth(self, *working_days: int) -> list[date]:
        return [plus(self.day, n) for n in working_days]

    @property
    def _evening(self) -> datetime:
        """The alarm of a case without acknowledgement (R14)."""
        return local(plus(self.day, 1), EVENING)

    def _talked(self) -> Days:
        return {HANDLER: self._nth(5, 6, 7, 8, 9), OFFICER: self._nth(8), DIRECTOR: self._nth(9)}

    def _untouched(self) -> Days:
        weeks = on_or_before(self.day + timedelta(weeks=4))
        officer = [plus(weeks, -5), weeks, plus(weeks, 1)]
        return {
            HANDLER: self._nth(5, 6, 7, 8, 9, 10, 15, 18, 20, 21, 22, 23),
            OFFICER: self._nth(8, 21) + officer,
            DIRECTOR: [*self._nth(9, 22), plus(weeks, 2)],
        }

    def _data(self) -> Days:
        legal = _month_on(self.day)
        month = on_or_before(legal)
        settle = min(plus(self.day, 20), month) if legal < plus(self.day, 20) else plus(self.day, 20)
        before = [plus(settle, -5), plus(settle, -2), settle, *(plus(month, -n) for n in (10, 5, 2)), month]
        late = [plus(settle, n) for n in (1, 2, 3)]
        return {
            HANDLER: before + late,
            OFFICER: late[:1],
            DIRECTOR: late[1:2],
            DPO: self._nth(5, 8),
        }

    def _doubt(self) -> Days:
        return {OFFICER: [self._evening, *self._nth(2)], DIRECTOR: self._nth(3)}

    def _forged(self) -> Days:
        return {OFFICER: [self._evening, *self._nth(2, 3, 4)], DIRECTOR: self._nth(3)}

    def _breach(self) -> Days:
        end = on_or_before((self.arrives + timedelta(hours=72)).astimezone(ZONE).date())
        last = [plus(end, -1), end]
        return dict.fromkeys((OFFICER, DIRECTOR, DPO), last) | {
            HANDLER: self._nth(5, 6),
            DPO: [*last, *self._nth(5)],
        }


def _moment(mark: date | datetime) -> datetime:
    return mark if isinstance(mark, datetime) else local(mark, MORNING)


def _month_on(day: date) -> date:
    """The same day of the next month, or its last."""
    following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (following + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return min(following + timedelta(days=day.day - 1), last)


MATTERS = [Matter(n, local(AT_HOLIDAYS.get(n, FIRST + timedelta(days=6 * n)), time(7 * n % 24, 5))) for n in range(60)]


@dataclass
class Year:
    """What was lived: every letter as the register has it, and every mail as the server got it."""

    letters: list[LetterRow] = field(default_factory=list)
    received: list[Delivered] = field(default_factory=list)

    def of(self, *parts: str, to: str = "") -> list[LetterRow]:
        """The letters whose template has one of these words."""
        found = [row for row in self.letters if any(part in row.template for part in parts)]
        return [row for row in found if not to or row.recipient_email == to]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    folder = tmp_path_factory.mktemp("year")
    complainants = tuple(f"klager{one.serial}@example.org" for one in MATTERS)
    with house(folder, smtp_extra="saves_to_sent = true", others=complainants) as home, home.works() as works:
        asyncio.run(_live(works, Sleeper(works, local(FIRST, time()))))
        with works.register.transaction() as work:
            letters = list(work.session.exec(select(LetterRow).order_by(LetterRow.id)))  # type: ignore[arg-type]
        yield Year(letters, [one for one in home.server.received if one.mail_from == MAILBOX])


@dataclass
class Sleeper:
    """The machine's clock, and what mail comes in by when."""

    works: Works
    now: datetime
    came: int = 0
    acted: int = 0

    def __post_init__(self) -> None:
        acts = [(one.done(SETTLED_ON[one.kind]), one.number, tuple(DutyKind)) for one in MATTERS]
        for one in MATTERS:
            for n, kinds in DURING_DATA.items() if one.kind == DATA else ():
                acts.append((one.done(n), one.number, kinds))
        self.acts = sorted(acts)

    def read(self) -> None:
        """The mail of by now: new complaints, then what staff did."""
        while self.came < len(MATTERS) and MATTERS[self.came].arrives <= self.now:
            self._take_in(MATTERS[self.came])
            self.came += 1
        while self.acted < len(self.acts) and self.acts[self.acted][0] <= self.now:
            moment, number, kinds = self.acts[self.acted]
            with self.works.register.transaction() as work:
                for kind in kinds:
                    work.dossiers.note_met(number, Met(kind, "test"), moment)
            self.acted += 1

    def _take_in(self, one: Matter) -> None:
        headers = (("Authentication-Results", DMARC.format("fail")),) if one.kind == FORGED else ()
        sender = f"Klager <klager{one.serial}@example.org>"
        raw = mail(TEXTS[one.kind], sender=sender, subject="Bericht", at=one.arrives, headers=headers)
        fetched = Fetched(Where("INBOX", 1, one.serial + 1), one.arrives, len(raw), raw)
        for mail_id in self.works.messages.keep([fetched], Role.INBOX, self.now):
            self.works.messages.handle(mail_id, self.now)

    def next(self) -> datetime:
        """Until when the daemon sleeps: the next thing of the clock, or the next mail."""
        mails = [MATTERS[self.came].arrives] if self.came < len(MATTERS) else []
        acts = [self.acts[self.acted][0]] if self.acted < len(self.acts) else []
        return min([self.works.time.next_moment(self.now), *mails, *acts])


async def _live(works: Works, sleeper: Sleeper) -> None:
    """The year, pass by pass."""
    while sleeper.now < local(LAST, time(23, 59)):
        await _pass(works, sleeper, sleeper.now)
        following = sleeper.next()
        if sleeper.now < SET_BACK <= following:
            for hours in range(0, 5 * 24, 2):
                await _pass(works, sleeper, SET_BACK.astimezone(UTC) - timedelta(days=5) + timedelta(hours=hours))
        sleeper.now = UP.astimezone(UTC) if DOWN < following < UP else following


async def _pass(works: Works, sleeper: Sleeper, now: datetime) -> None:
    sleeper.read()
    works.time.tick(now)
    await works.outbox.send_due(now)


def mailed(one: Matter, marks: list[datetime]) -> list[tuple[date, datetime]]:
    """The marks that make a mail: the day of each, and the moment of its mail."""
    settled = one.done(SETTLED_ON[one.kind])
    wanted = [mark for mark in marks if one.arrives < mark < settled and mark < local(LAST, time(23, 59))]
    morning = local(UP.date(), MORNING)
    missed = [mark for mark in wanted if DOWN < mark < UP]
    if missed and not (settled > morning and morning not in wanted):
        wanted = [mark for mark in wanted if mark not in missed]
    else:
        wanted = [mark for mark in wanted if mark not in missed[:-1]]
    return [(mark.astimezone(ZONE).date(), max(mark, morning) if mark in missed else mark) for mark in wanted]


def test_every_reminder_goes_on_its_day_once(year: Year) -> None:
    """For all sixty cases and everybody in them; after the stop the latest mark only, in the morning."""
    expected: dict[tuple[str, str], list[tuple[date, datetime]]] = defaultdict(list)
    for one in MATTERS:
        for person, marks in one.marks.items():
            if found := mailed(one, marks):
                expected[one.number, person] = found
    reminders: dict[tuple[str, str], list[tuple[date, datetime]]] = defaultdict(list)
    for row in year.of("reminder", "overdue"):
        day = date.fromisoformat(row.key.rpartition("/")[2])
        reminders[row.case_number or "", row.recipient_email].append((day, row.queued_at))
    assert dict(reminders) == dict(expected)


def test_the_digest_comes_on_every_working_day_and_no_other(year: Year) -> None:
    """At 08:00 on the office's own clock, in summer and in winter; not for the days on which the machine stood still."""
    days = [FIRST + timedelta(days=n) for n in range(365)]
    lived = [day for day in days if is_working_day(day) and not DOWN.date() < day < UP.date()]
    for template, reader in (("digest", DIRECTOR), ("list", OFFICER)):
        moments = [row.queued_at.astimezone(ZONE) for row in year.of(template, to=reader)]
        assert [moment.date() for moment in moments] == lived
        assert {moment.time() for moment in moments} == {time(8, 0)}


def test_nothing_of_the_clock_goes_on_days_off_but_the_breach(year: Year) -> None:
    """R32: the alert with the complaint, at any hour, and when the 72 hours end; everything else waits."""
    off = [row for row in year.of("reminder", "overdue", "digest", "list") if not is_working_day(_day(row))]
    assert [row.key for row in off] == []
    for one in (matter for matter in MATTERS if matter.kind == BREACH):
        late = one.arrives + timedelta(hours=72)
        moments = {row.queued_at for row in year.of("breach") if row.case_number == one.number}
        assert moments == {one.arrives, late if late < local(LAST, time(23, 59)) else one.arrives}
    assert any(not is_working_day(_day(row)) for row in year.of("breach")), "some came on a day off"


def _day(row: LetterRow) -> date:
    return row.queued_at.astimezone(ZONE).date()


def test_every_letter_arrives_exactly_once(year: Year) -> None:
    """Nothing is doubled by the stop or by the clock that was set back, and nothing stays behind."""
    sent = Counter(message_from_bytes(one.raw, policy=policy.default)["Message-ID"] for one in year.received)
    assert set(sent.values()) == {1}
    assert set(sent) == {row.message_id for row in year.letters}
    assert {row.state for row in year.letters} == {"sent"}


def test_everybody_outside_has_one_acknowledgement(year: Year) -> None:
    """Sixty complainants, but those whose letter waits for a person."""
    count = Counter(row.recipient_email for row in year.of("acknowledgement"))
    wanted = [one for one in MATTERS if one.kind != FORGED and one.done(2) < local(LAST, time(23, 59))]
    assert count == {f"klager{one.serial}@example.org": 1 for one in wanted}


def test_the_arrivals_cover_all_weekdays_and_holidays() -> None:
    """So that the year tries what it says."""
    assert {one.day.weekday() for one in MATTERS} == set(range(7))
    assert sum(str(one.day) in HOLIDAYS for one in MATTERS) >= 5
