"""Addresses that a mail may come from and no letter can go to: one refused letter, never a stopped outbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edges.house import HENNIE, MAILBOX, house, mail

ODD = {
    "letters that only SMTPUTF8 carries": "Jørn Øst <jørn@provider.example>".encode(),
    "a domain that no server has": b"Jan <jan@provider..example>",
    "a domain of look-alike letters": "Hanna <hanna@wеrkgever.example>".encode(),
    "a login without a domain": b"root",
    "a quoted name with a blank": b'"Jan Bos"@provider.example',
}


@pytest.mark.parametrize("sender", ODD.values(), ids=ODD.keys())
def test_an_address_that_no_letter_can_go_to_stops_no_other_letter(tmp_path: Path, sender: bytes) -> None:
    """Its case is there with its clock; the next complainant hears at once."""
    with house(tmp_path) as home:
        home.append(mail().replace(f"From: Hennie Trip <{HENNIE}>".encode(), b"From: " + sender))
        home.append(mail("Mijn coach komt nooit opdagen en niemand belt terug. Ik dien een klacht in."))
        home.once()
        home.once()
        assert len(home.cases()) == 2
        assert len(home.letters(HENNIE)) == 1
        assert all(case["duties"] for case in home.cases())
        assert not home.letters(MAILBOX)
