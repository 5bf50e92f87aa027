"""The alarm through whole passes: its program is run, with the message on its standard input."""

from __future__ import annotations

import asyncio
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from klachtmail.alarming import AlarmFlow
from klachtmail.config import Alarm
from klachtmail.core.alarms import Cause
from klachtmail.daemon import one_pass
from klachtmail.records.store import Register
from klachtmail.services import Refused, TryAgain
from klachtmail.wiring import Works
from tests.edges.house import HENNIE, START, House, house, mail
from tests.edges.registers import begun


@contextmanager
def alarmed(folder: Path) -> Iterator[tuple[House, Path]]:
    """A house whose alarm is written into a file."""
    told = folder / "told"
    told.touch()
    with house(folder, extra=f'[alarm]\ncommand = ["/usr/bin/tee", "-a", "{told}"]') as home:
        yield home, told


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def passes(home: House, *minutes: int) -> None:
    """Passes so many minutes after the start, whatever goes wrong in them."""
    for count in minutes:
        with suppress(TryAgain):
            home.once(START + timedelta(minutes=count))


def test_long_silence_of_imap_is_an_alarm_once_an_hour(tmp_path: Path) -> None:
    """Nothing in the first hour; then once an hour, however often it is tried; not again when all is well."""
    with alarmed(tmp_path) as (home, told):
        well = home.config
        home.once()
        home.config = replace(well, mailbox=replace(well.mailbox, port=closed_port()))
        passes(home, 1, 30, 60)
        assert told.read_text() == ""
        passes(home, 61, 70, 120)
        assert told.read_text().count("is not handled (IMAP)") == 1
        passes(home, 121)
        assert told.read_text().count("is not handled (IMAP)") == 2
        home.config = well
        passes(home, 185, 250)
        assert told.read_text().count("klachtmail on ") == 2


def test_long_silence_of_smtp_is_an_alarm(tmp_path: Path) -> None:
    """Letters wait; the mailbox goes on being read. The message names nobody and no case."""
    with alarmed(tmp_path) as (home, told):
        well = home.config
        home.config = replace(well, smtp=replace(well.smtp, port=closed_port()))
        home.append(mail())
        passes(home, 0, 30, 70)
        words = told.read_text()
        assert "No letter can be sent (SMTP)" in words
        assert "IMAP" not in words
        assert not any(secret in words for secret in (HENNIE, "Hennie", "KL-", "@"))
        home.config = well
        passes(home, 75)
        assert len(home.letters(HENNIE)) == 1


def test_a_failed_pass_is_an_alarm_at_once(tmp_path: Path) -> None:
    """A case on which the clock breaks: nobody would see it in a mail."""
    with alarmed(tmp_path) as (home, told):
        home.append(mail())
        home.once()
        with home.works() as works, works.register.transaction() as work:
            work.session.connection().execute(text("UPDATE case_file SET flags = 'broken'"))
        with pytest.raises(Refused, match="clock_failed"):
            home.once(START + timedelta(days=7))
        assert told.read_text().count("A pass failed") == 1
        with pytest.raises(Refused, match="clock_failed"):
            home.once(START + timedelta(days=7, minutes=1))
        assert told.read_text().count("A pass failed") == 1


def test_a_pass_that_breaks_is_an_alarm_before_it_ends(tmp_path: Path) -> None:
    """An error of ours ends the process; systemd starts it again, and somebody knows."""

    async def broken_pass(works: Works) -> None:
        try:
            await one_pass(replace(works, time=None))  # type: ignore[arg-type]
        finally:
            await works.mailbox.close()

    with alarmed(tmp_path) as (home, told), home.works() as works:
        with pytest.raises(AttributeError):
            asyncio.run(broken_pass(works))
        assert "A pass failed" in told.read_text()


def flow(folder: Path, command: tuple[str, ...], seconds: float = 30.0) -> AlarmFlow:
    return AlarmFlow(Register(begun(folder / "register.db")), Alarm(command, 60), seconds)


def alarm(made: AlarmFlow, minute: int = 0) -> None:
    asyncio.run(made.after({Cause.WORK: False}, START + timedelta(minutes=minute)))


def script(folder: Path, words: str) -> tuple[str, ...]:
    file = folder / "alarm.sh"
    file.write_text(f"#!/bin/sh\n{words}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return (str(file),)


@pytest.mark.parametrize(
    "words",
    [pytest.param("exit 3", id="it fails"), pytest.param("exec sleep 60", id="it hangs")],
)
def test_a_program_that_fails_is_said_in_the_journal(
    tmp_path: Path, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """It never stops the work."""
    alarm(flow(tmp_path, script(tmp_path, words), seconds=0.2))
    assert "event=alarm_failed" in capfd.readouterr().err


def test_a_program_that_is_gone_is_said_in_the_journal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The configuration was right at the start."""
    alarm(flow(tmp_path, ("/no/such/program",)))
    assert "event=alarm_failed" in capfd.readouterr().err


def test_the_program_gets_none_of_our_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords may stand in the environment."""
    monkeypatch.setenv("KLACHTMAIL_SMTP_PASSWORD", "geheim")
    alarm(flow(tmp_path, script(tmp_path, f"env > {tmp_path}/environment")))
    environment = (tmp_path / "environment").read_text()
    assert "PATH=" in environment
    assert "geheim" not in environment


def test_without_a_program_nothing_is_noted(tmp_path: Path) -> None:
    """[] is none."""
    made = flow(tmp_path, ())
    alarm(made)
    with made.register.transaction() as work:
        assert work.setting("alarm_work") == ""


def test_an_alarm_does_not_depend_on_the_disk(tmp_path: Path) -> None:
    """The register can't be written: told all the same, and by this process once an hour."""
    made = flow(tmp_path, ("/usr/bin/tee", "-a", str(tmp_path / "told")))
    alarm(made)
    with made.register.transaction() as work:
        driver = work.session.connection().connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA query_only = ON")
    for minute in (30, 61, 90):
        alarm(made, minute)
    assert (tmp_path / "told").read_text().count("klachtmail on ") == 2
