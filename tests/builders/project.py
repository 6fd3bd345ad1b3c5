"""A copy of the project to break, and one with a second portfolio."""

import shutil
from pathlib import Path

from builders.files import add_csv_rows, add_workbook_rows, replace_text
from pprr.domain import Period
from pprr.project import Project, find_project

REPOSITORY = Path(__file__).resolve().parents[2]
PORTFOLIO = "citizen-focus-and-engagement"
SECOND_PORTFOLIO = "example-services"
PERIOD = Period.parse("2019-20-annual")
AGREEMENT = Path("data/raw/2019-20/agreement")
EXTRACTS = Path("data/raw/2019-20/2019-20-annual")
PERFORMANCE = EXTRACTS / "performance.xlsx"


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
