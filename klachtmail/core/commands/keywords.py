"""The table of staff's keywords: who may use one, what it does, how it is undone, an example (DESIGN 5).

The tense is the meaning: a past participle records what happened, an infinitive sends something.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Who(StrEnum):
    """Who may use a keyword. ``STAFF`` is anyone of the own domains, or whoever received the mail he answers."""

    HANDLER = "handler"
    QUALITY_OFFICER = "quality_officer"
    DIRECTIE = "directie"
    DPO = "dpo"
    STAFF = "staff"


class Keyword(StrEnum):
    """The first words of an answer, as the manual writes them."""

    GESPROKEN = "GESPROKEN"
    NIET_BEREIKT = "NIET BEREIKT"
    UITNODIGEN = "UITNODIGEN"
    BEVESTIGEN = "BEVESTIGEN"
    STUUR = "STUUR"
    UITSTEL = "UITSTEL"
    AFHANDELEN = "AFHANDELEN"
    OVERDRAGEN = "OVERDRAGEN"
    GEZIEN = "GEZIEN"
    IN_BEHANDELING = "IN BEHANDELING"
    NIET_IN_BEHANDELING = "NIET IN BEHANDELING"
    KLACHT = "KLACHT"
    PRIVACY = "PRIVACY"
    GEEN_KLACHT = "GEEN KLACHT"
    BETROKKEN = "BETROKKEN"
    KOPPEL = "KOPPEL"
    HEROPEN = "HEROPEN"
    INGETROKKEN = "INGETROKKEN"
    DATALEK = "DATALEK"
    GEEN_DATALEK = "GEEN DATALEK"
    GEMELD_AP = "GEMELD AP"
    GEEN_ADVIES = "GEEN ADVIES"
    STUKKEN = "STUKKEN"
    ADRES = "ADRES"
    TELEFOON = "TELEFOON"
    BEKEND = "BEKEND"
    BRIEF_VERSTUURD = "BRIEF VERSTUURD"
    NUMMER_DOORGEGEVEN = "NUMMER DOORGEGEVEN"
    NIEUW = "NIEUW"
    AFGEDAAN = "AFGEDAAN"
    AFWEZIG = "AFWEZIG"
    BEWAREN = "BEWAREN"
    TEVREDEN = "TEVREDEN"
    MAATREGEL_KLAAR = "MAATREGEL KLAAR"
    EFFECT = "EFFECT"
    ANALYSE_KLAAR = "ANALYSE KLAAR"
    STATUS = "STATUS"
    LIJST = "LIJST"
    DOSSIER = "DOSSIER"
    HULP = "HULP"
    JA = "JA"
    NEE = "NEE"
    ONGEDAAN = "ONGEDAAN"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table. ``does`` and ``undo`` are one Dutch sentence each, ``example`` is as one types it."""

    keyword: Keyword
    who: frozenset[Who]
    does: str
    undo: str
    example: str


_CASE: Final = frozenset({Who.HANDLER, Who.QUALITY_OFFICER})
_LEAD: Final = frozenset({Who.QUALITY_OFFICER, Who.DIRECTIE})
_BREACH: Final = _LEAD | {Who.DPO}
_OFFICER: Final = frozenset({Who.QUALITY_OFFICER})
_DIRECTIE: Final = frozenset({Who.DIRECTIE})
_ALL: Final = frozenset(Who)

_ONGEDAAN: Final = "Antwoord met ONGEDAAN."
_BEFORE_YES: Final = "Antwoord met NEE in plaats van JA; wat al weg is, kan niet terug."
_NOTHING: Final = "Er verandert niets, dus er is niets ongedaan te maken."

