"""The smallest configuration that loads, to which a test adds what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from klachtmail.config import Config, ConfigError, load

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
PASSWORDS = {"KLACHTMAIL_MAILBOX_PASSWORD": "imap secret", "KLACHTMAIL_SMTP_PASSWORD": "smtp secret"}
SMALLEST = {
    "mailbox": 'host = "imap.example.nl"\nusername = "klachten"\naddresses = ["Klachten@Example.NL"]\n',
    "smtp": 'host = "127.0.0.1"\n',
    "people": 'quality_officer = "i.wubs@example.nl"\n',
}


def smallest(tables: Mapping[str, str]) -> str:
    """The smallest file with lines added to its tables; those of ``people`` replace, ``end`` comes last."""
    added = {name: SMALLEST.get(name, "") + lines for name, lines in tables.items() if name != "end"}
    people = {"people": tables.get("people", SMALLEST["people"])}
    whole = {**SMALLEST, **added, **people}
    return "".join(f"[{name}]\n{lines}\n" for name, lines in whole.items()) + tables.get("end", "")


def config_of(folder: Path, environ: Mapping[str, str] = PASSWORDS, /, **tables: str) -> Config:
    """What the smallest file with these lines becomes."""
    (folder / "config.toml").write_text(smallest(tables))
    return load(folder / "config.toml", environ)


def mistakes_of(folder: Path, environ: Mapping[str, str] = PASSWORDS, /, **tables: str) -> tuple[str, ...]:
    """What a person is told of the smallest file with these lines."""
    with pytest.raises(ConfigError) as caught:
        config_of(folder, environ, **tables)
    return caught.value.mistakes
