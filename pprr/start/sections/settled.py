"""The lines of a table's section: those that its file proves, and what the answers make of the others."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from pprr.domain import Missing, Period, Polarity, Status
from pprr.domain.money import CashLimitLine
from pprr.formats import plural
from pprr.ingest import cells
from pprr.ingest.suggest.by_values import free_labels, is_neither
from pprr.ingest.suggest.guess import TABLES
from pprr.ingest.suggest.remarks import Remark, quoted
from pprr.start.asking import Asking
from pprr.start.received import ReceivedTable
from pprr.start.sections.proved import proved_lines

_UNITS = ("pounds", "thousands", "millions")
_NO_RATING = "no rating"
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "polarity": tuple(Polarity),
    "status_words": (*Status, _NO_RATING),
    "words.risk_rating": tuple(Status),
    "words.line": tuple(CashLimitLine),
}
_LEAVE_OUT, _LINE = "leave out", "a line like the others"
_HOUR = 3600  # seconds
_LARGEST_YEARS, _LARGEST_LINES = 6, 5  # digits of thousands: of a portfolio's year, of a line such as a saving
_LONGEST_HEADING = 6  # words; more are a sentence


def key_of(remark: Remark) -> str:
    """The key of a line."""
    return _key(remark.text)


@lru_cache(maxsize=4096)  # a pass over the questions asks for the same lines again
def _key(text: str) -> str:
    try:
        return next(iter(tomllib.loads(text)))
    except (tomllib.TOMLDecodeError, StopIteration):
        return text


def value_of(remark: Remark) -> object:
    """The value of the line that a remark is."""
    return tomllib.loads(remark.text)[key_of(remark)]


def settled(part: ReceivedTable, period: Period, asking: Asking) -> Iterator[Remark]:
    """Yields the lines of a part's section: those that are sure, and for each other what its answer makes of it."""
    records = part.proposal.records
    lines = proved_lines(records) if part.proposal.table == "budget" else {}
    for remark in part.proposal.remarks:
        if remark.is_sure or remark.text.startswith("not read"):
            if remark.under == "drop":
                asking.taken.append(f"{part.name}: left out: {remark.text.rstrip(',')}, {remark.why}")
            yield remark
        elif remark.under in {"total", "drop"}:
            yield from _row(part, remark, asking)
        elif remark.under == "words.line" and key_of(remark) in lines:
            key = key_of(remark)
            yield Remark(f"{quoted(key)} = {quoted(lines[key])}", remark.under, why="the sums say so")
        elif remark.under in _CHOICES:
            yield from _word(part, remark, asking)
        elif settle := _SETTLES.get(key_of(remark) if not remark.under else remark.under):
            yield from settle(part, remark, period, asking)


def _word(part: ReceivedTable, remark: Remark, asking: Asking) -> Iterator[Remark]:
    word, choices = key_of(remark), _CHOICES[remark.under]
    if remark.under == "polarity" and is_neither(word):
        yield Remark(f'{quoted(word)} = ""', "words.good_performance", why="neither way is better")
        return
    said = asking.ask(
        f"{part.proposal.table}.{remark.under}.{word}", f'{part.name}: what does "{word}" stand for?', choices=choices
    )
    if said == _NO_RATING:
        yield Remark(f"{quoted(word)},", "no_status", why="as answered")
    elif said:
        yield Remark(f"{quoted(word)} = {quoted(said)}", remark.under, why="as answered")


def _row(part: ReceivedTable, remark: Remark, asking: Asking) -> Iterator[Remark]:
    """A row that may be a total, or a footnote: left out, a line, or the total of something."""
    rule = tomllib.loads(f"rule = {remark.text.rstrip(',')}")["rule"]
    column, label = str(rule["column"]), str(rule["label"])
    key, text = f"{part.proposal.table}.{remark.under}.{label}", f'{part.name}: what is the row "{label}"?'
    if remark.under == "drop":
        asking.taken.append(f'{part.name}: the row "{label}" below the table is left out')
        yield Remark(remark.text, "drop", why="below the table")
        return
    by = ("portfolio", "council")
    said = asking.ask(
        key,
        f"{text} Its rows do not add up to it.",
        choices=(_LEAVE_OUT, _LINE, *(f"the total of the {one}" for one in by)),
    )
    if said == _LEAVE_OUT:
        yield Remark(f"{{ column = {quoted(column)}, label = {quoted(label)} }},", "drop", why="as answered")
    elif said == _LINE:
        yield Remark(f"not_totals = [{quoted(label)}]", why="as answered")
    elif said:
        yield Remark(
            f"{{ column = {quoted(column)}, label = {quoted(label)}, by = {quoted(said.rpartition(' ')[2])} }},",
            "total",
        )


