"""Did a website write this mail? People also write labelled lines: phone notes, signatures, lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from klachtmail.core.model import Address, Message
from klachtmail.intake.form_fields import Field
from klachtmail.intake.form_labels import Means

_ROBOT: Final = re.compile(
    r"(?:no|do-?not|donot|niet)[-_.]?(?:reply|antwoord(?:en)?|beantwoorden)\w{0,20}|.{0,40}[-_.]no-?reply"
    r"|wordpress|joomla|drupal|wix|www(?:-data)?|apache|nginx|web(?:site|mailer|server|master)?|(?:php)?mailer"
    r"|.{0,40}form(?:s|ulier|ulieren)?|form\w{0,20}|web-?form\w{0,20}|submissions?|inzending(?:en)?"
    r"|notif(?:y|ications?|icaties?)|melding(?:en)?",
    re.IGNORECASE,
)
"""Names before the @ under which no person writes, e.g. ``wordpress``, ``noreply``, ``klachtenformulier``."""

_NOTICE: Final = re.compile(
    r"\b(?:nieuwe?|new) (?:formulier)?(?:inzending|bericht|reactie|aanvraag|entry|submission|message|response)"
    r"\b.{0,60}(?:formulier|form|website|site|inzending|submission|entry|https?://|contact|klacht)"
    r"|\b(?:nieuwe?|new) (?:formulier)?(?:inzending|entry|submission|response)\b"
    r"|\bform[ _-]?(?:submission|submit|entry)"
    r"|\b(?:web|contact|klachten|klacht|feedback|meld)-?formulier\b|\b(?:contact|complaints?|web) ?form\b"
    r"|\bvia (?:de|uw|onze|jullie|het formulier op de|your|the|our) (?:web)?site\b|\bsubmitted (?:on|via|from)\b"
    r"|\benquiry e-?mail via\b|\bvia het formulier\b",
    re.IGNORECASE,
)
"""What such a notice says of itself, e.g. ``Nieuwe inzending: Klachtenformulier``, ``Form submission from: ..``."""

_UPDATE: Final = re.compile(
    r"\b(?:plug-?ins?|updates?|bijgewerkt|updated|geüpdatet|backup|beveiligings?\w*)\b", re.IGNORECASE
)
"""What a website writes about itself, e.g. ``Enkele plugins zijn automatisch bijgewerkt``."""

_SURVEY: Final = re.compile(
    r"tevredenheid|enqu[êe]te|onderzoek|survey|respondent|\breviews?\b|\bscore\b|\bmeting\b|rapportcijfer|\bNPS\b"
    r"|sterren\b|\brespons\b",
    re.IGNORECASE,
)
"""What an alert of a survey or review firm says, e.g. ``Nieuwe respons (score: 9)``."""

_FORWARD: Final = re.compile(r"\s{0,4}(?:fwd?|doorst|doorgestuurd|wg|tr)\s?:", re.IGNORECASE)
"""The subject of a mail that a person hands on, e.g. ``FW: Nieuwe inzending``."""

_SCRIPTS: Final = ("x-php-originating-script", "x-php-script", "x-wpforms", "x-contact-form", "x-jotform-id")
_EDGE: Final = 400


def robot(sender: Address | None) -> bool:
    """Whether nobody in person writes from this address."""
    return sender is None or _ROBOT.fullmatch(sender.email.partition("@")[0][:80]) is not None


def handed_on(message: Message) -> bool:
    """Whether a person forwards something."""
    return _FORWARD.match(message.subject[:20]) is not None


def notice(message: Message) -> bool:
    """Whether subject, beginning or end of the text tell of a form that was sent in."""
    about = f"{message.subject[:_EDGE]}\n{message.text[:_EDGE]}\n{message.text[_EDGE:][-_EDGE:]}"
    return _NOTICE.search(about) is not None and not _UPDATE.search(message.subject[:_EDGE])


def technical(message: Message, fields: Sequence[Field]) -> bool:
    """Whether a program left its traces: a script's header, the page or the browser among the fields."""
    scripts = any(message.header(name) for name in _SCRIPTS) or "phpmailer" in message.header("x-mailer").lower()
    return scripts or any(field.means is Means.TECHNICAL for field in fields)


def survey(message: Message) -> bool:
    """Whether it is an alert of a survey or review, not a form; further on the words are anybody's."""
    return _SURVEY.search(f"{message.subject[:_EDGE]}\n{message.text[:_EDGE]}") is not None
