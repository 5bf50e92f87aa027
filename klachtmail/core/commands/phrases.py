"""Ways of saying in plain Dutch what a keyword would say: what happened, to the one command that it would be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from klachtmail.core.commands.keywords import Keyword


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrasing and what it would be.

    A ``denied`` phrase holds its own *niet* or *geen*; a ``wished`` one may also be a wish or a plan.
    """

    keyword: Keyword
    pattern: re.Pattern[str]
    denied: bool = False
    wished: bool = False


def _said(keyword: Keyword, *patterns: str, denied: bool = False, wished: bool = False) -> Phrase:
    joined = "|".join(patterns)
    return Phrase(keyword, re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE), denied, wished)


_FEW: Final = r"(?:[\w'-]+ ){0,4}"
_SOMEBODY: Final = (
    r"(?:met )?(?:haar|hem|hen|mevrouw|meneer|mevr|mw|dhr|de heer|(?:de )?(?:klager|klaagster|cliënte?|kandidaat))"
)
_AP: Final = r"(?:de )?(?:AP|autoriteit(?: persoonsgegevens)?)"

PHRASES: Final = (
    _said(
        Keyword.NIET_BEREIKT,
        r"voice ?mail|antwoordapparaat|geen gehoor|tevergeefs gebeld",
        rf"(?:nam|neemt|namen|nemen) {_FEW}niet op|niet opgenomen|niemand nam op",
        r"niet (?:kunnen |te )?(?:bereik(?:t|en|baar)|te pakken (?:gekregen|krijgen|gehad))",
        rf"niet (?:gelukt|te) {_FEW}(?:te )?(?:spreken|bereiken)(?: gekregen)?",
        r"niet aan de (?:lijn|telefoon) (?:gekregen|gehad)|krijg\w* \w+ niet te pakken",
        denied=True,
    ),
    _said(
        Keyword.GESPROKEN,
        r"gesproken|gesprek (?:gehad|gevoerd)|(?:telefonisch )?contact gehad|te pakken gekregen",
        r"aan de (?:telefoon|lijn) (?:gehad|gekregen)",
        rf"sprak (?:ik )?{_SOMEBODY}",
    ),
    _said(
        Keyword.UITNODIGEN,
        rf"uitgenodigd|uitnodigen|afspraak (?:gemaakt|gepland)|nodig(?:en)? (?:ik |we |wij )?{_SOMEBODY} {_FEW}uit",
        wished=True,
    ),
    _said(
        Keyword.INGETROKKEN,
        rf"(?:trekt|trok|trekken) {_FEW}in|in ?trekken|in te trekken|ingetrokken",
        wished=True,
    ),
    _said(
        Keyword.UITSTEL,
        rf"(?:lukt|haal|halen|red|redden|krijg\w*) {_FEW}niet {_FEW}(?:op tijd|binnen de termijn|voor \d)",
        denied=True,
        wished=True,
    ),
    _said(
        Keyword.UITSTEL,
        rf"(?:meer|extra|langer) (?:de )?tijd nodig|uitstel|uitstellen|uitgesteld|wordt {_FEW}later",
        wished=True,
    ),
    _said(
        Keyword.BRIEF_VERSTUURD,
        rf"brief {_FEW}(?:verstuurd|verzonden|gepost)|op de (?:post|bus) {_FEW}gedaan|gepost",
    ),
    _said(Keyword.NUMMER_DOORGEGEVEN, rf"(?:zaak|klacht|dossier)?nummer {_FEW}doorgegeven"),
    _said(
        Keyword.GEMELD_AP,
        rf"gemeld (?:bij|aan) {_AP}|(?:bij|aan) {_AP} {_FEW}gemeld|AP[- ]melding {_FEW}(?:gedaan|verstuurd)",
        rf"melding {_FEW}(?:bij|aan) {_AP} {_FEW}gedaan|melding {_FEW}gedaan (?:bij|aan) {_AP}",
    ),
    _said(Keyword.GEEN_DATALEK, rf"(?:is|was|dus) {_FEW}geen datalek", denied=True),
    _said(Keyword.DATALEK, rf"(?:is|was|lijkt) {_FEW}een datalek"),
    _said(Keyword.GEEN_KLACHT, rf"(?:is|was|dus) {_FEW}geen klacht", denied=True),
    _said(Keyword.KLACHT, r"(?:dit|het|dat) is (?:zeker |wel |echt |gewoon |inderdaad ){0,2}een klacht"),
    _said(
        Keyword.OVERDRAGEN,
        r"overgedragen aan (?P<who>[\w'-]+)",
        rf"(?:geef|draag|heb) (?:ik )?(?:deze|dit|hem|de zaak) {_FEW}over aan (?P<to>[\w'-]+)",
        rf"(?P<whom>[\w'-]+) neemt {_FEW}(?:over|van mij over)",
    ),
    _said(
        Keyword.GEZIEN,
        rf"geen (?:antwoord|reactie) {_FEW}(?:nodig|vereist|gewenst)",
        rf"hoeft {_FEW}(?:geen (?:antwoord|reactie)|niet {_FEW}(?:beantwoord|te antwoorden|te reageren))",
        r"alleen (?:ter info(?:rmatie)?|ter kennisgeving|een bedankje)",
        denied=True,
    ),
    _said(
        Keyword.AFWEZIG, rf"(?:afwezig|met vakantie|op vakantie|vrij|verlof) {_FEW}(?:vanaf|van|tot|t/m|tot en met) \w"
    ),
)
"""Where several stand in one answer, the last one counts: *eerst voicemail, daarna gesproken*."""

