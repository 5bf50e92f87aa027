"""A notice that a message waits elsewhere, behind a login or a code: a complaint may be in it (R1).

Only a person can open it, so a person gets it; its sender is a service, to which nobody writes.
"""

from __future__ import annotations

import re

from klachtmail.core.model import Message
from klachtmail.core.rules import signs

SHORT = 3000
"""A notice has fewer characters than this; a mail that was merely sent securely holds its own words."""

_WAITS = re.compile(
    r"\b(staat|ligt|wacht) (er )?(\w+ ){0,4}(veilig|beveiligd|versleuteld|vertrouwelijk)e? (e-?mail|mail|bericht)"
    r"|\b(heeft|hebt|ontving|ontvangt) (\w+ ){0,6}(veilig|beveiligd|versleuteld)e? (e-?mail|mail|bericht)"
    r"|(open|lees|bekijk) (het|dit|uw|je|de) (veilig|beveiligd|versleuteld)e (e-?mail|mail|bericht)"
    r"|(heeft|stuurde) (u|je) (\w+ ){0,3}(via|met) (zivver|smartlockr|zorgmail|cryptshare|secumailer)"
    r"|\b(sent|received|receive|have|is waiting)\b[^.!?]{0,60}? (secure|protected|encrypted) (e-?mail|message)"
    r"|(read|open|view) (your|the|this) (secure|protected|encrypted) (e-?mail|message)"
    r"|(verschl[üu]sselte|gesch[üu]tzte|sichere) (nachricht|e-?mail) (erhalten|f[üu]r sie|[öo]ffnen)"
    r"|message (s[ée]curis[ée]|chiffr[ée]|prot[ée]g[ée]) (vous attend|de la part|re[çc]u)"
    r"|message\.rpmsg|securedoc",
    re.IGNORECASE,
)
"""E.g. ``Er staat een veilig bericht voor u klaar``, ``You have received a secure message``."""

_OPEN = re.compile(
    r"https?://|klik|knop|open|lees|bekijk|inlog|inloggen|code|bijlage|click|klick|passwor|button"
    r"|log ?in|sign in|anmelden|cliqu",
    re.IGNORECASE,
)
"""What the reader has to do, e.g. ``Klik op de knop en vul de code in``."""


def notice(message: Message) -> tuple[str, ...] | None:
    """Why it only tells that a message waits elsewhere, or None."""
    if len(message.new_text) > SHORT:
        return None
    text = f"{signs.flat(message.subject, 200)} {signs.beginning(message, 1200)}"
    if _WAITS.search(text) and _OPEN.search(text):
        return ("melding van een beveiligde maildienst: het bericht zelf staat elders",)
    return None
