"""The documents name only what is there: files, links, tests, rules, commands and messages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from klachtmail.cli import _parser
from klachtmail.core.commands import Command, Keyword, read
from klachtmail.core.judge import VERDICTS

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs" / "handleiding.md").read_text(encoding="utf-8")
SOURCE = "".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "klachtmail").rglob("*.py")))

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")
"""E.g. ``](architecture.md#9-not-yet-built)``."""
TEST = re.compile(r"`(test_[a-z0-9_]+)`")
"""E.g. the name of a test between backquotes."""
ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
"""The first cell of a table's row, where it is one piece of code: a message."""


def anchors(page: Path) -> set[str]:
    """The headings of a page as links write them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def section(text: str, title: str) -> str:
    """The text below a heading, up to the next one."""
    return re.split(r"^## ", text.partition(f"## {title}\n")[2], flags=re.MULTILINE)[0]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_leads_somewhere(page: Path) -> None:
    """To a file of the project, and to a heading in it."""
    for file, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        target = page.parent / file if file else page
        assert target.exists(), file
        assert not anchor or anchor in anchors(target), f"{file}#{anchor}"


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_test_that_is_named_exists(page: Path) -> None:
    """A promise in a document is held by the test that it names."""
    defined = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    for name in TEST.findall(page.read_text(encoding="utf-8")):
        assert f"def {name}(" in defined, name


def test_the_house_is_drawn_with_its_real_files() -> None:
    """Every file of the picture exists, and every package and module of the first level is in it."""
    picture = ARCHITECTURE.split("```")[1]
    there = {file.name for folder in ("klachtmail", "bench") for file in (ROOT / folder).rglob("*.py")}
    assert set(re.findall(r"\b\w+\.py\b", picture)) <= there
    first = [entry for entry in (ROOT / "klachtmail").iterdir() if not entry.name.startswith("__")]
    missing = [entry.name for entry in first if f"{entry.name}{'/' if entry.is_dir() else ''} " not in picture]
    assert missing == []


def test_the_order_of_judgement_is_the_real_one() -> None:
    """The table of section 4 is VERDICTS."""
    assert re.findall(r"^\| \d+ \| `(\w+)`", ARCHITECTURE, re.MULTILINE) == [rule.__name__ for rule in VERDICTS]


def test_the_contract_has_the_real_commands() -> None:
    """Section 7 names each command of the program, and no other."""
    told = re.search(r"`klachtmail ([a-z |]+)`", section(ARCHITECTURE, "7. The contract"))
    assert told
    usage = re.search(r"^positional arguments:.*?^options:", _parser().format_help(), re.MULTILINE | re.DOTALL)
    assert usage
    assert set(told[1].split(" | ")) == set(re.findall(r"^    (\w+)", usage[0], re.MULTILINE))


def test_the_readme_names_targets_of_the_makefile() -> None:
    """`make demo` and the others can be typed as they stand there."""
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = re.findall(r"\bmake ([a-z]+)\b(?= |`|\n)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert {"demo", "test", "bench"} <= set(named) <= set(targets)


def test_operations_explains_every_message_of_status() -> None:
    """What status can say stands in the table, in its own words."""
    told = {row.removesuffix(": N") for row in ROW.findall(section(OPERATIONS, "Watch over it"))}
    said = re.search(r"def _ills.*?return \{(.*?)\n        \}", SOURCE, re.DOTALL)
    assert said
    assert set(re.findall(r'^ {12}"([^"]+)":', said[1], re.MULTILINE)) <= told


def test_operations_names_messages_that_the_program_has() -> None:
    """Every part of a message that stands in a table is in the source."""
    for row in ROW.findall(section(OPERATIONS, "Watch over it")):
        assert row.removesuffix(": N") in SOURCE, row


ANSWER = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A block of the manual: an answer as staff may send it."""
TYPED = re.compile(r"`([A-Z]{2,}[^`]*)`")
"""A word of the manual that staff may type, e.g. a keyword with its date."""


@pytest.mark.parametrize("answer", ANSWER.findall(MANUAL))
def test_every_answer_in_the_manual_is_understood(answer: str) -> None:
    """As the keyword that it begins with; on the day of its worked case."""
    understood = read(answer, answered=date(2026, 12, 1))
    assert isinstance(understood, Command)
    assert answer.startswith(understood.keyword)


def test_the_manual_tells_every_keyword_and_no_other() -> None:
    """What staff may type is in it, and what is in it may be typed."""
    typed = {*TYPED.findall(MANUAL), *ANSWER.findall(MANUAL)} - set(re.findall(r"`(KL-[^`]*)`", MANUAL))
    assert {word for word in typed if not word.startswith(tuple(Keyword))} == set()
    assert {keyword for keyword in Keyword if not any(word.startswith(keyword) for word in typed)} == set()
