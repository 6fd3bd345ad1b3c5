"""A table's section of sources.toml: what its file proves, with the answers in the place of what it does not."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pprr.domain import Missing, Period, Polarity, Status
from pprr.domain.money import CashLimitLine
from pprr.formats import plural
from pprr.ingest.extracts.own_words import is_unrated
from pprr.ingest.mapping.period_labels import match_labels, period_of
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
_LARGEST_YEARS, _LARGEST_LINES = 6, 5  # digits of thousands: of a portfolio's year, of a line such as a saving
_ARROWS = {"↑": Polarity.HIGH, "▲": Polarity.HIGH, "↓": Polarity.LOW, "▼": Polarity.LOW}
_NAMED = re.compile(r"(?:cabinet\s)?(?:portfolio|directorate|department)\s*[:-]\s*(.+)", re.IGNORECASE)
_LEAVE_OUT, _LINE = "leave out", "a line like the others"
_LONGEST_HEADING = 6  # words; more are a sentence


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
    labelled = tuple(part for part in labelled if not _is_doubted(part, period, asking)) or labelled[:1]
    owners = {part.name: owner for part in labelled if (owner := _owner(part, parts, known, asking))}
    first, *others = labelled
    is_long = first.proposal.guess.is_long
    is_mixed = table == "performance" and not is_long and _is_mixed(labelled, period)
    remarks: dict[tuple[str, str], Remark] = {}
    drops: dict[str, list[Remark]] = {}
    for part in labelled:
        for remark in _settled(part, period, asking):
            if remark.under == "drop" and part.proposal.guess.sheet.labels != first.proposal.guess.sheet.labels:
                drops.setdefault(part.name, []).append(remark)
            elif part is first or remark.under not in {"", "columns"} or _key(remark) == "commentary":
                remarks.setdefault((remark.under, remark.text), remark)
    if own := owners.get(first.name):
        remarks[("", "constants")] = Remark(f"constants = {{ portfolio = {quoted(own)} }}")
    if is_long:
        remarks = {key: remark for key, remark in remarks.items() if not remark.text.startswith("actuals = ")}
        remarks |= _rows_wanted(labelled, period)
    if is_mixed:
        remarks = {key: one for key, one in remarks.items() if not one.text.startswith(("actuals = ", "statuses = "))}
        for name, labels in zip(("actuals", "statuses"), _named(first, period), strict=True):
            if labels:
                remarks[("", name)] = Remark(f"{name} = {_inline(labels)}", why="each part has its own")
    if others:
        places = []
        for part in others:
            keys = _place(part, first, period, is_mixed=is_mixed)
            if part.proposal.guess.sheet.labels != first.proposal.guess.sheet.labels:
                keys.append(f"drop = [{' '.join(remark.text for remark in drops.get(part.name, ())).rstrip(',')}]")
            owning = owners.get(part.name)
            if owning:
                keys.append(f"constants = {{ portfolio = {quoted(owning)} }}")
            places.append(f"{{ {', '.join(keys)} }}")
        lines = ", ".join(places)
        remarks[("", "also")] = Remark(f"also = [{lines}]")
    records = tuple(
        (part, _owned(record, owners.get(part.name, "")))
        for part in labelled
        for record in (_by_measure(part, period) if is_long else _with_figures(part, period))
    )
    return Draft(table, tuple(remarks.values()), labelled, records)


def _is_doubted(part: Part, period: Period, asking: Asking) -> bool:
    """Tells whether somebody has said that labels do not stand over the figures that they seem to: it is left out."""
    guess = part.proposal.guess
    if guess.table != "performance" or not guess.doubt:
        return False
    figures, _ = _named(part, period)
    said = asking.ask(
        f"columns of {part.name}",
        f"{part.name}: {guess.doubt} Are these its figures: {_inline(figures)}?",
        choices=("yes", _LEAVE_OUT),
    )
    return said == _LEAVE_OUT


def _owned(record: Record, owner: str) -> Record:
    if not owner:
        return record
    return replace(record, cells={**record.cells, "portfolio": owner})


def _merged(remarks: Sequence[Remark]) -> list[Remark]:
    """The remarks with one line for each key: a second part may say of a word what the first has said."""
    found: dict[tuple[str, str], Remark] = {}
    for remark in remarks:
        key = (
            remark.text
            if remark.under in {"total", "drop", "no_status"} or remark.text.startswith("not read")
            else _key(remark)
        )
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


def _named(part: Part, period: Period) -> tuple[dict[str, str], dict[str, str]]:
    """The label of each period's column of figures and of statuses, up to the report's period."""
    guess = part.proposal.guess
    found: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for into, patterns in zip(found, (guess.actuals, guess.statuses), strict=True):
        for pattern in patterns:
            labels = match_labels(guess.sheet.labels, pattern, period)
            for name, label in labels.items() if isinstance(labels, dict) else ():
                into.setdefault(name, label)
    return found[0], {name: label for name, label in found[1].items() if name != str(period)}


def _inline(labels: Mapping[str, str]) -> str:
    return f"{{ {', '.join(f'{name} = {quoted(label)}' for name, label in labels.items())} }}"


def _is_mixed(parts: Sequence[Part], period: Period) -> bool:
    """Tells whether one pattern does not find the columns of periods of every part."""
    named = [_named(part, period) for part in parts]
    return any(one != named[0] for one in named) or len(parts[0].proposal.guess.actuals) > 1


def _with_figures(part: Part, period: Period) -> tuple[Record, ...]:
    """The part's records with the figures of each period's column, also where the labels were in doubt."""
    sheet = part.proposal.guess.sheet
    rows = {row.number: row.cells for row in sheet.rows}
    named, _ = _named(part, period) if part.proposal.table == "performance" else ({}, {})
    places = {f"actual {name}": place for name, label in named.items() if (place := sheet.column(label)) is not None}
    made = []
    for record in part.proposal.records:
        row = rows[record.place.row or 0]
        figures = {name: row[place] for name, place in places.items() if place < len(row)}
        made.append(replace(record, cells={**figures, **record.cells}))
    return tuple(made)


def _place(part: Part, first: Part, period: Period, *, is_mixed: bool) -> list[str]:
    """The keys of another part under ``also``."""
    own, base = part.proposal.guess, first.proposal.guess
    columns = {field: label for field, label in own.sure.items() if base.sure.get(field) != label}
    columns |= {field: "" for field in base.sure if field not in own.sure and field != "portfolio"}
    keys = [f"file = {quoted(part.path.name)}", f"sheet = {quoted(part.proposal.sheet)}"]
    if own.header_rows != base.header_rows:
        keys.append(f"header_rows = {own.header_rows}")
    if columns:
        keys.append(f"columns = {_inline(columns)}")
    for name, labels in zip(("actuals", "statuses"), _named(part, period), strict=True):
        keys += [f"{name} = {_inline(labels)}"] if is_mixed and labels else []
    return keys


# Rows of periods


def _rows_wanted(parts: Sequence[Part], period: Period) -> dict[tuple[str, str], Remark]:
    """The periods that a report takes of a file with a row for each, and the rows that are of no report's period."""
    texts = {record.cells["period"] for part in parts for record in part.proposal.records}
    named = {text: when for text in texts if (when := _reported(text, period))}
    wanted = dict.fromkeys((*_years(period), period.previous_year, period.previous, period))
    there = ", ".join(quoted(str(one)) for one in wanted if one in named.values())
    found = {("", "actuals"): Remark(f"actuals = [{there}]", why="of those that there are")}
    if others := sorted(text for text in texts - set(named) if text):
        listed = ", ".join(map(quoted, others))
        drop = Remark(f'{{ column = "period", label = [{listed}] }},', "drop", why="of no report's period")
        found[("drop", "period")] = drop
    return found


