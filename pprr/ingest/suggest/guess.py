"""A guess at a received table by its labels: the table of ours, the label of each field, and how sure each is."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pprr.domain.money import ServiceLine
from pprr.ingest.extracts import finance, performance, series, services
from pprr.ingest.mapping.header import LEVEL, Sheet, lowest, sheet_at
from pprr.ingest.mapping.layouts import like
from pprr.ingest.mapping.period_labels import PERIOD_WORDS, PLACE, YEAR_WORDS
from pprr.ingest.readers.files import Row
from pprr.ingest.suggest.headings import heading_fields
from pprr.ingest.suggest.levels import bare_label, labels_below, year_alone, years_status

_MOST_ROWS_BEFORE = 40
_OF_A_TIME = re.compile(rf"{PERIOD_WORDS.pattern}|\b(?:last|previous|prior|earlier)\b", re.IGNORECASE)
_JUDGED = re.compile(r"\b(?:target|status|rag|polarity|good performance)\b", re.IGNORECASE)
_LEVELS = (1, 2, 3)  # of labels: as many as a layout may have
_FIGURE = re.compile(r"[(+-]?£?\s?(?:[\d,]*\.\d+|\d+(?:,\d{3})+|\d+(?:\.\d+)?\s?%|\d{3}|\d{5,})\)?", re.ASCII)
_ASIDE = re.compile(r"(?:£|\bGBP\b)\s?'?(?:0{3}s?|k|m|million)?|\(\s*\)|[:.?*]", re.IGNORECASE)


@dataclass(frozen=True)
class TableShape:
    """The fields of one of our tables, as far as a file gives them."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    money: tuple[str, ...] = ()


TABLES: Mapping[str, TableShape] = {
    "performance": TableShape(performance.FIELDS, performance.OPTIONAL),
    "budget": TableShape(("portfolio", "line", "amount"), ("description",), ("amount",)),
    "outturn": TableShape(("portfolio", *finance.OUTTURN), (), finance.OUTTURN),
    "services": TableShape(services.NEEDED, services.OPTIONAL, ServiceLine.AMOUNTS),
    "reserves": TableShape(
        ("portfolio", "purpose", *finance.RESERVE), ("group", "category", "narration"), finance.RESERVE
    ),
    "savings": TableShape(
        ("portfolio", "proposal", *finance.SAVING), ("risk_rating", "information", *finance.OF_SAVING), finance.SAVING
    ),
    "capital": TableShape(("portfolio", "scheme", *finance.CAPITAL), ("information",), finance.CAPITAL),
    "accounts": TableShape(("portfolio", "account", "line", *finance.ACCOUNT), (), finance.ACCOUNT),
    "series": TableShape(series.FIELDS),
    "comparators": TableShape(("measure_id", "group", "name", "period", "value"), ("source",)),
    "measures": TableShape(
        ("measure_id", "name", "portfolio", "good_performance", "unit"),
        ("code", "priority", "decimals", "kind", "frequency", "owner"),
    ),
    "targets": TableShape(("measure_id", "target"), ("q1", "q2", "q3", "reason")),
}
AGREEMENT = ("measures", "targets")  # whose sections stand in the agreement's sources.toml
_NAMED_OTHERWISE = {("measures", "name"): "measure_name"}  # a field that in another table is something else


