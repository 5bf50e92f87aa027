"""The regulation, rule by rule: each test carries out the rule whose sentence it bears (REGLEMENT: R14-R32, R39-R41).

Dates count from Monday 9 March 2026, 10:00 in Amsterdam, unless a test says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from klachtmail.core.duties import duty, opening_duties
from klachtmail.core.duty_rule import Act
from klachtmail.core.duty_table import kinds_ended_by, kinds_met_by, rule_of
from klachtmail.core.model import DutyKind, Flag, Letter, Met, Receipt, State, Track
from klachtmail.core.standing import Standing
from klachtmail.post.letters import Letters, Stamp
from klachtmail.post.samples import SAMPLES, Sample
from tests.core.clock import (
    CALENDAR,
    DIRECTOR,
    DPO,
    HANDLER,
    OFFICE,
    OFFICER,
    RECEIVED,
    SECOND,
    at,
    hours,
    standing,
    working_day,
)
from tests.edges.office import COMPLAINT, Clockwork, clockwork

ZONE = "Europe/Amsterdam"


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[Clockwork]:
    with clockwork(tmp_path) as made:
        yield made


def deadlines(received: datetime, track: Track = Track.SERVICE, **changes: object) -> dict[DutyKind, tuple[date, date]]:
    """Kind -> internal and legal day of a new case."""
    facts = {"calendar": CALENDAR, "terms": OFFICE.terms, "timezone": ZONE, "has_email": True} | changes
    made = opening_duties(track, State.OPEN, received, **facts)  # type: ignore[arg-type]
    return {one.kind: (one.deadline, one.legal) for one in made}


def live(clock: Clockwork, first: int, last: int) -> None:
    """Tick through working days after receipt: morning, digest and reminders, the day's end."""
    for n in range(first, last + 1):
        for hour, minute in ((8, 0), (8, 30), (17, 0)):
            clock.tick(max(working_day(n, hour, minute), RECEIVED))


def days_of(clock: Clockwork, template: str, to: str) -> list[date]:
    """On which days somebody got a letter."""
    return [row.queued_at.astimezone(RECEIVED.tzinfo).date() for row in clock.letters(template, to)]


def nth(*working_days: int) -> list[date]:
    """Days by their number after receipt."""
    return [working_day(n).date() for n in working_days]


def meets(clock: Clockwork, kinds: tuple[DutyKind, ...], at: datetime) -> None:
    """An act of staff, by what it meets."""
    with clock.register.transaction() as work:
        for kind in kinds:
            work.dossiers.note_met("KL-2026-0001", Met(kind, "test"), at)


def test_r14_acknowledgement(clock: Clockwork) -> None:
    """U ontvangt binnen 3 werkdagen een (schriftelijke) bevestiging van de ontvangst."""
    clock.arrives(RECEIVED)
    clock.send(RECEIVED)
    case = clock.case(RECEIVED)
    assert case["acknowledged_at"] == case["received_at"]
    assert deadlines(RECEIVED)[DutyKind.ACKNOWLEDGE] == (date(2026, 3, 12), date(2026, 3, 12))


def test_r14_alarm_at_the_end_of_working_day_1(clock: Clockwork) -> None:
    """U ontvangt binnen 3 werkdagen een bevestiging: zonder bevestiging gaat er op werkdag 1 een alarm af."""
    clock.opens(standing(met=()))
    live(clock, 0, 1)
    (alarm,) = clock.letters("reminder", OFFICER.email)
    assert alarm.queued_at == working_day(1, 17, 0)


def test_r14_bounce_reopens_the_acknowledgement(clock: Clockwork) -> None:
    """U ontvangt een bevestiging van de ontvangst: wat niet is aangekomen, is niet ontvangen."""
    clock.opens(standing())
    with clock.register.transaction() as work:
        work.dossiers.note_met("KL-2026-0042", Met(DutyKind.ACKNOWLEDGE, "niet bezorgd", reopened=True), RECEIVED)
    live(clock, 1, 4)
    assert days_of(clock, "reminder", OFFICER.email) == nth(1, 3)
    assert clock.letters("overdue", OFFICER.email)[0].queued_at == working_day(4)


