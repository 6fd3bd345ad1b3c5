"""Queries about cells that are shown otherwise than held, and notes of what stands beside a table and on its cells."""

import re
from collections.abc import Iterable, Iterator, Mapping

from pprr.domain import Cell, Query, Severity, query
from pprr.ingest.cells.marks import read_mark
from pprr.ingest.cells.missing import read_missing
from pprr.ingest.cells.remarks import says_of_figures
from pprr.ingest.mapping.figures import Measured
from pprr.ingest.mapping.layouts import alike
from pprr.ingest.mapping.records import Received, Record
from pprr.ingest.readers.workbooks.looks import CellRemark

_WORD = re.compile(r"[^\W\d_]{3}")


def about_columns(received: Received, table: str, register: Iterable[Mapping[str, object]]) -> Iterator[Query]:
    """Yields a note of the columns whose words nobody reads, unless each says what the register says of its measure."""
    known = {str(row["measure_id"]): frozenset(alike(str(text)) for text in row.values()) for row in register}
    found: dict[str, str] = {}
    for record in received.remarked:
        measure_id = record.cells.get("measure_id")
        if measure_id is not None and measure_id not in known:
            continue  # a fault elsewhere
        said = known[measure_id] if measure_id else ()
        for cell, remark in record.remarks:
            is_more = (
                remark.kind == "unread" and alike(remark.seen) not in said and read_missing(remark.seen, {}) is None
            )
            is_said = _WORD.search(remark.seen) or read_mark(f"({remark.seen})", {}) or says_of_figures(cell.column)
            if is_more and is_said:
                found.setdefault(cell.column, remark.seen)
    if found:
        shown = ((label, text if len(text) <= 60 else f"{text[:60]} ...") for label, text in found.items())
        listing = "; ".join(f'"{label}", such as "{" ".join(text.split())}"' for label, text in shown)
        count = "one" if len(found) == 1 else "many"
        yield query(
            "columns-not-read", "", table, received.place, found=count, columns=", ".join(found), listing=listing
        )


def about_cells(
    received: Received, table: str, slugs: Mapping[str, str], register: Mapping[str, Measured]
) -> list[Query]:
    """The queries about a file's cells, each of its row's portfolio and measure; ``slugs`` are by portfolio in small
    letters. A row of neither is a fault elsewhere. What is said of a label is about the whole table.
    """
    heads = [_query("", table, cell, remark) for cell, remark in received.heads]
    return heads + [found for record in received.remarked for found in _of_record(record, table, slugs, register)]


def _of_record(
    record: Record, table: str, slugs: Mapping[str, str], register: Mapping[str, Measured]
) -> Iterator[Query]:
    measure_id = record.cells.get("measure_id", "")
    named = slugs.get(" ".join(record.cells.get("portfolio", "").lower().split()), "")
    portfolio = register[measure_id].portfolio if measure_id in register else named
    if "measure_id" in record.cells and not portfolio:
        return
    is_row_told = False
    for cell, remark in record.remarks:
        if remark.kind == "unread" or (remark.kind == "struck-row" and is_row_told):
            continue
        is_row_told = is_row_told or remark.kind == "struck-row"
        yield _query(portfolio, measure_id or table, cell, remark)


def _query(portfolio: str, item: str, cell: Cell, remark: CellRemark) -> Query:
    if remark.kind == "comment":
        return query("comment-on-a-cell", portfolio, item, cell, words=remark.seen)
    if remark.kind == "beyond":
        return query("words-beyond-the-header", portfolio, item, cell, words=remark.seen)
    if remark.kind.startswith("hidden-"):
        return query("hidden-and-read", portfolio, item, cell, found=remark.kind.partition("-")[2], seen=remark.seen)
    if remark.kind == "formula":
        return query("perhaps-never-calculated", portfolio, item, cell, held=remark.held)
    if remark.kind in {"raised", "raised-cell", "small"}:
        return query("raised-mark", portfolio, item, cell, found=remark.kind, seen=remark.seen, read=remark.read)
    return query(
        "shown-otherwise",
        portfolio,
        item,
        cell,
        severity=Severity.WARNING if remark.kind in {"words", "perhaps"} else Severity.BLOCKING,
        found=remark.kind,
        seen=remark.seen,
        held=remark.held,
        read=remark.read,
    )
