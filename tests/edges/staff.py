"""Staff at their mail programs: answers to letters of klachtmail, as Outlook, phones and webmail write them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from urllib.parse import unquote

from klachtmail.core.model import DutyKind
from tests.edges.house import HANDLER, OFFICER, House, mail

SERVER = "mx.demo.example"
NAMES = {
    HANDLER: "Marjolein Dekkinga",
    OFFICER: "Ineke Wubs",
    "directie@werkenderwijs.example": "Directie",
    "dpo@privacykantoor.example": "DPO",
    "hj.sikkema@werkenderwijs.example": "Henk-Jan Sikkema",
}
LINK = re.compile(r'href="mailto:([^"?]+)\?subject=([^"&]*)(?:&amp;|&)body=([^"]*)"')
"""A link of a letter in HTML."""


def plain(letter: EmailMessage) -> str:
    """The text of a letter as its receiver reads it."""
    return letter.get_body(("plain",)).get_content()


def proof(sender: str) -> tuple[tuple[str, str], ...]:
    """What the trusted server writes above a mail whose origin it has proved."""
    domain = sender.partition("@")[2]
    return (("Authentication-Results", f"{SERVER}; dmarc=pass header.from={domain}"),)


def quoted(letter: EmailMessage) -> str:
    """The answered letter below the answer, as Outlook in Dutch quotes it."""
    return (
        f"\n\n________________________________\nVan: WerkenderWijs klachten <{letter['From']}>\n"
        f"Verzonden: maandag 9 maart 2026 10:00\nAan: {letter['To']}\nOnderwerp: {letter['Subject']}\n\n{plain(letter)}"
    )


def reply(
    letter: EmailMessage,
    text: str,
    *,
    sender: str,
    at: datetime,
    headers: tuple[tuple[str, str], ...] | None = None,
    to: str | None = None,
    threaded: bool = True,
) -> bytes:
    """The answer of somebody to a letter; ``threaded`` says that his program kept In-Reply-To."""
    proofs = proof(sender) if headers is None else headers
    thread = (("In-Reply-To", letter["Message-ID"]), ("References", letter["Message-ID"])) if threaded else ()
    return mail(
        text + quoted(letter),
        sender=f"{NAMES.get(sender, 'Iemand')} <{sender}>",
        to=to or letter["Reply-To"],
        subject=f"RE: {letter['Subject']}",
        at=at,
        headers=(*proofs, *thread),
    )


def answer(
    home: House, text: str, *, sender: str = HANDLER, letter: EmailMessage | None = None, **how: object
) -> EmailMessage:
    """Somebody answers his latest letter (or this one); what he hears within the pass."""
    home.now += timedelta(minutes=1)
    before = home.everything(sender)
    home.append(reply(letter or home.letters(sender)[-1], text, sender=sender, at=home.now, **how))  # type: ignore[arg-type]
    home.once()
    after = home.everything(sender)
    assert len(after) > len(before), f"{sender} hears nothing of: {text}"
    return after[-1]


def links(letter: EmailMessage) -> list[tuple[str, str, str]]:
    """The links of a letter: address, subject and body of the mail that a click opens."""
    html = letter.get_body(("html",)).get_content()
    return [(unquote(to), unquote(subject), unquote(body)) for to, subject, body in LINK.findall(html)]


def click(home: House, letter: EmailMessage, body: str, *, sender: str) -> EmailMessage:
    """Somebody clicks the link whose text begins so, and sends the mail that opens: a new mail, nothing quoted."""
    to, subject, words = next(link for link in links(letter) if link[2].startswith(body))
    home.now += timedelta(minutes=1)
    before = home.everything(sender)
    made = mail(words, sender=f"{NAMES[sender]} <{sender}>", to=to, subject=subject, at=home.now, headers=proof(sender))
    home.append(made)
    home.once()
    after = home.everything(sender)
    assert len(after) > len(before), f"{sender} hears nothing of {words}"
    return after[-1]


def duty(case: dict, kind: DutyKind | str) -> dict:
    """The latest duty of a kind in a case."""
    return [one for one in case["duties"] if one["kind"] == str(kind)][-1]
