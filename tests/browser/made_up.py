"""A made-up council whose names are longer, and whose commentary is stranger, than those of the example."""

from pathlib import Path

from builders.commentary import write_entries
from builders.files import add_csv_rows, add_workbook_rows, change_rows, rewrite_csv, write_csv
from builders.project import (
    AGREEMENT,
    EXTRACTS,
    PERFORMANCE,
    PERIOD,
    SECOND_PORTFOLIO,
    add_second_portfolio,
    copy_project,
)

from pprr.project import Project

PORTFOLIO_NAME = "Example Services (made up)"
MEASURE = (
    "% of examples and counterexamples given by district, neighbourhood and household, or by a partner on behalf of "
    "one, that were found disestablishmentarianistically unrepresentative at the second stage of review (cumulative)"
)
RESERVE = "Transformation - Invest to Save, Double Running and Community Investment Reserve"
PURPOSE = "Integration of health, care and public protection with neighbourhood services, including advice"
PROPOSAL = (
    "Balancing the cost of services: charges for examples, registrars, events and the letting of rooms by the hour"
)
GROUP = "Statistical neighbours of the council as they were chosen for the review of neighbourhood services"
SOURCE = "Examples and Counterexamples in England, table 4b (made up)"

WORDS = """\
The **figures** rose for _three_ reasons, each told at length in
[the minutes of the committee](https://www.example.org/committee/minutes), under https://www.example.org:

1. The first.
2. The second, with parts:
   - a part;
   - another part.
3. The third, in `a_very_long_name_of_a_file_that_nobody_would_give_to_a_file_but_a_machine_might_have_given_to_it.csv`.

# A heading that is too high

Words below it, and a word of a length that no line holds:
https://www.example.org/a/very/long/address/that/somebody/has/pasted/into/the/commentary/and/that/cannot/be/broken.html

### A heading below it

| Quarter | Examples given | Examples asked for | Examples disputed | Examples withdrawn | Examples renewed | Total |
|---|---|---|---|---|---|---|
| Quarter 1 | 1,200 | 1,300 | 10 | 20 | 30 | 2,560 |
| Quarter 2 | 1,200 | 1,300 | 10 | 20 | 30 | 2,560 |

|  | 2018/19 | 2019/20 |
|---|---:|---:|
| Examples | 1,200 | 1,300 |

> Somebody said this.

```
one line of code, or of a message that was pasted in, which is longer than the text around it on every screen
```

---

The last words."""


def made_up_project(folder: Path) -> Project:
    """A copy of the project in the folder, with the made-up portfolio that these names and words belong to."""
    project = add_second_portfolio(copy_project(folder))
    root = project.root
    add_csv_rows(
        root / AGREEMENT / "measures.csv",
        [
            "EXA1.3",
            "EXA1.3",
            MEASURE,
            SECOND_PORTFOLIO,
            "1",
            "Low",
            "percentage",
            "1",
            "cumulative",
            "",
            "Example Framework",
            "",
        ],
    )
    add_csv_rows(root / AGREEMENT / "targets.csv", ["EXA1.3", "25.0%"])
    add_csv_rows(root / AGREEMENT / "savings.csv", [SECOND_PORTFOLIO, PROPOSAL, "1200"])
    add_csv_rows(root / AGREEMENT / "reserves.csv", [SECOND_PORTFOLIO, "Example Category", RESERVE, PURPOSE, "2000"])
    add_workbook_rows(
        root / PERFORMANCE,
        [
            *("EXA1.3", "EXA1.3", MEASURE, PORTFOLIO_NAME, "Low"),
            *("24.0% 240,000 of 1,000,000", "25.0% 250,000 of 1,000,000", "30.5% 305,000 of 1,000,000"),
        ],
    )
    _put_before_total(
        root / EXTRACTS / "reserves.csv",
        [PORTFOLIO_NAME, "Corporate Reserves", "Example Category", RESERVE, PURPOSE, "2,000", "500", "1,500"],
        [PORTFOLIO_NAME, "", "", "", "Total", "2,040", "510", "1,530"],
    )
    _put_before_total(
        root / EXTRACTS / "savings.csv",
        [PORTFOLIO_NAME, PROPOSAL, "RED", "1,200", "300", "The letting of rooms ended in March."],
        [PORTFOLIO_NAME, "Total", "", "1,260", "345", ""],
    )
    _add_series_and_comparators(root)
    rewrite_csv(root / EXTRACTS / "outturn.csv", PORTFOLIO_NAME, "Net Expenditure £000", "1,715")
    rewrite_csv(root / EXTRACTS / "outturn.csv", PORTFOLIO_NAME, "Appropriations £000", "(510)")
    items = ("overview", "EXA1.1", "EXA1.3", "budget", "outturn", "reserves", "savings")
    write_entries(project.commentary(PERIOD, SECOND_PORTFOLIO), dict.fromkeys(items, WORDS))
    return project


def _add_series_and_comparators(root: Path) -> None:
    """Months of two measures, one with signals both ways and one too short, and figures of other councils."""
    values = [
        *[25 + at % 3 for at in range(20)],
        *[29 + at % 2 for at in range(8)],
        45,
        *[24 + at % 3 for at in range(6)],
    ]
    months = [f"{(3 + at) % 12 + 1:02d}/{2017 + (3 + at) // 12}" for at in range(len(values))]
    write_csv(
        root / EXTRACTS / "series.csv",
        [
            ["measure_id", "period", "value"],
            *(["EXA1.3", month, f"{value}.0%"] for month, value in zip(months, values, strict=True)),
            *(["EXA1.1", month, str(100 + at)] for at, month in enumerate(months[:9])),
        ],
    )
    write_csv(
        root / EXTRACTS / "comparators.csv",
        [
            ["measure_id", "group", "name", "period", "value", "source"],
            *(["EXA1.3", GROUP, f"{at}th Borough", "2019/20", f"{20 + 2 * at}.0%", SOURCE] for at in range(9)),
            ["EXA1.3", "England", "England average", "2019/20", "27.5%", SOURCE],
            ["EXA1.2", GROUP, "1st Borough", "2016/17", "20.0%", SOURCE],
        ],
    )
    sources = root / EXTRACTS / "sources.toml"
    added = '\n[series]\nfile = "series.csv"\n\n[comparators]\nfile = "comparators.csv"\n'
    sources.write_text(sources.read_text(encoding="utf-8") + added, encoding="utf-8")


def _put_before_total(path: Path, row: list[str], total: list[str]) -> None:
    """Puts the row in front of the made-up portfolio's total, which stands last, and the new total in its place."""
    change_rows(path, lambda rows: [*rows[:-1], row, total])
