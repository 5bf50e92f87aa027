"""A case and a mail of staff about it, as values: who writes what, and what comes of it (DESIGN 5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from klachtmail.core.desk import Desk, Matter
from klachtmail.core.facts import KeyHolder, KnownCase, Numbers
from klachtmail.core.model import (
    Challenge,
    Decision,
    DutyKind,
    Flag,
    Kind,
    Label,
    Message,
    Origin,
    Receipt,
    Route,
    State,
    Track,
    Verdict,
)
from klachtmail.core.settings import Office, Person
from klachtmail.core.staff_file import Dossier, EntryFile, Happened, StaffFile
from klachtmail.core.staff_mail import answer
from klachtmail.core.standing import Standing
from tests.core.around import facts
from tests.core.build import message
from tests.core.clock import CALENDAR, OFFICE, at, standing

NOW = at(12, 14)
"""A Thursday, three working days after the receipt."""
NUMBER = "KL-2026-0042"
PROVED = Origin(dmarc="pass", aligned=True)


def _reply_to(number: str, email: str) -> str:
    return f"kwaliteit+{number.lower()}-{email.partition('@')[0]}@werkenderwijs.example"


@dataclass(frozen=True, slots=True)
class Asked:
    """One mail of staff: its words, and all that bears on them."""

    text: str
    person: Person
    file: StaffFile
    origin: Origin = PROVED
    key: bool = True
    office: Office = OFFICE
    now: datetime = NOW

    def message(self) -> Message:
        """The mail itself."""
        return message(sender=f"{self.person.name} <{self.person.email}>", text=self.text, subject=f"RE: [{NUMBER}]")

    def decided(self) -> Decision:
        """What comes of it."""
        dossier, entry = self.file.dossier, self.file.entry
        about = dossier.case.number if dossier else entry.number if entry else "STAF"
        known = (KnownCase(dossier.case, dossier.participants),) if dossier else ()
        keys = (KeyHolder(about, self.person.email),) if self.key else ()
        seen = facts(*known, origin=self.origin, keys=keys, tokens=known)
        seen = replace(seen, receipt=Receipt(self.now, "internaldate"))
        verdict = Verdict(Kind.HUMAN, Route.STAFF, Label.OTHER, sure=True, score=1.0, reasons=("medewerker",))
        numbers = Numbers("KL-2026-0043", "9PQR", "P-2026-0001", "K7PQ2MXW")
        desk = Desk(self.office, CALENDAR, self.now, _reply_to)
        return answer(Matter(self.message(), verdict, seen, numbers, desk, self.file))


def dossier(one: Standing | None = None, *events: Happened) -> Dossier:
    """A case with what was recorded in it."""
    found = one or standing()
    return Dossier(found, frozenset({found.case.complainant.email}), events)


def happened(number: int, kind: str, actor: str = "klachtmail", **data: str) -> Happened:
    """One event of the case."""
    return Happened(number, NOW, actor, kind, tuple(data.items()))


TALKED = happened(1, "talked", day="2026-03-11")
CONFIRMED = happened(2, "talk_confirmed", day="2026-03-11")
MEASURE = happened(3, "settling", maatregel="vaste vervanger")


def entry(*, proposed: str = "") -> EntryFile:
    """A message of the daily list."""
    return EntryFile("P-2026-0001", True, False, Label.OTHER, proposed, "anja@example.org", "Vraag")


def closed(state: State = State.SETTLED) -> Standing:
    """A case that was closed; its file is kept for two years."""
    found = standing(state=State.OPEN, met=tuple(DutyKind))
    erase = replace(found.duties[0], kind=DutyKind.ERASE, deadline=at(12, year=2028).date(), met_at=None, met_by="")
    return replace(found, case=replace(found.case, state=state, settled_at=NOW), duties=(*found.duties, erase))


def privacy() -> Standing:
    """A privacy complaint whose advice is awaited."""
    return standing(track=Track.PRIVACY)


def breach() -> Standing:
    """A possible breach, its 72 hours running."""
    found = standing(flags=frozenset({Flag.BREACH}))
    return replace(found, duties=(*found.duties, replace(found.duties[-1], kind=DutyKind.BREACH)))


def owing(kind: DutyKind) -> Standing:
    """A case in which one more duty is open."""
    found = standing()
    return replace(found, duties=(*found.duties, replace(found.duties[-1], kind=kind, met_at=None, ended="")))


def challenge(person: Person, **values: object) -> Challenge:
    """A question that waits for somebody."""
    from klachtmail.core.model import Asked as Kinds  # noqa: PLC0415 - the same word here is the mail

    plain = Challenge("K7PQ2MXW", Kinds.PROPOSAL, person.email, NOW.date(), NUMBER, command="GESPROKEN")
    return replace(plain, **values)  # type: ignore[arg-type]


def changes(decision: Decision) -> bool:
    """Whether anything comes of a mail beyond a line in the record and the answer to its writer."""
    done = {event.kind for event in decision.events} - {"staff", "note"}
    values = (decision.after, decision.met, decision.ended, decision.duties, decision.asks, decision.joins)
    more = (decision.closes, decision.rejudged, decision.printed, decision.absence, decision.others, decision.release)
    return any((*values, *more, decision.case, decision.undoes, decision.again, done))


def told(decision: Decision) -> str:
    """The first sentence of the answer to the writer."""
    letter = next((one for one in decision.letters if one.key.startswith("answer/")), None)
    return str(dict(letter.context)["lead"]) if letter else ""
