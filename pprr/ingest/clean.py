"""From raw files to cleaned tables, all or nothing, with everything that is wrong said at once."""

import json
from collections.abc import Mapping
from pathlib import Path

from pprr.atomic import write_whole
from pprr.domain import Period
from pprr.domain.errors import FaultsError
from pprr.domain.table import Table
from pprr.ingest import tables
from pprr.ingest.agreement.read import read_agreement
from pprr.ingest.agreement.register import Agreement, Rows
from pprr.ingest.agreement.year_rules import read_rules
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.extracts.read import Extracts, read_extracts
from pprr.ingest.inputs import MANIFEST, VERSION, digest, input_hashes
from pprr.ingest.mapping.records import FaultList
from pprr.ingest.meetings.read import MeetingRows, read_meetings
from pprr.ingest.oversight.read import OversightRows, first_indicators, read_oversight
from pprr.ingest.tables.rows import rows_to_csv
from pprr.ingest.tables.stored import CleanedTables
from pprr.project import Project

__all__ = ["Cleaned", "clean"]

_AS_SAID = ("severity", "kind", "portfolio", "item", "found", "expected", "action", "source", "key")  # of a query


def clean(project: Project, period: Period) -> Cleaned:
    """Reads the period's raw files and writes its cleaned tables to ``data/processed``.

    A fault of a row stops the portfolio whose row it is; the others' tables are written. A fault of a file, or
    faults in every portfolio, raise FaultsError with all of them, and nothing is written.
    """
    inputs = input_hashes(project, period)
    faults = FaultList()
    rules = read_rules(project.agreement(period), project, period, faults)
    agreement = read_agreement(project.agreement(period), project, period, faults)
    extracts = read_extracts(project.extracts(period), project, period, agreement, faults)
    as_at = extracts.edition.states_as_at(period)
    meetings = read_meetings(project, as_at, agreement, first_indicators(project, as_at, agreement), faults)
    oversight = read_oversight(project, period, as_at, agreement, meetings.known, faults)
    slugs = {str(row["portfolio"]) for row in agreement.portfolios}
    stopped = {fault.portfolio for fault in faults.all if fault.portfolio}
    if rules is None or faults.of_period or not slugs - stopped:
        raise FaultsError("extracts-unusable", faults.all, period=period)
    rows = _rows(agreement, extracts, meetings, oversight, faults, slugs - stopped)
    data = {table.name: rows_to_csv(table, found) for table, found in rows}
    _write(project.processed(period), data, inputs)
    return Cleaned(period, CleanedTables(data), rules, extracts.edition, inputs, faults.all, agreement.lacks)


def _write(folder: Path, data: Mapping[str, bytes], inputs: Mapping[str, str]) -> None:
    """Puts the tables there, and last the manifest: tables that it does not vouch for count as not there."""
    for name, found in data.items():
        write_whole(folder / f"{name}.csv", found)
    written = {f"{name}.csv": digest(found) for name, found in data.items()}
    manifest = {"version": VERSION, "inputs": inputs, "tables": written}
    write_whole(folder / MANIFEST, (json.dumps(manifest, indent=1) + "\n").encode())


def _rows(
    agreement: Agreement,
    extracts: Extracts,
    meetings: MeetingRows,
    oversight: OversightRows,
    faults: FaultList,
    sound: set[str],
) -> list[tuple[Table, Rows]]:
    """Every table with the rows of the sound portfolios."""
    measures = {row["measure_id"] for row in agreement.measures if row["portfolio"] in sound}

    def of_portfolio(rows: Rows) -> Rows:
        return [row for row in rows if row["portfolio"] in sound]

    def of_measure(rows: Rows) -> Rows:
        return [row for row in rows if row["measure_id"] in measures]

    found = (*agreement.queries, *extracts.queries, *meetings.queries, *oversight.queries, *faults.asked(sorted(sound)))
    queries: Rows = [
        {
            **{name: getattr(query, name) for name in _AS_SAID},
            "fields": json.dumps(query.fields, ensure_ascii=False),
        }
        for query in found
        if query.portfolio in {"", *sound}
    ]
    stopped: Rows = [
        {
            "portfolio": fault.portfolio,
            "problem": fault.problem,
            "remedy": fault.remedy,
            **vars(fault.cell),
            "key": fault.key,
            "fields": json.dumps(fault.fields, ensure_ascii=False),
        }
        for fault in faults.all
    ]
    return [
        (tables.PORTFOLIOS, of_portfolio(agreement.portfolios)),
        (tables.PRIORITIES, of_portfolio(agreement.priorities)),
        (tables.MEASURES, of_portfolio(agreement.measures)),
        (tables.TARGETS, of_measure(agreement.targets)),
        (tables.READINGS, of_measure(extracts.readings)),
        (tables.FORECASTS, of_measure(extracts.forecasts)),
        (tables.JUDGEMENTS, of_measure(extracts.judgements)),
        (tables.SERIES, of_measure(extracts.series)),
        (tables.COMPARATORS, of_measure(extracts.comparators)),
        (tables.STATUSES, of_measure(extracts.statuses)),
        (tables.EXTRACT_WORDS, of_measure(extracts.words)),
        (tables.BUDGET, of_portfolio(extracts.money.of("budget"))),
        (tables.OUTTURN, of_portfolio(extracts.money.of("outturn"))),
        (tables.SERVICES, of_portfolio(extracts.money.of("services"))),
        (tables.LEDGER, of_portfolio(extracts.ledger)),
        (tables.RESERVES, of_portfolio(extracts.money.of("reserves"))),
        (tables.SAVINGS, of_portfolio(extracts.money.of("savings"))),
        (tables.CAPITAL, of_portfolio(extracts.money.of("capital"))),
        (tables.ACCOUNTS, of_portfolio(extracts.money.of("accounts"))),
        (tables.AGREED_RESERVES, of_portfolio(agreement.agreed_reserves)),
        (tables.AGREED_SAVINGS, of_portfolio(agreement.agreed_savings)),
        (tables.CONTACTS, of_portfolio(agreement.contacts)),
        (tables.PROJECTS, of_portfolio(extracts.projects)),
        (tables.COMMITTEES, meetings.committees),
        (tables.MEETINGS, meetings.meetings),
        (tables.ACTIONS, [row for row in meetings.actions if row["portfolio"] in {"", *sound}]),
        (tables.VIEWS, oversight.views),
        (tables.VIEW_MEASURES, oversight.measures),
        (tables.ISSUES, oversight.issues),
        (tables.INSPECTIONS, oversight.inspections),
        (tables.RETURNS, oversight.returns),
        (tables.RECOMMENDATIONS, oversight.recommendations),
        (tables.QUERIES, queries),
        (tables.FAULTS, stopped),
    ]
