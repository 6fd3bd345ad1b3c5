"""The layout of one received file: every key of a layout in ``sources.toml``, as data."""

import codecs
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from pprr.domain import Period
from pprr.domain.money import LineKind
from pprr.domain.settings import Section
from pprr.ingest.readers.quotes import Quotes

_ROWS = re.compile(r"(\d+)(?:-(\d+))?", re.ASCII)
_SIGNS = {
    "variance": ("surplus negative", "surplus positive"),
    "change": ("draws positive", "draws negative"),
    "appropriations": ("to reserves positive", "to reserves negative"),
    "value": ("savings positive", "savings negative"),
    **dict.fromkeys(("achieved", "at_risk", "not_deliverable"), ("savings positive", "savings negative")),
    **dict.fromkeys(("previous_variance", "variance_percent"), ("surplus negative", "surplus positive")),
}
_AS_VARIANCE = ("previous_variance", "variance_percent")  # which have its sign, where nothing else is said


def listed(value: object) -> object:
    """The value as a list, where it is one text alone."""
    return (value,) if isinstance(value, str) else value


def _not_only_stars(labels: tuple[str, ...]) -> tuple[str, ...]:
    if not labels or any(not label.strip("* ") for label in labels):
        raise ValueError("a label needs some text beside its stars, else it would be every row's")
    return labels


def _encoding(name: str) -> str:
    try:
        codecs.lookup(name)
        "".encode(name)
    except (LookupError, UnicodeError) as error:
        raise ValueError('this is no encoding; usual ones are "utf-8", "cp1252" and "utf-16"') from error
    return name


def _row_numbers(text: str) -> str:
    for part in text.split(","):
        match = _ROWS.fullmatch(part.strip())
        if not match or int(match[1]) < 1 or int(match[2] or match[1]) < int(match[1]):
            raise ValueError('write the rows as "5-20", or "5-20, 24-30"')
    return text


def same(one: str, other: str) -> bool:
    """Tells whether two texts say the same: capitals and the number of spaces do not count."""
    return alike(one) == alike(other)


def alike(text: str) -> str:
    """The text without what does not count when two are held against each other."""
    return " ".join(text.split()).casefold()


class RowMark(Section):
    """The rows whose ``column`` (a field, or a label of the header) holds a ``label``; a star in it is any text."""

    column: str
    label: Annotated[tuple[str, ...], BeforeValidator(listed), AfterValidator(_not_only_stars)]

    def marks(self, cell: str) -> bool:
        """Tells whether the cell holds one of the labels."""
        return any(like(cell, label) for label in self.label)


class TotalRow(RowMark):
    """The rows that are totals, and of what: ``by`` is portfolio, council, or a field whose rows it totals."""

    by: str = "portfolio"


def like(cell: str, label: str) -> bool:
    """Tells whether the cell is as the label says, in which a star is any text.

    >>> like("Source: finance system", "source:*"), like("* provisional", "Source:*")
    (True, False)
    """
    return _likeness(label).fullmatch(" ".join(cell.split()).casefold()) is not None


@lru_cache(maxsize=4096)  # a guess holds every label against every pattern
def _likeness(label: str) -> re.Pattern[str]:
    parts = [re.escape(" ".join(part.split()).casefold()) for part in label.split("*")]
    return re.compile(r"\s*.*\s*".join(parts) if len(parts) > 1 else parts[0], re.DOTALL)


_ONE_OR_MORE = BeforeValidator(lambda value: (value,) if isinstance(value, (dict, RowMark)) else value)
_Marks = Annotated[tuple[RowMark, ...], _ONE_OR_MORE]
_Totals = Annotated[tuple[TotalRow, ...], _ONE_OR_MORE]
_FileName = Annotated[str, Field(min_length=1, pattern=r"^[^/\\]+$")]
_Rows = Annotated[str, AfterValidator(_row_numbers)]


PeriodName = Annotated[str, BeforeValidator(lambda text: str(Period.parse(text)))]
ColumnName = Annotated[str, BeforeValidator(lambda text: str(Period.of_data(text)))]


class Place(Section):
    """Another part of the same table: another file, sheet or block of rows. What it leaves out is as in the layout.

    A part with other columns of periods names all that it has under ``actuals`` and ``statuses``; of the layout's
    periods it holds these alone. A label that is blank says that it has no such column; ``drop`` stands in the place of
    the layout's.
    """

    file: _FileName | None = None
    sheet: str | None = None
    header_row: int | None = Field(default=None, ge=1)
    header_rows: int | None = Field(default=None, ge=1, le=3)
    rows: _Rows = ""
    starts_at: str = ""
    ends_at: str = ""
    columns: dict[str, str] = Field(default_factory=dict)
    constants: dict[str, str] = Field(default_factory=dict)
    actuals: dict[ColumnName, str] = Field(default_factory=dict)
    statuses: dict[PeriodName, str] = Field(default_factory=dict)
    drop: _Marks | None = None

    @property
    def of_periods(self) -> dict[str, str]:
        """The label of each field of a period that the part names."""
        return {f"actual {name}": label for name, label in self.actuals.items()} | {
            f"status {name}": label for name, label in self.statuses.items()
        }

    def is_without(self, field: str) -> bool:
        """Tells whether the part, which names its own columns of periods, has none for the field."""
        return bool(self.actuals) and field.startswith(("actual ", "status ")) and field not in self.of_periods


