"""How mail programs write the answer to a letter: (Written) -> the mail's bytes. Invented texts, true markup."""

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

from tests.edges.staff import NAMES, plain, proof

DISCLAIMER = (
    "Dit bericht is alleen bestemd voor de geadresseerde en kan vertrouwelijk zijn. Bent u niet de geadresseerde, laat "
    "het ons dan weten en verwijder dit bericht. Aan dit bericht kunnen geen rechten worden ontleend."
)
_TYPED = str.maketrans({"'": "\u2019", '"': "\u201d", "-": "\u2011", " ": " "})


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody types above the letter that he answers."""

    text: str
    letter: EmailMessage
    sender: str
    at: datetime

    @property
    def name(self) -> str:
        """Of the writer."""
        return NAMES[self.sender]

    @property
    def lines(self) -> list[str]:
        """What he types, line by line, as HTML."""
        return [escape(line) for line in self.text.split("\n")]

    @property
    def quoted(self) -> list[str]:
        """The answered letter, line by line, as HTML."""
        return [escape(line) for line in plain(self.letter).splitlines()]

    @property
    def ours(self) -> str:
        """The address that the answered letter came from."""
        return str(self.letter["From"]).rpartition("<")[2].rstrip(">")


def outlook(one: Written) -> bytes:
    """Outlook for Windows in Dutch: Word's HTML, autocorrected, with signature and disclaimer."""
    body = "".join(_mso(line.translate(_TYPED) or "&nbsp;") for line in one.lines)
    signature = "".join(map(_mso, ("&nbsp;", "Met vriendelijke groet,", "&nbsp;", f"<b>{one.name}</b>", "coach")))
    head = (
        "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>"
        f"<b>Van:</b> WerkenderWijs klachten &lt;{one.ours}&gt; <br><b>Verzonden:</b> maandag 9 maart 2026 10:00<br>"
        f"<b>Aan:</b> {one.name} &lt;{one.sender}&gt;<br><b>Onderwerp:</b> {escape(str(one.letter['Subject']))}<o:p></o:p>"
        "</p></div></div>"
    )
    small = f"<p class=MsoNormal><span style='font-size:8.0pt;color:gray'>{DISCLAIMER}<o:p></o:p></span></p>"
    html = (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
        "<meta http-equiv=Content-Type content='text/html; charset=utf-8'><style><!--\n"
        'p.MsoNormal {margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif;}\n--></style></head>'
        f"<body lang=NL link='#0563C1' style='word-wrap:break-word'><div class=WordSection1>{body}{signature}{small}{head}"
        f"{''.join(map(_mso, one.quoted))}</div></body></html>"
    )
    return _made(one, html=html)


def _mso(line: str) -> str:
    return f"<p class=MsoNormal><span style='mso-fareast-language:EN-US'>{line}<o:p></o:p></span></p>"


def outlook_web(one: Written) -> bytes:
    """Outlook on the web and the new Outlook: divRplyFwdMsg."""
    style = 'style="font-family: Aptos, Calibri, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);"'
    body = "".join(f'<div class="elementToProof" {style}>{line or "<br>"}</div>' for line in one.lines)
    return _made(one, html=f'<html><body dir="ltr">{body}{_signature(one)}{_reply_head(one)}</body></html>')


def outlook_mobile(one: Written) -> bytes:
    """Outlook for iOS."""
    body = "".join(f'<div dir="ltr">{line or "<br>"}</div>' for line in one.lines)
    link = '<div id="ms-outlook-mobile-signature"><div><br></div>Outlook voor <a href="https://aka.ms/o">iOS</a> downloaden</div>'
    return _made(one, html=f"<html><body>{body}{link}{_reply_head(one)}</body></html>")


def _signature(one: Written) -> str:
    return (
        f'<div id="Signature"><p>Met vriendelijke groet,</p><p>{one.name}</p><p>WerkenderWijs | 0591-000042</p></div>'
    )


