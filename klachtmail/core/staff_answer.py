"""The program's answer to a mail of staff: what was done, what is next and by when, how to undo it (DESIGN 5)."""

from __future__ import annotations

from dataclasses import dataclass

from klachtmail.core import answer_links, letter_acts, links, people
from klachtmail.core.commands import Command, Keyword
from klachtmail.core.desk import Matter
from klachtmail.core.effects.bench import Block, Effect
from klachtmail.core.effects.overview import listed, next_lines
from klachtmail.core.keys import NO_CASE
from klachtmail.core.model import Case, Duty, DutyKind, Letter
from klachtmail.core.settings import Person
from klachtmail.core.words import weekday_words


@dataclass(frozen=True, slots=True)
class Reply:
    """What an answer says.

    ``question`` is the one-time code of what it asks, ``shown`` the key of the letter that it shows, ``words`` the
    writer's own text, ``propose`` the command that ``JA`` does and ``does`` what that is. ``effect`` is what was
    done, ``others`` the keywords of his mail that were not carried out. ``own``: it holds nothing but his
    own words and the number, so that any employee may have it. ``choices`` are commands that may have been meant.
    ``acts``: the links are those of what is due.
    """

    lead: str
    title: str = "Klopt deze brief?"
    blocks: tuple[Block, ...] = ()
    shown: str = ""
    question: str = ""
    words: str = ""
    propose: str = ""
    does: str = ""
    undo: str = ""
    effect: Effect | None = None
    others: tuple[Keyword, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    own: bool = False
    choices: tuple[Command, ...] = ()
    acts: bool = False


def letter_of(reply: Reply, key: str, person: Person, case: Case | None, matter: Matter) -> Letter:
    """The answer as a letter; somebody outside the case gets nothing of it but its number and his own words."""
    after = (reply.effect.after if reply.effect else None) or case
    inside = after is not None and person.email in people.permitted(after, matter.desk.office.people, frozenset())
    blocks = (*reply.blocks, *_words(reply), *_others(reply), *(_next(reply, matter) if inside else ()))
    context = (
        ("title", _title(reply, matter)),
        ("lead", reply.lead),
        ("blocks", blocks),
        ("shown", reply.shown or None),
        ("links", _links(reply, person, case, matter) if inside or case is None else ()),
        ("undo", reply.undo),
    )
    return Letter(
        key=key,
        template="staff-answer",
        recipient=person.address,
        case=case.number if case else "",
        context=context,
        answers=matter.message.message_id,
        own_words=reply.own or not inside,
        files=reply.files if inside else (),
    )


def _title(reply: Reply, matter: Matter) -> str:
    """The subject: what it is, of which day; the code of its question, so that the answer finds it."""
    mark = "" if reply.title.endswith("?") else ","
    title = f"{reply.title.rstrip('.')}{mark} {weekday_words(matter.desk.today)}"
    return f"{title} (vraag {reply.question})" if reply.question else title


def _words(reply: Reply) -> tuple[Block, ...]:
    """What he wrote, and the one command that it would be."""
    own = (("Uw bericht", tuple(reply.words.splitlines())),) if reply.words else ()
    if not reply.propose:
        return own
    first = reply.propose.partition("\n")[0]
    return (*own, ("Bedoelt u dit?", (f"{first}: {reply.does}", "Antwoord JA, dan wordt het gedaan.")))


def _others(reply: Reply) -> tuple[Block, ...]:
    """Keywords in the same mail that were not carried out."""
    if not reply.others:
        return ()
    names = ", ".join(one.value for one in reply.others)
    return (("Niet gedaan", (f"In uw mail stond ook {names}. Stuur dat in een eigen mail.",)),)


def _next(reply: Reply, matter: Matter) -> tuple[Block, ...]:
    """What is next in the case, and by when, after what was done."""
    if reply.effect is None or matter.file.dossier is None:
        return ()
    return (("Nu te doen", listed(next_lines(duties_after(reply.effect, matter), matter.desk))),)


def duties_after(effect: Effect, matter: Matter) -> tuple[Duty, ...]:
    """The case's duties once the effect is recorded."""
    assert matter.file.dossier is not None, "checked by the caller"
    sent = [letter_acts.met_by(template, "") + letter_acts.ended_by(template, "") for template in _sent(effect)]
    over = {met.kind for met in (*effect.met(""), *effect.ended(""), *(met for mets in sent for met in mets))}
    kept = tuple(one for one in matter.file.dossier.standing.duties if not one.open or one.kind not in over)
    return (*kept, *effect.opens)


def _sent(effect: Effect) -> tuple[str, ...]:
    """The letters that are on their way by it: what they meet is as good as done."""
    return (effect.sends, *(letter.template for letter in effect.letters))


def _links(reply: Reply, person: Person, case: Case | None, matter: Matter) -> tuple[links.Link, ...]:
    """JA and NEE where something is asked; else the next duty's act."""
    entry = matter.file.entry
    number = case.number if case else entry.number if entry else NO_CASE
    address = matter.desk.reply_to(number, person.email)
    token = f"[{case.token}]" if case else number
    if reply.choices and case:
        return links.for_commands(reply.choices, address, case.token)
    if reply.question:
        subject = f"{token} (vraag {reply.question})"
        return answer_links.yes_or_no(address, subject, note=bool(reply.words))
    if case is None or not (reply.effect or reply.acts):
        return answer_links.write(address, token) if reply.words else ()
    owed = sorted(
        (one for one in duties_after(reply.effect or Effect(""), matter) if _act(one)), key=lambda one: one.deadline
    )
    return links.for_duties((one.kind for one in owed), address, case.token)


def _act(duty: Duty) -> bool:
    return duty.open and duty.kind is not DutyKind.ERASE
