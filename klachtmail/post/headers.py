"""Header fields of a letter: encoded (RFC 2047), folded, and never more than the one field they should be.

Names, subjects and Message-IDs come from strangers. Whatever they hold, a field stays one field and a line
stays under 998 octets (RFC 5322).
"""

from __future__ import annotations

import re
import unicodedata
from email.header import Header

from klachtmail.core.model import Address

_LINE = 75
_FOLD = "\r\n "
_LONGEST_NAME = 200
_LONGEST_ID = 900
_LONGEST_WORD = 70
_MOST_IDS = 20
_MESSAGE_ID = re.compile(r"<[!-;=?-~]+>")
"""A Message-ID that may be repeated: printable ASCII between brackets, e.g. ``<1a.b@mail.example.nl>``."""
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def one_line(text: str) -> str:
    """The text without control, direction and half (surrogate) characters, its white space single blanks."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(" " if unicodedata.category(c) in _INVISIBLE else c for c in text).split())


def text_field(name: str, value: str) -> str:
    """An unstructured field such as Subject, encoded where it has to be."""
    return f"{name}: {_encoded(one_line(value), name)}"


def mailbox_field(name: str, address: Address) -> str:
    """A field with one mailbox. An address with other letters than ASCII stays as it is (RFC 6532)."""
    email = re.sub(r"[\s<>]", "", one_line(address.email))
    phrase = one_line(address.name[:_LONGEST_NAME])
    if not phrase:
        return f"{name}: <{email}>"
    field = f"{name}: {_phrase(phrase, name)}"
    return f"{field}{' ' if len(field) + len(email) < _LINE else _FOLD}<{email}>"


def ids_field(name: str, ids: tuple[str, ...]) -> str:
    """A field of Message-IDs, one a line: the first, and the latest. Empty where none can be repeated."""
    sound = tuple(dict.fromkeys(one for one in ids if len(one) <= _LONGEST_ID and _MESSAGE_ID.fullmatch(one)))
    kept = (*sound[:1], *sound[1:][-_MOST_IDS:])
    return f"{name}: " + _FOLD.join(kept) if kept else ""


def _phrase(phrase: str, name: str) -> str:
    if not _plain(phrase) or len(phrase) > _LONGEST_WORD:
        return _encoded(phrase, name, always=True)
    quoted = phrase.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def _encoded(value: str, name: str, *, always: bool = False) -> str:
    charset = "us-ascii" if _plain(value) and not always else "utf-8"
    return Header(value, charset, header_name=name).encode(linesep="\r\n")


def _plain(value: str) -> bool:
    """Whether the text can stand as it is: ASCII, nothing like an encoded word, no word too long to fold."""
    return value.isascii() and "=?" not in value and max(map(len, value.split()), default=0) <= _LONGEST_WORD
