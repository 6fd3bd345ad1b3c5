"""A received file's mapping as pprr would write it: what is sure as keys, what is not as comments that say why."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pprr.domain import Period
from pprr.domain.errors import FileError, told_once
from pprr.ingest.mapping.layouts import Layout, ListLayout, MoneyLayout, ServiceLayout
from pprr.ingest.mapping.measure_layouts import MeasureLayout, PerformanceLayout, SeriesLayout
from pprr.ingest.mapping.period_labels import PLACE, match_labels, period_of
from pprr.ingest.mapping.records import FaultList, Record, read_records
from pprr.ingest.readers.files import Row, is_workbook, read_rows, sheets
from pprr.ingest.readers.quotes import Quotes, are_of_texts
from pprr.ingest.readers.reach import letters_of
from pprr.ingest.suggest import evidence
from pprr.ingest.suggest.borne_out import guess
from pprr.ingest.suggest.by_values import by_values
from pprr.ingest.suggest.guess import AGREEMENT, TABLES, Guess, data, plain
from pprr.ingest.suggest.own_words import OWN, with_own_words, words_of
from pprr.ingest.suggest.remarks import Remark, quoted

_MARKS = ("", ";", "\t", "|")
_LATEST = Period.parse("2098-99-annual")
_FIRST = 3
_PERIODS = 3
_OF_REGISTER = ("measure_name", "unit", "decimals", "kind", "priority", "frequency", "owner")
_ARRAYS = ("no_status", "total", "drop")
_KINDS: Mapping[str, type[MoneyLayout]] = {
    "services": ServiceLayout,
    **dict.fromkeys(("reserves", "savings", "capital", "accounts"), ListLayout),
}


@dataclass(frozen=True)
class Proposal:
    """A section of sources.toml for one file, and the first rows as it would read them.

    ``columns`` are the fields that it reads, those of a period without its year where the label names none; ``rows``
    give for each its number in the file and the fields' cells.
    """

    table: str
    text: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    problems: tuple[str, ...]
    sheet: str
    above: tuple[str, ...]
    guess: Guess
    remarks: tuple[Remark, ...]
    records: tuple[Record, ...]


@dataclass(frozen=True)
class _Read:
    """A sheet as it was read, and what it seems to be."""

    sheet: str
    delimiter: str
    rows: tuple[Row, ...]
    guess: Guess | None
    quotes: Quotes = ""


def propose(path: Path, *, sheet: str = "", table: str = "", labels: Mapping[str, str] | None = None) -> Proposal:
    """The mapping that the file seems to want; raises FileError where it cannot be read or is like none of ours.

    ``labels`` gives for a field the label that somebody has said holds it, or blank for none.
    """
    found = [_read(path, name, table) for name in ([sheet] if sheet else sheets(path) or ("",))]
    best = max(found, key=lambda read: (read.guess.score, read.guess.weight) if read.guess else (0, 0))
    if best.guess is None:
        raise FileError("no-known-table")
    guessed = _as_said(with_own_words(by_values(best.guess)), labels or {})
    remarks = [*_remarks(path, best, guessed), *_twins(best, found)]
    remarks += evidence.of_rows(guessed)
    if guessed.table == "services":
        named = [*evidence.totals_by_name(_records(path, guessed, remarks)[0])]
        # A total ends what is above it, so a heading below it may be of a higher level than it seemed.
        remarks += evidence.totals_by_name(_records(path, guessed, [*remarks, *named])[0])
    records, _ = _records(path, guessed, remarks)
    remarks += evidence.of_records(guessed, records, is_workbook=is_workbook(path))
    remarks += words_of(guessed, records)
    records, problems = _records(path, guessed, remarks)
    names = [name for name in (records[0].cells if records else ()) if any(record.cells[name] for record in records)]
    return Proposal(
        guessed.table,
        section(guessed.table, remarks),
        tuple(_notes(best, guessed, found)),
        tuple(name.replace(f"{_LATEST.year}-", "") for name in names),
        tuple((record.place.row, tuple(record.cells[name] for name in names)) for record in records[:_FIRST]),
        problems,
        best.sheet,
        tuple(cell for row in best.rows if row.number < guessed.sheet.header_row for cell in row.filled),
        guessed,
        tuple(remarks),
        records,
    )


def _as_said(found: Guess, labels: Mapping[str, str]) -> Guess:
    """The guess with the labels that somebody has said."""
    sure = {field: label for field, label in found.sure.items() if field not in labels}
    unsure = {field: label for field, label in found.unsure.items() if field not in labels}
    return replace(found, sure={**sure, **{field: label for field, label in labels.items() if label}}, unsure=unsure)


def _read(path: Path, sheet: str, table: str) -> _Read:
    """The sheet, its columns parted by the mark that makes most of it."""
    reads = []
    refused: FileError | None = None
    for mark in ("",) if is_workbook(path) else _MARKS:
        try:
            rows, quotes = _rows(path, sheet, mark)
        except FileError as error:
            refused = refused or error
            continue
        reads.append(_Read(sheet, mark, rows, guess(rows, table=table), quotes))
    if not reads:
        raise refused or FileError("nothing-read")
    return max(reads, key=lambda read: (read.guess.score, -_MARKS.index(read.delimiter)) if read.guess else (0, 0))


def _rows(path: Path, sheet: str, mark: str) -> tuple[tuple[Row, ...], Quotes]:
    """The rows, quotation marks taken as part of the texts where the rows show that they are."""
    refused: FileError | None = None
    try:
        rows = read_rows(path, sheet=sheet, delimiter=mark)
        if is_workbook(path) or not any(row.within for row in rows):
            return rows, ""
    except FileError as error:
        refused = error
    if not is_workbook(path):
        plain = read_rows(path, delimiter=mark, quotes="none")
        if are_of_texts(row.cells for row in plain):
            return plain, "none"
    if refused:
        raise refused
    return rows, ""


def _remarks(path: Path, read: _Read, found: Guess) -> Iterator[Remark]:
    """The keys that the labels alone tell, in the order of the section's keys."""
    yield Remark(f"file = {quoted(path.name)}")
    if read.sheet:
        yield Remark(f"sheet = {quoted(read.sheet)}")
    if read.delimiter:
        yield Remark(f"delimiter = {quoted(read.delimiter)}")
    if read.quotes:
        yield Remark(f"quotes = {quoted(read.quotes)}", why="so each row has as many cells as the others")
    elif any(row.within for row in read.rows):
        why = "lines within a cell look like rows of the table; is a quotation mark part of a text?"
        yield Remark('quotes = "none"', is_sure=False, why=why)
    if found.header_rows > 1:
        yield Remark(f"header_rows = {found.header_rows}")
    place = found.sheet.header_row
    is_below_others = any(len(row.filled) > 2 for row in read.rows if row.number < place)
    why = "rows above it look like a table's" if is_below_others else "found here; it is looked for where none is named"
    yield Remark(f"header_row = {place}", is_sure=is_below_others, why=why)
    if TABLES[found.table].money:
        yield evidence.money_unit(found, read.rows)
    if found.periods:
        yield Remark(f"periods = {quoted(found.periods)}", why="the columns that fit it, one for each period")
    if found.table == "performance":
        yield from _period_columns(found)
    for name, label in found.sure.items():
        yield Remark(f"{name} = {quoted(label)}", "columns")
    for name, label in found.unsure.items():
        yield Remark(f"{name} = {quoted(label)}", "columns", is_sure=False, why="perhaps; is this label the field?")
    for name in found.lacks:
        why = "no label seems to be it"
        if name == "portfolio":
            why += '; if every row is of one portfolio: constants = { portfolio = "..." } above'
        yield Remark(f'{name} = "..."', "columns", is_sure=False, why=why)
    used = {*found.sure.values(), *found.unsure.values()}
    if found.table == "performance":
        surely = [label for field in _OF_REGISTER for label in data("labels.toml")[field]["surely"]]
        known = [one for one in found.sheet.labels if one and one not in used and plain(one) in surely]
        if known:
            yield Remark(f"ignore = [{', '.join(map(quoted, known))}]", why="what the agreement has")
            used |= {*known}
    patterns = (*found.actuals, *found.statuses, *filter(None, (found.periods,)))
    for number, label in enumerate(found.sheet.labels, start=1):
        if label and label not in used and not any(_fits(label, pattern) for pattern in patterns):
            yield Remark(f"not read: column {letters_of(number)}, {quoted(label)}", "columns", is_sure=False)


