"""What of a mail its writer means: without our own quoted letters, signatures, disclaimers and form labels.

A mail's words are those of a person only in part. Set aside are: what we wrote and is quoted (our letters
hold all the words that mislead), disclaimers and the lines of machines, labels of forms and of surveys.
Words of others in a forward stay: they may be the complaint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# "Van: ...", "*From:* ...", ">> Van: ..."
_HEAD = re.compile(r"^[> *]*(?:van|from|von|od|kimden|de)\s*:\*?\s*(?P<who>.*)$", re.IGNORECASE)
# "Verzonden: maandag 20 april", "> Onderwerp: RE: gesprek"
_HEAD_MORE = re.compile(
    r"^[> *]*(?:verzonden|sent|datum|date|gesendet|aan|to|an|cc|onderwerp|subject|betreff|bijlage[n]?)\s*:",
    re.IGNORECASE,
)
# "Op di 10 mrt 2026 om 09:15 schreef Planning <planning@...>:"
_WROTE = re.compile(r"^[> ]*(?:op|on|am) .{4,160}(?:schreef|wrote|schrieb)\b.{0,160}$", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"^[> ]*-{2,}\s*(?:oorspronkelijk|original|forwarded|doorgestuurd|ursprung)|^begin doorgestuurd",
    re.IGNORECASE,
)
# "--", "Verstuurd vanaf mijn iPhone", "[bijlage: plan.pdf]" stays: its name may tell
_NOISE = re.compile(
    r"^(?:--|_{5,}|verstuurd vanaf .{1,40}|sent from my .{1,40}|verzonden (?:op|vanaf|via) .{1,80}"
    r"|ip(?:-adres)?:.*|remote_addr=.*|user_agent=.*|page_url=.*|form_id=.*|form_name=.*|submit_time=.*)$",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"disclaimer|uitsluitend (?:bestemd|gericht|bedoeld)|(?:niet|abusievelijk|ten onrechte) .{0,30}(?:de )?"
    r"(?:geadresseerde|bedoelde ontvanger|bestemd|ontvangt|ontvangen heeft)|aan (?:de inhoud van )?(?:deze|dit) "
    r".{0,12}(?:mail|bericht) kunnen geen rechten|intended (?:solely|only|recipient)|denk aan het milieu"
    r"|u ontvangt (?:deze|dit) .{0,20}(?:omdat|als)|dit is een automatisch|vertrouwelijke informatie bevatten"
    r"|hecht aan uw privacy|(?:verwerken|verwerkt|gaan|gaat) .{0,40}(?:persoonsgegevens|gegevens) .{0,20}(?:volgens|conform|om)\b"
    r".{0,20}(?:avg|privacy)|zie (?:onze|ons|het|de) (?:privacy|klachten)|privacystatement|privacyverklaring"
    r"|(?:klacht|klachten|ontevreden|niet tevreden) (?:over (?:ons|onze)|of suggestie).{0,60}\b(?:meld|mail|kunt|zie|dien)"
    r"|klachten(?:regeling|commissie|functionaris|loket).{0,60}(?:beschikbaar|website|site|\bwww|aangesloten|bij ons)"
    r"|privacygevoelige informatie\?|beveiligd .{0,20}(?:mail|verzonden) (?:via|met) zivver",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:met (?:vriendelijke|hartelijke) (?:groet|groeten)|vriendelijke groet(?:en)?|m\.?v\.?g\.?|groet(?:en|jes)?|gr\.?"
    r"|hoogachtend|kind regards|best regards|regards|mit freundlichen grussen|mit freundlichen grüßen|z poważaniem"
    r"|saygılarımla|cordialement)\b.{0,60}$",
    re.IGNORECASE,
)
# "3. Waar bent u ontevreden over?", "Omschrijving van uw klacht:", "field[bericht]="
_LABEL = re.compile(r"^(?:\d+\.\s*[^?:]{2,120}[?:]|[^:?=\"]{2,70}\?\s?:|[^:?=\"]{2,50}:|field\[[^\]]{1,40}\]=)")
_PERSONAL = re.compile(
    r"\b(?:voor|achter)?na(?:am|me)\b|mail|\btel\b|telefoon|phone|\badres\b|postcode|woonplaats|akkoord|privacy|nieuwsbrief"
    r"|newsletter|^verzonden|^datum|^date|^ontvangen|^duur|^ip|bsn|geboorte|^form|^respondent\w*:|organisatie|^van:|^ik ben:"
    r"|consent|tijdstip|^bijlage|^traject|contactpersoon|\[(?:naam|tel|akkoord)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Zones:
    """``new`` is what the writer wrote, ``quoted`` what others wrote in quotes and forwards (ours left out)."""

    new: str
    quoted: str
    form: bool
    reply: bool

    @property
    def judged(self) -> str:
        """All that counts, the writer's words first."""
        return f"{self.new}\n\n{self.quoted}".strip()


def zones(text: str, own_domains: tuple[str, ...], *, form: bool) -> Zones:
    """The zones of a whole mail body. ``own_domains`` tell our letters, ``form``: a machine sent labels."""
    new: list[str] = []
    quoted: list[str] = []
    target = new
    ours = False
    for line in text.splitlines():
        if _starts_quote(line):
            target, ours = quoted, _is_ours(line, own_domains)
        elif (_HEAD_MORE.match(line) and target is quoted) or _NOISE.match(line.strip()):
            continue
        elif line.lstrip().startswith(">"):
            if not ours and not _WROTE.match(line):
                quoted.append(line.lstrip("> "))
        elif not (target is quoted and ours):
            target.append(line)
    clean = _without_labels(new) if form else new
    return Zones(_without_disclaimers(clean), _without_disclaimers(quoted), form, bool(quoted) or ours)


def _starts_quote(line: str) -> bool:
    return bool(_SEPARATOR.match(line) or _WROTE.match(line) or _HEAD.match(line))


def _is_ours(line: str, own_domains: tuple[str, ...]) -> bool:
    low = line.lower()
    names = {domain.partition(".")[0] for domain in own_domains}
    return any(name in low for name in names if name)


def _without_labels(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        label = _LABEL.match(line.strip())
        if label is None:
            kept.append(line)
        elif not _PERSONAL.search(label.group()):
            kept += [line.strip()[label.end() :], ""]
    return kept


def _without_disclaimers(lines: list[str]) -> str:
    kept: list[str] = []
    signed = False
    for line in lines:
        signed = signed or bool(_GREETING.match(line.strip()))
        if _DISCLAIMER.search(line[:2000]) and (signed or len(line) > 60):
            continue
        kept.append(line)
    return "\n".join(kept)
