"""The register's file: opening it safely, migrating it, locking it. All that is particular to SQLite.

Durable (WAL, synchronous=FULL), one writer at a time from the first statement (BEGIN IMMEDIATE: the
driver's default loses updates in silence), deleted data overwritten, the file readable by its owner only.
"""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import StaticPool

from klachtmail.services import Refused, TryAgain

HEAD = "0004"
"""The newest migration (a test holds this against the folder of migrations)."""

DISK_IN_TROUBLE = 75
"""The exit code of a migration that may work later."""

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA busy_timeout=15000",
)


_READING = "klachtmail_reading"
_PASSING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM})
"""Trouble of the machine that passes when somebody makes room; any other is a mistake in a name or a mode."""


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

    Raises TryAgain where the disk is full or in trouble, Refused where the file may not be written.
    """
    with _opening(file):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    engine = create_engine(f"sqlite:///{file}", poolclass=StaticPool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def for_reading(engine: Engine) -> Engine:
    """The same connection for transactions that only read: they wait for nobody, and see what was committed."""
    return engine.execution_options(**{_READING: True})


def _begin(connection: Connection) -> None:
    only_read = connection.get_execution_options().get(_READING, False)
    connection.exec_driver_sql("BEGIN" if only_read else "BEGIN IMMEDIATE")


@contextmanager
def _opening(file: Path) -> Iterator[None]:
    """The register's folder and files: made here, their trouble told apart."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        trouble = f"the register {file} can't be opened ({error.strerror})"
        if error.errno in _PASSING:
            raise TryAgain(f"{trouble}; make room or mend the disk") from error
        raise Refused(f"{trouble}; mend its folder, or [database] url") from error


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's "begin" event begins, not the driver
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def version_of(file: Path) -> str:
    """The migration that a register's file is at; empty for a new file.

    Raises Refused where the file is no register, TryAgain where it can't be read now.
    """
    try:
        return _version(file)
    except sqlite3.OperationalError as error:
        raise TryAgain(f"the register {file} can't be read ({error}); mend its folder or the disk") from error
    except sqlite3.DatabaseError as error:
        raise Refused(f"{file} is no register ({error}); put a backup back, or mend [database] url") from error


def _version(file: Path) -> str:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        row = known and connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def migrate(file: Path) -> bool:
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
    _upgrade(file)
    return True


def _copy(file: Path, target: Path) -> None:
    with _opening(target):
        os.close(os.open(target, os.O_RDWR | os.O_CREAT, 0o600))
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _upgrade(file: Path) -> None:
    """The migrations, in a process of its own: Alembic holds 15 MB, and is needed once a version."""
    command = [sys.executable, "-P", "-m", f"{__package__}.migrations", str(file)]
    known = {**os.environ, "PYTHONPATH": os.pathsep.join((str(Path(__file__).parents[2]), *filter(None, sys.path)))}
    done = subprocess.run(command, env=known, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603 - our own
    if done.returncode == DISK_IN_TROUBLE:
        raise TryAgain(done.stderr.strip())
    if done.returncode:
        raise RuntimeError(f"the migration of {file} failed:\n{done.stderr}")


@contextmanager
def disk(file: Path) -> Iterator[None]:
    """Trouble of the disk under the register becomes TryAgain, with what to do."""
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as error:
        cause = str(getattr(error, "orig", error))
        if "no such" in cause or "syntax" in cause:
            raise
        raise TryAgain(f"the register {file} can't be written ({cause}); make room or mend the disk") from error


def drop_copies(file: Path) -> None:
    """Remove the copies made before a migration: the first pass on the new version went well."""
    for copy in file.parent.glob(f"{file.name}.before-*"):
        copy.unlink()


@contextmanager
def only_one(file: Path) -> Iterator[None]:
    """Hold the register for this process. Raises TryAgain where another instance has it."""
    with _opening(file):
        lock = file.with_name(f"{file.name}.lock").open("a")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise TryAgain(f"another klachtmail works on {file}; stop that one first") from error
        yield
