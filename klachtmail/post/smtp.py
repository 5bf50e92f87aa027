"""The way out: letters over SMTP, one kept connection, the outcome of each told apart (DESIGN 2.3).

Until the server has the letter's data a fault means *later*. From DATA on, a broken connection means
*uncertain*: the letter may have been taken.
"""

from __future__ import annotations

import ssl

import aiosmtplib
from aiosmtplib import SMTP

from klachtmail.services import Answer, Outcome, Refused, Security, SmtpAccount, TryAgain

_SECONDS = 60
_PERMANENT = 500


class SmtpPost:
    """Letters over one account; see ``services.Post``."""

    def __init__(self, account: SmtpAccount) -> None:
        self._account = account
        self._where = f"{account.host}:{account.port}"
        self._client: SMTP | None = None

    async def send(self, sender: str, recipient: str, raw: bytes) -> Answer:
        """Send one letter. Raises TryAgain or Refused where no letter at all can go out now."""
        client = await self._connected()
        try:
            await client.mail(sender)
            await client.rcpt(_on_the_wire(recipient))
        except aiosmtplib.SMTPResponseException as error:
            await self._reset(client)
            return _refusal(error)
        except (aiosmtplib.SMTPNotSupported, UnicodeError) as error:
            await self._reset(client)
            return Answer(Outcome.REFUSED, f"the server can't send to this address ({error})")
        except (aiosmtplib.SMTPException, OSError) as error:
            await self.close()
            return Answer(Outcome.LATER, f"connection lost ({error})")
        return await self._data(client, raw)

    async def would_take(self, sender: str, recipient: str) -> str:
        """Ask whether the server takes mail for an address, without sending any; its answer.

        Raises SMTPResponseException where it does not, TryAgain or Refused as ``send``.
        """
        client = await self._connected()
        try:
            await client.mail(sender)
            answer = await client.rcpt(recipient)
        finally:
            await self._reset(client)
        return f"{answer.code} {answer.message}"

    async def _data(self, client: SMTP, raw: bytes) -> Answer:
        try:
            answer = await client.data(raw)
        except aiosmtplib.SMTPResponseException as error:
            await self._reset(client)
            return _refusal(error)
        except (aiosmtplib.SMTPException, OSError) as error:
            await self.close()
            return Answer(Outcome.UNCERTAIN, f"connection lost after the data began ({error})")
        return Answer(Outcome.SENT, f"{answer.code} {answer.message}")

    async def _reset(self, client: SMTP) -> None:
        """Forget a refused letter so that the next one begins anew."""
        try:
            await client.rset()
        except (aiosmtplib.SMTPException, OSError):
            await self.close()  # the next letter opens a new connection

    async def _connected(self) -> SMTP:
        """The kept connection, if it still answers; else a new one."""
        if self._client is not None and self._client.is_connected:
            return self._client
        await self.close()
        client = self._new()
        try:
            await client.connect()
            if self._account.username:
                await self._login(client)
        except (aiosmtplib.SMTPAuthenticationError, ssl.SSLCertVerificationError) as error:
            client.close()
            if self._account.token and isinstance(error, aiosmtplib.SMTPAuthenticationError):
                raise TryAgain(f"{self._where} refused the access token ({error}); renew its file") from error
            raise Refused(f"{self._where} refused the login or certificate ({error}); mend [smtp]") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            client.close()
            raise TryAgain(f"no connection to {self._where} ({error}); the letters wait") from error
        self._client = client
        return client

    def _new(self) -> SMTP:
        return SMTP(
            hostname=self._account.host,
            port=self._account.port,
            use_tls=self._account.security is Security.TLS,
            start_tls=self._account.security is Security.STARTTLS,
            timeout=_SECONDS,
        )

    async def _login(self, client: SMTP) -> None:
        if self._account.token:
            await client.auth_xoauth2(self._account.username, self._account.token())
        else:
            await client.login(self._account.username, self._account.password)

    async def close(self) -> None:
        """End the connection politely, or let go of a broken one."""
        client, self._client = self._client, None
        if client is None:
            return
        try:
            await client.quit()
        except (aiosmtplib.SMTPException, OSError):
            client.close()  # it broke before it could be ended


def _on_the_wire(recipient: str) -> str:
    """An address with its domain as servers write it (``xn--..``). Raises UnicodeError where that can't be."""
    name, at, domain = recipient.rpartition("@")
    return f"{name}{at}{domain.encode('idna').decode()}" if not domain.isascii() else recipient


def _refusal(error: aiosmtplib.SMTPResponseException) -> Answer:
    """A 5xx is for a person; a 4xx is tried again (greylisting, a full mailbox)."""
    outcome = Outcome.REFUSED if error.code >= _PERMANENT else Outcome.LATER
    return Answer(outcome, f"{error.code} {error.message}")
