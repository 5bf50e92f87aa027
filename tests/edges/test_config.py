"""What the configuration becomes, and what it warns of."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from klachtmail.config import is_loopback
from klachtmail.core.model import DutyKind
from klachtmail.services import Security
from tests.edges.configuring import config_of


def test_the_smallest_configuration_is_enough(tmp_path: Path) -> None:
    """Three tables are needed; all else has the regulation's values."""
    config = config_of(tmp_path)
    assert (config.mailbox.port, config.mailbox.security) == (993, Security.TLS)
    assert (config.smtp.port, config.smtp.security) == (587, Security.STARTTLS)
    assert config.office.addresses == ("klachten@example.nl",)
    assert config.office.people.staff_domains == ("example.nl",)
    assert config.digest_at == time(8, 0)
    assert config.database_url == "sqlite:////var/lib/klachtmail/klachtmail.db"
    assert config.letters_folder is None


@pytest.mark.parametrize(
    ("table", "security", "port"),
    [
        ("mailbox", "tls", 993),
        ("mailbox", "starttls", 143),
        ("mailbox", "none", 143),
        ("smtp", "tls", 465),
        ("smtp", "starttls", 587),
        ("smtp", "none", 25),
    ],
)
def test_the_port_follows_the_security(tmp_path: Path, table: str, security: str, port: int) -> None:
    """Who only says how a connection is protected gets the usual port for it."""
    account = getattr(config_of(tmp_path, **{table: f'security = "{security}"'}), table)
    assert (account.port, account.security) == (port, Security(security))


def test_those_in_roles_are_staff_once_and_named_where_the_list_names_them(tmp_path: Path) -> None:
    """R13: one person may have several roles; who is not in the list is called by the local part."""
    people = config_of(
        tmp_path,
        people='quality_officer = "I.Wubs@example.nl"\nhandler = "hanna@example.nl"\ndeputy = "i.wubs@example.nl"\n'
        'dpo = "fg@buiten.example"\ndirectie = ["roelof@example.nl"]\n',
        end='[[people.staff]]\nname = "Hanna Vos"\nemail = "Hanna@Example.nl"\nworks = ["mon", "Wed"]\n',
    ).office.people
    assert [person.email for person in people.staff] == [
        "hanna@example.nl",
        "i.wubs@example.nl",
        "fg@buiten.example",
        "roelof@example.nl",
    ]
    assert people.handler == people.staff[0]
    assert (people.staff[0].name, people.staff[0].works) == ("Hanna Vos", frozenset({0, 2}))
    assert people.quality_officer == people.deputy == people.staff[1]
    assert (people.staff[1].name, people.staff[1].works) == ("i.wubs", frozenset(range(5)))
    assert people.dpo == people.staff[2]
    assert people.directie == (people.staff[3],)


def test_empty_roles_are_reported(tmp_path: Path) -> None:
    """R13: nobody finds out only when a complaint comes that a role is empty."""
    warned = [
        each.partition(":")[0]
        for each in config_of(tmp_path, people='quality_officer = "i@example.nl"\ndpo = ""').warnings
    ]
    assert [each for each in warned if "[people]" in each] == [
        "[people] handler",
        "[people] deputy",
        "[people] dpo",
        "[people] directie",
    ]


def test_without_a_quality_officer_the_directie_may_do(tmp_path: Path) -> None:
    """An empty role is allowed as long as somebody hears of a complaint."""
    people = config_of(tmp_path, people='quality_officer = ""\ndirectie = ["d@example.nl"]').office.people
    assert people.quality_officer is None


def test_the_own_hosts_are_those_that_take_our_mail(tmp_path: Path) -> None:
    """R39: the Received header of one of these tells when a mail arrived."""
    config = config_of(
        tmp_path,
        mailbox='trusted_authserv_id = "MX.example.nl"',
        people='quality_officer = "i@example.nl"\nstaff_domains = ["example.nl", "Other.example"]',
    )
    assert config.office.own_hosts == ("mx.example.nl", "imap.example.nl", "127.0.0.1", "example.nl", "other.example")


