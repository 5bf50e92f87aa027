"""Who is it really? What the trusted mail server says of the sender (RFC 8601); DESIGN 5, *Authority*.

Anybody can write an Authentication-Results header. Only the topmost counts, and only where it bears the
name of the server that we trust: that server puts its own above all that came with the mail. What can't be
read says nothing, and nothing said is no proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import authres

from klachtmail.core.model import Address, Origin

Headers = tuple[tuple[str, str], ...]

LONGEST = 8192
"""Characters; the parser is quadratic, and no server writes as much."""

_TRAILING_DOT = re.compile(r"\.$")
"""A domain may be written with its root: ``werkenderwijs.nl.``"""


def origin(headers: Headers, sender: Address | None, *, trusted_authserv_id: str, internal_proof: str) -> Origin:
    """What is proved of the From address ``sender``.

    ``headers`` are (name in lower case, unfolded value), topmost first. ``trusted_authserv_id`` is the name
    under which the own server writes; empty: no such header is trusted. ``internal_proof`` ``exchange``
    trusts Exchange's own mark of internal mail, too. Never raises on what stands in a mail.
    """
    if sender is None or not sender.email:
        return Origin()
    results = _results(_first(headers, "authentication-results"), trusted_authserv_id)
    internal = internal_proof == "exchange" and _internal(headers)
    return Origin(
        dmarc=_dmarc(results),
        authenticated=internal or _logged_in(results, sender),
        aligned=_aligned(results, sender),
    )


def _results(value: str, trusted: str) -> tuple[Any, ...]:
    """The results of a header of the trusted server, else none.

    Exchange Online writes no server name (a syntax error); parentheses in parentheses exhaust the parser.
    """
    if not trusted or not value or len(value) > LONGEST:
        return ()
    try:
        header = authres.AuthenticationResultsHeader.parse_value(value)
    except (authres.AuthResError, RecursionError):
        return ()
    return tuple(header.results) if header.authserv_id == trusted.lower() else ()


def _dmarc(results: Iterable[Any]) -> str:
    """``pass`` where every dmarc result is, ``fail`` where one is, else empty."""
    values = [result.result for result in _of("dmarc", results)]
    if "fail" in values:
        return "fail"
    return "pass" if values and set(values) == {"pass"} else ""


def _aligned(results: Iterable[Any], sender: Address) -> bool:
    """Whether every dmarc result is about the domain of From; a foreign header.from proves another's mail."""
    domains = [_domain(_property(result, "header", "from")) for result in _of("dmarc", results)]
    return bool(domains) and all(domain == _domain(sender.domain) for domain in domains)


def _logged_in(results: Iterable[Any], sender: Address) -> bool:
    """Whether the sender logged in with his own From address (``auth=pass smtp.auth=..``)."""
    logins = list(_of("auth", results))
    return bool(logins) and all(
        login.result == "pass" and _property(login, "smtp", "auth").lower() == sender.email.lower() for login in logins
    )


def _of(method: str, results: Iterable[Any]) -> list[Any]:
    return [result for result in results if result.method == method]


def _property(result: Any, kind: str, name: str) -> str:
    """The one value of a property; of two different ones neither counts."""
    values = {str(entry.value or "") for entry in result.properties if entry.type == kind and entry.name == name}
    return values.pop() if len(values) == 1 else ""


def _domain(value: str) -> str:
    """The bare domain, from ``werkenderwijs.nl``, ``@werkenderwijs.nl`` or an address."""
    return _TRAILING_DOT.sub("", value.rpartition("@")[2].strip().lower())


def _internal(headers: Headers) -> bool:
    """Exchange's mark; it strips it from mail that comes from outside. Two marks prove nothing."""
    marks = [value for name, value in headers if name == "x-ms-exchange-organization-authas"]
    return [mark.strip().lower() for mark in marks] == ["internal"]


def _first(headers: Headers, wanted: str) -> str:
    return next((value for name, value in headers if name == wanted), "")
