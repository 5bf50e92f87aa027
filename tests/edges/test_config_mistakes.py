"""What a person is told of each mistake in the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from klachtmail.config import ConfigError, load
from tests.edges.configuring import PASSWORDS, SMALLEST, mistakes_of, smallest

OFFICER = SMALLEST["people"]
STAFF = '[[people.staff]]\nemail = "h@example.nl"\n'
FORM = '[[forms]]\nsender = "w@example.nl"\n'
MISTAKES = [
    ("mailbox", "port = 99999", "[mailbox] port: is 99999; write a number from 1 to 65535"),
    ("mailbox", 'port = "993"', "[mailbox] port: must be a whole number; write e.g. 1, without quotes"),
    ("mailbox", "port = true", "[mailbox] port: must be a whole number"),
    ("mailbox", 'security = "ssl"', '[mailbox] security: is "ssl"; write one of "tls", "starttls", "none"'),
    ("mailbox", 'inboks = "INBOX"', "[mailbox] inboks: is no key of klachtmail; did you mean inbox?"),
    ("mailbox", 'processed = "inbox"', "[mailbox] processed: is the same folder as inbox; write a folder of"),
    ("mailbox", 'accept_since = "yesterday"', "[mailbox] accept_since: must be a day; write e.g. 2026-11-24"),
    ("mailbox", "accept_since = 2026-11-24T09:00:00", "[mailbox] accept_since: must be a day; write e.g."),
    ("maibox", 'inbox = "INBOX"', "[maibox]: is no key of klachtmail; did you mean mailbox?"),
    ("smtp", "saves_to_sent = 1", "[smtp] saves_to_sent: must be true or false; write it without quotes"),
    ("smtp", 'port = 25\nhost_ = "x"', "[smtp] host_: is no key of klachtmail; did you mean host?"),
    ("limits", "zebra = 1", "[limits] zebra: is no key of klachtmail; leave it out (the keys are in config."),
    ("organisation", 'timezone = "Europe/Assen"', '[organisation] timezone: is "Europe/Assen", which is no time zone'),
    ("organisation", 'timezone = "../x"', '[organisation] timezone: is "../x", which is no time zone known here'),
    ("organisation", 'timezone = "Europe"', '[organisation] timezone: is "Europe", which is no time zone known here'),
    ("organisation", 'name = "W\\nBcc: x"', "[organisation] name: must be one line; leave out line breaks and"),
    ("organisation", "name = 5", '[organisation] name: must be a text; write it between quotes, e.g. "text"'),
    ("digest", 'at = "8 uur"', '[digest] at: must be a time of the day; write e.g. "08:30"'),
    ("digest", 'at = "08:00+01:00"', '[digest] at: must be local time; write e.g. "08:30", without a zone'),
    ("calendar", 'day_end = "08:00"', "[calendar] day_end: is not later than day_start (08:30); write a later"),
    ("calendar", "closed = 2026-12-28", "[calendar] closed: must be a list; write it between square brackets"),
    ("reminders", "contcat = [1]", "[reminders] contcat: is no key of klachtmail; did you mean contact?"),
    ("reminders", "contact = [-1]", "[reminders] contact: is -1; write a number from 0 to 366"),
    ("database", 'url = "postgresql://x/y"', '[database] url: is "postgresql://x/y"; write sqlite:/// and the path'),
    ("database", 'url = "sqlite:///:memory:"', '[database] url: is "sqlite:///:memory:"; write sqlite:/// and the'),
    ("alarm", 'command = ["/no/program"]', '[alarm] command: "/no/program" is no program here; write the whole'),
    ("people", "", "[people] quality_officer: is missing; write the address of the kwaliteitsverantwoordelijke"),
    ("people", 'quality_officer = "I <i@b.nl>"', '[people] quality_officer: has "I <i@b.nl>", which is no mail addr'),
    ("people", 'quality_officer = ""', "[people] quality_officer: is empty, and so is directie; name one who"),
    ("people", 'quality_officer = "klachten@example.nl"', "[people] staff: klachten@example.nl is the mailbox its"),
    ("people", f'{OFFICER}staff_domains = ["@b.nl"]', '[people] staff_domains: has "@b.nl", which is no domain'),
    ("end", "[[people.staff]]", "[[people.staff]] no. 1 email: is missing; write the person's address"),
    ("end", f"{STAFF}works = []", "[[people.staff]] no. 1 works: is empty; write the days that this person"),
    ("end", f"{STAFF}works = ['ma']", '[[people.staff]] no. 1 works: is "ma"; write one of "mon", "tue", "wed"'),
    ("end", STAFF + STAFF, "[[people.staff]] no. 2 email: h@example.nl stands in the list alread"),
    ("end", f'{FORM}fields = {{naam = "Naam"}}', "[[forms]] no. 1 fields naam: is no key of klachtmail; did you me"),
    ("end", '[[mailboxes]]\nhost = "x"', "[mailboxes]: is no key of klachtmail; did you mean mailbox?"),
]
"""The table, the lines in it, and how the sentence begins that a person is told."""


@pytest.mark.parametrize(("table", "lines", "told"), MISTAKES, ids=[told for _, _, told in MISTAKES])
def test_a_mistake_is_told_with_its_key_and_a_hint(tmp_path: Path, table: str, lines: str, told: str) -> None:
    """Each mistake is one sentence: where, what is wrong, what to write."""
    (only,) = mistakes_of(tmp_path, PASSWORDS, **{table: lines})
    assert only.startswith(told)
    assert len(only.split("; ")) == 2


def test_tables_and_lists_of_tables_are_not_confused(tmp_path: Path) -> None:
    """A table written as a list, a list written as a table, or a plain value is told as such."""
    (tmp_path / "c.toml").write_text('smtp = "x"\n[[mailbox]]\nhost = "a"\n[forms]\nsender = "b"\n')
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "c.toml", PASSWORDS)
    told = caught.value.mistakes
    assert "[mailbox]: must be a table; write [mailbox] on a line of its own" in told
    assert "[smtp]: must be a table; write [smtp] on a line of its own" in told
    assert "[forms]: must be a list of tables; write [[forms]] above each" in told


@pytest.mark.parametrize("host", ["imap.example.nl:993", "imaps://imap.example.nl", "imap example", ""])
def test_a_host_is_a_name_and_nothing_else(tmp_path: Path, host: str) -> None:
    """The port and the protection have keys of their own."""
    (tmp_path / "c.toml").write_text(smallest({}).replace("127.0.0.1", host))
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "c.toml", PASSWORDS)
    (told,) = caught.value.mistakes
    assert told.startswith(f'[smtp] host: is "{host}"; write only a host name, e.g. "mail.example.nl"')


def test_a_mailbox_has_an_address(tmp_path: Path) -> None:
    """Letters come from the first."""
    (tmp_path / "c.toml").write_text(smallest({}).replace('"Klachten@Example.NL"', ""))
    with pytest.raises(ConfigError, match=r"\[mailbox\] addresses: holds no address; write the addresses"):
        load(tmp_path / "c.toml", PASSWORDS)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Who mends a file does not have to start the program once a mistake."""
    told = mistakes_of(tmp_path, mailbox="port = 0\nsentt = 1", smtp='security = "no"', terms="settle = 0")
    keys = [each.partition(":")[0] for each in told]
    assert keys == ["[mailbox] port", "[smtp] security", "[terms] settle", "[mailbox] sentt"]


