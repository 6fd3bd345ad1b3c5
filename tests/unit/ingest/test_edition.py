"""The edition that sources.toml states, whatever else stands there."""

from datetime import date
from pathlib import Path

import pytest

from pprr.domain import Period
from pprr.ingest.edition import read_edition

PERIOD = Period.parse("2025-26-q2")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("", date(2025, 9, 30), id="none is stated"),
        pytest.param('[edition]\ndate = "October 2025"\n', date(2025, 10, 31), id="a month"),
        pytest.param('[edition]\ndate = "6 October 2025"\nactions_as_at = 2025-10-03\n', date(2025, 10, 3), id="a day"),
        pytest.param('[edition]\ndate = "6 October 2025"\n[nonsense]\n', date(2025, 10, 6), id="beside a wrong one"),
    ],
)
def test_an_edition_says_up_to_which_day_states_are_known(tmp_path: Path, text: str, day: date) -> None:
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    found = read_edition(tmp_path / "sources.toml")
    assert found is not None
    assert found.states_as_at(PERIOD) == day


@pytest.mark.parametrize("data", [b"[edition", b"edition = 1", b"[edition]\nwrong = 1", b"\xff", None])
def test_what_cannot_be_read_is_no_edition(tmp_path: Path, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / "sources.toml").write_bytes(data)
    assert read_edition(tmp_path / "sources.toml") is None
