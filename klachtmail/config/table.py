"""A table of the TOML file that notes each mistake and goes on, so that all of them are told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import count
from typing import TypeVar

from klachtmail.config.shapes import Unfit

T = TypeVar("T")
D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found wrong (``mistakes``) or doubtful (``warnings``) while reading one file."""

    mistakes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Table:
    """One table: its keys are asked for one by one; what was never asked for is a mistake of its own."""

    def __init__(self, title: str, values: Mapping[str, object], findings: Findings) -> None:
        """``title`` is how the file writes it, e.g. ``[mailbox]``; empty for the file as a whole."""
        self._title = title
        self._values = values
        self._findings = findings
        self._known: list[str] = []
        self._children: dict[str, Table] = {}

    def __contains__(self, key: str) -> bool:
        """Whether the file gives this key."""
        return key in self._values

    def value(self, key: str, read: Callable[[object], T], default: D) -> T | D:
        """The value of a key, or ``default`` where it is absent or (noted as a mistake) unfit."""
        self._known.append(key)
        if key not in self._values:
            return default
        try:
            return read(self._values[key])
        except Unfit as error:
            self.mistake(key, str(error))
            return default

    def needed(self, key: str, read: Callable[[object], T], stand_in: D, hint: str) -> T | D:
        """The value of a key that has no default; ``stand_in`` only lets the reading go on."""
        if key not in self._values:
            self.mistake(key, f"is missing; {hint}")
        return self.value(key, read, stand_in)

    def forbid(self, key: str, hint: str) -> None:
        """Note a mistake where the file has this key; its value is never shown."""
        if key in self._values:
            self._known.append(key)
            self.mistake(key, hint)

    def table(self, key: str) -> Table:
        """A table below this one; an absent one is empty. Asked for again, it is the same one."""
        if key in self._children:
            return self._children[key]
        self._known.append(key)
        found = self._values.get(key, {})
        if not isinstance(found, dict):
            self.mistake(key, f"must be a table; write [{key}] on a line of its own")
            found = {}
        return self._child(key, self._label(key), found)

    def tables(self, key: str, title: str) -> tuple[Table, ...]:
        """A list of tables below this one; ``title`` is how the file writes each."""
        self._known.append(key)
        found = self._values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            self.mistake(key, f"must be a list of tables; write {title} above each")
            return ()
        titles = (f"{title} no. {nth}" for nth in count(1))
        return tuple(self._child(each, each, values) for each, values in zip(titles, found, strict=False))

    def mistake(self, key: str, text: str) -> None:
        """Note what is wrong with a key, and what to write."""
        self._findings.mistakes.append(f"{self._label(key)}: {text}")

    def warn(self, key: str, text: str) -> None:
        """Note what is doubtful about a key, and what follows from it."""
        self._findings.warnings.append(f"{self._label(key)}: {text}")

    def close(self) -> None:
        """Note every key that nobody asked for, here and in the tables below."""
        for key in sorted(self._values.keys() - set(self._known)):
            self.mistake(key, f"is no key of klachtmail; {self._suggestion(key)}")
        for child in self._children.values():
            child.close()

    def _child(self, key: str, title: str, values: Mapping[str, object]) -> Table:
        self._children[key] = Table(title, values, self._findings)
        return self._children[key]

    def _label(self, key: str) -> str:
        return f"{self._title} {key}" if self._title else f"[{key}]"

    def _suggestion(self, key: str) -> str:
        close = get_close_matches(key.lower(), self._known, n=1)
        if close:
            return f"did you mean {close[0]}?"
        return "leave it out (the keys are in config.example.toml)"
