"""Texts of robots and of people that use the same words; all invented, none has a header that tells."""

from __future__ import annotations

import pytest

from klachtmail.core.rules.automatic import automatic
from tests.core.build import message

DUTCH = (
    (
        "Geachte heer/mevrouw, Van 21 december tot en met 4 januari ben ik niet aanwezig. Uw mail "
        "wordt niet doorgestuurd. Voor dringende zaken kunt u contact opnemen met mijn collega Petra "
        "Hofman. Met vriendelijke groet, Joost Keizer"
    ),
    (
        "Hallo, Ik geniet momenteel van een welverdiende vakantie en ben vanaf 12 augustus weer "
        "bereikbaar. Heeft u dringend iets nodig, mail dan naar info@buurtzorg.example. Groetjes "
        "Karin"
    ),
    (
        "Beste lezer, In verband met zwangerschapsverlof ben ik afwezig van 3 maart tot 1 juli. Mijn "
        "werkzaamheden worden waargenomen door Sietske Bosma, bereikbaar via "
        "s.bosma@gemeente.example."
    ),
    (
        "Wegens ziekte ben ik tot nader order niet in de gelegenheid mijn mail te lezen. Voor vragen "
        "kunt u terecht bij het secretariaat, tel. 0591-123456."
    ),
    (
        "Dank voor je bericht! Ik werk op maandag, dinsdag en donderdag en lees je mail dan. Is het "
        "dringend? Bel dan 06-12345678."
    ),
    "Momenteel ben ik met vakantie. Maandag 17 augustus ben ik er weer. Tot dan wordt mijn mail niet gelezen.",
    "Ik ben er even niet. Vanaf 5 januari lees ik mijn mail weer. Voor spoed kun je terecht bij Henk.",
    (
        "Bedankt voor uw e-mail. Ik ben op dit moment afwezig en kan uw e-mail daarom niet "
        "beantwoorden. Op 9 april ben ik weer aanwezig."
    ),
    "Mijn mailbox wordt tijdens mijn vakantie (t/m 30 juli) niet gelezen. Vriendelijke groet, Anneke",
    "Per 1 oktober ben ik niet meer werkzaam bij ReIntegra. U kunt uw mail sturen naar info@reintegra.example.",
    "Dit e-mailadres is niet langer in gebruik. Stuur uw bericht naar receptie@zorggroep.example.",
    "Dit is een automatisch bericht. Ik ben tot 3 juni met verlof. Uw bericht wordt daarna behandeld.",
    "Beste, Vandaag ben ik vrij. Morgen beantwoord ik uw mail zo snel mogelijk. Groet Femke",
    (
        "Goedendag, Deze mailbox wordt niet gemonitord. Voor vragen kunt u terecht op onze website of "
        "bellen met 088-1234567."
    ),
    (
        "Hartelijk dank voor uw bericht. Wij zijn gesloten van 24 december t/m 1 januari. Vanaf 2 "
        "januari beantwoorden wij uw mail."
    ),
    "Ik ben momenteel op reis met beperkte toegang tot mijn e-mail. Na 18 mei reageer ik op uw bericht.",
    "Wij hebben uw e-mail ontvangen. U ontvangt binnen 5 werkdagen een reactie. Uw referentienummer is 2026-11873.",
    (
        "Bedankt voor uw bericht. Uw melding is geregistreerd onder nummer M2611 0418. Een medewerker "
        "neemt zo spoedig mogelijk contact met u op."
    ),
    (
        "Bedankt voor het contact opnemen met de gemeente. Uw vraag is ontvangen en wordt binnen 10 "
        "werkdagen beantwoord."
    ),
    "Geachte relatie, uw bericht is in goede orde ontvangen. Wij streven ernaar binnen twee werkdagen te reageren.",
    "Wij hebben je bericht ontvangen! Ons team kijkt er zo snel mogelijk naar. Je ticketnummer is #48211.",
)
ENGLISH = (
    (
        "Thank you for your email. I am currently out of the office with no access to email. I will "
        "be returning on Monday 4 January. If you need immediate assistance please contact reception."
    ),
    "Hi, I'm on annual leave until 14 August and will reply to your message when I get back.",
    (
        "I will be out of the office starting 12/21/2026 and will not return until 01/04/2027. I will "
        "respond to your message when I return."
    ),
    "I am away from my desk until Tuesday. For urgent matters, call 555-1234.",
    (
        "Thanks for your message. I'm on parental leave through September. Please reach out to Dana "
        "Brooks (dana@firm.example) in my absence."
    ),
    "I have left Acme Ltd as of 1 May. Please direct any enquiries to office@acme.example.",
    "I'm out of the office Friday. For pressing matters, contact John.",
    (
        "I will be traveling for work on July 10-31. During that time I will have intermittent access "
        "to email and will respond as promptly as possible."
    ),
    "This mailbox is not monitored. Please visit our help centre.",
    "This email address is no longer in use. Please contact support@firm.example.",
    (
        "Your request (#55121) has been received and is being reviewed by our support staff. To add "
        "additional comments, reply to this email."
    ),
    (
        "Thank you for contacting Example Support. A ticket has been opened with number 884120. We "
        "aim to respond within 24 hours."
    ),
    "We have received your message and will get back to you as soon as possible.",
    "Thank you for your email. I currently have limited access to my emails and will return on 3rd of March.",
    "I am on maternity leave. My colleague Sue will handle your request.",
    "Dear sender, I am attending a conference this week and will be slow to reply to email. I'll be back on Monday.",
)
GERMAN = (
    (
        "Sehr geehrte Damen und Herren, vielen Dank für Ihre E-Mail. Ich bin bis einschließlich 17. "
        "August 2026 nicht im Büro. Ihre E-Mail wird nicht weitergeleitet. In dringenden Fällen "
        "wenden Sie sich bitte an Frau Krüger."
    ),
    "Ich befinde mich vom 21.12.2026 bis 03.01.2027 im Urlaub. Ihre Nachricht wird nicht automatisch weitergeleitet.",
    "Guten Tag, zur Zeit bin ich nicht erreichbar. Ab dem 4. Mai bin ich wieder für Sie da.",
    "Vielen Dank für Ihre Nachricht. Ich bin derzeit abwesend und ab Montag wieder erreichbar.",
    "Ich bin in Elternzeit. Bitte wenden Sie sich an meine Kollegin Birgit Vogel.",
    "Wir haben Ihre Anfrage erhalten und werden sie schnellstmöglich bearbeiten. Ihre Ticketnummer lautet 2026-4471.",
    "Diese E-Mail-Adresse wird nicht mehr verwendet. Bitte wenden Sie sich an info@firma.example.",
    "Leider bin ich krankheitsbedingt abwesend. Ihre E-Mails werden nicht gelesen.",
)
FRENCH = (
    "Bonjour, Je suis absent du bureau jusqu'au 4 janvier inclus. En cas d'urgence, merci de contacter Mme Lefèvre.",
    "Bonjour, je suis actuellement en congés et serai de retour le 17 août. Votre message sera traité à mon retour.",
    "Je suis en congé maternité jusqu'en juin. Merci de contacter ma collègue.",
    "Nous avons bien reçu votre message et vous répondrons dans les meilleurs délais.",
    "Absente du bureau du 1er au 15 mai, je prendrai connaissance de votre message à mon retour.",
    "Cette adresse n'est plus utilisée. Merci d'écrire à contact@societe.example.",
    "Votre demande a bien été enregistrée sous le numéro 2026-118. Nous la traiterons sous 48 heures.",
)
PEOPLE = (
    "Ik ben van 3 tot 10 mei met vakantie. Kunt u daarna contact opnemen met mij?",
    "Ik ben niet meer werkzaam bij mijn werkgever en wil mijn dossier inzien. Stuur het naar mijn huisadres.",
    "Mijn e-mail wordt niet beantwoord. Ik ben tot vrijdag bereikbaar.",
    "Ik ben met verlof geweest en mijn mails worden niet beantwoord door uw coach.",
    "Ik ben met ziekteverlof en mijn collega heeft mij verteld dat u mijn plan hebt gedeeld.",
    "Ik ben op vakantie maar dit is dringend: mijn uitkering is stopgezet door uw fout.",
    "Ik ben niet bereikbaar onder werktijd, na 17 uur wel. Ik vind de begeleiding slecht.",
    "Ik ben vanaf 1 juni weer aan het werk bij mijn eigen werkgever. Bedankt voor uw hulp!",
    "Ich bin seit Mai in Elternzeit und Ihre Kollegin hat meine Daten weitergegeben.",
    "I am on sick leave and my colleague told me you shared my file.",
    "Ik ben afwezig geweest wegens ziekte. U stuurde mij een boze brief terwijl ik mij had afgemeld.",
    (
        "Ik ben tot 1 mei niet in de gelegenheid om te reageren op het verslag, ik lig in het "
        "ziekenhuis. Ik wil wel bezwaar maken."
    ),
    "Voor spoed kon ik niemand bereiken. Ik ben daarna zelf naar kantoor gegaan, maar dat was gesloten.",
    "Ik ben morgen afwezig, kan het vrijdag?",
    "Ik ben van 3 tot 10 mei met vakantie. Kan de afspraak daarvoor of daarna?",
    (
        "Ik ben boos. Mijn coach is al weken afwezig en zijn vervanger belt niet terug. Ik ben tot "
        "vrijdag bereikbaar op 06-12345678."
    ),
    (
        "Ik krijg op elke mail het antwoord dat u afwezig bent tot 4 januari. Voor spoed moet ik "
        "bellen maar niemand neemt op."
    ),
    "Bedankt voor uw bericht. Ik ben het niet eens met het verslag en wil een ander gesprek.",
    "Hartelijk dank voor uw mail. Ik verwacht zo spoedig mogelijk een reactie.",
    "Ik ben ziek en kan vrijdag niet komen. Kunt u de afspraak verzetten naar volgende week?",
    (
        "Door mijn burn-out ben ik thuis. Ik ben niet bereikbaar voor jullie coach tot ik hersteld "
        "ben, bel mij niet meer."
    ),
    "Wij hebben uw brief van 3 maart ontvangen. Namens mijn cliënt deel ik u mede dat wij bezwaar maken.",
    "Ik heb uw bericht ontvangen en ben hier niet tevreden over. Binnen 5 werkdagen wil ik antwoord.",
    "Mijn vorige mail is niet beantwoord. Ik heb alleen een automatisch antwoord gekregen. Dit is een klacht.",
    (
        "Wegens ziekte ben ik niet op de afspraak geweest en nu dreigt u met stopzetten van mijn "
        "traject. Dat vind ik niet eerlijk."
    ),
    "I am unhappy with your coach. I was on holiday until 3 May and nobody told me the appointment moved.",
    (
        "Sinds ik met zwangerschapsverlof ben hoor ik niets meer van u. Tot wanneer moet ik wachten? "
        "Neem contact op met mij."
    ),
    "Ik werk op maandag en dinsdag, dus bellen kan alleen woensdag. Ik wil klagen over de begeleiding.",
    (
        "Uw medewerker is niet meer werkzaam bij u, hoor ik. Mijn dossier is nu zoek en mijn e-mail "
        "wordt niet beantwoord."
    ),
    (
        "Ik ben tot en met 20 november met vakantie en kwam bij terugkomst een boze brief van uw "
        "kantoor tegen. Dat is niet netjes. Bel mij terug."
    ),
    "Ihre Mitarbeiterin ist seit Wochen nicht erreichbar. Ich bin sehr unzufrieden und bitte um Rückruf bis Freitag.",
    "Je suis absent depuis mon opération et personne ne m'a contacté. Je souhaite porter plainte.",
    "Sorry voor de late reactie, ik was met vakantie. De offerte ziet er goed uit, akkoord.",
    "Ik ben afwezig op de training van 12 mei, kan ik die inhalen? Graag contact opnemen met mij.",
    (
        "Ik ben vanaf 1 mei op vakantie, dus graag voor die tijd nog even contact over mijn traject. "
        "Bedankt voor uw mail."
    ),
    "Bedankt voor je mail! Ik ben vrijdag vrij, maar maandag weer aanwezig. Zullen we dan bellen?",
    "De gemeente heeft mijn klacht ontvangen en doorgestuurd naar u. Wanneer hoor ik iets?",
    "U schreef dat mijn klacht was ontvangen en dat ik binnen drie weken bericht zou krijgen. Dat is niet gebeurd.",
)


@pytest.mark.parametrize("text", [*DUTCH, *ENGLISH, *GERMAN, *FRENCH], ids=lambda text: text[:40])
def test_a_robot_that_shows_in_its_words_only_is_suspect(text: str) -> None:
    """Absence, a closed mailbox, an acknowledgement: a person looks, and nobody is answered."""
    found = automatic(message(text=text))
    assert found is not None
    assert not found.certain
    assert found.told


@pytest.mark.parametrize("text", PEOPLE, ids=lambda text: text[:40])
def test_a_person_who_tells_of_absence_or_answers_is_no_robot(text: str) -> None:
    """Illness, leave and unanswered mail are what complaints are about (PEERS 15)."""
    assert automatic(message(text=text)) is None
