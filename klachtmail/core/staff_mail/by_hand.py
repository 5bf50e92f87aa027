"""A letter that somebody wrote himself to a participant (DESIGN 4)."""

from __future__ import annotations

from dataclasses import replace

from klachtmail.core import people
from klachtmail.core.desk import Matter
from klachtmail.core.model import Asked, Case, Challenge, Decision
from klachtmail.core.settings import Person
from klachtmail.core.staff_answer import Reply, letter_of


def by_hand(matter: Matter) -> Decision:
    """A letter that somebody wrote himself to a participant: its writer is asked once what it counts as."""
    dossier = matter.file.dossier
    if dossier is None or not dossier.case.running:
        return Decision("")
    writer = _writer(matter, dossier.case)
    if writer is None:
        return Decision("")
    question = Reply(
        title="Waarvoor telt uw brief?",
        lead="U schreef de klager zelf. De brief is bij de zaak bewaard. Waarvoor telt hij?",
        blocks=(
            (
                "Antwoord met een van deze woorden",
                (
                    "UITGENODIGD: het was een uitnodiging voor een gesprek.",
                    "BEVESTIGD: het was de bevestiging van een gesprek.",
                    "BEANTWOORD: het was een antwoord op een bericht van de klager.",
                    "NEE: het telt nergens voor.",
                ),
            ),
        ),
        question=matter.numbers.question,
    )
    source = matter.message.sha256[:16]
    key = f"{dossier.case.number}/by_hand/{source}"
    made = letter_of(question, key, writer, dossier.case, matter)
    challenge = Challenge(
        matter.numbers.question,
        Asked.BY_HAND,
        writer.email,
        matter.desk.today,
        dossier.case.number,
        event=dossier.last_event,
        question=key,
    )
    return Decision("", asks=(challenge,), letters=(replace(made, answers=""),))


def _writer(matter: Matter, case: Case) -> Person | None:
    """Who wrote by hand; from the shared address it was the quality officer."""
    staff, sender = matter.desk.office.people, matter.message.sender
    person = staff.find(sender.email) if sender else None
    first = people.quality_for(case, staff)
    found = person or first
    return found if found and found.email not in case.left_out else None
