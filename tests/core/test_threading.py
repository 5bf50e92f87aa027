"""Which case a message belongs to, when everything that should tell it has been lost or is a lie (DESIGN 2.4; PEERS 3, 8)."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from klachtmail.core.facts import Facts
from klachtmail.core.judge import judge
from klachtmail.core.model import Address, Audience, Flag, Message, Origin, Role, Route, State, Verdict
from klachtmail.core.settings import Office, People, Person
from tests.core.around import BART, GERDA, case, facts, key, letter
from tests.core.build import message

HANNA = Address("Hanna de Boer", "h.deboer@werkenderwijs.example")
OFFICE = Office(
    people=People(staff_domains=("werkenderwijs.example",), staff=(Person(HANNA.email, HANNA.name),)),
    addresses=("kwaliteit@werkenderwijs.example",),
)
OWN = case()
OTHER = case("KL-2026-0043", BART)
SECOND = case("KL-2026-0044", BART)
SETTLED = case(state=State.SETTLED)
STRANGER = Address("Piet Jansen", "p.jansen@elders.example")
AT_WORK = Address("Gerda Veenstra", "g.veenstra@werk.example")
HUSBAND = Address("Klaas Veenstra", "k.veenstra@provider.example")


@dataclass(frozen=True)
class Row:
    """Who writes, what the register knows, and where the message goes: ``filed`` in a case, or ``proposed`` one."""

    sender: Address
    known: Facts
    route: Route
    filed: str = ""
    proposed: str = ""
    flags: frozenset[Flag] = field(default_factory=frozenset)
    text: str = "Ik ben vrijdag bereikbaar."


ROWS = {
    "the provider rewrote our Message-ID: token and known sender": Row(
        GERDA, facts(OWN, tokens=(OWN,)), Route.REPLY, "KL-2026-0042"
    ),
    "the subject was changed: our Message-ID and known sender": Row(
        GERDA, facts(OWN, letters=(letter(OWN),)), Route.REPLY, "KL-2026-0042"
    ),
    "subject changed and answer to the own first mail": Row(
        GERDA, facts(OWN, answered=(OWN,)), Route.REPLY, "KL-2026-0042"
    ),
    "headers dropped, subject changed, only the reply key is left": Row(
        GERDA, facts(OWN, keys=(key(OWN),), of_sender=(OWN,)), Route.KNOWN_COMPLAINANT, proposed="KL-2026-0042"
    ),
    "everything lost, the token is quoted below": Row(
        BART, facts(OTHER, SECOND, of_sender=(SECOND, OTHER), quoted=(OTHER,)), Route.KNOWN_COMPLAINANT,
        proposed="KL-2026-0043",
    ),
    "everything lost": Row(GERDA, facts(OWN, of_sender=(OWN,)), Route.KNOWN_COMPLAINANT, proposed="KL-2026-0042"),
    "a forwarded quote holds the token of another case": Row(
        GERDA, facts(OWN, OTHER, tokens=(OWN,), quoted=(OTHER,)), Route.REPLY, "KL-2026-0042"
    ),
    "a stranger forwards a mail with a token in it": Row(STRANGER, facts(OWN, quoted=(OWN,)), Route.FIRST_CONTACT),
    "two tokens in the subject": Row(
        GERDA, facts(OWN, OTHER, tokens=(OWN, OTHER)), Route.UNPROVED, proposed="KL-2026-0042"
    ),
    "a token of one case in answer to a letter of another": Row(
        GERDA, facts(OWN, OTHER, letters=(letter(OWN),), tokens=(OTHER,)), Route.UNPROVED, proposed="KL-2026-0042"
    ),
    "a stranger with the token": Row(STRANGER, facts(OWN, tokens=(OWN,)), Route.UNPROVED, proposed="KL-2026-0042"),
    "a stranger who answers our letter": Row(
        STRANGER, facts(OWN, letters=(letter(OWN),), tokens=(OWN,)), Route.UNPROVED, proposed="KL-2026-0042"
    ),
    "a stranger with token and reply key": Row(
        STRANGER, facts(OWN, tokens=(OWN,), keys=(key(OWN),)), Route.UNPROVED, proposed="KL-2026-0042"
    ),
    "a token that was made up": Row(STRANGER, facts(unknown_token=True), Route.UNPROVED),
    "a made-up token from a complainant": Row(
        GERDA, facts(OWN, unknown_token=True, of_sender=(OWN,)), Route.UNPROVED
    ),
    "the complainant from another address, in answer to our letter": Row(
        AT_WORK, facts(OWN, letters=(letter(OWN),)), Route.REPLY, "KL-2026-0042", flags=frozenset({Flag.OTHER_ADDRESS})
    ),
    "the complainant from another address, by token and key": Row(
        AT_WORK, facts(OWN, tokens=(OWN,), keys=(key(OWN),)), Route.REPLY, "KL-2026-0042",
        flags=frozenset({Flag.OTHER_ADDRESS}),
    ),
    "the complainant from another address, by the token alone": Row(
        AT_WORK, facts(OWN, tokens=(OWN,)), Route.UNPROVED, proposed="KL-2026-0042"
    ),
    "somebody of her name who answers a letter to staff": Row(
        AT_WORK, facts(OWN, letters=(letter(OWN, Audience.HANDLER),)), Route.UNPROVED, proposed="KL-2026-0042"
    ),
    "a second complainant answers in the first one's thread": Row(
        BART, facts(OWN, OTHER, tokens=(OWN,), of_sender=(OTHER,)), Route.UNPROVED, proposed="KL-2026-0042"
    ),
    "a representative with an authorisation": Row(
        HUSBAND, facts(OWN, letters=(letter(OWN),), tokens=(OWN,)), Route.UNPROVED, proposed="KL-2026-0042",
        text="Ik schrijf namens mijn vrouw; de machtiging zit erbij.",
    ),
    "an employer with two cases and no token": Row(
        BART, facts(OTHER, SECOND, of_sender=(SECOND, OTHER)), Route.KNOWN_COMPLAINANT, proposed="KL-2026-0044"
    ),
    "an employer answers about one of his cases": Row(
        BART, facts(OTHER, SECOND, tokens=(OTHER,), of_sender=(SECOND, OTHER)), Route.REPLY, "KL-2026-0043"
    ),
    "a reply on a settled case": Row(
        GERDA, facts(SETTLED, tokens=(SETTLED,)), Route.REPLY, "KL-2026-0042", flags=frozenset({Flag.REOPEN})
    ),
    "a forged reply": Row(
        GERDA, facts(OWN, tokens=(OWN,), origin=Origin(dmarc="fail")), Route.UNPROVED, proposed="KL-2026-0042"
    ),
    "staff answers with two tokens": Row(
        HANNA, facts(OWN, OTHER, tokens=(OWN, OTHER)), Route.UNPROVED, proposed="KL-2026-0042",
        flags=frozenset({Flag.UNPROVED_STAFF}),
    ),
    "from Junk, without a token": Row(GERDA, facts(OWN, of_sender=(OWN,), role=Role.JUNK), Route.FIRST_CONTACT),
}  # fmt: skip


def _judged(row: Row) -> Verdict:
    sent: Message = message(subject="Re: Uw klacht", text=row.text, sender=f"{row.sender.name} <{row.sender.email}>")
    return judge(sent, row.known, OFFICE)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_a_message_goes_into_a_case_only_where_that_is_proved(row: Row) -> None:
    """Everything else waits for a person, with the likeliest case proposed; nothing is dropped."""
    verdict = _judged(row)
    assert (verdict.route, verdict.case, verdict.proposed) == (row.route, row.filed, row.proposed)
    assert row.flags <= verdict.flags


@pytest.mark.parametrize(
    "row", [row for row in ROWS.values() if row.filed], ids=[k for k, r in ROWS.items() if r.filed]
)
def test_what_proved_it_is_said(row: Row) -> None:
    """The record tells which carrier matched."""
    assert _judged(row).reasons[0] in {
        "antwoord op onze brief",
        "antwoordsleutel en zaaknummer",
        "zaaknummer en bekende afzender",
        "antwoord op een eerder bericht in de zaak",
    }
