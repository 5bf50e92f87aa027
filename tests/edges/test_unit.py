"""The unit for systemd: systemd itself accepts it, and it says what the documents promise."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UNIT = Path(__file__).parents[2] / "systemd" / "klachtmail.service"
PROGRAM = "/opt/klachtmail/bin/klachtmail"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    """No unknown setting, no mistyped value; the program stands in for the one that is not installed here."""
    text = UNIT.read_text(encoding="utf-8")
    assert PROGRAM in text
    unit = tmp_path / UNIT.name
    unit.write_text(text.replace(PROGRAM, sys.executable), encoding="utf-8")
    found = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False, timeout=60
    )
    ours = [line for line in (found.stdout + found.stderr).splitlines() if UNIT.name in line]
    assert (found.returncode, ours) == (0, [])


def test_a_mistake_in_the_configuration_is_not_tried_again() -> None:
    """Exit code 2; every other end is started again, and a service that hangs is ended by the watchdog."""
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    assert {"RestartPreventExitStatus=2", "Restart=on-failure", "Type=notify", "WatchdogSec=20min"} <= set(lines)
