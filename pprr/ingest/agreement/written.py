"""The agreement's tables as files: CSV, a file a table, or one workbook."""

import csv
import io
from collections.abc import Mapping, Sequence

COLUMNS: Mapping[str, Sequence[str]] = {
    "portfolios": ("portfolio", "name", "agreement_approved_by", "agreement_approved_on"),
    "priorities": ("portfolio", "priority", "title", "text"),
    "measures": (
        *(
            "measure_id",
            "code",
            "name",
            "portfolio",
            "priority",
            "good_performance",
            "unit",
            "decimals",
            "kind",
            "owner",
        ),
        *("framework", "tolerance", "frequency", "lag", "rule", "rule_reason", "predecessors", "rebase"),
    ),
    "targets": ("measure_id", "target", "last_year", "floor", "upper", "q1", "q2", "q3", "reason"),
    "reserves": ("portfolio", "category", "narration", "purpose", "approved"),
    "savings": ("portfolio", "proposal", "value"),
}
WORKBOOK = "agreement.xlsx"
_MONEY = ("reserves", "savings")
_SOURCES = """\
# How the agreement's tables are laid out. Their columns have the names that pprr uses, so of these only money needs a
# word.
"""
Row = Mapping[str, object]


def agreement_files(
    tables: Mapping[str, Sequence[Row]], *, money_units: Mapping[str, str], as_workbook: bool = False
) -> dict[str, bytes]:
    """The files of the agreement's folder that hold the tables, and the sources.toml that says how."""
    files = {f"{name}.csv": _csv(COLUMNS[name], rows) for name, rows in tables.items()}
    return {**files, "sources.toml": sources(money_units, as_workbook=as_workbook).encode()}


def sources(money_units: Mapping[str, str], *, as_workbook: bool = False) -> str:
    """The agreement's sources.toml."""
    sections = [f'[{name}]\nfile = "{name}.csv"\nmoney_unit = "{money_units[name]}"\n' for name in _MONEY]
    return "\n".join((_SOURCES, *sections))


def _csv(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows([str(row.get(name, "")) for name in columns] for row in rows)
    return stream.getvalue().encode("utf-8-sig")
