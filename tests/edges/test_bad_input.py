"""What a person gave is wrong: a sentence that says what to mend, the contract's code, and nothing lost."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from klachtmail.records.engine import HEAD
from tests.edges.commands import Ran, asked, klachtmail, mend
from tests.edges.dovecot import Dovecot
from tests.edges.house import HENNIE, MAILBOX, START, House, house, mail

TEMPLATES = Path(__file__).parents[2] / "templates"
NOW = START.isoformat()
SUBJECT = "complainant-acknowledgement.subject.txt.j2"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    """A house with a complaint in its mailbox that nobody has handled yet."""
    with house(tmp_path) as made:
        made.append(mail())
        yield made


def refused(ran: Ran, code: int, *parts: str) -> None:
    """Assert the code of the contract, and what our sentence must name."""
    assert ran.code == code, ran.err
    sentence = ran.err.rpartition("\nklachtmail: ")[2]
    for part in parts:
        assert part in sentence, ran.err


def handled(home: House) -> None:
    """Assert that after mending one pass does all that is owed: one case, one acknowledgement, mail filed."""
    home.once()
    assert [case["acknowledged_at"] for case in home.cases()] == [home.now.isoformat()]
    assert len(home.letters(HENNIE)) == 1
    assert (len(home.mails("INBOX")), len(home.mails("Klachten/Verwerkt"))) == (0, 1)


def test_all_mistakes_of_a_configuration_are_told_in_one_list(home: House) -> None:
    """Each with its key and a hint; the file is read to its end."""
    mend(home.folder, 'security = "none"', 'security = "ssl"')
    mend(home.folder, 'mode = "act"', 'mode = "on"\nmoed = 1')
    mend(home.folder, "accept_since = 2026-01-01", 'accept_since = "gisteren"')
    ran = asked(home.folder, "once")
    mistakes = [line for line in ran.err.splitlines() if line.startswith("  - ")]
    assert ran.code == 2
    for key in ("[daemon] mode", "[daemon] moed", "[mailbox] security", "[smtp] security", "[mailbox] accept_since"):
        (line,) = (line for line in mistakes if key in line)
        assert ";" in line, "a hint stands behind the mistake"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        pytest.param(None, "there is no such file", id="missing"),
        pytest.param(b"[mailbox\n", "is no TOML", id="no TOML"),
        pytest.param(b"name = '\xff'", "not UTF-8", id="no UTF-8"),
    ],
)
def test_configuration_that_cannot_be_read_is_one_sentence(content: bytes | None, part: str, tmp_path: Path) -> None:
    """Where it was looked for and what to do, for any command."""
    if content is not None:
        (tmp_path / "config.toml").write_bytes(content)
    refused(asked(tmp_path, "status"), 2, str(tmp_path / "config.toml"), part)


def test_wrong_password_is_refused_and_nothing_is_touched(home: House) -> None:
    """2: a person must mend it; with the right one the mail is handled."""
    refused(asked(home.folder, "once", "--at", NOW, password="verkeerd"), 2, "[mailbox] username", "password")
    assert len(home.mails()) == 1
    handled(home)


def test_mailbox_out_of_reach_is_tried_again_later(home: House) -> None:
    """75: nothing has to be mended here; the next pass takes everything in."""
    port = f"port = {home.server.imap_port}\n"
    mend(home.folder, port, "port = 1\n")
    refused(asked(home.folder, "once", "--at", NOW), 75, "127.0.0.1:1", "tried again")
    handled(home)


@pytest.mark.dovecot
def test_folder_that_cannot_be_made_is_told(home: House, dovecot: Dovecot) -> None:
    """2: the name of the folder, and where it is configured (the embedded server makes any folder)."""
    account = dovecot.account()
    account.append("INBOX", mail(), START)
    mend(home.folder, f"port = {home.server.imap_port}", f"port = {account.port}")
    mend(home.folder, f'username = "{MAILBOX}"', f'username = "{account.username}"\nprocessed = "Klachten//Klaar"')
    once = ("once", "--at", NOW)
    refused(asked(home.folder, *once, password=account.password), 2, "Klachten//Klaar", "[mailbox]")
    mend(home.folder, "Klachten//Klaar", "Klachten/Klaar")
    assert asked(home.folder, *once, password=account.password).code == 0
    assert (len(home.cases()), len(account.messages("Klachten/Klaar"))) == (1, 1)


def test_folder_of_letters_that_is_not_there_is_told(home: House) -> None:
    """2, as every mistake of the configuration."""
    mend(home.folder, "[database]", '[letters]\nfolder = "brieven"\n[database]')
    refused(asked(home.folder, "once"), 2, "[letters] folder", "brieven")


@pytest.mark.parametrize(
    ("command", "code"),
    [("once", 2), ("migrate", 2), ("check", 1)],
)
def test_register_that_cannot_be_made_is_told(command: str, code: int, tmp_path: Path) -> None:
    """A file stands where its folder should be: the path, and the key that names it."""
    with house(tmp_path) as home:
        mend(home.folder, "sqlite:///register.db", "sqlite:///config.toml/register.db")
        ran = asked(home.folder, command)
        assert ran.code == code
        assert "config.toml/register.db can't be" in ran.err + ran.out
        assert "[database] url" in ran.err + ran.out


@pytest.mark.parametrize("command", ["once", "cases", "migrate"])
def test_file_that_is_no_register_is_told_and_left_alone(command: str, tmp_path: Path) -> None:
    """Somebody named the wrong file: it keeps every byte."""
    with house(tmp_path) as home:
        (home.folder / "register.db").write_bytes(b"notulen van maandag\n" * 500)
        refused(asked(home.folder, command), 2, "register.db is no register")
        assert (home.folder / "register.db").read_bytes() == b"notulen van maandag\n" * 500


def versioned(home: House, version: str) -> None:
    """Say in the register which klachtmail made it."""
    with closing(sqlite3.connect(home.folder / "register.db")) as register, register:
        register.execute("UPDATE alembic_version SET version_num = ?", (version,))


@pytest.mark.parametrize("command", ["once", "cases", "migrate"])
def test_register_of_a_newer_version_is_left_alone(command: str, tmp_path: Path) -> None:
    """2: which version to install; the register is as it was, and serves the right one."""
    with house(tmp_path) as home:
        asked(home.folder, "migrate")
        versioned(home, "9001")
        home.append(mail())
        refused(asked(home.folder, command), 2, "newer klachtmail (9001)", "install")
        versioned(home, HEAD)
        handled(home)


def test_command_that_reads_does_not_migrate(tmp_path: Path) -> None:
    """The service of the old version may still run on it."""
    with house(tmp_path) as home:
        asked(home.folder, "migrate")
        versioned(home, "0000")
        refused(asked(home.folder, "cases"), 2, "klachtmail migrate")


def test_full_disk_is_told_and_the_mail_waits(home: House) -> None:
    """75: the register can't grow; what could not be kept stays in the mailbox until there is room."""
    asked(home.folder, "migrate")
    size = (home.folder / "register.db").stat().st_size
    home.append(mail("Dit is een klacht over u. " * 40_000, sender="Rolf <rolf@example.org>"))
    ran = klachtmail(home.folder, "once", "--at", NOW, largest_file=size + 400_000)
    refused(ran, 75, "register.db can't be written", "make room")
    home.once()
    assert sorted(case["complainant"]["email"] for case in home.cases()) == [HENNIE, "rolf@example.org"]
    assert len(home.letters(HENNIE)) == 1


