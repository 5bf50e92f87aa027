"""An answer to a letter of ours, as the mail programs of an office write it: their HTML, their signatures, their quotes."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

LETTER = (
    "Voor zaak KL-2026-0042 moet u vóór 1 december iets doen.\n\nAntwoord bijvoorbeeld:\n\nGESPROKEN\nNIET BEREIKT\nJA"
)
FROM = "WerkenderWijs klachten <kwaliteit@werkenderwijs.example>"
WHEN = "dinsdag 24 november 2026 10:00"


def _lines(text: str, tag: str, blank: str = "<br>", **attributes: str) -> str:
    """Each line in an element of its own, a blank one with ``blank`` in it."""
    given = "".join(f' {name.rstrip("_")}="{value}"' for name, value in attributes.items())
    return "".join(f"<{tag}{given}>{escape(line) or blank}</{tag}>" for line in text.split("\n"))


def _word(text: str) -> str:
    """Lines as Word writes them."""
    return _lines(text, "p", "<o:p>&nbsp;</o:p>", class_="MsoNormal")


def _mail(html: str = "", plain: str = "") -> bytes:
    """A mail with HTML, plain text, or both as alternatives."""
    mail = EmailMessage(SMTP)
    mail["From"] = "Hanna de Vries <h.devries@werkenderwijs.example>"
    mail["To"] = "kwaliteit+kl-2026-0042-mzxw6ytboi4q@werkenderwijs.example"
    mail["Subject"] = "RE: [KL-2026-0042-X7PQ] Bel de klager uiterlijk dinsdag 1 december"
    mail["Message-ID"] = "<answer@werkenderwijs.example>"
    mail["In-Reply-To"] = "<letter@werkenderwijs.example>"
    if plain:
        mail.set_content(plain)
    if html and plain:
        mail.add_alternative(html, subtype="html")
    elif html:
        mail.set_content(html, subtype="html")
    return mail.as_bytes()


def _head(bold: str) -> str:
    rows = (("Van", FROM), ("Verzonden", WHEN), ("Aan", "Hanna de Vries"), ("Onderwerp", "[KL-2026-0042-X7PQ] Bel"))
    return "<br>".join(f"<{bold}>{name}:</{bold}> {escape(value)}" for name, value in rows)


def outlook_for_windows(text: str) -> bytes:
    """Word's HTML, with a signature and a disclaimer."""
    signature = (
        '<p class="MsoNormal">Met vriendelijke groet,<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
        '<p class="MsoNormal"><b><span style="color:#1F497D">Hanna de Vries</span></b><o:p></o:p></p>'
        '<p class="MsoNormal">Coach | WerkenderWijs<o:p></o:p></p><p class="MsoNormal">T 0599-000001<o:p></o:p></p>'
        '<p class="MsoNormal">Dit bericht is uitsluitend bestemd voor de geadresseerde.<o:p></o:p></p>'
    )
    return _mail(
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0cm}</style></head>'
        f'<body lang="NL"><div class="WordSection1">{_word(text)}'
        f'<p class="MsoNormal"><o:p>&nbsp;</o:p></p>{signature}'
        f'<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">{_head("b")}</p></div>'
        f"{_word(LETTER)}</div></body></html>"
    )


def outlook_on_the_web(text: str) -> bytes:
    """The new Outlook, without a signature."""
    return _mail(
        f'<html><body dir="ltr">{_lines(text, "div", class_="elementToProof")}<div id="appendonsend"></div>'
        f'<hr tabindex="-1" style="display:inline-block; width:98%"><div id="divRplyFwdMsg">{_head("b")}</div>'
        f"{_lines(LETTER, 'div')}</body></html>"
    )


def outlook_for_ios(text: str) -> bytes:
    """With its own advertisement."""
    return _mail(
        f'<html><body>{_lines(text, "div", dir="ltr")}<div id="ms-outlook-mobile-signature"><div>Download '
        '<a href="https://aka.ms/o0ukef">Outlook voor iOS</a></div></div><hr><div id="divRplyFwdMsg">'
        f"{_head('b')}</div>{_lines(LETTER, 'div')}</body></html>"
    )


