"""Total rows: told from the rows that they total, held against them, and left out of every sum."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pprr.domain import Cell, Query, query, rounding_room
from pprr.domain.errors import CellError
from pprr.ingest import cells
from pprr.ingest.mapping.layouts import ListLayout, MoneyLayout, ServiceLayout, TotalRow, same
from pprr.ingest.mapping.shape import Record, find_total

_TOTAL = re.compile(
    r"(?:(?:grand|overall|net|portfolio|council|sub)[\s-]*)?totals?\b.*"  # Total ..., Grand total ...
    r"|.*\b(?:sub-?)?totals?[\s:.]*(?:\(.*\)|£.*)?"  # ... total, ... total (£000)
    r"|overall|sum|sum of\b.*",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_LABEL = 80
_MANY_LINES = 3  # of which the sum of one amount alone is no chance
_FREE_TEXT = {"description", "information"}  # fields in which a total may be spoken of
_NAMES = ("line", "purpose", "narration", "proposal", "scheme")  # fields that say what an amount is of


@dataclass(frozen=True)
class Total:
    """A total that was received, and the records that it is said to total."""

    record: Record
    rule: TotalRow
    lines: tuple[Record, ...]


def looks_like_total(record: Record, layout: MoneyLayout) -> dict[str, str] | None:
    """Why a row seems to be a total though no rule says so, as a fault's fields; None where nothing speaks for it."""
    for name, text in record.cells.items():
        if is_total_label(name, text) and not any(same(text, known) for known in layout.not_totals):
            return {"problem": "label", "text": text}
    names = [record.cells[name] for name in _NAMES if name in record.cells]
    return {"problem": "nameless"} if names and not any(names) else None


def is_total_label(field: str, text: str) -> bool:
    """Tells whether the text is what total rows are called, in a field that names rows."""
    return field not in _FREE_TEXT and len(text) <= _LONGEST_LABEL and _TOTAL.fullmatch(text) is not None


def part_totals(records: Sequence[Record], layout: MoneyLayout) -> tuple[tuple[Record, ...], tuple[Total, ...]]:
    """The records that travel on, and the totals that are held against them here and go no further.

    A list keeps its portfolios' totals, which the report prints and the rules hold against its rows; a table of
    services those of its groups too.
    """
    marked: list[Record] = []
    last: Record | None = None
    for record in records:
        rule = find_total(record.cells, layout)
        marked.append(_of_last(record, rule, last) if rule else record)
        last = last if rule else record
    lines = [record for record in marked if record.total is None]
    totals = [record for record in marked if record.total is not None]
    kept = {id(record) for record in totals if record.total and _is_kept(record.total, layout)}
    travelling = tuple(record for record in marked if record.total is None or id(record) in kept)
    checked = tuple(
        Total(record, record.total, tuple(line for line in lines if _is_of(line, record, record.total)))
        for record in totals
        if record.total is not None and id(record) not in kept
    )
    return travelling, checked


def queries(
    totals: Sequence[Total], layout: MoneyLayout, money: Sequence[str], slugs: Mapping[str, str], item: str
) -> list[Query]:
    """A blocking query, in each portfolio that it is about, for each total that its rows do not make."""
    found = []
    for total in totals:
        owners = {slugs.get(" ".join(line.cells["portfolio"].lower().split()), "") for line in total.lines} - {""}
        for difference in _differences(total, layout, money, item):
            found += [replace(difference, portfolio=slug) for slug in sorted(owners)]
    return found


def unmarked(
    rows: Sequence[Mapping[str, object]], layout: MoneyLayout, money: Sequence[str], item: str
) -> Iterator[Query]:
    """Yields a query about each last line of a portfolio, or of a part of it, that makes as much as all before it.

    ``rows`` are those of a list as it was read. One amount alone adds up by chance too often; two of them, or of four
    lines, hardly do.
    """
    found: dict[int, tuple[Mapping[str, object], int]] = {}
    for part in ((), ("group",), ("account",)):
        groups: dict[tuple[object, ...], list[Mapping[str, object]]] = {}
        for row in rows if isinstance(layout, ListLayout) else ():
            if not row["is_total"]:
                groups.setdefault(tuple(row.get(name) for name in ("portfolio", *part)), []).append(row)
        for *lines, last in groups.values():
            sums = {name: sum(_pence(line, name) for line in lines) for name in money if last.get(name) is not None}
            columns = {tuple(_pence(line, name) for line in lines) for name, pence in sums.items() if pence}
            telling = [column for column in columns if len(column) - column.count(0) > 1]
            if len(telling) >= (1 if len(lines) >= _MANY_LINES else 2) and all(
                _pence(last, name) == pence for name, pence in sums.items()
            ):
                found[id(last)] = last, len(lines)
    for row, count in found.values():
        text = next((str(row[name]) for name in _NAMES if row.get(name)), "")
        if not any(same(text, known) for known in layout.not_totals):
            here = Cell(str(row["file"]), str(row["sheet"] or ""), int(str(row["row"])))
            yield query("row-perhaps-a-total", str(row["portfolio"]), item, here, text=text, count=str(count))


def _pence(row: Mapping[str, object], name: str) -> int:
    pence = row.get(name)
    return pence if isinstance(pence, int) else 0


def _is_kept(rule: TotalRow, layout: MoneyLayout) -> bool:
    is_group = isinstance(layout, ServiceLayout) and rule.by == "group"
    return isinstance(layout, ListLayout) and (rule.by == "portfolio" or is_group)


def _of_last(record: Record, rule: TotalRow, last: Record | None) -> Record:
    """The total with its portfolio and group: its own where it says them, else those of the row above."""
    changed, received = dict(record.cells), dict(record.received)
    for name in ("portfolio", rule.by):
        if name in changed and last is not None and (name == rule.column or not changed[name]):
            received.setdefault(name, changed[name])
            changed[name] = last.cells[name]
    return replace(record, cells=changed, received=received, total=rule)


def _is_of(line: Record, total: Record, rule: TotalRow) -> bool:
    if rule.by == "council":
        return True
    return all(same(line.cells[name], total.cells[name]) for name in ("portfolio", rule.by))


def _differences(total: Total, layout: MoneyLayout, money: Sequence[str], item: str) -> Iterator[Query]:
    """Yields what is wrong with a total, as queries of no portfolio yet."""
    label = total.record.as_received(total.rule.column) or "total"
    for field in money:
        said, here = total.record.cells[field], total.record.at(field)
        if not said:
            continue
        try:
            stated = cells.read_money(said, unit=layout.money_unit, decimal=layout.decimal)
        except CellError as error:
            yield query(
                "total-does-not-add",
                "",
                item,
                here,
                found="unreadable",
                label=label,
                said=said,
                problem=str(error),
            )
            continue
        addends = [money for money in (_amount(line, field, layout) for line in total.lines) if money]
        if len(addends) < len(total.lines):
            continue  # a row that cannot be read is a fault by then
        unit = max(money.unit for money in (stated, *addends))
        made = sum(money.pence for money in addends)
        if abs(made - stated.pence) > rounding_room(len(addends), unit):
            yield query(
                "total-does-not-add",
                "",
                item,
                here,
                found="one" if len(addends) == 1 else "many",
                label=label,
                said=said,
                count=str(len(addends)),
                made=f"{Decimal(made) / cells.PENCE[layout.money_unit]:,f}",
                unit=layout.money_unit,
            )


def _amount(line: Record, field: str, layout: MoneyLayout) -> cells.Money | None:
    try:
        return cells.read_money(line.cells[field], unit=layout.money_unit, decimal=layout.decimal)
    except CellError:
        return None
