"""Is there room for more mail? Big mails, sent again and again, would fill the disk of the register.

Below the limit only taking in waits: what is due is still done, letters still go, and the mail stays on the server.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Room:
    """The disk of the register's file, and how many megabytes of it must stay free; 0: it is not looked at."""

    file: Path
    least: int

    def missing(self) -> str:
        """What to tell where there is no room, else empty."""
        if not self.least:
            return ""
        free = shutil.disk_usage(self.file.parent).free // MEGABYTE
        if free >= self.least:
            return ""
        return f"no room for more mail: {free} MB free, {self.least} needed by the register; it waits on the server"
