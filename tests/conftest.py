"""What all tests share: golden files, rewritten by ``pytest --golden``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "edges" / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one flag that writes what the tests would else compare."""
    parser.addoption("--golden", action="store_true", help="rewrite the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Holds a text against the golden file of that name, or writes the file anew."""
    rewrite = bool(request.config.getoption("--golden"))

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if rewrite:
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.read_text(encoding="utf-8") == text, f"{name} differs; if rightly so: pytest --golden"

    return compare