def _reply_head(one: Written) -> str:
    return (
        '<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" '
        f'dir="ltr"><font face="Calibri, sans-serif" color="#000000"><b>Van:</b> WerkenderWijs klachten &lt;{one.ours}&gt;'
        f"<br><b>Verzonden:</b> maandag 9 maart 2026 10:00<br><b>Aan:</b> {one.name} &lt;{one.sender}&gt;<br><b>Onderwerp:"
        f"</b> {escape(str(one.letter['Subject']))}</font><div>&nbsp;</div></div><div>{'<br>'.join(one.quoted)}</div>"
    )


def gmail(one: Written) -> bytes:
    """Gmail on the web: both parts."""
    intro = (
        f'Op ma 9 mrt 2026 om 10:00 schreef WerkenderWijs klachten &lt;<a href="mailto:{one.ours}">{one.ours}</a>&gt;:'
    )
    html = (
        f'<div dir="ltr">{"<br>".join(one.lines)}</div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{intro}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px '
        f'0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">{"<br>".join(one.quoted)}</blockquote></div>'
    )
    text = f"{one.text}\n\nOp ma 9 mrt 2026 om 10:00 schreef WerkenderWijs klachten <\n{one.ours}>:\n\n{_marked(one)}"
    return _made(one, text=text, html=html)


def iphone(one: Written) -> bytes:
    """Mail on an iPhone: both parts."""
    intro = f"Op 9 mrt 2026 om 10:00 heeft WerkenderWijs klachten <{one.ours}> het volgende geschreven:"
    html = (
        f'<html><head></head><body dir="auto">{"<br>".join(one.lines)}<br id="lineBreakAtBeginningOfSignature"><div '
        f'dir="ltr">Verstuurd vanaf mijn iPhone</div><div dir="ltr"><br><blockquote type="cite">{escape(intro)}<br><br>'
        f'</blockquote></div><blockquote type="cite"><div dir="ltr">{"<br>".join(one.quoted)}</div></blockquote></body></html>'
    )
    text = f"{one.text}\n\nVerstuurd vanaf mijn iPhone\n\n> {intro}\n> \n{_marked(one)}"
    return _made(one, text=text, html=html)


def text_only(one: Written) -> bytes:
    """Thunderbird in plain text, with a delimiter, and a disclaimer that the server adds at the very end."""
    intro = "Op 9-3-2026 om 10:00 schreef WerkenderWijs klachten:"
    text = f"{one.text}\n\n-- \n{one.name}\nWerkenderWijs\n\n{intro}\n{_marked(one)}\n\n{DISCLAIMER}"
    return _made(one, text=text)


def _marked(one: Written) -> str:
    return "\n".join(f"> {line}" for line in plain(one.letter).splitlines())


def _made(one: Written, *, text: str = "", html: str = "") -> bytes:
    made = EmailMessage(policy=policy.SMTP)
    for name, value in proof(one.sender):
        made[name] = value
    made["From"], made["To"] = f"{one.name} <{one.sender}>", one.letter["Reply-To"]
    made["Subject"], made["Date"] = f"RE: {one.letter['Subject']}", format_datetime(one.at)
    made["In-Reply-To"] = made["References"] = one.letter["Message-ID"]
    if text:
        made.set_content(text)
    if html and text:
        made.add_alternative(html, subtype="html")
    elif html:
        made.set_content(html, subtype="html")
    made["Message-ID"] = f"<{sha256(made.as_bytes()).hexdigest()[:24]}@mail.example>"
    return made.as_bytes()


PROGRAMS: MappingProxyType[str, Callable[[Written], bytes]] = MappingProxyType(
    {
        "Outlook": outlook,
        "Outlook on the web": outlook_web,
        "Outlook mobile": outlook_mobile,
        "Gmail": gmail,
        "iPhone": iphone,
        "text only": text_only,
    }
)
