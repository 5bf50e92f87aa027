"""What is proved of a sender, from headers as servers write them and as forgers do."""

from __future__ import annotations

import time
from email import message_from_bytes
from pathlib import Path

import pytest

from klachtmail.core.model import Address, Origin
from klachtmail.intake.proof import origin

OURS = "mx.werkenderwijs.example"
HANNA = Address("Hanna", "hanna@werkenderwijs.example")
SPOOFED = Path(__file__).parents[1] / "corpus" / "replies" / "40_spoofed_staff_valid_token.eml"
PASS = f"{OURS}; dmarc=pass (p=reject) header.from=werkenderwijs.example"
INTERNAL = ("x-ms-exchange-organization-authas", "Internal")


def proved(*values: str, sender: Address | None = HANNA, trusted: str = OURS) -> Origin:
    """The origin by these Authentication-Results, topmost first."""
    headers = tuple(("authentication-results", value) for value in values)
    return origin(headers, sender, trusted_authserv_id=trusted, internal_proof="")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(PASS, Origin("pass", aligned=True), id="dmarc pass"),
        pytest.param(
            f"{OURS.upper()}; DMARC=PASS header.from=WerkenderWijs.EXAMPLE", Origin("pass", aligned=True), id="case"
        ),
        pytest.param(
            f"{OURS}; dmarc=pass header.from=werkenderwijs.example.", Origin("pass", aligned=True), id="root dot"
        ),
        pytest.param(f"{OURS}; dmarc=pass header.from=evil.example", Origin("pass"), id="foreign header.from"),
        pytest.param(f"{OURS}; dmarc=pass header.from=x.werkenderwijs.example", Origin("pass"), id="subdomain"),
        pytest.param(f"{OURS}; dmarc=pass", Origin("pass"), id="no header.from"),
        pytest.param(f"{OURS}; dmarc=fail header.from=werkenderwijs.example", Origin("fail", aligned=True), id="fail"),
        pytest.param(f"{OURS}; dmarc=none header.from=werkenderwijs.example", Origin(aligned=True), id="none"),
        pytest.param(
            f"{OURS}; dmarc=temperror header.from=werkenderwijs.example", Origin(aligned=True), id="temperror"
        ),
        pytest.param(
            f"{PASS}; dmarc=fail header.from=werkenderwijs.example", Origin("fail", aligned=True), id="pass, fail"
        ),
        pytest.param(f"{PASS}; dmarc=none header.from=werkenderwijs.example", Origin(aligned=True), id="pass, none"),
        pytest.param(f"{PASS}; dmarc=pass header.from=evil.example", Origin("pass"), id="two domains"),
        pytest.param(f"{PASS} header.from=evil.example", Origin("pass"), id="two header.from"),
        pytest.param(
            f"{OURS}; auth=pass smtp.auth=Hanna@werkenderwijs.example", Origin(authenticated=True), id="login"
        ),
        pytest.param(
            f'{OURS}; auth=pass smtp.auth="hanna@werkenderwijs.example"', Origin(authenticated=True), id="quoted"
        ),
        pytest.param(f"{OURS}; auth=pass smtp.auth=piet@werkenderwijs.example", Origin(), id="another's login"),
        pytest.param(f"{OURS}; auth=fail smtp.auth=hanna@werkenderwijs.example", Origin(), id="failed login"),
        pytest.param(f"{OURS}; auth=pass", Origin(), id="login without a name"),
        pytest.param(f"{OURS}; none", Origin(), id="nothing"),
        pytest.param(
            f"{OURS}; spf=pass smtp.mailfrom=a@b.example; dkim=pass header.d=b.example", Origin(), id="spf, dkim"
        ),
    ],
)
def test_what_the_trusted_server_says(value: str, expected: Origin) -> None:
    """DMARC counts with From's own domain, a login with From's own address, nothing else."""
    assert proved(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("mx.evil.example; dmarc=pass header.from=werkenderwijs.example", id="another server"),
        pytest.param(f"{OURS}.evil.example; dmarc=pass header.from=werkenderwijs.example", id="longer name"),
        pytest.param(f"evil.example ({OURS}); dmarc=pass header.from=werkenderwijs.example", id="name in a comment"),
        pytest.param(f"{OURS}; spf=pass (; dmarc=pass header.from=werkenderwijs.example)", id="result in a comment"),
        pytest.param(f'{OURS}; spf=pass smtp.helo="; dmarc=pass header.from=werkenderwijs.example"', id="in a string"),
        pytest.param(f'{OURS}; spf=pass reason="x; dmarc=pass header.from=werkenderwijs.example"', id="in a reason"),
        pytest.param(
            "spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=a.example; dmarc=pass header.from=a.example", id="M365"
        ),
        pytest.param(f"{OURS} 2; dmarc=pass header.from=werkenderwijs.example", id="unknown version"),
        pytest.param(f"{OURS}; dmarc=pass header.from=werkenderwijs.example ((((", id="open comment"),
        pytest.param("", id="empty"),
        pytest.param("; ; ;", id="no name"),
        pytest.param(f"{PASS} ({'a' * 9000})", id="too long"),
    ],
)
def test_what_is_not_said_by_the_trusted_server_proves_nothing(value: str) -> None:
    """Comments, strings, other names and what can't be read."""
    assert not proved(value).proved


