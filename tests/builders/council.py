"""A made-up council with reports within its years: every kind of measure, told apart by nothing else."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from builders.commentary import write_entries
from builders.files import write_csv
from builders.project import REPOSITORY
from pprr.domain import Period
from pprr.project import Project, find_project

SLUG = "example-services"
POINTS = ("2023-24-annual", "2024-25-q2", "2024-25-annual", "2025-26-q1", "2025-26-q2")
REGISTER = (
    # measure_id, good, unit, decimals, kind, frequency, lag, target, q1, q2, q3
    ("STATE", "High", "percentage", 0, "snapshot", "", "", "90%", "", "", ""),
    ("TOTAL", "High", "number", 0, "cumulative", "", "", "1,000", "250", "500", "750"),
    ("BARE", "High", "number", 0, "cumulative", "", "", "1,000", "", "", ""),
    ("QUARTER", "Low", "number", 0, "quarter", "", "", "20", "", "", ""),
    ("ROLLING", "High", "percentage", 1, "rolling", "", "", "75.0%", "", "", ""),
    ("YEAR", "High", "percentage", 0, "annual", "", "", "50%", "", "", ""),
    ("HALF", "High", "number", 0, "snapshot", "half-yearly", "", "10", "", "", ""),
    ("LATE", "High", "number", 0, "snapshot", "", "", "10", "", "", ""),
    ("LAGGED", "High", "number", 0, "snapshot", "", "1", "10", "", "", ""),
)
# Of each measure, the cell of each of POINTS in that period's own extract.
FIGURES: dict[str, tuple[str, ...]] = {
    "STATE": ("80%", "88%", "89%", "92%", "90%"),
    "TOTAL": ("900", "480", "990", "260", "520"),
    "BARE": ("900", "480", "990", "260", "520"),
    "QUARTER": ("60", "15", "66", "14", "16"),
    "ROLLING": ("70.0%", "71.0%", "72.0%", "74.0%", "76.0%"),
    "YEAR": ("44%", "", "48%", "", ""),
    "HALF": ("8", "9", "9", "", "12"),
    "LATE": ("8", "9", "9", "9", "Not available"),
    "LAGGED": ("8", "9", "9", "9", ""),
}
FORECASTS = {"STATE": "91%", "TOTAL": "950"}
VARIANCES = {"2023-24-annual": 0, "2024-25-q2": -10, "2024-25-annual": -25, "2025-26-q1": 40, "2025-26-q2": 15}
RULES = """\
[status]
amber_within = "10%"
lagged = "not rated"
[trend]
stable_below = "1%"
[exceptions]
when = ["red", "amber and getting worse", "status worse than in the last report", "due and missing"]
[highlights]
when = ["green and getting better", "status better than in the last report"]
[commentary]
when = ["red", "amber", "status changed since the last report", "due and missing"]
[money]
exception_beyond = "1%"
[plausibility]
times_target = 100
"""


def quarters(
    folder: Path,
    *,
    points: Iterable[str] = POINTS,
    figures: Mapping[str, tuple[str, ...]] = FIGURES,
    before: Mapping[str, str] | None = None,
    edition: str = "",
    rules: str = RULES,
) -> Project:
    """A project with those periods in the folder.

    ``edition`` is more TOML for the edition of the last one. With ``before`` its extract has a column for the period
    before it too, in which those measures have another cell than that period's own report.
    """
    folder.mkdir(parents=True)
    (folder / "pprr.toml").write_text('[organisation]\nname = "Anyborough Council (made up)"\n', encoding="utf-8")
    (folder / "notebooks").mkdir()
    shutil.copyfile(REPOSITORY / "notebooks/portfolio_report.ipynb", folder / "notebooks/portfolio_report.ipynb")
    listed = list(points)
    for point in listed:
        year = folder / "data/raw" / point[:7]
        if not (year / "agreement").is_dir():
            write_agreement(year / "agreement", rules)
        is_last = point == listed[-1]
        write_extracts(year / point, point, figures, edition if is_last else "", before if is_last else None)
    return find_project(folder)


def write_agreement(folder: Path, rules: str) -> None:
    folder.mkdir(parents=True)
    (folder / "rules.toml").write_text(rules, encoding="utf-8")
    (folder / "sources.toml").write_text(
        '[reserves]\nfile = "reserves.csv"\nmoney_unit = "thousands"\n'
        '[savings]\nfile = "savings.csv"\nmoney_unit = "thousands"\n',
        encoding="utf-8",
    )
    write_csv(folder / "portfolios.csv", [["portfolio", "name"], [SLUG, "Example Services (made up)"]])
    write_csv(folder / "priorities.csv", [["portfolio", "priority", "title", "text"], [SLUG, "1", "Examples", "Give."]])
    header = "measure_id code name portfolio priority good_performance unit decimals kind owner frequency lag"
    write_csv(
        folder / "measures.csv",
        [
            header.split(),
            *(
                [
                    name,
                    name,
                    f"Examples: {name.lower()}",
                    SLUG,
                    "1",
                    good,
                    unit,
                    str(decimals),
                    kind,
                    "A. N. Owner",
                    *due,
                ]
                for name, good, unit, decimals, kind, *due, _target, _q1, _q2, _q3 in REGISTER
            ),
        ],
    )
    write_csv(
        folder / "targets.csv",
        [["measure_id", "target", "q1", "q2", "q3"], *([row[0], *row[7:]] for row in REGISTER)],
    )
    write_csv(folder / "reserves.csv", [["portfolio", "category", "narration", "purpose", "approved"]])
    write_csv(folder / "savings.csv", [["portfolio", "proposal", "value"]])


def write_extracts(
    folder: Path, point: str, figures: Mapping[str, tuple[str, ...]], edition: str, before: Mapping[str, str] | None
) -> None:
    folder.mkdir(parents=True)
    at = POINTS.index(point)
    earlier = "" if before is None else f'{POINTS[at - 1]} = "before"\n'
    money = 'money_unit = "thousands"'
    lists = "\n".join(
        f'[{name}]\nfile = "{name}.csv"\n{money}' for name in ("budget", "outturn", "reserves", "savings")
    )
    (folder / "sources.toml").write_text(
        f'[edition]\nversion = "1"\n{edition}\n[performance]\nfile = "performance.csv"\n'
        f'[performance.columns]\nforecast = "forecast"\n[performance.actuals]\n{point} = "actual"\n{earlier}{lists}\n',
        encoding="utf-8",
    )
    write_csv(
        folder / "performance.csv",
        [
            ["measure_id", "portfolio", "actual", "forecast", "before"],
            *(
                [name, SLUG, cells[at], FORECASTS.get(name, ""), (before or {}).get(name, cells[at - 1])]
                for name, cells in figures.items()
            ),
        ],
    )
    variance = VARIANCES[point]
    write_csv(
        folder / "budget.csv",
        [
            ["portfolio", "line", "description", "amount"],
            [SLUG, "Previously reported", "", "1000"],
            [SLUG, "Current", "", "1000"],
        ],
    )
    write_csv(
        folder / "outturn.csv",
        [
            ["portfolio", "cash_limit", "expenditure", "appropriations", "outturn", "variance"],
            [SLUG, "1000", str(1000 + variance), "0", str(1000 + variance), str(variance)],
        ],
    )
    write_csv(folder / "reserves.csv", [["portfolio", "purpose", "approved", "change", "balance"]])
    write_csv(folder / "savings.csv", [["portfolio", "proposal", "value", "achieved"]])


def say(project: Project, period: str, said: Mapping[str, str], name: str = "words.ipynb", slug: str = SLUG) -> Path:
    """Writes a notebook with those words by item, and gives the folder that it is in."""
    return write_entries(project.commentary(Period.parse(period), slug), said, name)
