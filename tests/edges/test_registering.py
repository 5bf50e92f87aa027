"""What an employee registers: fields, a phone note, a scan (R10, R12)."""

from __future__ import annotations

from datetime import date

from klachtmail.core.settings import Office, People, Person
from klachtmail.intake.registering import Registration, read_registration
from tests.core.build import message

TUESDAY = date(2026, 11, 24)
HANNA = Person("h.devries@werkenderwijs.example", "Hanna de Vries")
OFFICE = Office(
    people=People(staff=(HANNA,), staff_domains=("werkenderwijs.example",)),
    addresses=("kwaliteit@werkenderwijs.example",),
)


def registered(text: str) -> Registration | None:
    mail = message(sender="Hanna de Vries <h.devries@werkenderwijs.example>", text=text)
    return read_registration(mail, OFFICE, TUESDAY)


def test_a_phone_note_of_one_line_tells_who_and_on_which_number() -> None:
    """R10: whatever the form, it is registered."""
    found = registered("Mevr. Postma belde net 06-12345678, is heel boos dat niemand terugbelt")
    assert found is not None
    assert (found.name, found.phone, found.channel) == ("Mevr. Postma", "06-12345678", "telefoon")
    assert found.received == TUESDAY


def test_other_mail_registers_nothing() -> None:
    """A colleague's question is no complaint."""
    assert registered("Kun je de agenda van maandag sturen?") is None
