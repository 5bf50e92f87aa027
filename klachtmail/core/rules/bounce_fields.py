"""Recipients, code, reason and Message-IDs from the words of a delivery report."""

from __future__ import annotations

import re

from klachtmail.core.rules import bounce_text
from klachtmail.core.rules.signs import before, daemon

_RETURNED = re.compile(
    r"[\s>*_.-]*+(below this line|original (message|mail)\b.*(header|follows|attached|below|details|:?\s*-)"
    r"|(this|here) is (a|the|your) (copy|returned)|this is a copy of|included is a copy|a copy of the (original|mess)"
    r"|(message|mail) (text|header|headers|source) follows?|the header|returned (mail|message)|unsent message"
    r"|start of returned|old message|the attachment contains the original|your message reads|message header"
    r"|undelivered message"
    r"|(oorspronkelijke|originele) (bericht(kop|header|en)|koppen)|hieronder (volgt|staat)"
    r"|(original)?nachricht(enkopf|en-kopf|enheader)|urspr[üu]ngliche nachricht|en-t[êe]tes? du message"
    r"|message original|received: from|return-path: )",
    re.IGNORECASE,
)
"""E.g. ``--- Below this line is a copy of the message.``, ``Original message headers:``."""

_ADDRESS = re.compile(r"[\w.+%=/'&~!#$-]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{1,63}")
"""E.g. ``j.de.vries+werk@example.nl``."""

_LABEL = re.compile(r"^(dda:)?smtp=")
"""What Exchange puts before an address of another system, e.g. ``dda:SMTP=jan@example.nl``."""

_ALONE = re.compile(
    r"[\s>*.-]*(?:(?:to|aan|an|à|for|rcpt to|recipient|failed recipient|error-for|undeliverable address"
    r"|intended recipient|ontvanger|geadresseerde|adres van geadresseerde|empf[äa]nger|destinataire)\s*:\s*)?"
    r"""["'<(\[]{0,2}(?:smtp:|mailto:)?(?P<address>[^\s@<>"']{1,64}@[^\s@<>"':,;)\]]{1,255})""",
    re.IGNORECASE,
)
"""A line that begins with an address, e.g. ``<jan@example.nl>:`` or ``  To: jan@example.nl``."""

_IDENTITY = re.compile(
    r"^[\s>*•-]{0,12}[\"']?(?:x-[\w-]{0,30})?(?:message|bericht|nachrichten)-?id[\"']?\s{0,8}[:=]\s{0,8}[\"']?"
    r"(?:<(?P<id>[^<>\s]{1,250})>|(?P<bare>[^\s<>@\"',]{1,200}@[^\s<>@\"',]{1,200}))",
    re.IGNORECASE | re.MULTILINE,
)
"""E.g. ``Message-ID: <177574083816.2211.34@werkenderwijs.nl>`` or ``Bericht-id: 1775.2@w.nl`` at a line's start."""

_FAILED_LIST = re.compile(
    r"^.{0,200}(did not reach|not (be )?(delivered|reach\w*)|failed|fail\w* to|following|volgende|folgende\w*"
    r"|suivante?s?)"
    r".{0,120}(recipient|address|user|ontvanger|geadresseerde|empf[äa]nger|destinataire).{0,160}[:.]\s{0,9}$",
    re.IGNORECASE,
)
"""The line above the list of those who did not get it, e.g. ``did not reach the following recipient(s):``."""

_NAME_ALONE = re.compile(r"\s{0,40}([a-z0-9][\w.-]{1,63})\s{0,9}$", re.IGNORECASE)
"""A mailbox without its domain on a line of its own, as AOL lists its users."""

_STATUS = re.compile(r"(?<![\d.])[45]\.\d{1,2}\.\d{1,3}(?![\d.]\d|\d)")
"""An enhanced status code (RFC 3463), e.g. ``5.1.1``, but not an IP address or a version."""

