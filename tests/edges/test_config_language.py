"""The organisation's own evidence: a folder of files that are read, and checked, with the configuration."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from klachtmail.explaining import explain
from tests.edges.configuring import config_of, mistakes_of

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
KASSEN = '[[evidence]]\nname = "klaagt over de kas"\nside = "service"\npoints = 6\nphrases = ["te heet .. kas"]\n'
MAIL = (
    b"From: Jan <jan@home.example>\r\nTo: klachten@example.nl\r\nSubject: dinsdag\r\nMessage-ID: <1@home.example>\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nHet is veel te heet in de kas.\r\n"
)


def _folder(tmp_path: Path, **files: str) -> Path:
    (tmp_path / "woorden").mkdir()
    for name, text in files.items():
        (tmp_path / "woorden" / f"{name}.toml").write_text(text, "utf-8")
    return tmp_path


def test_words_of_the_organisation_reach_the_verdict(tmp_path: Path) -> None:
    """From the file in the folder to the reasons that ``explain`` gives."""
    config = config_of(_folder(tmp_path, kassen=KASSEN), language='folder = "woorden"')
    (tmp_path / "mail.eml").write_bytes(MAIL)
    told = explain(tmp_path / "mail.eml", config.office, NOW)
    assert told["label"] == "service"
    assert any("klaagt over de kas" in reason for reason in told["reasons"])  # type: ignore[attr-defined]


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    """A later file may use the sets of an earlier one, with a byte order mark or without."""
    sets, use = '\ufeff[sets]\nkassen = "kas kassen"\n', '[[evidence]]\nname = "kas"\nphrases = ["<kassen>"]\n'
    config = config_of(_folder(tmp_path, a=sets, b=use), language='folder = "woorden"')
    assert len(config.office.evidence) == 2


MISTAKES = {
    "no TOML": ("= 3", "holds fout.toml, which is no file of evidence: "),
    "a set that is not there": (
        '[[evidence]]\nname = "x"\nphrases = ["<y>"]\n',
        "There is no set of words called <y>.",
    ),
    "a mistyped table": ("[setz]\n", "There is no table 'setz'"),
}


@pytest.mark.parametrize(("text", "part"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_with_the_name_of_its_file(tmp_path: Path, text: str, part: str) -> None:
    """``check`` and the start tell what to mend; nothing is silently left out."""
    (told,) = mistakes_of(_folder(tmp_path, fout=text), language='folder = "woorden"')
    assert told.startswith("[language] folder: holds fout.toml")
    assert part in told


def test_a_folder_of_words_must_be_there(tmp_path: Path) -> None:
    """Otherwise the organisation's own words would silently not be used."""
    (told,) = mistakes_of(tmp_path, language='folder = "woorden"')
    assert told == f'[language] folder: is "{tmp_path}/woorden", which is no folder; make it, or write ""'


def test_no_folder_is_no_words(tmp_path: Path) -> None:
    """As it comes: only the words of the program."""
    assert config_of(tmp_path, language='folder = ""').office.evidence == ()
