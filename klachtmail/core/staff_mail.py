"""A mail of staff: who wrote it, what does he want, what comes of it, and what he is told (DESIGN 5).

Nobody is hurt by replying: a command acts only where its writer is believed; what goes out is shown first; all
else is a note. Whoever is believed at all hears within the pass what became of his words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from klachtmail.core import authority, people
from klachtmail.core.commands import TABLE, Command, Keyword, Prose, Question, Who, read, written
from klachtmail.core.corrected import own_part
from klachtmail.core.desk import Matter
from klachtmail.core.effects import (
    ANYWHERE,
    ASKING,
    EFFECTS,
    ON_ENTRIES,
    ONCE_JUDGED,
    WHEN_CLOSED,
    Bench,
    Effect,
    refuse,
)
from klachtmail.core.effects.correcting import CORRECT, corrected
from klachtmail.core.effects.done_by_hand import DONE, counted, said_done
from klachtmail.core.effects.privacy import advised
from klachtmail.core.effects.undoing import COMMAND, changed
from klachtmail.core.model import Asked, Case, Challenge, Decision, DutyKind, Event, Letter, Role, State
from klachtmail.core.settings import Person
from klachtmail.core.staff_answer import Reply, letter_of
from klachtmail.core.staff_file import Actor, Level
from klachtmail.core.standing import Standing

_VOIDING = frozenset({"reply", "previewed", COMMAND})
"""What makes a preview stale: a newer one, another decision, a new message of the complainant."""

_ADVICE = "ADVIES"
"""What the quality officer's JA does with a mail of the DPO, in the place of a command."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One mail of staff and its writer."""

    matter: Matter
    actor: Actor

    @property
    def case(self) -> Case | None:
        """The case that it is about."""
        dossier = self.matter.file.dossier
        return dossier.case if dossier else None

    @property
    def source(self) -> str:
        """What makes the keys of its letters unique."""
        return self.matter.message.sha256[:16]

    @property
    def by(self) -> str:
        """How the record names this mail."""
        return self.matter.message.message_id or self.source

    def bench(self, command: Command, given: object = None) -> Bench:
        """The command on the bench; ``given`` is the day on which it was written, today by default."""
        desk = self.matter.desk
        day = given or desk.day(self.matter.facts.receipt.at)
        return Bench(command, self.actor, self.matter.file, desk, day, self.source)  # type: ignore[arg-type]


def answer(matter: Matter) -> Decision:
    """What comes of a mail of staff; it is filed in its case in any event."""
    actor = authority.actor(matter.message, matter.facts, matter.file, matter.desk.office)
    if actor is None:
        return _of_no_role(matter)
    talk = Talk(matter, actor)
    if actor.level is Level.NOTE:
        return _filed(talk, _unbelieved(talk))
    return _filed(talk, _understood(talk))


def _filed(talk: Talk, decision: Decision) -> Decision:
    """In the case's folder and record; a mail about an entry or about nothing stays where it is."""
    case = talk.case
    if case is None:
        return decision
    home = None if talk.matter.facts.role is Role.SENT else Role.PROCESSED
    note = Event("staff", talk.actor.email, (("level", talk.actor.level.value), ("reason", talk.actor.reason)))
    return replace(decision, attach_to=case.number, events=(note, *decision.events), move_to=home)


def _of_no_role(matter: Matter) -> Decision:
    """Somebody of the own domain who is not on the list: a note in the case, of which the quality officer hears.

    Where his origin is proved he hears himself that his words were kept.
    """
    dossier, sender = matter.file.dossier, matter.message.sender
    if dossier is None:
        return Decision("")
    event = Event("note", "klachtmail", (("reason", "niet op de lijst van medewerkers"),))
    letters = _told(matter, "niet op de lijst van medewerkers")
    if sender and matter.facts.origin.proved:
        stranger = Actor(Person(sender.email, sender.name), frozenset(), Level.NOTE, "niet op de lijst")
        talk = Talk(matter, stranger)
        letters = (*letters, _letter(talk, _bystander(talk)))
    return Decision("", attach_to=dossier.case.number, events=(event,), letters=letters)


