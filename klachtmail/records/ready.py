"""Statements that were built once: what runs for every message goes past SQLAlchemy's building of SQL and objects.

Building a statement costs more than SQLite needs to carry it out. So the hot ones are module constants with
``bindparam`` for what changes, run on the connection of the session's transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Executable, Select, Table, bindparam, func, select
from sqlmodel import Session, SQLModel

Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]


def table_of(model: type[SQLModel]) -> Table:
    """The table behind a model; SQLModel does not type it."""
    table: Table = model.__table__  # type: ignore[attr-defined]  # made by SQLModel
    return table


def many(name: str) -> Select[Any]:
    """What an ``in_`` may compare with where the number of values changes: the name of a value made by ``listed``.

    SQLite reads the list itself, so that the statement stays one and the same.
    """
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)


def listed(values: Iterable[str]) -> str:
    """Texts as the value of a parameter that ``many`` reads."""
    return json.dumps(list(values))


class Ready:
    """Runs ready statements in one transaction, beside the session's own objects."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._execute = session.connection().execute

    def read(self, statement: Executable, values: Values | None = None) -> CursorResult[*tuple[Any, ...]]:
        """Run a query; what the session holds back is written first, so that the answer knows of it."""
        self._session.flush()
        return self._execute(statement, values)

    def look(self, statement: Executable, values: Values | None = None) -> CursorResult[*tuple[Any, ...]]:
        """Run a query of rows that only ready statements write: the session holds nothing back of them."""
        return self._execute(statement, values)

    def write(self, statement: Executable, values: Values | None = None) -> None:
        """Run a change of rows that the session holds no object of; many at once where many are given."""
        self._execute(statement, values)

    def add(self, statement: Executable, row: Mapping[str, Any]) -> int:
        """Insert one row; the number that it got."""
        made = self._execute(statement, row).inserted_primary_key
        assert made is not None, "a single insert knows its key"
        number: int = made[0]
        return number
