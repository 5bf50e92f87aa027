"""What automatic answers say, as data: absence in the first person, *we received your mail*, a challenge.

Read only at the beginning of the new text. A complaint names absence, too ("mijn coach is steeds afwezig",
"ik krijg alleen een automatisch antwoord"): so the writer himself must be absent, or be the one who received.
"""

from __future__ import annotations

import re

from klachtmail.core.rules import absence_text

_SUBJECT = re.compile(
    r"(automatisch(e|er)? (antwoord|beantwoording|reactie|reply|afwezigheids)|automatic (reply|response)"
    r"|auto(matische)?[- ]?(reply|respon[sd]\w*|antwort|antwoord|svar)|automatische antwort|auto:"
    r"|auto[- ]?generated|autom. (antwoord|reactie)|automatisch bericht"
    r"|r[ée]ponse automatique|automatyczna odpowied|odpowied[źz] automatyczna|respuesta autom[áa]tica"
    r"|risposta automatica|otomatik yan[ıi]t|automatisk (svar|r)|r[ăa]spuns automat|автоматичн\w+ відповід"
    r"|автоматический ответ|رد تلقائي|out[- ]of[- ](the[- ])?office|\[?ooo\]?:|afwezigheids(bericht|melding|assistent)"
    r"|niet (op kantoor|aanwezig):|afwezig:|abwesenheits(notiz|nachricht|assistent|meldung|benachrichtigung)"
    r"|abwesend:|message d'absence|absence du bureau|vacation (reply|notice|message|auto)|away from (the |my )?office"
    r"|(ik ben )?(tijdelijk )?(afwezig|op vakantie) (re|antw):|nieobecno)",
    re.IGNORECASE,
)
"""E.g. ``Automatisch antwoord: Uw klacht``, ``Out of office``, ``Réponse automatique : ..``."""

_TAG = re.compile(r"^\[[^\]]{0,60}\d[^\]]{0,60}\]\s{0,9}")
"""What a ticket system puts before a subject, e.g. ``[support #4471] AutoReply: ..``."""

_ENDING = re.compile(r"[(\[](auto(matic)?|automatisch\w*)[ -]?(re|antw)\w{3,8}[)\]]\s{0,9}$", re.IGNORECASE)
"""How it may end instead, e.g. ``Re: afspraak (Automatic Response)``."""

_RECEIVED = re.compile(
    r"\b(wij|we) hebben (uw|je|jouw) [^.!?]{0,60}?(in goede orde |goed |hebben )?(ontvangen|geregistreerd)\b"
    r"|\b(uw|je) (e-?mail|mail|bericht|melding|vraag|verzoek|aanvraag|klacht|brief|reactie)\b[^.!?]{0,60}?"
    r" (is|hebben wij|hebben we|werd) [^.!?]{0,40}?(ontvangen|geregistreerd|aangemaakt|binnengekomen)\b"
    r"|\bdit is een automatisch(e)? (verzonden |gegenereerde? |verstuurde? )?(antwoord|ontvangstbevestiging|reactie)"
    r"|\bu ontvangt dit bericht automatisch|\b(this is an )?automat(ed|ic) (acknowledge?ment|response|reply)"
    r"|\bwe('ve| have)? received your (e-?mail|message|request|enquiry|inquiry|complaint|ticket)"
    r"|\byour (e-?mail|message|request|enquiry|ticket)\b[^.!?]{0,60}? (has been|was) (received|registered"
    r"|submitted|created|logged)"
    r"|\b(wir haben ihre|ihre) (e-?mail|nachricht|anfrage|mail)\b[^.!?]{0,40}? (erhalten|eingegangen)"
    r"|automatically generated in response|(has been|is) assigned (an id|number|the id)"
    r"|\bnous avons bien re[çc]u votre|\bvotre (message|demande|courriel)\b[^.!?]{0,40}? bien [ée]t[ée] (re[çc]ue?"
    r"|enregistr[ée]e?)",
    re.IGNORECASE,
)
"""E.g. ``Wij hebben uw bericht in goede orde ontvangen``, ``Your request has been received``."""

_THANKED = re.compile(
    r"\b(bedankt|dank|dankjewel|dank je wel) voor (uw|je|jouw|het insturen van|het sturen van|de) "
    r"[^.!?]{0,40}?(e-?mail|mail|bericht|melding|aanvraag|vraag|verzoek|reactie|interesse|inzending)\b"
    r"|\bthank you for (contacting|your (e-?mail|message|enquiry|inquiry|request)|getting in touch)"
    r"|\b(vielen dank|danke) f[üu]r ihre (e-?mail|nachricht|anfrage|mail)|\bmerci (de|pour) votre (message|demande)",
    re.IGNORECASE,
)
"""E.g. ``Bedankt voor uw bericht``: people write it, too."""

