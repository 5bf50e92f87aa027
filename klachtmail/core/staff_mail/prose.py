"""Words without a keyword: a corrected letter, missing lines, advice, a question, or a note with a proposal."""

from __future__ import annotations

from dataclasses import replace

from klachtmail.core import people
from klachtmail.core.commands import TABLE, Command, Keyword, Prose, Who, read, written
from klachtmail.core.corrected import own_part
from klachtmail.core.model import Asked, Challenge, Decision, Event, Letter
from klachtmail.core.staff_answer import Reply, letter_of
from klachtmail.core.staff_mail.carrying import ordered
from klachtmail.core.staff_mail.fitting import cannot
from klachtmail.core.staff_mail.talk import Talk, challenge_of, letter_to

ADVICE = "ADVIES"
"""What the quality officer's JA does with a mail of the DPO, in the place of a command."""


_MOST = 4000
"""So many characters of the DPO's words are shown; the whole mail is attached."""


def in_prose(talk: Talk, prose: Prose) -> Decision:
    """Words without a keyword: a corrected letter, missing lines, the DPO's advice, or a note with a proposal."""
    if command := _goes_on(talk, prose):
        return ordered(talk, command)
    if _advises(talk):
        return _advice(talk)
    case = talk.case
    if case is None:
        return _passed_on(talk)
    proposal = prose.proposal if prose.proposal and not cannot(talk, prose.proposal) else None
    note = Reply(
        title="Genoteerd, NIET aan de klager gestuurd",
        lead="Uw bericht is bij de zaak bewaard. Het is niet naar de klager gestuurd en er is niets veranderd.",
        words=prose.text,
        propose=written(proposal) if proposal else "",
        does=TABLE[proposal.keyword].does if proposal else "",
        question=talk.matter.numbers.question if proposal else "",
    )
    asks = (challenge_of(talk, Asked.PROPOSAL, written(proposal)),) if proposal else ()
    event = Event("note", talk.actor.email)
    return Decision("", events=(event,), asks=asks, letters=(letter_to(talk, note),))


def _goes_on(talk: Talk, prose: Prose) -> Command | None:
    """The corrected letter of a preview, or the lines that AFHANDELEN still missed."""
    challenge, dossier = talk.matter.file.challenge, talk.matter.file.dossier
    if challenge and challenge.kind is Asked.PREVIEW and prose.letter:
        before = read(challenge.command, answered=challenge.asked)
        assert isinstance(before, Command), "a challenge holds a command as it was written"
        letter = own_part(prose.letter, talk.matter.file.shown, before.letter or before.reason)
        return replace(before, letter=letter, others=())
    settling = (
        dossier is not None and dossier.case.running and any(event.kind == "settling" for event in dossier.events)
    )
    return Command(Keyword.AFHANDELEN, fields=prose.fields, letter=prose.letter) if settling and prose.fields else None


def _advises(talk: Talk) -> bool:
    """Whether this is the DPO's answer to the request for advice (R28)."""
    dossier = talk.matter.file.dossier
    only = Who.DPO in talk.actor.roles and Who.QUALITY_OFFICER not in talk.actor.roles
    return (
        only
        and dossier is not None
        and dossier.case.running
        and f"{dossier.case.number}/dpo_advice" in dossier.standing.written
    )


def _advice(talk: Talk) -> Decision:
    """The DPO's words go to the quality officer, whose JA makes them the advice."""
    matter, case = talk.matter, talk.case
    assert case is not None, "checked by the caller"
    staff = matter.desk.office.people
    first = people.quality_for(case, staff)
    thanks = Reply(
        title="Uw bericht is ontvangen",
        lead="Dank u. De kwaliteitsverantwoordelijke krijgt uw bericht.",
    )
    letters: tuple[Letter, ...] = (letter_to(talk, thanks),)
    asks: tuple[Challenge, ...] = ()
    if first is not None:
        question = Reply(
            title="Advies van de DPO",
            lead="De DPO heeft geantwoord. Is dit het advies? Antwoord JA of NEE.",
            blocks=(("De DPO schrijft", tuple(matter.message.new_text[:_MOST].splitlines())),),
            question=matter.numbers.question,
        )
        key = f"{case.number}/advice/{talk.source}"
        asks = (replace(challenge_of(talk, Asked.ADVICE, ADVICE), email=first.email, question=key),)
        made = letter_of(question, key, first, case, talk.matter)
        letters = (replace(made, attach=matter.message.sha256, attach_name="bericht.eml", answers=""), *letters)
    return Decision("", events=(Event("dpo_answered", talk.actor.email),), asks=asks, letters=letters)


def _passed_on(talk: Talk) -> Decision:
    """An answer to the digest or the list: the quality officer gets it as a question."""
    matter, first = talk.matter, talk.matter.desk.office.people.quality_officer
    if first is None or first == talk.actor.person:
        note = Reply(
            title="Genoteerd",
            lead="Uw bericht hoort niet bij een zaak. Er is niets gedaan.",
            blocks=(("", ("Wat kunt u antwoorden? Stuur HULP.",)),),
        )
        return Decision("", letters=(letter_to(talk, note),))
    passed = Letter(
        key=f"question/{talk.source}",
        template="quality_officer-passed",
        recipient=first.address,
        case="",
        context=(
            ("title", f"Vraag van {talk.actor.name}"),
            ("lead", f"{talk.actor.name} antwoordde op een overzicht."),
            ("lines", ("Het bericht zit als bijlage bij deze mail. Antwoord zelf aan de vrager.",)),
            ("links", ()),
        ),
        attach=matter.message.sha256,
        attach_name="bericht.eml",
    )
    told = Reply(title="Uw bericht is doorgestuurd", lead="De kwaliteitsverantwoordelijke krijgt uw bericht.")
    return Decision("", letters=(passed, letter_to(talk, told)))
