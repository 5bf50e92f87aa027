"""One mailbox on any IMAP server, as the tests look at it: through IMAPClient, never through ours."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from imapclient import IMAPClient


@dataclass(frozen=True, slots=True)
class ImapAccount:
    """Where the mailbox is and how to log in; with a ``certificate`` over TLS, trusting only that one."""

    host: str
    port: int
    username: str
    password: str
    certificate: Path | None = None

    @contextmanager
    def client(self, folder: str = "") -> Iterator[IMAPClient]:
        """A logged-in connection, with a folder selected where one is named."""
        context = self.context() if self.certificate else None
        with IMAPClient(self.host, self.port, ssl=context is not None, ssl_context=context, timeout=10) as client:
            client.normalise_times = False
            client.login(self.username, self.password)
            if folder:
                client.select_folder(folder)
            yield client

    def context(self) -> ssl.SSLContext:
        """TLS that trusts the one certificate."""
        return ssl.create_default_context(cafile=str(self.certificate))

    def append(self, folder: str, raw: bytes, when: datetime) -> None:
        """Put a mail into a folder with that INTERNALDATE, unread."""
        with self.client() as client:
            client.append(folder, raw, (), when)

    def messages(self, folder: str = "INBOX") -> list[tuple[int, bytes]]:
        """UID and bytes of all that is in a folder, lowest UID first."""
        with self.client(folder) as client:
            return [(uid, found[b"BODY[]"]) for uid, found in _fetch(client, "BODY.PEEK[]")]

    def dates(self, folder: str = "INBOX") -> list[datetime]:
        """The INTERNALDATEs of a folder, aware, lowest UID first."""
        with self.client(folder) as client:
            return [found[b"INTERNALDATE"] for _, found in _fetch(client, "INTERNALDATE")]

    def flags(self, folder: str = "INBOX") -> list[set[bytes]]:
        """The flags of a folder's mails, Recent left out, lowest UID first."""
        with self.client(folder) as client:
            return [set(found[b"FLAGS"]) - {b"\\Recent"} for _, found in _fetch(client, "FLAGS")]

    def folders(self) -> list[str]:
        """The names of all folders, as the server writes them."""
        with self.client() as client:
            return sorted(name for _, _, name in client.list_folders())

    def create_folder(self, name: str) -> None:
        """A new folder."""
        with self.client() as client:
            client.create_folder(name)

    def move(self, uid: int, source: str, target: str) -> None:
        """Move a mail as a person's mail program does."""
        with self.client(source) as client:
            client.move([uid], target)


def _fetch(client: IMAPClient, item: str) -> list[tuple[int, dict[bytes, Any]]]:
    """One item of all mails in the selected folder, lowest UID first."""
    uids = client.search()
    return sorted(client.fetch(uids, [item]).items()) if uids else []
