"""The servers that everything else is tried on: what they promise must hold before a test leans on it."""

from __future__ import annotations

import asyncio
import email
import smtplib
import socket
import ssl
import time
from datetime import UTC, datetime
from email.message import Message

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from klachtmail.clock import fixed_clock
from klachtmail.demo.mailserver import HOST, MailServer, fetch_mailbox, running, submit
from tests.edges.conftest import COLLEGA, KLANT, KWALITEIT, require_dovecot
from tests.edges.dovecot import Dovecot
from tests.edges.imap_account import ImapAccount

FRIDAY_NIGHT = datetime(2026, 11, 20, 22, 50, tzinfo=UTC)
COMPLAINT = (
    b"From: Mevrouw Klant <klant@klant.example>\r\n"
    b"To: kwaliteit@werkenderwijs.example\r\n"
    b"Subject: =?utf-8?q?Klacht_over_mijn_co=C3=ABrdinator?=\r\n"
    b"Message-ID: <1@klant.example>\r\n"
    b"\r\n"
    b"Niemand belt mij terug.\r\n"
)
EVERY_BYTE = COMPLAINT + bytes(byte for byte in range(256) if byte not in b"\0\r\n") + b"\r\n.\r\n..\r\n"
"""Every byte but NUL, which neither IMAP nor SMTP has to carry (Dovecot writes 0x80 for it)."""


def only(mails: list[bytes]) -> Message:
    """The one mail of a mailbox that holds no other."""
    assert len(mails) == 1
    return email.message_from_bytes(mails[0])


# IMAP, the same on both servers


def test_a_mailbox_opens_with_its_password_only(imap_server: ImapAccount) -> None:
    """A login with another password is refused."""
    with imap_server.client("INBOX") as client:
        assert client.search() == []
    wrong = ImapAccount(imap_server.host, imap_server.port, imap_server.username, "fout")
    with pytest.raises(LoginError), wrong.client():
        pass


def test_a_mailbox_has_the_usual_folders(imap_server: ImapAccount) -> None:
    """Junk, Sent, Drafts and Trash are there before any mail is."""
    assert imap_server.folders() == ["Drafts", "INBOX", "Junk", "Sent", "Trash"]


def test_every_byte_of_a_mail_comes_back(imap_server: ImapAccount) -> None:
    """No server may change what a hash is made of: 8-bit text, control signs, lines of one dot."""
    imap_server.append("INBOX", EVERY_BYTE, FRIDAY_NIGHT)
    assert [raw for _, raw in imap_server.messages()] == [EVERY_BYTE]


def test_the_moment_of_arrival_is_kept(imap_server: ImapAccount) -> None:
    """INTERNALDATE is the moment that APPEND names, whatever the machine's clock says."""
    imap_server.append("Sent", COMPLAINT, FRIDAY_NIGHT)
    assert imap_server.dates("Sent") == [FRIDAY_NIGHT]


def test_reading_by_peek_leaves_a_mail_unread(imap_server: ImapAccount) -> None:
    """The tests' own look does not mark a mail as read, so that they can see who did."""
    imap_server.append("INBOX", COMPLAINT, FRIDAY_NIGHT)
    imap_server.messages()
    assert imap_server.flags() == [set()]


def test_a_moved_mail_is_in_the_other_folder_only(imap_server: ImapAccount) -> None:
    """MOVE takes the mail away from where it was, with its moment of arrival."""
    imap_server.create_folder("Klachten")
    imap_server.append("INBOX", COMPLAINT, FRIDAY_NIGHT)
    [(uid, _)] = imap_server.messages()
    imap_server.move(uid, "INBOX", "Klachten")
    assert imap_server.messages() == []
    assert [raw for _, raw in imap_server.messages("Klachten")] == [COMPLAINT]
    assert imap_server.dates("Klachten") == [FRIDAY_NIGHT]


def test_an_idling_client_hears_of_new_mail_at_once(imap_server: ImapAccount) -> None:
    """IDLE pushes EXISTS within seconds of the arrival."""
    with imap_server.client("INBOX") as client:
        client.idle()
        imap_server.append("INBOX", COMPLAINT, FRIDAY_NIGHT)
        pushed = client.idle_check(timeout=10)
        client.idle_done()
    assert (1, b"EXISTS") in pushed


# Dovecot alone


