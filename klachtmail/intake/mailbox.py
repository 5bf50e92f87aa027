r"""The mailbox: folders by role, what is new in them, the mails in small batches, moves (DESIGN 2.1).

One thread of its own speaks IMAP and nothing else; the callers' thread waits for it. A connection that
broke is replaced at the next call. The mailbox is shared with people: only BODY.PEEK[] reads a mail, \\Seen
is neither asked nor set, and only the mails named are moved.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from klachtmail.core.model import Role
from klachtmail.intake.imap import Connection
from klachtmail.services import Fetched, Folder, Listing, MailboxAccount, Refused, TryAgain, Where

_BATCH_MAILS = 50
_BATCH_BYTES = 4_000_000
_HEAD_BYTES = 131_072
_IDLE_SECONDS = 9 * 60
"""A silent peer shows only when IDLE ends; servers may hang up after thirty minutes, routers earlier."""

T = TypeVar("T")


class ImapMailbox:
    """The mailbox of one account; see ``services.Mailbox`` for the contract of each method."""

    def __init__(self, account: MailboxAccount) -> None:
        self._account = account
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="imap")
        self._connection: Connection | None = None
        self._selected = ""
        self._next = 0
        self._looked: dict[str, int] = {}
        self._folders: tuple[Folder, ...] = ()
        self._wakeup, self._waker = os.pipe()
        os.set_blocking(self._wakeup, False)
        os.set_blocking(self._waker, False)

    async def _run(self, act: Callable[[Connection], T]) -> T:
        """An act on the connection, in the IMAP thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._act, act)

    def _act(self, act: Callable[[Connection], T]) -> T:
        if self._connection is None:
            self._connection, self._selected = Connection(self._account), ""
        try:
            return act(self._connection)
        except TryAgain:
            self._drop()
            raise

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection, self._selected = None, ""

    async def folders(self) -> tuple[Folder, ...]:
        """Every folder that mail may be in, watched ones first; missing ones of ours are made."""
        self._folders = await self._run(lambda connection: _folders(connection, self._account))
        return self._folders

    def _named(self, role: Role) -> Folder | None:
        return next((folder for folder in self._folders if folder.role is role), None)

    async def listing(self, folder: Folder, since: date, above: int = 0) -> Listing:
        """What a folder holds since a day; a day more, for a server in another time zone."""

        def act(connection: Connection) -> Listing:
            validity = self._select(connection, folder.name, fresh=True)
            self._looked[folder.name] = self._next
            uids = connection.search_since(since - timedelta(days=1), above)
            return Listing(folder, validity, tuple(uids))

        return await self._run(act)

    def _select(self, connection: Connection, name: str, *, fresh: bool = False) -> int:
        """Select a folder (again, where news is wanted) and give its UIDVALIDITY."""
        if fresh or self._selected != name:
            answer = connection.call("select_folder", name)
            self._selected = name
            self._validity = int(answer[b"UIDVALIDITY"])
            self._next = int(answer.get(b"UIDNEXT", 0))
        return self._validity

    async def fetch(self, listing: Listing, uids: Sequence[int]) -> AsyncIterator[tuple[Fetched, ...]]:
        """The mails in small batches; the next one is fetched while the caller works on this one."""
        sizes = await self._run(lambda connection: self._sizes(connection, listing, uids))
        batches = list(_batches(sizes, self._account.max_message_bytes))
        coming = [self._later(listing, batch, sizes) for batch in batches[:1]]
        for number in range(len(batches)):
            fetched = await coming.pop()
            coming = [self._later(listing, batch, sizes) for batch in batches[number + 1 : number + 2]]
            yield fetched

    def _later(self, listing: Listing, batch: list[int], sizes: dict[int, int]) -> asyncio.Task[tuple[Fetched, ...]]:
        return asyncio.create_task(self._run(lambda connection: self._bodies(connection, listing, batch, sizes)))

    def _sizes(self, connection: Connection, listing: Listing, uids: Sequence[int]) -> dict[int, int]:
        if not uids or self._select(connection, listing.folder.name) != listing.uidvalidity:
            return {}
        answer = connection.call("fetch", list(uids), [b"RFC822.SIZE"])
        return {uid: int(parts[b"RFC822.SIZE"]) for uid, parts in sorted(answer.items()) if uid in set(uids)}

    def _bodies(
        self, connection: Connection, listing: Listing, uids: list[int], sizes: dict[int, int]
    ) -> tuple[Fetched, ...]:
        if self._select(connection, listing.folder.name) != listing.uidvalidity:
            return ()
        whole = sizes[uids[0]] <= self._account.max_message_bytes
        item = b"BODY.PEEK[]" if whole else f"BODY.PEEK[]<0.{_HEAD_BYTES}>".encode()
        answer = connection.call("fetch", uids, [b"INTERNALDATE", item])
        mails = (_fetched(listing, uid, sizes[uid], parts, complete=whole) for uid, parts in sorted(answer.items()))
        return tuple(mail for mail in mails if mail)

    async def move(self, listing: Listing, uids: Sequence[int], target: Role) -> dict[int, Where | None]:
        """Move mails by UID; the new places where the server tells them."""
        folder = self._named(target)
        assert folder is not None, "our own folders are made before anything moves"
        return await self._run(lambda connection: self._moved(connection, listing, list(uids), folder.name))

    def _moved(self, connection: Connection, listing: Listing, uids: list[int], target: str) -> dict[int, Where | None]:
        """Selected anew first: Dovecot refuses the whole move where it has yet to tell that one mail is gone."""
        if self._select(connection, listing.folder.name, fresh=True) != listing.uidvalidity:
            return {}
        if connection.has("MOVE"):
            connection.call("move", uids, target)
        else:
            _copy_and_expunge(connection, uids, target)
        moved: dict[int, Where | None] = dict.fromkeys(uids)
        told = connection.copied_to()
        if told:
            moved |= {old: Where(target, told[0], new) for old, new in zip(told[1], told[2], strict=False)}
        return moved

    async def append_sent(self, letters: Sequence[tuple[bytes, datetime]]) -> list[Where | None]:
        """Put copies of letters into Sent, marked as read; their places where the server tells them."""
        sent = await self._sent()

        def act(connection: Connection) -> list[Where | None]:
            places = [connection.append(sent.name, raw, [b"\\Seen"], at) for raw, at in letters]
            return [Where(sent.name, *place) if place else None for place in places]

        return await self._run(act)

    async def _sent(self) -> Folder:
        """The folder Sent, also where the mailbox was out of reach until now."""
        if self._named(Role.SENT) is None:
            await self.folders()
        sent = self._named(Role.SENT)
        assert sent is not None, "folders() makes Sent where it is missing"
        return sent

    async def in_sent(self, message_id: str) -> bool:
        """Whether a letter of ours stands in Sent; the Message-ID is our own, never a sender's."""
        sent = await self._sent()

        def act(connection: Connection) -> bool:
            self._select(connection, sent.name, fresh=True)
            return bool(connection.call("search", ["HEADER", "Message-ID", message_id]))

        return await self._run(act)

    async def wait(self, seconds: float) -> None:
        """IDLE on the inbox (poll where the server can't), at most nine minutes at a time."""
        inbox = self._named(Role.INBOX)
        assert inbox is not None, "the inbox is known before anybody waits for mail"

        def act(connection: Connection) -> None:
            self._select(connection, inbox.name, fresh=True)
            if self._looked.get(inbox.name, self._next) != self._next:
                return  # mail came since the last look; IDLE would tell only of what comes after it began
            connection.idle(min(seconds, _IDLE_SECONDS), self._wakeup)
            self._drain()

        if not await self._run(lambda connection: connection.has("IDLE")):
            await asyncio.sleep(min(seconds, 60))
            return
        await self._run(act)

    def _drain(self) -> None:
        try:
            os.read(self._wakeup, 1024)
        except BlockingIOError:
            return

    def wake(self) -> None:
        """End a wait, from any thread."""
        try:
            os.write(self._waker, b"x")
        except BlockingIOError:
            return  # it is full of wake-ups already

    async def close(self) -> None:
        """Log out and free the thread."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._drop)
        self._thread.shutdown()
        os.close(self._wakeup)
        os.close(self._waker)


def _fetched(listing: Listing, uid: int, size: int, parts: dict[bytes, Any], *, complete: bool) -> Fetched | None:
    """One mail of a FETCH answer; None where somebody moved it away meanwhile."""
    raw = parts.get(b"BODY[]") or parts.get(b"BODY[]<0>")
    if not raw or b"INTERNALDATE" not in parts:
        return None
    where = Where(listing.folder.name, listing.uidvalidity, uid)
    return Fetched(where, parts[b"INTERNALDATE"], size, raw, complete)


def _batches(sizes: dict[int, int], largest: int) -> Iterator[list[int]]:
    """UIDs in batches of bounded number and bytes; one that is too large comes alone."""
    batch: list[int] = []
    total = 0
    for uid, size in sizes.items():
        if batch and (size > largest or total + size > _BATCH_BYTES or len(batch) == _BATCH_MAILS):
            yield batch
            batch, total = [], 0
        batch.append(uid)
        total += size if size <= largest else _BATCH_BYTES
    if batch:
        yield batch


def _copy_and_expunge(connection: Connection, uids: list[int], target: str) -> None:
    """Move where the server can't: COPY, then UID EXPUNGE of just these (never a plain EXPUNGE)."""
    if not connection.has("UIDPLUS"):
        raise Refused("the server has neither MOVE nor UIDPLUS, so mail can't be moved safely; use another")
    connection.call("copy", uids, target)
    connection.call("add_flags", uids, [b"\\Deleted"])
    connection.call("uid_expunge", uids)


