"""Does a keyword fit: who writes, what the mail is about, how the case stands?"""

from __future__ import annotations

from klachtmail.core import people
from klachtmail.core.commands import TABLE, Command, Keyword, Who
from klachtmail.core.effects import (
    ANYWHERE,
    ASKING,
    ON_ENTRIES,
    ONCE_JUDGED,
    WHEN_CLOSED,
    Effect,
    refuse,
)
from klachtmail.core.model import DutyKind, State
from klachtmail.core.staff_mail.talk import Talk
from klachtmail.core.standing import Standing


def cannot(talk: Talk, command: Command) -> Effect | None:
    """Why a keyword does not fit: who writes, what it is about, how the case stands."""
    keyword, file = command.keyword, talk.matter.file
    everything = keyword is Keyword.OVERDRAGEN and command.words.casefold().startswith("alles van")
    if not TABLE[keyword].who & (
        talk.actor.roles | ({Who.HANDLER} if everything and talk.case is None else frozenset())
    ):
        return not_yours(keyword)
    if file.entry is not None:
        return (
            None
            if keyword in ON_ENTRIES
            else refuse(
                f"{keyword} past niet bij een bericht dat geen zaak is. Er is niets gedaan.",
                "Antwoord KLACHT, PRIVACY, KOPPEL of AFGEDAAN.",
            )
        )
    if file.dossier is None:
        fits = keyword in ANYWHERE or everything
        return (
            None
            if fits
            else refuse(
                f"Bij welke zaak hoort {keyword}? Er is niets gedaan.",
                "Antwoord op een mail over de zaak, met het zaaknummer in het onderwerp.",
            )
        )
    return _misfits(talk, keyword, file.dossier.standing)


def _misfits(talk: Talk, keyword: Keyword, standing: Standing) -> Effect | None:
    """Why a keyword does not fit the case as it stands."""
    if keyword in ASKING and not _inside(talk):
        return refuse("Deze zaak hoort niet bij u. Er is niets gedaan.", "Uw eigen zaken ziet u met LIJST.")
    if keyword in ONCE_JUDGED and _unjudged(standing):
        return refuse(
            f"Deze zaak is nog niet beoordeeld, dus {keyword} kan nog niet. Er is niets gedaan.",
            "Eerst antwoordt de kwaliteitsverantwoordelijke met KLACHT, PRIVACY of GEEN KLACHT.",
        )
    if not standing.case.running and keyword not in WHEN_CLOSED:
        return refuse(
            f"Deze zaak is gesloten, dus {keyword} kan niet. Er is niets gedaan.",
            "Moet de zaak weer open? Dan antwoordt de kwaliteitsverantwoordelijke met HEROPEN.",
        )
    return None


def _inside(talk: Talk) -> bool:
    """Whether the writer may know of the case (R33)."""
    case = talk.case
    assert case is not None, "asked where there is a case"
    return talk.actor.email in people.permitted(case, talk.matter.desk.office.people, frozenset())


def _unjudged(standing: Standing) -> bool:
    """Whether nobody has said yet what the case is, nor has the clock confirmed its receipt by itself."""
    return standing.case.state is State.TO_JUDGE and standing.owed(DutyKind.ACKNOWLEDGE) is not None


def not_yours(keyword: Keyword) -> Effect:
    """Who may do it instead."""
    names = {
        Who.HANDLER: "de behandelaar",
        Who.QUALITY_OFFICER: "de kwaliteitsverantwoordelijke",
        Who.DIRECTIE: "de directie",
        Who.DPO: "de DPO",
    }
    who = " of ".join(names[one] for one in Who if one in TABLE[keyword].who and one in names)
    return refuse(f"{keyword} kan alleen {who} doen. Er is niets gedaan.")
