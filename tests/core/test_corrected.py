"""A letter that was shown and comes back corrected."""

from __future__ import annotations

import pytest

from klachtmail.core.corrected import own_part

TYPED = "Wij spraken af:\n- wij bellen u morgen\n\nDat komt goed."
SHOWN = (
    "Goedendag Hennie Trip,\n\nHieronder staat wat wij hebben besproken en afgesproken.\n\n"
    f"{TYPED}\n\nKlopt er iets niet? Bel ons.\n\nMet vriendelijke groet,\n\nHanna Bos\nWerkenderWijs\n\n"
    "Meer weten\n\n- Vragen? Bel 06-51266484 of antwoord op deze mail.\n"
)


@pytest.mark.parametrize(
    ("corrected", "own"),
    [
        pytest.param(SHOWN, TYPED, id="as it was"),
        pytest.param(SHOWN.replace("morgen", "overmorgen"), TYPED.replace("morgen", "overmorgen"), id="a word"),
        pytest.param(SHOWN.replace("\n", "\r\n"), TYPED, id="CRLF"),
        pytest.param(SHOWN.replace("- ", "• "), TYPED.replace("- ", "• "), id="bullets of Outlook"),
        pytest.param(SHOWN.replace(" wat wij hebben", "\nwat wij hebben"), TYPED, id="a line broken in two"),
        pytest.param(SHOWN.partition("Meer weten")[0], TYPED, id="without its end"),
        pytest.param(
            SHOWN.replace("Dat komt goed.", "Nieuw."), TYPED.replace("Dat komt goed.", "Nieuw."), id="the last line"
        ),
        pytest.param("Wij bellen u vandaag.", "Wij bellen u vandaag.", id="only his own part"),
        pytest.param("Goedendag Hennie Trip,\n\nNieuw.", "Nieuw.", id="his own part with the salutation"),
        pytest.param("Beste Hennie,\n\nNieuw.", "Beste Hennie,\n\nNieuw.", id="a salutation of his own"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_the_template_s_part_is_taken_off(corrected: str, own: str) -> None:
    """Whether the whole letter came back or only what staff typed."""
    assert own_part(corrected, SHOWN, TYPED) == own


def test_without_a_letter_shown_all_is_his_own() -> None:
    """Where nothing waits any more."""
    assert own_part("Goedendag,\n\nNieuw.", "", "") == "Goedendag,\n\nNieuw."