def test_full_disk_at_the_first_start_leaves_no_half_register(home: House) -> None:
    """75 while the tables are made; the next start makes them."""
    refused(klachtmail(home.folder, "once", "--at", NOW, largest_file=20_000), 75, "make room")
    handled(home)


def own_letters(home: House, subject: str) -> Path:
    """The organisation's own folder with one template, named in the configuration."""
    folder = home.folder / "brieven"
    folder.mkdir()
    (folder / SUBJECT).write_text(subject)
    mend(home.folder, "[database]", '[letters]\nfolder = "brieven"\n[database]')
    return folder / SUBJECT


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [("[{{ case.token }}] {% if", "mend this tag"), ("[{{ case.token }}] {{ zaak.nummer }}", "check the spelling")],
    ids=["syntax", "name"],
)
def test_mistake_in_a_template_stops_the_start(wrong: str, hint: str, home: House) -> None:
    """2: file, line and what to mend, before any mail is read; ``check`` says the same."""
    template = own_letters(home, wrong)
    refused(asked(home.folder, "once", "--at", NOW), 2, SUBJECT, hint)
    assert len(home.mails()) == 1
    checked = asked(home.folder, "check")
    assert any(line.startswith("MEND") and hint in line for line in checked.out.splitlines())
    template.write_text("[{{ case.token }}] Wij hebben uw klacht ontvangen\n")
    assert asked(home.folder, "once", "--at", NOW).code == 0
    handled(home)


def test_template_that_breaks_on_one_letter_is_told_without_its_words(home: House) -> None:
    """2: what samples did not show; the mail stays kept, and its case is opened when it is mended."""
    wrong = "[{{ case.token }}] {% if case.complainant.email == 'h.trip@example.org' %}{{ 1 // 0 }}{% endif %}"
    template = own_letters(home, wrong)
    ran = asked(home.folder, "once", "--at", NOW)
    refused(ran, 2, SUBJECT, "line 1", "ZeroDivisionError")
    assert "h.trip" not in ran.err
    shutil.copy(TEMPLATES / SUBJECT, template)
    assert asked(home.folder, "once", "--at", NOW).code == 0
    handled(home)
