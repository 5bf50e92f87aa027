"""``klachtmail run``: waits for mail, survives a lost connection, tells systemd, and stops when it is told to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from klachtmail.clock import system_clock
from klachtmail.demo.mailserver import running
from tests.edges.cable import Cable
from tests.edges.commands import asked, mend, until
from tests.edges.conftest import require_dovecot
from tests.edges.dovecot import Dovecot
from tests.edges.house import HENNIE, MAILBOX, PRIVACY, House, house, mail
from tests.edges.imap_account import ImapAccount
from tests.edges.registers import begun
from tests.edges.running import Service

AT_ONCE = 3
"""Seconds within which a mail that comes in while the daemon idles is a case."""
SOON = 15
"""Seconds within which the first attempts after a fault succeed."""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    """A house on the machine's own time."""
    with house(tmp_path, others=("rolf@example.org",)) as made:
        made.now = system_clock()
        mend(tmp_path, "accept_since = 2026-01-01", "accept_since = 2020-01-01")
        yield made


def comes_in(home: House, **what: str) -> None:
    """A mail that arrives now."""
    home.append(mail(at=home.now, **what), at=home.now)


def cases(home: House, number: int) -> Callable[[], bool]:
    """Whether there are so many acknowledged cases."""
    return lambda: [bool(case["acknowledged_at"]) for case in home.cases()] == [True] * number


def on(home: House, account: ImapAccount) -> dict[str, str]:
    """The house's configuration moved to another mailbox; what the service needs to log in there."""
    mend(home.folder, f"port = {home.server.imap_port}", f"port = {account.port}")
    mend(home.folder, f'username = "{MAILBOX}"', f'username = "{account.username}"')
    return {"KLACHTMAIL_MAILBOX_PASSWORD": account.password}


def test_mail_is_a_case_within_seconds_and_the_stop_is_quick(home: House) -> None:
    """Issue 2: IDLE wakes the daemon; SIGTERM ends it within five seconds, also while it idles."""
    with Service(home.folder) as service:
        comes_in(home)
        assert until(cases(home, 1), AT_ONCE), service.log()
        assert len(home.letters(HENNIE)) == 1
        service.wait_for("WATCHDOG=1")
        code, seconds = service.stop()
        assert (code, seconds < 5) == (0, True), service.log()
        service.wait_for("STOPPING=1")


def test_mail_that_comes_while_another_is_handled_does_not_wait(home: House) -> None:
    """IDLE tells only of what comes after it began: what came before is looked for."""
    with Service(home.folder) as service:
        for number in range(4):
            comes_in(home, sender=f"Klager <k{number}@elders.example>")
        assert until(cases(home, 4), AT_ONCE), service.log()


@pytest.mark.dovecot
def test_mail_is_a_case_within_seconds_with_dovecot(home: House, dovecot: Dovecot) -> None:
    """The same against a mail server of the world."""
    account = dovecot.account()
    with Service(home.folder, on(home, account)) as service:
        account.append("INBOX", mail(at=home.now), home.now)
        assert until(cases(home, 1), AT_ONCE), service.log()
        dovecot.deliver(mail(PRIVACY, sender="Rolf <rolf@example.org>", at=home.now), account.username)
        assert until(cases(home, 2), AT_ONCE), service.log()
        code, seconds = service.stop()
        assert (code, seconds < 5) == (0, True), service.log()


@pytest.mark.dovecot
def test_dovecot_that_is_restarted_is_found_again(home: House) -> None:
    """The server says BYE to a service that idles, is away, and comes back with a mail in it."""
    require_dovecot()
    with Dovecot() as dovecot:
        account = dovecot.account()
        with Service(home.folder, on(home, account)) as service:
            account.append("INBOX", mail(at=home.now), home.now)
            assert until(cases(home, 1), AT_ONCE), service.log()
            dovecot.pause()
            assert until(lambda: "event=try_again" in service.log(), SOON), service.log()
            dovecot.start()
            account.append("INBOX", mail(PRIVACY, sender="Rolf <rolf@example.org>", at=home.now), home.now)
            assert until(cases(home, 2), SOON), service.log()
            assert service.stop()[0] == 0
    assert len(home.letters(HENNIE)) == 1


