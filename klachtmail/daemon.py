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
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from klachtmail.logs import get_logger
from klachtmail.records import engine
from klachtmail.services import TryAgain
from klachtmail.wiring import Works

_OTHERS_EVERY = timedelta(minutes=5)
"""Junk and Sent are looked at this often, on the same connection."""
_LONGEST_WAIT = 300.0
_LONGEST_BACKOFF = 300.0
_STOP_SECONDS = 4.0

_log = get_logger(__name__)


async def one_pass(works: Works, *, everything: bool = True) -> None:
    """Mail first, then what is due, then the outbox.

    Raises TryAgain where the mailbox can't be reached; what is due and the outbox are done even then.
    """
    now = works.clock()
    trouble: TryAgain | None = None
    try:
        await works.intake.round(now, everything=everything)
    except TryAgain as error:
        trouble = error
    await works.outbox.send_due(works.clock())
    with works.register.transaction() as work:
        work.set_moment("last_pass", now)
        if trouble is None:
            work.set_moment("last_mail", now)
    if trouble is not None:
        raise trouble
    engine.drop_copies(works.register.file)


class Daemon:
    """Runs passes until it is told to stop."""

    def __init__(self) -> None:
        self._stopped = asyncio.Event()
        self._works: Works | None = None

    def stopping(self) -> bool:
        """Whether SIGTERM or SIGINT came."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Finish what is in hand and end."""
        self._stopped.set()
        if self._works is not None:
            self._works.mailbox.wake()

    async def run(self, works: Works) -> None:
        """Until stopped; tells systemd when it is ready and that it is alive."""
        self._works = works
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        work = asyncio.create_task(self._work(works))
        stopped = asyncio.create_task(self._stopped.wait())
        await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            await asyncio.wait({work}, timeout=_STOP_SECONDS)
        notify("STOPPING=1")
        stopped.cancel()
        if work.done():
            work.result()
        else:
            work.cancel()

    async def _work(self, works: Works) -> None:
        works.outbox.recover(works.clock())
        await one_pass(works)
        notify("READY=1")
        faults = 0
        compared, looked = works.clock(), works.clock()
        while not self.stopping():
            try:
                await works.mailbox.wait(self._seconds(works))
                notify("WATCHDOG=1")
                now = works.clock()
                everything = self._night(works, compared, now) or faults > 0
                if everything or now - looked >= _OTHERS_EVERY:
                    await one_pass(works, everything=everything)
                    looked, compared = now, now if everything else compared
                elif not self.stopping():
                    await self._short(works, now)
                faults = 0
            except TryAgain as error:
                faults += 1
                _log.warning("try_again", reason=error, attempt=faults)
                await self._pause(faults)

    async def _short(self, works: Works, now: datetime) -> None:
        await works.intake.inbox(now)
        await works.outbox.send_due(now)
        with works.register.transaction() as work:
            work.set_moment("last_pass", now)
            work.set_moment("last_mail", now)

    def _seconds(self, works: Works) -> float:
        """Until the next letter is due, or the next look at the other folders."""
        with works.register.transaction() as work:
            moment = work.outbox.next_moment()
        due = (moment - works.clock()).total_seconds() if moment else _LONGEST_WAIT
        return min(max(due, 0.1), _LONGEST_WAIT)

    def _night(self, works: Works, compared: datetime, now: datetime) -> bool:
        """Whether a night has passed since all folders were compared with the ledger."""
        zone = ZoneInfo(works.config.office.organisation.timezone)
        return now.astimezone(zone).date() > compared.astimezone(zone).date()

    async def _pause(self, faults: int) -> None:
        """Longer each time, spread so that many programs do not come back at once."""
        seconds = min(2.0**faults, _LONGEST_BACKOFF) * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopped.wait(), seconds)


def notify(state: str) -> None:
    """Tell systemd (sd_notify(3)); nothing where it did not start us."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        try:
            channel.connect(f"\0{address[1:]}" if address.startswith("@") else address)
            channel.send(state.encode())
        except OSError as error:
            _log.warning("systemd_not_told", error=type(error).__name__)