def _unit(part: ReceivedTable, remark: Remark, period: Period, asking: Asking) -> Iterator[Remark]:
    said = asking.ask(
        f"{part.proposal.table}.money_unit",
        f"{part.name}: in which unit are the amounts?",
        _likely_unit(part),
        choices=_UNITS,
    )
    if said:
        yield Remark(f"money_unit = {quoted(said)}", why="as answered")


def _likely_unit(part: ReceivedTable) -> str:
    """The unit that the size of the amounts speaks for: a proposal, and no proof."""
    fields = TABLES[part.proposal.table].money
    texts = [record.cells.get(field, "") for record in part.proposal.records for field in fields]
    figures = [re.sub(r"[^\d.]", "", text) for text in texts if any(mark.isdigit() for mark in text)]
    if any(len(figure.partition(".")[2]) > 2 for figure in figures):
        return "millions"
    largest = max((len(figure.partition(".")[0]) for figure in figures), default=0)
    longest = _LARGEST_YEARS if part.proposal.table in {"budget", "outturn", "accounts"} else _LARGEST_LINES
    return "pounds" if largest > longest or any("." in figure for figure in figures) else "thousands"


_MISSING = {
    Missing.NOT_DUE: re.compile(r"\b(?:annual|not measured|not due|next due|once a year)", re.IGNORECASE),
    Missing.NOT_AVAILABLE: re.compile(
        r"\b(?:not collected|no data|awaiting|awaited|pending|suspended|not yet|to follow|tbc|tba|unknown|not known)\b",
        re.IGNORECASE,
    ),
    Missing.WITHHELD: re.compile(r"\b(?:suppressed|withheld|confidential)\b", re.IGNORECASE),
    Missing.NOT_APPLICABLE: re.compile(r"^(?:n\.?/?a\.?|not applicable)$|^n/?a\b.*\bnew\b|^new\b", re.IGNORECASE),
}


def _missing(part: ReceivedTable, remark: Remark, period: Period, asking: Asking) -> Iterator[Remark]:
    """A sign in the place of a figure; one that holds a digit is a slip, which clean names."""
    sign = key_of(remark)
    if re.search(r"\d.*\(r\)$", sign):
        meant = asking.ask(
            "marks.(r)", f'{part.name}: "{sign}": what does (r) stand for?', "revised", choices=("revised", "Red")
        )
        yield Remark(f'"(r)" = {quoted(meant)}', "marks" if meant == "revised" else "status_words", why="as answered")
    elif not re.search(r"\d", sign):
        shown = quoted(sign) if sign else "a blank cell"
        key = f"missing.{sign}" if sign else "missing.blank"
        text = f"{part.name}: what does {shown} in the place of a figure stand for?"
        named = next((kind for kind, way in _MISSING.items() if way.search(sign)), None)
        if named and (named is not Missing.NOT_DUE or _likely_missing(part, sign) is named):
            said = asking.tell(key, text, named, choices=tuple(Missing))
        else:
            said = asking.ask(key, text, _likely_missing(part, sign), choices=tuple(Missing))
        yield Remark(f"{quoted(sign)} = {quoted(said)}", "missing", why="as answered")


def _likely_missing(part: ReceivedTable, sign: str) -> Missing:
    """Not due, where the sign stands in quarters alone for measures that have figures of whole years."""
    if re.fullmatch(r"[*†#]+", sign):
        return Missing.WITHHELD
    rows = [record.cells for record in part.proposal.records if sign in _figures(record.cells).values()]
    of_years = [text for row in rows for name, text in _figures(row).items() if name.endswith("annual")]
    return (
        Missing.NOT_DUE
        if sign not in of_years and (of_years or _MISSING[Missing.NOT_DUE].search(sign))
        else Missing.NOT_AVAILABLE
    )


