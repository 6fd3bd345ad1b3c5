"""The content of a report in named parts, each with a fingerprint: what an approval is bound to.

Values, statuses, words, and the rules in force for what the report holds: not how they are printed, and not where they
were read from. Of a table those columns count that there were when it was approved, by their names in the downloads.
"""

import datetime
from collections.abc import Mapping, Sequence

from pprr.commentary.approval import FORMAT, Approval
from pprr.commentary.entries import Entry
from pprr.domain import Measure, Reading
from pprr.domain.record import RecordTable
from pprr.report.record.comparators import COMPARATORS, STANDINGS
from pprr.report.record.fingerprint import WORDS_OF, fingerprint
from pprr.report.record.first_content import first_parts_of
from pprr.report.record.record import TABLES, record_of
from pprr.report.record.series import CONTROL, SERIES
from pprr.report.record.tables import (
    ACCOUNTS,
    ACTIONS,
    BUDGET,
    CAPITAL,
    MEASURES,
    OUTTURN,
    PROJECTS,
    READINGS,
    RESERVES,
    SAVINGS,
    SERVICES,
)
from pprr.report.report import Report

_TABLES = (
    *(MEASURES, READINGS, BUDGET, OUTTURN, SERVICES, RESERVES, SAVINGS),
    *(CAPITAL, ACCOUNTS, SERIES, CONTROL, COMPARATORS, STANDINGS, ACTIONS, PROJECTS),
)
# Where a figure was read from may move, and the same may be printed or explained in other words.
_WHERE = {"file", "sheet", "row", "column", "as_received", "commentary"}
_AS_SAID = {
    *("rule_as_printed", "is_shown"),  # which count as data, with the rules and the edition
    *("as_printed", "actual_as_printed", "target_as_printed", "target_for_the_year", "status_as_printed"),
    *("forecast_as_printed", "trend_reason", "exception_reason", "reason", "assurance_reason"),
}
# What a measure's printed columns say, exactly.
_EXACT = ("exact_actual", "exact_target", "exact_year_target", "exact_forecast", "rated_of")


def approval_of(report: Report, *, name: str, date: datetime.date, version: str) -> Approval:
    """The approval of the report as it is now."""
    columns = _columns(report)
    return Approval(
        format=FORMAT, name=name, date=date, version=version, parts=parts_of(report, columns), columns=columns
    )


def changed_since(report: Report, approval: Approval) -> tuple[str, ...]:
    """The names of the parts that are not as they were approved: changed, new or gone."""
    return approval.changed(first_parts_of(report) if approval.is_old else parts_of(report, approval.columns))


def parts_of(report: Report, columns: Mapping[str, Sequence[str]] | None = None) -> dict[str, str]:
    """The fingerprint of each part, by a name that a person knows: every table, every item's words, the rest.

    Of each table those columns count, or today's; a table that has none of them counts for nothing.
    """
    columns = _columns(report) if columns is None else columns
    tables = record_of(report)["tables"]
    return {
        "the document control": fingerprint([report.council, report.title, _edition(report)]),
        "the agreement's words": fingerprint(_agreement(report)),
        "the rules": fingerprint(_rules_in_force(report)),
        "what earlier reports said": fingerprint(_earlier(report)),
        **{
            f"the table {name}": fingerprint(_figures(report, name, tables[name], columns[name]))
            for name in tables
            if name in columns
        },
        **{
            f"{WORDS_OF}{item}": fingerprint(_words(entry))
            for item, entry in sorted(report.entries.items())
            if entry.text
        },
    }


def _words(entry: Entry) -> object:
    """An entry's words, with its pictures where it has some."""
    pictures = [[name, one.address] for piece in entry.pieces for name, one in piece.pictures.items()]
    return [entry.text, pictures] if pictures else entry.text


