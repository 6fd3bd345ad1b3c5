"""A workbook of 200,000 cells: as the sheet shows it, and as it was read before formats were looked at.

That was by the same guards, its values alone, and a second pass over its XML for formulas without a result and errors.

Run by hand: ``.venv/bin/python tests/benchmarks/workbooks.py [ROUNDS] [ROWS]``. Each run is a process of its own, and
the ways take turns; what counts is the median of the ratios, since machines are shared. Half of the cells have a format
that means something; one in four cells of the column of texts has a raised or a struck run, one row in a hundred a
merged cell, a tenth of the cells are formulas, and a condition hides the small figures of a column of the .xlsx.
"""

import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from xml.parsers import expat

ROOT = Path(__file__).parents[2]
WAYS = ("ours", "values")
COLUMNS = 10
_CODES = ("0.0%", "#,##0,", "mmm-yy", '0" (p)"', '"<"0')


def make(path: Path, rows: int) -> None:
    """Writes the same cells each time."""
    chance = random.Random(2019)  # noqa: S311 - the same cells each time is what is wanted
    if path.suffix == ".ods":
        _make_opendocument(path, rows, chance)
        return
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Measures")
        percent, thousands, month, mark, bound = (book.add_format({"num_format": code}) for code in _CODES)
        raised, struck = book.add_format({"font_script": 1}), book.add_format({"font_strikeout": 1})
        for row in range(rows):
            page.write_string(row, 0, f"EXA{row}")
            page.write_string(row, 1, f"The name of measure {row % 997}")
            page.write_number(row, 2, chance.random(), percent)
            if row % 100:
                page.write_number(row, 3, chance.randrange(10**6))
                page.write_number(row, 4, chance.random() * 100)
            else:
                page.merge_range(row, 3, row, 4, chance.randrange(10**6))
            if row % 4:
                page.write_string(row, 5, f"{chance.randrange(10**5):,}")
            elif row % 8:
                page.write_rich_string(row, 5, "512", raised, "2")
            else:
                page.write_rich_string(row, 5, struck, "48", " 51")
            page.write_number(row, 6, chance.randrange(10**7), thousands)
            page.write_number(row, 7, 45_000 + row % 700, month)
            page.write_number(row, 8, chance.randrange(100), mark if row % 3 else bound)
            page.write_formula(row, 9, f"=D{row + 1}*2", None, 5)
        few = {"type": "cell", "criteria": "<", "value": 5, "format": book.add_format({"num_format": '"<5"'})}
        page.conditional_format(0, 4, rows - 1, 4, few)


def _make_opendocument(path: Path, rows: int, chance: random.Random) -> None:
    sys.path.insert(0, str(ROOT / "tests"))
    from builders.spreadsheets import write_opendocument

    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {how}/></style:style>'
        for name, how in (
            ("T1", 'style:text-position="super 58%"'),
            ("T2", 'style:text-line-through-style="solid"'),
        )
    )
    write_opendocument(path, *(_opendocument_row(row, chance) for row in range(rows)), styles=styles)


def _opendocument_row(row: int, chance: random.Random) -> str:
    """A row of the same kinds of cells as those of the .xlsx."""
    share, count, thousands, few = (
        chance.random(),
        chance.randrange(10**6),
        chance.randrange(10**7),
        chance.randrange(100),
    )
    span = '<text:span text:style-name="T{}">{}</text:span>'
    runs = "512" + span.format(1, 2) if row % 8 else span.format(2, 48) + " 51"
    merged = row % 100 == 0
    cells = (
        _cell("string", f"EXA{row}"),
        _cell("string", f"The name of measure {row % 997}"),
        _cell("percentage", f"{share:.1%}", f'office:value="{share}"'),
        _cell("float", str(count), f'office:value="{count}"' + ' table:number-columns-spanned="2"' * merged),
        "<table:covered-table-cell/>" if merged else _cell("float", f"{share:.2f}", f'office:value="{share}"'),
        _cell("string", runs if row % 4 == 0 else f"{chance.randrange(10**5):,}"),
        _cell("float", f"{thousands / 1000:,.0f}", f'office:value="{thousands}"'),
        _cell("date", "Apr-24", f'office:date-value="2024-04-{1 + row % 30:02d}"'),
        _cell("float", f"{few} (p)" if row % 3 else f"&lt;{few}", f'office:value="{few}"'),
        _cell("float", str(count * 2), f'table:formula="of:=[.D{row + 1}]*2" office:value="{count * 2}"'),
    )
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(kind: str, shown: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}" {more}><text:p>{shown}</text:p></table:table-cell>'


