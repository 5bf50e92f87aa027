"""The collection of raw replies and first contacts through whole passes, each with the outcome it should have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from klachtmail.core.model import Address, Case, Letter, Receipt, State, Track
from klachtmail.records.store import Register, Work
from tests.edges.house import HANDLER, OFFICER, House, house
from tests.edges.registers import begun

CORPUS = Path(__file__).parent.parent / "corpus"
REPLIES = CORPUS / "replies"
STAFF = """
[[people.staff]]
name = "Roelof Wubs"
email = "r.wubs@werkenderwijs.example"
"""


@dataclass(frozen=True)
class Outcome:
    """Where a reply should end: ``case`` (filed), ``waits`` (a person, case proposed), ``listed``, ``new``."""

    end: str
    note: str = ""


FILED = Outcome("case")
OUTCOMES = {
    "14": Outcome("case", "other_address"),
    "15": Outcome("waits"),
    "25": Outcome("listed"),
    "27": Outcome("waits"),
    "30": Outcome("new"),
    "31": Outcome("waits"),
    "32": Outcome("waits"),
    "36": Outcome("case", "privacy"),
    "39": Outcome("waits"),
    "40": Outcome("waits", "unproved_staff"),
}
"""By the number of the file; every other reply is filed in the case that the index names."""


def _arrived(raw: bytes) -> datetime:
    """A minute after the own server took the mail: the topmost Received."""
    top = message_from_bytes(raw)["Received"]
    return parsedate_to_datetime(top.rpartition(";")[2].strip()) + timedelta(minutes=1)


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (REPLIES / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def seeded(tmp_path: Path) -> Iterator[House]:
    """A register that holds the collection's thirteen cases and their acknowledgements."""
    with house(tmp_path, extra=STAFF) as home:
        mailbox = replace(home.config.mailbox, trusted_authserv_id="mx.werkenderwijs.example")
        home.config = replace(home.config, mailbox=mailbox)
        register = Register(begun(tmp_path / "register.db"))
        with register.transaction() as work:
            for row in rows("cases.jsonl"):
                _seed(work, row)
        register.close()
        yield home


def _seed(work: Work, row: dict) -> None:
    number, _, code = row["token"].rpartition("-")
    sent = datetime.fromisoformat(row["ack_sent"])
    complainant = Address(row["complainant_name"], row["complainant_addr"])
    track = Track.PRIVACY if row["track"] == "avg" else Track.SERVICE
    receipt = Receipt(sent, "internaldate")
    case = Case(number, code, track, State.OPEN, receipt, complainant, "e-mail", handler=HANDLER)
    work.dossiers.open_case(case, (), sent.astimezone(UTC))
    letter = Letter(f"{number}/acknowledge", "complainant-acknowledgement", complainant, number)
    mail = EmailMessage(policy=SMTP)
    mail["Message-ID"], mail["Subject"] = row["ack_message_id"], row["ack_subject"]
    mail.set_content(row["ack_text"])
    work.session.flush()
    work.outbox.queue(
        letter,
        message_id=row["ack_message_id"],
        subject=row["ack_subject"],
        raw=mail.as_bytes(),
        state="sent",
        now=sent.astimezone(UTC),
        not_before=sent,
    )


@pytest.mark.parametrize("row", rows("index.jsonl"), ids=lambda row: row["file"][:40])
def test_reply_ends_where_it_should(row: dict, seeded: House) -> None:
    """Filed in its case, before a person, listed, or a new case; nobody outside hears anything of it."""
    raw = (REPLIES / row["file"]).read_bytes()
    at = _arrived(raw)
    seeded.append(raw, at=at)
    before = {case["number"]: case["messages"] for case in seeded.cases()}
    seeded.once(at)
    outcome = OUTCOMES.get(row["file"][:2], FILED)
    after = {case["number"]: case["messages"] for case in seeded.cases()}
    grown = {number for number in after if after[number] > before.get(number, 0)}
    entries = seeded.entries()
    if outcome.end == "case":
        number = row["case"].rpartition("-")[0]
        assert grown == {number}, entries
        assert entries == []
        shown = json.dumps(seeded.reader().show(number))
        assert outcome.note in shown
    elif outcome.end == "new":
        assert len(after) == len(before) + 1
        (new,) = set(after) - set(before)
        case = next(one for one in seeded.cases() if one["number"] == new)
        assert case["complainant"]["email"].startswith("wiea")
        assert case["received_at"].startswith("2026-04-13T23:02")
    else:
        assert grown == set()
        (entry,) = entries
        assert entry["waits"] is (outcome.end == "waits")
        assert outcome.note in json.dumps(seeded.reader().show(entry["number"])) or outcome.note in entry["reason"]
    allowed = {OFFICER, HANDLER}
    allowed |= {"directie@werkenderwijs.example", "dpo@privacykantoor.example"}
    outside = [mail for mail in seeded.server.received if not set(mail.rcpt_to) <= allowed]
    assert len(outside) == (1 if outcome.end == "new" else 0) or outcome.end == "new"


def test_every_first_contact_becomes_a_case_or_an_entry(tmp_path: Path) -> None:
    """R2: of 760 first contacts none is dropped; each is a case, an entry, or machine mail that says so."""
    with house(tmp_path, extra="[limits]\nnew_cases_an_hour = 0") as home:
        contacts = [json.loads(line) for line in (CORPUS / "first_contact.jsonl").read_text("utf-8").splitlines()]
        with home.imap() as client:
            for contact in contacts:
                client.append("INBOX", _raw(contact), (), home.now)
        home.once()
        register = Register(begun(tmp_path / "register.db"))
        with register.transaction() as work:
            connection = work.session.connection()
            found = connection.exec_driver_sql(
                "SELECT COUNT(*), SUM(case_number IS NOT NULL OR entry_number IS NOT NULL),"
                " SUM(route IN ('automatic', 'by_hand')) FROM mail WHERE stage = 'done'"
            ).one()
        total, matters, machines = found
        assert total == len(contacts)
        assert matters + machines >= total
        assert machines <= 4, "only real automatic answers"


def _raw(contact: dict) -> bytes:
    mail = EmailMessage(policy=SMTP)
    name, _, email = contact["from"].rpartition(" <")
    mail["From"] = f'"{name}" <{email}' if name else contact["from"]
    mail["To"] = "kwaliteit@werkenderwijs.example"
    mail["Subject"] = " ".join(contact["subject"].split())
    mail["Message-ID"] = f"<{contact['id']}@corpus.example>"
    mail.set_content(contact["body"])
    return mail.as_bytes()
