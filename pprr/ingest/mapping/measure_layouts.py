"""The layouts of files of measures' figures: the performance extract, series and comparators."""

from collections.abc import Callable, Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag

from pprr.domain import Mark, Missing, Period, Polarity, Status, Trend
from pprr.ingest.cells.lengths import LengthUnit
from pprr.ingest.mapping.layouts import ColumnName, Layout, PeriodName, words_for

DIRECTIONS = ("Up", "Down", "No change")  # of the figure itself, where a sender's arrow says no more


class MeasureLayout(Layout):
    """A file of measures' figures: how it names the measures, and its words for what is no figure."""

    codes: dict[str, str] = Field(default_factory=dict)
    code_separator: str = ""
    code_told_by: str = ""
    missing: Annotated[dict[str, str], words_for(*Missing)] = Field(default_factory=dict)
    status_words: Annotated[dict[str, str], words_for(*Status)] = Field(default_factory=dict)
    trend_words: Annotated[dict[str, str], words_for(*Trend, *DIRECTIONS)] = Field(default_factory=dict)
    marks: Annotated[dict[str, str], words_for(*Mark)] = Field(default_factory=dict)
    polarity: Annotated[dict[str, str], words_for(*Polarity)] = Field(default_factory=dict)
    percentages: Literal["points", "fractions"] = "points"
    durations: LengthUnit | None = None

    def said(self, field: str) -> Mapping[str, str]:
        """The sender's words for a field, each with ours."""
        kind = field.partition(" ")[0]  # "actual 2019-20-annual" is a field of the kind "actual"
        if kind == "good_performance":
            return {**self.polarity, **super().said(field)}
        if kind in {"status", "judged_status"}:
            return {**self.status_words, **super().said(field)}
        if kind == "trend":
            return {**self.trend_words, **super().said(field)}
        if kind in {"actual", "value", "forecast", "target"}:
            return {**self.missing, **super().said(field)}
        return super().said(field)


_Pattern = Annotated[str, Field(pattern=r"\{period\}")]


def _written_as(value: object) -> str:
    return "pattern" if isinstance(value, str) else "list" if isinstance(value, (list, tuple)) else "map"


def _told_once(parse: Callable[[str], Period]) -> BeforeValidator:
    """Checks that of the keys or items no two name one period."""

    def check(said: object) -> object:
        names: dict[Period, str] = {}
        for text in said if isinstance(said, (dict, list, tuple)) else ():
            try:
                period = parse(str(text))
            except ValueError:
                continue  # which the type says, with the reason
            if period in names:
                raise ValueError(f'"{names[period]}" and "{text}" are one period: keep one of the two')
            names[period] = str(text)
        return said

    return BeforeValidator(check)


def _some(labels: dict[str, str] | tuple[str, ...] | str) -> dict[str, str] | tuple[str, ...] | str:
    if not labels:
        raise ValueError("name the label of at least one period")
    return labels


_Actuals = Annotated[
    Annotated[dict[ColumnName, str], Tag("map")]
    | Annotated[tuple[ColumnName, ...], Tag("list")]
    | Annotated[_Pattern, Tag("pattern")],
    Discriminator(_written_as),
]
_Statuses = Annotated[
    Annotated[dict[PeriodName, str], Tag("map")]
    | Annotated[tuple[PeriodName, ...], Tag("list")]
    | Annotated[_Pattern, Tag("pattern")],
    Discriminator(_written_as),
]


class PerformanceLayout(MeasureLayout):
    """The performance extract: beside its columns, the label of the actuals of each period, and of earlier statuses.

    Either may be a pattern such as ``{period} Actual``. In a file with a row for each period, ``actuals`` lists the
    periods that are wanted. ``commentary`` marks rows of text that belong to the measure above them. ``no_status`` are
    the sender's words for what has no status; a ``numerator`` and ``denominator`` may be ``counts_rounded_to`` 5, say.
    """

    actuals_said: Annotated[_Actuals, _told_once(Period.of_data), AfterValidator(_some)] = Field(alias="actuals")
    statuses_said: Annotated[_Statuses, _told_once(Period.parse)] = Field(alias="statuses", default_factory=dict)
    commentary: bool | str = False
    no_status: tuple[str, ...] = ()
    counts_rounded_to: int = Field(default=0, ge=0)

    @property
    def actuals(self) -> dict[str, str]:
        """The label of each period's column of actuals; none while only their pattern is known."""
        return self.actuals_said if isinstance(self.actuals_said, dict) else {}

    @property
    def statuses(self) -> dict[str, str]:
        """The label of each earlier period's column of statuses; none while only their pattern is known."""
        return self.statuses_said if isinstance(self.statuses_said, dict) else {}

    @property
    def is_long(self) -> bool:
        """True where each period has a row of its own, under the columns ``period`` and ``value``."""
        return isinstance(self.actuals_said, tuple)


class SeriesLayout(MeasureLayout):
    """A file of many periods: ``periods`` is the pattern of its columns where each period has one of its own."""

    periods: str = Field(default="", pattern=r"^(.*\{period\}.*)?$")
