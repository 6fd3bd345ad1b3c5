"""The agreement's tables as files: one workbook, or CSV, a file a table."""

import csv
import io
from collections.abc import Mapping, Sequence

from pprr.ingest.agreement.workbook import COLUMNS, WORKBOOK, Row, workbook

_SOURCES = """\
# How the agreement's tables are laid out. Their columns have the names that pprr uses, so of these only money needs a
# word.
"""


def agreement_files(
    tables: Mapping[str, Sequence[Row]],
    money_units: Mapping[str, str],
    *,
    as_workbook: bool,
    without: Sequence[str] = (),
) -> dict[str, bytes]:
    """The files of the agreement's folder that hold the tables, and the sources.toml that says how.

    ``without`` names the parts of a report that the council has none of.
    """
    if as_workbook:
        files = {WORKBOOK: workbook(tables)}
    else:
        lacking = {"reserves", "savings"} - set(money_units)
        files = {f"{name}.csv": _csv(name, tables[name]) for name in COLUMNS if name not in lacking}
    return {**files, "sources.toml": _sources(money_units, without, as_workbook=as_workbook).encode()}


def _sources(money_units: Mapping[str, str], without: Sequence[str], *, as_workbook: bool) -> str:
    listed = ", ".join(f'"{name}"' for name in without)
    sections = [f"[council]\nwithout = [{listed}]\n"] if without else []
    for name in money_units:
        file = f'file = "{WORKBOOK}"\nsheet = "{name}"' if as_workbook else f'file = "{name}.csv"'
        sections.append(f'[{name}]\n{file}\nmoney_unit = "{money_units[name]}"\n')
    return "\n".join((_SOURCES, *sections))


def _csv(name: str, rows: Sequence[Row]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS[name])
    writer.writerows([str(row.get(column, "")) for column in COLUMNS[name]] for row in rows)
    return stream.getvalue().encode("utf-8-sig")
