"""What stands inside a part that only Outlook's own libraries read: winmail.dat, a saved ``.msg``, a signed message.

Each becomes an ordinary mail, made by ``unpacking`` in a process that can be ended; what it can't read stays a file.
A few a mail, so that nobody makes the program start a hundred processes.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import Final

MAX_SIZE: Final = 25_000_000
MAX_OPENED: Final = 3
_SECONDS: Final = 4.0
_WINMAIL: Final = b"\x78\x9f\x3e\x22"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WINMAIL_KINDS: Final = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
SIGNED_KINDS: Final = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
OUTLOOK: Final = "application/vnd.ms-outlook"
_NAMELESS: Final = frozenset({"application/octet-stream", "application/x-msg", OUTLOOK})


@dataclass(slots=True)
class Opener:
    """Opens the enclosures of one mail, at most ``left`` more."""

    left: int = MAX_OPENED

    def open(self, kind: str, content: bytes) -> bytes:
        """The bytes of the mail inside ``content``, empty where it can't be opened. ``kind`` as ``enclosure`` says."""
        if not self.left or len(content) > MAX_SIZE:
            return b""
        self.left -= 1
        command = [sys.executable, "-I", "-m", "klachtmail.intake.unpacking", kind]
        try:
            done = subprocess.run(  # noqa: S603 - our own program; it gets the bytes and no secret of ours
                command, input=content, capture_output=True, timeout=_SECONDS, check=False, env={}
            )
        except (subprocess.TimeoutExpired, OSError):
            self.left = 0  # it took too long, or no process could be started: no second try in this mail
            return b""
        return done.stdout if done.returncode == 0 else b""


def enclosure(kind: str, name: str, smime_type: str) -> str:
    """How a part of this type and file name could be opened: ``winmail``, ``outlook``, ``signed``, or not at all."""
    if kind in WINMAIL_KINDS or name.lower() == "winmail.dat":
        return "winmail"
    if kind in SIGNED_KINDS and smime_type == "signed-data":
        return "signed"
    return "outlook" if kind in _NAMELESS and (name.lower().endswith(".msg") or kind == OUTLOOK) else ""


def looks_right(how: str, content: bytes) -> bool:
    """Whether the bytes begin as such a file does."""
    begins = {"winmail": _WINMAIL, "outlook": _OLE, "signed": b"\x30"}
    return content.startswith(begins[how])
