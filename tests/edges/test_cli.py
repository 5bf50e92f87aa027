"""The commands through the real command line: what they answer, in the contract's words and exit codes."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from klachtmail.clock import system_clock
from tests.edges.commands import PROGRAM, SURROUNDINGS, Ran, asked, klachtmail, mend
from tests.edges.house import HENNIE, MAILBOX, PRIVACY, QUESTION, START, ZONE, House, house, mail

REPLIES = Path(__file__).parent.parent / "corpus" / "replies"
SECOND_ADDRESS = "kwaliiteit@werkenderwijs.example"
CASE_KEYS = {
    "number": str,
    "token": str,
    "track": str,
    "state": str,
    "received_at": str,
    "received_from": str,
    "acknowledged_at": str | None,
    "contacted_at": str | None,
    "confirmed_at": str | None,
    "settled_at": str | None,
    "outcome": str | None,
    "complainant": dict,
    "handler": str | None,
    "duties": list,
    "messages": int,
}
DUTY_KEYS = {"kind": str, "deadline": str, "met_at": str | None, "overdue": bool}
EXPLAIN_KEYS = {
    "file": str,
    "kind": str,
    "label": str | None,
    "sure": bool,
    "score": float,
    "reasons": list,
    "from": dict,
    "to": list,
    "subject": str,
    "message_id": str,
    "in_reply_to": str,
    "references": list,
    "token": str | None,
    "date": str | None,
    "new_text": str,
    "text": str,
    "attachments": list,
    "defects": list,
}
KINDS = {"human", "autoreply", "bounce", "receipt", "list", "own", "unreadable"}
DUTIES = "acknowledge contact confirm settle month admissibility answer dpo_advice breach post_letter judge erase"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A register with two cases, an entry that waits and one that is listed; for commands that only read."""
    with house(tmp_path_factory.mktemp("filled"), others=("rolf@example.org",)) as home:
        home.append(mail())
        home.append(mail(PRIVACY, sender="Rolf Kiers <rolf@example.org>", subject="Mijn gegevens"))
        home.append(mail(QUESTION, sender="Anja \x1b[2J <anja@example.org>", subject="Openingstijden"))
        home.append(mail(sender="Piet <piet@example.org>"), "Junk")
        home.once(START)
        yield home


def shaped(found: dict, keys: dict[str, type], *, and_more: bool = False) -> None:
    """Assert that a JSON object has these keys, in this order, with values of these types."""
    names = list(found)[: len(keys)] if and_more else list(found)
    assert names == list(keys)
    for key, kind in keys.items():
        assert isinstance(found[key], kind), f"{key} is {found[key]!r}"


def test_help_comes_within_half_a_second() -> None:
    """Issue 2: a command imports what it needs when it runs; the median of five."""
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        told = subprocess.run([*PROGRAM, "--help"], capture_output=True, text=True, check=True)
        taken.append(time.perf_counter() - began)
    assert statistics.median(taken) < 0.5
    assert "once" in told.stdout


@pytest.mark.parametrize(
    "arguments",
    [[], ["afhandelen"], ["show"], ["once", "--on", "2026"]],
    ids=["none", "unknown", "no number", "option"],
)
def test_wrong_usage_is_told_with_code_two(arguments: list[str]) -> None:
    """The contract: 2 is usage."""
    ran = subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "usage: klachtmail" in ran.stderr


def test_once_handles_the_mail_and_a_second_one_does_nothing(home: House) -> None:
    """The contract: one pass as of that moment; the same moment again is fine, also written without a zone."""
    home.append(mail())
    assert klachtmail(home.folder, "once", "--at", START.isoformat()).code == 0
    sent = len(home.server.received)
    assert asked(home.folder, "once", "--at", "2026-03-09T10:00").code == 0
    assert [case["acknowledged_at"] for case in home.cases()] == [START.isoformat()]
    assert len(home.server.received) == sent
    assert len(home.letters()) == 3


def test_once_does_not_run_back_behind_the_last_pass(filled: House) -> None:
    """The contract: a moment before the last pass is refused, with the moment that would do."""
    ran = asked(filled.folder, "once", "--at", (START - timedelta(seconds=1)).isoformat())
    assert ran.code == 2
    assert START.isoformat() in ran.err


@pytest.mark.parametrize("at", ["gisteren", "2026-13-01T00:00"])
def test_what_is_no_moment_is_refused(at: str, filled: House) -> None:
    """A sentence with an example, and code 2."""
    ran = asked(filled.folder, "once", "--at", at)
    assert ran.code == 2
    assert "2026-11-24T09:00:00+01:00" in ran.err


