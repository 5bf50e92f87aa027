"""A whole mail server in one process, for the rehearsal and the tests: IMAP and SMTP on 127.0.0.1.

It takes mail from anybody without a login, on ports that the system chooses, and forgets everything when it
stops. Needs the extra ``demo``.
"""

from __future__ import annotations

import asyncio
import re
import smtplib
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from imapclient import IMAPClient

from klachtmail.clock import Clock, system_clock
from klachtmail.demo.connection import Connection
from klachtmail.demo.mailboxes import Mailboxes
from klachtmail.demo.reception import Reception
from klachtmail.demo.stamps import Delivered

HOST = "127.0.0.1"
_SECONDS = 30
_BARE_LINE_FEED = re.compile(rb"(?<!\r)\n")
"""A line end without its carriage return, e.g. the one in ``Hello\\nthere``."""


class MailServer:
    """IMAP and SMTP for these accounts (address -> password), as an async context manager.

    Each account has INBOX, Junk, Sent, Drafts and Trash; its address is its user name. ``clock`` gives the
    INTERNALDATE and the date of the Received line. ``bouncing``, ``vacation`` and the script of replies are
    explained at ``Reception``. It lives in the event loop that enters it; ``running`` gives it one.
    """

    def __init__(
        self,
        accounts: Mapping[str, str],
        clock: Clock | None = None,
        *,
        bouncing: Collection[str] = (),
        vacation: Mapping[str, str] | None = None,
    ) -> None:
        self.accounts = {address.lower(): password for address, password in accounts.items()}
        self.imap_port = 0
        self.smtp_port = 0
        self._mailboxes = Mailboxes()
        self._opened: set[Connection] = set()
        self._smtp: asyncio.Server | None = None
        self._reception = Reception(
            self.accounts, self._mailboxes.deliver, clock or system_clock, bouncing, dict(vacation or {})
        )

    @property
    def received(self) -> list[Delivered]:
        """Everything that came in over SMTP, oldest first; the machines' own answers are not in it."""
        return self._reception.received

    @property
    def smtp_script(self) -> list[str]:
        """The replies to give next (see ``Reception``); append to it."""
        return self._reception.script

    @property
    def bouncing(self) -> set[str]:
        """The addresses or local parts whose mail comes back; may be changed at any time."""
        return self._reception.bouncing

    @property
    def vacation(self) -> dict[str, str]:
        """Who is away, and the text that says so; may be changed at any time."""
        return self._reception.vacation

    async def __aenter__(self) -> Self:
        """Make the accounts and listen."""
        for address, password in self.accounts.items():
            await self._mailboxes.add(address, password)
        self.imap_port = await self._mailboxes.start()
        loop = asyncio.get_running_loop()
        self._smtp = await loop.create_server(lambda: Connection(self._reception, self._opened), HOST, 0)
        self.smtp_port = self._smtp.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close both halves and every open connection."""
        if self._smtp is not None:
            self._smtp.close()
        for connection in list(self._opened):
            connection.hang_up()
        await self._mailboxes.stop()


@contextmanager
def running(
    accounts: Mapping[str, str],
    clock: Clock | None = None,
    *,
    bouncing: Collection[str] = (),
    vacation: Mapping[str, str] | None = None,
) -> Iterator[MailServer]:
    """The server in a thread and an event loop of its own, for callers that wait for answers themselves."""
    server = MailServer(accounts, clock, bouncing=bouncing, vacation=vacation)
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()
    thread = threading.Thread(target=lambda: asyncio.run(_serve(server, started)), daemon=True)
    thread.start()
    loop, leave = started.result(_SECONDS)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(leave.set)
        thread.join(_SECONDS)


async def _serve(server: MailServer, started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]]) -> None:
    """Run until told to leave; what goes wrong at the start is raised in the thread that waits."""
    leave = asyncio.Event()
    try:
        async with server:
            started.set_result((asyncio.get_running_loop(), leave))
            await leave.wait()
    except Exception as error:
        if started.done():
            raise
        started.set_exception(error)


def fetch_mailbox(server: MailServer, address: str, folder: str = "INBOX") -> list[bytes]:
    """The mails in a folder of an account, oldest first, read over IMAP without marking them as read.

    Blocks: within the server's own event loop call it by ``asyncio.to_thread``.
    """
    with IMAPClient(HOST, server.imap_port, ssl=False, timeout=_SECONDS) as client:
        client.login(address, server.accounts[address])
        client.select_folder(folder, readonly=True)
        uids = client.search()
        fetched = client.fetch(uids, ["BODY.PEEK[]"]) if uids else {}
        return [fetched[uid][b"BODY[]"] for uid in uids]


def submit(server: MailServer, mail_from: str, rcpt_to: str | Sequence[str], raw: bytes) -> None:
    """Send a mail by SMTP. Raises smtplib's errors where it is refused. Blocks, too.

    Not a byte is changed but bare line feeds, which no mail program sends and SMTP forbids.
    """
    recipients = [rcpt_to] if isinstance(rcpt_to, str) else list(rcpt_to)
    with smtplib.SMTP(HOST, server.smtp_port, local_hostname="pc.demo.example", timeout=_SECONDS) as client:
        client.sendmail(mail_from, recipients, _BARE_LINE_FEED.sub(b"\r\n", raw))
