"""Whether a message is a complaint, a privacy complaint or neither, and whether that is sure (R1, R25, R31, R37).

In doubt it is a complaint: *sure other* asks much more than *sure complaint*, and a text that the evidence
does not cover (an unknown language, hardly a word) is never sure other. Every point that counted is named.
The thresholds were chosen by leaving authors out (``bench/evaluate.py``).
"""

from __future__ import annotations

import re

from klachtmail.core.language import lexicon, weights
from klachtmail.core.language.flags import COMPLAINS, flags_of
from klachtmail.core.language.model import OTHER, PRIVACY, SERVICE, Sums
from klachtmail.core.language.reading import Reading, read
from klachtmail.core.language.weighing import Weighed, weigh
from klachtmail.core.model import Address, Label, Message, Score
from klachtmail.core.settings import Office

# the address in "Website <website@werkenderwijs.com>"
_IN_FROM = re.compile(r"[^\s<>@\"]+@[^\s<>@\"]+(?=>?\s*$)")
LABELS = (Label.SERVICE, Label.PRIVACY, Label.OTHER)
TITLES = ("klacht over de dienst", "klacht of verzoek over privacy", "geen klacht")
# what each label must reach to be sure, and what "other" must reach where the text also shows a complaint
SURE: Sums = (0.82, 0.74, 0.88)
CLEAR = 0.95
# who says himself that he complains, and is judged so, need not be as sure: the examples are full of other mail that
# speaks of complaints, plain mail is not (of those between this and the usual threshold, plain authors': all right)
SAID = 0.60
# a privacy complaint taken for one about the service costs most: it runs on the wrong clock (R31)
LEAN: Sums = (1.0, 1.4, 1.0)
SUSPECTED = 0.05


def score(message: Message, office: Office) -> Score:
    """What a first contact is about: subject, whole text, mails and names of files attached, who sends it and how."""
    return score_text(message.subject, whole_text(message), sent_by(message), office)


def sent_by(message: Message) -> Address | None:
    """Who sent the mail itself: for a web form the website, though its complainant counts as the sender."""
    found = _IN_FROM.search(message.header("from"))
    return Address("", found.group().lower()) if found else message.sender


def whole_text(message: Message) -> str:
    """The text with that of the mails attached: a colleague may forward a complaint so without a word (R10)."""
    files = "".join(f"\n[bijlage: {part.name}]" for part in message.attachments if part.name)
    mails = (f"\n\nOnderwerp: {mail.subject}\n{mail.text}" for mail in message.attached)
    return message.text + files + "".join(mails)


def score_text(subject: str, text: str, sender: Address | None, office: Office) -> Score:
    """The same for a text by itself, e.g. what somebody newly wrote in a reply."""
    words = lexicon(office.evidence)
    reading = read(words, subject, text, sender, own_domains(office))
    return judged(reading, weigh(reading, words, weights()))


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
    return weighed.shares[at] >= _least_to_be_sure(at, weighed, reading) and (at != OTHER or bool(reading.language))


def _least_to_be_sure(at: int, weighed: Weighed, reading: Reading) -> float:
    """The share that the label must reach: less for who says himself that he complains, most for a doubtful *other*."""
    if at == SERVICE and COMPLAINS in reading.evidence:
        return SAID
    return CLEAR if at == OTHER and not _ordinary(weighed) else SURE[at]


def _ordinary(weighed: Weighed) -> bool:
    """Whether the text shows at least as much evidence of ordinary mail as of a complaint."""
    complaint = weighed.signs[SERVICE] + weighed.signs[PRIVACY]
    return complaint <= weighed.signs[OTHER]


def reasons_of(at: int, weighed: Weighed, *, suspected: bool) -> tuple[str, ...]:
    """The verdict in words, then the points for and against it, the weightiest first."""
    named = tuple(f"{each.name} ({each.points[at]:+.1f})" for each in weighed.ranked(at))
    doubt = (f"mogelijk privacy ({weighed.shares[PRIVACY]:.0%})",) if suspected else ()
    return (f"{TITLES[at]} ({weighed.shares[at]:.0%})", *doubt, *named)