@pytest.mark.parametrize("table", ["mailbox", "smtp"])
def test_moment_far_from_the_clock_goes_on_loopback_only(table: str, home: House) -> None:
    """The contract: more than an hour from the clock is refused unless both hosts are loopback."""
    mend(home.folder, f'[{table}]\nhost = "127.0.0.1"', f'[{table}]\nhost = "0.0.0.0"')
    ran = asked(home.folder, "once", "--at", (system_clock() + timedelta(hours=2)).isoformat())
    assert ran.code == 2
    assert "loopback" in ran.err


def test_moment_close_to_the_clock_goes_anywhere(home: House) -> None:
    """Less than an hour away is a clock that is a bit off."""
    mend(home.folder, 'host = "127.0.0.1"', 'host = "0.0.0.0"')
    ran = asked(home.folder, "once", "--at", (system_clock() - timedelta(minutes=50)).isoformat())
    assert (ran.code, home.cases()) == (0, [])


def test_cases_have_every_key_of_the_contract(filled: House) -> None:
    """The contract's list, key by key and type by type."""
    ran = klachtmail(filled.folder, "cases", "--json")
    assert ran.code == 0
    service, privacy = ran.json
    for case in (service, privacy):
        shaped(case, CASE_KEYS)
        shaped(case["complainant"], {"name": str, "email": str})
        for duty in case["duties"]:
            shaped(duty, DUTY_KEYS)
        assert {duty["kind"] for duty in case["duties"]} <= set(DUTIES.split())
        assert case["token"].startswith(f"{case['number']}-")
        assert datetime.fromisoformat(case["received_at"]).utcoffset() == timedelta(hours=1)
    assert (service["track"], service["state"], service["messages"]) == ("service", "open", 1)
    assert service["complainant"] == {"name": "Hennie Trip", "email": HENNIE}
    assert privacy["track"] == "privacy"


def test_cases_and_entries_in_words_are_a_line_each(filled: House) -> None:
    """For a person at a terminal."""
    cases = asked(filled.folder, "cases").out.splitlines()
    entries = asked(filled.folder, "cases", "--entries").out.splitlines()
    assert [line.split()[0] for line in cases] == ["KL-2026-0001", "KL-2026-0002"]
    assert [line.split()[:2] for line in entries] == [["P-2026-0001", "listed"], ["P-2026-0002", "waits"]]


def test_entries_as_json_say_what_waits_and_why(filled: House) -> None:
    """What is no case, with the reason that a person needs to decide."""
    entries = asked(filled.folder, "cases", "--entries", "--json").json
    assert [(entry["waits"], bool(entry["reason"])) for entry in entries] == [(False, True), (True, True)]


def test_show_explains_the_clock(filled: House) -> None:
    """DESIGN 2.7: the receipt and where it came from, the rule, the calendar's version and the days counted."""
    told = asked(filled.folder, "show", "kl-2026-0001").out
    assert "R14: 3 werkdagen na ontvangst op ma 09-03-2026: di 10-03, wo 11-03, do 12-03" in told
    assert "holidays" in told
    assert "known by internaldate" in told
    assert "letter_sent" in told


def test_show_as_json_holds_case_clock_and_events(filled: House) -> None:
    """The contract: the case with its explained clock and the events."""
    ran = asked(filled.folder, "show", "KL-2026-0001", "--json")
    shaped(ran.json, CASE_KEYS, and_more=True)
    assert all(duty["explanation"] for duty in ran.json["clock"])
    assert [event["kind"] for event in ran.json["events"]].count("letter_sent") == 3
    assert [found["internaldate"] for found in ran.json["mails"]] == [START.isoformat()]


def test_show_takes_a_token_and_an_entry(filled: House) -> None:
    """What stands in a subject line is as good as the number."""
    token = filled.cases()[0]["token"]
    assert "KL-2026-0001" in asked(filled.folder, "show", f"[{token}]").out
    assert asked(filled.folder, "show", "P-2026-0002", "--json").json["waits"] is True


def test_show_prints_nothing_that_moves_the_cursor(filled: House) -> None:
    """A sender's name is anybody's text; a terminal obeys escape sequences."""
    told = asked(filled.folder, "show", "P-2026-0001").out
    assert "anja@example.org" in told
    assert "\x1b" not in told


def test_number_that_is_none_is_told(filled: House) -> None:
    """Code 2, and where to look."""
    ran = asked(filled.folder, "show", "KL-2026-0099")
    assert ran.code == 2
    assert "klachtmail cases" in ran.err


