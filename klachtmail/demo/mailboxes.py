"""The IMAP half of the embedded mail server: pymap's mailboxes in memory, on 127.0.0.1 only.

pymap has no documented way to run inside another program. Everything of it that is undocumented stands in
this file, and the extra ``demo`` pins the version.
"""

from __future__ import annotations

import asyncio
from argparse import Namespace
from datetime import datetime

from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import Config, Identity, Login
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

from klachtmail.demo.stamps import SERVER_NAME

FOLDERS = ("Junk", "Sent", "Drafts", "Trash")
_LONGEST_LINE = 4 * 1024 * 1024


class _Config(Config):
    """pymap's settings: loopback, passwords in the clear (hashing takes 0.3 s a user), no look-ups."""

    def __init__(self) -> None:
        super().__init__(
            Namespace(passlib_cfg=None, proxy_protocol=None),
            demo_data=False,
            demo_user="",
            demo_password="",
            host="127.0.0.1",
            port=0,
            tls_enabled=False,
            hash_context=Cleartext(),
            cpu_subsystem=Subsystem.for_asyncio(),
        )

    @property
    def greeting(self) -> bytes:
        """A fixed name, where pymap asks the DNS at each connection."""
        return f"{SERVER_NAME} ready".encode()


class Mailboxes:
    """One IMAP server with a mailbox for each account; belongs to the event loop that started it."""

    def __init__(self) -> None:
        self._config = _Config()
        self._login = Login(self._config)
        self._connections: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> int:
        """Listen; the port."""
        self._server = await asyncio.start_server(self._connected, host=self._config.host, port=0, limit=_LONGEST_LINE)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until the client leaves or the server stops."""
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await IMAPServer(self._login, self._config)(reader, writer, SocketInfo.get(writer, None))
        finally:
            self._connections.discard(task)

    async def add(self, address: str, password: str) -> None:
        """A new account with the usual folders, all empty."""
        self._login.users_dict[address] = UserMetadata(self._config, address, password=password)
        async with self._identity(address).new_session() as session:
            for folder in FOLDERS:
                await session.mailbox_set.add_mailbox(folder)

    def _identity(self, address: str) -> Identity:
        """The account itself, without asking for its password."""
        return Identity(address, self._login, None, frozenset())

    async def deliver(self, address: str, raw: bytes, when: datetime) -> None:
        """Put a mail into the INBOX of an account, with that moment as its INTERNALDATE."""
        async with self._identity(address).new_session() as session:
            inbox = await session.mailbox_set.get_mailbox("INBOX")
            await inbox.append(AppendMessage(raw, when, frozenset()), recent=True)

    async def stop(self) -> None:
        """Say BYE on every connection and listen no more."""
        assert self._server is not None
        self._server.close()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await self._server.wait_closed()
