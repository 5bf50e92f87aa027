"""One IMAP connection, guarded: the only module that touches IMAPClient.

Every text or bytes that goes into a command is refused where it holds CR, LF or NUL: IMAPClient writes
some arguments as they are, and a Message-ID with a line break in it would become a command of its own. What
a sender wrote never gets here at all; this is the second lock. Errors of its six families become TryAgain
or Refused in one place.
"""

from __future__ import annotations

import imaplib
import re
import select
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, IMAPClientError, LoginError

from klachtmail.services import MailboxAccount, Refused, Security, TryAgain

_CONNECT_SECONDS = 20
_READ_SECONDS = 60
_APPENDED = re.compile(rb"APPENDUID (\d+) (\d+)")
"""The answer to APPEND, e.g. ``[APPENDUID 1700000000 42] Append completed``."""
_BROKEN = (OSError, ssl.SSLError, imaplib.IMAP4.abort, EOFError)


class Unsafe(ValueError):  # noqa: N818 - the argument is, not the program
    """An argument with a line break or NUL: it would end the command and begin another."""


def guard(argument: Any) -> None:
    """Refuse CR, LF and NUL in any text or bytes of an argument, however deep in lists. Raises Unsafe."""
    if isinstance(argument, str):
        if set(argument) & {"\r", "\n", "\0"}:
            raise Unsafe(f"line break or NUL in an IMAP argument: {argument!r}")
    elif isinstance(argument, bytes):
        if set(argument) & {13, 10, 0}:
            raise Unsafe(f"line break or NUL in an IMAP argument: {argument!r}")
    elif isinstance(argument, (list, tuple, set, frozenset)):
        for part in argument:
            guard(part)


class Connection:
    """A logged-in IMAP connection; used by one thread only."""

    def __init__(self, account: MailboxAccount) -> None:
        self._where = f"{account.host}:{account.port}"
        with self._errors("connect"):
            self._client = _connect(account)
        with self._errors("log in", login=True, token=bool(account.token)):
            _login(self._client, account)

    @contextmanager
    def _errors(self, act: str, *, login: bool = False, token: bool = False) -> Iterator[None]:
        """Foreign errors become ours, with what was tried and what to do."""
        try:
            yield
        except LoginError as error:
            if token:
                raise TryAgain(f"{self._where} refused the access token ({error}); renew its file") from error
            raise Refused(
                f"the mailbox on {self._where} refused the login ({error}); mend [mailbox] username "
                "and its password file"
            ) from error
        except CapabilityError as error:
            raise Refused(f"{self._where} can't {act}: {error}; mend [mailbox] security") from error
        except ssl.SSLCertVerificationError as error:
            raise Refused(
                f"the certificate of {self._where} is not trusted ({error.verify_message}); "
                "mend [mailbox] host or install the certificate"
            ) from error
        except _BROKEN as error:
            raise TryAgain(f"could not {act} on {self._where} ({error}); it is tried again") from error
        except (IMAPClientError, imaplib.IMAP4.error) as error:
            if login:
                raise Refused(f"{self._where} refused the login ({error}); mend [mailbox] auth") from error
            raise TryAgain(f"{self._where} refused to {act} ({error}); it is tried again") from error

    def call(self, method: str, *arguments: Any) -> Any:
        """One command by IMAPClient's name of it, its arguments guarded."""
        guard(arguments)
        with self._errors(method):
            return getattr(self._client, method)(*arguments)

    def append(self, folder: str, raw: bytes, flags: Sequence[bytes], at: datetime) -> tuple[int, int] | None:
        """Put a mail into a folder; its bytes travel as a literal, which needs no guard.

        Gives UIDVALIDITY and UID where the server tells them (RFC 4315).
        """
        guard(folder)
        with self._errors("append"):
            answer = self._client.append(folder, raw, flags, at)
        told = _APPENDED.search(answer or b"")
        return (int(told[1]), int(told[2])) if told else None

    def has(self, capability: str) -> bool:
        """Whether the server says it can do something."""
        with self._errors("ask capabilities"):
            return bool(self._client.has_capability(capability))

    def search_since(self, day: date, above: int) -> list[int]:
        """UIDs above a number of mail that arrived since a day, lowest first."""
        criteria = ["SINCE", day]
        if above:
            criteria += ["UID", f"{above + 1}:*"]
        return sorted(uid for uid in self.call("search", criteria) if uid > above)

    def copied_to(self) -> tuple[int, list[int], list[int]] | None:
        """UIDVALIDITY, old and new UIDs of the last move, where the server told them (RFC 4315)."""
        with self._errors("read COPYUID"):
            _, answers = self._client._imap.response("COPYUID")  # noqa: SLF001 - imapclient drops it
        if not answers or not answers[-1]:
            return None
        validity, old, new = answers[-1].split()[:3]
        return int(validity), _numbers(old), _numbers(new)

    def idle(self, seconds: float, wakeup: int) -> None:
        """Wait until the server says something, the wake-up file is readable, or the time is up."""
        with self._errors("idle"):
            self._client.idle()
            if not self._buffered():
                select.select([self._client.socket(), wakeup], [], [], seconds)
            self._client.idle_done()

    def _buffered(self) -> bool:
        """Whether the server's word came together with the answer to IDLE: the socket itself is empty then."""
        connection = self._client.socket()
        before = connection.gettimeout()
        connection.setblocking(False)
        try:
            return bool(self._client._imap.file.peek(1))  # noqa: SLF001 - imaplib has no other way to ask
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        finally:
            connection.settimeout(before)

    def close(self) -> None:
        """Log out, or just let go of a connection that broke."""
        try:
            self._client.logout()
        except (*_BROKEN, IMAPClientError, imaplib.IMAP4.error):
            with suppress(OSError):  # it is closed already where only the server's goodbye was odd
                self._client.shutdown()


def _connect(account: MailboxAccount) -> Any:
    client = IMAPClient(
        account.host,
        port=account.port,
        ssl=account.security is Security.TLS,
        timeout=SocketTimeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS),
    )
    client.normalise_times = False
    if account.security is Security.STARTTLS:
        client.starttls(ssl.create_default_context())
    client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # it writes a command's end by itself
    return client


def _login(client: Any, account: MailboxAccount) -> None:
    if not account.username:
        return
    if account.token:
        client.oauth2_login(account.username, account.token())
    else:
        client.login(account.username, account.password)


def _numbers(text: bytes) -> list[int]:
    """The numbers of a UID set, e.g. ``304,319:320``."""
    found: list[int] = []
    for part in text.decode().split(","):
        first, _, last = part.partition(":")
        low, high = sorted((int(first), int(last or first)))
        found.extend(range(low, high + 1))
    return found
