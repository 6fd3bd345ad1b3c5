"""How a system of the made-up council lays out what it exports, and the sources.toml that says so."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pprr.demo.exports import Export

_IN_UNIT = {"pounds": 1000, "thousands": 1}  # what a thousand pounds are in each
TOTALS = {"reserves": "purpose", "savings": "proposal", "capital": "scheme", "accounts": "line"}


@dataclass(frozen=True)
class Layout:
    """One table's file: the label of each field in the order of its columns, the lines above them, the kind of file."""

    file: str
    labels: Mapping[str, str]
    sheet: str = ""
    above: tuple[str, ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","
    unit: str = ""
    signs: Mapping[str, str] = field(default_factory=dict)

    @property
    def header_row(self) -> int:
        """The row of the labels, counted from 1."""
        return len(self.above) + 1


def export(layout: Layout, rows: Sequence[Mapping[str, str | int]]) -> Export:
    """The rows as their file has them."""
    above = [[line] for line in layout.above]
    cells = [[_written(row[name], name, layout) for name in layout.labels] for row in rows]
    return Export(
        layout.file, [*above, list(layout.labels.values()), *cells], layout.sheet, layout.encoding, layout.delimiter
    )


def section(table: str, layout: Layout) -> str:
    """The table's section of sources.toml."""
    lines = [f"[{table}]", f"file = {quoted(layout.file)}"]
    if layout.sheet:
        lines.append(f"sheet = {quoted(layout.sheet)}")
    if layout.delimiter != ",":
        lines.append(f"delimiter = {quoted(layout.delimiter)}")
    if layout.above:
        lines.append(f"header_row = {layout.header_row}")
    if layout.unit:
        lines.append(f"money_unit = {quoted(layout.unit)}")
    if layout.signs:
        lines.append(f"signs = {{ {', '.join(f'{name} = {quoted(sign)}' for name, sign in layout.signs.items())} }}")
    if table in TOTALS:
        lines.append(f'total = {{ column = "{TOTALS[table]}", label = "Total" }}')
    columns = {name: label for name, label in layout.labels.items() if " " not in name and not name.startswith("~")}
    lines += ["", f"[{table}.columns]", *(f"{name} = {quoted(label)}" for name, label in columns.items())]
    for kind in ("actual", "status"):
        named = {
            name.removeprefix(f"{kind} "): label for name, label in layout.labels.items() if name.startswith(f"{kind} ")
        }
        if named:
            heading = "actuals" if kind == "actual" else "statuses"
            lines += ["", f"[{table}.{heading}]", *(f"{name} = {quoted(label)}" for name, label in named.items())]
    return "\n".join(lines) + "\n"


def _written(value: str | int, name: str, layout: Layout) -> str:
    if isinstance(value, str):
        return value
    return money_text(-value if name in layout.signs else value, layout.unit)


def money_text(thousands: int, unit: str) -> str:
    """Whole GBP 000 in a unit, exactly: a negative one in brackets, but in millions with a minus."""
    if unit == "millions":
        sign = "-" if thousands < 0 else ""
        return f"{sign}{abs(thousands) // 1000}.{abs(thousands) % 1000:03d}"
    amount = thousands * _IN_UNIT[unit]
    return f"({-amount:,})" if amount < 0 else f"{amount:,}"


def quoted(text: str) -> str:
    """The text as TOML has it."""
    return json.dumps(text, ensure_ascii=False)
