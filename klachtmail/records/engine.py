"""The register's file: opening it safely, migrating it, locking it. All that is particular to SQLite.

Durable (WAL, synchronous=FULL), one writer at a time from the first statement (BEGIN IMMEDIATE: the
driver's default loses updates in silence), deleted data overwritten, the file readable by its owner only.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

from klachtmail.services import Refused, TryAgain

HEAD = "0001"
"""The newest migration (a test holds this against the folder of migrations)."""

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA busy_timeout=15000",
)


def file_of(url: str) -> Path:
    """The file of a register's URL (``sqlite:///...``). Raises Refused for any other URL."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise Refused("[database] url is not a database URL; write e.g. sqlite:////var/lib/k.db") from error
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        raise Refused("[database] url must be a file of SQLite, e.g. sqlite:////var/lib/klachtmail/k.db")
    return Path(parsed.database)


def connect(file: Path) -> Engine:
    """An engine on one kept connection to the register's file, which is made (mode 0600) where missing.

    Raises TryAgain where the folder can't be written or the disk is full.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise TryAgain(f"the register {file} can't be opened ({error.strerror}); mend its folder") from error
    engine = create_engine(f"sqlite:///{file}", poolclass=StaticPool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's "begin" event begins, not the driver
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def version_of(file: Path) -> str:
    """The migration that a register's file is at; empty for a new file."""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        row = known and connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def migrate(file: Path, engine: Engine) -> bool:
    """Bring the tables to the newest version; False where they were there already.

    A filled file is copied first (``<file>.before-<version>``); ``drop_copies`` removes it after a good pass.
    Raises Refused where a newer klachtmail made the file.
    """
    present = version_of(file)
    if present == HEAD:
        return False
    if present > HEAD:
        raise Refused(f"the register {file} was made by a newer klachtmail ({present}); install that version")
    if present:
        _copy(file, file.with_name(f"{file.name}.before-{HEAD}"))
    _upgrade(engine)
    return True


def _copy(file: Path, target: Path) -> None:
    os.close(os.open(target, os.O_RDWR | os.O_CREAT, 0o600))
    with sqlite3.connect(file) as source, sqlite3.connect(target) as copy:
        source.backup(copy)


def _upgrade(engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415 - half a second of imports, needed once a version
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def drop_copies(file: Path) -> None:
    """Remove the copies made before a migration: the first pass on the new version went well."""
    for copy in file.parent.glob(f"{file.name}.before-*"):
        copy.unlink()


@contextmanager
def only_one(file: Path) -> Iterator[None]:
    """Hold the register for this process. Raises TryAgain where another instance has it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_name(f"{file.name}.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise TryAgain(f"another klachtmail works on {file}; stop that one first") from error
        yield
