"""Whether a message is a complaint, a privacy complaint or neither, and whether that is sure (R1, R25, R31, R37).

In doubt it is a complaint: *sure other* asks much more than *sure complaint*, and a text that the evidence
does not cover (an unknown language, hardly a word) is never sure other. Every point that counted is named.
The thresholds were chosen by leaving one author out (``bench/evaluate.py``).
"""

from __future__ import annotations

from klachtmail.core.language import lexicon, weights
from klachtmail.core.language.flags import flags_of
from klachtmail.core.language.model import OTHER, PRIVACY, SERVICE, Sums
from klachtmail.core.language.reading import Reading, read
from klachtmail.core.language.weighing import Weighed, weigh
from klachtmail.core.model import Address, Label, Message, Score
from klachtmail.core.settings import Office

LABELS = (Label.SERVICE, Label.PRIVACY, Label.OTHER)
TITLES = ("klacht over de dienst", "klacht of verzoek over privacy", "geen klacht")
# what each label must reach to be sure
SURE: Sums = (0.81, 0.67, 0.78)
# a privacy complaint taken for one about the service costs most: it runs on the wrong clock (R31)
LEAN: Sums = (1.0, 1.6, 1.0)
SUSPECTED = 0.10
PRIVATE = 0.03
ELSEWHERE = 0.10


def score(message: Message, office: Office) -> Score:
    """What a first contact is about: subject and whole text, who sends it and how."""
    return score_text(message.subject, message.text, message.sender, office)


def score_text(subject: str, text: str, sender: Address | None, office: Office) -> Score:
    """The same for a text by itself, e.g. what somebody newly wrote in a reply."""
    reading = read(lexicon(), subject, text, sender, own_domains(office))
    return judged(reading, weigh(reading, lexicon(), weights()))


def judged(reading: Reading, weighed: Weighed) -> Score:
    """The verdict on a text that was read and weighed."""
    at = max(range(3), key=lambda number: weighed.shares[number] * LEAN[number])
    sure = is_sure(at, weighed, reading)
    suspected = at != PRIVACY and not sure and weighed.shares[PRIVACY] >= SUSPECTED
    return Score(
        LABELS[at],
        sure,
        round(weighed.shares[at], 3),
        reasons_of(at, weighed, suspected=suspected),
        flags_of(reading, LABELS[at], suspected=suspected),
    )


def own_domains(office: Office) -> tuple[str, ...]:
    """The domains that tell our own mail."""
    addresses = (address.lower().rpartition("@")[2] for address in office.addresses)
    return tuple(dict.fromkeys((*office.people.staff_domains, *addresses)))


def is_sure(at: int, weighed: Weighed, reading: Reading) -> bool:
    """Whether a person need not look first at a text judged to be label number ``at``."""
    if weighed.shares[at] < SURE[at]:
        return False
    if at == OTHER:
        return bool(reading.language) and _ordinary(weighed)
    return at == PRIVACY or _only_service(weighed)


def _ordinary(weighed: Weighed) -> bool:
    """Whether the text shows at least as much evidence of ordinary mail as of a complaint."""
    complaint = weighed.signs[SERVICE] + weighed.signs[PRIVACY]
    return complaint <= weighed.signs[OTHER]


def _only_service(weighed: Weighed) -> bool:
    """Whether a service complaint is neither about data (R31) nor likely about somebody else."""
    private = weighed.signs[PRIVACY] > 1 and weighed.shares[PRIVACY] >= PRIVATE
    elsewhere = weighed.signs[OTHER] > 0 and weighed.shares[OTHER] >= ELSEWHERE
    return not private and not elsewhere


def reasons_of(at: int, weighed: Weighed, *, suspected: bool) -> tuple[str, ...]:
    """The verdict in words, then the points for and against it, the weightiest first."""
    named = tuple(f"{each.name} ({each.points[at]:+.1f})" for each in weighed.ranked(at))
    doubt = (f"mogelijk privacy ({weighed.shares[PRIVACY]:.0%})",) if suspected else ()
    return (f"{TITLES[at]} ({weighed.shares[at]:.0%})", *doubt, *named)
