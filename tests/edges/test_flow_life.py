"""A day in the life, eight weeks long, over the real protocols: people as they are (issue 4).

A part-time handler who never types a keyword and falls ill; a quality officer who answers from the mailbox itself and
drags a mail away; a note of the reception; an angry complainant with six mails in an evening; a DPO who writes prose;
a complaint that names the default handler. The house itself holds that nobody's words reach a wrong person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage

import pytest

from klachtmail.core.workdays import Calendar
from tests.edges.house import (
    COMPLAINT,
    DIRECTOR,
    DPO,
    HANDLER,
    HENNIE,
    MAILBOX,
    OFFICER,
    PRIVACY,
    ZONE,
    House,
    house,
    mail,
)
from tests.edges.staff import NAMES, answer, click, duty, links, plain, proof

DEPUTY = "hj.sikkema@werkenderwijs.example"
RECEPTION = "receptie@werkenderwijs.example"
ROLF, ANJA = "rolf@example.org", "anja@example.org"
FIRST, LAST = date(2026, 3, 2), date(2026, 4, 24)
CALENDAR = Calendar()
AGREED = "Beste mevrouw Trip,\n\nWij spraken elkaar dinsdag. U wordt voortaan binnen een dag teruggebeld.\n\nGroet,\nMarjolein"


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """In Amsterdam."""
    return datetime.combine(day, time(hour, minute), ZONE)


@dataclass(slots=True)
class Life:
    """The house, and what happens on which day."""

    home: House

    def case(self, person: str) -> dict:
        """The first case of a complainant."""
        return next(case for case in self.home.cases() if case["complainant"]["email"] == person)

    def about(self, person: str, complainant: str) -> EmailMessage:
        """Somebody's latest letter in the case of a complainant."""
        number = self.case(complainant)["number"]
        return [letter for letter in self.home.letters(person) if number in letter["Subject"]][-1]

    def writes(self, person: str, name: str, text: str, subject: str = "", *, thread: bool = False) -> None:
        """A complainant writes, answering our latest letter to him or anew; a pass."""
        self.home.now += timedelta(minutes=1)
        letters = self.home.letters(person)
        headers = (("In-Reply-To", letters[-1]["Message-ID"]),) if thread and letters else ()
        subject = f"Re: {letters[-1]['Subject']}" if headers else subject
        self.home.append(mail(text, sender=f"{name} <{person}>", subject=subject, at=self.home.now, headers=headers))
        self.home.once()

    def fills_in(self, person: str, complainant: str, begins: str, filled: dict[str, str]) -> EmailMessage:
        """Somebody clicks a link of his latest letter and fills in what it leaves open; then clicks Ja."""
        letter = self.about(person, complainant)
        _, _, body = next(link for link in links(letter) if link[2].startswith(begins))
        text = body.replace("\r", "")
        for blank, words in filled.items():
            assert blank in text
            text = text.replace(blank, words)
        return click(self.home, answer(self.home, text, sender=person, letter=letter), "JA", sender=person)

    def by_hand(self, to: str, text: str) -> EmailMessage:
        """The quality officer writes from the mailbox itself; what she is asked within the pass."""
        self.home.now += timedelta(minutes=1)
        token = self.case(to)["token"]
        made = mail(text, sender=f"Klachten <{MAILBOX}>", to=to, subject=f"Uw klacht [{token}]", at=self.home.now)
        before = len(self.home.everything(OFFICER))
        self.home.append(made, folder="Sent")
        self.home.once()
        assert len(self.home.everything(OFFICER)) > before, "she is asked what it counts as"
        return self.home.everything(OFFICER)[-1]


def _part_time(home: House) -> None:
    """The handler works three days a week, and has a deputy."""
    file = home.folder / "config.toml"
    text = file.read_text()
    text = text.replace(f'handler = "{HANDLER}"', f'handler = "{HANDLER}"\ndeputy = "{DEPUTY}"')
    text = text.replace(f'email = "{HANDLER}"\n', f'email = "{HANDLER}"\nworks = ["mon", "tue", "wed"]\n')
    file.write_text(text)
    home.reload()


def monday(life: Life) -> None:
    """Hennie complains."""
    life.home.append(mail(COMPLAINT, at=life.home.now))
    life.home.once()


def tuesday(life: Life) -> None:
    """The handler has called, and says so as people do; one click makes it count."""
    told = answer(life.home, "Ik heb haar vanmorgen gesproken, ze is erg boos.", letter=life.about(HANDLER, HENNIE))
    assert life.case(HENNIE)["contacted_at"] is None
    click(life.home, told, "JA", sender=HANDLER)
    assert life.case(HENNIE)["contacted_at"] == "2026-03-03"


