"""Keeps from a period's tables what the year's rules keep from reports: before anything is rated, drawn or written.

Whatever is made of the tables, the page, its downloads, its record, the values that words may name, lacks it then; no
later step has to know. What one figure keeps secret another must not tell: a share goes with a small count or a small
rest, the next running total where it is only a few more, one of measures that add up with another, a series with one
of its points. Reports stand side by side, so a figure is held against those of the reports before it.
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
_AT_MOST = ("<", "≤")
Row = dict[str, str]
Place = tuple[str, str]


def withheld(
    project: Project,
    cleaned: Cleaned,
    rule: PublicationRule,
    *,
    earlier: Iterable[CleanedTables] = (),
    is_own: bool = True,
) -> Cleaned:
    """The period's tables without what the rule keeps from reports.

    ``earlier`` are the tables of the reports before it, the oldest first, for what readers know from them. Raises
    ProjectError for a name that nothing has, unless the rule is not the period's own: measures come and go.
    """
    if not rule.is_stated:
        return cleaned
    found = _Tables(cleaned.tables)
    if is_own:
        _refuse_unknown(project, cleaned, rule, found)
    if rule.looks_for_more:
        _suppress(found, rule, earlier, council=project.settings.organisation.name)
    hidden = set(rule.withhold)
    lacks = {name for section in hidden & set(SECTIONS) for name in (section, f"agreed {section}")}
    gone = {name.replace(" ", "_") for name in lacks}
    found.keep(lambda table, row: table not in gone and not any(row.get(name) in hidden for name in _MEASURES))
    for row in (*found.named(tables.PROJECTS), *found.named(tables.ISSUES)):
        names = (name.strip() for name in row["measures"].split(";"))
        row["measures"] = "; ".join(name for name in names if name and name not in hidden)
    return replace(cleaned, tables=found.written(), lacks=cleaned.lacks | lacks)


class _Tables:
    """The rows of all tables by name, as texts that can be changed."""

    def __init__(self, of: CleanedTables) -> None:
        self._of = of
        self.rows: dict[str, list[Row]] = {}
        for table in tables.ALL:
            if table.name in of:
                self.rows[table.name] = _rows(of, table)

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


def _rows(of: CleanedTables, table: Table) -> list[Row]:
    columns, rows = of.cells(table.name)
    return [dict(zip(columns, row, strict=True)) for row in rows]


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


def _suppress(found: _Tables, rule: PublicationRule, earlier: Iterable[CleanedTables], *, council: str) -> None:
    """Withholds small counts, and whatever would reveal one of them or a measure that is withheld."""
    secrets = _Secrets(rule, {row["measure_id"]: row["kind"] for row in found.named(tables.MEASURES)})
    for one in earlier:
        secrets.learn(_rows(one, tables.READINGS))
    readings = found.named(tables.READINGS)
    secrets.learn(readings)
    lost = [row for row in readings if _place(row) in secrets.places]
    for row in lost:
        row.update(dict.fromkeys(_FIGURE, ""), missing=str(Missing.WITHHELD), text=str(Missing.WITHHELD))
    is_own = _is_of(council)
    points = [*found.named(tables.SERIES), *found.named(tables.FORECASTS)]
    points += filter(is_own, found.named(tables.COMPARATORS))
    touched = {row["measure_id"] for row in (*lost, *filter(secrets.has_small_count, points))}
    _drop(found, touched, touched | {name for name, _ in secrets.places}, is_own)


class _Secrets:
    """The figures that no report tells, by measure and period, as one report after the other comes out."""

    def __init__(self, rule: PublicationRule, kinds: Mapping[str, str]) -> None:
        self._rule, self._kinds = rule, kinds
        self._known: dict[Place, Row] = {}
        self._shown: set[Place] = set()
        self.places: set[Place] = set()

    def learn(self, rows: Sequence[Row]) -> None:
        """Adds what the next report would tell, and keeps back of it what would reveal a secret."""
        for row in rows:
            if _place(row) not in self._known or [*_counts(row)]:  # a share alone does not tell its counts
                self._known[_place(row)] = row
        self.places |= {place for place, row in self._known.items() if self.has_small_count(row)}
        self.places |= set(self._few_more())
        before: set[Place] | None = None
        while self.places != before:  # what is withheld for one group may be the only one of another
            before = set(self.places)
            for rows_of_sum, gone in self._sums():
                self.places |= set(self._second(rows_of_sum, gone))
        self._shown |= {_place(row) for row in rows} - self.places

    def has_small_count(self, row: Row) -> bool:
        """Tells whether a count that the row tells is under the limit."""
        return self._is_limited(row) and any(map(self._is_small, _counts(row)))

    def _is_limited(self, row: Row) -> bool:
        return row["measure_id"] not in self._rule.no_counts

    def _is_small(self, count: Decimal) -> bool:
        return 0 < abs(count) < (self._rule.suppress_below or 0)

    def _is_secret(self, row: Row) -> bool:
        """Tells whether no report tells the figure: also where its source does not."""
        is_hidden = row["measure_id"] in self._rule.withhold or row["missing"] == Missing.WITHHELD
        return is_hidden or row["comparator"] in _AT_MOST or _place(row) in self.places

    def _few_more(self) -> Iterator[Place]:
        """The running totals that are only a few more than the one before them in their year."""
        for rows in self._by_year("cumulative"):
            counted = [(row, tuple(_counts(row))) for row in rows if self._is_limited(row)]
            for (then, before), (now, after) in pairwise((row, counts) for row, counts in counted if counts):
                if any(self._is_small(new - old) for old, new in zip(before, after, strict=False)):
                    yield _place(then if _place(now) in self._shown else now)

    def _sums(self) -> Iterator[tuple[list[Row], int]]:
        """The figures of each sum: of measures that add up, in each period; a year's quarters and the year itself.

        With each goes the number of withheld measures that were taken out of the tables before.
        """
        for group in self._rule.add_up:
            by_period: dict[str, list[Row]] = {}
            for (name, period), row in self._known.items():
                if name in group:
                    by_period.setdefault(period, []).append(row)
            hidden = self._rule.withhold.keys() & set(group)
            for rows in by_period.values():
                yield rows, len(hidden - {row["measure_id"] for row in rows})
        yield from ((rows, 0) for rows in self._by_year("quarter"))

    def _by_year(self, kind: str) -> Iterator[list[Row]]:
        """The figures of each measure of that kind and year, in the order of their periods."""
        by_year: dict[tuple[str, int], list[Row]] = {}
        for (name, period), row in self._known.items():
            if self._kinds.get(name) == kind:
                by_year.setdefault((name, Period.of_data(period).start), []).append(row)
        for rows in by_year.values():
            yield sorted(rows, key=lambda row: Period.of_data(row["period"]).end)

    def _second(self, rows: Sequence[Row], gone: int) -> Iterator[Place]:
        """The smallest other figure, of those that no earlier report shows, where just one is secret."""
        if sum(map(self._is_secret, rows)) + gone == 1:
            others = [row for row in rows if not self._is_secret(row) and row["value"] and Decimal(row["value"])]
            if others:
                order = {
                    _place(row): (_place(row) in self._shown, Decimal(row["value"]), _place(row)) for row in others
                }
                yield min(order, key=lambda place: order[place])


def _drop(found: _Tables, touched: Collection[str], ever: Collection[str], is_own: Callable[[Row], bool]) -> None:
    """Takes away what else tells the figures of measures of which one is withheld, now or in any report before."""
    of_now = {tables.FORECASTS.name, tables.EXTRACT_WORDS.name}
    of_then = {tables.SERIES.name, tables.STATUSES.name}

    def is_wanted(table: str, row: Row) -> bool:
        if table == tables.COMPARATORS.name:
            return row["measure_id"] not in ever or not is_own(row)
        if table == tables.QUERIES.name:
            return row["item"] not in touched
        return not (table in of_now and row["measure_id"] in touched) and not (
            table in of_then and row["measure_id"] in ever
        )

    found.keep(is_wanted)


def _is_of(council: str) -> Callable[[Row], bool]:
    """Tells of a comparator whether it is the council itself, whom a list of a group may hold too."""
    return lambda row: row["name"].casefold() == council.casefold()


def _place(row: Row) -> Place:
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
