"""Keeps from a period's tables what the year's rules keep from reports: before anything is rated, drawn or written.

Whatever is made of the tables, the page, its downloads, its record, the values that words may name, lacks it then; no
later step has to know. What one figure keeps secret another must not tell: a share goes with a small count or a small
rest, the next running total where it is only a few more, one of measures that add up with another, a series with one
of its points. Reports stand side by side, so a figure is held against those of the reports before it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from pprr.domain import Missing
from pprr.domain.errors import ProjectError
from pprr.domain.rules import PublicationRule
from pprr.domain.table import Table
from pprr.ingest import tables
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.small_counts import Row, Secrets, place_of
from pprr.ingest.subjects import documents_of
from pprr.ingest.tables.rows import written
from pprr.ingest.tables.stored import CleanedTables
from pprr.project import Project

SECTIONS = ("reserves", "savings", "services", "capital", "accounts", "comparators", "series", "projects", "actions")
_MEASURES = ("measure_id", "about", "item")  # the columns that name a measure
_FIGURE = ("value", "numerator", "denominator", "figure_period", "mark", "comparator", "given")


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
    secrets = Secrets(rule, {row["measure_id"]: row["kind"] for row in found.named(tables.MEASURES)})
    for one in earlier:
        secrets.learn(_rows(one, tables.READINGS))
    readings = found.named(tables.READINGS)
    secrets.learn(readings)
    lost = [row for row in readings if place_of(row) in secrets.places]
    for row in lost:
        row.update(dict.fromkeys(_FIGURE, ""), missing=str(Missing.WITHHELD), text=str(Missing.WITHHELD))
    is_own = _is_of(council)
    points = [*found.named(tables.SERIES), *found.named(tables.FORECASTS)]
    points += filter(is_own, found.named(tables.COMPARATORS))
    touched = {row["measure_id"] for row in (*lost, *filter(secrets.has_small_count, points))}
    _drop(found, touched, touched | {name for name, _ in secrets.places}, is_own)


def _drop(found: _Tables, touched: Collection[str], ever: Collection[str], is_own: Callable[[Row], bool]) -> None:
    """Takes away what else tells the figures of measures of which one is withheld, now or in any report before."""
    gone = {
        **dict.fromkeys((tables.FORECASTS.name, tables.EXTRACT_WORDS.name, tables.QUERIES.name), touched),
        **dict.fromkeys((tables.SERIES.name, tables.STATUSES.name), ever),
    }

    def is_wanted(table: str, row: Row) -> bool:
        if table == tables.COMPARATORS.name:
            return row["measure_id"] not in ever or not is_own(row)
        return table not in gone or row.get("measure_id", row.get("item", "")) not in gone[table]

    found.keep(is_wanted)


def _is_of(council: str) -> Callable[[Row], bool]:
    """Tells of a comparator whether it is the council itself, whom a list of a group may hold too."""
    return lambda row: row["name"].casefold() == council.casefold()