def _years(period: Period) -> tuple[Period, ...]:
    return Period(period.start - 2), Period(period.start - 1)


def _reported(text: str, period: Period) -> Period | None:
    """The period of a report that a row's text names; a month and a fourth quarter are none."""
    is_point = re.search(r"20\d\d\s?[-/–]|\bQ|\bquarter\b", text, re.IGNORECASE)
    return (
        period_of(text, period) if is_point and not re.search(r"\bQ(?:uarter|tr)?\s?4\b", text, re.IGNORECASE) else None
    )


def _by_measure(part: Part, period: Period) -> tuple[Record, ...]:
    """A record for each measure: that of the report's period, else the last before it, with the figures of them all."""
    found: dict[str, list[tuple[Period, Record]]] = {}
    for record in part.proposal.records:
        when = _reported(record.cells["period"], period)
        if when and when.end <= period.end:
            found.setdefault(record.cells["measure_id"], []).append((when, record))
    made = []
    for rows in found.values():
        _, newest = max(rows, key=lambda row: row[0].end)
        figures = {f"actual {when}": record.cells["value"] for when, record in rows}
        made.append(replace(newest, cells={**newest.cells, **figures}))
    return tuple(made)


# Columns


def lacking(part: Part, asking: Asking) -> tuple[str, ...]:
    """The fields that no label of the part may hold, and no answer names: without one it is no such table.

    Whose the rows are, and what a measure is called, may be said for all of them, or asked.
    """
    found, table = part.proposal.guess, part.proposal.table
    held = {*found.sure, *found.unsure, "portfolio"}
    if table == "performance":
        return ()
    return tuple(name for name in TABLES[table].needed if name not in held and f"{table}.{name}" not in asking.answers)


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
        if field == "portfolio" and not label:
            continue  # it is of one portfolio, which is asked for
        if field == "portfolio" and _repeats(column_of(found, label)):
            labels[field] = asking.tell(key, f"{part.name}: the portfolio is in the column", label, choices=free)
        elif field == "portfolio":
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


def _repeats(texts: Sequence[str]) -> bool:
    """Tells whether the texts are few that come again, or stand for the blanks below them, as groups of rows have."""
    return len(set(texts) - {""}) * 2 <= len(texts)


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
    said = [match[1] for line in part.proposal.above if (match := _NAMED.match(line))]
    if len(named) == 1 or len(known) == 1 or said:
        return asking.tell(key, text, (said or named or list(known))[0])
    if part.proposal.sheet == _title(part, parts):
        return asking.tell(key, text, part.proposal.sheet)
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

