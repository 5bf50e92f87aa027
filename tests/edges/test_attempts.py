"""What counts as an attempt on a mail: a start that the mail may have ended, and no trouble beside it (DESIGN 2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from klachtmail.core.model import Role
from klachtmail.services import Fetched, TryAgain, Where
from klachtmail.wiring import Works
from tests.edges.house import START, House, house, mail


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    """A house with no mail yet."""
    with house(tmp_path) as made:
        yield made


def kept(home: House, *serials: int) -> list[int]:
    """Complaints kept by a process that ended before it read the first of them."""
    raws = [mail(subject=f"Klacht {serial}", sender=f"Klager <k{serial}@example.org>") for serial in serials]
    places = [Fetched(Where("INBOX", 1, uid), START, len(raw), raw) for uid, raw in enumerate(raws, 1)]
    with home.works() as works:
        return works.messages.keep(places, Role.INBOX, home.clock())


def tell_disk(works: Works, pragma: str) -> None:
    """What the register's connection may write from now on."""
    works.register._engine.raw_connection().cursor().execute(pragma)


def attempts(home: House, numbers: list[int]) -> list[int]:
    """How many attempts the register counts on each mail."""
    with home.works() as works, works.register.transaction() as work:
        return [work.ledger.mail(number).attempts for number in numbers]


@pytest.mark.parametrize(
    ("trouble", "over"),
    [
        pytest.param("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000", id="no room for a case"),
        pytest.param("PRAGMA query_only = ON", "PRAGMA query_only = OFF", id="no writing at all"),
    ],
)
def test_full_disk_is_no_attempt_however_often(trouble: str, over: str, home: House) -> None:
    """Three passes that could record nothing: with room it is a case, not a matter set aside."""
    (number,) = kept(home, 1)
    with home.works() as works:
        tell_disk(works, trouble)
        with pytest.raises(TryAgain):
            works.messages.handle(number, home.clock())
        for _ in range(3):
            with pytest.raises(TryAgain):
                works.messages.resume(number, home.clock())
        tell_disk(works, over)
        works.messages.resume(number, home.clock())
    assert [case["complainant"]["email"] for case in home.cases()] == ["k1@example.org"]
    assert home.entries() == []
    assert attempts(home, [number]) == [1]


def test_full_disk_at_every_start_is_no_attempt(home: House) -> None:
    """As before, of ``once`` that cron starts: each time another process."""
    (number,) = kept(home, 1)
    for _ in range(3):
        with home.works() as works:
            tell_disk(works, "PRAGMA max_page_count = 1")
            with pytest.raises(TryAgain):
                works.messages.resume(number, home.clock())
    home.once()
    assert len(home.cases()) == 1
    assert home.entries() == []


def test_only_the_mail_in_hand_has_an_attempt_counted(home: House) -> None:
    """A batch is kept in one commit, but an end of the process is laid at the door of one mail only."""
    numbers = kept(home, 1, 2, 3)
    assert attempts(home, numbers) == [1, 0, 0]
    with home.works() as works:
        works.messages.handle(numbers[0], home.clock(), numbers[1])
    assert attempts(home, numbers) == [1, 1, 0]


def test_mail_that_cannot_be_read_leaves_the_following_one_counted(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is set aside counts the attempt on the next mail as what is read does."""
    numbers = kept(home, 1, 2)
    with home.works() as works, monkeypatch.context() as patch:
        patch.setattr("klachtmail.on_message.parse", lambda *_, **__: 1 // 0)
        works.messages.handle(numbers[0], home.clock(), numbers[1])
    assert attempts(home, numbers) == [1, 1]
    assert [entry["waits"] for entry in home.entries()] == [True]
