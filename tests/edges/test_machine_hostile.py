"""Whatever bytes a machine sends: judging ends, and soon, and the verdict has its reasons."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klachtmail.core.facts import Facts
from klachtmail.core.judge import judge
from klachtmail.core.model import Receipt, Role, Verdict
from klachtmail.core.rules.bounces import delivery_report
from klachtmail.intake.parse import parse
from tests.core.clock import OFFICE

MACHINES = sorted((Path(__file__).parents[1] / "mail" / "machines").glob("*.eml"))
FACTS = Facts(Role.INBOX, Receipt(datetime(2026, 11, 12, 11, tzinfo=UTC), "internaldate"))


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A mail of the collection with pieces cut out, doubled, moved or overwritten."""
    raw = draw(st.sampled_from(MACHINES)).read_bytes()
    for _ in range(draw(st.integers(1, 6))):
        begin = draw(st.integers(0, len(raw)))
        end = min(len(raw), begin + draw(st.integers(0, 400)))
        piece = draw(st.sampled_from([b"", raw[begin:end] * 3, b"\r", b"\x00\xff", b"<", b"\n\n", b"Message-ID: <"]))
        raw = raw[:begin] + piece + raw[end:]
    return raw


def judged(raw: bytes) -> Verdict:
    message = parse(raw)
    delivery_report(message)
    return judge(message, FACTS, OFFICE)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoilt())
def test_a_spoilt_machine_mail_is_judged_within_a_second(raw: bytes) -> None:
    """No mail of a machine breaks the judgement, however it was damaged on its way."""
    begin = process_time()
    assert judged(raw).reasons
    assert process_time() - begin < 1


HEAD = b"From: MAILER-DAEMON@x.example\r\nTo: kwaliteit@werkenderwijs.example\r\nSubject: failure notice\r\n\r\n"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"ik ben " * 100_000, id="who never says what he is"),
        pytest.param(b"following recipient " * 50_000, id="a list that never begins"),
        pytest.param(b"<a@" * 200_000, id="addresses without end"),
        pytest.param(b"Message-ID: <" * 60_000, id="ids without end"),
        pytest.param(b"a" * 600_000 + b"@x.example", id="one long word"),
        pytest.param((b"-" * 200 + b"\r\n") * 4_000, id="rules"),
        pytest.param(b"uw melding " * 60_000, id="received, never told"),
        pytest.param(b"550 " * 200_000, id="codes"),
        pytest.param(b"staat er een " * 60_000, id="a notice that never comes"),
        pytest.param(b'{"notificationType":"Bounce"' * 30_000, id="json"),
    ],
)
def test_a_text_made_to_be_slow_is_judged_within_a_second(body: bytes) -> None:
    """The expressions look at a bounded piece of the text and do not go back over it."""
    begin = process_time()
    verdict = judged(HEAD + body)
    assert verdict.reasons
    assert process_time() - begin < 1
