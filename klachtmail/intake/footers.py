"""The lines that programs and organisations add to a mail: phone footers, banners, disclaimers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from klachtmail.intake.headers import LOOK

_DEVICE: Final = (
    r"iPhone|iPad|iPod|Mac|Apple|Galaxy|Samsung|Android|Huawei|Xiaomi|Redmi|OnePlus|Pixel|Nokia|Motorola|Oppo"
    r"|telefoon|mobiel|mobiele|smartphone|tablet|toestel|apparaat|phone|mobile|Handy|Outlook|Mail|Yahoo"
    r"|Proton ?Mail|BlueMail|Gmail|Spark|Windows|TypeApp|K-9|webmail|BlackBerry|eM Client|Thunderbird"
    r"|HTC|Sony|Xperia|Fairphone|Lumia|Airmail|Mailbox|Zimbra|cell"
)
_FOOTER: Final = re.compile(
    rf"\W{{0,4}}(?:"
    rf"(?:Verzonden|Verstuurd|Gestuurd|Sent|Gesendet|Envoyé|Wysłane|Wysłano|Enviado|Inviato|Getypt)"
    rf" (?:vanaf|vanuit|van|met|via|door|op|from|with|using|von|mit|aus|de|depuis|à|z|ze|desde|da)\b"
    rf".{{0,40}}?\b(?:{_DEVICE})\b.{{0,90}}"
    rf"|(?:Sent from my|(?:Verzonden|Verstuurd) vanaf mijn) [\w .'-]{{1,30}}\W*"
    rf"|Diese Nachricht wurde von meinem .{{1,60}} gesendet\W*"
    rf"|Von mein(?:em|er) .{{0,40}}gesendet\W*"
    rf"|(?:iPhone|iPad|Android).{{0,30}} (?:gönderildi|verzonden|verstuurd)\W*"
    rf"|(?:Get |Download |Télécharger |Holen Sie sich )?Outlook (?:voor|for|für|pour) (?:iOS|Android|Mac)\b.{{0,90}}"
    rf"|(?:Download|Get) .{{0,12}}Outlook .{{0,80}}"
    rf"|\[(?:cid:|image:|afbeelding:|inline ?image)[^\[\]]{{0,200}}\](?:<[^<>]{{0,200}}>)?"
    rf"|Virus(?:vrij|-free)\W.{{0,60}}"
    rf"|Excuseer mijn beknoptheid\W*"
    rf"|\W{{0,8}}(?:Typ|Schrijf) uw antwoord boven deze regel\W*"
    rf"|(?:LET OP|CAUTION|WARNING|WAARSCHUWING|ATTENTION|EXTERN\w{{0,3}})\b"
    rf".{{0,60}}(?:e-?mail|bericht|message).{{0,40}}"
    rf"(?:buiten (?:de|onze|uw|jouw) organisatie|outside (?:of )?(?:the|your|our) organi[sz]ation|externe afzender"
    rf"|external sender).{{0,200}}"
    rf"|U ontvangt niet vaak e-mail van .{{3,200}}|You don't often get email from .{{3,200}}"
    rf")$",
    re.IGNORECASE,
)
"""A whole line of a program's, e.g. ``Verstuurd vanaf mijn iPhone`` or ``Outlook voor iOS<https://...> downloaden``."""

_DISCLAIMER: Final = re.compile(
    r"\W{0,40}(?:"
    r"disclaimer\b|proclaimer\b|confidentiality notice|vertrouwelijkheids(?:verklaring|clausule)"
    r"|(?:let op|note|privacy|vertrouwelijk)\b.{0,60}(?:geadresseerde|privacyverklaring|addressee|ontvanger)"
    r"|(?:dit|deze|de inhoud|de informatie|this|the (?:content|information)|diese|ce |les informations)\b"
    r".{0,120}(?:geadresseerde|vertrouwelijk\w* .{0,30}bevatten|ontvanger|privacyverklaring|confidential"
    r"|privileged|intended|vertrauliche|confidentiel|bestemd voor|geheimhoudingsplicht)"
    r"|(?:bent|indien|als|wanneer|mocht) u .{0,30}(?:niet|ten onrechte|onterecht|abusievelijk).{0,40}"
    r"(?:ontvanger|geadresseerde|ontvang)"
    r"|if you (?:are not the intended|have received this|received this)"
    r"|denk aan het milieu|(?:please )?(?:think before you print|consider the environment)"
    r"|(?:informationen|hinweise) zur verarbeitung ihrer|op (?:al )?onze .{0,60}voorwaarden"
    r"|(?:zie|lees|bekijk) (?:ook )?(?:onze|ons) privacy\w+"
    r"|(?:u ontvangt dit bericht|you (?:received|are receiving) this (?:message|email)) (?:omdat|because)"
    r")",
    re.IGNORECASE,
)
"""How a confidentiality note begins, e.g. ``Dit bericht kan vertrouwelijke informatie bevatten``."""

_OWN_VOICE: Final = re.compile(
    r"\b(?:[Ii]k|[Mm]ij|[Mm]ijn|mezelf|me|[Mm]'n|[Mm]n|I|[Mm]y|[Ii]ch|mich|[Mm]eine?[mnrs]?"
    r"|[Jj]e (?:suis|vous|ne)|[Jj]'ai)\b"
)
"""A person who speaks of himself, which no disclaimer does."""
_LOOK_BACK: Final = 40
_RULE: Final = re.compile(r"\s*(?:[-_=*~#]\s?){3,}\s*$")
"""A line of dashes, underscores or asterisks."""
_MAILING_LIST: Final = re.compile(r".{0,80}(?:mailing ?list|unsubscribe|afmelden|uitschrijven)", re.IGNORECASE)


def without_footers(lines: Sequence[str]) -> list[str]:
    """The lines without those that a mail program wrote of itself."""
    return [line for line in lines if not (len(line) < LOOK and _FOOTER.match(line.strip()))]


def before_disclaimer(lines: Sequence[str]) -> list[str]:
    """The lines before a confidentiality note (or the footer of a mailing list) that runs to the end."""
    for at in range(max(1, len(lines) - _LOOK_BACK), len(lines)):
        if _is_note(lines, at) and not any(speaks(line) for line in lines[at:]):
            return trimmed(lines[:at])
    return trimmed(lines)


def _is_note(lines: Sequence[str], at: int) -> bool:
    """Whether a note begins at line ``at``: by its own words, or as a list's footer under a ruled line."""
    if is_rule(lines[at]) and at + 1 < len(lines):
        return _MAILING_LIST.match(lines[at + 1][:LOOK]) is not None
    return _DISCLAIMER.match(lines[at][:LOOK]) is not None


def speaks(line: str) -> bool:
    """Whether somebody speaks of himself in a line; one with ``|`` in it is a signature's."""
    return "|" not in line and _OWN_VOICE.search(line) is not None


def is_rule(line: str) -> bool:
    """Whether a line is only drawn, e.g. ``________________``."""
    return len(line) < LOOK and _RULE.match(line) is not None


def trimmed(lines: Sequence[str]) -> list[str]:
    """The lines without blank and drawn ones at the end."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or is_rule(lines[end - 1])):
        end -= 1
    return list(lines[:end])