def outlook_for_android(text: str) -> bytes:
    """In plain text, as its server makes it."""
    return _mail(
        plain=f"{text}\n\nOutlook voor Android<https://aka.ms/AAb9ysg> downloaden\n________________________________\n"
        f"From: {FROM}\nSent: Tuesday, November 24, 2026 10:00:00 AM\nTo: Hanna de Vries\nSubject: [KL-2026-0042-X7PQ]\n\n"
        f"{LETTER}\n"
    )


def outlook_in_plain_text(text: str) -> bytes:
    """Wrapped at 76 signs, with the old divider."""
    wrapped = "\n".join("\n".join(textwrap.wrap(line, 76)) for line in text.split("\n"))
    return _mail(
        plain=f"{wrapped}\n\nHanna de Vries\n\n-----Oorspronkelijk bericht-----\nVan: {FROM}\nVerzonden: {WHEN}\n"
        f"Aan: Hanna de Vries\nOnderwerp: [KL-2026-0042-X7PQ]\n\n{LETTER}\n"
    )


def gmail(text: str) -> bytes:
    """Both texts, with its introduction on two lines."""
    quote = "\n".join(f"> {line}" for line in LETTER.split("\n"))
    return _mail(
        f'<div dir="ltr">{_lines(text, "div")}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" '
        f'class="gmail_attr">Op di 24 nov 2026 om 10:00 schreef {escape(FROM)}:<br></div><blockquote class="gmail_quote">'
        f"{_lines(LETTER, 'div')}</blockquote></div>",
        f"{text}\n\nOp di 24 nov 2026 om 10:00 schreef WerkenderWijs klachten <\nkwaliteit@werkenderwijs.example>:\n\n{quote}\n",
    )


def iphone(text: str) -> bytes:
    """Both texts, with its footer."""
    quote = "\n".join(f"> {line}" for line in ("", *LETTER.split("\n")))
    return _mail(
        f'<html><body dir="auto">{_lines(text, "div")}<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">'
        'Verstuurd vanaf mijn iPhone</div><div dir="ltr"><br><blockquote type="cite">Op 24 nov 2026 om 10:00 heeft '
        f'{escape(FROM)} het volgende geschreven:<br><br></blockquote></div><blockquote type="cite">'
        f"{_lines(LETTER, 'div')}</blockquote></body></html>",
        f"{text}\n\nVerstuurd vanaf mijn iPhone\n\n> Op 24 nov 2026 om 10:00 heeft {FROM} het volgende geschreven:\n> {quote}\n",
    )


def samsung(text: str) -> bytes:
    """HTML with its footer and its divider."""
    return _mail(
        f'<html><body>{_lines(text, "div", dir="auto")}<div><br></div><div id="composer_signature"><div dir="auto">'
        'Verzonden vanaf mijn Galaxy</div></div><div><br></div><div style="font-size:100%;color:#000000">'
        f"<div>-------- Oorspronkelijk bericht --------</div><div>Van: {escape(FROM)} </div><div>Datum: 24-11-2026 10:00 "
        f"(GMT+01:00) </div><div>Aan: h.devries@werkenderwijs.example </div><div>Onderwerp: [KL-2026-0042-X7PQ] </div></div>"
        f"{_lines(LETTER, 'div')}</body></html>"
    )


PROGRAMS: dict[str, Callable[[str], bytes]] = {
    "Outlook for Windows": outlook_for_windows,
    "Outlook on the web": outlook_on_the_web,
    "Outlook for iOS": outlook_for_ios,
    "Outlook for Android": outlook_for_android,
    "Outlook in plain text": outlook_in_plain_text,
    "Gmail": gmail,
    "iPhone": iphone,
    "Samsung": samsung,
}
