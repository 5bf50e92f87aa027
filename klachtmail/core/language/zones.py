"""What of a mail its writer means: without our own quoted letters, signatures, disclaimers and form labels.

A mail's words are those of a person only in part. Set aside are: what we wrote and is quoted (our letters
hold all the words that mislead), disclaimers and the lines of machines, labels of forms and of surveys.
Words of others in a forward stay: they may be the complaint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# a line such as "Van: Jan Bos" or ">> From: Jan Bos"
_HEAD = re.compile(r"^[> *]*(?:van|from|von|od|kimden|de)\s*:\*?\s*(?P<who>.*)$", re.IGNORECASE)
# a line such as "Verzonden: maandag 20 april" or "> Onderwerp: RE: gesprek"
_HEAD_MORE = re.compile(
    r"^[> *]*(?:verzonden|sent|datum|date|gesendet|aan|to|an|cc|onderwerp|subject|betreff|bijlage[n]?)\s*:",
    re.IGNORECASE,
)
# a line such as "Op di 10 mrt 2026 om 09:15 schreef Jan:"
_WROTE = re.compile(r"^[> ]*(?:op|on|am) .{4,160}(?:schreef|wrote|schrieb)\b.{0,160}$", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"^[> ]*-{2,}\s*(?:oorspronkelijk|original|forwarded|doorgestuurd|ursprung)|^begin doorgestuurd",
    re.IGNORECASE,
)
# lines such as "Verstuurd vanaf mijn iPhone"; "[bijlage: plan.pdf]" stays, its name may tell
_NOISE = re.compile(
    r"^(?:--|_{5,}|verstuurd vanaf .{1,40}|sent from my .{1,40}|verzonden (?:op|vanaf|via) .{1,80}"
    r"|ip(?:-adres)?:.*|remote_addr=.*|user_agent=.*|page_url=.*|form_id=.*|form_name=.*|submit_time=.*)$",
    re.IGNORECASE,
)
# sentences that nobody writes himself, e.g. "Dit bericht is uitsluitend bestemd voor de geadresseerde."
_DISCLAIMER = re.compile(
    r"uitsluitend (?:bestemd|gericht|bedoeld) voor|aan (?:de inhoud van )?(?:deze|dit) .{0,12}(?:mail|bericht) kunnen"
    r"|(?:niet|abusievelijk|ten onrechte) .{0,30}(?:geadresseerde|bedoelde ontvanger)|geen rechten worden ontleend"
    r"|intended (?:solely|only|recipient)|denk aan het milieu|u ontvangt (?:deze|dit) .{0,20}(?:omdat|als)"
    r"|dit is een automatisch|vertrouwelijke informatie bevatten|hecht aan uw privacy|privacygevoelige informatie\?"
    r"|klacht(?:en)? over (?:ons|onze) .{0,60}\b(?:meld|mail|kunt|zie|dien)|ik ga akkoord met",
    re.IGNORECASE,
)
# below a signature these are furniture, above it they may be what the complaint is about
_FURNITURE = re.compile(
    r"disclaimer|zie (?:onze|ons|het|de) (?:privacy|klachten)|privacystatement|privacyverklaring"
    r"|privacyreglement|(?:verwerk|gaan |gaat ).{0,40}gegevens .{0,20}(?:volgens|conform|om)\b"
    r"|klachten(?:regeling|commissie|functionaris)"
    r"|(?:klacht|ontevreden|niet tevreden) .{0,60}\b(?:meld|mail|kunt|zie|dien)"
    r"|zivver|beveiligd .{0,20}(?:mail|verzonden)",
    re.IGNORECASE,
)
# "Klachten? Mail ons." is two sentences
_BETWEEN = re.compile(r"(?<=[.!?]) +")
# e.g. "Met vriendelijke groet," and "Mvg Henk"
_GREETING = re.compile(
    r"^(?:met (?:vriendelijke|hartelijke) groet(?:en)?|vriendelijke groet(?:en)?|m\.?v\.?g\.?|groet(?:en|jes)?|gr\.?"
    r"|hoogachtend|kind regards|best regards|regards|mit freundlichen grussen|mit freundlichen grüßen|z poważaniem"
    r"|saygılarımla|cordialement)\b.{0,60}$",
    re.IGNORECASE,
)
# such as "3. Waar bent u ontevreden over?" and "Omschrijving van uw klacht" with a colon
_LABEL = re.compile(r"^(?:\d+\.\s*[^?:]{2,120}[?:]|[^:?=\"]{2,70}\?\s?:|[^:?=\"]{2,50}:|field\[[^\]]{1,40}\]=)")
# labels of fields about the person or the form itself, e.g. "E-mailadres" and "Akkoord met privacyverklaring"
_PERSONAL = re.compile(
    r"\b(?:voor|achter)?na(?:am|me)\b|mail|\btel\b|telefoon|phone|\badres\b|postcode|woonplaats|akkoord|privacy"
    r"|nieuwsbrief|newsletter|^verzonden|^datum|^date|^ontvangen|^duur|^ip|bsn|geboorte|^form|^respondent\w*:"
    r"|organisatie|^van:|^ik ben:|consent|tijdstip|^bijlage|^traject|contactpersoon|\[(?:naam|tel|akkoord)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Zones:
    """``new`` is what the writer wrote, ``quoted`` what others wrote in quotes and forwards (ours left out)."""

    new: str
    quoted: str
    reply: bool

    @property
    def judged(self) -> str:
        """All that counts, the writer's words first."""
        return f"{self.new}\n\n{self.quoted}".strip()


def zones(text: str, own_domains: tuple[str, ...], *, labelled: bool) -> Zones:
    """The zones of a whole mail body. ``own_domains`` tell our letters; ``labelled``: a form or a survey."""
    cut = _Cut(frozenset(domain.partition(".")[0] for domain in own_domains) - {""})
    for line in text.splitlines():
        cut.take(line)
    new = _without_labels(cut.new) if labelled else cut.new
    return Zones(_without_disclaimers(new), _without_disclaimers(cut.quoted), cut.in_quote or bool(cut.quoted))


class _Cut:
    """Sorts the lines of one mail into what is new and what is quoted; thrown away afterwards."""

    def __init__(self, own_names: frozenset[str]) -> None:
        self.new: list[str] = []
        self.quoted: list[str] = []
        self.in_quote = False
        self._ours = False
        self._own_names = own_names

    def take(self, line: str) -> None:
        """The next line."""
        if _SEPARATOR.match(line) or _WROTE.match(line) or _HEAD.match(line):
            self.in_quote = True
            self._ours = any(name in line.lower() for name in self._own_names)
        elif _NOISE.match(line.strip()) or (self.in_quote and _HEAD_MORE.match(line)):
            return
        elif self.in_quote or line.lstrip().startswith(">"):
            self.quoted += [] if self._ours else [line.lstrip("> ")]
        else:
            self.new.append(line)


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
        if not (signed and _FURNITURE.search(line)):
            kept.append(" ".join(each for each in _BETWEEN.split(line) if not _DISCLAIMER.search(each)))
    return "\n".join(kept)
