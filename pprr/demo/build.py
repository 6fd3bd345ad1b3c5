"""Writes the made-up council's project into a folder: settings, agreements, extracts, words. The same bytes always."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from pprr.demo.arrival import write_received
from pprr.demo.council import Council, council
from pprr.demo.data import resource
from pprr.demo.draft import (
    Draft,
    csv_of,
    draft_of,
    write,
    write_agreement,
    write_extracts,
    write_introductions,
    write_paper,
    write_views,
    write_words,
)
from pprr.demo.figures import history
from pprr.demo.meetings import meetings
from pprr.demo.money import money_of
from pprr.demo.tables import Year
from pprr.demo.timeline import LAST, periods
from pprr.domain import Period, Point
from pprr.domain.errors import ProjectError
from pprr.project import SETTINGS_FILE, find_project
from pprr.start.template import document_notebooks, report_notebook


@dataclass(frozen=True)
class Size:
    """The size of the council, the length of its past, and the seed that all its figures come from."""

    portfolios: int = 7
    measures: int = 100
    years: int = 3
    ledger_lines: int = 20_000
    seed: int = 1
    last: Period = LAST


def write_demo(
    folder: Path, size: Size, *, is_open: bool = False, progress: Callable[[str], None] = lambda step: None
) -> tuple[Period, ...]:
    """Writes the project; the periods that it has, oldest first. Raises ProjectError where the folder is not empty.

    One that ``is_open`` has its last period as it arrives: ``demo.arrival``.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProjectError("folder-not-empty", folder=folder)
    if size.measures < size.portfolios:
        raise ProjectError("too-few-measures", measures=size.measures, portfolios=size.portfolios)
    years = _years(size)
    drafts = _drafts(size, years)
    write_frame(folder, drafts[-1])
    cycle = meetings(years, [draft.period for draft in drafts], size.seed)
    for name, rows in cycle.items():
        if rows:  # of one measure there may be nothing to follow up
            write(folder / "data" / "raw" / f"{name}.csv", csv_of(rows))
    for draft in drafts:
        progress(str(draft.period))
        write_agreement(folder, draft)
        if is_open and draft is drafts[-1]:
            write_received(folder, draft)
            continue
        write_extracts(folder, draft)
        write_words(folder, draft)
        if len(draft.council.portfolios) > 1 and draft.period == Period(drafts[-1].period.start, Point.Q1):
            write_introductions(folder, draft)
    if not is_open and len(drafts[-1].council.portfolios) > 1:
        write_paper(folder, drafts[-1].period, cycle["committees"][0])
        write_views(folder, drafts[-1].period, cycle["views"])
    return tuple(draft.period for draft in drafts)


def drafts_of(size: Size) -> tuple[Draft, ...]:
    """Every period of the council, oldest first."""
    return _drafts(size, _years(size))


def _years(size: Size) -> dict[int, Year]:
    found = periods(size.years, size.last)
    return {start: _year(size, start, found[0], found[-1]) for start in sorted({period.start for period in found})}


def _drafts(size: Size, years: Mapping[int, Year]) -> tuple[Draft, ...]:
    found = periods(size.years, size.last)
    return tuple(
        draft_of(years[period.start], period, found[0], ledger_lines=size.ledger_lines, seed=size.seed)
        for period in found
    )


def write_frame(folder: Path, newest: Draft) -> None:
    """Writes the project's settings, and the reports' notebooks set to its newest ones.

    A council of several portfolios has a corporate report, which adds them up.
    """
    adds_up = len(newest.council.portfolios) > 1
    write(folder / SETTINGS_FILE, resource("settings.toml") + (_of_council(newest.period) if adds_up else ""))
    notebooks, first = folder / "notebooks", newest.council.portfolios[0].slug
    write(notebooks / "portfolio_report.ipynb", report_notebook(newest.period, subject=first))
    if adds_up:
        for name, notebook in document_notebooks(find_project(folder), newest.period).items():
            write(folder / name, notebook)


def _of_council(newest: Period) -> str:
    """The settings of a council of several portfolios; its papers begin with its newest reports or year."""
    return Template(resource("settings_council.toml")).substitute(newest=newest, year=newest.year)


def _year(size: Size, start: int, first: Period, last: Period) -> Year:
    is_first = start == first.start
    cut = council(size.portfolios, size.measures, is_first_year=is_first)
    listed = tuple(measure for measure in cut.measures if not (is_first and "new" in measure.traits))
    return Year(
        start,
        Council(cut.portfolios, listed),
        {measure.key: history(measure, first.start, last, size.seed) for measure in listed},
        {portfolio.prefix: money_of(portfolio, first.start, last, size.seed) for portfolio in cut.portfolios},
    )
