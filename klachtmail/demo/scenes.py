"""The rehearsal's scenes: who writes what, when. All persons are invented.

Between two scenes all that falls due is done, and after the last one until ``UNTIL``. A scene in which staff answer a
mail is one with ``replies`` and the words of the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

ORGANISATION = "werkenderwijs.example"
MAILBOX = f"kwaliteit@{ORGANISATION}"
OFFICER = f"i.wubs@{ORGANISATION}"
HANDLER = f"m.dekkinga@{ORGANISATION}"
DEPUTY = f"r.eising@{ORGANISATION}"
DIRECTOR = f"directie@{ORGANISATION}"
DPO = "dpo@privacykantoor.example"
HENNIE = "h.trip@klant.example"
ROLF = "rolf.kiers@klant.example"
OLAF = "olaf.brinkhuis@klant.example"
ELIF = "elif.sahin@klant.example"

_WINTER = timezone(timedelta(hours=1))
UNTIL = datetime(2026, 4, 15, 18, 0, tzinfo=timezone(timedelta(hours=2)))
"""Past working day 25 of the first cases."""
WORKING_DAYS = 27
"""From the first scene on; Goede Vrijdag is one of them, Easter Monday is none."""
MESSAGES = 9
"""What came in in the first case: the complaint, her answer, and seven answers of staff."""


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=_WINTER)


@dataclass(frozen=True, slots=True)
class Scene:
    """One mail that comes in: when, what it shows, from whom, and its words.

    ``replies`` says that it answers the latest letter about a case that its writer received (``about``: about this
    case of the year), ``automatic`` that no person but a program wrote it.
    """

    at: datetime
    shows: str
    writer: str
    name: str
    subject: str
    text: str
    replies: bool = False
    automatic: bool = False
    about: int = 0


_CONFIRMATION = (
    "BEVESTIGEN\nBrief:\nBeste mevrouw Trip,\n\nOp vrijdag 13 maart spraken wij elkaar in Nieuw Buinen. U vertelde dat "
    "u drie keer voor een dichte deur stond en niet werd teruggebeld. Wij spraken af:\n"
    "- Marjolein belt u elke maandag.\n- Gaat een afspraak niet door, dan bellen wij u vooraf.\n"
)
_CLOSING = (
    "AFHANDELEN gegrond\nOorzaak: verlof zonder vervanging\nMaatregel: een vaste vervanger voor elke coach\n"
    "Eigenaar: Marjolein Dekkinga\nGereed: 1-5-2026\nBrief:\nU stond drie keer voor een dichte deur, niemand belde u. "
    "Dat had niet mogen gebeuren. Onze excuses.\n"
)


def _answer(at: datetime, shows: str, text: str, *, writer: str = HANDLER, about: int = 1) -> Scene:
    """Somebody of staff answers the latest mail about a case: commands are nothing else."""
    names = {HANDLER: "Marjolein Dekkinga", OFFICER: "Ineke Wubs", DPO: "Data Privacy Officer"}
    return Scene(at, shows, writer, names[writer], "", text, replies=True, about=about)


SCENES = (
    Scene(
        _at(9, 10, 12),
        "een klacht",
        HENNIE,
        "Hennie Trip",
        "Drie keer voor niets gekomen",
        "Goedemorgen,\n\nIk heb nu drie keer voor een dichte deur gestaan in Stadskanaal. Niemand had mij "
        "afgebeld en ik word ook niet teruggebeld. Ik ben hier heel boos over en ik wil dat er iets aan "
        "gedaan wordt.\n\nHennie Trip\n",
    ),
    Scene(
        _at(9, 10, 40),
        "een privacyklacht",
        ROLF,
        "Rolf Kiers",
        "Mijn medische gegevens bij mijn werkgever",
        "Geachte heer, mevrouw,\n\nUw coach heeft mijn diagnose en mijn medicijnen aan mijn werkgever gemaild. "
        "Daar heb ik nooit toestemming voor gegeven. Ik dien hierover een klacht in: dit zijn mijn "
        "persoonsgegevens.\n\nRolf Kiers\n",
    ),
    Scene(
        _at(9, 11, 5),
        "een klacht",
        OLAF,
        "Olaf Brinkhuis",
        "Klacht over de training",
        "Ik wil een klacht indienen over de sollicitatietraining. De trainer schold een deelnemer uit waar "
        "iedereen bij was en lachte om mijn vragen.\n\nOlaf Brinkhuis\n",
    ),
    Scene(
        _at(9, 11, 6),
        "een automatisch antwoord op de bevestiging",
        OLAF,
        "Olaf Brinkhuis",
        "",
        "Ik ben afwezig tot en met maandag 6 april. Uw bericht wordt niet gelezen.\n",
        replies=True,
        automatic=True,
    ),
    Scene(
        _at(9, 11, 30),
        "een klacht van een adres dat niet bestaat (de bevestiging komt terug)",
        ELIF,
        "Elif Sahin",
        "Klacht reiskosten",
        "Al sinds januari wacht ik op mijn reiskosten. Ik heb zes keer gemaild en krijg nooit antwoord. "
        "Dit is een klacht.\n\nElif Sahin\n",
    ),
    Scene(
        _at(10, 9, 2),
        "een antwoord van de klager",
        HENNIE,
        "Hennie Trip",
        "",
        "Dank u wel voor de bevestiging. U kunt mij donderdag na twee uur bellen.\n\nHennie Trip\n",
        replies=True,
    ),
    Scene(
        _at(10, 9, 30),
        "een vraag, geen klacht",
        "anja@klant.example",
        "Anja de Groot",
        "Openingstijden",
        "Goedendag, kunt u mij zeggen hoe laat het kantoor in Emmen vrijdag open is? Alvast bedankt.\n\nAnja\n",
    ),
    _answer(_at(11, 9, 15), "een opdracht: uitnodigen", "UITNODIGEN 13-3 14:00 Drentse Poort 18, Nieuw Buinen\n"),
    _answer(_at(11, 9, 20), "JA, de brief mag zo weg", "JA\n"),
    _answer(
        _at(12, 13, 0),
        "zijn advies, in gewone woorden",
        "Dit is onrechtmatig: er was geen toestemming. Meld het bij de AP en maak afspraken met de coach.\n",
        writer=DPO,
        about=2,
    ),
    _answer(_at(12, 13, 30), "JA, dit is het advies", "JA\n", writer=OFFICER, about=2),
    _answer(_at(13, 15, 5), "een opdracht: gesproken", "Gesproken.\n"),
    _answer(_at(13, 15, 40), "een opdracht: bevestigen, met een brief", _CONFIRMATION),
    _answer(_at(13, 15, 45), "JA, de brief mag zo weg", "Ja\n"),
    Scene(
        _at(16, 8, 31),
        "een automatisch antwoord op de herinnering: zij is afwezig",
        HANDLER,
        "Marjolein Dekkinga",
        "",
        "Ik ben met verlof tot en met woensdag 18 maart.\n",
        replies=True,
        automatic=True,
    ),
    _answer(_at(19, 10, 0), "een opdracht: afhandelen, met een brief", _CLOSING),
    _answer(_at(19, 10, 5), "JA, de brief mag zo weg", "JA\n"),
)
