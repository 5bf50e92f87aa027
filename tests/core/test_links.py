"""The links of staff mails: click, send."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import unquote

import pytest

from klachtmail.core import answer_links, links
from klachtmail.core.commands import TABLE, Command, Keyword, Who, read, written
from klachtmail.core.model import DutyKind

SIGNED = "kwaliteit+kl-2026-0042-mzxw6ytboi4q@werkenderwijs.example"
TOKEN = "KL-2026-0042-X7PQ"
TUESDAY = date(2026, 11, 24)
EVERY = {
    **{f"{kind}, {label}": (label, words) for kind, answers in links.ANSWERS.items() for label, words in answers},
    **{f"entry, {label}": (label, words.format(proposed="KL-2026-0041")) for label, words in links.ENTRY},
    **{f"question, {label}": (label, words) for label, words in answer_links.YES_NO},
    **{f"example, {keyword}": (keyword.value, rule.example) for keyword, rule in TABLE.items()},
}


def body_of(url: str) -> str:
    return unquote(url.partition("&body=")[2])


@pytest.mark.parametrize("answer", EVERY.values(), ids=EVERY.keys())
def test_the_body_of_every_link_reads_back_as_its_command(answer: tuple[str, str]) -> None:
    """What a link fills in is the command, whatever the program that opens it does with line breaks."""
    ((label, url, words),) = links.for_answers([answer], SIGNED, f"[{TOKEN}]")
    found = read(body_of(url), answered=TUESDAY)
    assert label == answer[0]
    assert isinstance(found, Command)
    assert words.startswith(found.keyword)
    assert found == read(words, answered=TUESDAY) == read(body_of(url).replace("\r\n", "\n"), answered=TUESDAY)


@pytest.mark.parametrize("answer", EVERY.values(), ids=EVERY.keys())
def test_a_link_is_encoded_as_outlook_wants_it(answer: tuple[str, str]) -> None:
    """CRLF, no plus for a space, ASCII only, the plus of the address encoded, under 2,000 characters."""
    ((_, url, words),) = links.for_answers([answer], SIGNED, f"[{TOKEN}]")
    assert url.startswith(
        "mailto:kwaliteit%2Bkl-2026-0042-mzxw6ytboi4q@werkenderwijs.example?subject=%5BKL-2026-0042-X7PQ%5D&"
    )
    assert url.isascii()
    assert "+" not in url
    assert " " not in url
    assert url.count("%0A") == url.count("%0D%0A")
    assert "\n" not in words or "%0D%0A" in url
    assert len(url) < links.LONGEST


def test_letters_beyond_ascii_go_as_utf_8() -> None:
    """A link may hold a name: José."""
    ((_, url, _),) = links.for_answers([("Overdragen", "OVERDRAGEN aan José")], SIGNED, f"[{TOKEN}]")
    assert url.endswith("body=OVERDRAGEN%20aan%20Jos%C3%A9")


def test_a_text_too_long_for_a_link_leaves_the_keyword_alone() -> None:
    """Half a letter would be sent as a whole one."""
    text = "Wij komen hierop terug. " * 200
    ((_, url, words),) = links.for_answers([("Dit sturen", f"STUUR\n{text}")], SIGNED, f"[{TOKEN}]")
    assert body_of(url) == "STUUR\r\n"
    assert words == f"STUUR\n{text}".strip()


@pytest.mark.parametrize("kind", DutyKind)
def test_no_link_carries_a_date(kind: DutyKind) -> None:
    """The mail may be answered days later: the day is that of the answer."""
    for _, _, words in links.for_duties([kind], SIGNED, TOKEN, who=Who.QUALITY_OFFICER):
        found = read(words, answered=TUESDAY)
        assert isinstance(found, Command)
        assert found.day is found.until is found.at is None
        assert found == read(words, answered=TUESDAY + timedelta(days=9))


def test_a_mail_carries_at_most_three_links_the_next_duty_first() -> None:
    """The rest is HULP."""
    found = links.for_duties([DutyKind.CONFIRM, DutyKind.SETTLE, DutyKind.ANSWER], SIGNED, TOKEN)
    assert [words.partition("\n")[0].partition(" ")[0] for _, _, words in found] == [
        "BEVESTIGEN",
        "AFHANDELEN",
        "UITSTEL",
    ]


def test_a_link_that_is_wanted_stands_last_whatever_is_due() -> None:
    """Below a message of the complainant: the answer to it, once."""
    write = ("De klager schrijven", "STUUR\nuw tekst")
    found = links.for_duties([DutyKind.CONTACT], SIGNED, TOKEN, last=write)
    assert [words for _, _, words in found] == ["GESPROKEN", "NIET BEREIKT", "STUUR\nuw tekst"]
    assert len(links.for_duties([DutyKind.ANSWER], SIGNED, TOKEN, last=write)) == 2


def test_one_answer_for_two_duties_stands_once() -> None:
    """Settling meets both the target and the month."""
    found = links.for_duties([DutyKind.MONTH, DutyKind.SETTLE], SIGNED, TOKEN)
    assert [label for label, _, _ in found] == ["De klacht afhandelen", "Het lukt niet op tijd"]


READERS = {
    "handler, a letter to post": (Who.HANDLER, DutyKind.POST_LETTER, []),
    "quality officer, a letter to post": (
        Who.QUALITY_OFFICER,
        DutyKind.POST_LETTER,
        ["BRIEF VERSTUURD", "NUMMER DOORGEGEVEN"],
    ),
    "directie, no advice": (Who.DIRECTIE, DutyKind.DPO_ADVICE, ["GEEN ADVIES\nReden:"]),
    "quality officer, no advice": (Who.QUALITY_OFFICER, DutyKind.DPO_ADVICE, ["STUKKEN"]),
    "DPO, a breach": (Who.DPO, DutyKind.BREACH, ["GEMELD AP", "GEEN DATALEK\nReden:"]),
    "DPO, advice": (Who.DPO, DutyKind.DPO_ADVICE, []),
    "nobody named, advice": (None, DutyKind.DPO_ADVICE, []),
}


@pytest.mark.parametrize(("who", "kind", "expected"), READERS.values(), ids=READERS.keys())
def test_a_link_is_for_a_command_that_its_reader_may_use(who: Who | None, kind: DutyKind, expected: list[str]) -> None:
    """A button that is refused is worse than none."""
    assert [words for _, _, words in links.for_duties([kind], SIGNED, TOKEN, who=who)] == expected


def test_an_entry_has_four_links_with_its_own_number() -> None:
    """KLACHT, PRIVACY, KOPPEL, AFGEDAAN."""
    found = links.for_entry("P-2026-0311", "", SIGNED)
    assert [words for _, _, words in found] == ["KLACHT", "PRIVACY", "KOPPEL KL-nummer", "AFGEDAAN"]
    assert all("subject=P-2026-0311&" in url for _, url, _ in found)


def test_a_placeholder_that_was_left_is_asked_for() -> None:
    """Clicked and sent as it stands, a link says what is missing."""
    words = [words for kind in (DutyKind.CONTACT, DutyKind.SETTLE) for _, words in links.ANSWERS[kind]]
    found = [read(text, answered=TUESDAY) for text in (*words, "KOPPEL KL-nummer", "STUUR\nuw tekst")]
    assert [answer.missing for answer in found if isinstance(answer, Command)] == [
        (),
        (),
        ("een datum", "een tijd"),
        (
            *("de uitkomst", "de oorzaak", "de maatregel", "de brief"),
            *("de eigenaar van de maatregel", "de dag waarop de maatregel gereed is"),
        ),
        ("een datum", "de reden"),
        ("een zaaknummer",),
        ("de tekst",),
    ]


def test_proposed_commands_become_links_with_their_first_line_as_label() -> None:
    """What prose would be, or what a question asks."""
    invite = Command(
        Keyword.UITNODIGEN, date(2026, 11, 27), words="Nieuw Buinen", fields=(("al gedaan op", "24-11-2026"),)
    )
    ((label, url, words),) = links.for_commands([invite], SIGNED, TOKEN)
    assert label == "UITNODIGEN 27-11-2026 Nieuw Buinen"
    assert words == written(invite)
    assert read(body_of(url), answered=TUESDAY) == read(words, answered=TUESDAY)


@pytest.mark.parametrize(("note", "words"), [(False, ["JA", "NEE"]), (True, ["JA", "NEE", "STUUR"])])
def test_a_question_has_yes_and_no(note: bool, words: list[str]) -> None:
    """JA sends, NEE drops; what was no command may go to the complainant after all."""
    shown = answer_links.yes_or_no(SIGNED, f"[{TOKEN}]", note=note)
    assert [typed for _, _, typed in shown] == words
