"""Queries about cells that are shown otherwise than held, and notes of what stands beside a table and on its cells."""

from collections.abc import Iterator, Mapping

from pprr.domain import Cell, Query, Severity, query
from pprr.ingest.mapping.figures import Measured
from pprr.ingest.mapping.records import Received, Record
from pprr.ingest.readers.workbooks.looks import CellRemark


def about_cells(
    received: Received, table: str, slugs: Mapping[str, str], register: Mapping[str, Measured]
) -> list[Query]:
    """The queries about a file's cells, each of its row's portfolio and measure; ``slugs`` are by portfolio in small
    letters. A row of neither is a fault elsewhere.
    """
    return [found for record in received.remarked for found in _of_record(record, table, slugs, register)]


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
        if remark.kind == "struck-row" and is_row_told:
            continue
        is_row_told = is_row_told or remark.kind == "struck-row"
        yield _query(portfolio, measure_id or table, cell, remark)


def _query(portfolio: str, item: str, cell: Cell, remark: CellRemark) -> Query:
    if remark.kind == "comment":
        return query("comment-on-a-cell", portfolio, item, cell, words=remark.seen)
    if remark.kind == "beyond":
        return query("words-beyond-the-header", portfolio, item, cell, words=remark.seen)
    if remark.kind == "formula":
        return query("perhaps-never-calculated", portfolio, item, cell, held=remark.held)
    if remark.kind in {"raised", "raised-cell", "small"}:
        return query("raised-mark", portfolio, item, cell, found=remark.kind, seen=remark.seen, read=remark.read)
    return query(
        "shown-otherwise",
        portfolio,
        item,
        cell,
        severity=Severity.WARNING if remark.kind == "words" else Severity.BLOCKING,
        found=remark.kind,
        seen=remark.seen,
        held=remark.held,
        read=remark.read,
    )
