"""Bytes to readable text: the declared charset, then UTF-8, then Windows-1252; never an error, never a lost letter.

``decode`` and ``lenient`` return text without lone surrogates, so that it can always be stored as UTF-8.
"""

from __future__ import annotations

import codecs
import re
from types import MappingProxyType
from typing import Final

_MEANT: Final = MappingProxyType(
    {
        "ascii": "",
        "iso8859-1": "cp1252",
        "iso8859-9": "cp1254",
        "gb2312": "gb18030",
        "euc_kr": "cp949",
        "shift_jis": "cp932",
    }
)
"""What senders mean by a name: mail programs write Windows' letters under the name of the smaller standard."""
_REFUSED: Final = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})
"""Codecs of Python that are no charset of a mail."""
_WIDE: Final = ("utf-16", "utf-32")
_NAME_LENGTH: Final = 40
_JAPANESE: Final = (b"\x1b$B", b"\x1b$@")
"""How Japanese begins in ISO-2022-JP, which is seven-bit and often sent without a declaration."""

_STRAY: Final = MappingProxyType(
    {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
)
"""A byte that is no UTF-8, as Python escapes it, to its letter in Windows-1252."""

_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufdd0-\ufddf]")
"""Control characters but tab and line feed, the byte order mark, and code points that are no characters."""
_BREAKS: Final = re.compile("\r\n?|[\u2028\u2029]")
"""The ends of a line that are no line feed."""


def decode(data: bytes, charset: str) -> str:
    """The text of ``data`` in the declared ``charset``; unknown, absent or wrong: as ``lenient`` reads it."""
    name = _codec(charset)
    if not name and any(escape in data for escape in _JAPANESE):
        name = "iso2022_jp"
    if not name or (name.startswith(_WIDE) and b"\0" not in data):
        return lenient(data)
    try:
        text = data.decode(name)
        text.encode()
    except (LookupError, ValueError):
        return _almost(data, name)  # the declaration was wrong: the letters are what counts
    return text


def undeclared(data: bytes, likely: str) -> str:
    """The text of ``data`` that nothing declares: UTF-8, else the charset that is ``likely``, else Windows-1252."""
    return data.decode() if _is_utf8(data) else decode(data, likely)


def _almost(data: bytes, name: str) -> str:
    """The text where a byte or two do not fit the codec ``name``; what is all UTF-8 or Latin was declared wrongly."""
    latin = name.startswith(("utf", "cp1252", "iso8859", "idna"))
    if latin and not name.startswith(_WIDE):
        return lenient(data)
    return data.decode() if _is_utf8(data) else _storable(data.decode(name, "replace"))


def _storable(text: str) -> str:
    """A text without lone surrogates."""
    return text.encode("utf-8", "replace").decode()


def _is_utf8(data: bytes) -> bool:
    """Whether all bytes are UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False  # another charset; the caller reads it as such
    return True


def lenient(data: bytes) -> str:
    """UTF-8, and each byte that is none as Windows-1252: right for either of them, and for both in one text."""
    return data.decode("utf-8", "surrogateescape").translate(_STRAY)


def clean(text: str) -> str:
    """A text of lines: every line end a line feed, no control characters but tab."""
    if "\r" in text or "\u2028" in text or "\u2029" in text:
        text = _BREAKS.sub("\n", text)
    return _CONTROLS.sub("", text)


def _codec(charset: str) -> str:
    """Python's name of the codec meant by ``charset``, empty where there is none."""
    if not charset or len(charset) > _NAME_LENGTH:
        return ""
    told = charset.strip(" \"';").lower().removesuffix("-i")
    for name in (told, told.removeprefix("x-").replace("windows-", "cp")):
        try:
            known = codecs.lookup(name).name
            b"a".decode(name, "ignore")
        except (LookupError, ValueError):
            continue  # e.g. "unknown-8bit", a name with a NUL in it, or "base64", which is a codec but no charset
        return "" if known in _REFUSED else _MEANT.get(known, known)
    return ""
