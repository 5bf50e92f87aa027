"""The servers that the tests of the edges talk to, on loopback: the embedded one, and a real Dovecot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from klachtmail.demo.mailserver import HOST, MailServer, running
from tests.edges.dovecot import Dovecot, program
from tests.edges.house import House, house
from tests.edges.imap_account import ImapAccount
from tests.edges.mailboxes import dovecot_house

KWALITEIT = "kwaliteit@werkenderwijs.example"
KLANT = "klant@klant.example"
COLLEGA = "hanna@werkenderwijs.example"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """The embedded mail server with the shared mailbox, a colleague and a client, on the machine's time."""
    with running({KWALITEIT: "kwaliteit", KLANT: "klant", COLLEGA: "hanna"}) as server:
        yield server


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A real Dovecot for the whole run; each test asks it for an ``account()`` of its own."""
    require_dovecot()
    with Dovecot() as server:
        yield server


def require_dovecot() -> None:
    """Skip the test where there is no Dovecot."""
    if not program():
        pytest.skip("no Dovecot here (Debian: dovecot-imapd dovecot-lmtpd dovecot-sieve)")


@pytest.fixture(params=["pymap", pytest.param("dovecot", marks=pytest.mark.dovecot)])
def imap_server(request: pytest.FixtureRequest) -> ImapAccount:
    """An empty mailbox on each of the two servers in turn."""
    if request.param == "dovecot":
        dovecot: Dovecot = request.getfixturevalue("dovecot")
        return dovecot.account()
    server: MailServer = request.getfixturevalue("mail_server")
    return ImapAccount(HOST, server.imap_port, KWALITEIT, "kwaliteit")


@pytest.fixture(params=["pymap", pytest.param("dovecot", marks=pytest.mark.dovecot)])
def any_house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A whole klachtmail, its mailbox on each of the two servers in turn."""
    if request.param == "dovecot":
        dovecot: Dovecot = request.getfixturevalue("dovecot")
        with dovecot_house(tmp_path, dovecot.account()) as made:
            yield made
    else:
        with house(tmp_path) as made:
            yield made