def _figures(row: Mapping[str, str]) -> Mapping[str, str]:
    return {name: text for name, text in row.items() if name.startswith("actual ") or name == "value"}


def _percentages(part: ReceivedTable, remark: Remark, period: Period, asking: Asking) -> Iterator[Remark]:
    said = asking.ask(
        "percentages",
        f"{part.name}: some cells hold a fraction such as 0.37. Does the sheet show these as percentages (37%)?",
        "yes"
        if "%" not in "".join(text for record in part.proposal.records for text in _figures(record.cells).values())
        else "no",
        choices=("yes", "no"),
    )
    if said == "yes":
        yield Remark('percentages = "fractions"', why="as answered")


def durations(texts: Sequence[str], asking: Asking) -> str:
    """The unit of lengths of time, as it is answered; what is under an hour is likely to be counted in seconds."""
    lengths = [length for text in texts if (length := cells.read_length(text)) is not None]
    shown = next(text for text in texts if cells.read_length(text) is not None)
    text = f'In which unit is a measure that is written as a length of time, such as "{shown}"?'
    likely = "seconds" if max(lengths) < _HOUR else "hours"
    return asking.ask("durations", text, likely, choices=cells.LENGTH_UNITS)


def _durations(part: ReceivedTable, remark: Remark, period: Period, asking: Asking) -> Iterator[Remark]:
    texts = [text for record in part.proposal.records for text in _figures(record.cells).values()]
    yield Remark(f"durations = {quoted(durations(texts, asking))}", why="as answered")


def _actuals(part: ReceivedTable, remark: Remark, period: Period, asking: Asking) -> Iterator[Remark]:
    """The column of the period's own figures where no label names a period; a pattern that is not sure."""
    value = value_of(remark)
    if isinstance(value, str):
        if part.proposal.guess.actuals[:1] == (value,):
            yield Remark(f"actuals = {quoted(value)}", why="as answered")
        return
    labels = part.proposal.guess.undated or free_labels(part.proposal.guess)
    likely = part.proposal.guess.undated[0] if part.proposal.guess.undated else ""
    label = asking.ask(
        "performance.actuals", f"{part.name}: which column holds the figures of {period.label}?", likely, choices=labels
    )
    yield Remark(f"actuals = {{ {period} = {quoted(label)} }}", why="as answered")


def _lone(part: ReceivedTable, remark: Remark, period: Period, asking: Asking) -> Iterator[Remark]:
    """Rows of one cell within the table: words on the row above, or headings, which are left out by name."""
    sheet = part.proposal.guess.sheet
    rows = [row for row in sheet.rows if len(row.filled) == 1]
    words = [row for row in rows if len(row.filled[0].split()) > _LONGEST_HEADING]
    if words and part.proposal.table == "performance":
        asking.taken.append(f"{part.name}: {plural(len(words), 'row')} of one cell taken as words on the row above")
        yield Remark("commentary = true", why=f"such as row {words[0].number}")
        rows = [row for row in rows if row not in words]
    if rows:
        shown = ", ".join(row.filled[0][:30] for row in rows[:3])
        asking.taken.append(f"{part.name}: {plural(len(rows), 'row')} of one cell left out, such as {shown}")
    for label in dict.fromkeys(sheet.labels):
        place = sheet.column(label) if label else None
        texts = [row.filled[0] for row in rows if place is not None and row.cells[place]]
        if texts:
            listed = ", ".join(quoted(text) for text in dict.fromkeys(texts))
            yield Remark(f"{{ column = {quoted(label)}, label = [{listed}] }},", "drop", why="rows of one cell")


_SETTLES: Mapping[str, Callable[[ReceivedTable, Remark, Period, Asking], Iterator[Remark]]] = {
    "money_unit": _unit,
    "missing": _missing,
    "percentages": _percentages,
    "durations": _durations,
    "actuals": _actuals,
    "drop": _lone,
    "commentary": _lone,
}
