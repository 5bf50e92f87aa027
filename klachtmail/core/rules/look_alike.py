"""Does a stranger call himself one of us? (DESIGN 2.4)

He has no authority either way, that needs proof; but who reads his mail should see it. Known are a colleague's
address or name shown before a foreign address, and a domain written with letters that look like ours.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from klachtmail.core.model import Address
from klachtmail.core.settings import Office, People

_LOOKS: Final = str.maketrans(
    {
        **dict(zip("аеорсухіјѕԁԛԝһӏ", "aeopcyxijsdqwhl", strict=True)),
        **dict(zip("ανορυτικ", "avoputik", strict=True)),
        **dict(zip("013458|", "oieasbl", strict=True)),
    }
)
"""Letters of other alphabets, and figures, as the Latin letter that they look like."""
_PAIRS: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("l", "i"))
"""Letters that look like another one."""


def looks_like_staff(sender: Address | None, office: Office) -> bool:
    """Whether somebody from outside shows a name, an address or a domain that seems to be ours."""
    if sender is None or office.people.own_domain(sender.email) or office.people.find(sender.email):
        return False
    ours = {_skeleton(domain) for domain in office.people.staff_domains}
    named = office.people.staff_domains and any(f"@{domain}" in sender.name.lower() for domain in _domains(office))
    return bool(named) or _skeleton(sender.email.rpartition("@")[2]) in ours or _is_colleague(sender, office.people)


def _domains(office: Office) -> Iterator[str]:
    yield from (domain.lower() for domain in office.people.staff_domains)


def _is_colleague(sender: Address, people: People) -> bool:
    """Whether the name shown is a colleague's whole name."""
    name = " ".join(sender.name.casefold().split())
    return " " in name and any(name == " ".join(person.name.casefold().split()) for person in people.staff)


def _skeleton(domain: str) -> str:
    """What a domain looks like: without accents, foreign letters as Latin ones, look-alikes as one."""
    plain = unicodedata.normalize("NFKD", _decoded(domain.lower())).translate(_LOOKS)
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign) and sign != "-")
    for pair, one in _PAIRS:
        bare = bare.replace(pair, one)
    return bare


def _decoded(domain: str) -> str:
    """A domain as it is shown, e.g. of ``xn--..``; as it stands where that can't be."""
    try:
        return domain.encode("ascii").decode("idna") if "xn--" in domain else domain
    except UnicodeError:
        return domain  # no name that anybody can read; it is compared as it stands
