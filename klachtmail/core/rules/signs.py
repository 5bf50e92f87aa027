"""Signs that a program wrote a mail, shared by the rules on delivery reports and automatic answers.

Each function looks at one thing. None of them decides: a header alone proves little (PEERS 15).
"""

from __future__ import annotations

import re
from itertools import takewhile

from klachtmail.core.model import Message

BEGINNING = 600
"""How many characters of a text count as its beginning."""

_MAILER_DAEMON = re.compile(r"(mail|mailer)[-_.]?daemon|microsoftexchange[0-9a-f]{20,40}", re.IGNORECASE)
"""Who writes nothing but reports: ``MAILER-DAEMON``, ``MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e``."""

_POSTMASTER = re.compile(
    r"post[-_.]?master(?![a-z]).{0,60}|mdaemon|mail[-_.]?(system|router)|mail[-_.]?deliver\w{0,20}[-_.]?\w{0,20}|ndr"
    r"|.*smtp_.{1,60}",
    re.IGNORECASE,
)
"""Who sometimes writes reports: ``postmaster``, ``post_master``, ``E500_SMTP_Mail_Service``."""

_DAEMON_NAME = re.compile(
    r"mail (deliver\w*|router|administrator)|.{0,40}mailer[- ]?daemon|postmaster|delivery (sub)?system"
    r"|system a(ttendant|dministrator)|interscan|m-filter|amavis",
    re.IGNORECASE,
)
"""E.g. ``Mail Delivery Subsystem``, ``Mail Delivery System``, ``Postmaster``."""

_FORWARD = re.compile(r"(?:fwd?|doorst|doorgestuurd|wg|tr)\s?:", re.IGNORECASE)
"""E.g. ``FW: Undeliverable: afspraak``: a person hands on what a program once wrote."""


def nobody(message: Message) -> bool:
    """Whether the envelope asks for no answer at all (``Return-Path: <>``, RFC 5321 4.5.5)."""
    return message.return_path == ""


def nameless(message: Message) -> bool:
    """Whether From holds no address, which a person's mail program always writes."""
    return message.sender is None or not message.sender.email


def daemon(email: str) -> bool:
    """Whether an address is one under which mail servers write."""
    local = email.partition("@")[0][:100]
    return bool(_MAILER_DAEMON.fullmatch(local) or _POSTMASTER.fullmatch(local))


def from_mailer_daemon(message: Message) -> bool:
    """Whether From is an address that nobody but a mail server ever uses."""
    local = message.sender.email.partition("@")[0][:100] if message.sender else ""
    return _MAILER_DAEMON.fullmatch(local) is not None


def from_daemon(message: Message) -> bool:
    """Whether From is a mail server's own address or name; a postmaster may be a person."""
    if message.sender is None:
        return False
    return daemon(message.sender.email) or _DAEMON_NAME.match(message.sender.name.strip()) is not None


def submitted(message: Message) -> str:
    """The keyword of Auto-Submitted (RFC 3834) in lower case; empty for ``no`` and where there is none."""
    keywords = (_keyword(value) for value in message.all_headers("auto-submitted"))
    return next((keyword for keyword in keywords if keyword not in {"", "no"}), "")


def forwarded(message: Message) -> bool:
    """Whether the subject says that somebody (or a rule in a mailbox) hands the mail on."""
    return bool(_FORWARD.match(message.subject.strip()))


def beginning(message: Message, length: int = BEGINNING) -> str:
    """How the new text begins, as one line; a quoted letter of ours says *we received* as well, so never that."""
    return flat(message.new_text, length)


def flat(text: str, length: int) -> str:
    """The first characters of a text as one line, lower case, with straight quotes."""
    words = text[: length * 2].replace("’", "'").replace("‘", "'").split()
    return " ".join(words)[:length].lower()


def before(text: str, marker: re.Pattern[str]) -> str:
    """The lines of a text before the first one that the marker matches."""
    return "\n".join(takewhile(lambda line: not marker.match(line), text.splitlines()))


def _keyword(value: str) -> str:
    """``auto-replied (vacation); owner-email="x"`` gives ``auto-replied``."""
    return value.partition(";")[0].partition("(")[0].strip().lower()
