"""The SMTP half of the embedded mail server: whom it knows, what it answers, and who gets the mail."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from itertools import count

from aiosmtpd.smtp import SMTP, Envelope, Session

from klachtmail.clock import Clock
from klachtmail.demo.robots import bounce, may_be_answered, vacation
from klachtmail.demo.stamps import SERVER_NAME, Delivered, domain_of, stamp

DROP_BEFORE_DATA = "drop-before-data"
DROP_AFTER_DATA = "drop-after-data"
_TO_DATA = "DATA "

Deliver = Callable[[str, bytes, datetime], Awaitable[None]]
"""Puts a mail into the INBOX of an account: address, bytes, INTERNALDATE."""


class Reception:
    """What the server does with a mail: refuse, deliver, return, answer; aiosmtpd calls ``handle_*``.

    The public attributes may be changed while it runs. ``accounts`` have a mailbox; mail to ``bouncing``
    (an address or a local part) is taken and returned; ``vacation`` is the text that somebody who is away
    answers once to each sender. ``script`` holds the next replies, each given once: ``451 4.3.0 later`` to
    the next RCPT, ``DATA 552 5.3.4 too big`` after the next mail, ``drop-before-data`` and
    ``drop-after-data`` (the mail is kept) hang up without an answer. A reply that begins with 2 accepts.
    """

    def __init__(
        self,
        accounts: Collection[str],
        deliver: Deliver,
        clock: Clock,
        bouncing: Collection[str],
        vacation: dict[str, str],
    ) -> None:
        self.accounts = accounts
        self.bouncing = set(bouncing)
        self.vacation = vacation
        self.received: list[Delivered] = []
        self.script: list[str] = []
        self._deliver = deliver
        self._clock = clock
        self._answered: set[tuple[str, str]] = set()
        self._queue_ids = (f"4F{number:08X}" for number in count(1))

    async def handle_RCPT(  # noqa: N802 - aiosmtpd looks it up by this name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """The reply to RCPT; a recipient that is accepted joins the envelope."""
        reply = self.scripted("") or self._reply_to(address)
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(  # noqa: N802 - as above
        self, _server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """The reply after the mail; whatever does not refuse it, delivers it first."""
        reply = self.scripted(_TO_DATA) or self.scripted(DROP_AFTER_DATA) or "250 2.0.0 Ok: queued"
        if reply[0] in "45":
            return reply
        sender = (envelope.mail_from or "").strip("<>")
        mail = Delivered(self._clock(), sender, tuple(envelope.rcpt_tos), envelope.original_content or b"")
        self.received.append(mail)
        for recipient in mail.rcpt_to:
            await self._hand_over(mail, recipient, session.host_name or "unknown")
        return reply

    def scripted(self, step: str) -> str:
        """The next line of the script where it is one for this step, taken off; else empty.

        ``step`` is empty for RCPT, else what the line begins with (``DATA`` is left out of the reply).
        """
        if not self.script or not self._belongs(self.script[0], step):
            return ""
        return self.script.pop(0).removeprefix(_TO_DATA)

    def _belongs(self, line: str, step: str) -> bool:
        """Whether a line of the script is for this step; a bare reply is for RCPT."""
        return line.startswith(step) if step else line[:1].isdigit()

    def _reply_to(self, address: str) -> str:
        """Everybody is accepted but the unknown in a domain of ours; a foreign domain is merely relayed."""
        mailbox = self._mailbox_of(address)
        known = mailbox in self.accounts or self._bounces(mailbox)
        if known or domain_of(mailbox) not in {domain_of(account) for account in self.accounts}:
            return "250 2.1.5 Ok"
        return f"550 5.1.1 <{address}>: Recipient address rejected: User unknown"

    def _mailbox_of(self, address: str) -> str:
        """The account that an address belongs to: ``kwaliteit+kl-1@`` is ``kwaliteit@``."""
        local, _, domain = address.lower().rpartition("@")
        return f"{local.partition('+')[0]}@{domain}"

    def _bounces(self, mailbox: str) -> bool:
        """Whether mail to it is taken first and returned later."""
        return mailbox in self.bouncing or mailbox.partition("@")[0] in self.bouncing

    async def _hand_over(self, mail: Delivered, recipient: str, helo: str) -> None:
        """Into the mailbox, with the absence told; or back to the sender."""
        mailbox = self._mailbox_of(recipient)
        if self._bounces(mailbox):
            await self._write_back(mail, bounce(mail, recipient))
            return
        if mailbox not in self.accounts:
            return
        await self._deliver(mailbox, stamp(mail, recipient, helo, next(self._queue_ids)), mail.at)
        if mailbox in self.vacation and self._first_answer(mail, mailbox):
            await self._write_back(mail, vacation(mail, mailbox, self.vacation[mailbox]))

    def _first_answer(self, mail: Delivered, absent: str) -> bool:
        """Whether the sender may hear of the absence and has not yet."""
        pair = (absent, mail.mail_from.lower())
        if pair in self._answered or not may_be_answered(mail):
            return False
        self._answered.add(pair)
        return True

    async def _write_back(self, mail: Delivered, raw: bytes) -> None:
        """Deliver a machine's answer to the envelope sender, if he has a mailbox here."""
        mailbox = self._mailbox_of(mail.mail_from)
        if mailbox not in self.accounts:
            return
        answer = Delivered(mail.at, "", (mail.mail_from,), raw)
        stamped = stamp(answer, mail.mail_from, SERVER_NAME, next(self._queue_ids))
        await self._deliver(mailbox, stamped, mail.at)
