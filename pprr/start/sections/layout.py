"""A table's section of sources.toml: what its file proves, with the answers in the place of what it does not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pprr.domain import Period
from pprr.ingest.mapping.period_labels import match_labels
from pprr.ingest.mapping.shape import Record
from pprr.ingest.suggest.guess import TABLES
from pprr.ingest.suggest.propose import section
from pprr.ingest.suggest.remarks import Remark, quoted
from pprr.start.asking import Asking
from pprr.start.received import ReceivedTable
from pprr.start.sections.columns import with_columns
from pprr.start.sections.period_rows import by_measure, rows_wanted
from pprr.start.sections.settled import key_of, settled

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
    labelled = tuple(with_columns(part, asking, is_first=part is parts[0]) for part in parts)
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
        remarks |= rows_wanted(labelled, period)
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
        for record in (by_measure(part, period) if is_long else _with_figures(part, period))
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
    if part.proposal.sheet and part.proposal.sheet == _title(part, parts):
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
