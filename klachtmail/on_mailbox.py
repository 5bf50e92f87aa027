"""The mailbox, folder by folder: what is new is taken in, what was decided is moved (DESIGN 2.1)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import zip_longest
from zoneinfo import ZoneInfo

from klachtmail.core.model import Role
from klachtmail.logs import get_logger
from klachtmail.on_message import MessageFlow
from klachtmail.services import Fetched, Folder, Listing, Mailbox, TryAgain

WATCHED = (Role.INBOX, Role.JUNK, Role.SENT)

_log = get_logger(__name__)


@dataclass(slots=True)
class MailboxFlow:
    """One round through the mailbox; remembers UIDVALIDITY and highest UID of each folder between rounds."""

    mailbox: Mailbox
    messages: MessageFlow
    stop: Callable[[], bool] = bool
    missing_room: Callable[[], str] = str
    _above: dict[str, tuple[int, int]] = field(default_factory=dict)
    _folders: tuple[Folder, ...] = ()

    async def round(self, now: datetime, *, everything: bool) -> None:
        """Take in what is new. ``everything`` compares all folders with the ledger; else only the watched.

        Sent comes first then: it may hold higher case numbers than a register that was restored.
        """
        since = self._since(now)
        if everything or not self._folders:
            self._folders, self._above = await self.mailbox.folders(), {}
            await self._resume(now)
        folders = [one for one in self._folders if everything or one.role in WATCHED]
        counts = [await self._folder(folder, since, now) for folder in sorted(folders, key=_sent_first)]
        if everything:
            with self.messages.register.transaction() as work:
                work.set("mailbox_on_server", str(sum(count for count, _ in counts)))
                work.set("mailbox_known", str(sum(known for _, known in counts)))

    async def inbox(self, now: datetime) -> None:
        """Take in what is new in the inbox only."""
        for folder in self._folders:
            if folder.role is Role.INBOX:
                await self._folder(folder, self._since(now), now)

    def _since(self, now: datetime) -> date:
        """Mail from before this day is not ours: configured, or the day of the first start."""
        if self.messages.account.accept_since:
            return self.messages.account.accept_since
        zone = ZoneInfo(self.messages.office.organisation.timezone)
        with self.messages.register.transaction() as work:
            if not work.setting("accept_since"):
                work.set("accept_since", now.astimezone(zone).date().isoformat())
            return date.fromisoformat(work.setting("accept_since"))

    async def _folder(self, folder: Folder, since: date, now: datetime) -> tuple[int, int]:
        """Take in and file what is in one folder; how many mails it listed, and how many are known now."""
        validity, above = self._above.get(folder.name, (0, 0))
        listing = await self.mailbox.listing(folder, since, above)
        if above and listing.uidvalidity != validity:
            above = 0  # all places are new, and count from one again
            listing = await self.mailbox.listing(folder, since)
        with self.messages.register.transaction() as work:
            seen = work.ledger.seen(folder.name, listing.uidvalidity, above)
        unknown = [uid for uid in listing.uids if uid not in seen]
        await self._take_in(listing, unknown, since, now)
        await self._file(listing, now)
        self._above[folder.name] = (listing.uidvalidity, max((above, *listing.uids)))
        with self.messages.register.transaction() as work:
            known = work.ledger.seen(folder.name, listing.uidvalidity, above)
        return len(listing.uids), len(known.intersection(listing.uids))

    async def _take_in(self, listing: Listing, uids: list[int], since: date, now: datetime) -> None:
        zone = ZoneInfo(self.messages.office.organisation.timezone)
        if uids:
            self._need_room()
        async for batch in self.mailbox.fetch(listing, uids):
            if self.stop():
                return
            self.messages.step("fetch")
            days = [fetched.internaldate.astimezone(zone).date() for fetched in batch]
            self._skip([fetched for fetched, day in zip(batch, days, strict=True) if day < since], now)
            ours = [fetched for fetched, day in zip(batch, days, strict=True) if day >= since]
            if ours:
                await self._handle(self.messages.keep(ours, listing.folder.role, now), now)
                self._need_room()

    def _need_room(self) -> None:
        """Raises TryAgain where the disk has no room for more mail; ``status`` tells of it until there is."""
        missing = self.missing_room()
        with self.messages.register.transaction() as work:
            if work.setting("missing_room") != missing:
                work.set("missing_room", missing)
        if missing:
            raise TryAgain(missing)

    def _skip(self, batch: list[Fetched], now: datetime) -> None:
        """Mails from before our time: their places are noted, so that they are not fetched again."""
        if batch:
            with self.messages.register.transaction() as work:
                for fetched in batch:
                    work.ledger.skip(fetched.where, fetched.internaldate, now)

    async def _handle(self, waiting: list[int], now: datetime) -> None:
        """Handle kept mails; those that a stop leaves are taken up at the next start."""
        for mail_id, following in zip_longest(waiting, waiting[1:]):
            if self.stop():
                return
            self.messages.handle(mail_id, now, following)
            await asyncio.sleep(0)  # lets a signal in: a stop waits for the message in hand only

    async def _resume(self, now: datetime) -> None:
        for mail_id in self.messages.unfinished():
            if self.stop():
                return
            self.messages.resume(mail_id, now)
            await asyncio.sleep(0)

    async def _file(self, listing: Listing, now: datetime) -> None:
        """Carry out the moves that were decided; after a crash they are simply carried out again."""
        with self.messages.register.transaction() as work:
            waiting = work.ledger.to_file(listing.folder.name, listing.uidvalidity)
        for target in (Role.PROCESSED, Role.UNREADABLE):
            uids = [uid for uid, role in waiting if role == target]
            if not uids:
                continue
            moved = (
                dict.fromkeys(uids) if listing.folder.role is target else await self.mailbox.move(listing, uids, target)
            )
            self.messages.step("move")
            with self.messages.register.transaction() as work:
                work.ledger.note_moved(listing.folder.name, listing.uidvalidity, moved, now)
            _log.info("filed", count=len(moved), folder=target.value)


def _sent_first(folder: Folder) -> bool:
    return folder.role is not Role.SENT
