"""What a sender wrote is never part of an IMAP command: the exploit, and the second lock behind it."""

from __future__ import annotations

import pytest

from klachtmail.intake.imap import Connection
from klachtmail.services import MailboxAccount, Security
from tests.edges.house import House, mail
from tests.edges.imap_account import ImapAccount

EXPLOIT = b"=?utf-8?Q?=3Cx=40evil=2Eexample=3E=22=0D=0AA9_DELETE_Slachtoffer=0D=0A?="
"""A Message-ID that decodes to a line break and a command of its own."""


def test_message_id_with_a_command_in_it_deletes_nothing(any_house: House) -> None:
    """Known from mail-parser with IMAPClient: decoded, the Message-ID became ``DELETE folder``."""
    with any_house.imap() as client:
        client.create_folder("Slachtoffer")
    raw = mail().replace(b"Message-ID: ", b"Message-ID: " + EXPLOIT + b"\r\nX-Was: ")
    any_house.append(raw.replace(b"References: ", b"X-R: "))
    any_house.once()
    any_house.once()
    with any_house.imap() as client:
        assert client.folder_exists("Slachtoffer")
    assert len(any_house.cases()) + len(any_house.entries()) == 1


@pytest.mark.parametrize("bad", ["a\r\nA1 DELETE x", "a\nb", "a\0b", b"a\r\nb", ["ok", ("deep", ["a\nb"])], {"a\rb"}])
def test_connection_refuses_line_breaks_in_any_argument(bad: object, imap_server: ImapAccount) -> None:
    """CR, LF and NUL end in an error here, never in a command, on both servers."""
    account = MailboxAccount(
        imap_server.host, imap_server.port, Security.NONE, "password", imap_server.username, imap_server.password
    )
    connection = Connection(account)
    try:
        connection.call("select_folder", "INBOX")
        with pytest.raises(ValueError, match="line break or NUL"):
            connection.call("search", ["HEADER", "Message-ID", bad])
    finally:
        connection.close()
