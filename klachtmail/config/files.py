"""Which file is the configuration, and what TOML stands in it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from klachtmail.config.values import ConfigError

PLACES = (Path("config.toml"), Path("/etc/klachtmail/config.toml"))
"""Where the configuration is looked for when nobody says where it is."""


def find_config(argument: Path | None, environ: Mapping[str, str]) -> Path:
    """The configuration file: ``--config``, else ``$KLACHTMAIL_CONFIG``, else the first of ``PLACES``.

    A file that a person named need not exist yet: ``load`` says so. Raises ConfigError where there is none.
    """
    if argument is not None:
        return argument
    if named := environ.get("KLACHTMAIL_CONFIG"):
        return Path(named)
    for place in PLACES:
        if is_there(place):
            return place
    looked_at = " and ".join(str(place.absolute()) for place in PLACES)
    hint = "copy config.example.toml to one of these, or say where it is with --config or $KLACHTMAIL_CONFIG"
    raise ConfigError("the configuration", (f"no file: looked at {looked_at}; {hint}",))


def is_there(place: Path) -> bool:
    """Whether there is such a file; what may not be looked at counts, so that ``load`` tells of it."""
    try:
        return place.exists()
    except OSError:
        return True


def read_toml(path: Path) -> dict[str, object]:
    """The tables of the file. Raises ConfigError for a file that is missing, unreadable or no TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        trouble = "there is no such file; copy config.example.toml to it, or name another one with --config"
        raise ConfigError(str(path), (trouble,)) from error
    except OSError as error:
        trouble = f"it cannot be read ({error.strerror}); let the user that runs klachtmail read it"
        raise ConfigError(str(path), (trouble,)) from error
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), (f"it is not UTF-8 ({error.reason}); save it as UTF-8",)) from error
    except tomllib.TOMLDecodeError as error:
        trouble = f"it is no TOML: {error}; texts stand between quotes, lists between square brackets"
        raise ConfigError(str(path), (trouble,)) from error
