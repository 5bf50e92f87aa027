"""Two robots that face each other stop after one exchange (DESIGN 2.5, PEERS 4)."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from klachtmail.config import load
from klachtmail.demo.mailserver import running, submit
from klachtmail.demo.stamps import Delivered
from tests.edges.conftest import require_dovecot
from tests.edges.dovecot import Dovecot
from tests.edges.house import CONFIG, HENNIE, MAILBOX, START, House, house, mail

VACATION = 'require "vacation";\nvacation :days 1 "Ik ben tot 1 april op vakantie en lees mijn mail niet.";\n'
REJECT = 'require "reject";\nreject "Ik wil geen mail meer van u.";\n'
OTHERS = "kwaliteit@andersom.example"
MARKS = re.compile(rb"(?mi)^(auto-submitted|x-auto-response-suppress|precedence):.*\r\n(?:[ \t].*\r\n)*")
"""The header fields by which a robot shows itself, e.g. ``Auto-Submitted: auto-replied``."""
DAYS = 6


def arrived(home: House, count: int) -> None:
    """Until so many mails lie in the inbox."""
    end = time.monotonic() + 10
    while len(home.mails()) < count:
        assert time.monotonic() < end, "the answer did not come"
        time.sleep(0.05)


@pytest.mark.dovecot
def test_a_sieve_vacation_answers_no_acknowledgement_and_a_letter_once(tmp_path: Path) -> None:
    """The acknowledgement asks for no answer; that to a letter which a person ordered is filed, and that is all."""
    require_dovecot()
    with house(tmp_path) as home, Dovecot(sieve_script=VACATION, smtp_port=home.server.smtp_port) as server:
        home.append(mail())
        home.once()
        (sent,) = [one for one in home.server.received if HENNIE in one.rcpt_to]
        server.deliver(sent.raw, HENNIE, MAILBOX)
        for copy in (b"een", b"twee"):
            ordered = MARKS.sub(b"", sent.raw).replace(b"Message-ID: <", b"Message-ID: <" + copy)
            server.deliver(ordered, HENNIE, MAILBOX)
        arrived(home, 1)
        before = len(home.server.received)
        home.once(START + timedelta(minutes=10))
        home.once(START + timedelta(hours=2))
        assert len(home.server.received) == before
        (case,) = home.cases()
        assert [duty["met_at"] is None for duty in case["duties"]] == [False, True, True, True]
        assert case["messages"] == 2
        assert home.mails() == []


@pytest.mark.dovecot
def test_a_sieve_that_refuses_our_letter_makes_it_owed_again(tmp_path: Path) -> None:
    """Dovecot's refusal calls itself a read receipt: the letter did not arrive all the same.

    It refuses only what no robot sent; so the marks are taken off, as on a letter that a person ordered.
    """
    require_dovecot()
    with house(tmp_path) as home, Dovecot(sieve_script=REJECT, smtp_port=home.server.smtp_port) as server:
        home.append(mail())
        home.once()
        (sent,) = [one for one in home.server.received if HENNIE in one.rcpt_to]
        server.deliver(MARKS.sub(b"", sent.raw), HENNIE, MAILBOX)
        arrived(home, 1)
        home.once(START + timedelta(minutes=10))
        (case,) = home.cases()
        assert case["duties"][0]["met_at"] is None
        assert [one.rcpt_to for one in home.server.received if b"brief niet aangekomen" in one.raw] == [
            ("i.wubs@werkenderwijs.example",)
        ]


@contextmanager
def other_house(folder: Path, clock: House) -> Iterator[House]:
    """A second klachtmail, of another organisation, on the clock of the first."""
    folder.mkdir()
    people = [name.replace("werkenderwijs", "andersom") for name in clock.server.accounts]
    with running(dict.fromkeys(people, "geheim"), clock.clock) as server:
        ports = {"imap": server.imap_port, "smtp": server.smtp_port}
        text = CONFIG.format(**ports, mailbox=MAILBOX, mailbox_extra="", smtp_extra="", extra="")
        file = folder / "config.toml"
        file.write_text(text.replace("werkenderwijs", "andersom"))
        yield House(folder, server, load(file, {"KLACHTMAIL_MAILBOX_PASSWORD": "geheim"}))


class PostOffice:
    """Carries mail between the two; ``stripped``: a gateway on the way takes the robots' marks off."""

    def __init__(self, one: House, other: House, *, stripped: bool) -> None:
        self.sides = ((one, other, OTHERS), (other, one, MAILBOX))
        self.stripped = stripped
        self.carried: dict[str, list[Delivered]] = {OTHERS: [], MAILBOX: []}

    def carry(self) -> None:
        for here, there, address in self.sides:
            new = [mail for mail in here.server.received if address in mail.rcpt_to]
            for mail_ in new[len(self.carried[address]) :]:
                raw = MARKS.sub(b"", mail_.raw) if self.stripped else mail_.raw
                submit(there.server, mail_.mail_from, address, raw)
                self.carried[address].append(mail_)

    def days(self, count: int) -> Iterator[datetime]:
        return (START + timedelta(days=day, minutes=10) for day in range(count))


@pytest.mark.parametrize("stripped", [False, True], ids=["as they are", "their marks taken off on the way"])
def test_two_klachtmails_stop_after_one_exchange(tmp_path: Path, stripped: bool) -> None:
    """The other organisation's mailbox complains to us; for six days each answers whatever the other sends."""
    with house(tmp_path) as one, other_house(tmp_path / "other", one) as other:
        post = PostOffice(one, other, stripped=stripped)
        one.append(mail(sender=f"Andersom klachten <{OTHERS}>"))
        for moment in post.days(DAYS):
            for side in (one, other):
                side.once(moment)
                post.carry()
        to_other, to_one = post.carried[OTHERS], post.carried[MAILBOX]
        assert len(to_other) == 1
        assert len(to_one) <= (1 if stripped else 0)
        assert len(one.cases()) == 1
        assert len(other.cases()) <= (1 if stripped else 0)
