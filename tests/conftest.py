"""What several test modules need: a copy of the project to break, and hands to break it with.

``report``, ``good``, ``project_copy`` and ``two_portfolios`` are fixtures. The functions are imported:
``from conftest import rewrite_csv``.
"""

import csv
import io
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import hypothesis
import pytest
import python_calamine
import xlsxwriter

from pprr.domain import Period, Rules
from pprr.project import Project, find_project
from pprr.report import Report, open_report

REPOSITORY = Path(__file__).resolve().parents[1]
PORTFOLIO = "citizen-focus-and-engagement"
SECOND_PORTFOLIO = "example-services"
PERIOD = Period.parse("2019-20-annual")
AGREEMENT = Path("data/raw/2019-20/agreement")
EXTRACTS = Path("data/raw/2019-20/2019-20-annual")
PERFORMANCE = EXTRACTS / "performance.xlsx"
PERFORMANCE_HEADER = 3

# Rules for the tests of rules: a year's own rules may change, and these tests must not change with them.
_RULES = {
    "status": {"amber_within": "10%"},
    "trend": {"stable_below": "1%"},
    "exceptions": {
        "when": ["red", "amber and getting worse", "status worse than in the last report", "due and missing"]
    },
    "highlights": {"when": ["green and getting better", "status better than in the last report"]},
    "commentary": {"when": ["red", "amber", "status changed since the last report", "due and missing"]},
    "money": {"exception_beyond": "1%"},
    "plausibility": {"times_target": 100},
}

# The same examples on every machine and in every run: a red test stays red until it is mended.
_SLOW = [hypothesis.HealthCheck.too_slow]  # a machine that others use too may be
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=_SLOW)
hypothesis.settings.load_profile("same")


@pytest.fixture(autouse=True)
def _no_project_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PPRR_PROJECT", raising=False)


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The example's report, opened once for all the tests that look at it."""
    return open_report(PORTFOLIO, PERIOD, project=copy_project(tmp_path_factory.mktemp("example") / "project"))


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The published example, made once for all the tests that look at it, for reading only."""
    from published import published  # which imports this module

    return published(tmp_path_factory)


@pytest.fixture
def project_copy(tmp_path: Path) -> Project:
    """The project's settings, raw data and notebooks, copied to where a test may break them."""
    return copy_project(tmp_path / "project")


@pytest.fixture
def two_portfolios(project_copy: Project) -> Project:
    """A copy with a second, made-up portfolio of a made-up council, so that one's faults can be shown to spare it."""
    return add_second_portfolio(project_copy)


def rules(**sections: dict[str, object]) -> Rules:
    """Made-up rules of a year, the named sections replaced: ``rules(trend={"stable_below": "5%"})``."""
    return Rules.model_validate(_RULES | sections)


def copy_project(folder: Path) -> Project:
    """A copy of the project in the folder, without anything that pprr has made."""
    folder.mkdir(parents=True)
    for name in ("pprr.toml", "data/raw", "notebooks"):
        source, copy = REPOSITORY / name, folder / name
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns(".*", "~$*"))
        else:
            shutil.copyfile(source, copy)
    return find_project(folder)


