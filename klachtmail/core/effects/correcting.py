"""What an employee registered, mended by his answer: name, telephone, addresses (R10, R12)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from klachtmail.core.commands.body import read_body
from klachtmail.core.commands.cleaning import clean
from klachtmail.core.effects.bench import Bench, Effect
from klachtmail.core.model import Address, Case, Event, Flag

CORRECT = "KLOPT"
"""What JA to *Klopt dit?* records."""

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
"""E.g. ``j.postma@example.org``."""
_KNOWN = ("naam", "e-mail", "telefoon", "adres")


def corrected(bench: Bench, new_text: str) -> Effect | None:
    """The case with better data, by who was asked whether they are right; None where the answer holds none."""
    challenge = bench.file.challenge
    if challenge is None or challenge.command != CORRECT:
        return None
    fields = dict(read_body(clean(new_text).split("\n")).fields)
    given = {key: fields[key].strip() for key in _KNOWN if fields.get(key, "").strip()}
    if bench.file.dossier is None or not given:
        return None
    after = _mended(bench.case, given)
    joins = (after.complainant,) if after.complainant.email != bench.case.complainant.email else ()
    return Effect(
        f"Verbeterd: {', '.join(given)}.",
        after=after,
        joins=joins,
        again=after.complainant.email if joins else "",
        events=(Event("corrected", bench.actor.email, (("what", ", ".join(given)),)),),
        undo=not joins,
    )


def _mended(case: Case, given: Mapping[str, str]) -> Case:
    email = _EMAIL.search(given.get("e-mail", "").lower())
    address = Address(given.get("naam", case.complainant.name), email[0] if email else case.complainant.email)
    return replace(
        case,
        complainant=address,
        phone=given.get("telefoon", case.phone),
        postal=given.get("adres", case.postal),
        flags=case.flags - {Flag.NO_EMAIL} if address.email else case.flags,
    )
