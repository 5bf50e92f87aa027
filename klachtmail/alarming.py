"""THE ALARM: tells somebody by another way that mail does not work, by the program of ``[alarm] command``.

The program gets the message on its standard input. Where the register can't be written, this process remembers
by itself whom it told: an alarm must not depend on the disk.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from klachtmail.config import Alarm
from klachtmail.core.alarms import Cause, Watch
from klachtmail.logs import get_logger
from klachtmail.records import watches
from klachtmail.records.store import Register
from klachtmail.services import Answer, Post, TryAgain

_SECONDS = 30.0
"""How long the program may take."""
_SECRETS = "KLACHTMAIL_"
"""How the names of our environment variables begin; the program does not get them."""

_log = get_logger(__name__)


@dataclass(slots=True)
class WatchedPost:
    """The way out over SMTP, with a note of whether its server was reached."""

    post: Post
    _reached: bool | None = None

    async def send(self, sender: str, recipient: str, raw: bytes) -> Answer:
        """As ``Post.send``; an error says that nothing at all can go out."""
        self._reached = False
        answer = await self.post.send(sender, recipient, raw)
        self._reached = True
        return answer

    async def close(self) -> None:
        """As ``Post.close``."""
        await self.post.close()

    def reached(self) -> bool | None:
        """Whether the server took part since the last question; None where nothing was to be sent."""
        found, self._reached = self._reached, None
        return found


@dataclass(frozen=True, slots=True)
class AlarmFlow:
    """Notes after each pass what was seen; built once in ``wiring.py``."""

    register: Register
    alarm: Alarm
    seconds: float = _SECONDS
    _kept: dict[Cause, Watch] = field(default_factory=dict)

    async def after(self, seen: Mapping[Cause, bool | None], now: datetime) -> None:
        """What a pass saw of each cause: well, not well, or nothing."""
        if self.alarm.command:
            for cause, well in seen.items():
                await self._look(cause, well, now)

    async def _look(self, cause: Cause, well: bool | None, now: datetime) -> None:
        before = self._last(cause)
        watch = before.seen(well, now)
        if watch.due(cause, now, timedelta(minutes=self.alarm.after_minutes)):
            await self._tell(cause, watch.words(cause, socket.gethostname(), now))
            watch = replace(watch, told=now)
        if watch != before:
            self._note(cause, watch)

    def _last(self, cause: Cause) -> Watch:
        if cause not in self._kept:
            with self.register.transaction() as work:
                self._kept[cause] = watches.last(work, cause)
        return self._kept[cause]

    def _note(self, cause: Cause, watch: Watch) -> None:
        self._kept[cause] = watch
        try:
            with self.register.transaction() as work:
                watches.note(work, cause, watch)
        except TryAgain as error:
            _log.warning("alarm_not_noted", reason=error)

    async def _tell(self, cause: Cause, message: str) -> None:
        """Run the program; what it says or how it fails is for the journal only."""
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith(_SECRETS)}
        nothing = asyncio.subprocess.DEVNULL
        try:
            process = await asyncio.create_subprocess_exec(
                *self.alarm.command, stdin=asyncio.subprocess.PIPE, stdout=nothing, stderr=nothing, env=surroundings
            )
        except OSError as error:
            _log.error("alarm_failed", cause=cause.value, error=type(error).__name__)
            return
        try:
            await asyncio.wait_for(process.communicate(message.encode()), self.seconds)
        except TimeoutError:
            process.kill()
            await process.wait()
        if process.returncode:
            _log.error("alarm_failed", cause=cause.value, code=process.returncode)
        else:
            _log.warning("alarm", cause=cause.value)
