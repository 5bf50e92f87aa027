"""A real Dovecot on loopback, private to the tests: its own folder, ports and configuration.

It runs as one ordinary user, without chroot: the user of the tests, or ``nobody`` where that is root. Every
user name exists, with the one password; so each test takes a fresh name.
"""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from tests.edges.imap_account import ImapAccount

HOST = "127.0.0.1"
PASSWORD = "geheim-op-loopback"
_START_SECONDS = 10
_CONFIG = Path(__file__).with_name("dovecot.conf").read_text(encoding="utf-8")


def program() -> str:
    """The path of the dovecot program, or empty where it is not installed."""
    return shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin") or ""


class Dovecot:
    """A running server, as a context manager; ``imap_port`` and ``lmtp_port`` are open inside it.

    ``separator`` is the delimiter in folder names. With ``tls`` the IMAP port offers STARTTLS and
    ``imaps_port`` speaks TLS from the first byte, both with ``certificate`` (for 127.0.0.1), which is its own
    authority; Dovecot trusts its own machine and lets it log in without, too. ``sieve_script`` runs at each
    delivery; the answers that it sends go out by SMTP to ``smtp_port``.
    """

    def __init__(self, *, separator: str = "/", tls: bool = False, sieve_script: str = "", smtp_port: int = 0) -> None:
        self.separator = separator
        self.tls = tls
        self.imap_port, self.imaps_port, self.lmtp_port = _free_ports(3)
        self._sieve_script = sieve_script
        self._smtp_port = smtp_port
        self._runner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self._process: subprocess.Popen[bytes] | None = None
        self._users = 0

    def __enter__(self) -> Self:
        """Start it in a new folder, and wait until it answers."""
        self.folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        try:
            self._prepare()
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it and remove its folder."""
        self.stop()

    @property
    def certificate(self) -> Path:
        """The self-signed certificate, in PEM; exists with ``tls`` only."""
        return self.folder / "certificate.pem"

    def start(self) -> None:
        """Start it on its folder, and wait until it answers."""
        command = [program(), "-F", "-c", str(self.folder / "dovecot.conf")]
        self._process = subprocess.Popen(command, start_new_session=True, **self._credentials())
        self._wait()

    def pause(self) -> None:
        """End the server, which is a process group of its own; its folder stays, and ``start`` goes on with it."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)  # all at once: the master alone waits for the others
            self._process.wait(_START_SECONDS)

    def stop(self) -> None:
        """End the server and remove its folder. Twice is once."""
        self.pause()
        shutil.rmtree(self.folder, ignore_errors=True)

    def account(self, name: str = "") -> ImapAccount:
        """The mailbox of a user: the one named, else one that no test has had."""
        self._users += 1
        username = name or f"kwaliteit-{self._users}@werkenderwijs.example"
        if self.tls:
            return ImapAccount(HOST, self.imaps_port, username, PASSWORD, self.certificate)
        return ImapAccount(HOST, self.imap_port, username, PASSWORD)

    def deliver(self, raw: bytes, recipient: str, sender: str = "klant@klant.example") -> None:
        """Deliver by LMTP, as the mail server in front of it would."""
        with smtplib.LMTP(HOST, self.lmtp_port, local_hostname="mx.demo.example") as lmtp:
            lmtp.sendmail(sender, [recipient], raw)

    def log(self) -> str:
        """What it wrote about itself, for a test that fails."""
        path = self.folder / "dovecot.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def _prepare(self) -> None:
        """Write all that it reads, and hand the folder to the user it runs as."""
        self.folder.chmod(0o755)
        (self.folder / "dovecot.conf").write_text(self._config(), encoding="utf-8")
        (self.folder / "all.sieve").write_text(self._sieve_script, encoding="utf-8")
        if self.tls:
            _make_certificate(self.folder)
        for path in (self.folder, *self.folder.iterdir()):
            os.chown(path, self._runner.pw_uid, self._runner.pw_gid)

    def _config(self) -> str:
        """The configuration: the file beside this module, with this server's own values."""
        return _CONFIG.format(
            folder=self.folder,
            user=self._runner.pw_name,
            group=grp.getgrgid(self._runner.pw_gid).gr_name,
            password=PASSWORD,
            separator=self.separator,
            ssl="yes" if self.tls else "no",
            certificate=f"ssl_cert = <{self.certificate}\nssl_key = <{self.folder}/key.pem" if self.tls else "",
            imap_port=self.imap_port,
            imaps_port=self.imaps_port if self.tls else 0,
            lmtp_port=self.lmtp_port,
            smtp_port=self._smtp_port,
            plugins="sieve" if self._sieve_script else "",
        )

    def _credentials(self) -> dict[str, Any]:
        """Who it runs as, where that is somebody else."""
        if os.geteuid() != 0:
            return {}
        return {"user": self._runner.pw_uid, "group": self._runner.pw_gid, "extra_groups": []}

    def _wait(self) -> None:
        """Until its IMAP port answers. Raises RuntimeError with its log where it does not."""
        assert self._process is not None
        end = time.monotonic() + _START_SECONDS
        while not _greets(self.imap_port):
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"dovecot does not start:\n{self.log()}")
            time.sleep(0.02)


def _greets(port: int) -> bool:
    """Whether an IMAP server says hello there; one that is only just listening can't be stopped quickly."""
    with socket.socket() as probe:
        probe.settimeout(_START_SECONDS)
        return probe.connect_ex((HOST, port)) == 0 and probe.recv(100).startswith(b"* OK")


def _free_ports(count: int) -> list[int]:
    """Ports that nobody used a moment ago, all different."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for taken in sockets:
            taken.bind((HOST, 0))
        return [taken.getsockname()[1] for taken in sockets]


def _make_certificate(folder: Path) -> None:
    """A self-signed certificate for 127.0.0.1, valid from the moment of the tests, and its key."""
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", "key.pem", "-out", "certificate.pem"]
    subprocess.run([*command.split(), *names, *files], cwd=folder, check=True, capture_output=True)
