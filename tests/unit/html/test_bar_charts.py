"""The labels of bars: whole where there is room for them."""

import pytest

from pprr.html.bar_charts import shortened

LONG = "Improving Citizen Experience and Customer Contact by Way of More and More Digital Services in All Libraries"


ROOM = 295  # points, as above a bar that begins at the left


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        pytest.param("Improving Citizen Experience and Contact", "Improving Citizen Experience and Contact", id="room"),
        pytest.param("Two \n lines", "Two lines", id="one line"),
        pytest.param(
            "Resilience Reserve: Museum Development of the Whole Town (Balancing the cost of exhibitions)",
            "Resilience Reserve: Museum Development of the\nWhole Town (Balancing the cost of exhibitions)",
            id="two lines",
        ),
        pytest.param("W" * 200, "...", id="one word that is too long"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_label_is_as_long_as_there_is_room_for(label: str, expected: str) -> None:
    assert shortened(label, ROOM) == expected


def test_a_label_that_is_too_long_ends_after_a_word() -> None:
    kept = shortened(LONG, ROOM)
    first, second = kept.split("\n")
    assert second.endswith(" ...")
    assert LONG.startswith(f"{first} {second.removesuffix(' ...')} ")
    assert len(first) > 40, "what 40 characters would have left"
    assert len(second) > 40
