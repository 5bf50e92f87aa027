"""Registers with their tables made: the migration takes a second in a process of its own, and tests are many."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from klachtmail.records import engine


@cache
def _empty() -> bytes:
    """A register at the newest version with nothing in it, not even its signing key; made once a run."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "register.db"
        engine.connect(file).dispose()
        engine.migrate(file)
        return file.read_bytes()


def begun(file: Path) -> Path:
    """The file, now with an empty register in it where there was none."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(0o600)
        file.write_bytes(_empty())
    return file
