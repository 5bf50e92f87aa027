"""The mailbox belongs to people, too: what they and the server do in it makes no second case and loses none.

Each on the embedded server and on a real Dovecot.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from klachtmail.intake.mailbox import ImapMailbox
from tests.edges.dovecot import Dovecot
from tests.edges.house import COMPLAINT, HENNIE, MAILBOX, PRIVACY, QUESTION, START, House, mail
from tests.edges.mailboxes import dovecot_house, moves, once_while


def test_mail_already_read_by_a_person_becomes_a_case(any_house: House) -> None:
    r"""PEERS 1: \Seen says nothing about what we have seen."""
    any_house.append(mail(), flags=(b"\\Seen",))
    any_house.once()
    assert len(any_house.cases()) == 1


def test_same_mail_to_both_addresses_is_one_complaint(any_house: House) -> None:
    """R7: other trace headers, the same mail: one case, one acknowledgement, both out of the inbox."""
    raw = mail(to=f"{MAILBOX}, kwaliiteit@werkenderwijs.example")
    any_house.append(b"Received: from a by mx.demo.example; Mon, 09 Mar 2026 10:00:00 +0100\r\n" + raw)
    any_house.append(b"Received: from b by mx.demo.example; Mon, 09 Mar 2026 10:00:02 +0100\r\n" + raw)
    any_house.once()
    assert len(any_house.cases()) == 1
    assert len(any_house.letters(HENNIE)) == 1
    assert any_house.mails("INBOX") == []


def test_same_bytes_in_two_folders_are_one_case(any_house: House) -> None:
    """DESIGN 2.2: a copy in a folder of people's own makes no second case."""
    any_house.append(mail())
    with any_house.imap() as client:
        client.create_folder("Eigen map")
    any_house.append(mail(), "Eigen map")
    any_house.once()
    assert len(any_house.cases()) == 1
    assert len(any_house.mails("Eigen map")) == 1


def test_complaint_found_only_in_a_persons_own_folder_becomes_a_case(any_house: House) -> None:
    """DESIGN 2.1: the comparison with the ledger finds what a person moved before we looked."""
    with any_house.imap() as client:
        client.create_folder("Van Ineke")
    any_house.append(mail(), "Van Ineke")
    any_house.once()
    assert len(any_house.cases()) == 1


def test_rescue_from_junk_is_judged_again_with_the_first_receipt(any_house: House) -> None:
    """R9: Junk has been received; dragging it to the inbox makes it a case with its first receipt."""
    any_house.append(mail(), "Junk")
    any_house.once()
    assert any_house.cases() == []
    assert [entry["waits"] for entry in any_house.entries()] == [True]
    assert any_house.letters(HENNIE) == []
    moves(any_house, "Junk", "INBOX")
    any_house.once(START + timedelta(hours=5))
    (case,) = any_house.cases()
    assert case["received_at"] == "2026-03-09T10:00:00+01:00"
    assert any_house.entries() == []
    assert len(any_house.letters(HENNIE)) == 1


@pytest.mark.parametrize("step", ["fetch", "keep", "record"])
def test_mail_that_a_person_moves_during_the_pass_is_one_case_and_stays_there(step: str, any_house: House) -> None:
    """PEERS 1: what was fetched is a case; our move finds nothing, and the copy elsewhere is known by its bytes."""
    any_house.append(mail())
    with any_house.imap() as client:
        client.create_folder("Archief van Ineke")
    once_while(any_house, step, lambda: moves(any_house, "INBOX", "Archief van Ineke"))
    any_house.once()
    assert len(any_house.cases()) == 1
    assert any_house.entries() == []
    assert len(any_house.letters(HENNIE)) == 1
    assert (len(any_house.mails("Archief van Ineke")), any_house.mails("Klachten/Verwerkt")) == (1, [])


def test_mail_that_is_gone_before_it_is_fetched_is_found_in_its_new_folder(
    any_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DESIGN 2.1: listed and moved away; the rest is taken in now, this one with the next comparison."""
    any_house.append(mail())
    with any_house.imap() as client:
        client.create_folder("Archief van Ineke")
    sizes = ImapMailbox._sizes

    def later(*given: object) -> dict[int, int]:
        if any_house.mails("INBOX"):
            moves(any_house, "INBOX", "Archief van Ineke")
            any_house.append(mail(PRIVACY, sender="Rolf Kiers <rolf@example.org>"))
        return sizes(*given)

    with monkeypatch.context() as patch:
        patch.setattr(ImapMailbox, "_sizes", later)
        any_house.once()
    any_house.once()
    assert sorted(case["complainant"]["email"] for case in any_house.cases()) == [HENNIE, "rolf@example.org"]
    assert len(any_house.letters(HENNIE)) == 1


def _made_anew(home: House, name: str) -> None:
    """A person deletes a folder and makes it again with the same mails in it: another UIDVALIDITY."""
    raws = home.mails(name)
    with home.imap() as client:
        before = client.folder_status(name, ["UIDVALIDITY"])[b"UIDVALIDITY"]
        client.delete_folder(name)
        client.create_folder(name)
        assert client.folder_status(name, ["UIDVALIDITY"])[b"UIDVALIDITY"] != before
    for raw in raws[:1]:
        home.append(raw, name)


def test_changed_uidvalidity_makes_no_second_entry_and_hides_no_new_mail(any_house: House) -> None:
    """DESIGN 2.2: places are counted anew, also for as long as the same process runs; new mail has low UIDs then."""
    for number in range(4):
        any_house.append(mail(f"{COMPLAINT} Afspraak {number}.", sender=f"K <k{number}@example.org>"), "Junk")

    async def rounds() -> None:
        with any_house.works() as works:
            await works.intake.round(any_house.clock(), everything=True)
            _made_anew(any_house, "Junk")
            any_house.append(mail(PRIVACY, sender="Rolf <rolf@example.org>"), "Junk")
            await works.intake.round(any_house.clock(), everything=False)
            assert len(any_house.entries()) == 5
            any_house.append(mail(sender="Sanne <sanne@example.org>"), "Junk")
            await works.intake.round(any_house.clock(), everything=False)
            assert len(any_house.entries()) == 6
            await works.mailbox.close()

    asyncio.run(rounds())


@pytest.mark.dovecot
def test_inbox_whose_server_counts_anew_makes_no_second_case(dovecot: Dovecot, tmp_path: Path) -> None:
    """The server lost its index, as after a restore: the mails are known by what they are."""
    with dovecot_house(tmp_path, dovecot.account()) as home:
        home.append(mail())
        home.append(mail(QUESTION, sender="Vera Vraag <vera@example.org>", subject="Openingstijden"))
        home.once()
        letters = len(home.server.received)
        assert home.account is not None
        for index in (dovecot.folder / "mail" / home.account.username / "Maildir").rglob("dovecot*"):
            if index.is_file():
                index.unlink()
        home.once()
        assert (len(home.cases()), len(home.entries()), len(home.server.received)) == (1, 1, letters)
        assert (len(home.mails("INBOX")), len(home.mails("Klachten/Verwerkt"))) == (1, 1)
