"""A table's section of sources.toml: what its file proves, with the answers in the place of what it does not."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pprr.domain import Missing, Period, Polarity, Status
from pprr.domain.money import CashLimitLine
from pprr.ingest.extracts.performance import is_unrated
from pprr.ingest.mapping.shape import Record
from pprr.ingest.suggest.by_values import column_of, free_labels
from pprr.ingest.suggest.evidence import Remark, quoted
from pprr.ingest.suggest.guess import TABLES
from pprr.ingest.suggest.propose import section
from pprr.start.asking import Asking
from pprr.start.proved import proved_fields, proved_lines
from pprr.start.received import Part

_UNITS = ("pounds", "thousands", "millions")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "polarity": tuple(Polarity),
    "status_words": tuple(Status),
    "words.risk_rating": tuple(Status),
    "words.line": tuple(CashLimitLine),
}
_NONE = "none of them"
_LEAVE_OUT, _LINE, _COMMENTARY = "leave out", "a line like the others", "commentary"


@dataclass(frozen=True)
class Draft:
    """A table's section in lines, its parts by the labels that hold, and its records, each with its portfolio."""

    table: str
    remarks: tuple[Remark, ...]
    parts: tuple[Part, ...]
    records: tuple[tuple[Part, Record], ...]

    @property
    def text(self) -> str:
        """The section of sources.toml."""
        return section(self.table, _merged(self.remarks))

    def with_lines(self, lines: Sequence[Remark]) -> "Draft":
        """The draft with further lines."""
        return replace(self, remarks=(*self.remarks, *lines))


def draft(table: str, parts: Sequence[Part], period: Period, known: Sequence[str], asking: Asking) -> Draft:
    """The table's section; ``known`` are the names of portfolios that other tables have."""
    labelled = tuple(_with_columns(part, asking, is_first=part is parts[0]) for part in parts)
    owners = {part.name: owner for part in labelled if (owner := _owner(part, parts, known, asking))}
    first, *others = labelled
    remarks: dict[tuple[str, str], Remark] = {}
    for part in labelled:
        for remark in _settled(part, period, asking):
            if part is first or remark.under not in {"", "columns"}:
                remarks.setdefault((remark.under, remark.text), remark)
    if own := owners.get(first.name):
        remarks[("", "constants")] = Remark(f"constants = {{ portfolio = {quoted(own)} }}")
    if others:
        lines = ", ".join(_place(part, first, owners.get(part.name, "")) for part in others)
        remarks[("", "also")] = Remark(f"also = [{lines}]")
    records = tuple(
        (part, _owned(record, owners.get(part.name, ""))) for part in labelled for record in part.proposal.records
    )
    return Draft(table, tuple(remarks.values()), labelled, records)


def _owned(record: Record, owner: str) -> Record:
    if not owner:
        return record
    return replace(record, cells={**record.cells, "portfolio": owner})


def _merged(remarks: Sequence[Remark]) -> list[Remark]:
    """The remarks with one line for each key: a second part may say of a word what the first has said."""
    found: dict[tuple[str, str], Remark] = {}
    for remark in remarks:
        key = remark.text if remark.under in {"total", "drop"} or remark.text.startswith("not read") else _key(remark)
        found.setdefault((remark.under, key), remark)
    return list(found.values())


def _key(remark: Remark) -> str:
    """The key of a line."""
    try:
        return next(iter(tomllib.loads(remark.text)))
    except (tomllib.TOMLDecodeError, StopIteration):
        return remark.text


def _value(remark: Remark) -> object:
    return tomllib.loads(remark.text)[_key(remark)]


def _place(part: Part, first: Part, owner: str) -> str:
    """The entry of another part under ``also``."""
    own, base = part.proposal.guess, first.proposal.guess
    columns = {field: label for field, label in own.sure.items() if base.sure.get(field) != label}
    keys = [f"file = {quoted(part.path.name)}", f"sheet = {quoted(part.proposal.sheet)}"]
    if own.header_rows != base.header_rows:
        keys.append(f"header_rows = {own.header_rows}")
    if columns:
        keys.append(f"columns = {{ {', '.join(f'{field} = {quoted(label)}' for field, label in columns.items())} }}")
    if owner:
        keys.append(f"constants = {{ portfolio = {quoted(owner)} }}")
    return f"{{ {', '.join(keys)} }}"


# Columns


