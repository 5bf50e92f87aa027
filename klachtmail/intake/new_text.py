"""What a person newly wrote, without quotes and signature; for judging and commands only."""

from __future__ import annotations

import re

# "Op di 10 mrt 2026 om 09:15 schreef Jan <jan@example.org>:"
_CUT = re.compile(
    r"(?m)^(?:Op .{4,200} (?:schreef|geschreven).{0,200}:|On .{4,200} wrote:|_{10,}|-{2,} ?$|>.*"
    r"|\*?(?:Van|From):\*? .*@.*|-{3,} ?(?:Oorspronkelijk|Original).*)$"
)


def new_text(text: str) -> str:
    """What the person newly wrote in ``text`` (a whole plain mail body)."""
    found = _CUT.search(text)
    return (text[: found.start()] if found else text).strip()