_PROMISE = re.compile(
    r"(reageren|beantwoorden|antwoord(en)?|reactie|behandel\w+|contact met u op|bericht)\b[^.!?]{0,60}? binnen\b"
    r"|\bbinnen (\d+|een|één|twee|drie|vijf|tien|enkele) ?(\(?\w+\)? )?(werk)?(dag|dagen|uur|weken|week)\b"
    r"|\b(ticket|zaak|referentie|meldings?|dossier|case|incident|kenmerk)[- ]?(nummer|number|id|nr)?\b ?[.:#]? ?\[?#?"
    r"[a-z]{0,8}[- ]?\d{2,}|\bonder (nummer|kenmerk)\b|zo (snel|spoedig) mogelijk|automatisch|automated|automatic"
    r"|niet (op dit bericht )?(te )?(beantwoorden|antwoorden)|do not reply|within \d+|as soon as|shortly"
    r"|(door|bij) (ons team|onze (collega|medewerker)s?)|iets wilt toevoegen|no need to reply"
    r"|add additional comments|reviewed by (our|the) \w+|(support|service) (team|staff)"
    r"|innerhalb|schnellstm[öo]glich|so bald wie|dans les (meilleurs|plus brefs)|sous \d+|no-?reply",
    re.IGNORECASE,
)
"""What an acknowledgement adds, e.g. ``Wij reageren binnen 2 werkdagen``, ``Uw ticketnummer is 2044``."""

_CHALLENGE = re.compile(
    r"(confirm|verify|prove|bevestig)\b[^.!?]{0,80}?(you are (a |not a )?(human|real|robot|person)|geen robot)"
    r"|to (complete|ensure|allow) (the )?delivery of your (message|e-?mail)|sender (verification|confirmation)"
    r"|your (message|e-?mail) (is|has been) (being )?(held|waiting)[^.!?]{0,80}?(approv|verif|confirm)"
    r"|challenge[- /]response|(bericht|mail) (wordt|is) (tijdelijk )?(vastgehouden|tegengehouden)[^.!?]{0,80}?bevestig",
    re.IGNORECASE,
)
"""E.g. ``Please confirm that you are a human being to complete delivery of your message``."""

_OF_ANOTHER = re.compile(
    r"(krijg|kreeg|ontving|ontvang|krijgen|kregen|steeds|alleen|weer|telkens|alweer|slechts|only|just|nur)\b[^.!?]{0,40}?"
    r"(automat\w+ |standaard\s?)(antwoord|bericht|reactie|mail|reply|e-?mail)"
    r"|(steeds|altijd|telkens|weer) (afwezig|ziek|met vakantie|op vakantie)|nooit bereikbaar"
    r"|ik (ben|was) (zo |erg |heel |echt |niet )?(boos|tevreden|ontevreden|teleurgesteld|klaar met)|\bik (wil|heb)"
    r" (een|de|mijn|hierover) (\w+ ){0,2}klacht"
    r"|\b(ik|wij|we) verwacht|\bverwacht(en)? (ik|wij|we|hij|zij|cli[ëe]nte?)\b|mee eens"
    r"|\bnamens (mijn )?(cli[ëe]nt|klant)|(begrijp|snap) ik niet|\b(i|we) expect\b|ich erwarte|j'attends"
    r"|\b(ziek ?melden|afmelden|kan ik niet komen|mijn (coach|afspraak|traject))",
    re.IGNORECASE,
)
"""A person who tells of somebody else, e.g. ``ik krijg alleen een automatisch antwoord``."""


def subject_says(subject: str) -> bool:
    """Whether a subject begins as automatic answers do."""
    start = _TAG.sub("", subject.strip()).strip(" [(*\t")[:120]
    return bool(_SUBJECT.match(start) or _ENDING.search(subject[-40:]))


def absence_answer(text: str) -> bool:
    """Absence and what to do meanwhile, or a mailbox that nobody reads now."""
    return (absence_text.explained(text) or absence_text.closed(text)) and not _told(text)


def received(text: str) -> bool:
    """Whether an organisation says that it received the mail and what comes next."""
    return bool(_RECEIVED.search(text)) and bool(_PROMISE.search(text)) and not _told(text)


def thanked(text: str) -> bool:
    """Whether it thanks for the mail and tells what comes next, as an acknowledgement does and some people do."""
    return bool(_THANKED.search(text)) and bool(_PROMISE.search(text)) and not _told(text)


def challenge(text: str) -> bool:
    """Whether a program asks the sender to prove that he is a person."""
    return _CHALLENGE.search(text) is not None and not _told(text)


def _told(text: str) -> bool:
    return _OF_ANOTHER.search(text) is not None