def _with_columns(part: Part, asking: Asking, *, is_first: bool) -> Part:
    """The part with a label for each field that it needs, as far as evidence or an answer gives one."""
    found, table = part.proposal.guess, part.proposal.table
    wanted = {field: found.unsure.get(field, "") for field in TABLES[table].needed if field not in found.sure}
    if not wanted:
        return part
    perhaps = part.again({field: label for field, label in wanted.items() if label})
    records = perhaps.proposal.records
    proved = {"amount"} if table == "budget" and proved_lines(records) else proved_fields(table, records)
    labels: dict[str, str] = {}
    for field, label in wanted.items():
        free = (*((label,) if label else ()), *free_labels(found))
        key = f"{table}.{field}" if is_first else f"{part.name}.{field}"
        if field == "portfolio":
            if not label:
                continue  # it is of one portfolio, which is asked for
            labels[field] = asking.ask(
                key, f"{part.name}: which column names the portfolio?", label, choices=(*free, _NONE)
            )
        elif label and (field in proved or field not in TABLES[table].money):
            labels[field] = asking.tell(key, f"{part.name}: {field} is the column", label, choices=free)
        else:
            labels[field] = asking.ask(
                key, f"{part.name}: which column is {field}?", label or _best_for(field, part), choices=(*free, _NONE)
            )
    return part.again({field: "" if label == _NONE else label for field, label in labels.items()})


def _best_for(field: str, part: Part) -> str:
    """The column to propose where no label is like a field's: for a code, one of words that name each row once."""
    if field != "measure_id":
        return ""
    columns = {label: column_of(part.proposal.guess, label) for label in free_labels(part.proposal.guess)}
    return next((label for label, cells in columns.items() if all(cells) and len(set(cells)) == len(cells) > 1), "")


def _owner(part: Part, parts: Sequence[Part], known: Sequence[str], asking: Asking) -> str:
    """The portfolio of a part that names none in its rows; blank where they do, or where the table has none."""
    if "portfolio" in part.proposal.guess.sure or "portfolio" not in TABLES[part.proposal.table].needed:
        return ""
    key, text = f"portfolio of {part.name}", f"{part.name}: every row is of the portfolio"
    squeezed = _squeezed(part.name)
    named = [name for name in known if _squeezed(name) in squeezed]
    if len(named) == 1 or len(known) == 1:
        return asking.tell(key, text, (named or list(known))[0])
    return asking.ask(key, f"{part.name}: of which portfolio are its rows?", _title(part, parts), check=_one_line)


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower().replace("&", "and"))


def _one_line(text: str) -> str:
    return "" if re.search(r"[A-Za-z]", text) else "a portfolio's name has letters"


def _title(part: Part, parts: Sequence[Part]) -> str:
    """The name of a part that its sheet or its file gives, without what it shares with the others."""
    sheets = {other.proposal.sheet for other in parts}
    if part.proposal.sheet and len(sheets) == len(parts) > 1:
        return part.proposal.sheet
    stems = [re.split(r"[_\s]+", other.path.stem) for other in parts]
    own = re.split(r"[_\s]+", part.path.stem)
    words = [word for word in own if len(parts) < 2 or not all(word in stem for stem in stems)]
    return " ".join(words or own).replace("-", " ").capitalize() if len(parts) > 1 else ""


# Lines


def _settled(part: Part, period: Period, asking: Asking) -> Iterator[Remark]:
    """Yields the lines of a part's section: those that are sure, and for each other what its answer makes of it."""
    records = part.proposal.records
    lines = proved_lines(records) if part.proposal.table == "budget" else {}
    for remark in part.proposal.remarks:
        if remark.is_sure or remark.text.startswith("not read"):
            yield remark
        elif remark.under in {"total", "drop"}:
            yield from _row(part, remark, asking)
        elif remark.under == "words.line" and _key(remark) in lines:
            yield Remark(f"{quoted(_key(remark))} = {quoted(lines[_key(remark)])}", remark.under, why="the sums say so")
        elif remark.under in _CHOICES:
            yield from _word(part, remark, asking)
        elif settle := _SETTLES.get(_key(remark) if not remark.under else remark.under):
            yield from settle(part, remark, period, asking)


def _word(part: Part, remark: Remark, asking: Asking) -> Iterator[Remark]:
    word, choices = _key(remark), _CHOICES[remark.under]
    if remark.under == "status_words" and is_unrated(word):
        return
    said = asking.ask(
        f"{part.proposal.table}.{remark.under}.{word}", f'{part.name}: what does "{word}" stand for?', choices=choices
    )
    if said:
        yield Remark(f"{quoted(word)} = {quoted(said)}", remark.under, why="as answered")


def _row(part: Part, remark: Remark, asking: Asking) -> Iterator[Remark]:
    """A row that may be a total, or a footnote: left out, a line, or the total of something."""
    rule = tomllib.loads(f"rule = {remark.text.rstrip(',')}")["rule"]
    column, label = str(rule["column"]), str(rule["label"])
    key, text = f"{part.proposal.table}.{remark.under}.{label}", f'{part.name}: what is the row "{label}"?'
    if remark.under == "drop":
        said = asking.ask(key, text, _LEAVE_OUT, choices=(_LEAVE_OUT,))
        yield Remark(remark.text, "drop", why="as answered")
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


