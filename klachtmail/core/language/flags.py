"""What a person should notice at once in a text; a flag asks, it never acts (R25, R31, R32, R44)."""

from __future__ import annotations

from klachtmail.core.language.reading import Reading
from klachtmail.core.model import Flag, Label

BREACH = frozenset(
    {
        "post of bestand bij de verkeerde",
        "adressen zichtbaar of in een groepsapp",
        "meldt een datalek of verloren gegevens",
        "gegevens aan een ander verteld of gestuurd",
        "anderen weten wat zij niet horen te weten",
    }
)
REQUEST = frozenset(
    {"vraagt om inzage of een afschrift van eigen gegevens", "vraagt gegevens te wissen of te verbeteren"}
)
SERVICE_SIGNS = frozenset(
    {
        "niemand belt terug",
        "geen antwoord op berichten",
        "niet komen opdagen of afgezegd",
        "beloften niet nagekomen",
        "onheus behandeld door een medewerker",
        "begeleiding levert niets op",
    }
)
WITHDRAWN = "trekt een klacht in"
COMPLAINS = "dient een klacht in"
HEALTH = frozenset({"klachten over de gezondheid", "noemt gezondheid"})
THIRD = "schrijft namens een ander"


def flags_of(reading: Reading, label: Label, *, suspected: bool) -> frozenset[Flag]:
    """The flags of a text that was judged to be ``label``."""
    shown = reading.evidence.keys()
    privacy = label is Label.PRIVACY
    found = {
        Flag.PRIVACY_SUSPECTED: suspected,
        Flag.BREACH: (privacy or suspected) and bool(shown & BREACH),
        Flag.AVG_REQUEST: privacy and bool(shown & REQUEST),
        Flag.BOTH: privacy and bool(shown & SERVICE_SIGNS),
        Flag.WITHDRAWAL: WITHDRAWN in shown,
        Flag.HEALTH: bool(shown & HEALTH),
        Flag.THIRD_PARTY: THIRD in shown,
        Flag.NEW_COMPLAINT: label is not Label.OTHER and (COMPLAINS in shown or bool(shown & SERVICE_SIGNS)),
    }
    return frozenset(flag for flag, holds in found.items() if holds)
