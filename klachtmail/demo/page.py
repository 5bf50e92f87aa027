"""The rehearsal's page: every letter as its receiver saw it, in one HTML file without scripts."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape

from klachtmail.demo.stamps import Delivered

_HEAD = """<!doctype html><html lang="nl"><meta charset="utf-8"><title>klachtmail: de repetitie</title>
<meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}
iframe{width:100%;height:32rem;border:1px solid #999}td{padding:0 1rem 0 0}</style>
<h1>Wie wat kreeg, en wanneer</h1>"""


def page(letters: list[Delivered], cases: list[dict[str, object]]) -> str:
    """The page: the cases as a table, then the letters in the order in which they went out."""
    rows = "".join(
        f"<tr><td>{escape(str(case['number']))}<td>{escape(str(case['track']))}<td>{escape(str(case['state']))}"
        for case in cases
    )
    return f"{_HEAD}<table>{rows}</table>" + "".join(map(_letter, letters))


def _letter(letter: Delivered) -> str:
    mail = message_from_bytes(letter.raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(("html", "plain"))
    shown = body.get_content() if body else ""
    return (
        f"<h2>{escape(str(mail['Subject']))}</h2><p>{escape(str(mail['Date']))}, aan "
        f'{escape(letter.rcpt_to[0])}</p><iframe sandbox srcdoc="{escape(shown)}"></iframe>'
    )
