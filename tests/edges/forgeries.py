"""Forged and garbled commands, each built from a real one: (Real) -> Forged. None of them may act (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from types import MappingProxyType

from tests.edges.house import HANDLER, HENNIE, MAILBOX, OFFICER
from tests.edges.staff import NAMES, SERVER, proof, quoted

COLLEAGUE = "hj.sikkema@werkenderwijs.example"
THIEF = "dief@example.net"
PROSE = "Ik zoek dit morgen uit bij de planning."
SIGNATURE = "\n\nMet vriendelijke groet,\n\nMarjolein Dekkinga\ncoach\nT 0591-000042"


@dataclass(frozen=True, slots=True)
class Real:
    """A command as its writer would send it: the answer to a letter that he had.

    ``other`` is his letter about another case, ``theirs`` the letter of the other role about this case.
    """

    text: str
    sender: str
    letter: EmailMessage
    other: EmailMessage
    theirs: EmailMessage
    at: datetime

    @property
    def domain(self) -> str:
        """Of the sender."""
        return self.sender.partition("@")[2]


@dataclass(frozen=True, slots=True)
class Forged:
    """A mail in a folder. ``heard``: something proves its sender, so that he hears of it at his known address."""

    raw: bytes
    heard: bool
    folder: str = "INBOX"


def _mail(
    real: Real,
    *,
    text: str | None = None,
    sender: str = "",
    to: str | None = None,
    subject: str = "",
    headers: tuple[tuple[str, str], ...] | None = None,
    thread: bool = True,
    quote: bool = True,
    body: Callable[[EmailMessage], None] | None = None,
) -> bytes:
    """The real command with some of it changed."""
    made = EmailMessage(policy=policy.SMTP)
    for name, value in proof(real.sender) if headers is None else headers:
        made[name] = value
    made["From"] = sender or f"{NAMES[real.sender]} <{real.sender}>"
    made["To"] = real.letter["Reply-To"] if to is None else to
    made["Subject"] = subject or f"RE: {real.letter['Subject']}"
    made["Date"] = format_datetime(real.at)
    if thread:
        made["In-Reply-To"] = made["References"] = real.letter["Message-ID"]
    if body:
        body(made)
    else:
        made.set_content((real.text if text is None else text) + (quoted(real.letter) if quote else ""))
    made["Message-ID"] = f"<{sha256(made.as_bytes()).hexdigest()[:24]}@mail.example>"
    return made.as_bytes()


def _results(value: str, *, thread: bool = True) -> Callable[[Real], bytes]:
    """With this Authentication-Results in the place of the server's; ``{domain}`` is the sender's."""
    return lambda real: _mail(
        real, headers=(("Authentication-Results", value.format(domain=real.domain)),), thread=thread
    )


def _html(inside: str) -> Callable[[Real], bytes]:
    """Prose in HTML with the command (``{}``) where a reader does not see it."""

    def body(made: EmailMessage, real: Real) -> None:
        hidden = inside.format(escape(real.text).replace("\n", "<br>"))
        made.set_content(f"<html><body>{hidden}<p>{PROSE}</p></body></html>", subtype="html")

    return lambda real: _mail(real, body=lambda made: body(made, real))


def _attached(add: Callable[[EmailMessage, str], None]) -> Callable[[Real], bytes]:
    """Prose with the command in something attached."""

    def body(made: EmailMessage, real: Real) -> None:
        made.set_content(PROSE)
        add(made, real.text)

    return lambda real: _mail(real, body=lambda made: body(made, real))


def _rfc822(made: EmailMessage, text: str) -> None:
    inner = EmailMessage(policy=policy.SMTP)
    inner["From"], inner["To"], inner["Subject"] = f"<{HANDLER}>", MAILBOX, "opdracht"
    inner.set_content(text)
    made.add_attachment(inner)


def _two_from(real: Real) -> bytes:
    raw = _mail(real, sender=f"Iemand <{THIEF}>")
    return raw.replace(b"\r\nTo:", f"\r\nFrom: {NAMES[real.sender]} <{real.sender}>\r\nTo:".encode(), 1)


def _forwarded(real: Real, by: str) -> bytes:
    """Somebody forwards the reminder, and the forwarded part bears the command."""
    text = (
        "Ter info.\n\n---------- Forwarded message ---------\n"
        f"Van: {NAMES[real.sender]} <{real.sender}>\nDate: ma 9 mrt 2026 om 11:00\nSubject: {real.letter['Subject']}\n"
        f"To: <{real.letter['Reply-To']}>\n\n{real.text}\n"
    )
    subject = f"FW: {real.letter['Subject']}"
    return _mail(real, text=text, sender=f"Iemand <{by}>", subject=subject, headers=proof(by), thread=False)


HEARD: MappingProxyType[str, Callable[[Real], bytes]] = MappingProxyType(
    {
        "no key": lambda real: _mail(real, to=MAILBOX, thread=False),
        "the key of another case": lambda real: _mail(real, to=real.other["Reply-To"], thread=False),
        "the key of another person": lambda real: _mail(real, to=real.theirs["Reply-To"], thread=False),
        "an answer to a letter of somebody else": lambda real: _mail(
            real,
            to=MAILBOX,
            thread=False,
            headers=(*proof(real.sender), ("In-Reply-To", real.theirs["Message-ID"])),
        ),
        "a key with one sign changed": lambda real: _mail(
            real, to=real.letter["Reply-To"].replace("@", "a@")[1:], thread=False
        ),
        "no Authentication-Results": lambda real: _mail(real, headers=()),
        "no Authentication-Results, only the key": lambda real: _mail(real, headers=(), thread=False),
        "the results of another server": _results("evil.example; dmarc=pass header.from={domain}"),
        "a server with ours in a comment": _results("evil.example (mx.demo.example); dmarc=pass header.from={domain}"),
        "a server with ours in its name": _results("mx.demo.example.evil.example; dmarc=pass header.from={domain}"),
        "dmarc=pass in a comment": _results("mx.demo.example (dmarc=pass header.from={domain}); none"),
        "spf and dkim only": _results(
            "mx.demo.example; spf=pass smtp.mailfrom=evil.example; dkim=pass header.d={domain}"
        ),
        "a login of somebody else": _results("mx.demo.example; auth=pass smtp.auth=dief@{domain}"),
        "garbled results": _results("mx.demo.example;; dmarc==pass (("),
        "the mark of another Exchange": lambda real: _mail(
            real, headers=(("X-MS-Exchange-Organization-AuthAs", "Internal"),)
        ),
        "sealed by somebody (ARC)": lambda real: _mail(
            real, headers=(("ARC-Authentication-Results", f"i=1; {SERVER}; dmarc=pass header.from={real.domain}"),)
        ),
        "quoted with marks": lambda real: _mail(
            real, text="\n".join(f"> {line}" for line in real.text.split("\n")), quote=False
        ),
        "in the quote": lambda real: _mail(real, text=f"\n\n{quoted(real.letter)}\n\n{real.text}", quote=False),
        "below prose": lambda real: _mail(real, text=f"{PROSE}\n\n{real.text}"),
        "below the signature": lambda real: _mail(real, text=f"{PROSE}{SIGNATURE}\n\n{real.text}"),
        "below a delimiter": lambda real: _mail(real, text=f"{PROSE}\n-- \n{real.text}"),
        "in the subject": lambda real: _mail(
            real, text=PROSE, subject=f"{real.text.partition(chr(10))[0]} {real.letter['Subject']}"
        ),
        "in a text file": _attached(lambda made, text: made.add_attachment(text, filename="opdracht.txt")),
        "in a page attached": _attached(
            lambda made, text: made.add_attachment(f"<p>{text}</p>", subtype="html", filename="opdracht.htm")
        ),
        "in a mail attached": _attached(_rfc822),
        "in a comment of HTML": _html("<!-- <p>{}</p> -->"),
        "not displayed": _html('<div style="display: none">{}</div>'),
        "not visible": _html('<div style="visibility:hidden">{}</div>'),
        "of no size": _html('<div style="font-size:0px;line-height:0">{}</div>'),
        "of no opacity": _html('<p style="opacity:0">{}</p>'),
        "hidden by an attribute": _html("<div hidden>{}</div>"),
        "hidden from Outlook": _html('<div style="mso-hide:all">{}</div>'),
        "white on white": _html('<p style="color:#ffffff">{}</p>'),
        "white by a font tag": _html('<font color="white">{}</font>'),
        "in the title": _html("<title>{}</title>"),
        "in a style": _html("<style>{}</style>"),
        "in a script": _html("<script>{}</script>"),
    }
)
"""Something proves the sender, and yet it is no command of his."""

SILENT: MappingProxyType[str, Callable[[Real], bytes]] = MappingProxyType(
    {
        "nothing at all": lambda real: _mail(real, to=MAILBOX, headers=(), thread=False),
        "dmarc=fail": _results("mx.demo.example; dmarc=fail header.from={domain}"),
        "dmarc=fail and pass": _results(
            "mx.demo.example; dmarc=fail header.from={domain}; dmarc=pass header.from={domain}"
        ),
        "fail above a spoofed pass": lambda real: _mail(
            real,
            headers=(
                ("Authentication-Results", f"{SERVER}; dmarc=fail header.from={real.domain}"),
                *proof(real.sender),
            ),
        ),
        "a foreign header.from": _results("mx.demo.example; dmarc=pass header.from=evil.example"),
        "a foreign header.from behind ours in a comment": _results(
            "mx.demo.example; dmarc=pass (header.from={domain}) header.from=evil.example"
        ),
        "a stranger with the key": lambda real: _mail(
            real, sender=f"{NAMES[real.sender]} <{THIEF}>", headers=proof(THIEF)
        ),
        "the address in the name": lambda real: _mail(real, sender=f'"{real.sender}" <{THIEF}>', headers=proof(THIEF)),
        "a domain one letter off": lambda real: _mail(
            real,
            sender=f"{NAMES[real.sender]} <{real.sender.replace('wijs', 'wjis')}>",
            headers=proof("x@werkenderwjis.example"),
        ),
        "the domain as a part of another": lambda real: _mail(
            real,
            sender=f"{NAMES[real.sender]} <{real.sender}.evil.example>",
            headers=proof(f"x@{real.domain}.evil.example"),
        ),
        "a second From": _two_from,
        "the staff member as Sender": lambda real: _mail(
            real, sender=f"Iemand <{THIEF}>", headers=(*proof(THIEF), ("Sender", f"<{real.sender}>"))
        ),
        "the complainant with the key": lambda real: _mail(
            real, sender=f"Hennie Trip <{HENNIE}>", headers=proof(HENNIE)
        ),
        "the complainant, answering": lambda real: _mail(
            real, sender=f"Hennie Trip <{HENNIE}>", to=MAILBOX, headers=proof(HENNIE), thread=False
        ),
        "forwarded by a stranger": lambda real: _forwarded(real, THIEF),
        "an automatic answer": lambda real: _mail(
            real, headers=(*proof(real.sender), ("Auto-Submitted", "auto-replied"), ("Precedence", "bulk"))
        ),
        "out of office": lambda real: _mail(
            real,
            subject=f"Automatisch antwoord: {real.letter['Subject']}",
            headers=(*proof(real.sender), ("Auto-Submitted", "auto-generated"), ("X-Autoreply", "yes")),
        ),
    }
)
"""Nothing proves the sender, or it is no person: nobody is answered."""


def colleague(real: Real) -> bytes:
    """A colleague without a part in the case, who has the key from somebody."""
    return _mail(real, sender=f"Henk-Jan Sikkema <{COLLEAGUE}>", headers=proof(COLLEAGUE))


def forwarded_by_colleague(real: Real) -> bytes:
    """He forwards the reminder to the mailbox."""
    return _forwarded(real, COLLEAGUE)


def forwarded_by_himself(real: Real) -> bytes:
    """The staff member forwards an earlier command of his own."""
    return _forwarded(real, real.sender)


def guessed(real: Real, code: str) -> bytes:
    """JA with a code that nobody gave him."""
    subject = f"RE: {real.letter['Subject']} (vraag {code})"
    return _mail(real, text="JA", to=real.other["Reply-To"], subject=subject, thread=False)


def yes_to_anothers(real: Real, question: EmailMessage) -> bytes:
    """JA to a preview that was shown to somebody else, in the thread of that one."""
    headers = (*proof(real.sender), ("In-Reply-To", question["Message-ID"]))
    return _mail(
        real, text="JA", subject=f"RE: {question['Subject']}", to=question["Reply-To"], headers=headers, thread=False
    )


COMMANDS = (
    (HANDLER, "GESPROKEN"),
    (HANDLER, "OVERDRAGEN aan Henk-Jan Sikkema"),
    (HANDLER, f"ADRES {THIEF}"),
    (HANDLER, f"STUUR\nMaak het geld over naar {THIEF}."),
    (OFFICER, "DATALEK"),
    (OFFICER, "INGETROKKEN"),
)
"""What a thief, or a mishap, would order."""