@dataclass(frozen=True)
class Guess:
    """A guess at a table: the label of each field, those that are sure, and the patterns of columns a period.

    ``sure`` and ``unsure`` give for a field its label; ``actuals`` and ``statuses`` are patterns; ``undated`` are
    labels of actuals that name no period. ``bare`` is a label of figures with none above it where its like have one:
    what stands above them may not stand over the first of its columns. ``periods`` is the pattern of the columns of
    figures in a table of other councils, where each period has one.
    """

    table: str
    sheet: Sheet
    header_rows: int
    sure: Mapping[str, str] = field(default_factory=dict)
    unsure: Mapping[str, str] = field(default_factory=dict)
    actuals: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    bare: str = ""
    periods: str = ""

    @property
    def is_long(self) -> bool:
        """True where the figures to report stand in a row for each period."""
        return self.table == "performance" and not self.actuals and {"period", "value"} <= set(self.sure)

    @property
    def doubt(self) -> str:
        """The reason why labels may not stand over the figures that they seem to; blank where there is none."""
        if self.bare:
            return (
                f'a column "{self.bare}" has no label above it, and a label holds for the blanks at its right '
                "alone: does each stand over the first of its columns?"
            )
        year = year_alone(self.sheet.labels) if self.actuals else ""
        if year:
            return (
                f'"{year}" names a year only, and another level of labels names quarters: is it the figure of the '
                "year, or a heading over a quarter's?"
            )
        number = labels_below(self.sheet) if self.actuals else 0
        return f"row {number} seems to be a level of labels too: header_rows, or drop?" if number else ""

    @property
    def headings(self) -> tuple[str, ...]:
        """The fields that rows of one text alone fill, in a table of services."""
        return heading_fields(self.sheet, has_portfolio="portfolio" in self.sure) if self.table == "services" else ()

    @property
    def needed(self) -> tuple[str, ...]:
        """The fields that the table needs a column for."""
        by_column = {"period", "value"} if self.periods else set()
        return tuple(name for name in TABLES[self.table].needed if name not in by_column)

    @property
    def lacks(self) -> tuple[str, ...]:
        """The needed fields that no label seems to hold."""
        held = {*self.sure, *self.unsure, *self.headings}
        return tuple(name for name in self.needed if name not in held)

    @property
    def score(self) -> float:
        """The fit of the table: 1 where a label surely holds each needed field."""
        needed = TABLES[self.table].needed
        held = sum((name in self.sure) + 0.4 * (name in self.unsure) for name in needed) + 2 * bool(self.periods)
        if self.table == "performance":
            return (held + (bool(self.actuals) or self.is_long) + 0.3 * bool(self.undated)) / (len(needed) + 1)
        if self.table == "services":
            held += ("portfolio" in self.headings) + bool({"forecast", "variance"} & set(self.sure))
            return held / (len(needed) + 1)
        if self.table == "series" and any(_JUDGED.search(label) for label in self.sheet.labels):
            held -= 1  # a series has no targets and no ratings: those are of figures to report
        if self.table == "targets" and "target" in self.lacks:
            return 0  # an ID alone is anybody's
        return held / len(needed)

    @property
    def weight(self) -> float:
        """The evidence for the table: labels that hold a field, a second level beside the keys', no label twice."""
        keys = [label for name, label in self.sure.items() if name in {"measure_id", "portfolio"}]
        labels = [label for label in self.sheet.labels if label]
        has_levels = any(LEVEL in label for label in labels) and not any(LEVEL in label for label in keys)
        for_levels = 0.5 * (bool(keys) and has_levels) + 0.5 * (len(set(labels)) == len(labels))
        dated = [label for label in labels if PERIOD_WORDS.search(label)]
        has_years = bool(self.actuals) and all(re.search(YEAR_WORDS, label) for label in dated)
        for_time = len(self.actuals) + 0.5 * has_years - 0.75 * bool(self.doubt)
        return len(self.sure) + 0.4 * len(self.unsure) + for_levels + for_time


def guesses(rows: Sequence[Row], *, table: str = "") -> list[Guess]:
    """Each guess at what the rows are, by their labels: as each table, with a header of each number of levels."""
    has_figures = {row.number: _has_figures(row) for row in rows[: _MOST_ROWS_BEFORE + max(_LEVELS)]}
    return [
        _as_table(name, sheet, levels)
        for name in ((table,) if table else TABLES)
        for levels in _LEVELS
        for place in range(min(len(rows), _MOST_ROWS_BEFORE))
        if not any(row.is_blank or has_figures[row.number] for row in rows[place : place + levels])
        if (sheet := sheet_at(rows, place, levels)) and sheet.rows
    ]


def _has_figures(row: Row) -> bool:
    """Tells whether the row holds figures, as no row of labels does, whose numbers are years and counts of columns."""
    return sum(_FIGURE.fullmatch(cell) is not None for cell in row.filled) > 1


def likelihood(found: Guess) -> tuple[float, float, int]:
    """The order of guesses: by the fit of the table, then by the evidence, then the fewer levels."""
    return round(found.score, 3), round(found.weight, 3), -found.header_rows


@lru_cache(maxsize=4096)
def plain(label: str) -> str:
    """The label without its unit, marks and capitals.

    >>> plain("(Surplus)/Deficit £000"), plain("Value Achieved (£m)")
    ('(surplus)/deficit', 'value achieved')
    """
    return " ".join(_ASIDE.sub(" ", label).replace("( )", " ").split()).casefold()


