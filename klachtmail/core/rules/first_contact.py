"""Whether a message is a complaint, a privacy complaint or neither, and whether that is sure (R1, R25, R31, R37).

In doubt it is a complaint: *sure other* asks much more than *sure complaint*, and a text that the evidence
does not cover (an unknown language, hardly a word) is never sure other. Every point that counted is named.
"""

from __future__ import annotations

from klachtmail.core.language import lexicon, weights
from klachtmail.core.language.flags import flags_of
from klachtmail.core.language.model import OTHER, PRIVACY, SERVICE, Sums
from klachtmail.core.language.reading import Reading, read
from klachtmail.core.language.weighing import Weighed, weigh
from klachtmail.core.model import Address, Flag, Label, Message, Score
from klachtmail.core.settings import Office

LABELS = (Label.SERVICE, Label.PRIVACY, Label.OTHER)
SURE = {Label.SERVICE: 0.80, Label.PRIVACY: 0.80, Label.OTHER: 0.93}
SUSPECTED = 0.12


def score(message: Message, office: Office) -> Score:
    """What a first contact is about: subject and whole text, who sends it and how."""
    return score_text(message.subject, message.text, message.sender, office)


def score_text(subject: str, text: str, sender: Address | None, office: Office) -> Score:
    """The same for a text by itself, e.g. what somebody newly wrote in a reply."""
    reading = read(lexicon(), subject, text, sender, own_domains(office))
    return judged(reading, weigh(reading, lexicon(), weights()))


def judged(reading: Reading, weighed: Weighed) -> Score:
    """The verdict on a text that was read and weighed."""
    label = LABELS[max(range(3), key=lambda at: weighed.shares[at])]
    sure = is_sure(label, weighed.shares, reading)
    suspected = label is not Label.PRIVACY and weighed.shares[PRIVACY] >= SUSPECTED
    flags = flags_of(reading, label) | ({Flag.PRIVACY_SUSPECTED} if suspected and not sure else frozenset())
    return Score(label, sure, round(weighed.shares[LABELS.index(label)], 3), reasons_of(label, weighed, suspected=suspected), flags)


def own_domains(office: Office) -> tuple[str, ...]:
    """The domains that tell our own mail."""
    addresses = (address.lower().rpartition("@")[2] for address in office.addresses)
    return tuple(dict.fromkeys((*office.people.staff_domains, *addresses)))


def is_sure(label: Label, shares: Sums, reading: Reading) -> bool:
    """Whether a person need not look first."""
    if label is Label.OTHER and (not reading.language or reading.size < 2):
        return False
    return shares[LABELS.index(label)] >= SURE[label]


def reasons_of(label: Label, weighed: Weighed, *, suspected: bool) -> tuple[str, ...]:
    """The points for the label, the weightiest first, and what speaks against it."""
    at = LABELS.index(label)
    named = [f"{each.name} ({each.points[at]:+.1f})" for each in weighed.ranked(at)]
    first = {SERVICE: "klacht over de dienst", PRIVACY: "klacht of verzoek over privacy", OTHER: "geen klacht"}[at]
    about = (f"{first}: {weighed.shares[at]:.0%}",)
    doubt = (f"mogelijk privacy: {weighed.shares[PRIVACY]:.0%}",) if suspected else ()
    return (*about, *doubt, *named)
