"""Was there more to this mail than the words that were read? What nobody read may be a complaint (R1).

A photograph of a letter, an encrypted mail, an empty one: a person looks, and the clock runs meanwhile.
"""

from __future__ import annotations

from typing import Final

from klachtmail.core.model import Attachment, Message

_HIDDEN: Final = (
    ("encrypted", "versleuteld"),
    ("words inside a signature", "de tekst staat in een handtekening"),
    ("a file of Outlook", "een bestand van Outlook is niet te openen"),
    ("nested too deeply", "te diep in elkaar verpakt"),
    ("too many parts", "te veel delen"),
    ("head too long", "te lange kop"),
    ("HTML too long", "te lang"),
    ("text too long", "te lang"),
    ("unreadable", "niet te lezen"),
)
"""How a defect begins that hides words, and what a person is told of it."""
_NO_LETTER: Final = (".p7s", ".asc", ".vcf", ".ics", ".gif")
"""Files in which nobody writes a complaint."""
_FEW: Final = 10


def unread(message: Message) -> tuple[str, ...]:
    """Why words may have been missed, in Dutch; empty where all was read."""
    hidden = [told for begin, told in _HIDDEN if any(defect.startswith(begin) for defect in message.defects)]
    words = len(message.new_text.split())
    if not message.text.strip():
        hidden.append("geen tekst")
    elif words <= _FEW and any(map(_may_be_a_letter, message.attachments)):
        hidden.append("de klacht staat misschien in de bijlage")
    return tuple(f"niet alles is gelezen: {told}" for told in hidden)


def _may_be_a_letter(attachment: Attachment) -> bool:
    """Whether a file may hold what its sender has to say: a scan, a photograph, a document."""
    return not attachment.name.lower().endswith(_NO_LETTER)
