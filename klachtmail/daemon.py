"""The loop: a pass, then wait for mail (IDLE) or the next due moment. One pass is also ``once``.

A fault of the network never ends the loop: it waits, longer each time, and says so. SIGTERM lets the
message in hand be finished.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import socket
from collections.abc import Awaitable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from klachtmail.core.alarms import Cause
from klachtmail.logs import get_logger
from klachtmail.post.letters import TemplateMistake
from klachtmail.records import engine
from klachtmail.services import Refused, TryAgain
from klachtmail.wiring import Works, unwritable

_OTHERS_EVERY = timedelta(minutes=5)
"""Junk and Sent are looked at this often, on the same connection."""
_LONGEST_WAIT = 300.0
_LONGEST_BACKOFF = 300.0
_STOP_SECONDS = 4.0
_ALIVE_SECONDS = 5.0
_START_MICROSECONDS = 300_000_000
"""systemd waits this long for the next message of the first pass; a full mailbox may take many minutes."""

_MOST_DOUBLINGS = 9
"""After so many the longest pause is reached."""

Trouble = TryAgain | Refused

_log = get_logger(__name__)


async def one_pass(works: Works, *, everything: bool = True) -> None:
    """Mail first, then what is due, then the outbox.

    Raises TryAgain or Refused where a part could not be done; the other parts are done even then.
    """
    now = works.clock()
    await _pass(works, works.intake.round(now, everything=everything), now)
    engine.drop_copies(works.register.file)


async def _pass(works: Works, mail: Awaitable[None], now: datetime) -> None:
    """One look at (a part of) the mailbox, what is due, the outbox; what went wrong is raised at the end.

    What lasts, or breaks the pass, is also told by another way than mail (``alarming``).
    """
    try:
        unread, undone, unsent = await _parts(works, mail, now)
    except Exception:
        await works.alarm.after({Cause.WORK: False}, works.clock())
        raise
    done = None if isinstance(undone, TryAgain) else undone is None
    seen = {Cause.IMAP: unread is None, Cause.SMTP: works.post.reached(), Cause.WORK: done}
    await works.alarm.after(seen, works.clock())
    with works.register.transaction() as work:
        work.set_moment("last_pass", now)
    if trouble := unread or undone or unsent:
        raise trouble


async def _parts(works: Works, mail: Awaitable[None], now: datetime) -> tuple[Trouble | None, ...]:
    """The three parts of a pass, each with its trouble; one that can't be done does not keep the others."""
    unread = await _trouble(_read(works, mail, now))
    undone = await _trouble(_what_is_due(works))
    return unread, undone, await _trouble(works.outbox.send_due(works.clock()))


async def _read(works: Works, mail: Awaitable[None], now: datetime) -> None:
    """The mail, and when it was read: the digest of the same pass says so."""
    await mail
    with works.register.transaction() as work:
        work.set_moment("last_mail", now)


async def _what_is_due(works: Works) -> None:
    """Reminders, escalations, digest: all that falls due by time alone."""
    works.time.tick(works.clock())


async def _trouble(part: Awaitable[None]) -> Trouble | None:
    """What an edge said of a part that could not be done; the caller raises it."""
    try:
        await part
    except (TryAgain, Refused) as error:
        return error
    except TemplateMistake as mistake:
        return unwritable(mistake)
    return None


class Daemon:
    """Runs passes until it is told to stop."""

    def __init__(self) -> None:
        self._stopped = asyncio.Event()
        self._works: Works | None = None
        self._ready = False
        self._alive_at = 0.0
        self._faults = 0
        self._looked: datetime | None = None
        self._compared: datetime | None = None

    def stopping(self) -> bool:
        """Whether SIGTERM or SIGINT came."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Finish what is in hand and end."""
        self._stopped.set()
        if self._works is not None:
            self._works.mailbox.wake()

    def step(self, _name: str) -> None:
        """A step of the work in hand was done: tell systemd now and then that the work goes on."""
        now = asyncio.get_running_loop().time()
        if now - self._alive_at > _ALIVE_SECONDS:
            self._alive_at = now
            notify("WATCHDOG=1" if self._ready else f"EXTEND_TIMEOUT_USEC={_START_MICROSECONDS}")

    async def run(self, works: Works) -> bool:
        """Until stopped; False where something (a silent server) kept it from ending in time.

        Raises Refused where the first pass shows that a person must mend something.
        """
        self._works = works
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        work = asyncio.create_task(self._work(works))
        stopped = asyncio.create_task(self._stopped.wait())
        await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        notify("STOPPING=1")
        await asyncio.wait({work}, timeout=_STOP_SECONDS)
        if work.done():
            work.result()
        return work.done()

    async def _work(self, works: Works) -> None:
        """Turn after turn, then log out."""
        works.outbox.recover(works.clock())
        try:
            while not self.stopping():
                await self._turn(works)
        finally:
            await works.mailbox.close()

    async def _turn(self, works: Works) -> None:
        """Look, then wait until there is something to do; after a fault only wait."""
        fault = await _trouble(self._look(works))
        if fault and not self._ready and not isinstance(fault, TryAgain):
            raise fault
        self._tell_ready()
        fault = fault or await _trouble(self._wait(works))
        self._faults = self._faults + 1 if fault else 0
        if fault:
            _tell(fault, self._faults)
            await self._pause()

    async def _look(self, works: Works) -> None:
        """All folders at first, after a fault and once a night; else the inbox, now and then Junk and Sent."""
        now = works.clock()
        everything = self._faults > 0 or self._night(works, now)
        if everything or self._looked is None or now - self._looked >= _OTHERS_EVERY:
            await one_pass(works, everything=everything)
            self._looked, self._compared = now, now if everything else self._compared
        else:
            await _pass(works, works.intake.inbox(now), now)

    def _night(self, works: Works, now: datetime) -> bool:
        """Whether a night has passed since all folders were compared with the ledger."""
        if self._compared is None:
            return True
        zone = ZoneInfo(works.config.office.organisation.timezone)
        return now.astimezone(zone).date() > self._compared.astimezone(zone).date()

    def _tell_ready(self) -> None:
        if not self._ready:
            self._ready = True
            notify("READY=1")
        notify("WATCHDOG=1")

    async def _wait(self, works: Works) -> None:
        if not self.stopping():
            await works.mailbox.wait(_seconds(works))

    async def _pause(self) -> None:
        """Longer each time, spread so that many programs do not come back at once."""
        seconds = min(2.0 ** min(self._faults, _MOST_DOUBLINGS), _LONGEST_BACKOFF) * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopped.wait(), seconds)


def _seconds(works: Works) -> float:
    """Until the next letter or the next thing of the clock is due, or the next look at the other folders."""
    now = works.clock()
    with works.register.transaction() as work:
        letter = work.outbox.next_moment()
    due = min(moment for moment in (letter, works.time.next_moment(now)) if moment)
    return min(max((due - now).total_seconds(), 0.1), _LONGEST_WAIT)


def _tell(fault: Trouble, attempt: int) -> None:
    """What passes by itself is a warning; what a person must mend is an error, tried again all the same."""
    log = _log.warning if isinstance(fault, TryAgain) else _log.error
    log("try_again", reason=fault, attempt=attempt)


def notify(state: str) -> None:
    """Tell systemd (sd_notify(3)), never waiting for it; nothing where it did not start us."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as channel:
        try:
            channel.connect(f"\0{address[1:]}" if address.startswith("@") else address)
            channel.send(state.encode())
        except OSError as error:
            _log.warning("systemd_not_told", error=type(error).__name__)
