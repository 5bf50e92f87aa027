"""What one value must look like: each function takes what TOML gave and returns it typed, or raises Unfit."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""E.g. a newline, which would break a header of a letter."""


class Unfit(ValueError):  # noqa: N818 - it reads as what it says of the value
    """A value is not what its key needs; ``str()`` says what is wrong and what to write instead."""


def line(value: object) -> str:
    """A text of one line, without blanks around it; it may be empty."""
    if not isinstance(value, str):
        raise Unfit('must be a text; write it between quotes, e.g. "text"')
    if CONTROL.search(value.strip()):
        raise Unfit("must be one line; leave out line breaks and control characters")
    return value.strip()


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Unfit("must be true or false; write it without quotes")
    return value


def whole(lowest: int, highest: int) -> Callable[[object], int]:
    """A whole number between two bounds, both allowed."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise Unfit(f"must be a whole number; write e.g. {lowest}, without quotes")
        if not lowest <= value <= highest:
            raise Unfit(f"is {value}; write a number from {lowest} to {highest}")
        return value

    return read


def one_of(*words: str) -> Callable[[object], str]:
    """One of a few words, in lower case."""

    def read(value: object) -> str:
        word = line(value).lower()
        if word not in words:
            raise Unfit(f'is "{word}"; write one of ' + ", ".join(f'"{each}"' for each in words))
        return word

    return read


def list_of(read: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """A list, each of whose values has the same shape."""

    def read_all(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise Unfit("must be a list; write it between square brackets, e.g. [ ... ]")
        return tuple(read(each) for each in value)

    return read_all


def set_of(read: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """A list in which what is written twice counts once; the order stays."""
    return lambda value: tuple(dict.fromkeys(list_of(read)(value)))
