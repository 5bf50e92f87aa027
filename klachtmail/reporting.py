"""``report`` and ``cases --judged``: the year's figures, and how staff judged what the program had judged (R21)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from zoneinfo import ZoneInfo

from klachtmail.core import figures
from klachtmail.core.workdays import Calendar
from klachtmail.post.headers import one_line
from klachtmail.records import judged
from klachtmail.records.store import Register

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Reporter:
    """Reads the register for an auditor or the yearly analysis."""

    register: Register
    calendar: Calendar
    timezone: str

    def year(self, year: int) -> Json:
        """The figures of a year, and the tally of judgements over all years."""
        with self.register.reading() as work:
            found = figures.year_of(year, judged.counted(work.session), self.calendar, self.timezone)
            tally = figures.tallied(judged.judgements(work.session))
        rows: Json = {name: dict(value) if name.startswith("by_") else value for name, value in asdict(found).items()}
        return rows | {"judgements": [asdict(one) for one in tally]}

    def judged(self, size: int | None, seed: int) -> list[Json]:
        """Everything judged other or GEEN KLACHT, or a random sample of it."""
        with self.register.reading() as work:
            found = judged.judged_other(work.session)
        chosen = figures.sample(found, size, seed) if size is not None else found
        return [self._row(one) for one in chosen]

    def _row(self, one: figures.Judgement) -> Json:
        received = one.received.astimezone(ZoneInfo(self.timezone)).isoformat(timespec="seconds")
        return asdict(one) | {"received": received, "answer": one.answer or None}


def in_words(report: Json) -> str:
    """The year's report as a person reads it in a terminal."""
    return "\n".join(_lines(report))


def _lines(report: Json) -> Iterator[str]:
    yield f"{report['year']}: {report['complaints']} complaints"
    for name in ("by_track", "by_state", "by_channel", "by_outcome"):
        values = report[name]
        assert isinstance(values, dict)
        told = ", ".join(f"{key} {count}" for key, count in values.items())
        yield f"{name.replace('_', ' ') + ':':<14}{told or '-'}"
    for duty in _rows(report["kept"]):
        yield f"{duty['kind']:<14}in time {duty['in_time']}, late {duty['late']}, open {duty['open']}"
    yield f"{'contact after':<14}{_days(report['days_to_contact'])}"
    yield f"{'settled after':<14}{_days(report['days_to_settle'])}"
    yield "how staff judged what the program had judged:"
    for row in _rows(report["judgements"]):
        yield f"  {row['said']:<8} {'sure' if row['sure'] else 'unsure':<7} -> {row['answer']:<15}{row['count']}"


def _days(value: object) -> str:
    return "-" if value is None else f"{value} working days on average"


def judged_line(row: Json) -> str:
    """One judged message in one line."""
    sure = "sure" if row["sure"] else "unsure"
    return one_line(
        f"{row['number']}  {row['said']:<8}{sure:<7}  {row['answer'] or '-':<12}  {row['by']}  {row['why']}"
    )


def _rows(value: object) -> list[Json]:
    assert isinstance(value, list | tuple)
    return list(value)