def wednesday(life: Life) -> None:
    """She confirms the talk from the button of the receipt."""
    life.fills_in(HANDLER, HENNIE, "BEVESTIGEN", {"Brief:\n": f"Brief:\n{AGREED}"})
    assert life.case(HENNIE)["confirmed_at"]


def names_the_handler(life: Life) -> None:
    """Rolf complains about the handler: she hears nothing of it, the quality officer chooses the deputy (R34)."""
    life.writes(ROLF, "Rolf Kiers", f"{COMPLAINT} Het gaat over Marjolein Dekkinga.", "Klacht")
    assert not life.case(ROLF)["handler"]
    answer(life.home, "OVERDRAGEN aan Henk-Jan", sender=OFFICER, letter=life.about(OFFICER, ROLF))
    assert life.case(ROLF)["handler"] == DEPUTY
    answer(life.home, "GESPROKEN", sender=DEPUTY, letter=life.about(DEPUTY, ROLF))


def dragged_away(life: Life) -> None:
    """Rolf answers, and somebody drags his mail into a folder of her own before the pass; the night finds it."""
    letter = life.home.letters(ROLF)[-1]
    thread = (("In-Reply-To", letter["Message-ID"]),)
    sender, subject = f"Rolf Kiers <{ROLF}>", f"Re: {letter['Subject']}"
    raw = mail("Wanneer hoor ik iets van u?", sender=sender, subject=subject, at=life.home.now, headers=thread)
    with life.home.imap() as client:
        client.create_folder("Ineke")
        client.append("Ineke", raw, (), life.home.now)


def from_the_mailbox(life: Life) -> None:
    """She answers Rolf from the mailbox itself, twice: the first counts as the confirmation, the second as nothing."""
    assert life.case(ROLF)["messages"] >= 2, "the night found what was dragged away"
    question = life.by_hand(ROLF, "Beste meneer Kiers, wij spraken af dat een collega u begeleidt.")
    answer(life.home, "Bevestigd", sender=OFFICER, letter=question)
    assert life.case(ROLF)["confirmed_at"]
    question = life.by_hand(ROLF, "Beste meneer Kiers, ons kantoor is vrijdag dicht.")
    click(life.home, question, "NEE", sender=OFFICER)


def falls_ill(life: Life) -> None:
    """The handler's mail program answers for her; her reminders reach the deputy, too."""
    headers = (*proof(HANDLER), ("Auto-Submitted", "auto-replied"))
    text = "Ik ben ziek en lees mijn mail niet. Ik ben terug op woensdag 25 maart 2026."
    sender = f"{NAMES[HANDLER]} <{HANDLER}>"
    subject = "Automatisch antwoord: Herinnering"
    life.home.append(mail(text, sender=sender, subject=subject, at=life.home.now, headers=headers))
    life.home.once()


def angry_evening(life: Life) -> None:
    """Six mails in an evening, service first and then privacy; the quality officer makes it a privacy complaint."""
    life.writes(ANJA, "Anja de Groot", COMPLAINT, "Klacht")
    number = life.case(ANJA)["number"]
    for text in ("Hallo?? Is daar iemand?", "En uw kantoor was ook al dicht.", "Ik pik dit niet langer."):
        life.writes(ANJA, "Anja de Groot", text, thread=True)
    life.writes(ANJA, "Anja de Groot", PRIVACY, thread=True)
    life.writes(ANJA, "Anja de Groot", "Ik wil morgen gebeld worden.", thread=True)
    assert [case["number"] for case in life.home.cases() if case["complainant"]["email"] == ANJA] == [number]
    assert len(life.home.letters(ANJA)) == 1, "one acknowledgement, and no robot answers anger"
    answer(life.home, "PRIVACY", sender=OFFICER, letter=life.about(OFFICER, ANJA))
    assert life.case(ANJA)["track"] == "privacy"


def prose_of_the_dpo(life: Life) -> None:
    """The DPO answers in his own words; the quality officer's click makes them the advice (R28)."""
    answer(
        life.home,
        "Dag allen, dit had niet gemogen. Meld het en bied excuses aan.",
        sender=DPO,
        letter=life.about(DPO, ANJA),
    )
    click(life.home, life.about(OFFICER, ANJA), "JA", sender=OFFICER)
    assert duty(life.case(ANJA), "dpo_advice")["met_at"]


def note_of_the_reception(life: Life) -> None:
    """One line by telephone becomes a case, and the reception hears of its words (R10, R12)."""
    text = "Mevrouw de Wit belde, 06-00000043, is heel boos dat niemand terugbelt."
    made = mail(text, sender=f"Receptie <{RECEPTION}>", subject="Telefoon", at=life.home.now, headers=proof(RECEPTION))
    life.home.append(made)
    life.home.once()
    assert life.home.cases()[-1]["complainant"]["name"] == "Mevrouw de Wit"