def test_an_empty_file_misses_what_has_no_default(tmp_path: Path) -> None:
    """Only hosts, addresses, the mailbox's login and the quality officer cannot be guessed."""
    (tmp_path / "config.toml").write_text("")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "config.toml", PASSWORDS)
    keys = [each.partition(":")[0] for each in caught.value.mistakes]
    assert keys == ["[mailbox] host", "[smtp] host", "[mailbox] addresses", "[people] quality_officer"]
    assert str(caught.value).startswith(f"{tmp_path}/config.toml cannot be used:\n  - [mailbox] host: is missing;")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            b"[mailbox]\nhost = imap.example.nl\n",
            "it is no TOML: Invalid value (at line 2, column 8); texts stand between quotes, lists between square brackets",
        ),
        (b'name = "caf\xe9"', "it is not UTF-8 (invalid continuation byte); save it as UTF-8"),
        (None, "there is no such file; copy config.example.toml to it, or name another one with --config"),
    ],
    ids=["syntax", "latin-1", "missing"],
)
def test_a_file_that_is_no_toml_says_why(tmp_path: Path, content: bytes | None, told: str) -> None:
    """The line stands in the message, and what usually is the cause."""
    file = tmp_path / "config.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load(file, PASSWORDS)
    assert caught.value.mistakes == (told,)


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    """What the system says of a file is passed on."""
    with pytest.raises(ConfigError, match="Is a directory"):
        load(tmp_path, PASSWORDS)


def test_a_folder_of_letters_must_be_there(tmp_path: Path) -> None:
    """Otherwise the organisation's own letters would silently not be used."""
    (told,) = mistakes_of(tmp_path, letters='folder = "brieven"')
    assert told == f'[letters] folder: is "{tmp_path}/brieven", which is no folder; make it, or write ""'