def test_r15_complainant_without_address(clock: Clockwork) -> None:
    """U ontvangt een (schriftelijke) bevestiging: zonder e-mailadres op papier, gepost op werkdag 1."""
    clock.opens(standing(email="", met=()))
    live(clock, 0, 2)
    assert deadlines(RECEIVED, has_email=False)[DutyKind.POST_LETTER][0] == working_day(1).date()
    assert days_of(clock, "quality_officer-reminder", OFFICER.email)[0] == working_day(1).date()
    assert days_of(clock, "quality_officer-overdue", OFFICER.email)[0] == working_day(2).date()
    assert {DutyKind.ACKNOWLEDGE, DutyKind.POST_LETTER} <= set(kinds_met_by(Act.LETTER_POSTED))
    assert {DutyKind.ACKNOWLEDGE, DutyKind.POST_LETTER} <= set(kinds_met_by(Act.NUMBER_TOLD))


def test_r16_contact_within_seven_working_days(clock: Clockwork) -> None:
    """De verantwoordelijke persoon zal binnen 7 werkdagen contact met u opnemen."""
    clock.arrives(RECEIVED)
    clock.send(RECEIVED)
    live(clock, 0, 11)
    assert days_of(clock, "reminder", HANDLER.email) == nth(5, 6, 7, 8, 9, 10)
    assert days_of(clock, "overdue", OFFICER.email) == nth(8)
    assert days_of(clock, "overdue", DIRECTOR.email) == days_of(clock, "overdue", SECOND.email) == nth(9)


def test_r16_only_a_talk_or_an_invitation_counts() -> None:
    """Contact met u opnemen om de klacht telefonisch te bespreken of u uit te nodigen voor een gesprek."""
    assert rule_of(DutyKind.CONTACT).met_by == {Act.TALKED, Act.INVITED}


def test_r17_written_confirmation_within_two_working_days() -> None:
    """Na afloop ontvangt u altijd een schriftelijke bevestiging van de klacht en de gemaakte afspraken."""
    made = duty(DutyKind.CONFIRM, RECEIVED.date(), calendar=CALENDAR, terms=OFFICE.terms)
    assert made.deadline == working_day(2).date()
    assert rule_of(DutyKind.CONFIRM).met_by == {Act.TALK_CONFIRMED}


def test_r18_the_aim_of_twenty_working_days(clock: Clockwork) -> None:
    """WerkenderWijs streeft er naar uw klacht binnen 20 werkdagen af te handelen."""
    clock.opens(standing(met=(DutyKind.ACKNOWLEDGE, DutyKind.CONTACT, DutyKind.ADMISSIBILITY)))
    live(clock, 0, 29)
    assert days_of(clock, "reminder", HANDLER.email) == nth(15, 18, 20, 21, 22, 23, 28)


def test_r18_the_handler_is_asked_for_a_new_date_two_working_days_before(clock: Clockwork) -> None:
    """Binnen 20 werkdagen af te handelen: lukt dat niet, dan hoort de klager dat voor dag 20, met reden."""
    clock.opens(standing(met=(DutyKind.ACKNOWLEDGE, DutyKind.CONTACT, DutyKind.ADMISSIBILITY)))
    live(clock, 15, 18)
    five_before, two_before = clock.letters("reminder", HANDLER.email)
    assert "Lukt het niet" not in _text(five_before.raw)
    assert "Antwoord met UITSTEL, een nieuwe datum en de reden" in _text(two_before.raw)


def _text(raw: bytes) -> str:
    import email.policy  # noqa: PLC0415 - needed here only

    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain",))  # type: ignore[attr-defined]
    return " ".join(body.get_content().split())


def test_r19_every_complaint_is_before_the_directie(clock: Clockwork) -> None:
    """Alle klachten worden voorgelegd aan de kwaliteitsverantwoordelijke alsmede aan de directie."""
    clock.arrives(RECEIVED)
    token = clock.case(RECEIVED)["token"]
    clock.tick(working_day(1, 8, 0))
    assert [row.template for row in clock.letters("new_case", OFFICER.email)] == ["quality_officer-new_case"]
    for director in (DIRECTOR, SECOND):
        (digest,) = clock.letters("digest", director.email)
        assert token in _text(digest.raw)
        assert "nieuw" in _text(digest.raw)