def test_status_is_well_after_a_pass_and_ill_when_a_letter_is_refused(home: House) -> None:
    """The contract: exit 1 when ill, with what it is."""
    home.once(system_clock())
    well = klachtmail(home.folder, "status", "--json")
    assert (well.code, well.json["well"], well.json["not_well"]) == (0, True, [])
    home.server.smtp_script.append("550 5.7.1 not here")
    home.append(mail(at=home.now))
    home.once()
    ill = asked(home.folder, "status")
    assert (ill.code, ill.out) == (1, "letters that were refused: 1\n")


def test_status_tells_of_a_letter_that_nobody_takes(home: House) -> None:
    """DESIGN 2.6: no silent stop: SMTP out of reach for more than an hour shows."""
    home.config = replace(home.config, smtp=replace(home.config.smtp, port=1))
    home.append(mail())
    home.once(START)
    home.once(START + timedelta(hours=2))
    ran = asked(home.folder, "status", "--json")
    assert ran.code == 1
    assert any(ill.startswith("letters tried for more than an hour") for ill in ran.json["not_well"])


def test_check_finds_everything_well(tmp_path: Path) -> None:
    """Every role, template, folder and address answers ``ok``; code 0, and no register is made by looking."""
    with house(tmp_path, others=(SECOND_ADDRESS,)) as home:
        mend(home.folder, "directie = [", 'deputy = "hj.sikkema@werkenderwijs.example"\ndirectie = [')
        ran = asked(home.folder, "check")
        assert (ran.code, {line[:4] for line in ran.out.splitlines()}) == (0, {"ok  "}), ran.out
        for part in ("deputy", "every letter", "Klachten/Verwerkt", "kwaliteit+check@", SECOND_ADDRESS, "register.db"):
            assert part in ran.out
        assert not (home.folder / "register.db").exists()


def mended(ran: Ran, part: str) -> bool:
    """Whether ``check`` says once that this has to be mended."""
    assert ran.code == 1, ran.out
    return sum(line.startswith("MEND") and part in line for line in ran.out.splitlines()) == 1


def test_check_tells_of_an_empty_role_and_an_address_that_is_refused(home: House) -> None:
    """R7, R13: work that nobody does, and a published address that bounces."""
    ran = asked(home.folder, "check")
    assert mended(ran, "[people] deputy")
    assert mended(ran, f"{SECOND_ADDRESS} is refused")


def test_check_tells_of_refused_plus_addressing(home: House) -> None:
    """The reply key needs it; without it there is another way, which the hint names."""
    home.server.smtp_script.extend(["250 ok", "250 ok", "550 5.1.1 no such user"])
    assert mended(asked(home.folder, "check"), "set plus_addressing = false")


def test_check_goes_on_where_a_server_is_out_of_reach(home: House) -> None:
    """One finding each: the other parts are still tried."""
    mend(home.folder, f"port = {home.server.imap_port}", "port = 1")
    ran = asked(home.folder, "check")
    assert mended(ran, "127.0.0.1:1")
    assert f"ok    mail to {MAILBOX} is taken" in ran.out


