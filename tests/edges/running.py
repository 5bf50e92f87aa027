"""``klachtmail run`` as systemd starts it: a process with a socket that it reports to."""

from __future__ import annotations

import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tests.edges.commands import PROGRAM, SURROUNDINGS

_START_SECONDS = 20


class Service:
    """The service on the configuration in a folder, ready (where that is asked) inside the context, killed after it."""

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None, *, ready: bool = True) -> None:
        self._ready = ready
        self._command = [*PROGRAM, "run", "--config", str(folder / "config.toml")]
        self._environment = {**SURROUNDINGS, **(environment or {})}
        self._place = tempfile.TemporaryDirectory(prefix="klachtmail-")
        self._log = Path(self._place.name, "log")
        self._channel = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.said: list[str] = []

    def __enter__(self) -> Self:
        address = f"{self._place.name}/notify"
        self._channel.bind(address)
        with self._log.open("wb") as errors:
            self.process = subprocess.Popen(
                self._command, env=self._environment | {"NOTIFY_SOCKET": address}, stderr=errors
            )
        if self._ready:
            self.wait_for("READY=1")
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._channel.close()
        self._place.cleanup()

    def wait_for(self, state: str) -> None:
        """Until it has told systemd this. Raises TimeoutError with its log where it does not."""
        self._channel.settimeout(_START_SECONDS)
        while state not in self.said:
            try:
                self.said += self._channel.recv(4096).decode().splitlines()
            except TimeoutError as error:
                raise TimeoutError(self.log()) from error

    def log(self) -> str:
        """What it wrote on stderr."""
        return self._log.read_text()

    def stop(self) -> tuple[int, float]:
        """SIGTERM; the exit code, and the seconds that it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30), time.monotonic() - began