def _unbelieved(talk: Talk) -> Decision:
    """A note; its writer gets no answer, for he may be somebody else. The quality officer hears of it once a day.

    Only who is named in the complaint and is proved hears that his words were kept (R34).
    """
    event = Event("note", talk.actor.email, (("reason", talk.actor.reason),))
    told = _told(talk.matter, talk.actor.reason)
    if talk.actor.reason == authority.NAMED and authority.believed(talk.actor, talk.matter.facts, talk.matter.file):
        told = (*told, _letter(talk, _bystander(talk)))
    return Decision("", events=(event,), letters=told)


def _bystander(talk: Talk) -> Reply:
    """What somebody hears who has no say in the case: his own words, and that they are kept (R33, R34)."""
    return Reply(
        title="Genoteerd, NIET aan de klager gestuurd",
        lead="Uw bericht is bewaard. Het is niet naar de klager gestuurd en er is niets veranderd.",
        blocks=(("", ("De kwaliteitsverantwoordelijke krijgt uw bericht.",)),),
        words=talk.matter.message.new_text,
    )


def _told(matter: Matter, reason: str) -> tuple[Letter, ...]:
    """The quality officer hears of a mail that was filed as a note for want of proof."""
    dossier, staff = matter.file.dossier, matter.desk.office.people
    first = people.quality_for(dossier.case, staff) if dossier else staff.quality_officer
    if first is None:
        return ()
    about = dossier.case.number if dossier else "post"
    lines = (
        f"Reden: {reason}.",
        "Er is niets gedaan en de afzender kreeg geen antwoord.",
        "Was het echt een collega? Vraag dan om opnieuw te antwoorden op de laatste mail over de zaak.",
    )
    audience = "quality_officer" if first == staff.quality_officer else "directie"
    return (
        Letter(
            key=f"{about}/unproved/{first.email}/{matter.desk.today}",
            template=f"{audience}-passed",
            recipient=first.address,
            case=dossier.case.number if dossier else "",
            context=(
                ("title", "Een mail van een medewerker zonder bewijs"),
                (
                    "lead",
                    "Er kwam een mail die van een medewerker lijkt. Dat is niet zeker: die telt als notitie.",
                ),
                ("lines", lines),
                ("links", ()),
            ),
            attach=matter.message.sha256,
            attach_name="bericht.eml",
        ),
    )


def _understood(talk: Talk) -> Decision:
    """JA and NEE answer a question; a command acts; all else is a note or asked back."""
    matter = talk.matter
    if effect := corrected(talk.bench(Command(Keyword.STATUS)), matter.message.new_text):
        return _carried_out(talk, Command(Keyword.STATUS), effect, name="verbetering")
    found = read(matter.message.new_text, answered=matter.desk.day(matter.facts.receipt.at))
    if isinstance(found, Command):
        if found.keyword in {Keyword.JA, Keyword.NEE}:
            return _yes_or_no(talk, yes=found.keyword is Keyword.JA)
        return _command(talk, found)
    if (keyword := said_done(matter.message.new_text)) and talk.case:
        return _done_elsewhere(talk, keyword)
    if isinstance(found, Question):
        return _asked_back(talk, found)
    return _prose(talk, found)


def _yes_or_no(talk: Talk, *, yes: bool) -> Decision:
    challenge = talk.matter.file.challenge
    if challenge is None:
        lead = (
            "Die vraag is niet meer open. Er is niets gedaan."
            if talk.matter.file.stale
            else "Er staat geen vraag voor u open. Er is niets gedaan."
        )
        return _replied(talk, refuse(lead, "Stuur STATUS om te zien wat er nu moet gebeuren."))
    closed = Decision("", answered=challenge.code, drop="" if yes else challenge.letter)
    if not yes:
        dropped = "De brief is niet verstuurd." if challenge.letter else "Er is niets gedaan."
        return _joined(closed, _replied(talk, Effect(dropped, undo=False)))
    if challenge.kind is Asked.PREVIEW:
        return _send(talk, challenge, closed)
    return _joined(closed, _agreed(talk, challenge))


