"""The labelled first contacts of ``tests/corpus/``, read as the program reads them."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from klachtmail.core.language import lexicon  # noqa: E402 - the path comes first
from klachtmail.core.language.model import fingerprint  # noqa: E402
from klachtmail.core.language.reading import Reading, read  # noqa: E402
from klachtmail.core.model import Address, Label  # noqa: E402

CORPUS = (ROOT / "tests/corpus/first_contact.jsonl", ROOT / "tests/corpus/own_first_contact.jsonl")
BLIND = ROOT / "tests/corpus/blind_first_contact.jsonl"
LANGUAGE = ROOT / "klachtmail/core/language"
DOMAINS = ("werkenderwijs.com", "werkenderwijs.example")
MEANING = {"klacht": Label.SERVICE, "avg_klacht": Label.PRIVACY, "overig": Label.OTHER}


@dataclass(frozen=True)
class Example:
    """One labelled message, and what is read in it."""

    id: str
    author: str
    label: Label
    reading: Reading


def load(*files: Path) -> list[Example]:
    """The examples of some files (those to learn from where none is named)."""
    lines = [line for file in files or CORPUS for line in file.read_text(encoding="utf-8").splitlines()]
    return [_example(json.loads(line)) for line in lines if line.strip()]


def authors_of(file: Path) -> set[str]:
    """Who wrote the examples of a file."""
    return {json.loads(line)["author"] for line in file.read_text(encoding="utf-8").splitlines() if line.strip()}


def _example(row: dict[str, str]) -> Example:
    # "Jan Bos <jan@bos.example>"
    found = re.match(r"(.*?)\s*<(.*)>", row["from"])
    sender = Address(found[1], found[2].lower()) if found else Address("", row["from"].lower())
    reading = read(lexicon(), row["subject"], row["body"], sender, DOMAINS)
    return Example(row["id"], row["author"], MEANING[row["label"]], reading)


def learned_from() -> str:
    """The fingerprint of all data that the weights depend on; ``weights.tsv`` begins with it."""
    evidence = sorted((LANGUAGE / "evidence").glob("*.toml"))
    return fingerprint(file.read_bytes() for file in (*CORPUS, *evidence))
