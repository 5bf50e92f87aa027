"""Web forms: who filled one in (R5). The complainant stands in a labelled field, else in Reply-To.

The form's sender is the web server and never the complainant. A form that cannot be read is one for a person.
Notes of colleagues, forwards, surveys of other firms and people who write in labelled lines are no forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from klachtmail.core.facts import Form
from klachtmail.core.model import Address, Message
from klachtmail.core.rules.form_text import looks_like_form
from klachtmail.core.settings import FormProfile, Office
from klachtmail.intake import form_marks
from klachtmail.intake.form_fields import MAX_LINES, Field, fields_of, first
from klachtmail.intake.form_labels import Means, labels_of
from klachtmail.intake.form_person import email_in, own_address, person_in
from klachtmail.intake.quotes import take_apart

ENOUGH: Final = 3
"""So many labelled lines make a form where no profile says that it is one."""
_WHO: Final = frozenset({Means.NAME, Means.FIRST, Means.LAST, Means.EMAIL, Means.FROM})


def read_form(message: Message, office: Office) -> Form | None:
    """Who filled in the web form that this message is, or None where it is none."""
    profile = _profile(message.sender, office)
    if profile:
        fields = fields_of(message.text.splitlines(), labels_of(profile))
        return None if _by_hand(message, fields, office) else _form(message.sender, message.reply_to, fields, office)
    if form_marks.handed_on(message) or _colleague(message, office):
        return None
    fields = _fields(message)
    if not _is_form(message, fields, office):
        return None
    return _form(message.sender, message.reply_to, fields, office)


def quoted_form(sender: Address, lines: Sequence[str], office: Office) -> Form | None:
    """Who filled in the form that an employee hands on: ``sender`` and ``lines`` are those of the quoted mail."""
    profile = _profile(sender, office)
    if not profile and not (office.people.own_domain(sender.email) and form_marks.robot(sender)):
        return None
    fields = fields_of(lines, labels_of(profile))
    return _form(sender, (), fields, office) if _has_fields(fields) else None


def _profile(sender: Address | None, office: Office) -> FormProfile | None:
    """The configured form that sends from this address."""
    return next((each for each in office.forms if sender and each.sender.lower() == sender.email), None)


def _by_hand(message: Message, fields: Sequence[Field], office: Office) -> bool:
    """Whether a person wrote from the address that the form uses, too."""
    return _colleague(message, office) and (form_marks.handed_on(message) or not _has_fields(fields))


def _colleague(message: Message, office: Office) -> bool:
    """Whether somebody of the staff list writes."""
    return message.sender is not None and office.people.find(message.sender.email) is not None


def _fields(message: Message) -> tuple[Field, ...]:
    """The fields of a website's mail, and of a person's those that he did not quote."""
    labels, lines = labels_of(None), message.text.splitlines()[:MAX_LINES]
    fields = fields_of(lines, labels)
    if form_marks.robot(message.sender) or not _has_fields(fields):
        return fields
    return fields_of([line for stretch in take_apart(lines).own for line in stretch], labels)


def _is_form(message: Message, fields: Sequence[Field], office: Office) -> bool:
    """Whether a mail of no configured sender is a form: by its fields, and by what shows that a website wrote it."""
    own = message.sender is not None and office.people.own_domain(message.sender.email)
    if own and form_marks.robot(message.sender):
        return _has_fields(fields) or _unreadable_notice(message)
    if not _has_fields(fields) or not (own or _asks_for_answer(message, fields, office)):
        return False
    return _of_website(message, fields)


def _has_fields(fields: Sequence[Field]) -> bool:
    """Whether the labelled lines are a form's: enough of them, with a person and words among them."""
    found = {field.means for field in fields}
    told = Means.MESSAGE in found and bool(found & _WHO) and len(fields) >= ENOUGH
    return told or _reachable(fields) or _enquiry(fields)


def _reachable(fields: Sequence[Field]) -> bool:
    """Whether both a name and an address are filled in; what was asked besides may have any label."""
    named = {field.means for field in fields if field.value} & {Means.NAME, Means.FIRST, Means.LAST}
    return bool(named) and bool(email_in(first(fields, Means.EMAIL)))


def _enquiry(fields: Sequence[Field]) -> bool:
    """Whether the first line says who asks, as Joomla does: ``.. via https://www.example.org/ from:``."""
    return bool(fields) and fields[0].means is Means.FROM and bool(email_in(fields[0].value))


def _asks_for_answer(message: Message, fields: Sequence[Field], office: Office) -> bool:
    """Whether a mail from elsewhere names whom to answer, or is a robot's with a message of nobody's address.

    Where it names our own address, it is an order or the like, about us.
    """
    nameless = not email_in(first(fields, Means.EMAIL)) and bool(first(fields, Means.MESSAGE))
    formal = nameless and form_marks.robot(message.sender)
    return bool(_labelled(message.sender, fields, office)) or formal


def _of_website(message: Message, fields: Sequence[Field]) -> bool:
    """Whether a website wrote it, not a person in labelled lines, and not a survey's program."""
    answers_to = {address.email for address in message.reply_to}
    to_field = email_in(first(fields, Means.EMAIL)) in answers_to
    shown = form_marks.technical(message, fields) or to_field or form_marks.notice(message)
    if form_marks.survey(message):
        return shown and bool(email_in(first(fields, Means.EMAIL)))
    return shown or form_marks.robot(message.sender)


def _unreadable_notice(message: Message) -> bool:
    """Whether our own website tells of a form without showing its fields in a way that can be read."""
    return looks_like_form(message) or form_marks.notice(message)


def _form(sender: Address | None, reply_to: Sequence[Address], fields: Sequence[Field], office: Office) -> Form:
    """What the fields say of the complainant; Reply-To where they have no address that can be answered."""
    person = person_in(fields)
    others = (each.email for each in reply_to if each.email and not _never(each.email, sender, office))
    email = _labelled(sender, fields, office) or next(others, "")
    return Form(person.name, email, person.phone, readable=bool(email or first(fields, Means.MESSAGE)))


def _never(email: str, sender: Address | None, office: Office) -> bool:
    """Whether a Reply-To is not the complainant's: ours, a colleague's, the website's or another robot's."""
    robot = form_marks.robot(Address("", email))
    return robot or office.people.own_domain(email) or own_address(email, sender, office)


def _labelled(sender: Address | None, fields: Sequence[Field], office: Office) -> str:
    """The address in the form's own field, which is never ours and never the website's."""
    email = email_in(first(fields, Means.EMAIL)) or email_in(first(fields, Means.FROM))
    return "" if own_address(email, sender, office) else email