def _as_table(table: str, sheet: Sheet, levels: int) -> Guess:
    """The guess of how the labels would serve as the table's."""
    shape = TABLES[table]
    labels = [label for label in dict.fromkeys(sheet.labels) if label and sheet.labels.count(label) == 1]
    actuals: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    if table == "performance":
        patterns = {label: text for label in labels if (text := _of_any_period(label)) != label}
        # A label of two periods, such as a year above a month, is of neither alone.
        patterns = {label: text for label, text in patterns.items() if not PERIOD_WORDS.search(text)}
        of_latest = years_status([label for label, text in patterns.items() if kind_of(text) == "status"], patterns)
        patterns = {label: text for label, text in patterns.items() if label not in of_latest}
        actuals = tuple(dict.fromkeys(text for text in patterns.values() if kind_of(text) == "actual"))
        statuses = tuple(dict.fromkeys(text for text in patterns.values() if kind_of(text) == "status"))
        labels = [label for label in labels if label not in patterns]
        undated = tuple(
            label for label in labels if not actuals and plain(label) in {"actual", "result", "performance"}
        )
    is_narrow = table == "performance" and not actuals
    names = (*shape.needed, *(("period", "value") if is_narrow else ()), *shape.optional)
    sure: dict[str, str] = {}
    unsure: dict[str, str] = {}
    telling = _telling(labels, table)
    for how, into in (("surely", sure), ("perhaps", unsure)):
        for name in names:
            if name in sure:
                continue
            match = _first(
                telling,
                _NAMED_OTHERWISE.get((table, name), name),
                how,
                {*sure.values(), *unsure.values()},
                table,
            )
            if match:
                into[name] = match
    lacking = [name for name in shape.money if name not in {**sure, **unsure}]
    units = [label for label in labels if not plain(label)]
    if len(lacking) == len(units) == 1:  # a column that is called "£" and no more
        unsure[lacking[0]] = units[0]
    return Guess(
        table, sheet, levels, sure, unsure, actuals, statuses, undated, bare_label(sheet, (*actuals, *statuses))
    )


@cache
def data(name: str) -> dict[str, Any]:
    """A TOML file of this room; whoever takes a value of it says its type."""
    return tomllib.loads(files("pprr.ingest.suggest").joinpath(name).read_text(encoding="utf-8"))


def _first(labels: Mapping[str, str], name: str, how: str, taken: set[str], table: str) -> str:
    """The label that a field's patterns fit: in the patterns' order, which is that of likelihood.

    ``labels`` gives for each label that of it which tells the field.
    """
    ranks = {label: _rank(telling, name, how, table) for label, telling in labels.items() if label not in taken}
    return min((label for label, rank in ranks.items() if rank >= 0), key=lambda label: ranks[label], default="")


@lru_cache(maxsize=65536)  # a guess holds every label of every row against every field of every table
def _rank(telling: str, name: str, how: str, table: str) -> int:
    """The place of the first of a field's patterns that the label fits; -1 where it fits none."""
    known = data("labels.toml")
    patterns: list[str] = known.get(f"{table}.{name}", known.get(name, {})).get(how, [])
    if how == "surely":
        patterns = [name.replace("_", " "), name, *patterns]
    return next((place for place, pattern in enumerate(patterns) if like(plain(telling), pattern)), -1)


def _telling(labels: Sequence[str], table: str) -> dict[str, str]:
    """For each label that of it which tells the field: the lowest level, where no other column has it too.

    A column of money under a year or an earlier one is told by the whole: "2025/26 / Outturn" is not any year's.
    """
    below = [lowest(label) for label in labels]
    return {
        label: name if below.count(name) == 1 and (table == "performance" or not _is_of_a_time(label)) else label
        for label, name in zip(labels, below, strict=True)
    }


@lru_cache(maxsize=4096)
def _is_of_a_time(label: str) -> bool:
    """Tells whether the label names a period, or an earlier one."""
    return _OF_A_TIME.search(label) is not None


@lru_cache(maxsize=4096)
def _of_any_period(label: str) -> str:
    """The label with a sign in the place of the period that it names; as it is where it names none."""
    return PERIOD_WORDS.sub(PLACE, label, count=1)


def kind_of(pattern: str) -> str:
    """The content of a column a period, by the words beside the period or below it."""
    below, whole = (plain(text.replace(PLACE, " ")).strip("/ -") for text in (lowest(pattern), pattern))
    words = below or whole  # a level above tells only where nothing but the period stands below it
    if re.search(r"\b(?:status|rag)\b", words):
        return "status"
    if not words or re.search(r"\b(?:actual|result|value|performance|outturn|figure)s?\b", words):
        return "actual"
    return "other"
