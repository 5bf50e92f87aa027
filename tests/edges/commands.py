"""The command line as an administrator uses it, on the files of a house: a process of its own, or its entry point.

A process costs a second; ``asked`` calls the same entry point in this one, where only the answer matters.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from klachtmail.cli import main

PROGRAM = (sys.executable, "-m", "klachtmail")
SURROUNDINGS = {**os.environ, "KLACHTMAIL_MAILBOX_PASSWORD": "geheim"}
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command answered: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def klachtmail(
    folder: Path, *arguments: str | Path, password: str = "geheim", largest_file: int = resource.RLIM_INFINITY
) -> Ran:
    """Run a command with the configuration in a folder; no file may grow beyond a number of bytes."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, resource.RLIM_INFINITY))

    ran = subprocess.run(
        [*PROGRAM, *map(str, arguments), "--config", str(folder / "config.toml")],
        env=SURROUNDINGS | {"KLACHTMAIL_MAILBOX_PASSWORD": password},
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def asked(folder: Path, *arguments: str | Path, password: str = "geheim") -> Ran:
    """The same within this process."""
    out, err = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setenv("KLACHTMAIL_MAILBOX_PASSWORD", password)
        code = main([*map(str, arguments), "--config", str(folder / "config.toml")])
    return Ran(code, out.getvalue(), err.getvalue())


def mend(folder: Path, wrong: str, right: str) -> None:
    """Change the configuration as a person does; what is mended must stand in it."""
    file = folder / "config.toml"
    text = file.read_text()
    assert wrong in text
    file.write_text(text.replace(wrong, right))


def until(question: Callable[[], object], seconds: float) -> bool:
    """Whether the answer becomes yes before the time is up; asked again and again."""
    end = time.monotonic() + seconds
    while not question():
        if time.monotonic() > end:
            return False
        time.sleep(_POLL_SECONDS)
    return True
