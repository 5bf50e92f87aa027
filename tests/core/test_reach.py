"""The number and the wishes in somebody's words: what is shown to whoever has to call him (R11)."""

from __future__ import annotations

import pytest

from klachtmail.core.rules.reach import Reach, given_phone, phone_in, reach_in, wishes_in

OURS = "0599-000000"

PHONES = {
    "mobile": ("Bel 06-12345678.", "06-12345678"),
    "spaces": ("tel 06 12 34 56 78 graag", "06 12 34 56 78"),
    "land line": ("(0591) 123456 is mijn nummer", "(0591) 123456"),
    "land line with a dash": ("0591 - 12 34 56", "0591 - 12 34 56"),
    "international": ("+31 6 1234 5678", "+31 6 1234 5678"),
    "with (0)": ("+31 (0)6-12345678", "+31 (0)6-12345678"),
    "germany": ("Tel. +49 151 23456789", "+49 151 23456789"),
    "ours": ("ik bel steeds 0599 000000", ""),
    "ours first": ("ik bel 0599000000, u belt 0612345678", "0612345678"),
    "an account": ("NL91ABNA0417164300", ""),
    "a date": ("op 05-11-2026 om 09.30", ""),
    "a citizen's number": ("bsn 012345678", ""),
    "a file number": ("dossier 2026-0061234567", ""),
}

WISHES = {
    "after an hour": "U kunt mij na 17 uur bellen.",
    "not at work": "Bel liever niet op mijn werk.",
    "between": "Ik ben het beste bereikbaar tussen 9 en 11.",
    "by mail": "Liever per mail, bellen lukt niet.",
    "by e-mail": "Graag alleen per e-mail.",
    "number and hour": "Mijn nummer is 06 12345678, graag na vier uur.",
    "evening": "Mij bereikt u 's avonds.",
    "deaf": "Ik ben slechthorend.",
    "on paper": "Graag op papier, ik ben van de oude stempel.",
    "for her": "Zij wil liefst in de ochtend teruggebeld worden.",
    "english": "Please call me after 5.",
    "not him": "U kunt mij na zessen bereiken, niet mijn vrouw bellen.",
}

NO_WISHES = {
    "nobody called": "Niemand kon mij bellen na 17 uur.",
    "was to call": "Zij zou mij na vier uur bellen.",
    "called three times": "Ik heb na 9 uur drie keer gebeld en niemand is bereikbaar.",
    "promised": "U had beloofd voor vrijdag te bellen.",
    "he will call": "Zodra het gaat bel ik na het weekend voor een nieuwe afspraak.",
    "an advertisement": "Bel nu voor een vrijblijvende kennismaking, alleen deze week.",
    "a term": "Er is tot 11 november telefonisch contact geweest.",
    "a term in another month": "Er is tot 11 mei telefonisch contact geweest.",
    "a story": "Ik wil graag vertellen wat er dinsdag gebeurde bij de intake.",
}


@pytest.mark.parametrize(("text", "number"), PHONES.values(), ids=PHONES)
def test_the_number_that_is_not_ours_is_found(text: str, number: str) -> None:
    """As it is written; what is no telephone number is none."""
    assert phone_in(text, OURS) == number


@pytest.mark.parametrize("text", WISHES.values(), ids=WISHES)
def test_a_wish_is_shown_word_for_word(text: str) -> None:
    """Between other sentences."""
    assert wishes_in(f"Het verslag klopt niet. {text}\nMet vriendelijke groet,\nHennie") == text


@pytest.mark.parametrize("text", NO_WISHES.values(), ids=NO_WISHES)
def test_what_is_told_of_calls_is_no_wish(text: str) -> None:
    """The complaint itself is often about calls that never came."""
    assert wishes_in(text) == ""


def test_a_long_mail_shows_two_wishes_at_most() -> None:
    """The mail itself is attached."""
    many = " ".join(f"U kunt mij na {hour} uur bellen." for hour in (4, 5, 6))
    assert wishes_in(many) == "U kunt mij na 4 uur bellen. U kunt mij na 5 uur bellen."


def test_number_and_wish_come_together() -> None:
    """The answer to *Op welk nummer en wanneer kunnen wij u bellen?*."""
    text = "06-12345678, ’s avonds na 18.00 uur"
    assert reach_in(text, OURS) == Reach("06-12345678", "06-12345678, 's avonds na 18.00 uur")


@pytest.mark.parametrize(("value", "number"), [("06-12345678", "06-12345678"), ("onbekend", ""), ("112", "")])
def test_a_field_without_a_number_is_empty(value: str, number: str) -> None:
    """People write *onbekend* where a number is asked."""
    assert given_phone(value) == number
