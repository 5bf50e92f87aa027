"""The tables that judging, deciding and writing letters need: ``Office`` with all its parts."""

from __future__ import annotations

from dataclasses import asdict
from datetime import time

from klachtmail.config.moments import day, hour, timezone
from klachtmail.config.names import email
from klachtmail.config.people import read_people
from klachtmail.config.shapes import flag, line, one_of, set_of, whole
from klachtmail.config.table import Table
from klachtmail.core.settings import CalendarRules, FormProfile, Office, Organisation, Terms
from klachtmail.services import MailboxAccount, SmtpAccount

FORM_FIELDS = ("name", "email", "phone", "address", "message")


def read_office(root: Table, mailbox: MailboxAccount, smtp: SmtpAccount, *, watch: bool) -> Office:
    """Everything of the configuration that the core works with."""
    addresses = _addresses(root.table("mailbox"))
    people = read_people(root.table("people"), addresses)
    return Office(
        organisation=_organisation(root.table("organisation")),
        people=people,
        terms=_terms(root.table("terms")),
        calendar=_calendar(root.table("calendar")),
        addresses=addresses,
        forms=tuple(_form(each) for each in root.tables("forms", "[[forms]]")),
        plus_addressing=root.table("mailbox").value("plus_addressing", flag, default=True),
        own_hosts=_own_hosts(mailbox, smtp, addresses, people.staff_domains),
        new_cases_an_hour=root.table("limits").value("new_cases_an_hour", whole(0, 100_000), 60),
        watch=watch,
    )


def _addresses(table: Table) -> tuple[str, ...]:
    """The addresses that lead to the mailbox, the one that letters come from first (R7)."""
    hint = 'write the addresses that lead to this mailbox, e.g. ["klachten@example.nl"]'
    addresses = table.needed("addresses", set_of(email), (), hint)
    if "addresses" in table and not addresses:
        table.mistake("addresses", f"holds no address; {hint}")
    return addresses


def _organisation(table: Table) -> Organisation:
    usual = Organisation()
    return Organisation(
        name=table.value("name", line, usual.name),
        address=table.value("address", line, usual.address),
        phone=table.value("phone", line, usual.phone),
        website=table.value("website", line, usual.website),
        regulation_url=table.value("regulation_url", line, usual.regulation_url),
        dispute_contact=table.value("dispute_contact", line, usual.dispute_contact),
        timezone=table.value("timezone", timezone, usual.timezone),
    )


def _terms(table: Table) -> Terms:
    """The terms; a longer one than the regulation's is allowed, but said."""
    promised: dict[str, int] = asdict(Terms())
    terms = {name: table.value(name, whole(1, 1000), usual) for name, usual in promised.items()}
    for name, usual in promised.items():
        if terms[name] > usual:
            table.warn(name, f"is {terms[name]}, longer than the {usual} that the regulation promises")
    return Terms(**terms)


def _calendar(table: Table) -> CalendarRules:
    rules = CalendarRules(
        public_holidays=table.value("public_holidays", one_of("strict", "termijnenwet"), "strict"),
        closed=table.value("closed", set_of(day), ()),
        closed_days_count=table.value("closed_days_count", flag, default=True),
        day_start=table.value("day_start", hour, time(8, 30)),
        day_end=table.value("day_end", hour, time(17, 0)),
    )
    if rules.day_end <= rules.day_start:
        table.mistake("day_end", f"is not later than day_start ({rules.day_start:%H:%M}); write a later time")
    return rules


def _form(table: Table) -> FormProfile:
    """A web form (R5); a field may have several labels, e.g. for a Dutch and an English page."""
    sender = table.needed("sender", email, "", "write the address that the website sends the form from")
    labels = table.table("fields")
    named = ((key, label) for key in FORM_FIELDS for label in labels.value(key, _labels, ()))
    return FormProfile(sender, tuple(named))


def _labels(value: object) -> tuple[str, ...]:
    return set_of(line)(value) if isinstance(value, list) else (line(value),)


def _own_hosts(
    mailbox: MailboxAccount, smtp: SmtpAccount, addresses: tuple[str, ...], domains: tuple[str, ...]
) -> tuple[str, ...]:
    """The hosts whose topmost Received header is the organisation's own server's (R39)."""
    hosts = (mailbox.trusted_authserv_id, mailbox.host, smtp.host)
    of_addresses = (each.rpartition("@")[2] for each in addresses)
    return tuple(dict.fromkeys(filter(None, (*hosts, *of_addresses, *domains))))