_REPLY = re.compile(r"(?<![\d.:/-])[45][0-5]\d[ :-]{1,2}(?=\S)")
"""An SMTP reply, e.g. ``550 No such user``."""

_CLUTTER = re.compile(r"message-id|queue|from:|sender|afzender|reporting|contact|help", re.IGNORECASE)

_NEAR = 6
"""Lines below an address in which the reason of its failure stands."""


def failed_addresses(text: str, ours: frozenset[str]) -> tuple[str, ...]:
    """Whom the report is about: first the addresses that begin a line, else all but ours and the server's."""
    lines = before(text, _RETURNED).splitlines()
    return _addresses(_below(lines), ours) or _addresses(lines, ours)


def _below(lines: list[str]) -> list[str]:
    """The lines below the one that says that a list of failed recipients follows."""
    at = next((number for number, line in enumerate(lines) if _FAILED_LIST.match(line)), len(lines))
    return lines[at + 1 :]


def _addresses(lines: list[str], ours: frozenset[str]) -> tuple[str, ...]:
    plain = [line for line in lines if not _CLUTTER.search(line[:40])]
    alone = [found["address"].rstrip(".>") for found in map(_ALONE.match, plain) if found]
    return _others(alone, ours) or _others(_ADDRESS.findall("\n".join(plain)), ours)


def _others(addresses: list[str], ours: frozenset[str]) -> tuple[str, ...]:
    lowered = (_LABEL.sub("", address.lower()).strip("'.") for address in addresses if _ADDRESS.fullmatch(address))
    return tuple(dict.fromkeys(email for email in lowered if email not in ours and not daemon(email)))


def mailboxes(text: str, domain: str) -> tuple[str, ...]:
    """Failed recipients who are named without their domain, that of the server which writes."""
    below = _below(before(text, _RETURNED).splitlines())
    names = [found[1].lower() for found in map(_NAME_ALONE.match, below) if found]
    return tuple(f"{name}@{domain}" for name in names) if domain else ()


def words_of(text: str) -> str:
    """What the server itself wrote: the text without the letter that it quotes below."""
    return before(text, _RETURNED)


def returned_ids(text: str) -> tuple[str, ...]:
    """The Message-ID in the head of the letter that the report quotes, with angle brackets."""
    return named_ids(text[len(words_of(text)) :])[:1]


def named_ids(text: str) -> tuple[str, ...]:
    """The Message-IDs that stand anywhere behind their name, with angle brackets."""
    return tuple(f"<{found['id'] or found['bare']}>" for found in _IDENTITY.finditer(text))


def identities(value: str) -> tuple[str, ...]:
    """The Message-IDs in the value of a header field, also without angle brackets."""
    return named_ids(f"Message-ID: {value}")


def code(text: str, email: str = "") -> tuple[str, str]:
    """The status code of the failure and the line that gives it; an SMTP reply 550 counts as ``5.0.0``.

    With an address, that of this recipient where it has one of its own.
    """
    lines = before(text, _RETURNED).splitlines()
    near = _near(lines, email)
    found = next((found for found in (_coded(near), _coded(lines)) if found != ("", "")), ("", ""))
    return found if found[1] else ("", _reason(near) or _reason(lines))


def _near(lines: list[str], email: str) -> list[str]:
    """The lines about one recipient."""
    at = next((number for number, line in enumerate(lines) if email and email in line.lower()), len(lines))
    return lines[at : at + _NEAR]


def _coded(lines: list[str]) -> tuple[str, str]:
    for pattern in (_STATUS, _REPLY):
        for line in lines:
            if found := pattern.search(line):
                status = found[0] if pattern is _STATUS else f"{found[0][0]}.0.0"
                return status, line.strip()[:300]
    return "", ""


def _reason(lines: list[str]) -> str:
    """The first line that says in words that something failed."""
    return next((line.strip()[:300] for line in lines if bounce_text.fails(line)), "")
