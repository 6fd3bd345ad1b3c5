"""The tables of docs/reference/cells.md are true: what they say is read is read, and what is refused is refused."""

import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from builders.project import REPOSITORY

from pprr.domain import Cell, Unit
from pprr.domain.errors import CellError
from pprr.ingest import cells


def _figure(text: str) -> object:
    unit = Unit.PERCENTAGE if "%" in text else Unit.NUMBER
    return cells.read_reading(text, unit=unit, decimals=1, cell=Cell("made-up.csv"))


READERS: dict[str, Callable[[str], object]] = {
    "a figure of a measure": _figure,
    "what became of a milestone": partial(
        cells.read_reading, unit=Unit.MILESTONE, decimals=0, cell=Cell("made-up.csv")
    ),
    "an amount": partial(cells.read_money, unit="pounds"),
    "a day": cells.read_date,
    "a period": cells.read_period,
}


def _told(place: int) -> Iterator[tuple[str, str]]:
    """What each table's column holds in backquotes, with what the table is of."""
    kind = ""
    for line in (REPOSITORY / "docs/reference/cells.md").read_text(encoding="utf-8").splitlines():
        parts = [part.strip() for part in line.strip("|").split("|")]
        if not line.startswith("|"):
            kind = ""
        elif parts[0] in READERS:
            kind = parts[0]
        elif kind:
            yield from ((kind, text) for text in re.findall(r"`([^`]+)`", parts[place]))


@pytest.mark.parametrize(("kind", "text"), [pytest.param(*told, id=" ".join(told)) for told in _told(0)])
def test_what_is_told_to_be_read_is_read(kind: str, text: str) -> None:
    READERS[kind](text)


@pytest.mark.parametrize(("kind", "text"), [pytest.param(*told, id=" ".join(told)) for told in _told(2)])
def test_what_is_told_to_be_refused_is_refused(kind: str, text: str) -> None:
    with pytest.raises(CellError):
        READERS[kind](text)


def test_every_kind_of_cell_is_told() -> None:
    assert {kind for kind, _ in _told(0)} == {kind for kind, _ in _told(2)} == set(READERS)