def _columns(report: Report) -> dict[str, tuple[str, ...]]:
    """The columns of each table that count today: of a portfolio's tables, and of those that another report adds."""
    added = [table for table, _ in report.record_tables if table not in TABLES]
    found = {
        table.name: tuple(column.name for column in table.columns if column.name not in _WHERE | _AS_SAID)
        for table in (*_TABLES, *added)
    }
    return {**found, MEASURES.name: (*found[MEASURES.name], *_EXACT)}


def _figures(report: Report, name: str, table: RecordTable, columns: Sequence[str]) -> list[dict[str, object]]:
    names = [column["name"] for column in table["columns"]]
    found = [dict(zip(names, row, strict=True)) for row in table["rows"]]
    if name == MEASURES.name:
        found = [{**one, **_exactly(measure)} for one, measure in zip(found, report.measures, strict=True)]
    return [{column: one[column] for column in columns if column in one} for one in found]


def _exactly(measure: Measure) -> dict[str, str]:
    target, year = measure.target, measure.year_target
    values = (
        _exact(measure.actual),
        f"{target.kind} {_exact(target.reading)}",
        f"{year.kind} {_exact(year.reading)}",
        _exact(measure.forecast.reading if measure.forecast else None),
        str(measure.figures.rated_of),
    )
    return dict(zip(_EXACT, values, strict=True))


def _exact(reading: Reading | None) -> str:
    """The figure in whole units with all that qualifies it, or why there is none; blank for none at all."""
    if reading is None:
        return ""
    parts = (reading.comparator, reading.printed, reading.words, reading.missing, reading.figure_period, reading.mark)
    return " ".join(str(part) for part in parts if part not in (None, ""))


def _edition(report: Report) -> dict[str, object]:
    """The stated keys of the edition; a key that is not stated means what it meant before there was it."""
    return report.edition.model_dump(mode="json", exclude={"queries_due", "before_figures"}, exclude_defaults=True)


def _agreement(report: Report) -> list[object]:
    portfolio = report.portfolio
    told = {name: getattr(portfolio, name) for name in ("agreement_link", "member", "member_office")}
    further: list[object] = [told] if any(told.values()) else []  # not stated, it means what it meant before
    if (agreed := report.agreement) and agreed.approval:
        version = (agreed.approval.version, agreed.approval.name, str(agreed.approval.date))
        further.append([*version, [one.sentence for one in agreed.amendments]])
    return [
        [portfolio.name, portfolio.agreement_approved_by, portfolio.agreement_approved_on, *further],
        [[row.priority, row.title, row.text] for row in report.priorities],
    ]


def _rules_in_force(report: Report) -> dict[str, object]:
    """The year's rules for what the report holds; a key that is not stated means what it meant before there was it."""
    stated = report.rules.model_dump(exclude_defaults=True)
    has_late = any(measure.entry.lag for measure in report.measures)
    status = {name: value for name, value in stated["status"].items() if name != "lagged" or has_late}
    held = {name: stated[name] for name in ("trend", "exceptions", "highlights") if len(report.measures)}
    rated = {"savings": stated["savings"]} if "savings" in stated and report.savings else {}
    return {**held, **rated, **({"status": status} if held else {}), "money": stated["money"]}


def _target_change(measure: Measure) -> list[tuple[str, str, str]]:
    """What the page says of a target that has changed within the year; nothing of one that has not."""
    change = measure.target_change
    return (
        [(str(change.since), f"{change.before.kind} {_exact(change.before.reading)}", change.reason)] if change else []
    )


def _earlier(report: Report) -> list[object]:
    """The page's statements about other periods that no table holds."""
    measures = [
        (
            measure.measure_id,
            str(measure.figures.earlier_status or ""),
            [str(latest.period), _exact(latest.reading)] if latest else [],
            [(str(when), _exact(then), _exact(now)) for when, then, now in measure.figures.restated],
            *_target_change(measure),
        )
        for measure in report.measures
        for latest in [measure.figures.latest]
    ]
    return [str(report.last), measures, [report.last_position.variance] if report.last_position else []]