@pytest.mark.dovecot
def test_dovecot_names_the_folders_by_their_use(dovecot: Dovecot) -> None:
    """SPECIAL-USE finds Junk and Sent where the configuration leaves them empty."""
    with dovecot.account().client() as client:
        listed = {name: flags for flags, _, name in client.list_folders()}
    assert all(f"\\{name}".encode() in listed[name] for name in ("Junk", "Sent", "Drafts", "Trash"))


@pytest.mark.dovecot
def test_dovecot_delivers_what_lmtp_brings_below_its_own_headers(dovecot: Dovecot) -> None:
    """Mail by LMTP gets a Return-Path and a Received line on top, and keeps every byte below."""
    account = dovecot.account()
    dovecot.deliver(EVERY_BYTE, account.username)
    [(_, raw)] = account.messages()
    assert raw.startswith(b"Return-Path: <klant@klant.example>\r\n")
    assert raw.endswith(EVERY_BYTE)


@pytest.mark.dovecot
def test_dovecot_takes_another_delimiter() -> None:
    """With a dot as delimiter a folder within a folder has a dot in its name."""
    require_dovecot()
    with Dovecot(separator=".") as server:
        account = server.account()
        account.create_folder("Klachten.Verwerkt")
        assert "Klachten.Verwerkt" in account.folders()


@pytest.mark.dovecot
def test_dovecot_speaks_tls_with_its_own_certificate() -> None:
    """TLS and STARTTLS both work for who trusts the certificate, and not for who does not."""
    require_dovecot()
    with Dovecot(tls=True) as server:
        account = server.account()
        account.append("INBOX", COMPLAINT, FRIDAY_NIGHT)
        assert len(account.messages()) == 1
        with IMAPClient(HOST, server.imap_port, ssl=False, timeout=10) as client:
            client.starttls(account.context())
            client.login(account.username, account.password)
        with pytest.raises(ssl.SSLCertVerificationError):
            IMAPClient(HOST, server.imaps_port, ssl=True, timeout=10)


@pytest.mark.dovecot
def test_dovecot_answers_for_somebody_who_is_away(mail_server: MailServer) -> None:
    """Its Sieve vacation is a real out-of-office answer, sent by SMTP to whoever wrote."""
    require_dovecot()
    script = 'require "vacation"; vacation :days 7 :subject "Afwezig" "Ik ben er maandag weer.";'
    with Dovecot(sieve_script=script, smtp_port=mail_server.smtp_port) as server:
        server.deliver(COMPLAINT, KWALITEIT, sender=KLANT)
        server.deliver(COMPLAINT, KWALITEIT, sender=KLANT)
    answer = only(fetch_mailbox(mail_server, KLANT))
    assert answer["Auto-Submitted"] == "auto-replied (vacation)"
    assert answer["Return-Path"] == "<>"
    assert answer["In-Reply-To"] == "<1@klant.example>"


@pytest.mark.dovecot
def test_a_dovecot_that_stopped_leaves_nothing_behind() -> None:
    """Neither its folder nor its port outlives it."""
    require_dovecot()
    with Dovecot() as server:
        assert server.folder.exists()
    assert not server.folder.exists()
    with socket.socket() as probe:
        assert probe.connect_ex((HOST, server.imap_port)) != 0


# The embedded server


def test_mail_by_smtp_lands_below_the_headers_of_a_mail_server(mail_server: MailServer) -> None:
    """What came by SMTP stands byte for byte below Return-Path, Delivered-To, the verdict and Received."""
    submit(mail_server, KLANT, KWALITEIT, EVERY_BYTE)
    [raw] = fetch_mailbox(mail_server, KWALITEIT)
    mail = email.message_from_bytes(raw)
    assert raw.endswith(EVERY_BYTE)
    assert mail.keys()[:4] == ["Return-Path", "Delivered-To", "Authentication-Results", "Received"]
    assert mail["Return-Path"] == f"<{KLANT}>"
    assert "by mx.demo.example with ESMTP id" in mail["Received"]


def test_bare_line_feeds_are_sent_as_a_mail_program_sends_them(mail_server: MailServer) -> None:
    """A mail from a file with Unix line ends arrives with CR LF."""
    submit(mail_server, KLANT, KWALITEIT, COMPLAINT.replace(b"\r\n", b"\n"))
    assert mail_server.received[0].raw == COMPLAINT


