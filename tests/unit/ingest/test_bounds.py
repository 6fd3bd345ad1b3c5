"""Reading has a bound: of rows, cells and bytes, in words; and a file beyond it stops its own period alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from builders.council import SLUG, quarters

from pprr.domain import Period
from pprr.domain.errors import FaultsError, FileError
from pprr.ingest.clean import clean
from pprr.ingest.readers.delimited import MOST_BYTES
from pprr.ingest.readers.files import read_rows
from pprr.ingest.readers.reach import LAST_ROW
from pprr.report import open_report


def _many_rows(path: Path) -> None:
    path.write_text("a,b\n" + "1,2\n" * LAST_ROW, encoding="utf-8")


def _many_cells(path: Path) -> None:
    path.write_text(f"{',' * 499}\n" * 10_001, encoding="utf-8")


def _many_bytes(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)


@pytest.mark.parametrize(
    ("write", "said"),
    [
        pytest.param(_many_rows, "more than 200,000 rows", id="rows"),
        pytest.param(_many_cells, "more than 5,000,000 cells", id="cells"),
        pytest.param(_many_bytes, "more than 50,000,000 bytes", id="bytes"),
    ],
)
def test_a_text_file_beyond_the_bound_is_refused_in_words(
    tmp_path: Path, write: Callable[[Path], None], said: str
) -> None:
    path = tmp_path / "received.csv"
    write(path)
    with pytest.raises(FileError, match=said):
        read_rows(path)


def test_a_file_beyond_the_bound_stops_its_own_period_alone(tmp_path: Path) -> None:
    project = quarters(tmp_path / "project", points=("2024-25-annual", "2025-26-q1", "2025-26-q2"))
    _many_rows(project.root / "data/raw/2025-26/2025-26-q1/performance.csv")
    with pytest.raises(FaultsError, match="more than 200,000 rows"):
        clean(project, Period.parse("2025-26-q1"))
    assert clean(project, Period.parse("2024-25-annual")).faults == ()
    report = open_report(SLUG, "2025-26-q2", project=project)
    assert [query.fields for query in report.queries if query.key == "earlier-report-unreadable"] == [
        {"period": "2025-26-q1"}
    ]