_NO_STATUS = re.compile(
    r"unknown|data only|no (?:data|rag|status|rating|target)|not (?:rated|measured|due|set|applicable)"
    r"|n/?a|annual|tbc|[-–—]+",
    re.IGNORECASE,
)
NO_WAY = re.compile(
    r"(?:data only|none|n/?a|not applicable|neutral|neither|no polarity|monitor(?:ing)?(?: only)?|range"
    r"|(?:in|within) range|goldilocks|target range|contextual|[-–—]+)",
    re.IGNORECASE,
)


def _settled(part: Part, period: Period, asking: Asking) -> Iterator[Remark]:
    """Yields the lines of a part's section: those that are sure, and for each other what its answer makes of it."""
    records = part.proposal.records
    lines = proved_lines(records) if part.proposal.table == "budget" else {}
    for remark in part.proposal.remarks:
        if remark.is_sure or remark.text.startswith("not read"):
            if remark.under == "drop":
                asking.taken.append(f"{part.name}: left out below the table: {remark.text.rstrip(',')}")
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
    if remark.under == "polarity" and NO_WAY.fullmatch(word.strip()):
        yield Remark(f'{quoted(word)} = ""', "words.good_performance", why="neither way is better")
        return
    if remark.under == "status_words" and (is_unrated(word) or _NO_STATUS.fullmatch(word.strip())):
        if not is_unrated(word):
            yield Remark(f"{quoted(word)},", "no_status", why="no rating")
        return
    if remark.under == "polarity" and NO_WAY.fullmatch(word.strip()):
        yield Remark(f'{quoted(word)} = ""', "words.good_performance", why="neither way is better")
        return
    if remark.under == "status_words" and is_unrated(word):
        return
    if remark.under == "polarity" and word.strip() in _ARROWS:
        yield Remark(f"{quoted(word)} = {quoted(_ARROWS[word.strip()])}", remark.under, why="the way it is to go")
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
    longest = _LARGEST_YEARS if part.proposal.table in {"budget", "outturn", "accounts"} else _LARGEST_LINES
    return "pounds" if largest > longest or any("." in figure for figure in figures) else "thousands"


_MISSING = {
    Missing.NOT_DUE: re.compile(r"\b(?:annual|not measured|not due|next due|once a year)", re.IGNORECASE),
    Missing.NOT_AVAILABLE: re.compile(
        r"\b(?:not collected|no data|awaiting|awaited|pending|not yet|to follow|tbc|tba|unknown|not known)\b",
        re.IGNORECASE,
    ),
    Missing.WITHHELD: re.compile(r"\b(?:suppressed|withheld|confidential)\b", re.IGNORECASE),
    Missing.NOT_APPLICABLE: re.compile(r"^(?:n\.?/?a\.?|not applicable)$", re.IGNORECASE),
}


def _missing(part: Part, remark: Remark, period: Period, asking: Asking) -> Iterator[Remark]:
    """A sign in the place of a figure; one that holds a digit is a slip, which clean names."""
    sign = _key(remark)
    if re.search(r"\d.*\(r\)$", sign):
        meant = asking.ask(
            "marks.(r)", f'{part.name}: "{sign}": what does (r) stand for?', "revised", choices=("revised", "Red")
        )
        yield Remark(f'"(r)" = {quoted(meant)}', "marks" if meant == "revised" else "status_words", why="as answered")
    elif not re.search(r"\d", sign):
        shown = quoted(sign) if sign else "a blank cell"
        key = f"missing.{sign}" if sign else "missing.blank"
        text = f"{part.name}: what does {shown} in the place of a figure stand for?"
        meant = next((kind for kind, way in _MISSING.items() if way.search(sign)), None)
        if meant and (meant is not Missing.NOT_DUE or _likely_missing(part, sign) is meant):
            said = asking.tell(key, text, meant, choices=tuple(Missing))
        else:
            said = asking.ask(key, text, _likely_missing(part, sign), choices=tuple(Missing))
        yield Remark(f"{quoted(sign)} = {quoted(said)}", "missing", why="as answered")


def _likely_missing(part: Part, sign: str) -> Missing:
    """Not due, where the sign stands in quarters alone for measures that have figures of whole years."""
    rows = [record.cells for record in part.proposal.records if sign in _figures(record.cells).values()]
    of_years = [text for row in rows for name, text in _figures(row).items() if name.endswith("annual")]
    return (
        Missing.NOT_DUE
        if sign not in of_years and (of_years or _MISSING[Missing.NOT_DUE].search(sign))
        else Missing.NOT_AVAILABLE
    )


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
            yield Remark(f"actuals = {quoted(value)}", why="as answered")
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


_SETTLES: Mapping[str, Callable[[Part, Remark, Period, Asking], Iterator[Remark]]] = {
    "money_unit": _unit,
    "missing": _missing,
    "percentages": _percentages,
    "actuals": _actuals,
    "drop": _lone,
    "commentary": _lone,
}