def add_second_portfolio(project: Project) -> Project:
    """The project with "Example Services (made up)" beside its own portfolio; the council becomes a made-up one too."""
    root, slug, name = project.root, SECOND_PORTFOLIO, "Example Services (made up)"
    replace_text(root / "pprr.toml", project.settings.organisation.name, "Anyborough Council (made up)")
    add_csv_rows(root / AGREEMENT / "portfolios.csv", [slug, name, "Cabinet", "2019-07-23"])
    add_csv_rows(root / AGREEMENT / "priorities.csv", [slug, "1", "Examples", "The agreement asks for examples."])
    add_csv_rows(
        root / AGREEMENT / "measures.csv",
        ["EXA1.1", "EXA1.1", "Number of examples given", slug, "1", "High", "number", "0", "annual", "", "no", ""],
        ["EXA1.2", "EXA1.2", "% of examples disputed", slug, "1", "Low", "percentage", "1", "annual", "", "no", ""],
    )
    add_csv_rows(root / AGREEMENT / "targets.csv", ["EXA1.1", "100"], ["EXA1.2", "20.0%"])
    add_csv_rows(root / AGREEMENT / "reserves.csv", [slug, "Example Category", "Example Reserve", "Examples", "40"])
    add_csv_rows(root / AGREEMENT / "savings.csv", [slug, "Fewer examples", "60"])
    add_csv_rows(
        root / EXTRACTS / "budget.csv",
        [name, "Previously Reported", "", "1,000"],
        [name, "Change", "Examples moved here", "200"],
        [name, "Current", "", "1,200"],
    )
    add_csv_rows(root / EXTRACTS / "outturn.csv", [name, "1,200", "1,215", "(10)", "1,205", "5"])
    add_csv_rows(
        root / EXTRACTS / "reserves.csv",
        [name, "Corporate Reserves", "Example Category", "Example Reserve", "Examples", "40", "10", "30"],
        [name, "", "", "", "Total", "40", "10", "30"],
    )
    add_csv_rows(
        root / EXTRACTS / "savings.csv",
        [name, "Fewer examples", "AMBER", "60", "45", "Most of the examples went."],
        [name, "Total", "", "60", "45", ""],
    )
    add_workbook_rows(
        root / PERFORMANCE,
        ["EXA1.1", "EXA1.1", "Number of examples given", name, "High", "90", "95", "110"],
        ["EXA1.2", "EXA1.2", "% of examples disputed", name, "Low", "25.0%", "24.0%", "21.0%"],
    )
    return find_project(root)


def rewrite_csv(path: Path, row: int | str, column: str, text: str, *, header_row: int = 1) -> int:
    """Puts the text into one cell of a CSV; the number of the row it stands in.

    ``row`` is a number as editors count, or the whole text of a cell of the wanted row.
    """
    rows = read_csv(path)
    number = _set(rows, row, column, text, header_row)
    write_csv(path, rows)
    return number


def rewrite_workbook(
    path: Path, row: int | str, column: str, value: str | float, *, header_row: int = PERFORMANCE_HEADER
) -> int:
    """Puts the value into one cell of a workbook of one sheet; as ``rewrite_csv``. A float is stored as a number."""
    sheet, rows = read_workbook(path)
    number = _set(rows, row, column, value, header_row)
    write_workbook(path, rows, sheet=sheet)
    return number


def add_csv_rows(path: Path, *rows: list[str]) -> None:
    """Adds the rows at the end of a CSV."""
    write_csv(path, [*read_csv(path), *rows])


def add_workbook_rows(path: Path, *rows: list[str]) -> None:
    """Adds the rows at the end of a workbook of one sheet."""
    sheet, present = read_workbook(path)
    write_workbook(path, [*present, *rows], sheet=sheet)


def change_rows(path: Path, change: Callable[[list[list[str]]], Iterable[list[str]]]) -> None:
    """Replaces a CSV's or a workbook's rows by what the function makes of them."""
    if path.suffix == ".xlsx":
        sheet, rows = read_workbook(path)
        write_workbook(path, change(rows), sheet=sheet)
    else:
        write_csv(path, change(read_csv(path)))


def read_csv(path: Path) -> list[list[str]]:
    """The cells of a UTF-8 CSV, untouched."""
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def write_csv(path: Path, rows: Iterable[list[str]]) -> None:
    """Writes a UTF-8 CSV."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    path.write_bytes(stream.getvalue().encode())


def read_workbook(path: Path) -> tuple[str, list[list[str]]]:
    """The name of a workbook's first sheet, and its cells."""
    with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
        sheet = book.sheet_names[0]
        return sheet, book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def write_workbook(path: Path, rows: Iterable[Iterable[str | float]], *, sheet: str = "Measures") -> None:
    """Writes a workbook of one sheet: text stays text, also where it looks like a number or a formula."""
    literal = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(str(path), literal) as book:
        page = book.add_worksheet(sheet)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if value != "":
                    page.write(row, column, value)


def replace_text(path: Path, old: str, new: str) -> None:
    """Replaces a text that stands exactly once in a UTF-8 file."""
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f'"{old}" stands {text.count(old)} times in {path.name}; once is wanted')
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of the folder with its bytes; a folder that is not there has none."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _set(rows: list[list], row: int | str, column: str, value: str | float, header_row: int) -> int:
    place = rows[header_row - 1].index(column)
    if isinstance(row, str):
        row = next(number for number, cells in enumerate(rows, start=1) if row in cells)
    rows[row - 1][place] = value
    return row
