"""Writes the made-up council's project into a folder: settings, agreements, extracts, words. The same bytes always."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pprr.demo import notebooks, tables, words
from pprr.demo.council import NAME, Council, Portfolio, council, resource
from pprr.demo.exports import to_files
from pprr.demo.figures import history
from pprr.demo.layouts import export, section
from pprr.demo.money import money_of
from pprr.demo.systems import last_report, layouts
from pprr.demo.tables import Year
from pprr.demo.timeline import LAST, columns, periods
from pprr.errors import ProjectError
from pprr.model import Period, Point
from pprr.project import SETTINGS_FILE, find_project

NOTICE = (
    "This is an illustration. Anyborough Council is made up: its figures, its money, its words and its people are "
    "nobody's, and were written by the pprr project so that there is something to try it on."
)
_SETTINGS = f"""# A council that does not exist, to try pprr on.

[organisation]
name = "{NAME}"

[page]
language = "en-GB"
accent = "#12436D"

[run]
cell_timeout_seconds = 120
"""
_MONTHS = {Point.Q1: "July", Point.Q2: "October", Point.Q3: "January", Point.ANNUAL: "May"}
_AGREEMENT_SOURCES = """# The agreement's tables have the names that pprr uses, so only money needs a word.

[reserves]
file = "reserves.csv"
money_unit = "thousands"

[savings]
file = "savings.csv"
money_unit = "thousands"
"""


@dataclass(frozen=True)
class Size:
    """How large the council is, how long its past, and the seed that all its figures come from."""

    portfolios: int = 7
    measures: int = 100
    years: int = 3
    seed: int = 1
    last: Period = LAST


def write_demo(folder: Path, size: Size, *, progress: Callable[[str], None] = lambda step: None) -> tuple[Period, ...]:
    """Writes the project; the periods that it has, oldest first. Raises ProjectError where the folder is not empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProjectError(f"{folder} is there already, and not empty. Name a folder that is not there yet.")
    if size.measures < size.portfolios:
        raise ProjectError(f"{size.measures} measures are too few for {size.portfolios} portfolios: each needs one.")
    template = _template()
    found = periods(size.years, size.last)
    _write(folder / SETTINGS_FILE, _SETTINGS)
    years = {start: _year(size, start, found) for start in sorted({period.start for period in found})}
    newest = years[found[-1].start].council.portfolios[0]
    _write(
        folder / "notebooks" / "portfolio_report.ipynb",
        notebooks.set_defaults(template.read_text(encoding="utf-8"), newest.slug, found[-1]),
    )
    for start, year in years.items():
        _write_agreement(folder / "data" / "raw" / Period(start).year / "agreement", year)
    for period in found:
        progress(str(period))
        _write_extracts(folder / "data" / "raw" / period.year / str(period), years[period.start], period, found[0])
        for portfolio in years[period.start].council.portfolios:
            notebooks.write_notebook(
                folder / "notebooks" / "commentary" / str(period) / portfolio.slug,
                portfolio,
                period,
                _words(years[period.start], portfolio, period, size.seed),
            )
    return found


def _template() -> Path:
    """The report's notebook: this project's, else that of the checkout which the package runs from."""
    try:
        found = [find_project().template]
    except ProjectError:
        found = []
    found.append(Path(__file__).resolve().parents[2] / "notebooks" / "portfolio_report.ipynb")
    path = next((path for path in found if path.is_file()), None)
    if path is None:
        raise ProjectError(
            "The report's notebook, notebooks/portfolio_report.ipynb, was not found. "
            "Start this command in pprr's own folder, or set PPRR_PROJECT to it."
        )
    return path


def _year(size: Size, start: int, found: Sequence[Period]) -> Year:
    first, last = found[0], found[-1]
    cut: Council = council(size.portfolios, size.measures, is_first_year=start == first.start)
    listed = cut.measures
    if start == first.start:
        listed = tuple(measure for measure in listed if "new" not in measure.traits)
    return Year(
        start,
        Council(cut.portfolios, listed),
        {measure.key: history(measure, first.start, last, size.seed) for measure in listed},
        {portfolio.prefix: money_of(portfolio, first.start, last, size.seed) for portfolio in cut.portfolios},
    )


def _write_agreement(folder: Path, year: Year) -> None:
    for name, rows in tables.agreement(year).items():
        _write(folder / f"{name}.csv", _csv(rows))
    _write(folder / "sources.toml", _AGREEMENT_SOURCES)
    _write(folder / "rules.toml", resource("rules.toml"))


def _write_extracts(folder: Path, year: Year, period: Period, first: Period) -> None:
    laid_out = layouts(period, first)
    rows: Mapping[str, Sequence[Mapping[str, str | int]]] = {
        "performance": tables.performance(year, period, columns(period), last_report(period, first)),
        **tables.finance(year, period),
        "series": tables.series(year, period, first.start),
        "comparators": tables.comparators(year),
    }
    for name, data in to_files(export(layout, rows[name]) for name, layout in laid_out.items()).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    sections = [_edition(period), *(section(name, layout) for name, layout in laid_out.items())]
    _write(folder / "sources.toml", "\n".join(sections))


def _edition(period: Period) -> str:
    month, end = _MONTHS[period.point], period.end
    lines = [
        "# How each extract of this period is laid out. Compare it with that of another year.",
        "",
        "[edition]",
        f'date = "{month} {end.year + (period.point is Point.Q3)}"',
        'version = "1.0"',
        f'notice = "{NOTICE}"',
        f"performance_as_at = {end.isoformat()}",
        f"finance_as_at = {end.isoformat()}",
    ]
    return "\n".join(lines) + "\n"


def _words(year: Year, portfolio: Portfolio, period: Period, seed: int) -> dict[str, str]:
    money = year.money[portfolio.prefix][period]
    measures = year.council.measures_of(portfolio)
    shown = Counter(
        year.histories[measure.key].figures[period].status for measure in measures if "late" not in measure.traits
    )
    statuses = {name: shown[name] for name in ("Green", "Amber", "Red")}
    return {
        "overview": words.overview(portfolio, statuses, money, period),
        **{
            measure.measure_id: words.measure_words(measure, year.histories[measure.key], period, seed)
            for measure in measures
        },
        "budget": words.budget_words(money),
        "outturn": words.outturn_words(money, period),
        "reserves": "",
        "savings": "",
    }


def _csv(rows: Sequence[Mapping[str, str]]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
