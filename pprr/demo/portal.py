"""The made-up council's newest systems, whose exports need most of what a mapping can say."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pprr.demo.exports import Export
from pprr.demo.tables import Amounts
from pprr.model import Period

Rows = Sequence[Amounts]
_BETTER = {"High": "Bigger is better", "Low": "Smaller is better", "": ""}
_COLOURS = {"Red": "R", "Amber": "A", "Green": "G"}
_LINES = {"Previously reported": "Opening limit", "Change": "Virement", "Current": "Current limit"}
_ENDINGS = ("xlsx", "tsv", "ods", "csv")
_FOOTNOTE = "Source: the finance system of Anyborough Council (made up)"


@dataclass(frozen=True)
class Special:
    """An export that one plain table does not hold: how its rows become files, and its section of sources.toml."""

    files: Callable[[Rows], list[Export]]
    section: str


def portal(period: Period, portfolios: Sequence[tuple[str, str]]) -> dict[str, Special]:
    """The layouts of a period; ``portfolios`` are the slug and the name of each."""
    is_annual = period.end.month == 3
    return {
        "performance": _performance(portfolios),
        "budget": _budget(),
        "outturn": _outturn("Actual" if is_annual else "Forecast"),
        "reserves": _reserves(),
        "savings": _savings(),
        "capital": _capital(),
        "accounts": _accounts(),
        "series": _series(),
        "comparators": _comparators(),
    }


def _performance(portfolios: Sequence[tuple[str, str]]) -> Special:
    """A file from each portfolio's own system, in its own format; the file does not name the portfolio."""
    names = [f"scorecard_{slug}.{_ENDINGS[at % len(_ENDINGS)]}" for at, (slug, _) in enumerate(portfolios)]
    first, *others = (
        {"file": name, "sheet": "Scorecard" if name.endswith(("xlsx", "ods")) else "", "portfolio": portfolio}
        for name, (_, portfolio) in zip(names, portfolios, strict=True)
    )
    also = "".join(
        f"\n    {{ file = {_quoted(part['file'])}, sheet = {_quoted(part['sheet'])}, "
        f"constants = {{ portfolio = {_quoted(part['portfolio'])} }} }},"
        for part in others
    )
    section = f"""# Each portfolio's system exports a file of its own. The header is looked for
# below whatever stands above it.
[performance]
file = {_quoted(first["file"])}
sheet = {_quoted(first["sheet"])}
constants = {{ portfolio = {_quoted(first["portfolio"])} }}
also = [{also}
]
actuals = "{{period}} Actual"
statuses = "{{period}} RAG"
# The systems' own words, each with the one that it stands for.
missing = {{ "-" = "Not due" }}
status_words = {{ R = "Red", A = "Amber", G = "Green" }}
polarity = {{ "Bigger is better" = "High", "Smaller is better" = "Low" }}

[performance.columns]
measure_id = "Ref"
code = "PI Code"
good_performance = "Better when"
forecast = "Forecast"
judged_status = "Judgement"
judged_by = "Judged by"
"""

    def files(rows: Rows) -> list[Export]:
        return [
            _scorecard(name, [row for row in rows if row["portfolio"] == portfolio])
            for name, (_, portfolio) in zip(names, portfolios, strict=True)
        ]

    return Special(files, section)


def _scorecard(name: str, rows: Rows) -> Export:
    fields = [
        field
        for field in (rows[0] if rows else {})
        if field not in {"portfolio", "forecast", "judged_status", "judged_by"}
    ]
    labels = {
        "measure_id": "Ref",
        "code": "PI Code",
        "~name": "Short Name",
        "good_performance": "Better when",
        **{field: f"{_label(field)} Actual" for field in fields if field.startswith("actual ")},
        "forecast": "Forecast",
        **{field: f"{_label(field)} RAG" for field in fields if field.startswith("status ")},
        "judged_status": "Judgement",
        "judged_by": "Judged by",
    }
    title = [["Scorecard"], ["Anyborough Council (made up)"], []] if name.endswith(("xlsx", "ods")) else []
    cells = [[_in_portal_words(field, str(row[field])) for field in labels] for row in rows]
    return Export(name, [*title, list(labels.values()), *cells], "Scorecard", delimiter=_delimiter(name))


