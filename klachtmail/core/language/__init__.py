"""The words and weights for first contacts, as data, and the scorer that explains its score."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from klachtmail.core.language.lexicon import Lexicon, read_lexicon
from klachtmail.core.language.model import Weights, read_weights


@cache
def lexicon(more: tuple[str, ...] = ()) -> Lexicon:
    """Our evidence files and then ``more``, the text of an organisation's own."""
    folder = files(__package__) / "evidence"
    own = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name)
    return read_lexicon((*(each.read_text(encoding="utf-8") for each in own), *more))


@cache
def weights() -> Weights:
    """The learned weights (made by bench/train.py)."""
    with (files(__package__) / "weights.tsv").open(encoding="utf-8") as lines:
        return read_weights(lines)