def _unit(part: Part, remark: Remark, period: Period, asking: Asking) -> Iterator[Remark]:
    said = asking.ask(
        f"{part.proposal.table}.money_unit",
        f"{part.name}: in which unit are the amounts?",
        _likely_unit(part),
        choices=_UNITS,
    )
    if said:
        yield Remark(f"money_unit = {quoted(said)}", why="as answered")


def _likely_unit(part: Part) -> str:
    """The unit that the size of the amounts speaks for: a proposal, and no proof."""
    fields = TABLES[part.proposal.table].money
    texts = [record.cells.get(field, "") for record in part.proposal.records for field in fields]
    figures = [re.sub(r"[^\d.]", "", text) for text in texts if any(mark.isdigit() for mark in text)]
    if any(len(figure.partition(".")[2]) > 2 for figure in figures):
        return "millions"
    largest = max((len(figure.partition(".")[0]) for figure in figures), default=0)
    return "pounds" if largest > 6 or any("." in figure for figure in figures) else "thousands"


def _missing(part: Part, remark: Remark, period: Period, asking: Asking) -> Iterator[Remark]:
    """A sign in the place of a figure; one that holds a digit is a slip, which clean names."""
    sign = _key(remark)
    if not re.search(r"\d", sign):
        shown = quoted(sign) if sign else "a blank cell"
        said = asking.ask(
            f"missing.{sign}" if sign else "missing.blank",
            f"{part.name}: what does {shown} in the place of a figure stand for?",
            _likely_missing(part, sign),
            choices=tuple(Missing),
        )
        yield Remark(f"{quoted(sign)} = {quoted(said)}", "missing", why="as answered")


def _likely_missing(part: Part, sign: str) -> Missing:
    """Not due, where the sign stands in quarters alone for measures that have figures of whole years."""
    rows = [record.cells for record in part.proposal.records if sign in _figures(record.cells).values()]
    of_years = [text for row in rows for name, text in _figures(row).items() if name.endswith("annual")]
    return Missing.NOT_DUE if of_years and sign not in of_years else Missing.NOT_AVAILABLE


def _figures(row: Mapping[str, str]) -> Mapping[str, str]:
    return {name: text for name, text in row.items() if name.startswith("actual ")}


def _percentages(part: Part, remark: Remark, period: Period, asking: Asking) -> Iterator[Remark]:
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


def _actuals(part: Part, remark: Remark, period: Period, asking: Asking) -> Iterator[Remark]:
    """The column of the period's own figures where no label names a period; a pattern that is not sure."""
    value = _value(remark)
    if isinstance(value, str):
        if part.proposal.guess.actuals[:1] == (value,):
            said = asking.ask("performance.actuals", f"{part.name}: are these the columns of figures?", value)
            yield Remark(f"actuals = {quoted(said)}", why="as answered")
        return
    labels = part.proposal.guess.undated or free_labels(part.proposal.guess)
    likely = part.proposal.guess.undated[0] if part.proposal.guess.undated else ""
    label = asking.ask(
        "performance.actuals", f"{part.name}: which column holds the figures of {period.label}?", likely, choices=labels
    )
    yield Remark(f"actuals = {{ {period} = {quoted(label)} }}", why="as answered")


def _lone(part: Part, remark: Remark, period: Period, asking: Asking) -> Iterator[Remark]:
    """Rows of one cell within the table: words on the row above, or headings, which are left out by name."""
    sheet = part.proposal.guess.sheet
    rows = [row for row in sheet.rows if len(row.filled) == 1]
    is_words = all(len(row.filled[0].split()) > 5 for row in rows)
    choices = (_LEAVE_OUT, _COMMENTARY) if part.proposal.table == "performance" else (_LEAVE_OUT,)
    key, count = (
        f"{part.proposal.table}.rows of one cell",
        f"{len(rows)} rows hold one cell, such as row {rows[0].number}",
    )
    default = _COMMENTARY if is_words and len(choices) > 1 else _LEAVE_OUT
    said = asking.ask(
        key, f'{part.name}: {count}, "{rows[0].filled[0][:40]}". What are they?', default, choices=choices
    )
    if said == _COMMENTARY:
        yield Remark("commentary = true", why="as answered")
        return
    for label in dict.fromkeys(sheet.labels):
        place = sheet.column(label) if label else None
        texts = [row.filled[0] for row in rows if place is not None and row.cells[place]]
        if texts:
            listed = ", ".join(quoted(text) for text in dict.fromkeys(texts))
            yield Remark(f"{{ column = {quoted(label)}, label = [{listed}] }},", "drop", why="as answered")


_SETTLES: Mapping[str, Callable[[Part, Remark, Period, Asking], Iterator[Remark]]] = {
    "money_unit": _unit,
    "missing": _missing,
    "percentages": _percentages,
    "actuals": _actuals,
    "drop": _lone,
    "commentary": _lone,
}
