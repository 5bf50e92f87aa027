"""The machines that answer in the rehearsal: a delivery report (RFC 3464), an absence (RFC 3834)."""

from __future__ import annotations

import re
import secrets
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.policy import SMTP
from email.utils import format_datetime

from klachtmail.demo.stamps import SERVER_NAME, Delivered, head_of

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,400}>")
"""A Message-ID, e.g. ``<1b2c@klant.example>``."""
_SILENCING = ("oof", "autoreply", "all")
"""The words of X-Auto-Response-Suppress that keep an absence from being answered."""
_BULK = ("bulk", "list", "junk")

_BOUNCE = """\
Message-ID: <{token}@{server}>
Date: {date}
From: MAILER-DAEMON@{server} (Mail Delivery System)
To: {sender}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="{token}"
Content-Transfer-Encoding: 8bit

--{token}
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host {server}.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<{recipient}>: host {server} said: 550 5.1.1
    <{recipient}>: Recipient address rejected: User unknown

--{token}
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; {server}
Arrival-Date: {date}

Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Remote-MTA: dns; {server}
Diagnostic-Code: smtp; 550 5.1.1 <{recipient}>: Recipient address rejected: User unknown

--{token}
Content-Description: Undelivered Message
Content-Type: message/rfc822
Content-Transfer-Encoding: 8bit

"""


def bounce(mail: Delivered, recipient: str) -> bytes:
    """The report that a mail could not be delivered, with the whole letter in it, byte for byte."""
    token = secrets.token_hex(12)
    head = _BOUNCE.format(
        token=token,
        server=SERVER_NAME,
        date=format_datetime(mail.at),
        sender=mail.mail_from,
        recipient=recipient,
    )
    above = head.replace("\n", "\r\n").encode("utf-8", "surrogateescape")
    return above + mail.raw + f"\r\n--{token}--\r\n".encode()


def may_be_answered(mail: Delivered) -> bool:
    """Whether an absence may be told to the sender: never to a machine, a list, or nobody (RFC 3834, 2)."""
    head = head_of(mail.raw)
    automatic = str(head.get("Auto-Submitted", "no")).strip().lower() != "no"
    suppressed = str(head.get("X-Auto-Response-Suppress", "")).lower()
    bulk = str(head.get("Precedence", "")).strip().lower() in _BULK or "List-Id" in head
    return bool(mail.mail_from) and not automatic and not bulk and not _silenced(suppressed)


def _silenced(suppressed: str) -> bool:
    """Whether one of the words of X-Auto-Response-Suppress asks for silence."""
    return any(word.strip() in _SILENCING for word in suppressed.split(","))


def vacation(mail: Delivered, absent: str, text: str) -> bytes:
    """The answer of somebody who is away, in the thread of the mail that it answers."""
    head = head_of(mail.raw)
    answer = EmailMessage(policy=SMTP)
    answer["Message-ID"] = f"<{secrets.token_hex(12)}@{SERVER_NAME}>"
    answer["Date"] = format_datetime(mail.at)
    answer["From"] = absent
    answer["To"] = mail.mail_from
    answer["Subject"] = f"Automatisch antwoord: {_subject(head)}"
    answer["Auto-Submitted"] = "auto-replied"
    for name, ids in _thread(head):
        answer[name] = ids
    answer.set_content(text)
    return answer.as_bytes()


def _thread(head: Message) -> list[tuple[str, str]]:
    """In-Reply-To and References of the answer, where the mail has a Message-ID."""
    own = _MESSAGE_ID.search(str(head.get("Message-ID", "")))
    if own is None:
        return []
    earlier = _MESSAGE_ID.findall(str(head.get("References", "")))
    return [("In-Reply-To", own[0]), ("References", " ".join((*earlier, own[0])))]


def _subject(head: Message) -> str:
    """The subject as a reader sees it, on one line; as it came where it can't be decoded."""
    subject = str(head.get("Subject", ""))
    try:
        subject = str(make_header(decode_header(subject)))
    except (LookupError, ValueError, HeaderParseError):
        return " ".join(subject.split())
    return " ".join(subject.split())
