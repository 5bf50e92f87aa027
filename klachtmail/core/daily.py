"""Who reads of all open work each working day: the directie its digest, the quality officer his list.

Also when nothing is open, so that silence means a fault. Missed, it goes late on its own day and never on a
later one: the day is part of the key.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from klachtmail.core import links
from klachtmail.core.desk import ReplyTo
from klachtmail.core.digest import Listed, OpenWork, digest
from klachtmail.core.model import Letter
from klachtmail.core.settings import Person
from klachtmail.core.timetable import Timetable

DIGEST = "directie-digest"
LIST = "quality_officer-list"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who gets one of the two today."""

    person: Person
    template: str
    key: str


def readers(now: datetime, table: Timetable) -> tuple[Reader, ...]:
    """Nobody before the hour and on days off. The list goes to the first director where its reader is missing."""
    if not table.working_hours_begun(now, table.digest_at):
        return ()
    staff = table.office.people
    officers = (staff.quality_officer,) if staff.quality_officer else staff.directie[:1]
    wanted = [(one, DIGEST) for one in staff.directie] + [(one, LIST) for one in officers]
    day = table.day(now)
    return tuple(Reader(one, template, f"{template}/{one.email}/{day}") for one, template in wanted)


def letter(reader: Reader, work: OpenWork, now: datetime, table: Timetable, reply_to: ReplyTo) -> Letter:
    """The digest or the list of one reader; the links of an entry bear his key for it."""
    seen = digest(work, reader.person, now, table)
    linked = replace(seen, entries=tuple(_linked(entry, reader, reply_to) for entry in seen.entries))
    return Letter(reader.key, reader.template, reader.person.address, "", (("digest", linked),))


def _linked(entry: Listed, reader: Reader, reply_to: ReplyTo) -> Listed:
    address = reply_to(entry.number, reader.person.email)
    return replace(entry, links=links.for_entry(entry.number, entry.proposed, address))
