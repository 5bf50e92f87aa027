"""How people let their program say that they are away, as data: who is away, until when, and what to do meanwhile.

A complaint names absence, too: so the writer himself must be away, and more must be said than that.
"""

from __future__ import annotations

import re

_WHILE = r"(?:[^.!?]|(?<=\d)\.|(?<=\b\w)\.){0,80}?\b"
"""Within the same sentence; a date or an abbreviation does not end it, e.g. ``bis 3. Mai``, ``i.v.m.``"""

_ABSENT = re.compile(
    r"\b(ik ben|ben ik|ik geniet)\b" + _WHILE + r"(afwezig|niet (op kantoor|aanwezig|in de gelegenheid|bereikbaar)"
    r"|(op|met|van) (\w+ ){0,4}(vakantie|verlof|reis)|met \w*verlof|vrij(\.| (tot|t/m|en)\b)"
    r"|er (even |tijdelijk )?niet\b|(weer|dan) (terug|aanwezig|bereikbaar))"
    r"|\b(mijn|deze) (e-?mail|mail|mailbox|inbox|postbus) (wordt|word|lees)\b[^.!?]{0,40}? niet"
    r" (gelezen|bekeken|bijgehouden|gemonitord|doorgestuurd)|\bik lees mijn (e-?mail|mail)"
    r"|\bik werk (alleen |niet )?op (maandag|dinsdag|woensdag|donderdag|vrijdag)\b[^!?]{0,80}? (lees|beantwoord)"
    r"|\bi(?: am|'m|'ll be| will be|\s?m)\b" + _WHILE + r"(out of (the |my )?office|on (\w+ ){0,2}(leave|vacation"
    r"|holidays?)|away (from|until|till|on)|out until|travell?ing|attending|not (available|in the office|working)"
    r"|back (on|in|at)|returning|unavailable)\b|\bi (currently )?have (limited|no|intermittent) access"
    r"|\bi have left\b|\bi no longer work"
    r"|\b(ich bin|bin ich|ich befinde mich)\b" + _WHILE + r"(nicht (im (büro|haus|dienst)|erreichbar|am arbeitsplatz)"
    r"|abwesend|(im|in) (\w+ )?(urlaub|elternzeit|mutterschutz)|außer haus"
    r"|wieder (erreichbar|im büro|für sie))\b"
    r"|\b(je (suis|serai)|absente?\b)\b" + _WHILE + r"(absente?|en (cong[ée]s?|vacances|d[ée]placement)|de retour"
    r"|du bureau|[àa] mon retour)\b"
    r"|\b(jestem|będę)\b" + _WHILE + r"(nieobecn\w+|na urlopie|poza biurem)|\bprzebywam na urlopie"
    r"|\bestoy\b" + _WHILE + r"(fuera de la oficina|de vacaciones|ausente)|\bsono (assente|fuori ufficio|in ferie)"
    r"|\bofis dışında|\byıllık izin|\bsunt (plecat|în concediu)|(перебуваю|я) у відпустці|я в отпуске",
    re.IGNORECASE,
)
"""E.g. ``Ik ben afwezig tot en met maandag 6 april``, ``Ich bin bis 3. Mai nicht im Büro``."""

_UNTIL = re.compile(
    r"tot en met|t/m|\btot\b|vanaf|tussen|until|till|from|\bbis\b|ab (dem|montag)|jusqu|through"
    r"|(terug|back|wieder|retour|return)"
    r"|(op|on|am|le|w dniu|hasta|do) (\w+ )?\d{1,2}[ ./-]",
    re.IGNORECASE,
)
"""That an absence ends, e.g. ``t/m 6 april``, ``back on 27 April``."""

_THANKS = re.compile(
    r"\buw (e-?mail|mail|bericht)|\bje (e-?mail|mail|bericht(je)?)\b|your (e-?mail|message|mail)"
    r"|ihre (e-?mail|nachricht)|votre (e-?mail|message|courriel|mail)"
    r"|bedankt voor (uw|je)|dank voor|thank you for|thanks for|danke f[üu]r|merci (de|pour)"
    r"|contact op(nemen)? met (?!mij\b|me\b|ons\b|elkaar)|please contact (?!me\b)",
    re.IGNORECASE,
)
"""What people write, too, e.g. ``Bedankt voor uw mail``."""

