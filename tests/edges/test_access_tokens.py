"""``auth = "oauth2"``: the access token of now at each connection, because something else renews its file."""

from __future__ import annotations

import asyncio
import base64
import os
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from klachtmail.intake.imap import Connection
from klachtmail.post.smtp import SmtpPost
from klachtmail.services import Security, TryAgain
from tests.edges.configuring import config_of

HOUR = 3600


def write(file: Path, token: str, hour: int) -> None:
    """A token in its file, written at that hour."""
    file.write_text(f"{token}\n")
    file.chmod(0o600)
    os.utime(file, (hour * HOUR, hour * HOUR))


class Server(socketserver.ThreadingTCPServer):
    """Speaks just enough IMAP and SMTP to let somebody log in with a token; ``tokens`` are those it was given."""

    daemon_threads = True

    def __init__(self, greeting: str) -> None:
        super().__init__(("127.0.0.1", 0), Dialogue)
        self.greeting = greeting
        self.tokens: list[str] = []
        self.verdict = "OK done"

    def told(self, line: str) -> list[str]:
        """What it answers to a line; a token stands in the line itself or, after a ``+``, on one of its own."""
        tag, _, command = line.partition(" ")
        if line.startswith(("EHLO", "AUTH")):
            self._note(line.rsplit(maxsplit=1)[-1] if line.startswith("AUTH") else "")
            return ["235 2.7.0 yes"] if line.startswith("AUTH") else ["250-localhost", "250 AUTH XOAUTH2"]
        if line == "QUIT":
            return ["221 bye"]
        if command.startswith("AUTHENTICATE"):
            return ["+ "]
        return ["* CAPABILITY IMAP4rev1 AUTH=XOAUTH2", f"{tag} OK done"]

    def _note(self, answer: str) -> None:
        if answer:
            self.tokens.append(base64.b64decode(answer).decode().split("Bearer ")[1].strip("\1"))


class Dialogue(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.say([self.server.greeting])
        tag = ""
        for line in iter(lambda: self.rfile.readline().decode().strip(), ""):
            if tag:
                self.server._note(line)
                self.say([f"{tag} {self.server.verdict}"])
            else:
                self.say(self.server.told(line))
            tag = line.split()[0] if "AUTHENTICATE" in line else ""

    def say(self, lines: list[str]) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


@contextmanager
def listening(greeting: str) -> Iterator[Server]:
    with Server(greeting) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def test_each_imap_connection_takes_the_token_of_now(tmp_path: Path) -> None:
    """An hour after the start the first token has expired; nobody restarts the service for the next one."""
    write(tmp_path / "mailbox_password", "first", 1)
    mailbox = config_of(tmp_path, {}, mailbox='auth = "oauth2"').mailbox
    with listening("* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] hello") as server:
        account = replace(mailbox, host="127.0.0.1", port=server.server_address[1], security=Security.NONE)
        Connection(account).close()
        write(tmp_path / "mailbox_password", "second", 2)
        Connection(account).close()
        assert server.tokens == ["first", "second"]


def test_a_token_that_has_expired_is_trouble_that_passes(tmp_path: Path) -> None:
    """At a start after a night without power the token is old: that must not end the service for good."""
    write(tmp_path / "mailbox_password", "old", 1)
    mailbox = config_of(tmp_path, {}, mailbox='auth = "oauth2"').mailbox
    with listening("* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] hello") as server:
        server.verdict = "NO [AUTHENTICATIONFAILED] expired"
        account = replace(mailbox, host="127.0.0.1", port=server.server_address[1], security=Security.NONE)
        with pytest.raises(TryAgain, match="refused the access token"):
            Connection(account)


def test_each_smtp_connection_takes_the_token_of_now(tmp_path: Path) -> None:
    """Likewise for the letters."""
    write(tmp_path / "smtp_password", "first", 1)
    smtp = config_of(tmp_path, {"KLACHTMAIL_MAILBOX_PASSWORD": "x"}, smtp='auth = "oauth2"\nusername = "k"').smtp
    with listening("220 hello") as server:
        account = replace(smtp, port=server.server_address[1], security=Security.NONE)
        post = SmtpPost(account)
        asyncio.run(_once(post))
        write(tmp_path / "smtp_password", "second", 2)
        asyncio.run(_once(post))
        assert server.tokens == ["first", "second"]


async def _once(post: SmtpPost) -> None:
    await post._connected()
    await post.close()


@pytest.mark.parametrize(
    ("file", "credential", "wanted"),
    [(1, 2, "credential"), (2, 1, "file"), (2, 0, "file"), (0, 2, "credential")],
    ids=["credential written later", "file written later", "file only", "credential only"],
)
def test_the_token_written_last_counts(file: int, credential: int, wanted: str, tmp_path: Path) -> None:
    """A credential stays as it was when the service started, while its file may be renewed."""
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    for hour, place in ((file, tmp_path), (credential, credentials)):
        if hour:
            write(place / "mailbox_password", "file" if place == tmp_path else "credential", hour)
    account = config_of(tmp_path, {"CREDENTIALS_DIRECTORY": str(credentials)}, mailbox='auth = "oauth2"').mailbox
    assert account.token is not None
    assert account.token() == wanted


def test_a_token_that_is_gone_is_trouble_that_passes(tmp_path: Path) -> None:
    """Whoever renews the file may be late: it is tried again, with what to do."""
    write(tmp_path / "mailbox_password", "first", 1)
    account = config_of(tmp_path, {}, mailbox='auth = "oauth2"').mailbox
    assert account.token is not None
    for content in (b"", b"\n", b"\xff\n", None):
        if content is None:
            (tmp_path / "mailbox_password").unlink()
        else:
            (tmp_path / "mailbox_password").write_bytes(content)
        with pytest.raises(TryAgain, match="renew that file"):
            account.token()


def test_a_password_is_read_once(tmp_path: Path) -> None:
    """It changes with the configuration, which is read at the start."""
    assert config_of(tmp_path).mailbox.token is None
