"""The Protocols of the edges, their settings, and the only two errors an edge may raise."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from klachtmail.core.model import Role


class TryAgain(Exception):  # noqa: N818 - it says what to do, which "Error" would not
    """Passing trouble (network, 4xx, full disk): the same thing may work later.

    ``str()`` says what happened, to what, and what to do.
    """


class Refused(Exception):  # noqa: N818 - as TryAgain
    """Lasting trouble (wrong password, no such folder, 5xx): a person must mend something.

    ``str()`` says what happened, to what, and what to do.
    """


class Security(StrEnum):
    """How a connection is protected: from its first byte, after STARTTLS, or not at all."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailboxAccount:
    """The mailbox on its IMAP server.

    ``auth`` is ``password`` or ``oauth2`` (then ``token`` reads the access token of now); an empty ``username``
    means no login. Folder names use ``/`` as delimiter; an empty ``junk`` or ``sent`` is found by
    SPECIAL-USE. ``internal_proof`` is empty or ``exchange``. ``accept_since`` is a day, inclusive; None is
    the day of the first start.
    """

    host: str
    port: int
    security: Security
    auth: str
    username: str
    password: str = field(repr=False)
    inbox: str = "INBOX"
    junk: str = ""
    sent: str = ""
    processed: str = "Klachten/Verwerkt"
    unreadable: str = "Klachten/Onleesbaar"
    trusted_authserv_id: str = ""
    internal_proof: str = ""
    accept_since: date | None = None
    max_message_bytes: int = 30_000_000
    token: Callable[[], str] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class SmtpAccount:
    """The server that takes our letters; ``auth``, ``username``, ``password`` and ``token`` as for the mailbox.

    ``saves_to_sent``: the server keeps a copy in Sent by itself. ``signed_bounces``: it accepts a signed
    bounce address as envelope sender.
    """

    host: str
    port: int
    security: Security
    auth: str
    username: str
    password: str = field(repr=False)
    saves_to_sent: bool = False
    signed_bounces: bool = False
    token: Callable[[], str] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a mail: folder, UIDVALIDITY and UID."""

    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail as the server gave it; ``complete`` is False where only its first part was fetched."""

    where: Where
    internaldate: datetime
    size: int
    raw: bytes = field(repr=False)
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the mailbox by its name on the server, and where it stands in the work."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder holds since a day: its UIDVALIDITY and the UIDs, lowest first."""

    folder: Folder
    uidvalidity: int
    uids: tuple[int, ...]


class Mailbox(Protocol):
    """The mailbox over IMAP. Every call may raise TryAgain (network) or Refused (a person must mend it)."""

    async def folders(self) -> tuple[Folder, ...]:
        """Every folder that mail may be in (not Drafts), the watched ones first; missing ones are made."""
        ...

    async def listing(self, folder: Folder, since: date, above: int = 0) -> Listing:
        """What a folder holds since a day, of UIDs above a number."""
        ...

    def fetch(self, listing: Listing, uids: Sequence[int]) -> AsyncIterator[tuple[Fetched, ...]]:
        """The mails in small batches, bounded in bytes; what is gone by then is left out."""
        ...

    async def move(self, listing: Listing, uids: Sequence[int], target: Role) -> dict[int, Where | None]:
        """Move mails; the new places where the server tells them."""
        ...

    async def append_sent(self, letters: Sequence[tuple[bytes, datetime]]) -> list[Where | None]:
        """Put copies of letters into Sent, marked as read; their places where the server tells them."""
        ...

    async def in_sent(self, message_id: str) -> bool:
        """Whether a letter of ours stands in Sent (by its own Message-ID)."""
        ...

    async def wait(self, seconds: float) -> None:
        """Until something new may be in the inbox, ``wake`` is called, or the time is up."""
        ...

    def wake(self) -> None:
        """End a wait, from any thread."""
        ...

    async def close(self) -> None:
        """Log out and free the thread."""
        ...


class Outcome(StrEnum):
    """What became of one letter: taken, to be tried again, refused for good, or unknown (DESIGN 2.3)."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of one letter and the server's words on it."""

    outcome: Outcome
    text: str


class Post(Protocol):
    """The way out over SMTP: one connection for a batch."""

    async def send(self, sender: str, recipient: str, raw: bytes) -> Answer:
        """Send one letter. Raises TryAgain or Refused where no letter at all can go out now."""
        ...

    async def close(self) -> None:
        """End the connection; the next letter opens a new one."""
        ...