def _send(talk: Talk, challenge: Challenge, closed: Decision) -> Decision:
    """JA to a preview sends precisely that letter, unless something happened since that makes it stale."""
    command = read(challenge.command, answered=challenge.asked)
    assert isinstance(command, Command), "a challenge holds a command as it was written"
    if why := _void(talk, challenge):
        stale = refuse(
            f"De brief is niet verstuurd: {why}.", "Stuur de opdracht opnieuw; u ziet dan eerst de nieuwe brief."
        )
        return _joined(replace(closed, drop=challenge.letter), _replied(talk, stale))
    effect = EFFECTS[command.keyword](talk.bench(command, challenge.asked))
    if effect.refused or effect.outward is None:
        return _joined(replace(closed, drop=challenge.letter), _replied(talk, effect))
    sent = replace(effect, lead="De brief is verstuurd.", outward=None, undo=False)
    return _joined(replace(closed, release=challenge.letter), _carried_out(talk, command, sent))


def _void(talk: Talk, challenge: Challenge) -> str:
    dossier = talk.matter.file.dossier
    later = {event.kind for event in dossier.events if event.id > challenge.event} & _VOIDING if dossier else set[str]()
    if "reply" in later:
        return "de klager heeft daarna een nieuw bericht gestuurd"
    if "previewed" in later:
        return "er is daarna een nieuwere brief gemaakt"
    return "er is daarna een ander besluit genomen" if later else ""


def _agreed(talk: Talk, challenge: Challenge) -> Decision:
    """JA to a code, a proposal, the DPO's advice, or a letter that somebody wrote by hand."""
    if challenge.command == _ADVICE:
        return _carried_out(talk, Command(Keyword.STATUS), advised(talk.bench(Command(Keyword.STATUS))), name=_ADVICE)
    if challenge.command == CORRECT:
        event = Event("registration_confirmed", talk.actor.email)
        return _replied(talk, Effect("Dank u. De registratie klopt.", events=(event,), undo=False))
    if challenge.command.startswith(DONE):
        return _done_elsewhere(talk, Keyword(challenge.command.removeprefix(DONE)))
    command = read(challenge.command, answered=challenge.asked)
    assert isinstance(command, Command), "a challenge holds a command as it was written"
    if wrong := _cannot(talk, command):  # e.g. the case was closed or handed over since it was asked
        return _replied(talk, wrong)
    return _act(talk, command, talk.bench(command, challenge.asked))


def _done_elsewhere(talk: Talk, keyword: Keyword) -> Decision:
    """A letter that somebody wrote by hand counts, once he has said as what."""
    if not TABLE[keyword].who & talk.actor.roles:
        return _replied(talk, _not_yours(keyword))
    asked = talk.matter.file.challenge
    if asked is None or (asked.kind is not Asked.BY_HAND and not asked.command.startswith(DONE)):
        command = f"{DONE}{keyword.value}"
        question = Effect(
            "Moet ik de brief sturen, of heeft u dat al gedaan?",
            (
                (
                    "",
                    ("Heeft u het zelf al gedaan? Antwoord JA.", f"Moet ik de brief sturen? Antwoord {keyword.value}."),
                ),
            ),
            undo=False,
        )
        return _question(talk, Asked.PROPOSAL, command, question)
    done = Decision("", answered=asked.code)
    return _joined(
        done, _carried_out(talk, Command(keyword), counted(talk.bench(Command(keyword)), keyword), name=keyword.value)
    )


def _command(talk: Talk, command: Command) -> Decision:
    """A command of somebody with one proof only is asked back; what changes nothing is simply answered."""
    if wrong := _cannot(talk, command):
        return _replied(talk, wrong)
    bench = talk.bench(command)
    if talk.actor.level is Level.ACTS or command.keyword in ASKING:
        return _act(talk, command, bench)
    effect = EFFECTS[command.keyword](bench)
    if effect.outward or (effect.refused and not effect.events):
        return _act(talk, command, bench)
    lead = f"Komt deze opdracht van u? {TABLE[command.keyword].does}"
    question = Effect(
        lead,
        (
            ("Uw opdracht", tuple(written(command).splitlines())),
            ("", ("Antwoord JA, dan wordt het gedaan. Komt het niet van u? Antwoord NEE.",)),
        ),
        undo=False,
    )
    return _question(talk, Asked.CODE, written(command), question)


