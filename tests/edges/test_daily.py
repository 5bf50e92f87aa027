"""Digest and list over real servers: what their readers get in the morning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.core.clock import at
from tests.edges.house import COMPLAINT, DIRECTOR, HENNIE, OFFICER, QUESTION, START, House, house, mail

NEVER = "elif@weg.example"
MORNING = at(10, 8, 0)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, bouncing=(NEVER,)) as made:
        yield made


def day(home: House, moment: datetime, reader: str) -> EmailMessage:
    """The digest or list that somebody gets at a moment."""
    home.once(moment)
    return [mail for mail in home.everything(reader) if "[KL-" not in mail["Subject"]][-1]


def words(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())


def test_the_digest_tells_the_directie_how_things_stand(home: House) -> None:
    """DESIGN 6: news in the subject; number, track, deadline, days left, role; letters that came back; no names."""
    home.append(mail())
    home.append(mail(sender=f"Elif Sahin <{NEVER}>", subject="Klacht reiskosten"))
    home.once()
    home.once()  # reads the report that came back
    letter = day(home, MORNING, DIRECTOR)
    told = words(letter)
    assert letter["Subject"] == "Klachten: 2 open"
    tokens = [case["token"] for case in home.cases()]
    assert f"{tokens[0]} (dienstverlening), nieuw: " in told
    assert "woensdag 18 maart 2026, nog 6 werkdagen, behandelaar" in told
    assert "Termijnen deze week: donderdag 12 maart 2026: 1." in told, "of the confirmation that came back"
    assert "Brieven die niet zijn aangekomen of wachten: - " in told
    assert not any(name in told for name in ("Hennie", "Trip", "Elif", HENNIE, NEVER, COMPLAINT[:30]))


def test_mailbox_and_register_are_compared_in_both(home: House) -> None:
    """DESIGN 2.1: everything that lies in the mailbox, our own copies in Sent included, is in the register."""
    home.append(mail())
    home.append(mail(QUESTION, sender="Anja <anja@elders.example>", subject="Openingstijden"))
    home.append(mail(sender="Rolf <rolf@elders.example>", subject="Uitnodiging"), "Junk")
    home.once()
    home.once(MORNING)
    count = sum(len(home.mails(folder)) for folder in ("INBOX", "Junk", "Sent", "Klachten/Verwerkt"))
    for reader in (DIRECTOR, OFFICER):
        told = words(day(home, MORNING, reader))
        assert f"Mailbox: {count - 2} mails op de server, {count - 2} daarvan in het register;" in told, (
            "before these two"
        )
        assert "NIET GELIJK" not in told
        assert "laatst gelezen dinsdag 10 maart 2026 om 08.00 uur" in told


def test_an_empty_day_has_its_digest_too(home: House) -> None:
    """Silence means a fault: a few lines, and the subject says it all."""
    letter = day(home, MORNING, DIRECTOR)
    assert letter["Subject"] == "Klachten: geen open"
    body = letter.get_body(("plain",))
    assert body is not None
    text = body.get_content().partition("Een vraag?")[0]
    assert len([line for line in text.splitlines() if line.strip()]) <= 4, text


def test_the_list_names_what_waits_with_sender_subject_age_and_links(home: House) -> None:
    """DESIGN 4: a question, a reply without proof, and what Junk holds beside a complaint as a count."""
    home.append(mail())
    home.append(mail(QUESTION, sender="Anja <anja@elders.example>", subject="Openingstijden"))
    home.append(mail(COMPLAINT, sender="Rolf <rolf@elders.example>", subject="Schande"), "Junk")
    home.append(mail(QUESTION, sender="x <x@elders.example>", subject="Vraagje"), "Junk")
    home.once()
    letter = day(home, MORNING, OFFICER)
    told = words(letter)
    assert letter["Subject"] == "Lijst van dinsdag 10 maart 2026: 1 te beoordelen, 2 in de lijst"
    assert "P-2026-0001, ter kennisneming, ontvangen maandag 9 maart 2026 om 10.00 uur (1 werkdag oud)" in told
    assert "Van: anja@elders.example Onderwerp: Openingstijden" in told
    assert "P-2026-0002, wacht op u" in told
    assert "Van: rolf@elders.example Onderwerp: Schande" in told
    assert "KLACHT | PRIVACY | KOPPEL KL-nummer | AFGEDAAN" in told
    assert "Ongewenst, niet apart genoemd: 1." in told
    html = letter.get_body(("html",))
    assert html is not None
    assert html.get_content().count("mailto:") == 8


def test_a_director_who_is_complained_about_does_not_see_the_case(tmp_path: Path) -> None:
    """R35: no line, no count; the other one and the list have it."""
    other = "petra.kuipers@werkenderwijs.example"
    with house(tmp_path, others=(other,)) as home:
        config = tmp_path / "config.toml"
        named = f'directie = ["{DIRECTOR}", "{other}"]'
        text = config.read_text().replace(f'directie = ["{DIRECTOR}"]', named)
        config.write_text(f'{text}\n[[people.staff]]\nname = "Petra Kuipers"\nemail = "{other}"\n')
        home.reload()
        home.append(mail(f"{COMPLAINT} Het gaat om mevrouw Kuipers van de directie."))
        home.once()
        home.once(MORNING)
        subjects = {
            reader: [one["Subject"] for one in home.everything(reader) if "Klachten:" in one["Subject"]]
            for reader in (DIRECTOR, other)
        }
    assert subjects == {DIRECTOR: ["Klachten: 1 open"] * 2, other: ["Klachten: geen open"] * 2}


@pytest.mark.parametrize(
    ("down_until", "digests"),
    [
        pytest.param(at(10, 22, 45), ["9", "10"], id="late on its own day"),
        pytest.param(at(11, 7, 59), ["9"], id="the day is over"),
        pytest.param(at(12, 9), ["9", "12"], id="days later only that day's"),
    ],
)
def test_what_was_missed_by_downtime_comes_on_its_own_day_or_never(
    home: House, down_until: datetime, digests: list[str]
) -> None:
    """DESIGN 2.6."""
    home.once(START)
    home.once(down_until)
    home.once(down_until)
    lists = [one["Subject"] for one in home.everything(OFFICER)]
    assert len([one for one in home.everything(DIRECTOR) if one["Subject"].startswith("Klachten")]) == len(digests)
    assert [subject.split()[3] for subject in lists if subject.startswith("Lijst")] == digests