def test_r20_what_a_meeting_sees_names_nobody(clock: Clockwork) -> None:
    """Bij eventuele bespreking in overlegstructuren geschiedt dit geanonimiseerd."""
    clock.arrives(RECEIVED, f"{COMPLAINT} Ik woon in Emmen en heb last van mijn rug.")
    clock.tick(working_day(1, 8, 0))
    (digest,) = clock.letters("digest", DIRECTOR.email)
    told = _text(digest.raw)
    assert "KL-2026-0001" in told
    assert not any(word in told for word in ("Hennie", "Trip", "h.trip", "Emmen", "rug", "dichte deur", HANDLER.name))


def test_r21_every_complaint_stays_countable(clock: Clockwork) -> None:
    """Jaarlijks worden de klachten geanalyseerd: ook wat is afgehandeld of geen klacht bleek, blijft te tellen."""
    for number, state in enumerate(State):
        one = standing(state=state)
        clock.opens(replace(one, case=replace(one.case, number=f"KL-2026-{number + 1:04d}", outcome="gegrond")))
    clock.tick(working_day(40))
    cases = [clock.case(working_day(40), number) for number in range(len(State))]
    assert [case["state"] for case in cases] == list(State)
    assert all(case["received_at"] and case["track"] and case["outcome"] and case["duties"] for case in cases)


def test_r22_not_taken_up_within_four_weeks(clock: Clockwork) -> None:
    """U ontvangt uiterlijk binnen vier weken na de ontvangstdatum bericht als wij de klacht niet behandelen."""
    assert deadlines(at(31, month=1))[DutyKind.ADMISSIBILITY] == (date(2026, 2, 27), date(2026, 2, 28))
    clock.opens(standing(met=(DutyKind.ACKNOWLEDGE, DutyKind.CONTACT, DutyKind.SETTLE)))
    live(clock, 0, 22)
    told = days_of(clock, "reminder", OFFICER.email) + days_of(clock, "overdue", OFFICER.email)
    assert told == nth(14, 19, 20)


def test_r23_nothing_pauses_a_clock(clock: Clockwork) -> None:
    """Binnen 20 werkdagen: geen bericht, geen absentie en geen stilstand van de machine verschuift een datum."""
    clock.arrives(RECEIVED)
    before = {one["kind"]: one["deadline"] for one in clock.case(RECEIVED)["duties"]}
    live(clock, 8, 12)
    assert {one["kind"]: one["deadline"] for one in clock.case(working_day(12))["duties"]} == before


@pytest.mark.parametrize("template", ["complainant-closing", "complainant-declined"])
def test_r24_the_closing_names_blik_op_werk_with_its_condition(template: str) -> None:
    """U kunt uw klacht indienen bij de klachtenlijn en het College van Arbitrage van Blik op Werk."""
    for sample in SAMPLES:
        text = _letter_of(template, sample)
        assert "Gaat uw klacht over de uitvoering van uw traject voor re-integratie of mobiliteit?" in text
        assert "klachtenlijn en het College van Arbitrage van Blik op Werk" in text


def _letter_of(template: str, sample: Sample) -> str:
    stamp = Stamp("<1@werkenderwijs.example>", RECEIVED, OFFICER.address)
    return " ".join(Letters(OFFICE).render(sample.letter(template), stamp, sample.case, sample.duties).text.split())


def test_r25_privacy_has_a_track_of_its_own() -> None:
    """Een klacht over het gebruik van persoonsgegevens kent een maand, en het advies van de DPO."""
    assert {DutyKind.MONTH, DutyKind.DPO_ADVICE} <= set(deadlines(RECEIVED, Track.PRIVACY))
    assert not {DutyKind.MONTH, DutyKind.DPO_ADVICE} & set(deadlines(RECEIVED))