def _cannot(talk: Talk, command: Command) -> Effect | None:
    """Why a keyword does not fit: who writes, what it is about, how the case stands."""
    keyword, file = command.keyword, talk.matter.file
    everything = keyword is Keyword.OVERDRAGEN and command.words.casefold().startswith("alles van")
    if not TABLE[keyword].who & (
        talk.actor.roles | ({Who.HANDLER} if everything and talk.case is None else frozenset())
    ):
        return _not_yours(keyword)
    if file.entry is not None:
        return (
            None
            if keyword in ON_ENTRIES
            else refuse(
                f"{keyword} past niet bij een bericht dat geen zaak is. Er is niets gedaan.",
                "Antwoord KLACHT, PRIVACY, KOPPEL of AFGEDAAN.",
            )
        )
    if file.dossier is None:
        fits = keyword in ANYWHERE or everything
        return (
            None
            if fits
            else refuse(
                f"Bij welke zaak hoort {keyword}? Er is niets gedaan.",
                "Antwoord op een mail over de zaak, met het zaaknummer in het onderwerp.",
            )
        )
    return _misfits(talk, keyword, file.dossier.standing)


def _misfits(talk: Talk, keyword: Keyword, standing: Standing) -> Effect | None:
    """Why a keyword does not fit the case as it stands."""
    if keyword in ASKING and not _inside(talk):
        return refuse("Deze zaak hoort niet bij u. Er is niets gedaan.", "Uw eigen zaken ziet u met LIJST.")
    if keyword in ONCE_JUDGED and _unjudged(standing):
        return refuse(
            f"Deze zaak is nog niet beoordeeld, dus {keyword} kan nog niet. Er is niets gedaan.",
            "Eerst antwoordt de kwaliteitsverantwoordelijke met KLACHT, PRIVACY of GEEN KLACHT.",
        )
    if not standing.case.running and keyword not in WHEN_CLOSED:
        return refuse(
            f"Deze zaak is gesloten, dus {keyword} kan niet. Er is niets gedaan.",
            "Moet de zaak weer open? Dan antwoordt de kwaliteitsverantwoordelijke met HEROPEN.",
        )
    return None


def _inside(talk: Talk) -> bool:
    """Whether the writer may know of the case (R33)."""
    case = talk.case
    assert case is not None, "asked where there is a case"
    return talk.actor.email in people.permitted(case, talk.matter.desk.office.people, frozenset())


def _unjudged(standing: Standing) -> bool:
    """Whether nobody has said yet what the case is, nor has the clock confirmed its receipt by itself."""
    return standing.case.state is State.TO_JUDGE and standing.owed(DutyKind.ACKNOWLEDGE) is not None


def _not_yours(keyword: Keyword) -> Effect:
    names = {
        Who.HANDLER: "de behandelaar",
        Who.QUALITY_OFFICER: "de kwaliteitsverantwoordelijke",
        Who.DIRECTIE: "de directie",
        Who.DPO: "de DPO",
    }
    who = " of ".join(names[one] for one in Who if one in TABLE[keyword].who and one in names)
    return refuse(f"{keyword} kan alleen {who} doen. Er is niets gedaan.")


def _act(talk: Talk, command: Command, bench: Bench) -> Decision:
    effect = EFFECTS[command.keyword](bench)
    if effect.outward is not None and not effect.refused:
        return _preview(talk, command, effect, effect.outward)
    return _carried_out(talk, command, effect)


def _preview(talk: Talk, command: Command, effect: Effect, letter: Letter) -> Decision:
    """The exact letter is made now and waits for JA; nothing else happens before."""
    assert talk.case is not None, "outward letters belong to a case"
    held = replace(letter, preview=True)
    believed = talk.actor.level is Level.ACTS
    early = tuple(event for event in effect.events if event.kind == "settling" and believed)
    shown = Reply(
        lead=f"{effect.lead}. Moet deze brief zo weg? Antwoord JA of NEE.",
        blocks=(("", ("Wilt u iets anders? Antwoord met Brief: en daaronder uw eigen tekst zoals die moet worden.",)),),
        shown=letter.key,
        question=talk.matter.numbers.question,
        others=command.others,
    )
    challenge = _challenge(talk, Asked.PREVIEW, written(command), letter.key)
    event = Event("previewed", talk.actor.email, (("keyword", command.keyword.value), ("letter", letter.key)))
    return Decision("", events=(*early, event), asks=(challenge,), letters=(held, _letter(talk, shown)))