_RULES: Final = (
    Rule(
        Keyword.GESPROKEN,
        _CASE,
        "Legt vast dat u de klager zelf heeft gesproken; daarna is de bevestiging aan de beurt.",
        _ONGEDAAN,
        "GESPROKEN 24-11",
    ),
    Rule(
        Keyword.NIET_BEREIKT,
        _CASE,
        "Legt vast dat u heeft gebeld en de klager niet heeft bereikt.",
        _ONGEDAAN,
        "NIET BEREIKT 23-11",
    ),
    Rule(
        Keyword.UITNODIGEN,
        _CASE,
        "Stuurt de klager een uitnodiging voor een gesprek, na uw JA.",
        _BEFORE_YES,
        "UITNODIGEN 27-11 10:00 Drentse Poort 18, Nieuw Buinen",
    ),
    Rule(
        Keyword.BEVESTIGEN,
        _CASE,
        "Stuurt de klager de bevestiging van het gesprek en de afspraken, na uw JA.",
        _BEFORE_YES,
        "BEVESTIGEN\nBrief: Op dinsdag spraken wij elkaar. Wij spraken af dat ...",
    ),
    Rule(
        Keyword.STUUR,
        _CASE,
        "Stuurt de klager een bericht, na uw JA.",
        _BEFORE_YES,
        "STUUR\nBedankt voor uw bericht. Wij ...",
    ),
    Rule(
        Keyword.UITSTEL,
        _CASE,
        "Vertelt de klager dat het later wordt, na uw JA; met instemming schuift de streefdatum op.",
        _BEFORE_YES,
        "UITSTEL tot 12-12 met instemming\nReden: wij wachten op het verslag",
    ),
    Rule(
        Keyword.AFHANDELEN,
        _CASE,
        "Handelt de klacht af met een brief aan de klager, na uw JA.",
        "Antwoord met NEE in plaats van JA; daarna kan HEROPEN.",
        "AFHANDELEN gegrond\nOorzaak: ...\nMaatregel: ...\nEigenaar: ...\nGereed: 1-2\nBrief: ...",
    ),
    Rule(
        Keyword.OVERDRAGEN,
        _CASE,
        "Geeft de zaak aan een andere collega.",
        "Draag de zaak weer over met OVERDRAGEN aan naam.",
        "OVERDRAGEN aan Roelof",
    ),
    Rule(
        Keyword.GEZIEN,
        _CASE,
        "Legt vast dat dit bericht van de klager geen antwoord nodig heeft.",
        _ONGEDAAN,
        "GEZIEN",
    ),
    Rule(
        Keyword.IN_BEHANDELING,
        _LEAD,
        "Legt vast dat wij de klacht behandelen.",
        _ONGEDAAN,
        "IN BEHANDELING",
    ),
    Rule(
        Keyword.NIET_IN_BEHANDELING,
        _LEAD,
        "Stuurt de klager bericht dat wij de klacht niet behandelen, met de reden, na uw JA.",
        "Antwoord met NEE in plaats van JA; daarna kan HEROPEN.",
        "NIET IN BEHANDELING\nReden: de klacht gaat over een andere organisatie",
    ),
    Rule(
        Keyword.KLACHT,
        _LEAD,
        "Maakt van dit bericht een klacht, met de oorspronkelijke ontvangstdatum.",
        "Antwoord met GEEN KLACHT en een reden.",
        "KLACHT",
    ),
    Rule(
        Keyword.PRIVACY,
        _LEAD,
        "Behandelt dit als klacht over persoonsgegevens: één maand, en advies van de DPO.",
        "Antwoord met KLACHT en een reden.",
        "PRIVACY",
    ),
    Rule(
        Keyword.GEEN_KLACHT,
        _LEAD,
        "Legt vast dat dit geen klacht is; was de ontvangst al bevestigd, dan krijgt de klager een brief.",
        "Antwoord met KLACHT; de ontvangstdatum blijft.",
        "GEEN KLACHT\nReden: het is een vraag over de planning",
    ),
    Rule(
        Keyword.BETROKKEN,
        _LEAD,
        "Legt vast over welke medewerker de klacht gaat; met informeren krijgt hij een brief, na uw JA.",
        "Antwoord met BETROKKEN en de goede naam, of BETROKKEN niemand.",
        "BETROKKEN Jan de Boer informeren",
    ),
    Rule(
        Keyword.KOPPEL,
        _LEAD,
        "Voegt dit bericht bij een bestaande zaak; de klager krijgt daarvan een regel.",
        _ONGEDAAN,
        "KOPPEL KL-2026-0041",
    ),
    Rule(
        Keyword.HEROPEN,
        _LEAD,
        "Opent een afgehandelde zaak opnieuw.",
        _ONGEDAAN,
        "HEROPEN",
    ),
    Rule(
        Keyword.INGETROKKEN,
        _LEAD,
        "Legt vast dat de klager de klacht intrekt, en bevestigt dat aan de klager.",
        "Antwoord met HEROPEN.",
        "INGETROKKEN",
    ),
    Rule(
        Keyword.DATALEK,
        _BREACH,
        "Start de 72 uur voor een datalek, vanaf de ontvangst of vanaf het moment dat u noemt.",
        "Antwoord met GEEN DATALEK en een reden.",
        "DATALEK 23-11 14:00",
    ),
    Rule(
        Keyword.GEEN_DATALEK,
        _BREACH,
        "Beëindigt de 72 uur: het was geen datalek.",
        "Antwoord met DATALEK.",
        "GEEN DATALEK\nReden: de brief is ongeopend teruggekomen",
    ),
    Rule(
        Keyword.GEMELD_AP,
        _BREACH,
        "Legt vast dat het datalek bij de Autoriteit Persoonsgegevens is gemeld.",
        _ONGEDAAN,
        "GEMELD AP 24-11",
    ),
    Rule(
        Keyword.GEEN_ADVIES,
        _DIRECTIE,
        "Legt vast dat de DPO niet heeft geantwoord en dat de directie zonder advies besluit.",
        _ONGEDAAN,
        "GEEN ADVIES\nReden: de DPO is langdurig ziek",
    ),
    Rule(
        Keyword.STUKKEN,
        _OFFICER,
        "Stuurt de DPO de oorspronkelijke klacht.",
        "Wat al weg is, kan niet terug.",
        "STUKKEN",
    ),
    Rule(
        Keyword.ADRES,
        _CASE,
        "Verbetert het adres van de klager en stuurt opnieuw wat niet aankwam.",
        "Antwoord met ADRES en het goede adres.",
        "ADRES jan.mulder@example.nl",
    ),
    Rule(
        Keyword.TELEFOON,
        _CASE,
        "Legt het telefoonnummer van de klager vast.",
        "Antwoord met TELEFOON en het goede nummer.",
        "TELEFOON 06-12345678",
    ),
    Rule(
        Keyword.BEKEND,
        _CASE,
        "Voegt een adres toe waarvan de klager ook schrijft.",
        _ONGEDAAN,
        "BEKEND jan.mulder@example.nl",
    ),
    Rule(
        Keyword.BRIEF_VERSTUURD,
        _OFFICER,
        "Legt vast dat de brief op de post is gedaan.",
        _ONGEDAAN,
        "BRIEF VERSTUURD 24-11",
    ),
    Rule(
        Keyword.NUMMER_DOORGEGEVEN,
        _OFFICER,
        "Legt vast dat de klager het zaaknummer per telefoon heeft gekregen.",
        _ONGEDAAN,
        "NUMMER DOORGEGEVEN 24-11",
    ),
    Rule(
        Keyword.NIEUW,
        _ALL,
        "Registreert een klacht die per brief, telefoon, voicemail, WhatsApp of aan de balie kwam.",
        "Antwoord met NEE op de vraag of het klopt.",
        "NIEUW\nKanaal: telefoon\nOntvangen: 24-11\nNaam: ...\nTelefoon: ...\nOmschrijving: ...",
    ),
    Rule(
        Keyword.AFGEDAAN,
        _OFFICER,
        "Haalt dit bericht van uw lijst; er gaat geen brief uit.",
        _ONGEDAAN,
        "AFGEDAAN",
    ),
    Rule(
        Keyword.AFWEZIG,
        _ALL,
        "Stuurt uw herinneringen ook naar uw vervanger zolang u weg bent.",
        "Antwoord met AFWEZIG en de goede datums, of ONGEDAAN.",
        "AFWEZIG 21-12 tot 4-1",
    ),
    Rule(
        Keyword.BEWAREN,
        _OFFICER,
        "Bewaart de zaak langer dan twee jaar, tot de dag die u noemt.",
        _ONGEDAAN,
        "BEWAREN tot 1-7-2029\nReden: er loopt een rechtszaak",
    ),
    Rule(
        Keyword.TEVREDEN,
        _OFFICER,
        "Legt vast of de klager tevreden is.",
        "Antwoord met TEVREDEN ja of TEVREDEN nee.",
        "TEVREDEN ja",
    ),
    Rule(
        Keyword.MAATREGEL_KLAAR,
        _OFFICER,
        "Legt vast dat de maatregel is uitgevoerd.",
        _ONGEDAAN,
        "MAATREGEL KLAAR",
    ),
    Rule(
        Keyword.EFFECT,
        _OFFICER,
        "Legt vast of de maatregel heeft gewerkt.",
        "Antwoord met EFFECT ja of EFFECT nee.",
        "EFFECT ja",
    ),
    Rule(
        Keyword.ANALYSE_KLAAR,
        _OFFICER,
        "Legt vast dat de klachten van dat jaar zijn geanalyseerd.",
        _ONGEDAAN,
        "ANALYSE KLAAR 2026",
    ),
    Rule(Keyword.STATUS, _ALL, "Stuurt u hoe deze zaak ervoor staat en wat er nu moet gebeuren.", _NOTHING, "STATUS"),
    Rule(Keyword.LIJST, _ALL, "Stuurt u de lopende zaken waar u bij hoort.", _NOTHING, "LIJST"),
    Rule(Keyword.DOSSIER, _ALL, "Stuurt u het dossier van deze zaak.", _NOTHING, "DOSSIER"),
    Rule(Keyword.HULP, _ALL, "Stuurt u wat u nu in deze zaak kunt antwoorden.", _NOTHING, "HULP"),
    Rule(Keyword.JA, _ALL, "Doet precies wat in het bericht staat waarop u antwoordt.", _ONGEDAAN, "JA"),
    Rule(Keyword.NEE, _ALL, "Laat het voorstel vervallen; er gaat niets uit.", "Geef de opdracht opnieuw.", "NEE"),
    Rule(
        Keyword.ONGEDAAN,
        _ALL,
        "Maakt de laatste opdracht ongedaan, zolang er niets is verstuurd.",
        "Geef de opdracht opnieuw.",
        "ONGEDAAN",
    ),
)

TABLE: Final = MappingProxyType({rule.keyword: rule for rule in _RULES})
"""Every keyword with its rule; each person may do no more than this says."""
