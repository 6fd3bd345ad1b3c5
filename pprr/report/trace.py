"""The way of each figure of a report back to its cells, and of each colour and trend to the rule that gave it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from pprr import formats
from pprr.domain import Cell, Measure, Reading, Target
from pprr.domain.errors import ProjectError
from pprr.domain.money import BudgetLine, MoneyRow, Saving
from pprr.report.items import ACCOUNTS, BUDGET, CAPITAL, OUTTURN, RESERVES, SAVINGS, SERVICES
from pprr.report.report import Report
from pprr.report.rules_in_words import year_in_words

ACTUAL, TARGET, YEAR_TARGET, STATUS, TREND, FORECAST = (
    *("actual", "target", "target for the year", "status", "trend", "forecast"),
)
_NO_CELL = "Its row states no such amount: it follows from the others, or is the sum of the ledger's lines."
_JUDGED = "Given by the service that makes the saving; the year's rule is held against it."


class Source(NamedTuple):
    """A cell that was read, and its text as received; blank where the cell itself held nothing."""

    cell: Cell
    text: str


@dataclass(frozen=True)
class Traced:
    """One figure or verdict of a report, and where it comes from.

    ``item`` is what it is of, by its id or name, ``called`` that in words; ``column`` is what it is: ``actual``,
    ``status``, ``2018/19``, ``balance``. ``sources`` are its cells, or where its rule stands; ``rule`` is what made it
    of others of the item, ``rests_on``, and ``because`` says how.
    """

    section: str
    item: str
    called: str
    column: str
    printed: str
    sources: tuple[Source, ...] = ()
    rule: str = ""
    because: str = ""
    rests_on: tuple[str, ...] = ()


def traced(report: Report) -> tuple[Traced, ...]:
    """Every figure and verdict of the report, in the order of the page."""
    return (*(one for measure in report.measures for one in _of_measure(report, measure)), *_of_money(report))


def _of_measure(report: Report, measure: Measure) -> Iterator[Traced]:
    figures, words = measure.figures, dict(year_in_words(report.rules))
    year_rules = [Source(Cell(name), "") for name in report.sources if name.endswith("/rules.toml")]

    def found(
        column: str,
        printed: str,
        sources: Iterable[Source] = (),
        rule: str = "",
        because: str = "",
        rests_on: tuple[str, ...] = (),
    ) -> Traced:
        called = f"{measure.code} {measure.name}"
        return Traced("measures", measure.measure_id, called, column, printed, tuple(sources), rule, because, rests_on)

    def read(column: str, reading: Reading) -> Traced:
        return found(column, formats.reading(reading), [source_of(reading)])

    yield read(ACTUAL, measure.actual)
    earlier = {period.label: reading for period, reading in figures.shown(report.periods) if period != report.period}
    bases = ((figures.base, figures.previous), (figures.rated_of.previous_year, figures.long_previous))
    earlier |= {period.label: reading for period, reading in bases if reading and period != report.period}
    for label, reading in earlier.items():
        yield read(label, reading)
    yield found(TARGET, formats.asked(measure.target, measure.entry.good_performance), sources_of(measure.target))
    year = TARGET if measure.year_target == measure.target else YEAR_TARGET
    if year is YEAR_TARGET:
        yield found(
            year, formats.asked(measure.year_target, measure.entry.good_performance), sources_of(measure.year_target)
        )
    rated = ACTUAL if figures.rated_of == report.period else figures.rated_of.label
    is_own, explained = measure.asked.is_own, measure.asked.explained
    rule = f"{explained[0].upper()}{explained[1:]}." if is_own else words["Status"]
    home = [Source(measure.entry.cell, "")] if is_own else year_rules
    yield found(STATUS, measure.rating.words, home, rule, measure.rating.reason, (rated, TARGET))
    base = (figures.base.label,) if figures.previous else ()
    yield found(TREND, measure.move.words, year_rules, words["Trend"], measure.move.reason, (rated, *base))
    if measure.forecast:
        yield read(FORECAST, measure.forecast.reading)
        rating = measure.forecast.rating
        yield found("forecast status", rating.words, home, rule, rating.reason, (FORECAST, year))


def source_of(reading: Reading) -> Source:
    """The cell of a reading with its text."""
    return Source(reading.cell, reading.text)


def sources_of(target: Target) -> tuple[Source, ...]:
    """The cells of a target: those of its figure and of its further bounds, or the one that says that it has none."""
    figures = (target.reading, target.floor, target.upper)
    found = dict.fromkeys(source_of(reading) for reading in figures if reading)
    return tuple(found) or ((Source(target.cell, target.text),) if target.cell.file else ())


def _of_money(report: Report) -> Iterator[Traced]:
    items: dict[object, str] = {found.row: found.item for found in report.row_items}
    for section, row, called in money_rows(report):
        name, stated = items.get(row, called), row.stated
        for column, pence in row.amounts.items():
            source = Source(*stated.get(column, (row.cell, "")))
            rule = "" if column in stated else _NO_CELL
            yield Traced(section, name, called, column, formats.thousands(pence), (source,), rule)
        if isinstance(row, Saving) and row.risk_rating:
            source = Source(*stated["risk_rating"])
            yield Traced(section, name, called, "risk_rating", str(row.risk_rating), (source,), _JUDGED)


def money_rows(report: Report) -> Iterator[tuple[str, MoneyRow, str]]:
    """Every row of the report's money with its section and what it is called."""
    yield from ((BUDGET, row, _line(row)) for row in report.budget)
    if report.outturn:
        yield OUTTURN, report.outturn, report.outturn_in_words
    yield from ((SERVICES, row, row.line) for row in report.services)
    yield from ((RESERVES, row, ": ".join(filter(None, row.key))) for row in report.reserves)
    yield from ((SAVINGS, row, row.proposal) for row in report.savings)
    yield from ((CAPITAL, row, row.scheme) for row in report.capital)
    yield from ((ACCOUNTS, row, f"{row.account}: {row.line}") for row in report.accounts)


def _line(row: BudgetLine) -> str:
    return f"{row.line}: {row.description}" if row.description else str(row.line)


def found_by(every: Sequence[Traced], name: str, column: str = "") -> tuple[Traced, ...]:
    """Those of an item, and of a column where one is named, with what they rest on.

    The item may be named by its id or name, by its section, or by words that what it is called has. Raises
    ProjectError where there is none, or no such column of it.
    """
    wanted = _plain(name)
    exact = [one for one in every if wanted in {_plain(one.item), _plain(one.called), one.section}]
    of_item = exact or [one for one in every if wanted and wanted in _plain(one.called)]
    if not of_item:
        near = get_close_matches(name, dict.fromkeys(one.item for one in every), n=1)
        raise ProjectError("nothing-to-trace", name=name, remedy="near" if near else "plain", near="".join(near))
    chosen = [one for one in of_item if not column or _plain(one.column) == _plain(column)]
    if not chosen:
        columns = ", ".join(dict.fromkeys(one.column for one in of_item))
        raise ProjectError("no-column-to-trace", name=name, column=column, known=columns)
    wanted_too = {(one.item, rest) for one in chosen for rest in one.rests_on}
    return tuple(one for one in of_item if one in chosen or (one.item, one.column) in wanted_too)


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())
