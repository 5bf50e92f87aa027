"""A house whose mailbox is on a real Dovecot, and what people do in a mailbox while we work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from imapclient import IMAPClient

from klachtmail.daemon import one_pass
from klachtmail.wiring import built
from tests.edges.house import MAILBOX, House, house
from tests.edges.imap_account import ImapAccount


@dataclass(slots=True)
class DovecotHouse(House):
    """A whole klachtmail on a mailbox of a real Dovecot; its letters go to the embedded server."""

    account: ImapAccount | None = None

    def imap(self, user: str = MAILBOX) -> IMAPClient:
        if user != MAILBOX or self.account is None:
            return House.imap(self, user)
        client = IMAPClient(self.account.host, port=self.account.port, ssl=False)
        client.normalise_times = False
        client.login(self.account.username, self.account.password)
        return client


@contextmanager
def dovecot_house(path: Path, account: ImapAccount) -> Iterator[DovecotHouse]:
    """A house whose mailbox is that account."""
    with house(path) as made:
        mailbox = replace(made.config.mailbox, port=account.port, username=account.username, password=account.password)
        yield DovecotHouse(path, made.server, replace(made.config, mailbox=mailbox), account=account)


def moves(home: House, source: str, target: str) -> None:
    """A person drags all mail of a folder to another one."""
    with home.imap() as client:
        client.select_folder(source)
        client.move(client.search(), target)


def once_while(home: House, step: str, act: Callable[[], None]) -> None:
    """A pass, and what a person does when the step of that name is done for the first time."""
    waiting = [act]

    def watch(name: str) -> None:
        if name == step and waiting:
            waiting.pop()()

    async def work() -> None:
        with built(home.config, home.clock, step=watch) as works:
            await one_pass(works)
            await works.mailbox.close()

    asyncio.run(work())
    assert not waiting, f"the pass never came to {step}"
