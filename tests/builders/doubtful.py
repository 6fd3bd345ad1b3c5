"""A made-up project whose data have something of everything that a report of their quality tells."""

import datetime
from pathlib import Path

from builders.files import add_csv_rows, add_workbook_rows, replace_text, rewrite_csv, rewrite_workbook
from builders.project import (
    AGREEMENT,
    EXTRACTS,
    PERFORMANCE,
    PERIOD,
    PORTFOLIO,
    SECOND_PORTFOLIO,
    add_second_portfolio,
    copy_project,
)
from pprr.commentary.decisions import accept
from pprr.project import Project
from pprr.report import open_report

OWNER = "Head of Examples"
DUE = "12 June 2020"
STOPPED = "stopped-services"


def doubtful_project(folder: Path) -> Project:
    """A copy of the project with three portfolios.

    One has queries of each severity, measures that are missing, and one query accepted, another whose acceptance has
    fallen, and a third acceptance that nobody needs; one is sound but for words; one is stopped by an error.
    """
    project = add_second_portfolio(copy_project(folder))
    root = project.root
    replace_text(root / EXTRACTS / "sources.toml", 'version = "1.0"', 'version = "1.0"\nqueries_due = 2020-06-12')
    rewrite_csv(root / AGREEMENT / "measures.csv", "CFE1.4", "owner", OWNER)
    rewrite_csv(root / AGREEMENT / "measures.csv", "CFE1.3", "owner", "Head of <Escaping>")
    rewrite_workbook(root / PERFORMANCE, "CFE1.1", "2019/20 Actual", "0")
    rewrite_csv(root / EXTRACTS / "outturn.csv", "5,642", "Net Expenditure £000", "5,632")
    _stop_a_third(root)
    _decide(project)
    return project


def _stop_a_third(root: Path) -> None:
    name = "Stopped Services (made up)"
    add_csv_rows(root / AGREEMENT / "portfolios.csv", [STOPPED, name, "Cabinet", "2019-07-23"])
    add_csv_rows(root / AGREEMENT / "priorities.csv", [STOPPED, "1", "Stops", "The agreement asks for stops."])
    add_csv_rows(
        root / AGREEMENT / "measures.csv",
        ["STO1.1", "STO1.1", "Number of stops", STOPPED, "1", "High", "number", "0", "annual", "", "no", ""],
    )
    add_csv_rows(root / AGREEMENT / "targets.csv", ["STO1.1", "100"])
    add_workbook_rows(root / PERFORMANCE, ["STO1.1", "STO1.1", "Number of stops", name, "High", "90", "95", "37 %%"])


def _decide(project: Project) -> None:
    """Accepts three queries, and then changes what two of them are about."""
    words = project.commentary(PERIOD, PORTFOLIO) / "commentary.ipynb"
    path, day = project.decisions(PERIOD, PORTFOLIO), datetime.date(2020, 6, 30)
    replace_text(words, "61 of 179 (34%)", "62 of 179 (34%)")
    report = open_report(PORTFOLIO, PERIOD, project=project)
    for query in report.open_queries:
        if query.kind in {"words disagree with figure", "precision of words"}:
            accept(path, query, reason="The service has confirmed it.", name="A. Example", date=day)
    replace_text(words, "62 of 179 (34%)", "61 of 179 (34%)")
    replace_text(words, "1,312 of 1,505 (87%)", "1,312 of 1,505 (87.2%)")
    assert project.commentary(PERIOD, SECOND_PORTFOLIO) != project.commentary(PERIOD, PORTFOLIO)