def settles(life: Life) -> None:
    """Back at work, the handler settles Hennie's case from the button of a reminder, filling in what it leaves open."""
    filled = {
        "gegrond / deels gegrond / ongegrond": "gegrond",
        "Oorzaak: ": "Oorzaak: verlof zonder vervanging",
        "Maatregel: ": "Maatregel: vaste vervanger",
        "Eigenaar: ": "Eigenaar: Marjolein Dekkinga",
        "Gereed: ": "Gereed: 1-5-2026",
        "Brief:\n": "Brief:\nUw klacht klopt. Het spijt ons.",
    }
    life.fills_in(HANDLER, HENNIE, "AFHANDELEN", filled)
    assert life.case(HENNIE)["state"] == "settled"


SCRIPT = {
    moment(FIRST, 10): monday,
    moment(date(2026, 3, 3), 11): tuesday,
    moment(date(2026, 3, 4), 9, 30): wednesday,
    moment(date(2026, 3, 9), 14): names_the_handler,
    moment(date(2026, 3, 10), 16): dragged_away,
    moment(date(2026, 3, 12), 11): from_the_mailbox,
    moment(date(2026, 3, 17), 9): falls_ill,
    moment(date(2026, 3, 18), 20): angry_evening,
    moment(date(2026, 3, 23), 13): prose_of_the_dpo,
    moment(date(2026, 3, 24), 11): note_of_the_reception,
    moment(date(2026, 3, 25), 10): settles,
}
"""What happens when; on all other working days there is a pass in the morning and nobody writes."""


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    with house(tmp_path_factory.mktemp("life"), others=(DEPUTY, RECEPTION, ROLF, ANJA)) as home:
        _part_time(home)
        lived = Life(home)
        for n in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(days=n)
            if CALENDAR.is_working_day(day):
                home.once(moment(day, 8, 30))
            for at, happens in SCRIPT.items():
                if at.date() == day:
                    home.now = at
                    happens(lived)
        yield lived


def _count(life: Life, complainant: str) -> Counter[str]:
    """Mails a person in one case."""
    number = life.case(complainant)["number"]
    return Counter(letter["To"].addresses[0].addr_spec for letter in life.home.letters() if number in letter["Subject"])


def test_normal_case_keeps_within_the_budget(life: Life) -> None:
    """DESIGN 2.8: complainant 5 at most, handler 9, though she was ill and works three days.

    What she wrote without a keyword was asked back: one answer more than a command would have had.
    """
    count = _count(life, HENNIE)
    assert count[HENNIE] == 3, "receipt, talk, closing"
    asked = [letter for letter in life.home.letters(HANDLER) if str(letter["Subject"]).startswith("Genoteerd")]
    assert len(asked) == 1
    assert count[HANDLER] - len(asked) <= 9, count


def test_angry_complainant_is_not_flooded(life: Life) -> None:
    """Receipt and supplement, whatever she wrote."""
    assert _count(life, ANJA)[ANJA] <= 5


def test_who_is_named_never_hears_of_it(life: Life) -> None:
    """R34: from the first day to the last."""
    assert _count(life, ROLF)[HANDLER] == 0


def test_register_is_complete(life: Life) -> None:
    """Four complaints; every mail that came in stands in its case, none waits unseen."""
    cases = {case["complainant"]["email"] or case["complainant"]["name"]: case for case in life.home.cases()}
    assert list(cases) == [HENNIE, ROLF, ANJA, "Mevrouw de Wit"]
    assert cases[ANJA]["messages"] >= 6
    assert [entry for entry in life.home.entries() if not entry.get("closed_at")] == []
    assert cases[HENNIE]["outcome"] == "gegrond"


def test_ill_handler_is_stood_in_for(life: Life) -> None:
    """DESIGN 5: reminders of her cases go to her deputy, too."""
    assert _count(life, ANJA)[DEPUTY] > 0


def test_reception_hears_of_its_words_and_of_nothing_else(life: Life) -> None:
    """R33: an employee who registers gets the answer to his own mail only."""
    heard = life.home.everything(RECEPTION)
    assert heard
    assert all("de Wit" not in str(letter["Subject"]) and "Trip" not in plain(letter) for letter in heard)


def test_overview_came_on_every_working_day(life: Life) -> None:
    """R19: silence would mean a fault."""
    days = sum(CALENDAR.is_working_day(FIRST + timedelta(days=n)) for n in range((LAST - FIRST).days + 1))
    digests = [letter for letter in life.home.everything(DIRECTOR) if str(letter["Subject"]).startswith("Klachten:")]
    assert len(digests) == days
