"""The newest finance system's exports: other signs, units, words and shapes than pprr's own, each told to it."""

from pprr.demo.systems.exports import Export
from pprr.demo.systems.special import Rows, Special, columns, pairs
from pprr.demo.tables import Amounts

_LINES = {"Previously reported": "Opening limit", "Change": "Virement", "Current": "Current limit"}
_FOOTNOTE = "Source: the finance system of Anyborough Council (made up)"


def portal_finance(*, is_annual: bool) -> dict[str, Special]:
    """The layout of each finance extract, by table."""
    return {
        "budget": _budget(),
        "outturn": _outturn("Actual" if is_annual else "Forecast"),
        "reserves": _reserves(),
        "savings": _savings(),
        "capital": _capital(),
        "accounts": _accounts(),
    }


def _budget() -> Special:
    labels = {"portfolio": "Portfolio", "line": "Kind", "description": "Reason", "amount": "GBP 000"}
    section = f"""# A workbook of another office program, and other words for its lines.
[budget]
file = "cash_limits.ods"
sheet = "Limits"
money_unit = "thousands"

{columns("budget", labels)}
[budget.words.line]
{pairs({theirs: ours for ours, theirs in _LINES.items()})}"""

    def files(rows: Rows) -> list[Export]:
        cells = [[_LINES.get(str(row[field]), _amount(row[field])) for field in labels] for row in rows]
        return [Export("cash_limits.ods", [list(labels.values()), *cells], "Limits")]

    return Special(files, section)


def _outturn(word: str) -> Special:
    """Two levels of labels, a surplus with a plus, and a row of the whole council at the end."""
    levels = {
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

{columns("outturn", labels)}"""

    def files(rows: Rows) -> list[Export]:
        amounts = [field for field in levels if field != "portfolio"]
        whole: Amounts = {"portfolio": "Whole council"}
        whole |= {field: sum(int(row[field]) for row in rows) for field in amounts}
        cells = [
            [_amount(-int(row[field]) if field == "variance" else row[field]) for field in levels]
            for row in [*rows, whole]
        ]
        upper, lower = ([pair[level] for pair in levels.values()] for level in (0, 1))
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

{columns("reserves", labels)}"""

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

{columns("savings", labels)}"""

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

{columns("capital", labels)}"""

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

{columns("accounts", labels)}"""

    def files(rows: Rows) -> list[Export]:
        cells = [[_amount(row[field], times=1000) for field in labels] for row in rows]
        return [Export("accounts.csv", [list(labels.values()), *cells], encoding="cp1252", delimiter=";")]

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
