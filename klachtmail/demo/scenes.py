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
MESSAGES = 2
"""What came in in the first case: the complaint and her answer."""


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=_WINTER)


@dataclass(frozen=True, slots=True)
class Scene:
    """One mail from outside: when, what it shows, from whom, and its words.

    ``replies`` says that it answers the latest letter about a case that its writer received, ``automatic`` that
    no person but a program wrote it.
    """

    at: datetime
    shows: str
    writer: str
    name: str
    subject: str
    text: str
    replies: bool = False
    automatic: bool = False


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
)