def test_r26_privacy_is_settled_within_a_month(clock: Clockwork) -> None:
    """Uw klacht wordt uiterlijk binnen één maand afgehandeld."""
    assert deadlines(at(31, month=1), Track.PRIVACY)[DutyKind.MONTH] == (date(2026, 2, 27), date(2026, 2, 28))
    but_month = (
        DutyKind.ACKNOWLEDGE,
        DutyKind.CONTACT,
        DutyKind.ADMISSIBILITY,
        DutyKind.SETTLE,
        DutyKind.DPO_ADVICE,
    )
    clock.opens(standing(track=Track.PRIVACY, met=but_month))
    live(clock, 0, 24)
    assert days_of(clock, "reminder", HANDLER.email) == nth(12, 17, 20, 22, 23, 24)


@pytest.mark.parametrize(
    ("received", "day"),
    [
        pytest.param(at(31, month=1, year=2028), date(2028, 2, 28), id="20 working days are earlier"),
        pytest.param(at(1, month=5), date(2026, 6, 1), id="the month is earlier"),
    ],
)
def test_r27_the_earlier_of_twenty_working_days_and_a_month(received: datetime, day: date) -> None:
    """Voor klachten over persoonsgegevens gelden ook de termijnen van 3, 7 en 20 werkdagen en vier weken."""
    assert deadlines(received, Track.PRIVACY)[DutyKind.SETTLE][0] == day
    kinds = (DutyKind.ACKNOWLEDGE, DutyKind.CONTACT, DutyKind.ADMISSIBILITY)
    assert all(deadlines(received)[kind] == deadlines(received, Track.PRIVACY)[kind] for kind in kinds)


def test_r28_the_dpo_is_asked_for_advice_the_same_day(clock: Clockwork) -> None:
    """WerkenderWijs is verplicht om de Data Privacy Officer (DPO) om advies te vragen."""
    clock.opens(standing(track=Track.PRIVACY))
    clock.tick(RECEIVED)
    assert days_of(clock, "dpo-advice_request", DPO.email) == [RECEIVED.date()]
    live(clock, 0, 15)
    assert days_of(clock, "dpo-reminder", DPO.email) == nth(5, 8, 10)
    assert days_of(clock, "overdue", DIRECTOR.email)[-1] == working_day(11).date()
    assert rule_of(DutyKind.DPO_ADVICE).met_by == {Act.ADVISED, Act.NO_ADVICE}


def test_r29_r30_the_acknowledgement_names_the_authority_and_the_court(clock: Clockwork) -> None:
    """U kunt een klacht indienen bij de Autoriteit Persoonsgegevens of naar de rechter gaan."""
    one = standing(track=Track.PRIVACY, met=())
    wanted = Letter("x", "complainant-acknowledgement_privacy", one.case.complainant, one.case.number)
    clock.opens(one)
    with clock.register.transaction() as work:
        clock.ticks.writer.queue(work, (wanted,), RECEIVED.astimezone(UTC), case=one.case, duties=one.duties)
    (letter,) = clock.letters("acknowledgement_privacy")
    assert "www.autoriteitpersoonsgegevens.nl. U kunt ook naar de rechter gaan." in _text(letter.raw)


@pytest.mark.parametrize("template", ["complainant-closing", "complainant-declined"])
def test_r29_r30_so_do_closing_and_refusal_of_a_privacy_complaint(template: str) -> None:
    """U kunt een klacht indienen bij de Autoriteit Persoonsgegevens of naar de rechter gaan: alleen waar dat past."""
    for sample in SAMPLES:
        text = _letter_of(template, sample)
        private = sample.case.track is Track.PRIVACY
        assert ("Autoriteit Persoonsgegevens" in text, "rechter" in text) == (private, private)


def test_r31_both_kinds_are_one_case_on_the_privacy_track(clock: Clockwork) -> None:
    """Gaat uw klacht over de dienstverlening en over persoonsgegevens, dan is het één zaak."""
    clock.opens(standing(track=Track.PRIVACY, flags=frozenset({Flag.BOTH})))
    clock.tick(RECEIVED)
    (request,) = clock.letters("advice_request")
    assert "gaat over de dienstverlening en over persoonsgegevens" in _text(request.raw)


