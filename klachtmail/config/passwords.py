"""Where a password comes from: never from the TOML file, which people copy, mail and keep in git.

In this order: the environment variable ``KLACHTMAIL_MAILBOX_PASSWORD`` or ``KLACHTMAIL_SMTP_PASSWORD``; a
systemd credential with the name of ``password_file``; the file ``password_file`` itself. That key is by
default ``mailbox_password`` or ``smtp_password``; a relative path counts from the configuration's folder. An
access token is read again for each connection, because something else renews its file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from klachtmail.config.shapes import line
from klachtmail.config.table import Table
from klachtmail.services import TryAgain

KEY = "password_file"
FORBIDDEN = (
    "a password never stands in this file; write it on the first line of a file of its own and name that"
    " file with password_file"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What relative paths, credentials and variables are looked up in."""

    folder: Path
    environ: Mapping[str, str]


def read_password(table: Table, name: str, around: Surroundings, *, wanted: bool) -> str:
    """The secret called ``mailbox_password`` or ``smtp_password``; empty where none is wanted or found."""
    given = table.value(KEY, line, "") or name
    if not wanted:
        return ""
    variable = f"KLACHTMAIL_{name.upper()}"
    if secret := around.environ.get(variable):
        return secret
    places = _places(given, around)
    for place in places:
        if (secret := _first_line(table, place)) is not None:
            return secret
    looked_at = ", ".join((f"${variable}", *map(str, places)))
    table.mistake(KEY, f"no password found (looked at {looked_at}); write it on the first line of that file")
    return ""


def renewed(table: Table, name: str, around: Surroundings) -> Callable[[], str]:
    """How the access token of that name is read anew; what it gives raises TryAgain where there is none now."""
    given = table.value(KEY, line, "") or name
    return partial(_token, f"KLACHTMAIL_{name.upper()}", _places(given, around), around)


def _token(variable: str, places: tuple[Path, ...], around: Surroundings) -> str:
    """The first line of the file that was written last: a credential stays as it was when the service started."""
    if token := around.environ.get(variable):
        return token
    try:
        newest = max((place for place in places if place.exists() and os.access(place, os.R_OK)), key=_written)
        token = newest.read_text("utf-8-sig").partition("\n")[0].rstrip("\r")
    except (OSError, ValueError) as error:
        raise TryAgain(f"no access token in {' or '.join(map(str, places))} ({error}); renew that file") from error
    if not token:
        raise TryAgain(f"the access token in {newest} is empty; renew that file")
    return token


def _written(place: Path) -> int:
    return place.stat().st_mtime_ns


def _places(given: str, around: Surroundings) -> tuple[Path, ...]:
    """The systemd credential comes first: it stands in for a file which only root may read."""
    file = around.folder / given
    credentials = around.environ.get("CREDENTIALS_DIRECTORY")
    return (Path(credentials) / file.name, file) if credentials else (file,)


def _first_line(table: Table, place: Path) -> str | None:
    """The password in a file, None where there is no such file; empty, with a mistake, if it is no use."""
    try:
        if place.stat().st_mode & stat.S_IROTH:
            table.warn(KEY, f"every user of this machine can read {place}; chmod o-r {place}")
        secret = place.read_text("utf-8-sig").partition("\n")[0].rstrip("\r")
    except FileNotFoundError:
        return None
    except OSError as error:
        table.mistake(KEY, f"{place} cannot be read ({error.strerror}); let the user of klachtmail read it")
        return ""
    except UnicodeDecodeError:
        table.mistake(KEY, f"{place} is not UTF-8; save it as UTF-8")
        return ""
    if not secret:
        table.mistake(KEY, f"{place} has an empty first line; write the password there")
    return secret
