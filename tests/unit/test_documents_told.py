"""What readers ask stands in the reference with a place that exists, or with the reason why it is elsewhere."""

import json

import pytest
import typer
from builders.asked import CHAPTERS, IN_PART, PLACE, ROWS, WITHOUT_A_PLACE
from builders.project import REPOSITORY

from pprr import notebook as page
from pprr.cli.commands import app
from pprr.documents.corporate import report as corporate
from pprr.documents.oversight import report as oversight
from pprr.domain.rules import Rules
from pprr.domain.table import Table
from pprr.ingest import tables as cleaned
from pprr.ingest.mapping.sources import ExtractSources
from pprr.ingest.meetings.received import COLUMNS, OVERSIGHT
from pprr.project import Settings
from pprr.report import items
from pprr.report.record.comparators import COMPARATORS, STANDINGS
from pprr.report.record.record import TABLES
from pprr.report.record.series import CONTROL, SERIES

FILES = {
    **{f"{table.name}.csv": {column.name for column in table.columns} for table in cleaned.ALL},
    **{f"{name}.csv": set(columns) for name, columns in {**COLUMNS, **OVERSIGHT}.items()},
    "rules.toml": set(Rules.model_fields),
}
ENTRIES = {
    value
    for module in (items, corporate, oversight)
    for value in vars(module).values()
    if isinstance(value, str) and not value.startswith("pprr")
}
RECORDS = {table.name for table in (*TABLES, COMPARATORS, STANDINGS, CONTROL, SERIES) if isinstance(table, Table)}
COMMANDS = dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def is_there(place: str) -> bool:
    """Tells whether the place that a row names exists in the code of today."""
    first, _, rest = place.partition(": ")
    section, _, key = place.partition("] ")
    if place.startswith("page."):
        return place.removeprefix("page.") in page.__all__
    if place.startswith("pprr "):
        name, _, option = place.removeprefix("pprr ").partition(" ")
        return name in COMMANDS and (not option or any(option in one.opts for one in COMMANDS[name].params))
    if place.startswith("## "):
        return place.removeprefix("## ") in ENTRIES
    if place.startswith("["):
        return key in keys_of(section.removeprefix("["))
    if first == "downloads":
        return rest in RECORDS
    if first.endswith(".ipynb"):
        cells = json.loads((REPOSITORY / "notebooks" / first).read_text("utf-8"))["cells"]
        return any("".join(cell["source"]).startswith("## ") and rest in "".join(cell["source"]) for cell in cells)
    return rest in FILES.get(first, set())


def keys_of(section: str) -> set[str]:
    """The keys of a section of pprr.toml or of a period's sources.toml."""
    for model in (Settings, ExtractSources):
        if section in model.model_fields:
            kind = model.model_fields[section].annotation
            return set(kind.model_fields) if kind is not None and hasattr(kind, "model_fields") else set()
    return set()


@pytest.mark.parametrize("row", ROWS)
def test_what_a_reader_asks_has_a_place_that_exists(row: str) -> None:
    places = PLACE.findall(ROWS[row])
    assert places or ROWS[row].startswith(WITHOUT_A_PLACE)
    assert [place for place in places if not is_there(place)] == []


@pytest.mark.parametrize(
    "place",
    [
        *(
            "page.nothing",
            "pprr nothing",
            "pprr check --nothing",
            "## nothing",
            "[edition] nothing",
            "[nothing] date",
            "downloads: nothing",
        ),
        *("issues.csv: nothing", "nothing.csv: issue", "view.ipynb: nothing", "nothing"),
    ],
)
def test_a_place_that_does_not_exist_is_found(place: str) -> None:
    assert not is_there(place)


def test_every_row_is_there_and_all_but_a_few_have_a_place() -> None:
    assert {chapter: sum(row.startswith(f"{chapter}: ") for row in ROWS) for chapter in CHAPTERS} == {
        "Scrutiny of the year's reports": 34,
        "The printed report": 56,
        "The agreement in draft": 23,
        "The review of performance reporting": 18,
        "The performance update": 34,
    }
    without = {row for row, place in ROWS.items() if place.startswith(WITHOUT_A_PLACE)}
    assert IN_PART.keys() <= ROWS.keys() - without
    assert len(ROWS) - len(IN_PART) - len(without) >= 150