def counted(home: House) -> int:
    """How many cases there are, asked without waiting for the service's transactions."""
    with closing(sqlite3.connect(f"file:{home.folder / 'register.db'}?mode=ro", uri=True)) as register:
        return int(register.execute("SELECT COUNT(*) FROM case_file").fetchone()[0])


def test_stop_within_a_full_mailbox_is_quick_and_loses_nothing(tmp_path: Path) -> None:
    """SIGTERM finishes the message in hand; the next start goes on where this one stopped."""
    count = 150  # so many that a slow poll still sees the service amid them
    with house(tmp_path, extra="[limits]\nnew_cases_an_hour = 0") as home:
        with home.imap() as client:
            for number in range(count):
                made = mail(sender=f"Klager <k{number}@elders.example>", at=home.now)
                client.append("INBOX", made, (), home.now)
        begun(home.folder / "register.db")
        with Service(home.folder, ready=False) as service:
            assert until(lambda: counted(home), SOON), service.log()
            code, seconds = service.stop()
            assert (code, seconds < 5) == (0, True), service.log()
        assert 0 < len(home.cases()) < count
        home.now = system_clock()
        home.once()
        assert len(home.cases()) == count
        assert len({letter["To"] for letter in home.letters() if "elders.example" in letter["To"]}) == count
        assert home.mails("INBOX") == []


def test_second_instance_is_refused_while_commands_may_read(home: House) -> None:
    """DESIGN 8: one process on a register; 75, and which one to stop."""
    with Service(home.folder):
        for command in ("run", "once", "retry", "migrate"):
            ran = asked(home.folder, command)
            assert (ran.code, "another klachtmail works on" in ran.err) == (75, True), command
        assert asked(home.folder, "status").code == 0


def test_start_without_a_server_waits_for_it(home: House) -> None:
    """A fault of the network never ends the service, not even when the machine starts."""
    with Cable(home.server.imap_port) as cable:
        mend(home.folder, f"port = {home.server.imap_port}", f"port = {cable.port}")
        cable.pull()
        with Service(home.folder) as service:
            comes_in(home)
            cable.put_in()
            assert until(cases(home, 1), SOON), service.log()


def test_lost_connection_and_refused_login_do_not_end_the_service(home: House) -> None:
    """It tries again, later each time; what a person must mend is an error in the log, and nothing comes twice."""
    with running({MAILBOX: "een nieuw wachtwoord"}) as other, Cable(home.server.imap_port) as cable:
        mend(home.folder, f"port = {home.server.imap_port}", f"port = {cable.port}")
        with Service(home.folder) as service:
            cable.pull()
            cable.put_in(other.imap_port)
            assert until(lambda: "level=error event=try_again" in service.log(), SOON), service.log()
            comes_in(home)
            cable.pull()
            cable.put_in(home.server.imap_port)
            assert until(cases(home, 1), SOON), service.log()
            assert "level=warning event=try_again" in service.log()
            assert service.stop()[0] == 0
    assert len(home.letters(HENNIE)) == 1


def test_server_that_says_nothing_does_not_hold_up_the_stop(home: House) -> None:
    """SIGTERM within five seconds though the other side has gone without a word."""
    with Cable(home.server.imap_port) as cable:
        mend(home.folder, f"port = {home.server.imap_port}", f"port = {cable.port}")
        with Service(home.folder) as service:
            cable.go_dead()
            code, seconds = service.stop()
            assert (code, seconds < 5) == (0, True), service.log()


def test_wrong_password_at_the_start_ends_with_code_two(home: House) -> None:
    """The administrator who starts it is told at once; systemd does not try again."""
    ran = asked(home.folder, "run", password="verkeerd")
    assert ran.code == 2
    assert "[mailbox] username" in ran.err
