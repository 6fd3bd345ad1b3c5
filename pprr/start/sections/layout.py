"""A table's section of sources.toml: what its file proves, with the answers in the place of what it does not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pprr.domain import Period
from pprr.ingest.mapping.period_labels import match_labels, period_of
from pprr.ingest.mapping.shape import Record
from pprr.ingest.suggest.by_values import column_of, free_labels
from pprr.ingest.suggest.guess import TABLES
from pprr.ingest.suggest.propose import section
from pprr.ingest.suggest.remarks import Remark, quoted
from pprr.start.asking import Asking
from pprr.start.received import ReceivedTable
from pprr.start.sections.proved import add_up, proved_fields, proved_lines
from pprr.start.sections.settled import key_of, settled

_NONE = "none of them"
_NAMED = re.compile(r"(?:cabinet\s)?(?:portfolio|directorate|department)\s*[:-]\s*(.+)", re.IGNORECASE)
_LEAVE_OUT = "leave out"


@dataclass(frozen=True)
class SectionDraft:
    """A table's section in lines, its parts by the labels that hold, and its records, each with its portfolio."""

    table: str
    remarks: tuple[Remark, ...]
    parts: tuple[ReceivedTable, ...]
    records: tuple[tuple[ReceivedTable, Record], ...]

    @property
    def text(self) -> str:
        """The section of sources.toml."""
        return section(self.table, _merged(self.remarks))

    def with_lines(self, lines: Sequence[Remark]) -> "SectionDraft":
        """The draft with further lines."""
        return replace(self, remarks=(*self.remarks, *lines))


def draft(
    table: str, parts: Sequence[ReceivedTable], period: Period, known: Sequence[str], asking: Asking
) -> SectionDraft:
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
        for remark in settled(part, period, asking):
            if remark.under == "drop" and part.proposal.guess.sheet.labels != first.proposal.guess.sheet.labels:
                drops.setdefault(part.name, []).append(remark)
            elif part is first or remark.under not in {"", "columns"} or key_of(remark) in {"commentary", "durations"}:
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
    return SectionDraft(table, tuple(remarks.values()), labelled, records)


def _is_doubted(part: ReceivedTable, period: Period, asking: Asking) -> bool:
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
            else key_of(remark)
        )
        found.setdefault((remark.under, key), remark)
    return list(found.values())


def _named(part: ReceivedTable, period: Period) -> tuple[dict[str, str], dict[str, str]]:
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


def _is_mixed(parts: Sequence[ReceivedTable], period: Period) -> bool:
    """Tells whether one pattern does not find the columns of periods of every part."""
    named = [_named(part, period) for part in parts]
    return any(one != named[0] for one in named) or len(parts[0].proposal.guess.actuals) > 1


def _with_figures(part: ReceivedTable, period: Period) -> tuple[Record, ...]:
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


def _place(part: ReceivedTable, first: ReceivedTable, period: Period, *, is_mixed: bool) -> list[str]:
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


def _rows_wanted(parts: Sequence[ReceivedTable], period: Period) -> dict[tuple[str, str], Remark]:
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


def _by_measure(part: ReceivedTable, period: Period) -> tuple[Record, ...]:
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


def lacking(part: ReceivedTable, asking: Asking) -> tuple[str, ...]:
    """The fields that no label of the part may hold, and no answer names: without one it is no such table.

    Whose the rows are, and what a measure is called, may be said for all of them, or asked.
    """
    found, table = part.proposal.guess, part.proposal.table
    held = {*found.sure, *found.unsure, "portfolio"}
    if table == "performance":
        return ()
    if table == "services" and not {"forecast", "variance"} & {*found.sure}:
        return ("forecast",)
    return tuple(name for name in TABLES[table].needed if name not in held and f"{table}.{name}" not in asking.answers)


def _with_columns(part: ReceivedTable, asking: Asking, *, is_first: bool) -> ReceivedTable:
    """The part with a label for each field that it needs, as far as evidence or an answer gives one."""
    found, table = part.proposal.guess, part.proposal.table
    held = {*found.sure, *found.headings}
    wanted = {field: found.unsure.get(field, "") for field in TABLES[table].needed if field not in held}
    if not wanted:
        return part
    perhaps = part.again({field: label for field, label in wanted.items() if label})
    records = perhaps.proposal.records
    proved = {"amount"} if table == "budget" and proved_lines(records) else proved_fields(table, records)
    if table == "savings" and _has_shortfall(perhaps):
        proved = {"value", "achieved"}
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


def _has_shortfall(part: ReceivedTable) -> bool:
    """Tells whether another column holds what every saving lacks: then value and achieved are what they seem."""
    rows = {row.number: row.cells for row in part.proposal.guess.sheet.rows}
    for label in free_labels(part.proposal.guess):
        place = part.proposal.guess.sheet.column(label) or 0
        records = [
            replace(record, cells={**record.cells, label: cells[place]})
            for record in part.proposal.records
            if (cells := rows[record.place.row or 0]) and place < len(cells)
        ]
        if add_up(records, ("value", "achieved", label)):
            return True
    return False


def _repeats(texts: Sequence[str]) -> bool:
    """Tells whether the texts are few that come again, or stand for the blanks below them, as groups of rows have."""
    return len(set(texts) - {""}) * 2 <= len(texts)


def _best_for(field: str, part: ReceivedTable) -> str:
    """The column to propose where no label is like a field's: for a code, one of words that name each row once."""
    if field != "measure_id":
        return ""
    columns = {label: column_of(part.proposal.guess, label) for label in free_labels(part.proposal.guess)}
    return next((label for label, cells in columns.items() if all(cells) and len(set(cells)) == len(cells) > 1), "")


def _owner(part: ReceivedTable, parts: Sequence[ReceivedTable], known: Sequence[str], asking: Asking) -> str:
    """The portfolio of a part that names none in its rows; blank where they do, or where the table has none."""
    held = {*part.proposal.guess.sure, *part.proposal.guess.headings}
    if "portfolio" in held or "portfolio" not in TABLES[part.proposal.table].needed:
        return ""
    key, text = f"portfolio of {part.name}", f"{part.name}: every row is of the portfolio"
    told = [_squeezed(part.name), *map(_squeezed, part.proposal.above)]
    named = [name for name in known if any(_squeezed(name) in one for one in told)]
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


def _title(part: ReceivedTable, parts: Sequence[ReceivedTable]) -> str:
    """The name of a part that its sheet or its file gives, without what it shares with the others."""
    sheets = {other.proposal.sheet for other in parts}
    if part.proposal.sheet and len(sheets) == len(parts) > 1:
        return part.proposal.sheet
    stems = [re.split(r"[_\s]+", other.path.stem) for other in parts]
    own = re.split(r"[_\s]+", part.path.stem)
    words = [word for word in own if len(parts) < 2 or not all(word in stem for stem in stems)]
    return " ".join(words or own).replace("-", " ").capitalize() if len(parts) > 1 else ""
