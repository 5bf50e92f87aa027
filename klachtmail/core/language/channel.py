"""How a text came: from whom and by which channel, told by the sender's address and the looks of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from klachtmail.core.model import Address

# "noreply", "voicemail", "website", "calendar-noreply": nobody's own address
_MACHINE = re.compile(r"^(?:melding|voicemail|website|wordpress|form|notif|mailer|calendar|alert)|no-?reply")
# such as "Nieuw bericht via contactformulier" and "form_submit contact_footer"
_FORM = re.compile(r"formulier|inzending|contact_|form_|webform|\bform\b", re.IGNORECASE)
# such as "Nieuwe inzending, Klachtenformulier"
_COMPLAINT_FORM = re.compile(r"klacht\w*formulier|formulier \W?klacht|complaint form", re.IGNORECASE)
# such as "Nieuwe respons" and "een review achtergelaten"
_SURVEY = re.compile(
    r"enquête|nieuwe respons|respondent|tevredenheidsm|tevredenheidso|survey|nieuwe review|review achtergelaten",
    re.IGNORECASE,
)
# such as "k.dehaas@uwv.example"
_OFFICIAL = re.compile(r"uwv|gemeente|advoca|arbo|rechtsbijstand|vakbond")
HEAD = 300


@dataclass(frozen=True, slots=True)
class Sending:
    """``own`` is the organisation's own domain, ``machine`` no person's address, ``official`` an institution's."""

    own: bool
    machine: bool
    official: bool
    form: bool
    complaint_form: bool
    survey: bool


def sending(sender: Address | None, subject: str, text: str, own_domains: tuple[str, ...]) -> Sending:
    """How a text came; without a sender nothing is known of him."""
    email = sender.email if sender else ""
    own = email.rpartition("@")[2] in own_domains
    machine = bool(_MACHINE.search(email.partition("@")[0]))
    head = f"{subject}\n{text[:HEAD]}"
    form = bool(_FORM.search(head)) and (machine or own)
    return Sending(
        own=own,
        machine=machine,
        official=bool(_OFFICIAL.search(email)),
        form=form,
        complaint_form=form and bool(_COMPLAINT_FORM.search(head)),
        survey=not own and bool(_SURVEY.search(head)),
    )
