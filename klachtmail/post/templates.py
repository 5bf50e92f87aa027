"""The templates: found, filled in, and a mistake in one told with its file, its line and what to mend.

A template of the organisation's own folder stands in for the shipped one of the same file name.
"""

from __future__ import annotations

import difflib
import traceback
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import jinja2

from klachtmail.core.settings import Office
from klachtmail.post import dutch, prose

PARTS = ("subject.txt", "body.txt", "body.html")
_PACKAGE = Path(__file__).resolve().parents[1]


class TemplateMistake(Exception):  # noqa: N818 - it says whose it is: the template's, not the program's
    """A template that cannot be filled in: which file, which line (0: the whole file), what to mend."""

    def __init__(self, file: str, line: int, mend: str) -> None:
        super().__init__(f"{file}, line {line}: {mend}" if line else f"{file}: {mend}")
        self.file = file
        self.line = line
        self.mend = mend


class Templates:
    """The shipped templates and those of ``folder`` before them; compiled once and kept on the object."""

    def __init__(self, office: Office, folder: Path | None = None) -> None:
        self._shipped = _loader(shipped_folder())
        self._own = _loader(folder) if folder else None
        self._environment = _environment((self._own, self._shipped) if self._own else (self._shipped,))
        _teach(self._environment, office)

    def fill(self, name: str, values: Mapping[str, object]) -> str:
        """The text of one template, e.g. ``handler-reply.body.txt``. Raises TemplateMistake."""
        file = f"{name}.j2"
        try:
            return self._environment.get_template(file).render(values)
        except Exception as error:  # a template may raise anything: its filters are code
            raise _mistake(file, error) from error

    def letters(self) -> tuple[str, ...]:
        """The letters that there are, e.g. ``handler-reply``: all that have at least one file shipped."""
        heads = {name.partition(".")[0] for name in self._shipped.list_templates() if "-" in name}
        return tuple(sorted(heads))

    def strays(self) -> tuple[str, ...]:
        """Files in the organisation's own folder that stand in for nothing, with the name that was meant."""
        shipped = self._shipped.list_templates()
        own = self._own.list_templates() if self._own else []
        return tuple(_stray(name, shipped) for name in own if name not in shipped)


def shipped_folder() -> Path:
    """Where the shipped templates are: inside an installed package, beside it in a checkout."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates"


def _loader(folder: Path) -> jinja2.FileSystemLoader:
    return jinja2.FileSystemLoader(folder, encoding="utf-8-sig")


def _environment(loaders: tuple[jinja2.FileSystemLoader, ...]) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.ChoiceLoader(loaders),
        undefined=jinja2.StrictUndefined,
        autoescape=jinja2.select_autoescape(("html.j2",), default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )


def _teach(environment: jinja2.Environment, office: Office) -> None:
    zone = ZoneInfo(office.organisation.timezone)
    for name, function in (
        ("day", dutch.full_day),
        ("short_day", dutch.short_day),
        ("english_day", dutch.english_day),
        ("moment", dutch.moment),
        ("until", dutch.until),
    ):
        environment.filters[name] = partial(function, zone=zone)
    environment.filters["person"] = partial(dutch.person, office=office)
    words = (dutch.greeting, dutch.mailbox, dutch.act, dutch.outcome_in_full)
    for each in (*words, prose.paragraphs, prose.runs, prose.middle):
        environment.filters[each.__name__] = each


def _mistake(file: str, error: Exception) -> TemplateMistake:
    if isinstance(error, jinja2.TemplateNotFound):
        return TemplateMistake(str(error.name), 0, f"is missing, and {file} needs it: put it back")
    if isinstance(error, jinja2.TemplateSyntaxError):
        return TemplateMistake(error.filename or file, error.lineno, f"{error.message}: mend this tag")
    if isinstance(error, UnicodeDecodeError):
        return TemplateMistake(file, 0, f"it, or a file that it uses, is not UTF-8 ({error}): save as UTF-8")
    where, line = _place(error, file)
    if isinstance(error, jinja2.UndefinedError):
        return TemplateMistake(where, line, f"{error.message}: check the spelling, or take it out")
    return TemplateMistake(where, line, f"{type(error).__name__}: {error}: mend this expression")


def _place(error: Exception, file: str) -> tuple[str, int]:
    """The innermost line of a template in the traceback, which Jinja rewrites for this."""
    frames = (frame for frame in reversed(traceback.extract_tb(error.__traceback__)))
    return next(((frame.filename, frame.lineno or 0) for frame in frames if frame.filename.endswith(".j2")), (file, 0))


def _stray(name: str, shipped: list[str]) -> str:
    meant = difflib.get_close_matches(name, shipped, n=1)
    hint = f"was {meant[0]} meant?" if meant else "rename it to the template that it should replace"
    return f"{name}: replaces no template, so it is never used: {hint}"
