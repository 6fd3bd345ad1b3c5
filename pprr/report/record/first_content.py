"""The fingerprints to which the first build bound an approval: frozen, so that what it approved stays approved.

They are made of column names, printed forms and the whole dump of the rules, each listed here as they were then. What
has come since takes no part. New approvals are bound as ``content`` says, and ``pprr upgrade`` binds old ones anew.
"""

from collections.abc import Mapping, Sequence

from pprr import formats
from pprr.domain.record import RecordTable
from pprr.ingest.tables.codec import flat
from pprr.report.record.fingerprint import WORDS_OF, fingerprint
from pprr.report.record.record import record_of
from pprr.report.report import Report

_COLUMNS = {
    "measures": (
        "measure_id code name priority good_performance unit kind owner actual actual_as_printed target "
        "target_as_printed target_for_the_year status status_as_printed trend trend_reason trend_against long_trend "
        "forecast_as_printed forecast_status is_late is_exception exception_reason is_highlight is_on_edge framework"
    ),
    "readings": "measure_id period value as_printed numerator denominator figure_period missing",
    "budget": "line description amount",
    "outturn": "cash_limit expenditure appropriations outturn variance",
    "reserves": "category narration purpose approved change balance is_total",
    "savings": "proposal risk_rating value achieved information is_total",
    "capital": "scheme budget forecast rephasing variance information is_total",
    "accounts": "account line budget forecast variance is_total",
    "series": "measure_id period start end value mark segment mean lower_limit upper_limit signals",
    "control": "measure_id points latest variation reason mean lower_limit upper_limit assurance assurance_reason",
    "comparators": "measure_id group name is_average is_own period start end value mark difference source",
    "standings": "measure_id group period councils rank is_joint quarter median difference reason",
}
_PORTFOLIO = ("slug", "name", "agreement_approved_by", "agreement_approved_on")
_PRIORITIES = ("portfolio", "priority", "title", "text", "file", "sheet", "row")
_EDITION = ("date", "version", "notice", "performance_as_at", "finance_as_at", "only_new")
_RULES = {
    "status": ("amber_within", "lagged"),
    "trend": ("stable_below",),
    "exceptions": ("when",),
    "highlights": ("when",),
    "commentary": ("when",),
    "money": ("exception_beyond",),
    "savings": ("confident_from", "minor_below"),
    "plausibility": ("times_target", "times_history"),
}


def first_parts_of(report: Report) -> dict[str, str]:
    """The fingerprint of each part as the first build made it, by the name that it had."""
    tables = record_of(report)["tables"]
    edition, rules = report.edition.model_dump(mode="json"), report.rules.model_dump(exclude_none=True)
    return {
        "the document control": fingerprint([report.council, report.title, _only(edition, _EDITION)]),
        "the agreement's words": fingerprint(
            [
                {name: getattr(report.portfolio, name) for name in _PORTFOLIO},
                [_only(flat(priority), _PRIORITIES) for priority in report.priorities],
            ]
        ),
        "the rules": fingerprint({name: _only(rules[name], keys) for name, keys in _RULES.items()}),
        "what earlier reports said": fingerprint(_earlier(report)),
        **{
            f"the table {name}": fingerprint(_figures(tables[name], columns.split()))
            for name, columns in _COLUMNS.items()
            if name in tables
        },
        **{
            f"{WORDS_OF}{item}": fingerprint(entry.text) for item, entry in sorted(report.entries.items()) if entry.text
        },
    }


def _only(stated: Mapping[str, object], names: Sequence[str]) -> dict[str, object]:
    return {name: stated[name] for name in names if name in stated}


def _figures(table: RecordTable, columns: list[str]) -> list[Sequence[object]]:
    names = [column["name"] for column in table["columns"]]
    places = [names.index(name) for name in columns]
    return [columns, *([row[place] for place in places] for row in table["rows"])]


def _earlier(report: Report) -> list[object]:
    """The page's statements about other periods that no table holds."""
    measures = [
        (
            measure.measure_id,
            measure.figures.earlier_status,
            latest and (str(latest.period), formats.reading(latest.reading)),
            [(str(when), formats.reading(then), formats.reading(now)) for when, then, now in measure.figures.restated],
        )
        for measure in report.measures
        for latest in [measure.figures.latest]
    ]
    amounts = [report.last_outturn.variance] if report.last_outturn else []
    return [str(report.last), measures, amounts]
