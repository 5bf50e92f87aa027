"""``[mailbox]`` and ``[smtp]``: where mail comes from, and who takes our letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from klachtmail.config.moments import day
from klachtmail.config.names import host, is_loopback
from klachtmail.config.passwords import FORBIDDEN, Surroundings, read_password, renewed
from klachtmail.config.shapes import flag, line, one_of, whole
from klachtmail.config.table import Table
from klachtmail.services import MailboxAccount, Security, SmtpAccount

IMAP_PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}
SMTP_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}


class Login(NamedTuple):
    """What both accounts begin with, in their order."""

    host: str
    port: int
    security: Security
    auth: str
    username: str
    password: str


def read_mailbox(table: Table, around: Surroundings) -> MailboxAccount:
    """The mailbox on its server; the addresses that lead to it belong to the office."""
    login = _login(table, "mailbox_password", Security.TLS, IMAP_PORTS, around)
    account = MailboxAccount(
        *login,
        token=_token(table, "mailbox_password", login, around),
        inbox=_folder(table, "inbox", "INBOX"),
        junk=table.value("junk", line, ""),
        sent=table.value("sent", line, ""),
        processed=_folder(table, "processed", "Klachten/Verwerkt"),
        unreadable=_folder(table, "unreadable", "Klachten/Onleesbaar"),
        trusted_authserv_id=table.value("trusted_authserv_id", line, "").lower(),
        internal_proof=table.value("internal_proof", one_of("", "exchange"), ""),
        accept_since=table.value("accept_since", _day_or_first_start, None),
        max_message_bytes=table.value("max_message_bytes", whole(1, 2_000_000_000), 30_000_000),
    )
    _check_folders(table, account)
    if not account.trusted_authserv_id and not account.internal_proof:
        table.warn("trusted_authserv_id", "is empty, so no mail of staff is proved: commands ask for a code")
    return account


def read_smtp(table: Table, around: Surroundings) -> SmtpAccount:
    """The server that takes our letters."""
    login = _login(table, "smtp_password", Security.STARTTLS, SMTP_PORTS, around)
    return SmtpAccount(
        *login,
        token=_token(table, "smtp_password", login, around),
        saves_to_sent=table.value("saves_to_sent", flag, default=False),
        signed_bounces=table.value("signed_bounces", flag, default=False),
    )


def _login(table: Table, secret: str, usual: Security, ports: Mapping[Security, int], around: Surroundings) -> Login:
    """Host and login; the port follows the security, and without a username there is no login."""
    name = table.needed("host", host, "", 'write the name of the mail server, e.g. "mail.example.nl"')
    security = Security(table.value("security", one_of(*Security), usual))
    port = table.value("port", whole(1, 65535), ports[security])
    auth = table.value("auth", one_of("password", "oauth2"), "password")
    username = table.value("username", line, "")
    table.forbid("password", FORBIDDEN)
    password = read_password(table, secret, around, wanted=bool(username))
    if not is_loopback(name):
        _warn_of_strangers(table, security, username)
    return Login(name, port, security, auth, username, password)


def _token(table: Table, secret: str, login: Login, around: Surroundings) -> Callable[[], str] | None:
    return renewed(table, secret, around) if login.auth == "oauth2" and login.username else None


def _warn_of_strangers(table: Table, security: Security, username: str) -> None:
    """What is usual on this machine is doubtful towards another one."""
    if security is Security.NONE:
        table.warn("security", 'is "none": everybody on the way to the server can read mail and password')
    if not username:
        table.warn("username", "is empty: klachtmail does not log in")


def _folder(table: Table, key: str, default: str) -> str:
    """A folder that must have a name; empty is its default."""
    return table.value(key, line, default) or default


def _day_or_first_start(value: object) -> date | None:
    return None if value == "" else day(value)


def _check_folders(table: Table, account: MailboxAccount) -> None:
    """A message set aside or filed must not be found again as new."""
    roles = {"inbox": account.inbox, "processed": account.processed, "unreadable": account.unreadable}
    for key in ("processed", "unreadable"):
        others = [other for other in roles if other != key and roles[other].lower() == roles[key].lower()]
        if others:
            table.mistake(key, f"is the same folder as {others[0]}; write a folder of its own")