def _folders(connection: Connection, account: MailboxAccount) -> tuple[Folder, ...]:
    """The mailbox's folders with their roles; ours are made where missing."""
    listed = connection.call("list_folders")
    delimiter = next((mark.decode() for _, mark, _ in listed if mark), "/")
    present = {name: flags for flags, _, name in listed}
    wanted = {
        Role.INBOX: account.inbox,
        Role.JUNK: account.junk or _special(present, b"\\Junk", "Junk"),
        Role.SENT: account.sent or _special(present, b"\\Sent", "Sent"),
        Role.PROCESSED: account.processed,
        Role.UNREADABLE: account.unreadable,
    }
    ours = {role: name.replace("/", delimiter) for role, name in wanted.items()}
    for name in ours.values():
        _make(connection, name, present)
    known = set(ours.values())
    others = (name for name, flags in present.items() if name not in known and _readable(name, flags))
    return (
        *(Folder(name, role) for role, name in ours.items()),
        *(Folder(name, Role.OTHER) for name in others),
    )


def _make(connection: Connection, name: str, present: dict[str, Sequence[bytes]]) -> None:
    if name in present or name.upper() == "INBOX":
        return
    try:
        connection.call("create_folder", name)
        connection.call("subscribe_folder", name)
    except TryAgain as error:
        raise Refused(f"folder {name!r} is missing and can't be made ({error}); make it or mend [mailbox]") from error


def _special(present: dict[str, Sequence[bytes]], mark: bytes, usual: str) -> str:
    """The folder that the server marks for a use (RFC 6154), else its usual English name."""
    return next((name for name, flags in present.items() if mark in flags), usual)


def _readable(name: str, flags: Sequence[bytes]) -> bool:
    """Whether a folder holds mail of its own: not Drafts, not a mere container, not the view of all mail."""
    return name != "Drafts" and not {b"\\Drafts", b"\\Noselect", b"\\NonExistent", b"\\All"} & set(flags)
