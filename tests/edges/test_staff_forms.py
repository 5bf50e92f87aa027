"""Each keyword end to end over the real protocols, each step of a case in every mail program (issue 4).

All cases of a table live in one house: a round is one answer in each of them and one pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from itertools import cycle
from pathlib import Path

import pytest

from klachtmail.core.commands import Keyword
from tests.edges.house import COMPLAINT, DIRECTOR, HANDLER, OFFICER, PRIVACY, House, house, mail
from tests.edges.mail_programs import PROGRAMS, Written
from tests.edges.staff import duty, plain

LETTER = "Beste mevrouw,\n\nWij spraken elkaar. U wordt voortaan \u2018teruggebeld\u2019 \u2013 binnen een dag.\n\nGroet,\nMarjolein"
CLOSING = (
    "AFHANDELEN deels gegrond\nOorzaak: verlof zonder vervanging\nMaatregel: vaste vervanger\n"
    "Eigenaar: Marjolein Dekkinga\nGereed: 1-5-2026\nBrief:\nUw klacht klopt op een punt: wij belden niet terug."
)


def complainant(at: int) -> str:
    """One of many, invented."""
    return f"klager{at:02}@example.org"


@dataclass(slots=True)
class Town:
    """A house with a case for each row of a table; what each person hears of his latest answer."""

    home: House

    def number(self, at: int) -> str:
        """Of the case of a row."""
        found = (case for case in self.home.cases() if case["complainant"]["email"] == complainant(at))
        return next(found)["number"]

    def case(self, at: int) -> dict:
        """As ``cases --json`` gives it."""
        return next(case for case in self.home.cases() if case["complainant"]["email"] == complainant(at))

    def latest(self, person: str, number: str) -> EmailMessage:
        """His latest letter about a case or an entry."""
        return [letter for letter in self.home.everything(person) if number in letter["Subject"]][-1]

    def round(self, answers: dict[int, tuple[str, str, str]]) -> dict[int, EmailMessage]:
        """One answer in each case, (program, sender, text), and one pass; what each writer hears."""
        self.home.now += timedelta(minutes=5)
        sent: dict[int, tuple[str, str]] = {}
        for at, (program, sender, text) in answers.items():
            raw = PROGRAMS[program](Written(text, self.latest(sender, self.number(at)), sender, self.home.now))
            self.home.append(raw)
            sent[at] = (sender, re.search(rb"Message-ID: (<\S+>)", raw)[1].decode())  # type: ignore[index]
        self.home.once()
        return {at: self._heard(*one) for at, one in sent.items()}

    def _heard(self, sender: str, message_id: str) -> EmailMessage:
        found = [letter for letter in self.home.everything(sender) if message_id in str(letter["References"])]
        assert found, f"{sender} hears nothing"
        return found[-1]

    def writes(self, at: int, text: str) -> None:
        """A complainant answers his latest letter; taken in by the next pass."""
        letter = self.home.everything(complainant(at))[-1]
        thread = (("In-Reply-To", letter["Message-ID"]),)
        sender = f"Klager {at:02} <{complainant(at)}>"
        self.home.append(
            mail(text, sender=sender, subject=f"Re: {letter['Subject']}", headers=thread, at=self.home.now)
        )


def _town(folder: Path, count: int, texts: dict[int, str]) -> Iterator[Town]:
    people = tuple(complainant(at) for at in range(count))
    with house(folder, others=(*people, "hj.sikkema@werkenderwijs.example", "nieuw@example.org")) as home:
        for at, email in enumerate(people):
            home.append(mail(texts.get(at, COMPLAINT), sender=f"Klager {at:02} <{email}>", subject=f"Klacht {at}"))
        home.once()
        yield Town(home)


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, list[dict[str, EmailMessage]]]]:
    """A case from the first call to the closing letter, once in each mail program; what was heard at each step."""
    for town in _town(tmp_path_factory.mktemp("carried"), len(PROGRAMS), {}):
        heard = []
        for text in STEPS:
            if text == "GEZIEN":
                for at in range(len(PROGRAMS)):
                    town.writes(at, "Dank u wel, ik wacht het af.")
                town.home.once()
            answers = {at: (program, HANDLER, text) for at, program in enumerate(PROGRAMS)}
            heard.append(dict(zip(PROGRAMS, town.round(answers).values(), strict=True)))
        yield town, heard


STEPS = {
    "NIET BEREIKT": "maandag 9 maart 2026 niet bereikt",
    "Niet bereikt.": "UITNODIGEN",
    "UITNODIGEN 12-3 10:00 Drentse Poort 18, Nieuw Buinen": "donderdag 12 maart 2026",
    "JA": "verstuurd",
    "Gesproken 9-3.": "gesproken op maandag 9 maart 2026",
    f"BEVESTIGEN\nBrief:\n{LETTER}": "Moet deze brief zo weg",
    "Ja.": "verstuurd",
    "GEZIEN": "geen antwoord nodig",
    "UITSTEL tot 30-4 met instemming\nReden: wij wachten op het verslag": "30 april 2026",
    "ja!": "verstuurd",
    CLOSING: "Uw klacht klopt op een punt",
    "Ja, graag": "verstuurd",
}
"""What the handler writes, and words of what she hears."""


@pytest.mark.parametrize("program", PROGRAMS)
def test_case_is_carried_from_every_mail_program(
    carried: tuple[Town, list[dict[str, EmailMessage]]], program: str
) -> None:
    """Every step acts and is told, whatever HTML, signature, footer and disclaimer stand around it."""
    town, heard = carried
    for words, told in zip(STEPS.values(), heard, strict=True):
        assert words in plain(told[program])
    case = town.case(list(PROGRAMS).index(program))
    assert (case["state"], case["outcome"]) == ("settled", "deels gegrond")
    assert {case["contacted_at"][:10], case["confirmed_at"][:10]} == {"2026-03-09"}
    assert duty(case, "answer")["met_at"]


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_letter_holds_what_was_written_and_nothing_of_the_mail_around_it(
    carried: tuple[Town, list[dict[str, EmailMessage]]], program: str
) -> None:
    """Issue 4: neither footer nor disclaimer nor quoted mail goes to the complainant."""
    town, _ = carried
    letters = town.home.letters(complainant(list(PROGRAMS).index(program)))
    confirmation = next(letter for letter in letters if "evestiging van ons gesprek" in letter["Subject"])
    text = plain(confirmation)
    assert "binnen een dag." in text
    for strange in ("Verzonden", "iPhone", "downloaden", "rechten worden ontleend", "0591-000042", "STATUS", "Van:"):
        assert strange not in text


@dataclass(frozen=True, slots=True)
class Row:
    """A keyword in a case of its own: who writes what before, then the keyword itself, and what comes of it."""

    who: str
    text: str
    says: str
    then: Callable[[dict], object]
    before: tuple[tuple[str, str], ...] = ()
    complaint: str = COMPLAINT


TALK = ((HANDLER, "GESPROKEN 9-3"), (HANDLER, f"BEVESTIGEN\nBrief:\n{LETTER}"), (HANDLER, "JA"))
CLOSED = (*TALK, (HANDLER, CLOSING), (HANDLER, "JA"))


def _met(kind: str) -> Callable[[dict], object]:
    return lambda case: duty(case, kind)["met_at"]


def _state(state: str) -> Callable[[dict], object]:
    return lambda case: case["state"] == state


def _same(case: dict) -> object:
    return case["state"] == "open" and case["contacted_at"] is None


ROWS = {
    Keyword.GESPROKEN: Row(HANDLER, "GESPROKEN", "gesproken op", _met("contact")),
    Keyword.NIET_BEREIKT: Row(HANDLER, "NIET BEREIKT 9-3", "poging 1", _same),
    Keyword.UITNODIGEN: Row(HANDLER, "JA", "verstuurd", _met("contact"), ((HANDLER, "UITNODIGEN 12-3 10:00 Emmen"),)),
    Keyword.BEVESTIGEN: Row(HANDLER, "JA", "verstuurd", _met("confirm"), TALK[:2]),
    Keyword.STUUR: Row(
        OFFICER, "JA", "verstuurd", lambda case: case["messages"] == 3, ((OFFICER, "STUUR\nWij bellen."),)
    ),
    Keyword.UITSTEL: Row(
        HANDLER,
        "JA",
        "verstuurd",
        lambda case: duty(case, "settle")["deadline"] == "2026-04-30",
        ((HANDLER, "UITSTEL tot 30-4 met instemming\nReden: het verslag"),),
    ),
    Keyword.AFHANDELEN: Row(HANDLER, "JA", "verstuurd", _state("settled"), CLOSED[:-1]),
    Keyword.OVERDRAGEN: Row(
        HANDLER, "OVERDRAGEN aan Henk-Jan", "Henk-Jan", lambda case: case["handler"].startswith("hj.")
    ),
    Keyword.IN_BEHANDELING: Row(OFFICER, "IN BEHANDELING", "behandelen deze klacht", _met("admissibility")),
    Keyword.NIET_IN_BEHANDELING: Row(
        OFFICER, "JA", "verstuurd", _state("declined"), ((OFFICER, "NIET IN BEHANDELING\nReden: over het UWV"),)
    ),
    Keyword.PRIVACY: Row(OFFICER, "PRIVACY", "aanvulling", lambda case: case["track"] == "privacy"),
    Keyword.KLACHT: Row(
        OFFICER,
        "KLACHT\nReden: het gaat over bellen",
        "klacht",
        lambda case: case["track"] == "service",
        complaint=PRIVACY,
    ),
    Keyword.GEEN_KLACHT: Row(
        OFFICER, "JA", "verstuurd", _state("no_complaint"), ((OFFICER, "GEEN KLACHT\nReden: een vraag"),)
    ),
    Keyword.BETROKKEN: Row(OFFICER, "BETROKKEN Henk-Jan Sikkema", "gaat over Henk-Jan", _same),
    Keyword.HEROPEN: Row(OFFICER, "HEROPEN", "weer open", _state("open"), CLOSED),
    Keyword.INGETROKKEN: Row(OFFICER, "JA", "verstuurd", _state("withdrawn"), ((OFFICER, "INGETROKKEN"),)),
    Keyword.DATALEK: Row(OFFICER, "DATALEK", "Autoriteit", lambda case: duty(case, "breach")),
    Keyword.GEEN_DATALEK: Row(
        OFFICER,
        "GEEN DATALEK\nReden: ongeopend terug",
        "gestopt",
        lambda case: "breach" not in [one["kind"] for one in case["duties"]],
        ((OFFICER, "DATALEK"),),
    ),
    Keyword.GEMELD_AP: Row(OFFICER, "GEMELD AP", "gemeld", _met("breach"), ((OFFICER, "DATALEK"),)),
    Keyword.GEEN_ADVIES: Row(
        DIRECTOR, "GEEN ADVIES\nReden: DPO ziek", "zonder advies", _met("dpo_advice"), complaint=PRIVACY
    ),
    Keyword.STUKKEN: Row(OFFICER, "STUKKEN", "naar de DPO", lambda case: case["track"] == "privacy", complaint=PRIVACY),
    Keyword.TELEFOON: Row(HANDLER, "TELEFOON 06-00000042", "06-00000042", _same),
    Keyword.BEKEND: Row(HANDLER, "BEKEND partner@example.org", "hoort nu bij", _same),
    Keyword.AFWEZIG: Row(HANDLER, "AFWEZIG 16-3 tot 20-3", "afwezig van", _same),
    Keyword.BEWAREN: Row(
        OFFICER,
        "BEWAREN tot 1-7-2029\nReden: rechtszaak",
        "1 juli 2029",
        lambda case: duty(case, "erase")["deadline"] == "2029-07-01",
        CLOSED,
    ),
    Keyword.TEVREDEN: Row(OFFICER, "TEVREDEN ja", "is tevreden", _state("settled"), CLOSED),
    Keyword.MAATREGEL_KLAAR: Row(OFFICER, "MAATREGEL KLAAR", "is klaar", _state("settled"), CLOSED),
    Keyword.EFFECT: Row(OFFICER, "EFFECT nee", "helpt niet", _state("settled"), CLOSED),
    Keyword.ANALYSE_KLAAR: Row(OFFICER, "ANALYSE KLAAR 2025", "2025", _same),
    Keyword.STATUS: Row(HANDLER, "STATUS", "Nu te doen", _same),
    Keyword.LIJST: Row(OFFICER, "LIJST", "Open zaken", _same),
    Keyword.DOSSIER: Row(HANDLER, "DOSSIER", "Wat er gebeurde", _same),
    Keyword.HULP: Row(HANDLER, "HULP", "GESPROKEN", _same),
    Keyword.JA: Row(HANDLER, "JA", "gesproken op", _met("contact"), ((HANDLER, "Ik heb haar vandaag gesproken."),)),
    Keyword.NEE: Row(HANDLER, "NEE", "niet verstuurd", _same, ((HANDLER, "STUUR\nWij bellen u."),)),
    Keyword.ONGEDAAN: Row(HANDLER, "ONGEDAAN", "Ongedaan gemaakt", _same, ((HANDLER, "GESPROKEN"),)),
}
ELSEWHERE = {
    *(Keyword.ADRES, Keyword.GEZIEN, Keyword.KOPPEL, Keyword.AFGEDAAN),
    *(Keyword.BRIEF_VERSTUURD, Keyword.NUMMER_DOORGEGEVEN, Keyword.NIEUW),
}
"""GEZIEN stands among the steps; the others need a bounce, an entry or paper first and have tests of their own."""


@pytest.fixture(scope="module")
def ordered(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Town, dict[Keyword, tuple[EmailMessage, dict]]]]:
    """Every keyword of the table in a case of its own, round by round; what was heard, and the case right after."""
    rows = list(ROWS.values())
    texts = {at: row.complaint for at, row in enumerate(rows)}
    for town in _town(tmp_path_factory.mktemp("ordered"), len(rows), texts):
        programs = cycle(PROGRAMS)
        for turn in range(max(len(row.before) for row in rows)):
            town.round(
                {at: (next(programs), *row.before[turn]) for at, row in enumerate(rows) if turn < len(row.before)}
            )
        told = town.round({at: (next(programs), row.who, row.text) for at, row in enumerate(rows)})
        yield town, {keyword: (told[at], town.case(at)) for at, keyword in enumerate(ROWS)}


@pytest.mark.parametrize("keyword", ROWS, ids=str)
def test_keyword_end_to_end(ordered: tuple[Town, dict[Keyword, tuple[EmailMessage, dict]]], keyword: Keyword) -> None:
    """Answer in, effect in the register, receipt out."""
    told, case = ordered[1][keyword]
    assert ROWS[keyword].says in plain(told)
    assert ROWS[keyword].then(case), case


def test_no_mail_of_staff_was_set_aside(ordered: tuple[Town, dict[Keyword, tuple[EmailMessage, dict]]]) -> None:
    """Nothing that staff wrote broke the program."""
    assert ordered[0].home.entries() == []


def test_the_tables_leave_no_keyword_out() -> None:
    """A new keyword needs a row."""
    assert set(ROWS) | ELSEWHERE == set(Keyword)
