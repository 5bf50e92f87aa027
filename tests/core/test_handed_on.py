"""A machine's envelope around a person's words: the complaint is not lost, and no letter goes out unseen (PEERS 15)."""

from __future__ import annotations

import pytest

from klachtmail.core.facts import Facts
from klachtmail.core.judge import judge
from klachtmail.core.model import Kind, Label, Receipt, Role
from tests.core.build import message
from tests.core.clock import OFFICE, RECEIVED

FACTS = Facts(Role.INBOX, Receipt(RECEIVED, "internaldate"))
COMPLAINT = (
    "Ik heb nu drie keer voor een dichte deur gestaan. Niemand had mij afgebeld en ik word niet teruggebeld. "
    "Ik ben hier boos over en dien hierbij een klacht in."
)
QUESTION = "Kunt u mij zeggen hoe laat het kantoor in Emmen vrijdag open is? Alvast bedankt."
GENERATED = {"headers": {"auto-submitted": "auto-generated"}}
NOBODY: dict[str, object] = {"return_path": ""}
ANSWERS = {"in_reply_to": ("<1@werkenderwijs.example>",)}


@pytest.mark.parametrize(
    ("marks", "text", "kind"),
    [
        pytest.param(GENERATED, COMPLAINT, Kind.HUMAN, id="generated, a complaint"),
        pytest.param(NOBODY, COMPLAINT, Kind.HUMAN, id="null sender, a complaint"),
        pytest.param(GENERATED | NOBODY, COMPLAINT, Kind.HUMAN, id="both, a complaint"),
        pytest.param(NOBODY, QUESTION, Kind.HUMAN, id="null sender, a question that answers nothing"),
        pytest.param(NOBODY | ANSWERS, QUESTION, Kind.AUTOREPLY, id="null sender, answers us"),
        pytest.param(GENERATED, QUESTION, Kind.AUTOREPLY, id="generated, a question"),
        pytest.param(GENERATED | NOBODY, QUESTION, Kind.AUTOREPLY, id="both, a question"),
    ],
)
def test_headers_alone_do_not_make_a_robot_of_a_person(marks: dict[str, object], text: str, kind: Kind) -> None:
    """Survey tools and web servers bear a robot's headers and carry what people wrote."""
    assert judge(message(subject="Begeleiding", text=text, **marks), FACTS, OFFICE).kind is kind


@pytest.mark.parametrize("marks", [GENERATED, NOBODY, GENERATED | NOBODY], ids=["generated", "null", "both"])
def test_such_a_complaint_is_never_sure(marks: dict[str, object]) -> None:
    """A person looks before anything goes out; it is no certain automatic answer that would only be filed."""
    verdict = judge(message(subject="Klacht", text=COMPLAINT, **marks), FACTS, OFFICE)
    assert (verdict.label, verdict.sure) == (Label.SERVICE, False)


def test_a_quoted_letter_makes_no_complaint_of_an_automatic_answer() -> None:
    """Our own letters hold all the words of complaints; only new words count."""
    answer = message(subject="Re: uw klacht", text=COMPLAINT, new_text="Fijne dag.", **(GENERATED | NOBODY))
    assert judge(answer, FACTS, OFFICE).kind is Kind.AUTOREPLY
