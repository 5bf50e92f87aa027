"""The register's tables come from the migrations alone, in a process of their own."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlmodel import SQLModel

from klachtmail.records import engine, tables
from tests.edges.registers import begun

VERSIONS = Path(tables.__file__).parent / "migrations/versions"


def test_newest_migration_is_the_head() -> None:
    """A migration that ``engine.HEAD`` does not name would never run."""
    assert max(path.name[:4] for path in VERSIONS.glob("0*.py")) == engine.HEAD


def test_migrations_make_the_tables_that_the_program_knows(tmp_path: Path) -> None:
    """Alembic finds nothing that is missing, too much or different."""
    register = engine.connect(begun(tmp_path / "register.db"))
    with register.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
    register.dispose()


def made_by(file: Path, version: str) -> None:
    """A register as an older version made it, by its own migrations."""
    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    register = engine.connect(file)
    with register.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    register.dispose()


def test_a_filled_register_is_copied_before_it_changes(tmp_path: Path) -> None:
    """DESIGN 8: what the older version wrote is there in both, until the first good pass removes the copy."""
    file = tmp_path / "register.db"
    made_by(file, "0001")
    with closing(sqlite3.connect(file)) as register, register:
        register.execute("INSERT INTO setting VALUES ('accept_since', '2026-01-01')")
    assert engine.migrate(file)
    copy = tmp_path / f"register.db.before-{engine.HEAD}"
    for path in (file, copy):
        with closing(sqlite3.connect(path)) as register:
            assert register.execute("SELECT value FROM setting").fetchall() == [("2026-01-01",)]
    assert (engine.version_of(file), engine.version_of(copy)) == (engine.HEAD, "0001")
    assert copy.stat().st_mode & 0o777 == 0o600
    engine.drop_copies(file)
    assert not copy.exists()


def test_alembic_is_not_loaded_where_the_service_runs(tmp_path: Path) -> None:
    """Its 15 MB would stay for as long as the service runs."""
    program = (
        "import sys; from pathlib import Path; import klachtmail.daemon; from klachtmail.records.store import Register\n"
        f"Register(Path({str(tmp_path / 'register.db')!r})).close()\n"
        "sys.exit(any(name.startswith('alembic') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