def test_arrival_is_the_moment_of_the_given_clock() -> None:
    """INTERNALDATE and the Received line follow the simulated time, so that a year fits in a minute."""
    with running({KWALITEIT: "geheim"}, fixed_clock(FRIDAY_NIGHT)) as server:
        submit(server, KLANT, KWALITEIT, COMPLAINT)
        account = ImapAccount(HOST, server.imap_port, KWALITEIT, "geheim")
        assert account.dates() == [FRIDAY_NIGHT]
        assert server.received[0].at == FRIDAY_NIGHT
        assert only(fetch_mailbox(server, KWALITEIT))["Received"].endswith("Fri, 20 Nov 2026 22:50:00 +0000")


@pytest.mark.parametrize(
    ("sender", "author", "verdict"),
    [
        pytest.param(KLANT, b"klant@klant.example", "dmarc=pass header.from=klant.example", id="own domain"),
        pytest.param("x@evil.example", b"klant@klant.example", "dmarc=fail", id="another domain"),
        pytest.param("", b"klant@klant.example", "dmarc=none", id="no envelope sender"),
        pytest.param(KLANT, b"undisclosed:;", "dmarc=none", id="no address in From"),
        pytest.param(KLANT, b"<a@[b; dmarc=pass]>", "dmarc=none", id="a verdict in From"),
    ],
)
def test_the_server_says_what_it_found_about_the_sender(
    mail_server: MailServer, sender: str, author: bytes, verdict: str
) -> None:
    """A From of the envelope sender's domain passes, another fails; nothing forged gets into the verdict."""
    submit(mail_server, sender, KWALITEIT, b"From: " + author + b"\r\n\r\nx\r\n")
    found = only(fetch_mailbox(mail_server, KWALITEIT))["Authentication-Results"]
    assert found.startswith("mx.demo.example;")
    assert verdict in found
    assert found.count("dmarc=") == 1


def test_plus_addressing_leads_to_the_mailbox_before_the_plus(mail_server: MailServer) -> None:
    """The reply key in the address does not keep an answer from arriving, and Delivered-To shows it."""
    address = "Kwaliteit+kl-2026-0042-abc@werkenderwijs.example"
    submit(mail_server, KLANT, address, COMPLAINT)
    assert only(fetch_mailbox(mail_server, KWALITEIT))["Delivered-To"] == address


def test_each_recipient_gets_his_own_copy(mail_server: MailServer) -> None:
    """One transaction with two recipients is one mail received and two delivered."""
    submit(mail_server, KLANT, [KWALITEIT, COLLEGA], COMPLAINT)
    assert [mail.rcpt_to for mail in mail_server.received] == [(KWALITEIT, COLLEGA)]
    assert only(fetch_mailbox(mail_server, KWALITEIT))["Delivered-To"] == KWALITEIT
    assert only(fetch_mailbox(mail_server, COLLEGA))["Delivered-To"] == COLLEGA


def test_an_unknown_recipient_is_refused_at_once(mail_server: MailServer) -> None:
    """In a domain that the server serves an unknown name gets 550 5.1.1 at RCPT."""
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        submit(mail_server, KLANT, "niemand@werkenderwijs.example", COMPLAINT)
    [(code, text)] = refused.value.recipients.values()
    assert (code, text[:5]) == (550, b"5.1.1")
    assert mail_server.received == []


def test_mail_to_a_foreign_domain_is_taken_and_noted(mail_server: MailServer) -> None:
    """A letter to somebody without a mailbox here goes out: it can be looked at in what was received."""
    submit(mail_server, KWALITEIT, "iemand@elders.example", COMPLAINT)
    assert mail_server.received[0].rcpt_to == ("iemand@elders.example",)


@pytest.mark.parametrize("listed", ["weg@klant.example", "weg"])
def test_mail_to_a_bouncing_address_comes_back(mail_server: MailServer, listed: str) -> None:
    """It is accepted first and then returned: a delivery report of RFC 3464 with the whole letter in it."""
    mail_server.bouncing.add(listed)
    submit(mail_server, KWALITEIT, "weg@klant.example", EVERY_BYTE)
    report = only(fetch_mailbox(mail_server, KWALITEIT))
    assert report["Return-Path"] == "<>"
    assert (report.get_content_type(), report.get_param("report-type")) == (
        "multipart/report",
        "delivery-status",
    )
    text, status, returned = report.get_payload()
    assert "User unknown" in text.get_payload()
    about_the_mail, about_the_recipient = status.get_payload()
    assert about_the_mail["Reporting-MTA"] == "dns; mx.demo.example"
    assert about_the_recipient["Final-Recipient"] == "rfc822; weg@klant.example"
    assert (about_the_recipient["Action"], about_the_recipient["Status"]) == ("failed", "5.1.1")
    assert returned.get_payload(0)["Message-ID"] == "<1@klant.example>"
    assert EVERY_BYTE in fetch_mailbox(mail_server, KWALITEIT)[0]


