"""Any mail of the collections, cut, doubled and spoilt: it is read and judged within a second, and never lost."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from klachtmail.core.facts import Facts, Original
from klachtmail.core.judge import judge
from klachtmail.core.model import Message, Receipt, Role, Verdict
from klachtmail.core.settings import FormProfile, Office, People, Person
from klachtmail.intake.forms import read_form
from klachtmail.intake.forwards import forwarded
from klachtmail.intake.parse import parse
from klachtmail.records.store import Register
from tests.edges.house import house

TESTS = Path(__file__).parents[1]
FOLDERS = ("mail/people", "mail/machines", "mail/parse", "corpus/replies")
MAILS = [path.read_bytes() for folder in FOLDERS for path in sorted((TESTS / folder).glob("*.eml"))]
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
OFFICE = Office(
    people=People(staff_domains=("werkenderwijs.example",), staff=(Person("h.deboer@werkenderwijs.example"),)),
    addresses=("kwaliteit@werkenderwijs.example",),
    forms=(FormProfile("wordpress@werkenderwijs.example", ()),),
)
SPLINTERS = (
    b"\r\n", b"\n\n", b"\r", b"\0", b"\xff\xfe", b"--", b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n',
    b"Content-Type: message/rfc822\r\n\r\n", b"Content-Transfer-Encoding: base64\r\n", b"From: ", b"=?utf-8?B?", b"?=",
    b"Subject: [KL-2026-0042-X7PQ]\r\n", b"Van: a\r\nVerzonden: b\r\n", b"> " * 50, b"<div>" * 50, b'; charset="', b"(" * 40,
    b"Op ma 9 nov 2026 om 09:15 schreef ", b"Naam: ", b"\xe2\x80\xae", b"begin 644 x\r\n", b"Date: Mon, 99 Foo 99999\r\n",
)  # fmt: skip
"""Pieces on which parsers have stumbled."""


def _judged(raw: bytes) -> tuple[Message, Verdict]:
    """A mail as a pass reads and judges it, where the register knows nothing."""
    message = parse(raw)
    form = read_form(message, OFFICE)
    handed_on = None if form else forwarded(message, OFFICE)
    original = Original(handed_on.sender, handed_on.date) if handed_on else None
    facts = Facts(Role.INBOX, Receipt(NOW, "first_seen"), form=form, original=original)
    return message, judge(message, facts, OFFICE)


def _spoilt(raw: bytes, moves: Sequence[tuple[int, int, int, bytes]]) -> bytes:
    """A mail with stretches cut out, doubled, replaced or filled with a splinter."""
    for kind, at, length, splinter in moves:
        begin = at % (len(raw) + 1)
        end = min(begin + length, len(raw))
        middle = (b"", raw[begin:end] * 2, splinter, splinter + raw[begin:end], raw[begin:end][::-1])[kind]
        raw = raw[:begin] + middle + raw[end:]
    return raw


MOVES = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.integers(0, 20_000),
        st.integers(0, 400),
        st.one_of(st.sampled_from(SPLINTERS), st.binary(max_size=12)),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(range(len(MAILS))), MOVES)
@example(0, [(0, 0, 400, b"")])
def test_spoilt_mail_is_read_and_judged_within_a_second(number: int, moves: list[tuple[int, int, int, bytes]]) -> None:
    """It never raises; there is always a verdict with a reason; what is read can be stored and shown."""
    raw = _spoilt(MAILS[number], moves)
    begin = time.process_time()
    message, verdict = _judged(raw)
    assert time.process_time() - begin < 1
    assert verdict.reasons
    told = [message.subject, message.text, message.new_text, *(part.name for part in message.attachments)]
    told += [value for _, value in message.headers]
    assert all(text.encode("utf-8") is not None and "\0" not in text for text in told)
    assert not any("\n" in text or "\r" in text for text in (message.subject, message.message_id))
    assert not any("/" in part.name or "\\" in part.name for part in message.attachments)


@pytest.mark.parametrize("many", [5_000], ids=["five thousand of each"])
@pytest.mark.parametrize("splinter", SPLINTERS, ids=repr)
def test_a_splinter_without_end_takes_less_than_a_second(splinter: bytes, many: int) -> None:
    """In the head, and in the body."""
    head = b"From: a@example.org\r\nSubject: x\r\n"
    for raw in (head + splinter * many + b"\r\n\r\nhallo", head + b"\r\n" + splinter * many):
        begin = time.process_time()
        _judged(raw)
        assert time.process_time() - begin < 1


def test_nothing_that_came_in_is_missing(tmp_path: Path) -> None:
    """Mails of the collections, sound and spoilt: a case, an entry, or filed as a machine's mail."""
    chance = random.Random(20261124)
    spoilt = [_spoilt(raw, [_move(chance), _move(chance)]) for raw in MAILS[1::3]]
    everything = {raw for raw in (*MAILS[::2], *spoilt) if raw}
    with house(tmp_path, extra="[limits]\nnew_cases_an_hour = 0") as home:
        with home.imap() as client:
            for raw in sorted(everything):
                client.append("INBOX", raw, (), home.now)
        home.once()
        kept, lost = _accounted(tmp_path)
    assert kept == len(everything)
    assert lost == 0


def _move(chance: random.Random) -> tuple[int, int, int, bytes]:
    return chance.randrange(5), chance.randrange(6000), chance.randrange(300), chance.choice(SPLINTERS)


def _accounted(folder: Path) -> tuple[int, int]:
    """How many mails the register holds, and how many of them neither a person nor a rule has (copies have theirs)."""
    register = Register(folder / "register.db")
    with register.transaction() as work:
        found = (
            work.session.connection()
            .exec_driver_sql(
                "SELECT COUNT(*), SUM(stage NOT IN ('done', 'copy') OR (stage = 'done' AND case_number IS NULL"
                " AND entry_number IS NULL AND route NOT IN ('automatic', 'own_letter', 'read_receipt', 'by_hand')))"
                " FROM mail"
            )
            .one()
        )
    register.close()
    return found[0], found[1]
