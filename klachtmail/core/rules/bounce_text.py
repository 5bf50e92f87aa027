"""What mail servers write when a mail does not arrive, as data, and how to read address and code from it.

The phrases are those of the programs themselves. *Openings* occur in nothing else; *failures* are ordinary
words and count only in a mail that a mail server sent.
"""

from __future__ import annotations

import re

from klachtmail.core.rules.signs import flat

READ = 20_000
"""How many characters of a report are read: the explanation stands at the top."""

_SUBJECT = re.compile(
    r"onbestelbaar|undeliver|unzustellbar|nicht zustellbar|non[- ]?deliver|non remis|undelivered"
    r"|delivery status notification|delivery (failure|failed|notification|error|report|problem|has failed)"
    r"|(mail|message|e-?mail) (delivery|system error|failure|not delivered|undeliverable|could not)"
    r"|(mail|message) status - undeliverable|error sending|permanent delivery failure|rejected mail"
    r"|failure notice|failed mail|returned mail|returned to sender|returning message|mail returned"
    r"|your message could not|could not deliver|unable to deliver|address not found|recipient not found"
    r"|kan niet worden (bezorgd|afgeleverd)|(bericht|e-?mail|mail) (kon |is )?niet (bezorgd|afgeleverd)"
    r"|niet (bezorgd|afgeleverd|bezorgbaar)|(bezorging|aflevering|verzending) (is )?mislukt"
    r"|(kennisgeving|melding|statusmelding)\b.{0,20}\b(bezorg|aflever)"
    r"|zustellung (fehlgeschlagen|gescheitert)|zustellungs|fehlgeschlagen|benachrichtigung (zum|über)"
    r"|[ée]chec (de|d')|message non (distribu|remis|d[ée]livr)|notification d'[ée]tat|avis de non"
    r"|no se (ha podido|pudo) entregar|mancata consegna|niedostarcz|error sending your mail|mail delivery warning"
    r"|non recapitabile|n[ãa]o foi poss[íi]vel entregar|nie mo[żz]na dostarczy|teslim edilemedi|kohaletoimetamatu"
    r"|kunde inte levereras|kan ikke leveres|ikke leveret|kézbesíthetetlen|nedoru[čc]iteln|недоставлен|не доставлен"
    r"|not member article from|fml system error|\[bounce\]|delivery has failed|failed mail to|mail error",
    re.IGNORECASE,
)
"""E.g. ``Onbestelbaar: Uw klacht``, ``failure notice``, ``Delivery Status Notification (Failure)``."""

_DELAY_SUBJECT = re.compile(
    r"(delivery )?delayed|(mail )?delivery (delayed|delay)|vertraagd|vertraging|verz[öo]ger|retard"
    r"|warning: (message|could not send|e?mail)|delivery status notification \((delay|vertraging)"
    r"|still being retried|message delayed|zustellung verz|transient failure",
    re.IGNORECASE,
)
"""E.g. ``Warning: message 1sVGrm-0002 delayed 24 hours``, ``Vertraagd: Uw klacht``."""

_OPENING = re.compile(
    r"\*\*+ message from interscan|could not deliver message to the following recipient"
    r"|this is the (mail system at host|qmail|postfix|mail delivery agent|deliver program at|email server at)"
    r"|\bthis is the .{0,60}(?:postfix|qmail-send|smtp_gateway|keftamail) program"
    r"|this message was created automatically by (the )?mail (delivery|transfer)|created automatically by the smtp"
    r"|the original message was received at|the following addresses had (permanent|delivery|transient|fatal)"
    r"|delivery has failed to these recipients|bezorgen bij de volgende geadresseerden"
    r"|your message did not reach some or all|did not reach the following recipient"
    r"|fout bij (het )?bezorg(en|ing) (aan|bij|naar) (de|deze) (volgende )?(geadresseerde|ontvanger)"
    r"|het bezorgen bij deze geadresseerde.{0,20}is mislukt"
    r"|fehler bei der nachrichtenzustellung|die nachrichtenzustellung an folgende empf"
    r"|[ée]chec de la remise (aux|à ces|au)|this is an automatically generated delivery status"
    r"|\*\* (address not found|message blocked|message not delivered|delivery incomplete|recipient inbox full)"
    r"|\*\* (adres niet gevonden|bericht niet bezorgd|bericht geblokkeerd|bezorging niet voltooid)"
    r"|delivery to the following recipients? (failed|has been delayed|was aborted)"
    r"|the following message to <?[^\s<>]{1,200}>? was undeliverable|the message you sent to .{1,200} bounced"
    r"|wasn't able to deliver (the following|your) message|reporting-mta:|final-recipient:"
    r"|the email below could not be delivered to|non-delivery report ---"
    r"|your (e?-?mail|message) (could|can) ?not be delivered"
    r"|\b(mail|message)\b(?<!my mail)(?<!my message)[^.!?]{0,80} could not be delivered to:"
    r"|you are not a member of this mailing list|votre message n'a pas pu [êe]tre d[ée]livr[ée]"
    r"|we had trouble delivering your message"
    r"|failed to deliver to '|unable to deliver (your )?message to|message could not be delivered to (one|some)"
    r"|\b(uw|je|jouw|dit|het|onderstaande?) (bericht|e-?mail) (kon|kan|is) niet (worden )?(bezorgd|afgeleverd)"
    r" (bij|aan|op)( \S+){0,3}(:| ?<?\S{1,64}@)"
    r"|ihre (nachricht|e-?mail) (konnte|kann) nicht zugestellt|folgende\w* empf[äa]nger nicht (erreich|zugestellt)"
    r"|mail box space not enough|this message was undeliverable due to"
    r"|remote server returned|remote host said|the response (from the remote server )?was:|smtp error from remote",
    re.IGNORECASE,
)
"""E.g. ``This is the mail system at host mx.example.nl.``, ``Hi. This is the qmail-send program at ..``."""