_INSTEAD = re.compile(
    r"(voor|bij|in geval van|heeft u|is het|in) (\w+ ){0,3}(dringend|spoed|urgent)|for (\w+ ){0,2}(urgent|pressing)"
    r"|if (it is|you need|your) \w*[^.!?]{0,30}?(urgent|immediate|assistance)|immediate assistance|(in|bei) \w*dringend"
    r"|(en cas d')?urgence|pilnych|w pilnej|urgente"
    r"|(bij|na|op) mijn (terugkomst|terugkeer|vakantie)|na terug(komst|keer) (beantwoord|lees|reageer|neem)"
    r"|when i (return|get back|am back)|(up)?on my return|in my absence"
    r"|nach meiner r[üu]ckkehr|[àa] mon retour"
    r"|(uw|je|jouw) (mail|bericht|e-?mail)(tje|s)? (wordt|worden|word|kan|zal) (\w+ ){0,4}(niet|daarna|dan|pas)\b"
    r"|(lees|beantwoord) (ik )?(mijn|uw|je) (mail|e-?mail|bericht)|mijn (mail|e-?mail) (niet )?te lezen"
    r"|niet (gelezen|doorgestuurd|doorgezonden)\b|not (be )?(read|forwarded|monitored)"
    r"|nicht (gelesen|(automatisch )?weiter)|(dann|wieder) für sie da|beantworte ich|werde ich"
    r"|beperkt(e)? (toegang|bereikbaar)|(limited|intermittent|no) access|slow to reply|respond as"
    r"|(bij|aan|met|door|naar) (mijn |een )?(directe )?collega('s)?\b(?! van)"
    r"|(contact|to|with) my (colleague|assistant)"
    r"|my colleague \w+ (will|can)|an meine\w* (kolleg|vertret)|(contacter|[àa]) (ma|mes|mon) coll[èe]gue"
    r"|worden (\w+ )?waargenomen|terecht bij|wenden sie sich|veuillez (contacter|vous adresser)|merci de contacter"
    r"|please (reach out|direct|refer|e-?mail)|(mail|stuur|sturen) (\w+ ){0,4}(naar|aan)\b|(beantwoord|reageer) ik",
    re.IGNORECASE,
)
"""What only an absent person's program adds, e.g. ``Voor dringende zaken kunt u bellen met``."""

_CLOSED = re.compile(
    r"\b(deze|dit) (mailbox|postbus|inbox|e-?mail(adres|box)?|mailadres|adres) (wordt|is|worden) [^.!?]{0,40}?"
    r"(niet (meer |langer )?(actief |)?(gemonitord|gelezen|bewaakt|beheerd|in gebruik|gebruikt|bemand)|vervallen"
    r"|opgeheven|buiten gebruik)"
    r"|\b(per|sinds|vanaf|met ingang van) [^.!?]{0,30}ben ik niet (meer|langer) werkzaam\b[^!?]{0,120}? (uw|je) "
    r"(e-?mail|mail|bericht|vraag)"
    r"|\bik ben (per|sinds|vanaf|met ingang) [^.!?]{0,30}niet (meer|langer) werkzaam\b[^!?]{0,120}? (uw|je) "
    r"(e-?mail|mail|bericht|vraag)"
    r"|\b(wij|we) zijn (\w+ )?(gesloten|dicht) (van|tot|op|t/m|wegens|tussen)|\bons kantoor is (\w+ ){0,2}gesloten"
    r"|\bthis (mailbox|inbox|e-?mail (address|inbox|account)|address)\b[^.!?]{0,60}? (is|are) (no longer|not)"
    r" (\w+ )?(in use|monitored|active|valid|used|read)|\b(our office|we) (is|are) (\w+ )?closed (from|until|for|on)"
    r"|\bdiese (e-?mail-?)?adresse\b[^.!?]{0,30}? nicht mehr|\bdieses postfach\b[^.!?]{0,30}? nicht"
    r"|\bcette adresse\b[^.!?]{0,30}? (n'est plus|plus)",
    re.IGNORECASE,
)
"""A mailbox that nobody reads any more, e.g. ``Dit e-mailadres is niet langer in gebruik``."""


def absent(text: str) -> bool:
    """Whether the writer says that he himself is away."""
    return _ABSENT.search(text) is not None


def explained(text: str) -> bool:
    """Absence and what to do meanwhile: more than a person who is away tomorrow would write."""
    if not absent(text):
        return False
    return bool(_INSTEAD.search(text)) or bool(_UNTIL.search(text) and _THANKS.search(text))


def closed(text: str) -> bool:
    """Whether nobody reads this mailbox now."""
    return _CLOSED.search(text) is not None
