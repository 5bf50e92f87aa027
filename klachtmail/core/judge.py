# ruff: noqa: ARG001 - every rule takes the same three arguments, so that the order is one table
"""What is this message? ``VERDICTS`` is the policy: the first rule that answers wins.

A rule only looks: message, facts and office in, verdict or None out. The order between two rules is a
decision of its own, e.g. an automatic answer stays one though it bears a case's token.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from klachtmail.core.facts import Facts
from klachtmail.core.model import Flag, Kind, Label, Message, Role, Route, Score, Verdict
from klachtmail.core.rules import automatic, bounces, secure_mail, staff, threading
from klachtmail.core.rules.first_contact import score, score_text
from klachtmail.core.rules.look_alike import looks_like_staff
from klachtmail.core.rules.unread import unread
from klachtmail.core.settings import Office

Rule = Callable[[Message, Facts, Office], Verdict | None]


def judge(message: Message, facts: Facts, office: Office) -> Verdict:
    """The verdict on a message; always one, with at least one reason."""
    verdicts = (rule(message, facts, office) for rule in VERDICTS)
    verdict = next(verdict for verdict in verdicts if verdict is not None)
    if verdict.label and looks_like_staff(message.sender, office):
        return replace(verdict, flags=verdict.flags | {Flag.LOOK_ALIKE})
    return verdict


def own_letter(message: Message, facts: Facts, office: Office) -> Verdict | None:
    """A letter of ours that comes back, known by its Message-ID and never by its From."""
    if not facts.own:
        return None
    return _machine(Kind.OWN, Route.OWN_LETTER, ("Message-ID van een eigen brief",))


def delivery_report(message: Message, facts: Facts, office: Office) -> Verdict | None:
    """A delivery report; it tells of the letter that it returns (RFC 3464)."""
    report = bounces.delivery_report(message)
    if report is None:
        return None
    return _filed(_machine(Kind.BOUNCE, Route.DELIVERY_REPORT, report.reasons), facts)


def read_receipt(message: Message, facts: Facts, office: Office) -> Verdict | None:
    """A read receipt (RFC 8098) is noted and nothing more."""
    reasons = automatic.read_receipt(message)
    return _filed(_machine(Kind.RECEIPT, Route.READ_RECEIPT, reasons), facts) if reasons else None


def automatic_answer(message: Message, facts: Facts, office: Office) -> Verdict | None:
    """A certain automatic answer changes nothing; a suspect one goes on, and a person looks."""
    found = automatic.automatic(message)
    if found is None or not found.certain:
        return None
    if not found.told and _handed_on(message, found, _new_words(message, office)):
        return None
    return _filed(_machine(Kind.AUTOREPLY, Route.AUTOMATIC, found.reasons), facts)


def letter_by_hand(message: Message, facts: Facts, office: Office) -> Verdict | None:
    """A person's own mail to a participant: filed in the case, never a command."""
    if facts.form or not staff.by_hand(message, facts, office):
        return None
    known = staff.written_to(message, facts) or staff.staff_case(facts)
    reason = "door een mens verstuurd" + (" aan een deelnemer van de zaak" if known else "")
    return _human(Route.BY_HAND, message, office, (reason,), case=known.case.number if known else "")


def staff_answer(message: Message, facts: Facts, office: Office) -> Verdict | None:
    """Mail of staff about a case; with dmarc=fail it is somebody else's until a person has looked."""
    if facts.form or not staff.from_staff(message, office) or not threading.candidates(facts):
        return None
    if facts.registration is not None and facts.registration.ordered:
        return None
    known = staff.staff_case(facts)
    if facts.origin.dmarc == "fail" or known is None:
        return _unproved(message, facts, office)
    flags = frozenset() if facts.origin.proved else frozenset({Flag.UNPROVED_STAFF})
    reasons = ("medewerker over een zaak",)
    return _human(Route.STAFF, message, office, reasons, case=known.case.number, flags=flags)


def staff_order(message: Message, facts: Facts, office: Office) -> Verdict | None:
    """Mail of staff about an entry, a command about no case, or an answer to digest or list."""
    if facts.form or not staff.from_staff(message, office) or office.people.find(_email(message)) is None:
        return None
    answers = any(not letter.case and letter.recipient == _email(message) for letter in facts.letters)
    if not (facts.entries or answers or staff.orders(message.new_text, facts)):
        return None
    entry = facts.entries[0] if len(facts.entries) == 1 else ""
    verdict = _human(Route.STAFF, message, office, ("medewerker over een bericht of in het algemeen",))
    return replace(verdict, entry=entry)