def _twins(best: _Read, found: Sequence[_Read]) -> Iterator[Remark]:
    """Other sheets under the same labels: a sheet a portfolio, or one for each of several years."""
    labels = best.guess.sheet.labels if best.guess else ()
    twins = [read.sheet for read in found if read is not best and read.guess and read.guess.sheet.labels == labels]
    if twins:
        places = ", ".join(f"{{ sheet = {quoted(name)} }}" for name in twins)
        why = 'the same labels; a portfolio that is a sheet\'s: constants = { portfolio = "..." } for each'
        yield Remark(f"also = [{places}]", is_sure=False, why=why)


def _fits(label: str, pattern: str) -> bool:
    return isinstance(match_labels([label], pattern, _LATEST), dict)


def _period_columns(found: Guess) -> Iterator[Remark]:
    for key, patterns in (("actuals", found.actuals), ("statuses", found.statuses)):
        for place, pattern in enumerate(patterns):
            why = "the columns that fit it, up to the period of the report" if place == 0 else "or are these the ones?"
            is_sure = place == 0 and not found.doubt
            yield Remark(f"{key} = {quoted(pattern)}", is_sure=is_sure, why=found.doubt or why)
    if found.is_long:
        place = found.sheet.column(found.sure["period"]) or 0
        texts = [row.cells[place] for row in found.sheet.rows if place < len(row.cells)]
        told = {period for text in texts if (period := period_of(text, _LATEST)) and period.start < _LATEST.start}
        latest = sorted(told, key=lambda period: period.end)[-_PERIODS:]
        names = ", ".join(quoted(str(period)) for period in latest)
        why = "the latest that there are; the report's own period must be among them"
        yield Remark(f"actuals = [{names}]" if names else 'actuals = ["..."]', is_sure=bool(names), why=why)
    elif not found.actuals:
        label = found.undated[0] if found.undated else "..."
        yield Remark(
            f"actuals = {{ 2019-20-annual = {quoted(label)} }}",
            is_sure=False,
            why="no label names a period; say which period's figures the column holds",
        )


