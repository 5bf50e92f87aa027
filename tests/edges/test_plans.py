"""The hot queries go by an index, and not through all cases, letters or mails of the years."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Executable
from sqlalchemy.dialects import sqlite

from klachtmail.records import clock, dossiers, ledger, outbox
from klachtmail.records.store import Register
from tests.edges.registers import begun

QUERIES = [
    (ledger._KNOWN, "sqlite_autoindex_mail_1"),
    (ledger._SAME, "ix_mail_mail_hash"),
    (ledger._STAGE, "mail_unfinished"),
    (ledger._TO_FILE, "place_to_file"),
    (outbox._DUE, "letter_outbox"),
    (outbox._NEXT, "letter_outbox"),
    (outbox._BROKEN_OFF, "letter_outbox"),
    (outbox._POSTPONE, "letter_outbox"),
    (outbox._TO_COPY, "letter_to_copy"),
    (outbox._ALL_COPIED, "letter_to_copy"),
    (outbox._OURS, "sqlite_autoindex_letter_2"),
    (outbox._AUTOMATIC, "letter_recipient"),
    (dossiers._RUNNING_OF, "ix_participant_email"),
    (dossiers._OF_MESSAGES, "ix_mail_message_id"),
    (dossiers._OPENED_SINCE, "ix_case_file_opened_at"),
    (clock._DUTIES, "duty_case"),
    (clock._ORIGINAL, "ix_mail_case_number"),
]


@pytest.mark.parametrize(("query", "index"), QUERIES, ids=lambda one: one if isinstance(one, str) else "")
def test_query_goes_by_its_index(query: Executable, index: str, tmp_path: Path) -> None:
    """A partial index is used only where its condition stands in the query word for word."""
    statement = query.compile(dialect=sqlite.dialect())
    register = Register(begun(tmp_path / "register.db"))
    with register.transaction() as work:
        values = (None,) * len(statement.positiontup or ())
        plan = work.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
    register.close()
    assert any(f"INDEX {index}" in step.detail for step in plan), [step.detail for step in plan]