def _carried_out(talk: Talk, command: Command, effect: Effect, name: str = "") -> Decision:
    """The effect as a decision, with the line in the record that ONGEDAAN reads, and the receipt."""
    case = talk.case
    by = f"{name or command.keyword.value}, {talk.by}"
    events = effect.events
    if not (effect.refused or effect.silent) and case and command.keyword is not Keyword.ONGEDAAN:
        events = (*events, _command_event(talk, command, effect, by, name))
    return replace(
        _replied(talk, effect, command),
        after=effect.after,
        met=effect.met(by),
        ended=effect.ended(by),
        undoes=effect.undoes,
        duties=effect.opens,
        events=events,
        letters=(*effect.letters, *_replied(talk, effect, command).letters),
        joins=effect.joins,
        again=effect.again,
        printed=effect.printed,
        closes=effect.closes,
        rejudged=effect.rejudged,
        absence=effect.absence,
        others=effect.others,
    )


def _command_event(talk: Talk, command: Command, effect: Effect, by: str, name: str) -> Event:
    assert talk.case is not None, "checked by the caller"
    opened = ",".join(dict.fromkeys(one.kind.value for one in effect.opens))
    data = (
        ("keyword", name or command.keyword.value),
        ("by", by),
        ("opened", opened),
        ("undo", "ja" if effect.undo else "nee"),
        ("how", TABLE[command.keyword].undo),
        ("before", changed(talk.case, effect.after)),
    )
    return Event(COMMAND, talk.actor.email, data)


def _asked_back(talk: Talk, question: Question) -> Decision:
    """A near miss, a doubt: the one proposal is done by JA, more of them by their own words."""
    words = tuple(written(one) for one in question.proposals)
    lines = tuple(f"Antwoord {one.splitlines()[0]}" for one in words[1:] or words)
    if len(words) != 1:
        return _replied(
            talk, Effect(f"{question.text} Er is nog niets gedaan.", (("", lines),) if lines else (), undo=False)
        )
    only = question.proposals[0]
    if wrong := _cannot(talk, only):
        return _replied(talk, replace(wrong, lead=f"{question.text} {wrong.lead}"))
    asked = Effect(
        f"{question.text} Er is nog niets gedaan.",
        (("", (f"Antwoord JA: dan geldt dit als {words[0].splitlines()[0]}.",)),),
        undo=False,
    )
    return _question(talk, Asked.PROPOSAL, words[0], asked)


def _prose(talk: Talk, prose: Prose) -> Decision:
    """Words without a keyword: a corrected letter, missing lines, the DPO's advice, or a note with a proposal."""
    if command := _goes_on(talk, prose):
        return _command(talk, command)
    if _advises(talk):
        return _advice(talk)
    case = talk.case
    if case is None:
        return _passed_on(talk)
    proposal = prose.proposal if prose.proposal and not _cannot(talk, prose.proposal) else None
    note = Reply(
        title="Genoteerd, NIET aan de klager gestuurd",
        lead="Uw bericht is bij de zaak bewaard. Het is niet naar de klager gestuurd en er is niets veranderd.",
        words=prose.text,
        propose=written(proposal) if proposal else "",
        does=TABLE[proposal.keyword].does if proposal else "",
        question=talk.matter.numbers.question if proposal else "",
    )
    asks = (_challenge(talk, Asked.PROPOSAL, written(proposal)),) if proposal else ()
    event = Event("note", talk.actor.email)
    return Decision("", events=(event,), asks=asks, letters=(_letter(talk, note),))


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
    letters: tuple[Letter, ...] = (_letter(talk, thanks),)
    asks: tuple[Challenge, ...] = ()
    if first is not None:
        question = Reply(
            title="Advies van de DPO",
            lead="De DPO heeft geantwoord. Is dit het advies? Antwoord JA of NEE.",
            blocks=(("", ("Het bericht van de DPO zit als bijlage bij deze mail.",)),),
            question=matter.numbers.question,
        )
        key = f"{case.number}/advice/{talk.source}"
        asks = (replace(_challenge(talk, Asked.ADVICE, _ADVICE), email=first.email, question=key),)
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
        return Decision("", letters=(_letter(talk, note),))
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
    return Decision("", letters=(passed, _letter(talk, told)))


