"""``[people]``: the roles of R13, everybody of staff, and the organisation's own domains."""

from __future__ import annotations

from collections.abc import Mapping

from klachtmail.config.moments import weekdays
from klachtmail.config.names import domain, email, email_or_nobody
from klachtmail.config.shapes import line, set_of
from klachtmail.config.table import Table
from klachtmail.core.settings import WORKWEEK, People, Person

EMPTY_ROLES = {
    "quality_officer": "is empty: the directie gets this role's mails",
    "handler": "is empty: the quality officer chooses a handler for each case",
    "deputy": "is empty: nobody takes over from a handler who is away or named in the complaint",
    "dpo": "is empty: the advice on a privacy complaint (R28) can be asked of nobody",
    "directie": "is empty: nobody hears of a duty that is two days late",
}
"""Role -> what follows when nobody has it (R13: empty roles are reported)."""


def read_people(table: Table, addresses: tuple[str, ...]) -> People:
    """Everybody; ``addresses`` are the mailbox's own, whose domains are the default for ``staff_domains``."""
    directie = table.value("directie", set_of(email), ())
    roles = _roles(table, directie)
    _report_empty(table, {**roles, "directie": directie})
    staff = _staff(table, (*filter(None, roles.values()), *directie))
    _refuse_mailbox(table, staff, addresses)
    own_domains = tuple(dict.fromkeys(each.rpartition("@")[2] for each in addresses))
    return People(
        quality_officer=staff.get(roles["quality_officer"]),
        handler=staff.get(roles["handler"]),
        deputy=staff.get(roles["deputy"]),
        dpo=staff.get(roles["dpo"]),
        directie=tuple(staff[each] for each in directie),
        staff=tuple(staff.values()),
        staff_domains=table.value("staff_domains", set_of(domain), own_domains),
    )


def _roles(table: Table, directie: tuple[str, ...]) -> dict[str, str]:
    """Role -> address, or empty for nobody; that of the quality officer has to be given."""
    hint = 'write the address of the kwaliteitsverantwoordelijke, e.g. "naam@example.nl"'
    officer = table.needed("quality_officer", email_or_nobody, None, hint)
    if officer == "" and not directie:
        table.mistake("quality_officer", "is empty, and so is directie; name one who hears of a complaint")
    others = {role: table.value(role, email_or_nobody, "") for role in ("handler", "deputy", "dpo")}
    return {"quality_officer": officer or "", **others}


def _staff(table: Table, in_roles: tuple[str, ...]) -> dict[str, Person]:
    """Address -> person: those of ``[[people.staff]]``, then those who are only named in a role."""
    staff: dict[str, Person] = {}
    for each in table.tables("staff", "[[people.staff]]"):
        person = _person(each)
        if person.email in staff:
            each.mistake("email", f"{person.email} stands in the list already; write each person once")
        elif person.email:
            staff[person.email] = person
    for address in in_roles:
        staff.setdefault(address, Person(address, _local_part(address)))
    return staff


def _person(table: Table) -> Person:
    address = table.needed("email", email, "", 'write the person\'s address, e.g. "naam@example.nl"')
    name = table.value("name", line, "") or _local_part(address)
    return Person(address, name, table.value("works", weekdays, WORKWEEK))


def _local_part(address: str) -> str:
    """What stands in for the name of somebody who is only known by address."""
    return address.rpartition("@")[0]


def _report_empty(table: Table, roles: Mapping[str, object]) -> None:
    """R13: an empty role is reported at start."""
    for role, follows in EMPTY_ROLES.items():
        if not roles[role]:
            table.warn(role, follows)


def _refuse_mailbox(table: Table, staff: Mapping[str, Person], addresses: tuple[str, ...]) -> None:
    """A notice to the mailbox itself reaches nobody, and may come round for ever."""
    for address in addresses:
        if address in staff:
            table.mistake("staff", f"{address} is the mailbox itself; write the person's own address")