def _label(field: str) -> str:
    return Period.parse(field.partition(" ")[2]).label


def _in_portal_words(field: str, text: str) -> str:
    if field == "good_performance":
        return _BETTER[text]
    if field.startswith(("status ", "judged_status")):
        return _COLOURS.get(text, text)
    return "-" if field.startswith("actual ") and text == "Not due" else text


def _budget() -> Special:
    labels = {"portfolio": "Portfolio", "line": "Kind", "description": "Reason", "amount": "GBP 000"}
    section = f"""# A workbook of another office program, and other words for its lines.
[budget]
file = "cash_limits.ods"
sheet = "Limits"
money_unit = "thousands"

{_columns("budget", labels)}
[budget.words.line]
{_pairs({theirs: ours for ours, theirs in _LINES.items()})}"""

    def files(rows: Rows) -> list[Export]:
        cells = [[_LINES.get(str(row[field]), _amount(row[field])) for field in labels] for row in rows]
        return [Export("cash_limits.ods", [list(labels.values()), *cells], "Limits")]

    return Special(files, section)


def _outturn(word: str) -> Special:
    """Two levels of labels, a surplus with a plus, and a row of the whole council at the end."""
    columns = {
        "portfolio": ("Portfolio", ""),
        "cash_limit": ("Limit", "Net Cash Limit"),
        "expenditure": (word, "Net Expenditure"),
        "appropriations": ("", "Appropriations"),
        "outturn": ("", "Outturn"),
        "variance": ("Surplus/(Deficit)", ""),
    }
    labels = {
        "portfolio": "Portfolio",
        "cash_limit": "Limit / Net Cash Limit",
        "expenditure": f"{word} / Net Expenditure",
        "appropriations": f"{word} / Appropriations",
        "outturn": f"{word} / Outturn",
        "variance": "Surplus/(Deficit)",
    }
    section = f"""# Two rows of labels, of which the upper one holds for the blanks at its right.
# A surplus is written with a plus.
[outturn]
file = "finance.xlsx"
sheet = "Outturn"
header_row = 3
header_rows = 2
money_unit = "thousands"
signs = {{ variance = "surplus positive" }}
total = {{ column = "portfolio", label = "Whole council", by = "council" }}

{_columns("outturn", labels)}"""

    def files(rows: Rows) -> list[Export]:
        amounts = [field for field in columns if field != "portfolio"]
        whole: Amounts = {"portfolio": "Whole council"}
        whole |= {field: sum(int(row[field]) for row in rows) for field in amounts}
        cells = [
            [_amount(-int(row[field]) if field == "variance" else row[field]) for field in columns]
            for row in [*rows, whole]
        ]
        upper, lower = ([pair[level] for pair in columns.values()] for level in (0, 1))
        return [Export("finance.xlsx", [["Outturn in GBP 000"], [], upper, lower, *cells], "Outturn")]

    return Special(files, section)


def _reserves() -> Special:
    """A portfolio's name in its first row only, and draws with a minus."""
    labels = {
        "portfolio": "Portfolio",
        "group": "Group",
        "category": "Category",
        "narration": "Reserve",
        "purpose": "Use",
        "approved": "Approved",
        "change": "Movement",
        "balance": "Closing balance",
    }
    section = f"""# The portfolio stands in its first row only, as merged cells are exported.
# A draw is written with a minus.
[reserves]
file = "finance.xlsx"
sheet = "Reserves"
money_unit = "thousands"
fill_down = ["portfolio"]
signs = {{ change = "draws negative" }}
total = {{ column = "purpose", label = "Total" }}

{_columns("reserves", labels)}"""

    def files(rows: Rows) -> list[Export]:
        cells: list[list[str]] = []
        last = ""
        for row in rows:
            shown = dict(row) | {
                "change": -int(row["change"]),
                "portfolio": "" if row["portfolio"] == last else row["portfolio"],
            }
            last = str(row["portfolio"])
            cells.append([_amount(shown[field]) for field in labels])
        return [Export("finance.xlsx", [list(labels.values()), *cells], "Reserves")]

    return Special(files, section)