def test_a_connection_that_others_can_read_is_a_warning(tmp_path: Path) -> None:
    """Without protection a password travels in the open, except on this machine."""
    warned = config_of(tmp_path, mailbox='security = "none"', smtp='security = "none"').warnings
    assert [each for each in warned if "security" in each] == [
        '[mailbox] security: is "none": everybody on the way to the server can read mail and password'
    ]


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("10.0.0.1", False), ("localhost.example.nl", False)],
)
def test_loopback_is_this_machine_itself(host: str, *, loopback: bool) -> None:
    """Only what never leaves the machine may go unprotected."""
    assert is_loopback(host) is loopback


def test_a_term_longer_than_promised_is_a_warning(tmp_path: Path) -> None:
    """The regulation is a promise; a shorter term keeps it, a longer one does not."""
    config = config_of(tmp_path, terms="settle = 30\ncontact = 5")
    assert (config.office.terms.settle, config.office.terms.contact) == (30, 5)
    assert [each for each in config.warnings if "[terms]" in each] == [
        "[terms] settle: is 30, longer than the 20 that the regulation promises"
    ]


@pytest.mark.parametrize("written", ["2026-11-24", '"2026-11-24"'])
def test_a_day_is_a_toml_date_or_a_text(tmp_path: Path, written: str) -> None:
    """Both are natural to write, so both are read."""
    config = config_of(tmp_path, mailbox=f"accept_since = {written}", calendar=f"closed = [{written}]")
    assert config.mailbox.accept_since == date(2026, 11, 24)
    assert config.office.calendar.closed == (date(2026, 11, 24),)


@pytest.mark.parametrize("written", ["09:15:00", '"09:15"'])
def test_an_hour_is_a_toml_time_or_a_text(tmp_path: Path, written: str) -> None:
    """TOML wants seconds, people do not."""
    assert config_of(tmp_path, digest=f"at = {written}").digest_at == time(9, 15)


def test_reminders_are_counted_from_the_furthest(tmp_path: Path) -> None:
    """The order in the file does not matter, and a day counts once; an empty list is silence."""
    reminders = config_of(tmp_path, reminders='settle = [0, 5, 2, 5]\nanswer = []\nat = "09:00"').reminders
    assert reminders.before(DutyKind.SETTLE) == (5, 2, 0)
    assert reminders.before(DutyKind.ANSWER) == ()
    assert reminders.before(DutyKind.MONTH) == (10, 5, 2, 0)
    assert reminders.before(DutyKind.ERASE) == ()
    assert reminders.at == time(9, 0)


def test_relative_paths_count_from_the_file(tmp_path: Path) -> None:
    """The same file means the same from wherever the program is started."""
    (tmp_path / "brieven").mkdir()
    config = config_of(tmp_path, database='url = "sqlite:///data/register.db"', letters='folder = "brieven"')
    assert config.database_url == f"sqlite:///{tmp_path}/data/register.db"
    assert config.letters_folder == tmp_path / "brieven"


def test_a_form_field_may_have_several_labels(tmp_path: Path) -> None:
    """R5: one form in two languages sends the same fields under two labels."""
    (form,) = config_of(
        tmp_path, end='[[forms]]\nsender = "WP@example.nl"\nfields = {email = ["E-mail", "Mail"], name = "Naam"}'
    ).office.forms
    assert form.sender == "wp@example.nl"
    assert form.fields == (("name", "Naam"), ("email", "E-mail"), ("email", "Mail"))


def test_the_alarm_keeps_its_arguments_as_they_are(tmp_path: Path) -> None:
    """An argument may be given twice."""
    assert config_of(tmp_path, alarm='command = ["sh", "-v", "-v"]').alarm.command == ("sh", "-v", "-v")


def test_where_blik_op_werk_is_reached_can_be_told(tmp_path: Path) -> None:
    """It stands in every closing letter (R24)."""
    config = config_of(tmp_path, organisation='dispute_contact = "telefoon 030-1234567"\n')
    assert config.office.organisation.dispute_contact == "telefoon 030-1234567"
