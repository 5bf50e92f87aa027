"""Reply keys: which person and which case an answer comes back for (DESIGN 3).

A key opens only its own person's and case's thread and is one proof, never authority.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b32encode

_BYTES = 10
"""80 bits: sixteen letters and digits of base32, which survive lower case."""

NO_CASE = "STAF"
"""What stands in the place of a case in the keys of letters that are about none: digest, list, answers."""

_MATTER = r"(kl-\d{4}-\d{4,6}|p-\d{4}-\d{4,6}|staf)-([a-z2-7]{16})"
_KEYED = re.compile(rf"\+{_MATTER}@")
"""The signed part of an address, e.g. ``kwaliteit+kl-2026-0042-abcdefghijklmnop@example.org``."""
_IN_SUBJECT = re.compile(rf"\(sleutel {_MATTER}\)")
"""Where the mailbox knows no plus addresses, the key in a subject: ``(sleutel kl-2026-0042-abcdefghijklmnop)``."""


def reply_key(signing_key: bytes, case: str, email: str) -> str:
    """The key of one person in one case: sixteen lower-case characters."""
    digest = hmac.digest(signing_key, f"{case}\n{email.lower()}".encode(), hashlib.sha256)
    return b32encode(digest[:_BYTES]).decode().lower()


def signed_address(mailbox: str, case: str, key: str) -> str:
    """The mailbox's address with case and key, e.g. ``kwaliteit+kl-2026-0042-<key>@example.org``."""
    local, _, domain = mailbox.partition("@")
    return f"{local}+{case.lower()}-{key}@{domain}"


def key_in_subject(subject: str) -> tuple[str, str] | None:
    """Case number and key in a subject, unverified; None where there are none."""
    match = _IN_SUBJECT.search(subject.lower())
    return (match[1].upper(), match[2]) if match else None


def keys_in(address: str) -> tuple[str, str] | None:
    """Case number and key in a signed address, unverified; None where there are none."""
    match = _KEYED.search(address.lower())
    return (match[1].upper(), match[2]) if match else None


def opens(signing_key: bytes, case: str, email: str, key: str) -> bool:
    """Whether a key is that person's for that case (compared in constant time)."""
    return hmac.compare_digest(reply_key(signing_key, case, email), key)
