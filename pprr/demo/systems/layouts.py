"""Layouts of what the systems of the made-up council export, and the sources.toml that says so."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pprr.demo.systems.exports import Export
from pprr.demo.tables import TOTALS, Amounts

_IN_UNIT = {"pounds": 1000, "thousands": 1}  # what a thousand pounds are in each
Rows = Sequence[Amounts]


@dataclass(frozen=True)
class ExportLayout:
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


@dataclass(frozen=True)
class Special:
    """An export that one plain table does not hold: how its rows become files, and its section of sources.toml."""

    files: Callable[[Rows], list[Export]]
    section: str


def export(layout: ExportLayout, rows: Sequence[Mapping[str, str | int]]) -> Export:
    """The rows as their file has them."""
    above = [[line] for line in layout.above]
    cells = [[_written(row[name], name, layout) for name in layout.labels] for row in rows]
    return Export(
        layout.file, [*above, list(layout.labels.values()), *cells], layout.sheet, layout.encoding, layout.delimiter
    )


def section(table: str, layout: ExportLayout) -> str:
    """The table's section of sources.toml."""
    settings = {
        "file": layout.file,
        "sheet": layout.sheet,
        "delimiter": layout.delimiter if layout.delimiter != "," else "",
        "header_row": layout.header_row if layout.above else "",
        "money_unit": layout.unit,
    }
    lines = [f"[{table}]", *(f"{name} = {quoted(value)}" for name, value in settings.items() if value)]
    if layout.signs:
        lines.append(f"signs = {{ {', '.join(f'{name} = {quoted(sign)}' for name, sign in layout.signs.items())} }}")
    if table in TOTALS:
        lines.append(f'total = {{ column = "{TOTALS[table]}", label = "Total" }}')
    of_periods = ("actual ", "status ")
    groups = {"columns": {name: name for name in layout.labels if not name.startswith(("~", *of_periods))}}
    for heading, kind in zip(("actuals", "statuses"), of_periods, strict=True):
        groups[heading] = {name.removeprefix(kind): name for name in layout.labels if name.startswith(kind)}
    for heading, fields in groups.items():
        if fields:
            lines += ["", f"[{table}.{heading}]"]
            lines += [f"{name} = {quoted(layout.labels[field])}" for name, field in fields.items()]
    return "\n".join(lines) + "\n"


def _written(value: str | int, name: str, layout: ExportLayout) -> str:
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


def quoted(value: str | int) -> str:
    """A text or a number as TOML has it."""
    return json.dumps(value, ensure_ascii=False)
