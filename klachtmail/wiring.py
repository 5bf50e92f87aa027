"""Builds the real services from the configuration: the only module that knows every edge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from klachtmail.alarming import AlarmFlow, WatchedPost
from klachtmail.clock import Clock
from klachtmail.config import Config
from klachtmail.core.workdays import Calendar
from klachtmail.intake.mailbox import ImapMailbox
from klachtmail.on_mailbox import MailboxFlow
from klachtmail.on_message import MessageFlow, Step
from klachtmail.on_send import SendFlow
from klachtmail.on_tick import TickFlow
from klachtmail.post.letters import Letters, TemplateMistake
from klachtmail.post.smtp import SmtpPost
from klachtmail.records import engine
from klachtmail.records.room import Room
from klachtmail.records.store import Register
from klachtmail.services import Refused
from klachtmail.writing import Writer


def _no_step(_name: str) -> None:
    """Nobody watches the steps."""


@dataclass(frozen=True, slots=True)
class Works:
    """Everything that one pass needs, built once."""

    config: Config
    clock: Clock
    register: Register
    mailbox: ImapMailbox
    messages: MessageFlow
    intake: MailboxFlow
    time: TickFlow
    outbox: SendFlow
    post: WatchedPost
    alarm: AlarmFlow

    async def close(self) -> None:
        """Log out everywhere and let go of the register."""
        await self.mailbox.close()
        self.register.close()


@contextmanager
def built(
    config: Config,
    clock: Clock,
    *,
    step: Step = _no_step,
    stop: Callable[[], bool] = bool,
) -> Iterator[Works]:
    """The works on the register, which only this process holds.

    Raises TryAgain where another instance holds it or the disk is in trouble, Refused where a newer
    klachtmail made it or a template of the organisation's own is wrong, also where that shows later.
    """
    file = engine.file_of(config.database_url)
    with engine.only_one(file):
        letters = Letters(config.office, config.letters_folder)
        if config.letters_folder:
            _check(letters)
        register = Register(file)
        try:
            yield _assemble(config, clock, register, letters, step, stop)
        except TemplateMistake as error:
            raise unwritable(error) from error
        finally:
            register.close()


def unwritable(mistake: TemplateMistake) -> Refused:
    """A template that breaks on one letter, told without the letter's words (R33)."""
    cause = type(mistake.__cause__).__name__
    return Refused(f"template {mistake.file}, line {mistake.line}, breaks on a letter ({cause}); mend it there")


def _check(letters: Letters) -> None:
    mistakes = letters.check()
    if mistakes:
        raise Refused("the letters of [letters] folder have mistakes:\n" + "\n".join(mistakes))


def _assemble(
    config: Config,
    clock: Clock,
    register: Register,
    letters: Letters,
    step: Step,
    stop: Callable[[], bool],
) -> Works:
    mailbox = ImapMailbox(config.mailbox)
    writer = Writer(letters, config.office, register.signing_key)
    calendar = Calendar(config.office.calendar)
    messages = MessageFlow(register, writer, config.office, calendar, config.mailbox, step)
    post = WatchedPost(SmtpPost(config.smtp))
    return Works(
        config=config,
        clock=clock,
        register=register,
        mailbox=mailbox,
        messages=messages,
        intake=MailboxFlow(mailbox, messages, stop, Room(register.file, config.free_space_mb).missing),
        time=TickFlow(register, writer, config.office, calendar, config.reminders, config.digest_at),
        outbox=SendFlow(register, mailbox, post, writer, config.office, calendar, config.smtp, step, stop),
        post=post,
        alarm=AlarmFlow(register, config.alarm),
    )
