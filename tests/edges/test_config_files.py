"""Which file is the configuration, and the example that comes with the program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from klachtmail.config import ConfigError, Mode, find_config, load
from klachtmail.config.files import is_there
from klachtmail.core.duty_table import TABLE
from klachtmail.core.model import DutyKind
from klachtmail.core.settings import CalendarRules, Organisation, Terms
from tests.edges.configuring import EXAMPLE, PASSWORDS, SMALLEST, config_of


def test_a_byte_order_mark_and_windows_line_ends_are_forgiven(tmp_path: Path) -> None:
    """Notepad writes both."""
    lines = "".join(f"[{name}]\n{lines}\n" for name, lines in SMALLEST.items())
    (tmp_path / "config.toml").write_bytes(b"\xef\xbb\xbf" + lines.replace("\n", "\r\n").encode())
    assert load(tmp_path / "config.toml", PASSWORDS).mailbox.host == "imap.example.nl"


def test_the_file_named_first_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--config, else the variable, else the file here."""
    monkeypatch.chdir(tmp_path)
    here, named, asked = Path("config.toml"), tmp_path / "named.toml", tmp_path / "asked.toml"
    here.write_text("")
    environ = {"KLACHTMAIL_CONFIG": str(named)}
    assert find_config(asked, environ) == asked
    assert find_config(None, environ) == named
    assert find_config(None, {"KLACHTMAIL_CONFIG": ""}) == here


def test_a_place_that_may_not_be_looked_at_is_no_empty_place() -> None:
    """Reading it says why it can't be read; passing it over would only say that there is no file."""
    assert is_there(Path("x" * 5000))


def test_without_any_file_the_places_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who starts the program for the first time reads where it looked."""
    monkeypatch.chdir(tmp_path)
    if Path("/etc/klachtmail/config.toml").exists():
        pytest.skip("this machine has a configuration of its own")
    with pytest.raises(ConfigError, match=f"looked at {tmp_path}/config.toml and /etc/klachtmail/config.toml"):
        find_config(None, {})


def test_the_example_loads_without_a_mistake_or_a_warning() -> None:
    """An administrator who copies the example begins with a file that is right, and only watches."""
    config = load(EXAMPLE, PASSWORDS)
    assert config.mode is Mode.WATCH
    assert config.office.watch
    assert config.warnings == ()
    assert config.office.addresses == ("kwaliteit@werkenderwijs.com", "kwaliiteit@werkenderwijs.com")


def test_the_example_shows_the_values_that_hold_without_it(tmp_path: Path) -> None:
    """What stands in the example as usual is what a configuration has that says nothing."""
    example, smallest = load(EXAMPLE, PASSWORDS), config_of(tmp_path)
    assert example.office.terms == smallest.office.terms == Terms()
    assert example.office.calendar == smallest.office.calendar == CalendarRules()
    assert example.office.organisation == smallest.office.organisation == Organisation()
    assert example.reminders == smallest.reminders
    assert example.alarm == smallest.alarm
    assert (example.digest_at, example.database_url) == (smallest.digest_at, smallest.database_url)
    assert example.office.new_cases_an_hour == smallest.office.new_cases_an_hour
    shown = replace(example.mailbox, host="", username="", trusted_authserv_id="")
    assert shown == replace(smallest.mailbox, host="", username="")


def test_the_example_mentions_a_reminder_for_every_duty_that_has_one() -> None:
    """The days of the duty table and the keys of [reminders] cannot drift apart."""
    kinds = {row.kind for row in TABLE if row.reminders.who}
    assert {kind for kind, _ in load(EXAMPLE, PASSWORDS).reminders.days} == kinds
    assert DutyKind.ERASE not in kinds