def _records(path: Path, found: Guess, remarks: Sequence[Remark]) -> tuple[tuple[Record, ...], tuple[str, ...]]:
    """The records as the section would read them, what is not decided left open, and what is in their way."""
    layout = _layout(found.table, remarks)
    shape = TABLES[found.table]
    held = {**found.sure}
    long = ("period", "value") if found.is_long else ()
    own = tuple(name for name in OWN if name in held) if found.table == "performance" else ()
    fields = {name: held.get(name, name) for name in (*shape.needed, *long, *shape.optional, *own)}
    for kind, patterns in (("actual", found.actuals), ("status", found.statuses)):
        for pattern in patterns if not found.doubt else ():
            labels = match_labels(found.sheet.labels, pattern, _LATEST)
            for period, label in labels.items() if isinstance(labels, dict) else ():
                if label != held.get(kind):
                    fields.setdefault(f"{kind} {period}", label)
    faults = FaultList()
    undecided = tuple(name for name in fields if name not in held and " " not in name)
    received = read_records(path, layout, faults, name=path.name, fields=fields, optional=undecided)
    return received.records, tuple(told_once(faults.all))


def _layout(table: str, remarks: Sequence[Remark]) -> Layout:
    keys: dict[str, object] = tomllib.loads(section(table, remarks))[table]
    if table == "performance":
        return PerformanceLayout.model_validate({"actuals": PLACE, **keys})
    if TABLES[table].money:
        kind = _KINDS.get(table, MoneyLayout)
        return kind.model_validate({"money_unit": "pounds", **keys})
    return (SeriesLayout if table == "comparators" else MeasureLayout).model_validate(keys)


def section(table: str, remarks: Sequence[Remark]) -> str:
    """The section as text: its own keys, then its tables in the order in which they first came."""
    lines = [f"[{table}]", *(remark.line for remark in remarks if not remark.under)]
    for under in dict.fromkeys(remark.under for remark in remarks if remark.under):
        within = [remark for remark in remarks if remark.under == under]
        comment = "" if any(remark.is_sure for remark in within) else "# "
        if under in _ARRAYS:
            # A key of the section itself, so it comes before the first of its tables.
            place = next((place for place, line in enumerate(lines) if not line), len(lines))
            lines[place:place] = [f"{comment}{under} = [", *(f"  {remark.line}" for remark in within), f"{comment}]"]
        else:
            lines += ["", f"{comment}[{table}.{under}]", *(remark.line for remark in within)]
    return "\n".join(lines) + "\n"


def _notes(best: _Read, guessed: Guess, found: Sequence[_Read]) -> Iterator[str]:
    """Lists what the section itself does not say."""
    needed = len(guessed.needed)
    yield (
        f"It looks like {guessed.table}: {needed - len(guessed.lacks)} of the {needed} fields that it needs have a "
        "label. If it is another table, name it with --table."
    )
    if guessed.table in AGREEMENT:
        yield "Its section stands in the sources.toml of the year's agreement."
    if guessed.is_long or guessed.table == "series":
        this, other = ("figures", "series") if guessed.is_long else ("a series", "performance")
        yield f"A row a period: figures to report, or a series behind them? Taken for {this}; else --table {other}."
    for read in found:
        if read is not best:
            what = f"looks like {read.guess.table}" if read.guess else "is like no table that is known"
            yield f'The sheet "{read.sheet}" {what}; look at it with --sheet.'