@pytest.fixture(scope="module")
def explained() -> list[dict]:
    """What ``explain`` says of the collection of replies, without any configuration."""
    ran = subprocess.run([*PROGRAM, "explain", "--json", str(REPLIES)], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_explain_has_exactly_the_keys_of_the_contract(explained: list[dict]) -> None:
    """One JSON object a line for each file, with the key ``bounce`` for bounces only."""
    assert [Path(line["file"]).name for line in explained] == sorted(file.name for file in REPLIES.glob("*.eml"))
    for line in explained:
        bounce = {"bounce": dict} if line["kind"] == "bounce" else {}
        shaped(line, EXPLAIN_KEYS | bounce)
        shaped(line["from"], {"name": str, "email": str})
        for part in line["attachments"]:
            shaped(part, {"name": str, "type": str, "size": int})
        assert line["kind"] in KINDS
        assert 0 <= line["score"] <= 1
        assert line["reasons"]


def test_explain_leaves_the_label_out_only_where_no_person_wrote(explained: list[dict]) -> None:
    """The contract: label null only where kind is not human; a suspicion of privacy shows in a reason."""
    people = [line for line in explained if line["kind"] == "human"]
    assert {line["label"] for line in people} == {"service", "privacy", "other"}
    assert all(any("privacy" in reason for reason in line["reasons"]) for line in people if line["label"] == "privacy")


def test_explain_tells_whose_mail_came_back(explained: list[dict]) -> None:
    """The contract: recipients with action, status and reason, and the Message-ID of the letter."""
    bounces = [line["bounce"] for line in explained if line["kind"] == "bounce"]
    assert len(bounces) == 4
    for bounce in bounces:
        shaped(bounce, {"recipients": list, "original_message_id": str})
        assert bounce["original_message_id"]
        for recipient in bounce["recipients"]:
            shaped(recipient, {"email": str, "action": str, "status": str, "reason": str})


def test_explain_goes_on_after_a_file_that_is_not_there(filled: House) -> None:
    """Code 2 at the end, a sentence on stderr, and the other files explained."""
    ran = asked(filled.folder, "explain", REPLIES / "nowhere.eml", REPLIES / "25_mailing_list.eml")
    assert (ran.code, ran.json["kind"]) == (2, "list")
    assert "nowhere.eml can't be read" in ran.err


def test_explain_in_words_marks_what_is_new_and_what_was_cut(filled: House) -> None:
    """``|`` before the sender's new words, ``-`` before quote and signature; nothing is left out."""
    ran = asked(filled.folder, "explain", "--text", REPLIES / "05_complainant_gmail_nl_top.eml")
    assert "from:" in ran.out
    assert "| Dat is goed, ik wacht het af." in ran.out
    assert "- > " in ran.out


def test_explain_reads_any_bytes_in_any_locale(tmp_path: Path) -> None:
    """An empty file, noise, a name that is no UTF-8: a line each, which is JSON."""
    (tmp_path / "empty.eml").touch()
    (tmp_path / "noise.EML").write_bytes(bytes(range(256)) * 20)
    Path(f"{tmp_path}/na\udcffam.eml").write_bytes(mail("Café €"))
    ascii_only = SURROUNDINGS | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    ran = subprocess.run([*PROGRAM, "explain", tmp_path], env=ascii_only, capture_output=True, check=True)
    assert len([json.loads(line) for line in ran.stdout.splitlines()]) == 3


def test_reader_that_has_gone_is_no_fault() -> None:
    """``klachtmail explain ... | head -1``."""
    process = subprocess.Popen([*PROGRAM, "explain", REPLIES], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert (process.stderr.read(), process.wait(30)) == (b"", 0)
    process.stderr.close()


BROKEN_READER = """
import sys
import klachtmail.on_message as flow
from klachtmail.cli import main

def broken(*_arguments, **_options):
    raise ValueError("a mistake in klachtmail")

flow.parse = broken
sys.exit(main())
"""


def test_retry_reads_what_was_set_aside_before_the_mistake_was_mended(home: House) -> None:
    """DESIGN 2.1: a message that breaks a step waits for a person, and is run again after the fix."""
    home.append(mail())
    command = [sys.executable, "-c", BROKEN_READER, "once", "--at", START.isoformat()]
    subprocess.run([*command, "--config", home.folder / "config.toml"], env=SURROUNDINGS, check=True)
    assert home.reader().status()[1][-1] == "mails that could not be read: 1"
    ran = asked(home.folder, "retry")
    assert (ran.code, ran.out) == (0, "1 read, 0 still set aside\n")
    home.once()
    assert [case["complainant"]["email"] for case in home.cases()] == [HENNIE]
    assert len(home.mails("Klachten/Verwerkt")) == 1
    assert home.entries() == []


def test_migrate_makes_the_register_and_then_leaves_it(tmp_path: Path) -> None:
    """The contract: brings the register to this version; twice is once."""
    with house(tmp_path) as home:
        assert "migrated to" in asked(home.folder, "migrate").out
        assert "already at" in asked(home.folder, "migrate").out
        assert (tmp_path / "register.db").stat().st_mode & 0o777 == 0o600


def test_commands_that_read_say_that_there_is_no_register_yet(home: House) -> None:
    """Code 2, what to start first; and looking makes none."""
    ran = asked(home.folder, "cases")
    assert ran.code == 2
    assert "klachtmail run" in ran.err
    assert not (home.folder / "register.db").exists()


def test_letters_go_when_smtp_is_back(home: House) -> None:
    """A complaint that comes while no letter can go is a case at once; its letters follow, once."""
    mend(home.folder, f"port = {home.server.smtp_port}", "port = 1")
    home.append(mail())
    assert asked(home.folder, "once", "--at", START.isoformat()).code == 0
    assert [case["acknowledged_at"] for case in home.cases()] == [None]
    mend(home.folder, "port = 1\n", f"port = {home.server.smtp_port}\n")
    later = datetime(2026, 3, 9, 10, 5, tzinfo=ZONE)
    assert asked(home.folder, "once", "--at", later.isoformat()).code == 0
    assert home.cases()[0]["acknowledged_at"] == later.isoformat()
    assert len(home.letters(HENNIE)) == 1
