"""The register: short transactions on its one file. Only the thread that made it may use it.

Trouble of the disk becomes TryAgain here, with what to do; nothing is half written.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session

from klachtmail.core.facts import Numbers
from klachtmail.records import engine
from klachtmail.records.absences import Absences
from klachtmail.records.challenges import Challenges
from klachtmail.records.dossiers import Dossiers
from klachtmail.records.ledger import Ledger
from klachtmail.records.outbox import Outbox
from klachtmail.records.ready import Ready, table_of
from klachtmail.records.rows import utc
from klachtmail.records.tables import Setting

_SETTINGS = table_of(Setting)
_VALUE = select(_SETTINGS.c.value).where(_SETTINGS.c.key == bindparam("name"))
_INSERT = insert(_SETTINGS)
_SET = _INSERT.on_conflict_do_update(index_elements=["key"], set_={"value": _INSERT.excluded.value})
_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"


class Work:
    """One transaction's view of the register."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._ready = Ready(session)
        self.ledger = Ledger(session)
        self.dossiers = Dossiers(session)
        self.outbox = Outbox(session)
        self.absences = Absences(session)
        self.challenges = Challenges(session)

    def setting(self, key: str) -> str:
        """A value of the register itself; empty where it was never set."""
        value: str | None = self._ready.look(_VALUE, {"name": key}).scalar()
        return value or ""

    def set(self, key: str, value: str) -> None:
        """Set a value of the register itself."""
        self._ready.write(_SET, {"key": key, "value": value})

    def moment(self, key: str) -> datetime | None:
        """A value that is a moment."""
        value = self.setting(key)
        return datetime.fromisoformat(value) if value else None

    def set_moment(self, key: str, moment: datetime) -> None:
        """Set a value that is a moment."""
        self.set(key, utc(moment).isoformat())

    def note_number(self, token: str) -> None:
        """Note a case number that Sent was seen to hold: a restored register gives none out twice."""
        _, year, serial = token.split("-")[:3]
        key = f"highest_case_{year}"
        if int(serial) > int(self.setting(key) or 0):
            self.set(key, str(int(serial)))

    def numbers(self, year: int) -> Numbers:
        """The next free numbers of a year: without gaps, and above any that Sent was seen to hold."""
        case, entry, seen = self.dossiers.last_serials(year)
        code = "".join(secrets.choice(_ALPHABET) for _ in range(4))
        question = "".join(secrets.choice(_ALPHABET) for _ in range(8))
        return Numbers(f"KL-{year}-{max(case, seen) + 1:04d}", code, f"P-{year}-{entry + 1:04d}", question)


class Register:
    """The register's file, opened, at the newest version."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._engine = engine.connect(file)
        with engine.disk(file):
            self.migrated = engine.migrate(file)
        self.signing_key = self._signing_key()

    def _signing_key(self) -> bytes:
        """The key of the reply keys, made at the first start: one file to back up, one place to erase."""
        with self.reading() as work:
            known = work.setting("signing_key")
        if known:
            return bytes.fromhex(known)
        with self.transaction() as work:
            if not work.setting("signing_key"):
                work.set("signing_key", secrets.token_hex(32))
            return bytes.fromhex(work.setting("signing_key"))

    @contextmanager
    def transaction(self) -> Iterator[Work]:
        """All of it or nothing; committed, durably, when the block ends without an error."""
        with engine.disk(self.file), Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield Work(session)

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """The register as it was committed last, to read only; never waits for the service that writes in it."""
        with engine.disk(self.file), Session(engine.for_reading(self._engine)) as session, session.begin():
            yield Work(session)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()
