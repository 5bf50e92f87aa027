"""One SMTP connection of the embedded mail server: aiosmtpd's, taught to hang up and to take any mail."""

from __future__ import annotations

import asyncio
from typing import AnyStr

from aiosmtpd.smtp import SMTP

from klachtmail.demo.reception import DROP_AFTER_DATA, DROP_BEFORE_DATA, Reception
from klachtmail.demo.stamps import SERVER_NAME

_LARGEST_MAIL = 64 * 1024 * 1024


class Connection(SMTP):
    """One SMTP connection: mail of any line length up to 64 MiB, and able to hang up without a word."""

    line_length_limit = _LARGEST_MAIL

    def __init__(self, reception: Reception, opened: set[Connection]) -> None:
        super().__init__(
            reception,
            data_size_limit=_LARGEST_MAIL,
            enable_SMTPUTF8=True,
            hostname=SERVER_NAME,
            ident="ESMTP",
            loop=asyncio.get_running_loop(),
        )
        self._reception = reception
        self._opened = opened

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Be known as open."""
        super().connection_made(transport)
        self._opened.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        """Be known as closed."""
        super().connection_lost(error)
        self._opened.discard(self)

    def hang_up(self) -> None:
        """Close without an answer."""
        if self.transport is not None:
            self.transport.close()

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd looks it up by this name
        """DATA, unless the script says to hang up first."""
        if self._reception.scripted(DROP_BEFORE_DATA):
            self.hang_up()
            return
        await super().smtp_DATA(arg)

    async def push(self, status: AnyStr) -> None:
        """Send a reply, unless it is the one that hangs up."""
        if status == DROP_AFTER_DATA:
            self.hang_up()
            return
        await super().push(status)
