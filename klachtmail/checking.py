"""``check``: connects to everything, tries each role, template, folder and address, says what to mend."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import aiosmtplib

from klachtmail.config import Config
from klachtmail.intake.mailbox import ImapMailbox
from klachtmail.post.letters import Letters
from klachtmail.post.smtp import SmtpPost
from klachtmail.records import engine
from klachtmail.services import Refused, TryAgain


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried, and what came of it."""

    well: bool
    text: str


async def check(config: Config) -> list[Finding]:
    """Everything that can be tried without sending a mail; one finding each."""
    findings = [Finding(well=False, text=warning) for warning in config.warnings]
    findings += [*_roles(config), *_register(config), *_letters(config)]
    findings += [finding async for finding in _mailbox(config)]
    findings += [finding async for finding in _post(config)]
    return findings


def _roles(config: Config) -> Iterator[Finding]:
    """Each role of R13; an empty one is work that nobody does, unless the configuration's warnings say so."""
    people = config.office.people
    roles = {
        "quality_officer": people.quality_officer,
        "handler": people.handler,
        "deputy": people.deputy,
        "dpo": people.dpo,
        "directie": people.directie,
    }
    for name, person in roles.items():
        if person:
            yield Finding(well=True, text=f"[people] {name} is named")
        elif not any(warning.startswith(f"[people] {name}:") for warning in config.warnings):
            yield Finding(well=False, text=f"[people] {name} is empty: name somebody")


def _register(config: Config) -> Iterator[Finding]:
    """The register's file, which is not changed."""
    file = engine.file_of(config.database_url)
    try:
        version = engine.version_of(file) if file.exists() else ""
    except (TryAgain, Refused) as error:
        yield Finding(well=False, text=str(error))
        return
    if version > engine.HEAD:
        yield Finding(well=False, text=f"register {file} is of a newer klachtmail ({version}): install that version")
    elif version:
        yield Finding(well=True, text=f"register {file} is at version {version}, this program at {engine.HEAD}")
    else:
        yield _new_register(file)


def _new_register(file: Path) -> Finding:
    """Whether the first start can make the register."""
    place = next(folder for folder in file.parents if folder.exists())
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        return Finding(well=True, text=f"register {file} is made at the first start")
    return Finding(well=False, text=f"register {file} can't be made in {place}: mend that folder or [database] url")


def _letters(config: Config) -> Iterator[Finding]:
    mistakes = Letters(config.office, config.letters_folder).check()
    yield from (Finding(well=False, text=mistake) for mistake in mistakes)
    if not mistakes:
        yield Finding(well=True, text="every letter can be written")


async def _mailbox(config: Config) -> AsyncIterator[Finding]:
    mailbox = ImapMailbox(config.mailbox)
    try:
        for folder in await mailbox.folders():
            yield Finding(well=True, text=f"folder {folder.name} is read as {folder.role.value}")
    except (TryAgain, Refused) as error:
        yield Finding(well=False, text=str(error))
    finally:
        await mailbox.close()


async def _post(config: Config) -> AsyncIterator[Finding]:
    """Whether the server takes letters for our own addresses; none is sent (R7, plus addressing)."""
    post = SmtpPost(config.smtp)
    own = config.office.addresses
    plus = own[0].replace("@", "+check@", 1)
    wanted = [*own, plus] if config.office.plus_addressing else list(own)
    try:
        for address in wanted:
            yield await _published(post, own[0], address)
    except (TryAgain, Refused) as error:
        yield Finding(well=False, text=str(error))
    finally:
        await post.close()


async def _published(post: SmtpPost, sender: str, address: str) -> Finding:
    try:
        answer = await post.would_take(sender, address)
    except aiosmtplib.SMTPResponseException as error:
        hint = "set plus_addressing = false" if "+check@" in address else "make it an alias of the mailbox"
        return Finding(well=False, text=f"mail to {address} is refused ({error.code} {error.message}); {hint}")
    return Finding(well=True, text=f"mail to {address} is taken ({answer})")