def by_hand(matter: Matter) -> Decision:
    """A letter that somebody wrote himself to a participant: its writer is asked once what it counts as."""
    dossier = matter.file.dossier
    if dossier is None or not dossier.case.running:
        return Decision("")
    writer = _writer(matter, dossier.case)
    if writer is None:
        return Decision("")
    question = Reply(
        title="Waarvoor telt uw brief?",
        lead="U schreef de klager zelf. De brief is bij de zaak bewaard. Waarvoor telt hij?",
        blocks=(
            (
                "Antwoord met een van deze woorden",
                (
                    "UITGENODIGD: het was een uitnodiging voor een gesprek.",
                    "BEVESTIGD: het was de bevestiging van een gesprek.",
                    "BEANTWOORD: het was een antwoord op een bericht van de klager.",
                    "NEE: het telt nergens voor.",
                ),
            ),
        ),
        question=matter.numbers.question,
    )
    source = matter.message.sha256[:16]
    key = f"{dossier.case.number}/by_hand/{source}"
    made = letter_of(question, key, writer, dossier.case, matter)
    challenge = Challenge(
        matter.numbers.question,
        Asked.BY_HAND,
        writer.email,
        matter.desk.today,
        dossier.case.number,
        event=dossier.last_event,
        question=key,
    )
    return Decision("", asks=(challenge,), letters=(replace(made, answers=""),))


def _writer(matter: Matter, case: Case) -> Person | None:
    """Who wrote by hand; from the shared address it was the quality officer."""
    staff, sender = matter.desk.office.people, matter.message.sender
    person = staff.find(sender.email) if sender else None
    first = people.quality_for(case, staff)
    found = person or first
    return found if found and found.email not in case.left_out else None


def _question(talk: Talk, kind: Asked, command: str, effect: Effect) -> Decision:
    """Something is asked back; the one-time code of the question binds the answer to it."""
    reply = Reply(
        title="Vraag over uw opdracht", lead=effect.lead, blocks=effect.blocks, question=talk.matter.numbers.question
    )
    return Decision("", asks=(_challenge(talk, kind, command),), letters=(_letter(talk, reply),))


def _challenge(talk: Talk, kind: Asked, command: str, letter: str = "") -> Challenge:
    file = talk.matter.file
    return Challenge(
        code=talk.matter.numbers.question,
        kind=kind,
        email=talk.actor.email,
        asked=talk.matter.desk.day(talk.matter.facts.receipt.at),
        case=talk.case.number if talk.case else "",
        entry=file.entry.number if file.entry else "",
        command=command,
        letter=letter,
        event=file.dossier.last_event if file.dossier else 0,
        question=f"answer/{talk.source}",
    )


def _replied(talk: Talk, effect: Effect, command: Command | None = None) -> Decision:
    """Only the answer to its writer."""
    rule = TABLE[command.keyword] if command else None
    reply = Reply(
        title=effect.lead if effect.silent else _title(effect, command),
        lead=effect.lead,
        blocks=effect.blocks,
        effect=None if effect.silent or effect.refused else effect,
        undo=rule.undo if rule and not effect.silent and not effect.refused else "",
        others=command.others if command else (),
        files=effect.attach,
    )
    return Decision("", events=effect.events, letters=(_letter(talk, reply),))


def _title(effect: Effect, command: Command | None) -> str:
    """The subject names the act, so that two answers of a day differ."""
    what = "Niet gedaan" if effect.refused else "Gedaan"
    return f"{what}: {command.keyword.value}" if command and command.keyword not in ASKING else what


def _letter(talk: Talk, reply: Reply) -> Letter:
    return letter_of(reply, f"answer/{talk.source}", talk.actor.person, talk.case, talk.matter)


def _joined(first: Decision, second: Decision) -> Decision:
    """Two parts of one decision: what the question was, and what comes of its answer."""
    return replace(second, answered=first.answered, release=first.release, drop=first.drop)