def test_a_bounce_that_bounces_is_dropped(mail_server: MailServer) -> None:
    """Without an envelope sender there is nobody to tell (RFC 5321)."""
    mail_server.bouncing.add("weg@klant.example")
    submit(mail_server, "", "weg@klant.example", COMPLAINT)
    assert [fetch_mailbox(mail_server, address) for address in (KWALITEIT, KLANT)] == [[], []]


def test_an_absence_is_told_once_to_each_sender(mail_server: MailServer) -> None:
    """The answer is one of RFC 3834: from nobody's envelope, automatic, and in the thread."""
    mail_server.vacation[COLLEGA] = "Ik ben er tot 4 januari niet. Groeten, Chloë"
    submit(mail_server, KLANT, COLLEGA, COMPLAINT)
    submit(mail_server, KLANT, COLLEGA, COMPLAINT)
    submit(mail_server, KWALITEIT, COLLEGA, COMPLAINT)
    answer = only(fetch_mailbox(mail_server, KLANT))
    assert len(fetch_mailbox(mail_server, COLLEGA)) == 3
    assert len(fetch_mailbox(mail_server, KWALITEIT)) == 1
    assert (answer["Return-Path"], answer["Auto-Submitted"]) == ("<>", "auto-replied")
    assert answer["In-Reply-To"] == answer["References"] == "<1@klant.example>"
    subject = email.header.make_header(email.header.decode_header(answer["Subject"]))
    assert str(subject) == "Automatisch antwoord: Klacht over mijn coërdinator"
    assert "Chloë" in answer.get_payload(decode=True).decode()


@pytest.mark.parametrize(
    ("sender", "header"),
    [
        pytest.param("", b"X-Other: no", id="no envelope sender"),
        pytest.param(KLANT, b"Auto-Submitted: auto-replied", id="automatic"),
        pytest.param(KLANT, b"X-Auto-Response-Suppress: DR, OOF, AutoReply", id="asks for silence"),
        pytest.param(KLANT, b"Precedence: bulk", id="bulk"),
        pytest.param(KLANT, b"List-Id: <nieuws.klant.example>", id="list"),
    ],
)
def test_an_absence_is_not_told_to_machines(mail_server: MailServer, sender: str, header: bytes) -> None:
    """Mail of machines and lists is delivered and left unanswered, so that no loop begins."""
    mail_server.vacation[COLLEGA] = "Ik ben er niet."
    submit(mail_server, sender, COLLEGA, header + b"\r\n" + COMPLAINT)
    assert len(fetch_mailbox(mail_server, COLLEGA)) == 1
    assert fetch_mailbox(mail_server, KLANT) == []


@pytest.mark.parametrize("header", [b"Auto-Submitted: no", b"X-Auto-Response-Suppress: RN, NRN"])
def test_an_absence_is_told_to_people(mail_server: MailServer, header: bytes) -> None:
    """The same headers with a harmless value silence nobody."""
    mail_server.vacation[COLLEGA] = "Ik ben er niet."
    submit(mail_server, KLANT, COLLEGA, header + b"\r\n" + COMPLAINT)
    assert len(fetch_mailbox(mail_server, KLANT)) == 1


def test_a_subject_that_nobody_can_decode_is_still_answered(mail_server: MailServer) -> None:
    """An unknown character set in the subject does not break the server."""
    mail_server.vacation[COLLEGA] = "Ik ben er niet."
    submit(mail_server, KLANT, COLLEGA, b"From: klant@klant.example\r\nSubject: =?x-nix?q?a?=\r\n\r\nx\r\n")
    assert "Automatisch antwoord" in only(fetch_mailbox(mail_server, KLANT))["Subject"]


# Its scripted faults


