"""The organisation's own evidence for judging first contacts: a folder of TOML files, read once at the start."""

from __future__ import annotations

from pathlib import Path

from klachtmail.config.shapes import Unfit, line
from klachtmail.config.table import Table
from klachtmail.core.language import lexicon


def read_evidence(table: Table, folder: Path) -> tuple[str, ...]:
    """The texts of the files ``*.toml`` in the folder of ``[language]``, in the order of their names."""

    def read(value: object) -> tuple[str, ...]:
        if not (given := line(value)):
            return ()
        if not (folder / given).is_dir():
            raise Unfit(f'is "{folder / given}", which is no folder; make it, or write ""')
        return _checked(sorted((folder / given).glob("*.toml")))

    return table.value("folder", read, ())


def _checked(files: list[Path]) -> tuple[str, ...]:
    """The texts of the files; the first mistake in them is told with the name of its file."""
    texts: tuple[str, ...] = ()
    for file in files:
        try:
            texts = (*texts, file.read_text("utf-8-sig"))
            lexicon(texts)
        except OSError as error:
            raise Unfit(f"holds {file.name}, which cannot be read ({error.strerror})") from error
        except (ValueError, TypeError) as error:
            raise Unfit(f"holds {file.name}, which is no file of evidence: {error}") from error
    return texts
