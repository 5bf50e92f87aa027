"""Words signed in the text itself (PGP clear-signing): what was signed, without what signs it."""

from __future__ import annotations

from typing import Final

_BEGIN: Final = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE: Final = "-----BEGIN PGP SIGNATURE-----"
_END: Final = "-----END PGP SIGNATURE-----"


def without_armour(text: str) -> str:
    """The text with its signed stretch laid bare, or as it is where none is signed. Lines end with a line feed."""
    begin = text.find(_BEGIN)
    signature = text.find(_SIGNATURE, begin) if begin >= 0 else -1
    if signature < 0:
        return text
    _, _, signed = text[begin:signature].partition("\n\n")
    end = text.find(_END, signature)
    rest = text[end + len(_END) :] if end >= 0 else ""
    lines = (line.removeprefix("- ") for line in signed.split("\n"))
    return text[:begin] + "\n".join(lines) + rest
