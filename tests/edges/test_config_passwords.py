"""Where passwords come from, and what a person is told when one is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edges.configuring import config_of, mistakes_of


def test_a_password_in_the_file_is_a_mistake_and_is_not_shown(tmp_path: Path) -> None:
    """People copy this file, mail it and keep it in git."""
    (told,) = mistakes_of(tmp_path, mailbox='password = "hunter2"')
    assert told.startswith("[mailbox] password: a password never stands in this file;")
    assert "hunter2" not in told


def test_the_password_comes_from_the_environment(tmp_path: Path) -> None:
    """A variable is for containers and tests; it goes before the files."""
    config = config_of(tmp_path, smtp='username = "u"')
    assert (config.mailbox.password, config.smtp.password) == ("imap secret", "smtp secret")
    assert "secret" not in repr(config)


@pytest.mark.parametrize("content", [b"geheim \n", b"geheim \r\nnot this\n", b"\xef\xbb\xbfgeheim "])
def test_the_password_is_the_first_line_of_its_file(tmp_path: Path, content: bytes) -> None:
    """The line's end belongs to the editor, a blank may belong to the password."""
    (tmp_path / "imap.pw").write_bytes(content)
    (tmp_path / "imap.pw").chmod(0o600)
    config = config_of(tmp_path, {}, mailbox='password_file = "imap.pw"')
    assert config.mailbox.password == "geheim "
    assert not [each for each in config.warnings if "password_file" in each]


def test_a_systemd_credential_goes_before_the_file_of_the_same_name(tmp_path: Path) -> None:
    """The file is root's then, and the credential is its copy for the service."""
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (tmp_path / "mailbox_password").write_text("of the file")
    (credentials / "mailbox_password").write_text("of systemd")
    (credentials / "mailbox_password").chmod(0o400)
    config = config_of(tmp_path, {"CREDENTIALS_DIRECTORY": str(credentials)})
    assert config.mailbox.password == "of systemd"


def test_without_the_credential_the_file_counts(tmp_path: Path) -> None:
    """A service may get one password as a credential and read the other from its file."""
    (tmp_path / "mailbox_password").write_text("of the file")
    assert config_of(tmp_path, {"CREDENTIALS_DIRECTORY": str(tmp_path / "none")}).mailbox.password == "of the file"


def test_a_password_that_everybody_can_read_is_a_warning(tmp_path: Path) -> None:
    """It works, but somebody should mend it."""
    (tmp_path / "mailbox_password").write_text("x")
    (tmp_path / "mailbox_password").chmod(0o644)
    assert (
        f"[mailbox] password_file: every user of this machine can read {tmp_path}/mailbox_password; chmod o-r {tmp_path}/mailbox_password"
        in config_of(tmp_path, {}).warnings
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            None,
            "no password found (looked at $KLACHTMAIL_MAILBOX_PASSWORD, {file}); write it on the first line of that file",
        ),
        (b"", "{file} has an empty first line; write the password there"),
        (b"\nlate", "{file} has an empty first line; write the password there"),
        (b"\xff", "{file} is not UTF-8; save it as UTF-8"),
    ],
    ids=["missing", "empty", "second line", "latin-1"],
)
def test_a_password_that_is_not_there_says_where_it_was_looked_for(
    tmp_path: Path, content: bytes | None, told: str
) -> None:
    """The hint names the places, so that nobody has to guess them."""
    file = tmp_path / "mailbox_password"
    if content is not None:
        file.write_bytes(content)
        file.chmod(0o600)
    assert mistakes_of(tmp_path, {}) == (f"[mailbox] password_file: {told.format(file=file)}",)


def test_a_folder_as_password_file_cannot_be_read(tmp_path: Path) -> None:
    """What the system says of a file is passed on."""
    (tmp_path / "mailbox_password").mkdir(mode=0o700)
    (told,) = mistakes_of(tmp_path, {})
    assert (
        told
        == f"[mailbox] password_file: {tmp_path}/mailbox_password cannot be read (Is a directory); let the user of klachtmail read it"
    )


def test_without_a_username_no_password_is_needed(tmp_path: Path) -> None:
    """A relay on this machine asks for no login."""
    config = config_of(tmp_path, {"KLACHTMAIL_MAILBOX_PASSWORD": "x"}, smtp='username = ""\nsecurity = "none"')
    assert (config.smtp.username, config.smtp.password) == ("", "")
    assert not [each for each in config.warnings if each.startswith("[smtp]")]