_FAILURE = re.compile(
    r"(could|can) ?not be (delivered|reached)|(was|has|were|is|be|been) (un|not |not been )(delivered|deliverable)"
    r"|wasn't delivered|not been delivered|not delivered|undeliverable|undelivered|unable to deliver"
    r"|delivery (failed|failure|has failed|error|problems?)|failed recipient|unknown (user|recipient|local)"
    r"|no such user|(user|mailbox|recipient|address)\b.{0,80} (unknown|not found|rejected|full|unavailable|unrouteable)"
    r"|not listed in|not (a )?valid (user|address|recipient)|could not be sent|will be discarded"
    r"|could not deliver|cannot deliver|was rejected|did not receive|returned (message|mail|to you)"
    r"|does not (exist|have an account)|invalid (recipient|final|address|user|mailbox)|has been rejected|address failed"
    r"|(kan|kon|kunnen|konden) niet (worden )?(bezorgd|afgeleverd|bezorgen)|niet (worden )?(bezorgd|afgeleverd)"
    r"|onbestelbaar|is niet gevonden|postvak.{0,20} vol|mailbox is (vol|full)|over quota|quota exceeded"
    r"|(konnte|kann|wurde) nicht .{0,40}zugestellt|unzustellbar|nicht zustellbar|nicht zugestellt"
    r"|n'a (pas )?pu [êe]tre (remis|distribu|d[ée]livr|envoy)|n'a pas [ée]t[ée] (remis|distribu|d[ée]livr)"
    r"|impossible de (remettre|distribuer|d[ée]livrer)|\b5\d\d[ -]#?5\.\d{1,3}\.\d",
    re.IGNORECASE,
)
"""E.g. ``could not be delivered to one or more recipients``, ``konnte nicht zugestellt werden``."""

_DELAY = re.compile(
    r"not yet been delivered|been delayed|is delayed|will (keep|continue|be) (trying|retried|to try|to be made)"
    r"|still (being )?(tried|retried|trying)|message will be retried|has been postponed|just a warning"
    r"|no action is required on your part|(you )?do not need to (resend|take any action)|warning message only"
    r"|vertraagd|nog niet (worden )?(bezorgd|afgeleverd)|opnieuw (te )?(prober|bezorg)|blijven prober"
    r"|verz[öo]gert|noch nicht zugestellt|weiterhin versuch|retard[ée]|delivery incomplete|temporary problem",
    re.IGNORECASE,
)
"""E.g. ``THIS IS A WARNING MESSAGE ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.``"""

_ARRIVED = re.compile(
    r"\bsuccess(fully|ful)? (delivered|delivery|relayed)|has been successfully|\(success\)|\(geslaagd\)"
    r"|is bezorgd (bij|aan)|has been delivered to|relayed to the following",
    re.IGNORECASE,
)
"""E.g. ``Your message was successfully delivered to the destination(s) listed below``."""

_NOTIFIED = re.compile(r'\s{0,9}\{\s{0,9}"notificationtype"\s{0,4}:\s{0,4}"bounce"', re.IGNORECASE)
"""How a sending service reports to its customer: ``{"notificationType":"Bounce","bounce":{..``."""

_LONG = 250


def subject_says(subject: str) -> bool:
    """Whether a subject is one that mail servers give a report; not one that a person answers or hands on."""
    start = subject.strip()[:_LONG]
    if re.match(r"(re|aw|antw|betr|fwd?|doorst|wg|tr)\s?:", start, re.IGNORECASE):  # e.g. "RE: failure notice"
        return False
    found = _SUBJECT.search(start[:80]) or _DELAY_SUBJECT.match(start)
    return found is not None


def opens(text: str, within: int = 3000) -> bool:
    """Whether the text has an opening that only mail servers write, in so many characters."""
    return _OPENING.search(flat(text, within)) is not None


def notified(text: str) -> bool:
    """Whether the whole text is a sending service's notification of a bounce."""
    return _NOTIFIED.match(text[:_LONG]) is not None


def fails(text: str) -> bool:
    """Whether the text says that something did not arrive, in any words."""
    return _FAILURE.search(flat(text, 3000)) is not None


def delays(subject: str, text: str) -> bool:
    """Whether the report is only a warning: the server goes on trying."""
    return bool(_DELAY_SUBJECT.match(subject.strip()[:_LONG]) or _DELAY.search(flat(text, 3000)))


def arrives(subject: str, text: str) -> bool:
    """Whether the report tells that the mail did arrive."""
    told = _ARRIVED.search(subject[:_LONG]) or _ARRIVED.search(flat(text, 1000))
    return told is not None and not fails(text)
