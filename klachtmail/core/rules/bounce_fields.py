"""Recipients, code and Message-ID from the text of a delivery report that has no machine-readable part."""

from __future__ import annotations

import re

from klachtmail.core.rules.signs import before, daemon

_RETURNED = re.compile(
    r"[\s>*_.-]*(below this line|original (message|mail)\b.*(header|follows|attached|below|:?\s*-)"
    r"|(this|here) is (a|the|your) (copy|returned)|this is a copy of|included is a copy|a copy of the (original|mess)"
    r"|(message|mail) (text|header|headers|source) follows?|the header|returned (mail|message)|unsent message"
    r"|start of returned|old message|your message reads|message header|undelivered message"
    r"|(oorspronkelijke|originele) (bericht(kop|header|en)|koppen)|hieronder (volgt|staat)"
    r"|(original)?nachricht(enkopf|en-kopf|enheader)|urspr[üu]ngliche nachricht|en-t[êe]tes? du message"
    r"|message original|received: from|return-path: )",
    re.IGNORECASE,
)
"""E.g. ``--- Below this line is a copy of the message.``, ``Original message headers:``."""

_ADDRESS = re.compile(r"[\w.+%=/'&~!#$-]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")
"""E.g. ``j.de.vries+werk@example.nl``."""

_ALONE = re.compile(
    r"[\s>*.-]*(?:(?:to|aan|an|à|for|rcpt to|recipient|failed recipient|error-for|undeliverable address"
    r"|intended recipient|ontvanger|geadresseerde|adres van geadresseerde|empf[äa]nger|destinataire)\s*:\s*)?"
    r"""["'<(\[]{0,2}(?:smtp:|mailto:)?(?P<address>[^\s@<>"']{1,64}@[^\s@<>"':,;)\]]{1,255})""",
    re.IGNORECASE,
)
"""A line that begins with an address, e.g. ``<jan@example.nl>:`` or ``  To: jan@example.nl``."""

_IDENTITY = re.compile(r"^[ \t>]{0,8}Message-ID:\s{0,8}(<[^<>\s]{1,250}>)", re.IGNORECASE | re.MULTILINE)
"""E.g. ``Message-ID: <177574083816.2211.34@werkenderwijs.nl>`` at the start of a line."""

_STATUS = re.compile(r"(?<![\d.])[45]\.\d{1,2}\.\d{1,3}(?![\d.]\d|\d)")
"""An enhanced status code (RFC 3463), e.g. ``5.1.1``, but not an IP address or a version."""

_REPLY = re.compile(r"(?<![\d.:/-])[45][0-5]\d[ :-]{1,2}(?=\S)")
"""An SMTP reply, e.g. ``550 No such user``."""

_CLUTTER = re.compile(r"message-id|queue|from:|sender|afzender|reporting|contact|help", re.IGNORECASE)


def failed_addresses(text: str, ours: frozenset[str]) -> tuple[str, ...]:
    """Whom the report is about: first the addresses that begin a line, else all but ours and the server's."""
    lines = [line for line in before(text, _RETURNED).splitlines() if not _CLUTTER.search(line[:40])]
    alone = [found["address"].rstrip(".>") for found in map(_ALONE.match, lines) if found]
    return _others(alone, ours) or _others(_ADDRESS.findall("\n".join(lines)), ours)


def _others(addresses: list[str], ours: frozenset[str]) -> tuple[str, ...]:
    lowered = (address.lower().strip("'.") for address in addresses if _ADDRESS.fullmatch(address))
    return tuple(dict.fromkeys(email for email in lowered if email not in ours and not daemon(email)))


def returned_id(text: str) -> str:
    """The Message-ID of the mail whose head the report quotes, with angle brackets, or empty."""
    head = before(text, _RETURNED)
    found = _IDENTITY.search(text, max(len(head) - 1, 0)) or _IDENTITY.search(text)
    return found[1] if found else ""


def code(text: str) -> tuple[str, str]:
    """The status code of the failure and the line that gives it; an SMTP reply 550 counts as ``5.0.0``."""
    lines = before(text, _RETURNED).splitlines()
    for pattern in (_STATUS, _REPLY):
        for line in lines:
            if found := pattern.search(line):
                status = found[0] if pattern is _STATUS else f"{found[0][0]}.0.0"
                return status, line.strip()[:300]
    return "", ""