def ours(path: Path) -> int:
    """The cells of the rows as they are shown."""
    from pprr.ingest.readers.files import read_rows

    return sum(len(row.cells) for row in read_rows(path))


def values(path: Path) -> int:
    """The cells of the rows as they are held: the guards, calamine, each value as text, and the pass for errors."""
    import python_calamine

    from pprr.ingest.readers.guard import check_workbook
    from pprr.ingest.readers.sheets import _as_text

    check_workbook(path)
    with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
        grid = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    with zipfile.ZipFile(path) as book:
        errors = _errors_of_xml(book) if path.suffix == ".ods" else _errors_of_cells(book)
    rows = tuple(tuple(_as_text(cell) for cell in cells) for cells in grid)
    return sum(map(len, rows)) + len(errors)


def _errors_of_cells(book: zipfile.ZipFile) -> list[bytes]:
    data = book.read("xl/worksheets/sheet1.xml")
    found = []
    for cell in re.finditer(rb"<((?:\w+:)?c)\b([^>]*[^/>])>(.*?)</\1>", data, re.DOTALL):
        place = re.search(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""", cell[2])
        kind = re.search(rb"""\bt\s*=\s*["'](\w+)["']""", cell[2])
        value = re.search(rb"<(?:\w+:)?v\b[^>]*>(.*?)</(?:\w+:)?v>", cell[3], re.DOTALL)
        is_formula = re.search(rb"<(?:\w+:)?f\b", cell[3])
        if (kind and kind[1] == b"e") or (is_formula and not value):
            found.append(place[0] if place else b"")
    return found


def _errors_of_xml(book: zipfile.ZipFile) -> list[str]:
    found: list[str] = []
    shown: list[str] = []

    def start(tag: str, at: dict[str, str]) -> None:
        if tag.rpartition(":")[2] in {"table-cell", "covered-table-cell"}:
            kinds = {value for key, value in at.items() if key.rpartition(":")[2] == "value-type"}
            found.extend(shown if "error" in kinds else ())
            shown.clear()

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: tag.rpartition(":")
    parser.CharacterDataHandler = shown.append
    parser.Parse(book.read("content.xml"), True)
    return found


def one(way: str, path: Path) -> dict[str, float]:
    """What one way took, in this process. Imports are not the work."""
    __import__("pprr.ingest.readers.files")
    started, used = time.perf_counter(), time.process_time()
    cells = {"ours": ours, "values": values}[way](path)
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "processor": processor, "peak": peak, "cells": cells}


def main(rounds: int, rows: int) -> None:
    """Prints seconds, processor seconds, peak memory and the ratio for each kind of workbook."""
    print(f"{'file':>5} {'way':>7} {'seconds':>8} {'processor':>9} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for ending in (".xlsx", ".ods"):
            path = Path(folder) / f"workbook{ending}"
            make(path, rows)
            told: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
            for _ in range(rounds):
                for way in WAYS:
                    command = [sys.executable, __file__, "--one", way, str(path)]
                    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
                    told[way].append(json.loads(done.stdout))
            if {run["cells"] for runs in told.values() for run in runs} != {rows * COLUMNS}:
                sys.exit("The ways did not read the same cells, so the times say nothing.")
            for way, runs in told.items():
                seconds, processor = (statistics.median(run[what] for run in runs) for what in ("seconds", "processor"))
                peak = max(run["peak"] for run in runs)
                print(f"{ending:>5} {way:>7} {seconds:>8.2f} {processor:>9.2f} {peak:>8.0f}")
            for what in ("seconds", "processor"):
                pairs = zip(told["ours"], told["values"], strict=True)
                ratio = statistics.median(mine[what] / theirs[what] for mine, theirs in pairs)
                print(f"{'':>5} ours / values, {what}: median {ratio:.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(sys.argv[2], Path(sys.argv[3]))))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, int(sys.argv[2]) if len(sys.argv) > 2 else 20_000)
