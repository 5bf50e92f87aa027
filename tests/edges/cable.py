"""A cable between klachtmail and a server, which a test can pull out, put back, or let go dead."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Self

HOST = "127.0.0.1"


class Cable:
    """Forwards TCP from ``port`` to a server's port, as a context manager."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._ends: list[socket.socket] = []
        self._listener: socket.socket | None = None
        self._dead = False
        self.port = 0

    def __enter__(self) -> Self:
        self.put_in()
        return self

    def __exit__(self, *_: object) -> None:
        self.pull()

    def put_in(self, server_port: int = 0) -> None:
        """Take connections, on the same port as before, for that server or the one before."""
        self._server_port = server_port or self._server_port
        self._listener = socket.create_server((HOST, self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def pull(self) -> None:
        """Break every connection and refuse new ones."""
        if self._listener is not None:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._listener, self._ends = None, []

    def go_dead(self) -> None:
        """From now on nothing comes through, and nobody is told."""
        self._dead = True

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):  # the listener was closed
            while True:
                near, _ = listener.accept()
                far = socket.create_connection((HOST, self._server_port))
                self._ends += [near, far]
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=self._forward, args=(source, target), daemon=True).start()

    def _forward(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):  # one of the ends was closed
            while octets := source.recv(65536):
                if not self._dead:
                    target.sendall(octets)
            target.shutdown(socket.SHUT_RDWR)
