"""The whole file, table by table: the table of contents of ``config.toml``."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from pathlib import Path

from klachtmail.config.accounts import read_mailbox, read_smtp
from klachtmail.config.files import read_toml
from klachtmail.config.language import read_evidence
from klachtmail.config.moments import hour
from klachtmail.config.office import read_office
from klachtmail.config.passwords import Surroundings
from klachtmail.config.shapes import Unfit, line, list_of, one_of, set_of, whole
from klachtmail.config.table import Findings, Table
from klachtmail.config.values import REMINDER_DAYS, Alarm, Config, ConfigError, Mode, Reminders

SQLITE = "sqlite:///"
DEFAULT_DATABASE = "sqlite:////var/lib/klachtmail/klachtmail.db"


def load(path: Path, environ: Mapping[str, str]) -> Config:
    """The configuration in this file, with the passwords that it points to.

    Raises ConfigError with all mistakes. ``environ`` gives the variables of the process.
    """
    path = path.absolute()
    findings = Findings()
    root = Table("", read_toml(path), findings)
    config = _config(root, path, Surroundings(path.parent, environ), findings)
    root.close()
    if findings.mistakes:
        raise ConfigError(str(path), tuple(findings.mistakes))
    return config


def _config(root: Table, path: Path, around: Surroundings, findings: Findings) -> Config:
    mode = Mode(root.table("daemon").value("mode", one_of(*Mode), Mode.WATCH))
    mailbox = read_mailbox(root.table("mailbox"), around)
    smtp = read_smtp(root.table("smtp"), around)
    return Config(
        path=path,
        mode=mode,
        office=replace(
            read_office(root, mailbox, smtp, watch=mode is Mode.WATCH),
            evidence=read_evidence(root.table("language"), around.folder),
        ),
        mailbox=mailbox,
        smtp=smtp,
        reminders=_reminders(root.table("reminders")),
        digest_at=root.table("digest").value("at", hour, time(8, 0)),
        database_url=_database_url(root.table("database"), around.folder),
        letters_folder=_letters_folder(root.table("letters"), around.folder),
        alarm=_alarm(root.table("alarm")),
        free_space_mb=root.table("limits").value("free_space_mb", whole(0, 10_000_000), 200),
        warnings=tuple(findings.warnings),
    )


def _reminders(table: Table) -> Reminders:
    """A list of working days before the deadline for each kind of duty; an empty one reminds of nothing."""
    days = tuple((kind, table.value(kind, set_of(whole(0, 366)), usual)) for kind, usual in REMINDER_DAYS)
    furthest_first = tuple((kind, tuple(sorted(given, reverse=True))) for kind, given in days)
    return Reminders(furthest_first, table.value("at", hour, time(8, 30)))


def _database_url(table: Table, folder: Path) -> str:
    """The URL of the register with an absolute path; a relative one counts from the folder of the file."""

    def read(value: object) -> str:
        url = line(value)
        file = url.removeprefix(SQLITE)
        if not url.startswith(SQLITE) or not file or file.startswith(":"):
            raise Unfit(f'is "{url}"; write sqlite:/// and the path of a file, e.g. "{DEFAULT_DATABASE}"')
        return f"{SQLITE}{folder / file}"

    return table.value("url", read, DEFAULT_DATABASE)


def _letters_folder(table: Table, folder: Path) -> Path | None:
    """The organisation's own letters, if it has them; empty for those that come with klachtmail."""

    def read(value: object) -> Path | None:
        if not (given := line(value)):
            return None
        if not (folder / given).is_dir():
            raise Unfit(f'is "{folder / given}", which is no folder; make it, or write ""')
        return folder / given

    return table.value("folder", read, None)


def _alarm(table: Table) -> Alarm:
    command = table.value("command", list_of(line), ())
    if command and not shutil.which(command[0]):
        table.mistake("command", f'"{command[0]}" is no program here; write the whole path of one, or []')
    return Alarm(command, table.value("after_minutes", whole(1, 10_000), 60))
