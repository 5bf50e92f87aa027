"""What Outlook and S/MIME enclose is opened by a process that can be ended, and that knows nothing of ours."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from klachtmail.intake import enclosed
from klachtmail.intake.enclosed import Opener, enclosure
from klachtmail.intake.parse import parse
from tests.edges.reading_mail import HEAD

PEOPLE = Path(__file__).parents[1] / "mail" / "people"
TNEF = b"\x78\x9f\x3e\x22\x01\x00"


def _with(content: bytes, many: int = 1) -> bytes:
    part = b"Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + content
    return (
        HEAD + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n' + (b"--x\r\n" + part + b"\r\n") * many + b"--x--"
    )


@pytest.mark.parametrize(
    ("kind", "name", "smime", "how"),
    [
        ("application/ms-tnef", "", "", "winmail"),
        ("application/octet-stream", "WINMAIL.DAT", "", "winmail"),
        ("application/vnd.ms-outlook", "", "", "outlook"),
        ("application/octet-stream", "klacht.msg", "", "outlook"),
        ("application/pkcs7-mime", "smime.p7m", "signed-data", "signed"),
        ("application/pkcs7-mime", "smime.p7m", "enveloped-data", ""),
        ("text/plain", "klacht.msg", "", ""),
        ("application/zip", "alles.zip", "", ""),
    ],
)
def test_only_known_enclosures_are_opened(kind: str, name: str, smime: str, how: str) -> None:
    """Archives never are."""
    assert enclosure(kind, name, smime) == how


def test_what_takes_too_long_is_ended_and_the_file_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file made to keep the reader busy: a defect, and no second try in the same mail."""
    monkeypatch.setattr(enclosed, "_SECONDS", 0.01)
    begin = time.monotonic()
    message = parse(_with(TNEF + b"\x01\x00" * 2_000, many=30))
    assert time.monotonic() - begin < 2
    assert len(message.attachments) == 30
    assert "a file of Outlook's could not be opened" in message.defects


def test_a_few_enclosures_are_opened_and_no_more() -> None:
    """Nobody makes the program start a hundred processes."""
    opener = Opener()
    content = b"no TNEF"
    for _ in range(10):
        assert opener.open("winmail", content) == b""
    assert opener.left == 0


def test_the_process_gets_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment is empty, whatever ours holds."""
    seen: dict[str, object] = {}

    def run(_command: list[str], **options: object) -> None:
        seen.update(options)
        raise OSError

    monkeypatch.setenv("KLACHTMAIL_MAILBOX_PASSWORD", "geheim")
    monkeypatch.setattr(enclosed.subprocess, "run", run)
    assert Opener().open("winmail", TNEF) == b""
    assert seen["env"] == {}


def test_a_saved_mail_tells_when_it_was_received() -> None:
    """R10: the Received line inside a ``.msg`` is the first employee's receipt."""
    (saved,) = parse((PEOPLE / "forward_msg_saved_by_outlook.eml").read_bytes()).attached
    assert saved.received is not None
    assert saved.received.isoformat() == "2026-11-10T13:05:40+00:00"
