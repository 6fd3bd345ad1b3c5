"""Keeps from a period's tables what the year's rules keep from reports: before anything is rated, drawn or written.

Whatever is made of the tables, the page, its downloads, its record, the values that words may name, lacks it then; no
later step has to know. What one figure keeps secret another must not tell: a share goes with a small count or a small
rest, the next running total where it is only a few more, one of measures that add up with another, a series with one
of its points.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from pprr.domain import Missing, Period, Unit
from pprr.domain.errors import ProjectError
from pprr.domain.rules import PublicationRule
from pprr.domain.table import Table
from pprr.ingest import tables
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.subjects import documents_of
from pprr.ingest.tables.rows import written
from pprr.ingest.tables.stored import CleanedTables
from pprr.project import Project

SECTIONS = ("reserves", "savings", "services", "capital", "accounts", "comparators", "series", "projects", "actions")
_MEASURES = ("measure_id", "about", "item")  # the columns that name a measure
_FIGURE = ("value", "numerator", "denominator", "figure_period", "mark", "comparator", "given")
Row = dict[str, str]


def withheld(project: Project, cleaned: Cleaned, rule: PublicationRule, *, is_own: bool = True) -> Cleaned:
    """The period's tables without what the rule keeps from reports.

    Raises ProjectError for a name that nothing has, unless the rule is not the period's own: measures come and go.
    """
    if not rule.is_stated:
        return cleaned
    found = _Tables(cleaned.tables)
    if is_own:
        _refuse_unknown(project, cleaned, rule, found)
    hidden = set(rule.withhold)
    found.keep(lambda table, row: table not in hidden and not any(row.get(name) in hidden for name in _MEASURES))
    if rule.suppress_below:
        _suppress(found, rule, rule.suppress_below, council=project.settings.organisation.name)
    lacks = {name for section in hidden & set(SECTIONS) for name in (section, f"agreed {section}")}
    return replace(cleaned, tables=found.written(), lacks=cleaned.lacks | lacks)


class _Tables:
    """The rows of all tables by name, as texts that can be changed."""

    def __init__(self, of: CleanedTables) -> None:
        self._of = of
        self.rows: dict[str, list[Row]] = {}
        for table in tables.ALL:
            if table.name in of:
                columns, rows = of.cells(table.name)
                self.rows[table.name] = [dict(zip(columns, row, strict=True)) for row in rows]

    def named(self, table: Table) -> list[Row]:
        """The rows of a table."""
        return self.rows.get(table.name, [])

    def keep(self, wanted: Callable[[str, Row], bool]) -> None:
        """Leaves the wanted rows alone."""
        self.rows = {table: [row for row in rows if wanted(table, row)] for table, rows in self.rows.items()}

    def written(self) -> CleanedTables:
        """The tables as they are now."""
        by_name = {table.name: table for table in tables.ALL}
        return CleanedTables(
            {name: written(by_name[name], map(_values(by_name[name]), rows)) for name, rows in self.rows.items()}
        )


def _values(table: Table) -> Callable[[Row], Sequence[object]]:
    flags = {column.name for column in table.columns if column.type == "flag"}
    return lambda row: [row[c.name] == "yes" if c.name in flags else row[c.name] for c in table.columns]


def _refuse_unknown(project: Project, cleaned: Cleaned, rule: PublicationRule, found: _Tables) -> None:
    """Raises ProjectError for a name that is no measure, section or document: a slip would publish what it means."""
    measures = {row["measure_id"] for row in found.named(tables.MEASURES)}
    slugs = {row["portfolio"] for row in found.named(tables.PORTFOLIOS)}
    reports = project.settings.reports
    of_portfolios = (f"{slug}.{kind}" for slug in slugs for kind in reports.kinds)
    documents = {*slugs, *of_portfolios, *documents_of(reports, cleaned.period, cleaned.tables)}
    for name in rule.withhold:
        if name not in {*measures, *SECTIONS, *documents}:
            raise ProjectError("withhold-unknown", name=name, period=cleaned.period, sections=", ".join(SECTIONS))
    for name in (*rule.no_counts, *(name for group in rule.add_up for name in group)):
        if name not in measures:
            raise ProjectError("withhold-unknown", name=name, period=cleaned.period, sections=", ".join(SECTIONS))


# Small counts


def _suppress(found: _Tables, rule: PublicationRule, limit: int, *, council: str) -> None:
    """Withholds small counts, and whatever would reveal one of them."""
    kinds = {row["measure_id"]: row["kind"] for row in found.named(tables.MEASURES)}
    readings = [row for row in found.named(tables.READINGS) if row["measure_id"] not in rule.no_counts]
    small = {_place(row) for row in readings if any(_is_small(count, limit) for count in _counts(row))}
    small |= set(_few_more(readings, kinds, limit))
    before: set[tuple[str, str]] = set()
    while small != before:  # what is withheld for one group may be the only one of another
        before = set(small)
        for group in rule.add_up:
            small |= set(_revealing(readings, group, small))
        small |= set(_of_a_sum_of_quarters(readings, kinds, small))
    for row in readings:
        if _place(row) in small:
            row.update(dict.fromkeys(_FIGURE, ""), missing=str(Missing.WITHHELD), text=str(Missing.WITHHELD))
    of_points = (row for row in _points(found) if any(_is_small(count, limit) for count in _counts(row)))
    touched = {name for name, _ in small} | {row["measure_id"] for row in of_points}
    _drop(found, touched - set(rule.no_counts), council)


def _drop(found: _Tables, touched: Collection[str], council: str) -> None:
    """Takes away what else tells the figures of measures of which one is withheld."""
    of_measures = {tables.SERIES.name, tables.FORECASTS.name, tables.EXTRACT_WORDS.name, tables.STATUSES.name}

    def is_wanted(table: str, row: Row) -> bool:
        if table == tables.COMPARATORS.name:
            return row["measure_id"] not in touched or row["name"] != council
        if table == tables.QUERIES.name:
            return row["item"] not in touched
        return table not in of_measures or row["measure_id"] not in touched

    found.keep(is_wanted)


def _points(found: _Tables) -> Iterator[Row]:
    yield from found.named(tables.SERIES)
    yield from found.named(tables.FORECASTS)


def _place(row: Row) -> tuple[str, str]:
    return row["measure_id"], row["period"]


def _counts(row: Row) -> Iterator[Decimal]:
    """The counts that a row tells: a whole number, or those that a share is made of, and its rest."""
    value = _decimal(row, "value")
    if row["unit"] == Unit.NUMBER:
        if value is not None and value * int(row["scale"]) == int(value * int(row["scale"])):
            yield value * int(row["scale"])
        return
    part, whole = _decimal(row, "numerator"), _decimal(row, "denominator")
    yield from (count for count in (part, whole) if count is not None)
    if part is not None and whole is not None:
        yield whole - part


def _decimal(row: Row, name: str) -> Decimal | None:
    return Decimal(row[name]) if row.get(name) else None


def _is_small(count: Decimal, limit: int) -> bool:
    return 0 < abs(count) < limit


def _few_more(readings: Iterable[Row], kinds: Mapping[str, str], limit: int) -> Iterator[tuple[str, str]]:
    """The running totals that are only a few more than the one before them in their year."""
    by_year: dict[tuple[str, int], list[Row]] = {}
    for row in readings:
        if kinds.get(row["measure_id"]) == "cumulative" and row["unit"] == Unit.NUMBER and row["value"]:
            by_year.setdefault((row["measure_id"], Period.of_data(row["period"]).start), []).append(row)
    for rows in by_year.values():
        for then, now in pairwise(sorted(rows, key=lambda row: Period.of_data(row["period"]).end)):
            if _is_small(Decimal(now["value"]) - Decimal(then["value"]), limit):
                yield _place(now)


def _revealing(
    readings: Sequence[Row], group: Collection[str], small: Collection[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Of measures that add up, the smallest other figure of each period in which just one of them is withheld."""
    by_period: dict[str, list[Row]] = {}
    for row in readings:
        if row["measure_id"] in group:
            by_period.setdefault(row["period"], []).append(row)
    for rows in by_period.values():
        yield from _second(rows, small)


def _of_a_sum_of_quarters(
    readings: Iterable[Row], kinds: Mapping[str, str], small: Collection[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Of a year's quarters and the year itself, likewise."""
    by_year: dict[tuple[str, int], list[Row]] = {}
    for row in readings:
        if kinds.get(row["measure_id"]) == "quarter":
            by_year.setdefault((row["measure_id"], Period.of_data(row["period"]).start), []).append(row)
    for rows in by_year.values():
        yield from _second(rows, small)


def _second(rows: Sequence[Row], small: Collection[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    if sum(_place(row) in small for row in rows) == 1:
        others = [row for row in rows if _place(row) not in small and row["value"] and Decimal(row["value"])]
        if others:
            yield _place(min(others, key=lambda row: (Decimal(row["value"]), *_place(row))))
