"""Mail that nobody could read whole, and strangers who look like one of us."""

from __future__ import annotations

from dataclasses import replace

import pytest

from klachtmail.core.judge import judge
from klachtmail.core.model import Attachment, Flag, Label, Message, Role
from klachtmail.core.rules.look_alike import looks_like_staff
from klachtmail.core.rules.unread import unread
from klachtmail.core.settings import Office, People, Person
from tests.core.around import facts
from tests.core.build import address, message

OFFICE = Office(
    people=People(
        staff_domains=("werkenderwijs.example",),
        staff=(Person("h.deboer@werkenderwijs.example", "Hanna de Boer"),),
    ),
    addresses=("kwaliteit@werkenderwijs.example",),
)
PHOTO = Attachment("IMG_2041.jpg", "image/jpeg", 4, "", b"\xff\xd8\xff\xe0")
ORDER = "Hierbij de bestelling van tien pennen en twee ordners, graag leveren op maandag bij de balie."


def _unread(**changes: object) -> Message:
    return replace(message(subject="bestelling", text=ORDER), **changes)


@pytest.mark.parametrize(
    ("mail", "told"),
    [
        (message(subject="brief", text="", attachments=(PHOTO,)), "geen tekst"),
        (message(subject="Klacht", text=" \n"), "geen tekst"),
        (message(subject="brief", text="zie bijlage", attachments=(PHOTO,)), "in de bijlage"),
        (_unread(defects=("encrypted",)), "versleuteld"),
        (_unread(defects=("too many parts: 9000 lines",)), "te veel delen"),
    ],
    ids=["photograph", "only a subject", "words in a scan", "encrypted", "cut off"],
)
def test_a_mail_that_was_not_read_whole_is_never_surely_something_else(mail: Message, told: str) -> None:
    """In doubt it is a complaint: the clock runs until a person has looked (R1)."""
    verdict = judge(mail, facts(), OFFICE)
    assert any(told in reason for reason in unread(mail))
    assert not (verdict.label is Label.OTHER and verdict.sure)


def test_a_mail_with_a_logo_and_enough_words_is_read_whole() -> None:
    """An order with a picture is no riddle."""
    assert unread(_unread(attachments=(PHOTO,))) == ()


def test_in_the_junk_folder_a_picture_without_words_is_judged_by_its_words() -> None:
    """R9: else every advertisement there would wait for a person."""
    advert = message(subject="korting op pennen en ordners, bestel nu", text="", attachments=(PHOTO,))
    verdict = judge(advert, facts(role=Role.JUNK), OFFICE)
    assert not any("niet alles is gelezen" in reason for reason in verdict.reasons)


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("Hanna de Boer <hanna@elders.example>", True),
        ('"Hanna de Boer <h.deboer@werkenderwijs.example>" <x@elders.example>', True),
        ("Hanna <h.deboer@wеrkenderwijs.example>", True),
        ("Hanna <h.deboer@werkenderwljs.example>", True),
        ("Hanna <h.deboer@werkenderw1js.example>", True),
        ("Hanna <h.deboer@vverkenderwijs.example>", True),
        ("Hanna <h.deboer@xn--wrkenderwijs-beb.example>", True),
        ("Hanna <h.deboer@werkender-wijs.example>", True),
        ("Hanna de Boer <h.deboer@werkenderwijs.example>", False),
        ("Gerda Veenstra <g.veenstra@provider.example>", False),
        ("Hanna <h@provider.example>", False),
        ("", False),
    ],
)
def test_who_looks_like_staff_and_is_none_is_flagged(sender: str, expected: bool) -> None:
    """He has no authority, and whoever reads his mail sees why."""
    person = address(sender) if sender else None
    assert looks_like_staff(person, OFFICE) is expected
    verdict = judge(replace(message(text="Ik heb een klacht over mijn coach."), sender=person), facts(), OFFICE)
    assert (Flag.LOOK_ALIKE in verdict.flags) is expected