ASKED: Final = (
    _said(Keyword.HULP, r"hoe werkt (?:dit|het)", r"wat moet ik (?:nu |hier(?:mee)? )?doen", r"weet niet (?:wat|hoe)"),
    _said(Keyword.STATUS, r"hoe staat het", r"wat is de (?:stand|status)"),
)
"""What asks for an overview or for help; a question may, too."""

DENIES: Final = re.compile(r"(?<!\w)(?:niet|geen|nooit|niemand|zonder|in plaats van|tenzij)(?!\w)", re.IGNORECASE)
DANGLES: Final = re.compile(r"(?<!\w)(?:niet|nooit)\s*$", re.IGNORECASE)
"""A clause that breaks off at its *niet*: *nog niet, ondanks drie pogingen, gesproken*."""
CONDITIONS: Final = re.compile(
    r"(?<!\w)(?:als|zodra|wanneer|nadat|voordat|voor ik|indien|mits|totdat|of|hoop|hopelijk|misschien|mogelijk)(?!\w)",
    re.IGNORECASE,
)
PLANS: Final = re.compile(
    r"(?<!\w)(?:denk|zou|moet|moeten|kan|kun|kunnen|wil|willen|ga|gaan|gaat|zal|zullen|wordt|worden|probeer|proberen"
    r"|graag|morgen|straks|binnenkort|nog te)(?!\w)",
    re.IGNORECASE,
)
"""A word that makes of a fact a plan or a wish."""
_PERSONAL: Final = r"(?:man|vrouw|partner|moeder|vader|zoon|dochter|broer|zus|advocaat|begeleider|werkgever|buur\w+)"
WITH_OTHERS: Final = re.compile(
    rf"(?<!\w)met (?:(?:mijn|een|de|zijn|haar|onze|hun|jullie) (?:{_PERSONAL}|collega|leidinggevende|teamleider"
    r"|directie|directeur|coach)\w*|elkaar|jou|je|jullie|(?:het )?UWV|de gemeente)(?!\w)"
    rf"|(?<!\w)(?:(?:zijn|haar) {_PERSONAL}|mijn (?:collega|coach|leidinggevende)) (?:\w+ ){{0,4}}gesproken",
    re.IGNORECASE,
)
"""A talk with somebody else than the complainant."""
NOT_AT_ALL: Final = re.compile(
    r"(?!(?:zij|ze|hij|mevrouw|meneer|klager|klaagster|wij?|het|dit|dat|de)\b)"
    r"(?:[\w'-]+ ){0,4}?(?:niet|als|zodra|of)(?!\w)",
    re.IGNORECASE,
)
"""What takes back the keyword before it: *heb ik haar nog niet*; but not *zij is niet boos*."""
_SHE: Final = r"(?:mevrouw|meneer|klager|klaagster|ze|zij|hij|cliënte?)"
OF_COMPLAINANT: Final = re.compile(
    rf"(?<!\w){_SHE}(?: \w+){{0,2}} (?:heeft|had|liet|sprak|stuurde)(?!\w).{{0,40}}voice ?mail"
    rf"|(?<!\w)(?:heeft|had|liet|sprak|stuurde) {_SHE}(?!\w).{{0,40}}voice ?mail|voice ?mail (?:ontvangen|van )",
    re.IGNORECASE,
)
"""A voicemail that the complainant left with us."""
CALLED: Final = re.compile(r"(?<!\w)(?:terug ?)?gebeld(?!\w)", re.IGNORECASE)