@pytest.mark.parametrize("depth", [1500, 4000, 8000])
def test_nested_parentheses_are_nothing_said(depth: int) -> None:
    """The parser recurses on them; a hostile header costs neither a crash nor time."""
    started = time.process_time()
    assert proved(f"{OURS}; x=y {'(' * depth}{')' * depth}") == Origin()
    assert time.process_time() - started < 2


def test_only_the_topmost_header_counts() -> None:
    """A forger's own header stands below the trusted server's, or above none of it."""
    assert proved(f"{OURS}; dmarc=fail header.from=werkenderwijs.example", PASS).dmarc == "fail"
    assert proved("mx.evil.example; none", PASS) == Origin()
    assert proved(f"{OURS}; none", PASS) == Origin()


def test_without_a_trusted_name_nothing_is_trusted() -> None:
    """The configuration names the server; until then nobody is proved."""
    assert proved(PASS, trusted="") == Origin()


def test_a_mail_without_sender_proves_nothing() -> None:
    """Nor does one with a name only."""
    assert proved(PASS, sender=None) == Origin()
    assert proved(PASS, sender=Address("Hanna", "")) == Origin()


@pytest.mark.parametrize(
    ("headers", "proof", "authenticated"),
    [
        pytest.param((INTERNAL,), "exchange", True, id="internal"),
        pytest.param((INTERNAL,), "", False, id="not configured"),
        pytest.param(((INTERNAL[0], "Anonymous"),), "exchange", False, id="anonymous"),
        pytest.param((INTERNAL, (INTERNAL[0], "Anonymous")), "exchange", False, id="two marks"),
        pytest.param((), "exchange", False, id="no mark"),
    ],
)
def test_exchange_s_mark_counts_only_where_configured(
    headers: tuple[tuple[str, str], ...], proof: str, authenticated: bool
) -> None:
    """Exchange strips its mark from mail that comes from outside; other servers do not."""
    found = origin(headers, HANNA, trusted_authserv_id="", internal_proof=proof)
    assert found.authenticated is authenticated


def test_the_forged_lower_header_of_a_spoofed_colleague() -> None:
    """The corpus' forgery: the server's own header says fail, the forged one below it pass."""
    mail = message_from_bytes(SPOOFED.read_bytes())
    headers = tuple((name.lower(), str(value)) for name, value in mail.items())
    sender = Address("Ineke Wubs", "i.wubs@werkenderwijs.example")
    found = origin(headers, sender, trusted_authserv_id=OURS, internal_proof="")
    assert found.dmarc == "fail"
    assert not found.proved
