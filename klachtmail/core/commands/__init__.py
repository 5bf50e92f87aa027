"""Staff's answers, read: ONE keyword as the first word of the new text, then what belongs to it (DESIGN 5).

``read`` takes the new text of an answer, already without quotes, and gives back a command, a question to ask back, or
prose. It never guesses: what may mean two things is asked, what has no keyword is a note. ``written`` is the way back.
"""

from __future__ import annotations

from klachtmail.core.commands.keywords import TABLE, Keyword, Rule, Who
from klachtmail.core.commands.reading import read
from klachtmail.core.commands.shapes import DONE_ON, merged
from klachtmail.core.commands.taken import OUTCOMES
from klachtmail.core.commands.values import Answer, Command, Prose, Question
from klachtmail.core.commands.written import written

__all__ = [
    "DONE_ON",
    "OUTCOMES",
    "TABLE",
    "Answer",
    "Command",
    "Keyword",
    "Prose",
    "Question",
    "Rule",
    "Who",
    "merged",
    "read",
    "written",
]