class Layout(Section):
    """One received file. ``columns`` maps our field to the label that stands in the header row."""

    file: _FileName
    sheet: str = ""
    encoding: Annotated[str, AfterValidator(_encoding)] | None = None
    mend_letters: bool = False
    delimiter: str = Field(default="", max_length=1)
    quotes: Quotes = ""
    header_row: int | None = Field(default=None, ge=1)
    header_rows: int = Field(default=1, ge=1, le=3)
    rows: _Rows = ""
    starts_at: str = ""
    ends_at: str = ""
    also: tuple[Place, ...] = ()
    columns: dict[str, str] = Field(default_factory=dict)
    constants: dict[str, str] = Field(default_factory=dict)
    fill_down: tuple[str, ...] = ()
    drop: _Marks = ()
    only: _Marks = ()
    others: Literal["", "left out"] = ""
    words: dict[str, dict[str, str]] = Field(default_factory=dict)
    cells: Literal["shown", "held"] | None = None
    hidden: Literal["", "read", "left out"] = ""
    notes: bool = True
    ignore: Annotated[tuple[str, ...], BeforeValidator(listed)] = ()

    def label(self, field: str) -> str:
        """The header's label for a field: as mapped, else the field's own name."""
        return self.columns.get(field, field)

    def has_row(self, number: int) -> bool:
        """Tells whether the row is among those that the layout takes."""
        spans = [_ROWS.fullmatch(part.strip()) for part in self.rows.split(",")] if self.rows else []
        return not spans or any(span and int(span[1]) <= number <= int(span[2] or span[1]) for span in spans)

    def parts(self) -> tuple["Layout", ...]:
        """The layout of each place that the table's rows stand in."""
        own = self.model_copy(update={"also": ()})
        return (own, *(own.model_copy(update=_change(own, place)) for place in self.also))

    def said(self, field: str) -> Mapping[str, str]:
        """The sender's words for a field, each with ours."""
        return self.words.get(field, {})


def _change(layout: Layout, place: Place) -> dict[str, object]:
    is_elsewhere = place.file is not None or place.sheet is not None
    return {
        "file": place.file or layout.file,
        "sheet": layout.sheet if place.sheet is None else place.sheet,
        # A block further down has its own header, which is looked for, unless it is named.
        "header_row": place.header_row or (layout.header_row if is_elsewhere else None),
        "header_rows": place.header_rows or layout.header_rows,
        "rows": place.rows,
        "starts_at": place.starts_at,
        "ends_at": place.ends_at,
        "columns": {**layout.columns, **place.columns, **place.of_periods},
        "constants": {**layout.constants, **place.constants},
        "drop": layout.drop if place.drop is None else place.drop,
    }


_Headings = Annotated[
    tuple[Literal["portfolio", "group", "account"], ...], BeforeValidator(listed), Field(max_length=2)
]


class MoneyLayout(Layout):
    """A file of amounts: the unit that they are in, their signs where they are not ours, and which rows are totals."""

    money_unit: Literal["pounds", "thousands", "millions"]
    decimal: Literal["", ".", ","] = ""
    signs: dict[str, str] = Field(default_factory=dict)
    total: _Totals = ()
    not_totals: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _knows_its_signs(self) -> "MoneyLayout":
        for field, sign in self.signs.items():
            known = (*_SIGNS.get(field, ()), "as here", "reversed")
            if sign not in known:
                raise ValueError(f'signs.{field} is "{sign}"; it may be {" or ".join(known)}')
        return self

    def turned(self, field: str) -> bool:
        """Tells whether the file writes the field's amounts with the sign that is the opposite of ours."""
        return self.signs.get(field, "as here") in {"reversed", *_SIGNS.get(field, ("", ""))[1:]}


class ListLayout(MoneyLayout):
    """A file that lists amounts; the totals of a portfolio are kept beside its rows.

    ``headings`` are the fields, the highest first, that a row of one text alone fills in the rows below it.
    """

    headings: _Headings = ()


def words_for(*kind: str) -> AfterValidator:
    """A check that each of a sender's words stands for one of ours; raises ValueError for one that does not."""

    def check(words: dict[str, str]) -> dict[str, str]:
        for said, ours in words.items():
            if ours.lower() not in {word.lower() for word in kind}:
                raise ValueError(f'"{said}" stands for "{ours}"; it may stand for {" or ".join(kind)}')
        return words

    return AfterValidator(check)


def headings_of(layout: Layout) -> tuple[str, ...]:
    """The fields that rows of one text alone fill; none in a layout that knows no such rows."""
    return layout.headings if isinstance(layout, ListLayout) else ()


class ServiceLayout(ListLayout):
    """A table of budgets by service, which keeps its groups' totals too; ``kinds`` names lines that are no service."""

    kinds: Annotated[dict[str, str], words_for(*LineKind)] = Field(default_factory=dict)
    percentages: Literal["points", "fractions"] = "points"

    def turned(self, field: str) -> bool:
        """Tells whether the file writes the field's amounts with the sign that is the opposite of ours."""
        return super().turned("variance" if field in _AS_VARIANCE and field not in self.signs else field)

    def kind_of(self, line: str) -> LineKind:
        """The kind of the line of that name."""
        said = next((kind for label, kind in self.kinds.items() if like(line, label)), LineKind.SERVICE)
        return next(kind for kind in LineKind if same(kind, said))