def _email(message: Message) -> str:
    return message.sender.email if message.sender else ""


def registration(message: Message, facts: Facts, office: Office) -> Verdict | None:
    """Mail of the own domain without a case: a complaint that an employee hands on (R10, R12)."""
    if facts.form or not staff.from_staff(message, office):
        return None
    words = _suspected(_whole(score(message, office), message), message)
    if facts.registration is not None and facts.registration.ordered:
        words = _ordered(words)
    flags = words.flags if facts.origin.proved else words.flags | {Flag.UNPROVED_STAFF}
    return _of(Route.REGISTRATION, replace(words, flags=flags), ("van het eigen domein",))


def _ordered(words: Score) -> Score:
    """An employee says that it is a complaint; the words only tell whether it is about personal data (R12)."""
    label = Label.PRIVACY if words.label is Label.PRIVACY else Label.SERVICE
    return replace(words, label=label, sure=True, reasons=("NIEUW van een medewerker", *words.reasons))


def reply(message: Message, facts: Facts, office: Office) -> Verdict | None:
    """A participant's message, proved to belong to a case; its new text is scored for flags (DESIGN 4)."""
    thread = threading.thread(message, facts)
    if thread is None or facts.origin.dmarc == "fail":
        return None
    flags = thread.flags if thread.case.case.running else thread.flags | {Flag.REOPEN}
    number = thread.case.case.number
    return _human(Route.REPLY, message, office, (thread.proof,), case=number, flags=flags)


def token_without_proof(message: Message, facts: Facts, office: Office) -> Verdict | None:
    """A case is named or answered, but nothing proves that the sender belongs to it: a person decides."""
    if not (threading.candidates(facts) or facts.unknown_token):
        return None
    return _unproved(message, facts, office)


def known_complainant(message: Message, facts: Facts, office: Office) -> Verdict | None:
    """Somebody with a running case writes without its token: to be joined, no second acknowledgement."""
    if not facts.of_sender or facts.role is Role.JUNK:
        return None
    quoted = [known for known in facts.of_sender if known in facts.quoted]
    number = (quoted or list(facts.of_sender))[0].case.number
    flags = _doubts(message, facts)
    return _human(Route.KNOWN_COMPLAINANT, message, office, ("heeft een lopende zaak",), proposed=number, flags=flags)


def listed(message: Message, facts: Facts, office: Office) -> Verdict | None:
    """Lists and newsletters are listed for a person and never answered."""
    reasons = automatic.list_mail(message)
    return _machine(Kind.LIST, Route.LISTED, reasons) if reasons else None


def secure_notice(message: Message, facts: Facts, office: Office) -> Verdict | None:
    """A message waits behind a login: it may be a complaint, and only a person can open it (R1)."""
    reasons = None if facts.form else secure_mail.notice(message)
    if reasons is None:
        return None
    words = score(message, office)
    words = replace(words, sure=False, flags=words.flags | {Flag.NO_EMAIL})
    return _of(Route.SECURE_NOTICE, words, reasons)


def too_large(message: Message, facts: Facts, office: Office) -> Verdict | None:
    """A mail of which only the head was fetched: a person reads it in the mailbox, where it stays."""
    if message.complete:
        return None
    return _machine(Kind.UNREADABLE, Route.UNREADABLE, ("te groot om in te lezen; het staat in de mailbox",))


def first_contact(message: Message, facts: Facts, office: Office) -> Verdict:
    """Somebody writes for the first time: a complaint, a privacy complaint, or neither (R1, R25)."""
    words = score(message, office)
    words = _suspected(words if facts.role is Role.JUNK else _whole(words, message), message)
    flags = words.flags | _doubts(message, facts)
    return _of(Route.FIRST_CONTACT, replace(words, flags=flags), ())


VERDICTS: tuple[Rule, ...] = (
    own_letter,
    delivery_report,
    read_receipt,
    automatic_answer,
    letter_by_hand,
    staff_answer,
    staff_order,
    registration,
    reply,
    token_without_proof,
    known_complainant,
    listed,
    too_large,
    secure_notice,
    first_contact,
)


