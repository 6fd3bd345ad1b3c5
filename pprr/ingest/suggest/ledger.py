"""A ledger's section of sources.toml as pprr would write it, from the first and last lines of one of its files."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pprr.domain.periods.posting import numbers
from pprr.ingest.ledger.amounts import SIGNS, read_amount
from pprr.ingest.ledger.bad_lines import Scan, bad_lines
from pprr.ingest.ledger.doubts import is_total, no_spending, unread_columns
from pprr.ingest.ledger.lines import LineReader
from pprr.ingest.ledger.sample import sampled
from pprr.ingest.mapping.ledger_file import LedgerFile, ledger_files, tidy
from pprr.ingest.mapping.ledger_layout import LedgerField, LedgerLayout
from pprr.ingest.suggest.ledger_columns import LedgerColumn, choose, find_columns, written
from pprr.ingest.suggest.ledger_text import LedgerText, read_text
from pprr.ingest.suggest.propose import section
from pprr.ingest.suggest.remarks import Remark, quoted

_FIRST = 3
_SPENT = re.compile(r"act(uals?)?|gl|ledger|posted|a", re.IGNORECASE)
_LEAST_PREFIX = 4
Cells = Sequence[str]


@dataclass(frozen=True)
class LedgerProposal:
    """A section for a ledger, and the first lines as it would read them, each with its row in the file."""

    text: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    problems: tuple[str, ...]


def propose_ledger(path: Path) -> LedgerProposal:
    """The section that the file seems to want; raises FileError where it is like no ledger."""
    text = read_text(path)
    found = find_columns(text)
    chosen = choose(found, text)
    rows = [row for row in text.below if len(row) == len(text.labels)]
    remarks = [
        *_of_file(path, text),
        *_of_amounts(chosen, rows),
        *_of_periods(chosen, rows),
        *_only(text, chosen, rows),
        *_drop(text, chosen),
        *written(chosen, found),
    ]
    missing = [name for name in ("date", "amount") if not _has(chosen, name)]
    remarks += [Remark(f'{name} = "..."', "columns", is_sure=False, why="no label seems to be it") for name in missing]
    lines, problems = ([], []) if missing else _tried(path, text, remarks)
    names = tuple(chosen)
    return LedgerProposal(
        section("ledger", remarks),
        (f"Looked at {len(text.rows):,} rows of its beginning and end. What nothing proves is commented out.",),
        names,
        tuple((number, tuple(tidy(cells[chosen[name].place]) for name in names)) for number, cells in lines),
        tuple(problems),
    )


def _has(chosen: Mapping[LedgerField, LedgerColumn], name: str) -> bool:
    return bool({"date": {"date", "period"}, "amount": {"amount", "debit"}}[name] & set(chosen))


def _of_file(path: Path, text: LedgerText) -> Iterator[Remark]:
    yield Remark(f"file = {quoted(path.name)}")
    if text.encoding != "utf-8":
        yield Remark(f"encoding = {quoted(text.encoding)}")
    if text.delimiter != ",":
        yield Remark(f"delimiter = {quoted(text.delimiter)}")
    if text.quotes:
        yield Remark(f"quotes = {quoted(text.quotes)}", why="so each row has as many cells as the others")
    if text.header_row > 1:
        yield Remark(f"header_row = {text.header_row}")


def _of_amounts(chosen: Mapping[LedgerField, LedgerColumn], rows: Sequence[Cells]) -> Iterator[Remark]:
    """The sign of spending, the mark before the pence, the sign of credits."""
    signs = {tidy(row[chosen["sign"].place]).upper() for row in rows} if "sign" in chosen else set()
    if "debit" in chosen or signs & set(SIGNS) - {"+", "-"}:
        yield Remark('expenditure = "positive"', why="a debit is spending")
    else:
        why = 'with which sign does the ledger write spending? "positive" or "negative"'
        yield Remark('expenditure = "positive"', is_sure=False, why=why)
    places = [chosen[name].place for name in ("amount", "debit", "credit") if name in chosen]
    texts = [tidy(row[place]) for row in rows for place in places]
    shown = [text for text in texts if re.search("[.,]", text) and read_amount(text) is None]
    proved = {
        mark
        for mark, other in ((".", ","), (",", "."))
        for text in texts
        if read_amount(text, mark) is not None and read_amount(text, other) is None
    }
    if shown and len(proved) == 1:
        yield Remark(f"decimal = {quoted(proved.pop())}", why=f"as in {shown[0]}")
    elif shown and any(read_amount(text, ".") is not None for text in shown):
        yield Remark(
            'decimal = "."', is_sure=False, why=f'is {shown[0]} written with the point before the pence, or "," ?'
        )
    if "credit" in chosen:
        pence = [read_amount(tidy(row[chosen["credit"].place]), ".") or 0 for row in rows]
        if min(pence, default=0) < 0 and max(pence, default=0) <= 0:
            yield Remark(
                'credits = "negative"',
                is_sure=False,
                why='every credit has a minus: is it taken away, or "positive", taken back?',
            )


def _of_periods(chosen: Mapping[LedgerField, LedgerColumn], rows: Sequence[Cells]) -> Iterator[Remark]:
    if "period" not in chosen:
        return
    names: tuple[LedgerField, ...] = ("year", "period")
    texts = [" ".join(tidy(row[chosen[name].place]) for name in names if name in chosen) for row in rows]
    first = next((text for text in texts if numbers(text)), "")
    if first:
        why = "which month is it? Write it as 2025-04; the others follow from it"
        yield Remark(f'periods = {{ {quoted(first)} = "..." }}', is_sure=False, why=why)


def _only(text: LedgerText, chosen: Mapping[LedgerField, LedgerColumn], rows: Sequence[Cells]) -> Iterator[Remark]:
    """A column of kinds of lines, some of which are no spending."""
    taken = {column.place for column in chosen.values()}
    for place, label in enumerate(text.labels):
        kinds = Counter(tidy(row[place]) for row in rows)
        named = no_spending(kinds, label)
        others = [kind for kind in kinds if kind in named]
        if place in taken or not label or not others:
            continue
        kept = [kind for kind in kinds if kind and kind not in others and kind != label]
        listed = quoted(kept[0]) if len(kept) == 1 else f"[{', '.join(map(quoted, kept))}]"
        is_sure = bool(kept) and all(_SPENT.fullmatch(kind) for kind in kept)
        why = f"the others are {', '.join(others[:3])}" + ("" if is_sure else "; are these the spending?")
        yield Remark(f"only = {{ column = {quoted(label)}, label = {listed} }}", is_sure=is_sure, why=why)


def _drop(text: LedgerText, chosen: Mapping[LedgerField, LedgerColumn]) -> Iterator[Remark]:
    """Rows that are no lines: titles of pages, and totals."""
    lone: dict[int, list[str]] = {}
    totals: dict[tuple[int, str], None] = {}
    codes = [chosen[name].place for name in ("cost_centre", "account") if name in chosen]
    for row in text.below:
        filled = [(place, tidy(cell)) for place, cell in enumerate(row[: len(text.labels)]) if tidy(cell)]
        called = next(((place, cell) for place, cell in filled if is_total(cell)), None)
        if called:
            totals[called] = None
        elif len(filled) == 1 and re.search(r"\w", filled[0][1]) and filled[0][0] in {0, *codes[:1]}:
            lone.setdefault(filled[0][0], []).append(filled[0][1])
    for place, texts in lone.items():
        start = _shared_start(texts) if len(set(texts)) > 1 else ""
        for label in [f"{start}*"] if len(start) >= _LEAST_PREFIX else list(dict.fromkeys(texts))[:5]:
            yield Remark(
                f"{{ column = {quoted(text.labels[place] or '...')}, label = {quoted(label)} }},",
                "drop",
                is_sure=bool(text.labels[place]),
                why="rows of one cell",
            )
    for place, cell in list(totals)[:5]:
        yield Remark(f"{{ column = {quoted(text.labels[place])}, label = {quoted(cell)} }},", "drop", why="a total")


def _shared_start(texts: Sequence[str]) -> str:
    """The beginning that all texts share, but for digits and spaces at its end."""
    first, last = min(texts), max(texts)
    same = next(
        (place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first)
    )
    return first[:same].rstrip("0123456789 ")


def _tried(
    path: Path, text: LedgerText, remarks: Sequence[Remark]
) -> tuple[list[tuple[int, tuple[str, ...]]], list[str]]:
    """The first lines as the section reads them, and what is in the way of others."""
    keys = {"expenditure": "positive", **tomllib.loads(section("ledger", remarks))["ledger"], "encoding": "utf-8"}
    if any(remark.text.startswith("periods") and not remark.is_sure for remark in remarks):
        return [], []
    with TemporaryDirectory(prefix="pprr-ledger-") as scratch:
        (Path(scratch) / path.name).write_text("".join(text.lines), encoding="utf-8", newline="")
        layout = LedgerLayout.model_validate({**keys, "file": path.name})
        [file] = ledger_files(Path(scratch), layout, Path(scratch), within=".")
        if not isinstance(file, LedgerFile):
            return [], [str(file)]
        reader = LineReader(file)
        numbered = enumerate(text.rows[text.header_row :], start=text.header_row + 1)
        fitting = ((number, row) for number, row in numbered if len(row) == file.width and reader.is_kept(row))
        lines = [one for one in fitting if reader.is_readable(one[1])][:_FIRST]
        problems = [str(fault) for fault in unread_columns(file, sampled(file))]
        for bad in bad_lines(file, Scan()):
            problems.append(f'row {bad.row}, "{bad.column}": "{bad.found}". Expected {bad.expected}.')
    return lines, problems
