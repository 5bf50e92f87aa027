"""The rehearsal on its stage: scenes one after another, and between them the time that passes.

The clock goes from one due moment to the next, as the daemon sleeps: each is a whole pass over the real servers.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime

from klachtmail.daemon import one_pass
from klachtmail.demo import scenes
from klachtmail.demo.mailserver import MailServer, submit
from klachtmail.demo.scenes import Scene
from klachtmail.demo.timeline import say, short_time, subject_of, tell
from klachtmail.wiring import Works


class DemoClock:
    """A clock that the rehearsal sets forward."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """The moment of the scene, in UTC."""
        return self.moment.astimezone(UTC)


async def play(works: Works, clock: DemoClock, server: MailServer) -> None:
    """Every scene at its moment, and all that falls due before, between and after them."""
    for scene in scenes.SCENES:
        await _time_passes(works, clock, server, scene.at)
        clock.moment = scene.at
        say(f"\n{short_time(scene.at)}  {scene.name} <{scene.writer}> schrijft: {scene.shows}")
        await asyncio.to_thread(submit, server, scene.writer, scenes.MAILBOX, _mail(scene, server))
        for _ in range(2):  # the second pass meets what machines answered to the first
            await _pass(works, server)
    say(f"\nNiemand doet nu nog iets. Wat doet klachtmail tot {short_time(scenes.UNTIL)}?")
    await _time_passes(works, clock, server, scenes.UNTIL)


async def _time_passes(works: Works, clock: DemoClock, server: MailServer, until: datetime) -> None:
    """A pass at each moment at which something may fall due."""
    while (due := works.time.next_moment(clock())) < until:
        clock.moment = due
        await _pass(works, server)


async def _pass(works: Works, server: MailServer) -> None:
    before = len(server.received)
    await one_pass(works, everything=False)
    tell(mail for mail in server.received[before:] if mail.mail_from == scenes.MAILBOX)


def _mail(scene: Scene, server: MailServer) -> bytes:
    """The scene's mail, as its writer's program would make it."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = f"{scene.name} <{scene.writer}>"
    mail["To"] = scenes.MAILBOX
    mail["Date"] = format_datetime(scene.at)
    mail["Message-ID"] = f"<{scene.at:%Y%m%d%H%M}@{scene.writer.partition('@')[2]}>"
    mail["Subject"] = scene.subject
    if scene.replies:
        answered = _latest(server, scene.writer, f"[KL-2026-{scene.about:04d}" if scene.about else "[KL-")
        del mail["Subject"], mail["To"]
        prefix = "Automatisch antwoord" if scene.automatic else "RE"
        mail["Subject"] = f"{prefix}: {answered['Subject']}"
        mail["To"] = answered["Reply-To"]
        mail["In-Reply-To"] = answered["Message-ID"]
    if scene.automatic:
        mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(scene.text)
    return mail.as_bytes()


def _latest(server: MailServer, writer: str, about: str) -> EmailMessage:
    """The latest letter to somebody about a case: what he answers."""
    theirs = (mail for mail in reversed(server.received) if writer in mail.rcpt_to)
    latest = next(mail for mail in theirs if about in subject_of(mail))
    found = message_from_bytes(latest.raw, policy=policy.default)
    assert isinstance(found, EmailMessage), "parsed with a policy of new messages"
    return found
