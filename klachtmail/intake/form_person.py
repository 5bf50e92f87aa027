"""The person in a form's fields: a name to write to, an address, a telephone number; empty where it is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from klachtmail.core.model import Address
from klachtmail.core.settings import Office
from klachtmail.intake import form_marks
from klachtmail.intake.form_fields import Field, first
from klachtmail.intake.form_labels import Means

_MAX_NAME: Final = 100
_MAX_PHONE: Final = 60
_FEWEST_DIGITS: Final = 6

_EMAIL: Final = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{1,62}")
"""A mail address, e.g. ``h.trip+klacht@example.org``."""
_BRACKETS: Final = " \t<>[]()\"'*,"
_LINK: Final = re.compile(r"https?:|www\.|@", re.IGNORECASE)
"""What no name has, e.g. ``https://``."""
_NO_VALUE: Final = re.compile(
    r"\W*|(?:geen|nee|nvt|n\.v\.t\.?|onbekend|anoniem|anonymous|none|n/?a|no|liever niet"
    r"|zeg ik (?:liever )?niet|x{1,5})\W*",
    re.IGNORECASE,
)
"""What people fill in to leave a field empty, e.g. ``-``, ``n.v.t.`` or ``liever niet``."""


@dataclass(frozen=True, slots=True)
class Person:
    """Name and telephone number as filled in."""

    name: str
    phone: str


def person_in(fields: Sequence[Field]) -> Person:
    """The person whom the fields tell of."""
    return Person(_name(fields), _phone(first(fields, Means.PHONE)))


def address_in(value: str) -> Address:
    """The first address of a value with the name before it, e.g. ``Jan <jan@x.nl>`` or ``Jan [mailto:jan@x.nl]``."""
    found = _EMAIL.search(value)
    before = value[: found.start()] if found else value
    name = " ".join(before.replace("mailto:", " ").strip(_BRACKETS).split())
    return Address(name, found[0].lower().lstrip("'`.") if found else "")


def email_in(value: str) -> str:
    """The first mail address of a value in lower case, or empty."""
    return address_in(value).email


def own_address(email: str, sender: Address | None, office: Office) -> bool:
    """Whether an address is one that no complainant has: ours, or the website's."""
    if sender and email == sender.email:
        return office.people.own_domain(email) or form_marks.robot(sender)
    local, _, domain = email.partition("@")
    bare = f"{local.partition('+')[0]}@{domain}"
    return bare in {address.lower() for address in office.addresses}


def _name(fields: Sequence[Field]) -> str:
    """The whole name, or what it is put together from."""
    whole = _worth(first(fields, Means.NAME))
    parts = (_worth(first(fields, means)) for means in (Means.FIRST, Means.MIDDLE, Means.LAST))
    return whole or " ".join(filter(None, parts)) or _worth(address_in(first(fields, Means.FROM)).name)


def _worth(value: str) -> str:
    """A name on one line, or empty where it is none: a link, a number, words for nothing."""
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in value[:_MAX_NAME]).split())
    worthless = _LINK.search(name) or _NO_VALUE.fullmatch(name) or not any(sign.isalpha() for sign in name)
    return "" if worthless else name


def _phone(value: str) -> str:
    """A telephone number with what was written beside it, or empty where no number is in it."""
    digits = sum(sign.isdigit() for sign in value[:_MAX_PHONE])
    return " ".join(value[:_MAX_PHONE].split()) if digits >= _FEWEST_DIGITS else ""
