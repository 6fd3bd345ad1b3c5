"""What a received table may be, by its labels: which table of ours, which label holds which field, and how surely."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from pprr.intake import finance, performance, series
from pprr.intake.files import Row
from pprr.intake.header import Sheet, sheet_at
from pprr.intake.layouts import like
from pprr.intake.periods import PLACE

_LABELS = "labels.toml"
_MOST_ROWS_BEFORE = 40
_YEAR = r"20\d\d\s?[-/–]\s?(?:20)?\d\d"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_PERIOD = re.compile(
    rf"(?:Q[1-4]\s+{_YEAR}|{_YEAR}\s*;?\s*Q[1-4]|{_YEAR}|\bQ[1-4]\b|\bmid-year\b|\b{_MONTH}[\s'-]*(?:20)?\d\d\b|^{_MONTH}$)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"£\s?'?(?:0{3}s?|k|m|million)?|\(\s*\)|[:.?*]", re.IGNORECASE)


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
    "reserves": TableShape(
        ("portfolio", "purpose", *finance.RESERVE), ("group", "category", "narration"), finance.RESERVE
    ),
    "savings": TableShape(("portfolio", "proposal", *finance.SAVING), ("risk_rating", "information"), finance.SAVING),
    "capital": TableShape(("portfolio", "scheme", *finance.CAPITAL), ("information",), finance.CAPITAL),
    "accounts": TableShape(("portfolio", "account", "line", *finance.ACCOUNT), (), finance.ACCOUNT),
    "series": TableShape(series.FIELDS),
    "comparators": TableShape(("measure_id", "group", "name", "period", "value"), ("source",)),
}


@dataclass(frozen=True)
class Guess:
    """What a table may be: the label of each field, those that are sure, and the patterns of columns a period.

    ``sure`` and ``unsure`` give for a field its label; ``actuals`` and ``statuses`` are patterns; ``undated`` are
    labels of actuals that name no period.
    """

    table: str
    sheet: Sheet
    header_rows: int
    sure: Mapping[str, str] = field(default_factory=dict)
    unsure: Mapping[str, str] = field(default_factory=dict)
    actuals: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether the figures to report stand in a row for each period."""
        return self.table == "performance" and not self.actuals and {"period", "value"} <= set(self.sure)

    @property
    def lacks(self) -> tuple[str, ...]:
        """The needed fields that no label seems to hold."""
        return tuple(name for name in TABLES[self.table].needed if name not in {**self.sure, **self.unsure})

    @property
    def score(self) -> float:
        """How well the table fits: 1 where a label surely holds each needed field."""
        needed = TABLES[self.table].needed
        held = sum((name in self.sure) + 0.4 * (name in self.unsure) for name in needed)
        if self.table == "performance":
            return (held + (bool(self.actuals) or self.is_long) + 0.3 * bool(self.undated)) / (len(needed) + 1)
        return held / len(needed)

    @property
    def weight(self) -> float:
        """How much speaks for the table: labels that hold a field, and a second level beside the keys'."""
        keys = [label for name, label in self.sure.items() if name in {"measure_id", "portfolio"}]
        has_levels = any(" / " in label for label in self.sheet.labels) and not any(" / " in label for label in keys)
        return len(self.sure) + 0.4 * len(self.unsure) + len(self.actuals) + 0.5 * (bool(keys) and has_levels)


def guess(rows: Sequence[Row], *, table: str = "") -> Guess | None:
    """The best guess at what the rows are, or None where nothing speaks for any table of ours."""
    found = [
        _as_table(name, sheet, levels)
        for name in ((table,) if table else TABLES)
        for levels in (1, 2)
        for place in range(min(len(rows), _MOST_ROWS_BEFORE))
        if (sheet := sheet_at(rows, place, levels)) and not rows[place].is_blank and sheet.rows
    ]
    best = max(found, key=lambda one: (round(one.score, 3), round(one.weight, 3), -one.header_rows), default=None)
    return best if best and (best.score >= 0.4 or table) else None


def plain(label: str) -> str:
    """The label without its unit, marks and capitals.

    >>> plain("(Surplus)/Deficit £000"), plain("Value Achieved (£m)")
    ('(surplus)/deficit', 'value achieved')
    """
    return " ".join(_ASIDE.sub(" ", label).replace("( )", " ").split()).casefold()


def _as_table(table: str, sheet: Sheet, levels: int) -> Guess:
    """How the labels would serve as the table's."""
    shape = TABLES[table]
    labels = [label for label in dict.fromkeys(sheet.labels) if label and sheet.labels.count(label) == 1]
    actuals: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    if table == "performance":
        patterns = {label: _PERIOD.sub(PLACE, label, count=1) for label in labels if _PERIOD.search(label)}
        actuals = tuple(dict.fromkeys(text for text in patterns.values() if _kind(text) == "actual"))
        statuses = tuple(dict.fromkeys(text for text in patterns.values() if _kind(text) == "status"))
        labels = [label for label in labels if label not in patterns]
        undated = tuple(
            label for label in labels if not actuals and plain(label) in {"actual", "result", "performance"}
        )
    is_narrow = table == "performance" and not actuals
    names = (*shape.needed, *(("period", "value") if is_narrow else ()), *shape.optional)
    sure: dict[str, str] = {}
    unsure: dict[str, str] = {}
    for how, into in (("surely", sure), ("perhaps", unsure)):
        for name in names:
            if name in sure:
                continue
            match = _first(labels, name, how, {*sure.values(), *unsure.values()})
            if match:
                into[name] = match
    return Guess(table, sheet, levels, sure, unsure, actuals, statuses, undated)


@cache
def _known_labels() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("pprr.intake").joinpath(_LABELS).read_text(encoding="utf-8"))


def _first(labels: Sequence[str], name: str, how: str, taken: set[str]) -> str:
    """The label that a field's patterns fit: in the patterns' order, which is that of likelihood."""
    patterns = _known_labels().get(name, {}).get(how, [])
    if how == "surely":
        patterns = [name.replace("_", " "), name, *patterns]
    for pattern in patterns:
        for label in labels:
            if label not in taken and like(plain(label), pattern):
                return label
    return ""


def _kind(pattern: str) -> str:
    """What a column a period holds, by the words round the period."""
    words = plain(pattern.replace(PLACE, " "))
    if re.search(r"\b(?:status|rag)\b", words):
        return "status"
    if not words.strip("/ -") or re.search(r"\b(?:actual|result|value|performance|outturn|figure)s?\b", words):
        return "actual"
    return "other"