def test_r32_a_breach_alerts_at_any_hour_and_has_72_clock_hours(clock: Clockwork) -> None:
    """Een datalek wordt binnen 72 uur gemeld bij de Autoriteit Persoonsgegevens."""
    saturday = at(14, 23, 50)
    clock.opens(standing(received=saturday, track=Track.PRIVACY, flags=frozenset({Flag.BREACH})))
    clock.tick(saturday)
    alarmed = {DPO.email, DIRECTOR.email, SECOND.email, OFFICER.email}
    assert {row.recipient_email for row in clock.letters("breach")} == alarmed
    (breach,) = [one for one in clock.case(saturday)["duties"] if one["kind"] == "breach"]
    assert breach["deadline"] == (saturday + hours(72)).isoformat()
    assert breach["deadline"] == "2026-03-17T23:50:00+01:00"


def test_r32_what_ends_the_72_hours() -> None:
    """Een datalek wordt gemeld, tenzij het er geen is: afhandelen van de klacht alleen is niet genoeg."""
    assert kinds_met_by(Act.AP_NOTIFIED) == (DutyKind.BREACH,)
    assert kinds_ended_by(Act.NO_BREACH) == (DutyKind.BREACH,)
    assert DutyKind.BREACH not in (*kinds_met_by(Act.SETTLED), *kinds_ended_by(Act.SETTLED))


def test_r39_receipt_is_arrival_whatever_the_hour() -> None:
    """De datum van ontvangst is de dag waarop uw klacht bij ons binnenkomt, hoe laat ook."""
    friday = datetime(2026, 1, 30, 23, 50, tzinfo=RECEIVED.tzinfo)
    assert deadlines(friday)[DutyKind.ACKNOWLEDGE][0] == date(2026, 2, 4)
    assert deadlines(friday + timedelta(minutes=11))[DutyKind.ADMISSIBILITY][1] == date(2026, 2, 28)


def test_r40_downtime_does_not_move_receipt(clock: Clockwork) -> None:
    """De termijnen lopen vanaf de dag van ontvangst, ook als wij uw bericht later lezen."""
    late = working_day(4)
    one = standing(met=())
    clock.opens(replace(one, case=replace(one.case, received=Receipt(RECEIVED, "internaldate"))), at=late)
    assert clock.case(late)["received_at"] == "2026-03-09T10:00:00+01:00"
    clock.tick(late)
    assert [row.template for row in clock.letters("", OFFICER.email)][:1] == ["quality_officer-overdue"]


def test_r41_working_days_are_counted_once_and_kept(clock: Clockwork) -> None:
    """Een werkdag is maandag tot en met vrijdag, behalve de dagen waarop bijna geen kantoor werkt."""
    assert deadlines(at(31))[DutyKind.CONTACT][0] == date(2026, 4, 10)  # Goede Vrijdag counts, Easter Monday does not
    clock.arrives(RECEIVED, COMPLAINT)
    (contact,) = [one for one in clock.show("KL-2026-0001", RECEIVED)["clock"] if one["kind"] == "contact"]
    assert "di 10-03, wo 11-03" in contact["explanation"]
    assert "kalender strict" in contact["explanation"]


def test_the_helpers_hold_what_they_promise() -> None:
    """A case that opens has all its duties, so that no test above passes on an empty one."""
    one: Standing = standing()
    assert {made.kind for made in one.duties} == set(deadlines(RECEIVED))


def test_every_rule_has_a_test_that_bears_its_sentence() -> None:
    """R14-R32 and R39-R41, each with a docstring in Dutch."""
    tests = {name: one.__doc__ or "" for name, one in globals().items() if name.startswith("test_r")}
    covered = {int(number) for name in tests for number in re.findall(r"r(\d+)", name)}
    assert covered >= {*range(14, 33), 39, 40, 41}
    assert all(re.search(r"\b(de|een|uw|het|bij)\b", text, re.IGNORECASE) for text in tests.values())
