"""The house: imports run one way, and only the edges' own modules touch their libraries."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "klachtmail"

LAYERS: tuple[tuple[str, ...], ...] = (
    ("__main__",),
    ("cli",),
    ("daemon", "wiring", "demo", "reading", "reporting", "explaining", "showing", "checking"),
    ("on_mailbox",),
    ("on_message", "on_tick", "on_send", "alarming"),
    ("recording",),
    ("writing",),
    ("config", "intake", "records", "post"),
    ("services",),
    ("core",),
    ("clock", "logs"),
)
"""From left to right; a module imports only to its right (between commas: not each other)."""

BESIDE = {("daemon", "wiring"), ("checking", "demo")} | {
    ("demo", other) for other in ("daemon", "wiring", "reading", "checking")
}
"""Pairs of one layer of which the first may import the second."""

ONLY_IN = {
    "imapclient": {"intake/imap.py", "demo/mailserver.py"},
    "aiosmtplib": {"post/smtp.py", "checking.py"},
    "mailparser": {"intake/source.py"},
    "sqlmodel": {"records", "reading.py"},
    "jinja2": {"post/templates.py", "post/letters.py"},
    "tnefparse": {"intake/unpacking.py"},
    "oxmsg": {"intake/unpacking.py"},
    "asn1crypto": {"intake/unpacking.py"},
    "striprtf": {"intake/unpacking.py"},
    "pymap": {"demo"},
    "aiosmtpd": {"demo"},
}
"""Which files may import a foreign library."""

STANDARD_IN_CORE = {"klachtmail", "holidays", "__future__"}


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if "migrations" not in path.parts)


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names} | {node.module}
    return found


def layer(name: str) -> int:
    return next(number for number, names in enumerate(LAYERS) if name in names)


def own_part(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    """A module imports only to its right."""
    mine = own_part(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] != "klachtmail" or len(parts) == 1 or mine in {"__init__", parts[1]}:
            continue
        if parts[1] == "__version__" or (mine, parts[1]) in BESIDE:
            continue
        assert layer(parts[1]) > layer(mine), f"{mine} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_foreign_library_stays_behind_its_facade(path: Path) -> None:
    """One module a library, so that an upgrade or a change of library is one file's matter."""
    here = str(path.relative_to(ROOT))
    for name in imported(path):
        allowed = ONLY_IN.get(name.split(".")[0])
        assert allowed is None or here in allowed or here.split("/", maxsplit=1)[0] in allowed, f"{here} imports {name}"


@pytest.mark.parametrize("path", sorted((ROOT / "core").rglob("*.py")), ids=lambda path: path.name)
def test_core_is_pure(path: Path) -> None:
    """The core imports the standard library and holidays; nothing of it does I/O."""
    forbidden = {"socket", "sqlite3", "smtplib", "imaplib", "asyncio", "subprocess", "threading", "os", "time"}
    for name in imported(path):
        first = name.split(".")[0]
        assert first not in forbidden, f"{path.name} imports {name}"
        assert first in STANDARD_IN_CORE or first in _standard(), f"{path.name} imports {name}"


def _standard() -> frozenset[str]:
    import sys  # noqa: PLC0415 - needed here only

    return sys.stdlib_module_names