@pytest.mark.parametrize(
    ("line", "error", "kept"),
    [
        pytest.param("451 4.3.0 later", smtplib.SMTPRecipientsRefused, 0, id="4xx to RCPT"),
        pytest.param("550 5.7.1 no", smtplib.SMTPRecipientsRefused, 0, id="5xx to RCPT"),
        pytest.param("DATA 452 4.2.2 full", smtplib.SMTPDataError, 0, id="4xx to DATA"),
        pytest.param("DATA 552 5.3.4 too big", smtplib.SMTPDataError, 0, id="5xx to DATA"),
        pytest.param("drop-before-data", smtplib.SMTPServerDisconnected, 0, id="hangs up before"),
        pytest.param("drop-after-data", smtplib.SMTPServerDisconnected, 1, id="hangs up after"),
    ],
)
def test_a_scripted_fault_happens_once(mail_server: MailServer, line: str, error: type[Exception], kept: int) -> None:
    """Each line of the script is used by one mail; the next is taken as if nothing had been."""
    mail_server.smtp_script.append(line)
    with pytest.raises(error):
        submit(mail_server, KLANT, KWALITEIT, COMPLAINT)
    assert len(fetch_mailbox(mail_server, KWALITEIT)) == len(mail_server.received) == kept
    submit(mail_server, KLANT, KWALITEIT, COMPLAINT)
    assert len(mail_server.received) == kept + 1


def test_the_script_is_followed_in_its_order(mail_server: MailServer) -> None:
    """The first recipient passes, the second is refused, and the mail itself is taken for the first."""
    mail_server.smtp_script.extend(["250 2.1.5 Ok", "550 5.7.1 no", "DATA 250 2.0.0 Ok"])
    submit(mail_server, KLANT, [KWALITEIT, COLLEGA], COMPLAINT)
    assert mail_server.received[0].rcpt_to == (KWALITEIT,)
    assert mail_server.smtp_script == []


# As a guest of another program


def test_it_starts_at_once_with_many_accounts() -> None:
    """Six accounts and more are no reason to wait: passwords are not hashed."""
    began = time.monotonic()
    with running({f"persoon-{number}@werkenderwijs.example": "geheim" for number in range(20)}):
        assert time.monotonic() - began < 1.5


def test_it_listens_on_loopback_only(mail_server: MailServer) -> None:
    """Another address of the same machine finds nobody there."""
    for port in (mail_server.imap_port, mail_server.smtp_port):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.2", port)) != 0


def test_it_runs_within_the_loop_of_another_program() -> None:
    """As an async context manager it shares the loop of its caller, and is gone afterwards."""

    async def scenario() -> MailServer:
        async with MailServer({KWALITEIT: "geheim"}) as server:
            await asyncio.to_thread(submit, server, KLANT, KWALITEIT, COMPLAINT)
            assert len(await asyncio.to_thread(fetch_mailbox, server, KWALITEIT)) == 1
        return server

    server = asyncio.run(scenario())
    with pytest.raises(ConnectionRefusedError):
        submit(server, KLANT, KWALITEIT, COMPLAINT)


def test_a_client_that_idles_hears_that_the_server_stops() -> None:
    """An open connection is closed with BYE, as at a restart of a real server."""
    with running({KWALITEIT: "geheim"}) as server:
        client = IMAPClient(HOST, server.imap_port, ssl=False, timeout=10)
        client.login(KWALITEIT, "geheim")
        client.select_folder("INBOX")
        client.idle()
    assert any(b"BYE" in line for line in client.idle_check(timeout=10))
    client.shutdown()


def test_an_open_smtp_connection_ends_with_the_server() -> None:
    """A client that keeps its connection for the next letter can't hand it to a server that is gone."""
    with running({KWALITEIT: "geheim"}) as server:
        client = smtplib.SMTP(HOST, server.smtp_port, timeout=10)
        client.ehlo("pc.klant.example")
    with pytest.raises(smtplib.SMTPServerDisconnected):
        client.mail(KLANT)
    client.close()


def test_a_mail_of_35_megabytes_arrives_whole(mail_server: MailServer) -> None:
    """The size limit is above what the program itself accepts, so that its own limit can be tried."""
    big = COMPLAINT + (b"x" * 998 + b"\r\n") * 35_000
    submit(mail_server, KLANT, KWALITEIT, big)
    assert fetch_mailbox(mail_server, KWALITEIT)[0].endswith(big)