def _savings() -> Special:
    """Labels again above each portfolio, as on printed pages, and a footnote."""
    labels = {
        "portfolio": "Portfolio",
        "proposal": "Proposal",
        "risk_rating": "Risk",
        "value": "Value",
        "achieved": "Achieved",
        "information": "Notes",
    }
    section = f"""# Columns parted by tabs. Labels that come again in mid-table are passed over,
# and the footnote is dropped.
[savings]
file = "savings.tsv"
money_unit = "pounds"
total = {{ column = "proposal", label = "Total" }}
drop = {{ column = "portfolio", label = "Source:*" }}

{_columns("savings", labels)}"""

    def files(rows: Rows) -> list[Export]:
        cells: list[list[str]] = []
        last = ""
        for row in rows:
            if row["portfolio"] != last:
                cells.append(list(labels.values()))
            last = str(row["portfolio"])
            cells.append([_amount(row[field], times=1000) for field in labels])
        return [Export("savings.tsv", [*cells, [_FOOTNOTE]], delimiter="\t")]

    return Special(files, section)


def _capital() -> Special:
    labels = {
        "portfolio": "Portfolio",
        "scheme": "Scheme",
        "budget": "Programme",
        "forecast": "Forecast",
        "rephasing": "Rephased",
        "variance": "Variance",
        "information": "Notes",
    }
    section = f"""# Amounts in millions.
[capital]
file = "finance.xlsx"
sheet = "Capital"
money_unit = "millions"
total = {{ column = "scheme", label = "Total" }}

{_columns("capital", labels)}"""

    def files(rows: Rows) -> list[Export]:
        cells = [[_millions(row[field]) for field in labels] for row in rows]
        return [Export("finance.xlsx", [list(labels.values()), *cells], "Capital")]

    return Special(files, section)


def _accounts() -> Special:
    labels = {
        "portfolio": "Portfolio",
        "account": "Account",
        "line": "Line",
        "budget": "Budget £",
        "forecast": "Forecast £",
        "variance": "Variance £",
    }
    section = f"""# Columns parted by semicolons, in the letters of Windows.
[accounts]
file = "accounts.csv"
encoding = "cp1252"
delimiter = ";"
money_unit = "pounds"
total = {{ column = "line", label = "Total" }}

{_columns("accounts", labels)}"""

    def files(rows: Rows) -> list[Export]:
        cells = [[_amount(row[field], times=1000) for field in labels] for row in rows]
        return [Export("accounts.csv", [list(labels.values()), *cells], encoding="cp1252", delimiter=";")]

    return Special(files, section)


def _series() -> Special:
    labels = {"measure_id": "Ref", "period": "Month", "value": "Value"}
    section = f"""[series]
file = "months.tsv"

{_columns("series", labels)}"""

    def files(rows: Rows) -> list[Export]:
        cells = [[str(row[field]) for field in labels] for row in rows]
        return [Export("months.tsv", [list(labels.values()), *cells], delimiter="\t")]

    return Special(files, section)


def _comparators() -> Special:
    labels = {
        "measure_id": "Ref",
        "group": "Group",
        "name": "Body",
        "period": "Year",
        "value": "Value",
        "source": "Source",
    }
    section = f"""[comparators]
file = "benchmarks.ods"
sheet = "Others"

{_columns("comparators", labels)}"""

    def files(rows: Rows) -> list[Export]:
        cells = [[str(row[field]) for field in labels] for row in rows]
        return [Export("benchmarks.ods", [list(labels.values()), *cells], "Others")]

    return Special(files, section)


def _amount(value: str | int, *, times: int = 1) -> str:
    if isinstance(value, str):
        return value
    amount = value * times
    return f"({-amount:,})" if amount < 0 else f"{amount:,}"


def _millions(value: str | int) -> str:
    """Whole GBP 000 as millions, exactly."""
    if isinstance(value, str):
        return value
    sign = "-" if value < 0 else ""
    return f"{sign}{abs(value) // 1000}.{abs(value) % 1000:03d}"


def _columns(table: str, labels: Mapping[str, str]) -> str:
    return f"[{table}.columns]\n{_pairs(labels)}"


def _pairs(pairs: Mapping[str, str]) -> str:
    return "".join(
        f"{name if name.isidentifier() else _quoted(name)} = {_quoted(text)}\n" for name, text in pairs.items()
    )


def _delimiter(name: str) -> str:
    return "\t" if name.endswith("tsv") else ","


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
