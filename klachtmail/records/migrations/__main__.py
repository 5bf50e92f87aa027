"""Brings a register's file to the newest version: ``python -m klachtmail.records.migrations FILE``.

Run by ``records/engine.py`` in a process of its own, which takes Alembic's memory with it when it ends. Exit
code 75 and a sentence on stderr where the disk is in trouble; then nothing was changed.
"""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config

from klachtmail.records import engine
from klachtmail.services import TryAgain


def main() -> int:
    """Carry out what is missing, in one transaction."""
    file = Path(sys.argv[1])
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    register = engine.connect(file)
    try:
        with engine.disk(file), register.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except TryAgain as trouble:
        print(trouble, file=sys.stderr)  # noqa: T201 - read by the process that waits for us
        return engine.DISK_IN_TROUBLE
    return 0


if __name__ == "__main__":
    sys.exit(main())