def _doubts(message: Message, facts: Facts) -> frozenset[Flag]:
    """What keeps a letter from going out by itself."""
    found = set()
    if facts.origin.dmarc == "fail":
        found.add(Flag.DMARC_FAILED)
    if _foreign_reply_to(message) and not facts.form:
        found.add(Flag.FOREIGN_REPLY_TO)
    if message.sender is None or not message.sender.email:
        found.add(Flag.NO_EMAIL)
    if facts.form and not facts.form.readable:
        found.add(Flag.FORM_UNREADABLE)
    return frozenset(found)


def _foreign_reply_to(message: Message) -> bool:
    sender = message.sender
    return any(sender is None or person.email != sender.email for person in message.reply_to)


def _whole(words: Score, message: Message) -> Score:
    """What was not read may be a complaint: such a mail is never surely something else (R1)."""
    missed = unread(message)
    if not missed or words.label is not Label.OTHER:
        return words
    return replace(words, sure=False, reasons=(*words.reasons, *missed))


def _suspected(words: Score, message: Message) -> Score:
    """A suspect automatic answer keeps its label but is never sure: a person looks the same day."""
    found = automatic.automatic(message)
    if found is None or (found.certain and found.told):
        return words
    flags = words.flags if _handed_on(message, found, words) else words.flags | {Flag.SUSPECT_MACHINE}
    return replace(words, sure=False, reasons=(*found.reasons, *words.reasons), flags=flags)


def _handed_on(message: Message, found: automatic.Automatic, words: Score) -> bool:
    """Whether only the headers are a machine's: a program handed on what a person wrote (PEERS 15).

    Surely a complaint; or no more shows than an envelope without sender, and it answers nothing: a web form's.
    """
    if found.told:
        return False
    complaint = words.sure and words.label is not Label.OTHER
    return complaint or (found.bare and not message.thread_ids)


def _machine(kind: Kind, route: Route, reasons: tuple[str, ...]) -> Verdict:
    return Verdict(kind, route, None, sure=True, score=1.0, reasons=reasons)


def _filed(verdict: Verdict, facts: Facts) -> Verdict:
    """Machine mail with the case and the letter that it is about, where that can be seen."""
    letter = facts.reported or next(iter(facts.letters), None)
    known = next(iter((*facts.tokens, *facts.answered)), None)
    case = letter.case if letter else known.case.number if known else ""
    return replace(verdict, case=case, letter=letter.message_id if letter else "")


def _human(
    route: Route,
    message: Message,
    office: Office,
    reasons: tuple[str, ...],
    *,
    case: str = "",
    proposed: str = "",
    flags: frozenset[Flag] = frozenset(),
) -> Verdict:
    """A person's message in or about a case: the new words give label and flags, never an act."""
    words = _suspected(_new_words(message, office), message)
    verdict = _of(route, replace(words, flags=words.flags | flags), reasons)
    return replace(verdict, case=case, proposed=proposed)


def _new_words(message: Message, office: Office) -> Score:
    """What somebody newly wrote is about."""
    return score_text(message.subject, message.new_text, message.sender, office)


def _of(route: Route, words: Score, reasons: tuple[str, ...]) -> Verdict:
    kind = Kind.AUTOREPLY if Flag.SUSPECT_MACHINE in words.flags else Kind.HUMAN
    everything = (*reasons, *words.reasons)
    return Verdict(kind, route, words.label, words.sure, words.score, everything, words.flags)


def _unproved(message: Message, facts: Facts, office: Office) -> Verdict:
    """A message that names or answers a case without proof; the case is proposed where there is one."""
    numbers = threading.candidates(facts)
    reason = "geen bewijs dat de afzender bij de zaak hoort" if numbers else "onbekend zaaknummer"
    flags = _doubts(message, facts)  # where it waits in vain, they keep the letter from going out (DESIGN 2.6)
    if staff.from_staff(message, office):
        flags |= {Flag.UNPROVED_STAFF}
    number = numbers[0] if numbers else ""
    return _human(Route.UNPROVED, message, office, (reason,), proposed=number, flags=flags)


def may_complain(verdict: Verdict) -> bool:
    """Whether a message may be a complaint: anything that is not surely something else (R1, R9)."""
    return verdict.label in {Label.SERVICE, Label.PRIVACY} or not verdict.sure
