"""The tables of a whole period."""

from pathlib import Path
from typing import TYPE_CHECKING

from pprr.domain import Period
from pprr.domain.errors import FaultsError
from pprr.ingest import tables as cleaned_tables
from pprr.ingest.load import load
from pprr.project import Project, find_project
from pprr.report.assemble import assemble
from pprr.report.frames import frames_of
from pprr.report.measures.build import past_of

if TYPE_CHECKING:
    import pandas as pd


def tables(period: str | Period, project: Project | Path | None = None) -> dict[str, "pd.DataFrame"]:
    """The tables of all portfolios of a period.

    Parameters
    ----------
    period
        Such as ``"2019-20-annual"`` or ``"2025-26-q2"``.
    project
        The project, or its folder. Without it the one that holds the working directory, or that ``PPRR_PROJECT`` names.

    Returns
    -------
    dict of str to DataFrame
        By name (``measures``, ``readings``, ``budget``, ``outturn``, ``reserves``, ``savings``, ``capital``,
        ``accounts``, ``series``, ``control``, ``comparators``, ``standings``) what ``Report.table`` gives for one
        portfolio, with the column ``portfolio`` first and the rows of all portfolios below each other, in the order of
        the agreement. A table of which no portfolio has rows is there, and empty.

    Raises
    ------
    ProjectError
        The project or the period is not known.
    FaultsError
        The extracts of the period, or of one of its portfolios, must be mended first.
    CommentaryError
        The words of a portfolio cannot be read.
    """
    project = project if isinstance(project, Project) else find_project(project)
    period = period if isinstance(period, Period) else Period.parse(period)
    cleaned = load(project, period)
    if cleaned.faults:
        raise FaultsError("extracts-faulty", cleaned.faults, of=str(period))
    past = past_of(project, cleaned)
    slugs = [found.portfolio for found in cleaned.tables.records(cleaned_tables.PORTFOLIOS)]
    return frames_of((assemble(project, cleaned, slug, past, is_writing=True) for slug in slugs), period, cleaned.rules)
