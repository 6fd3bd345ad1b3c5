"""The appendix: definitions with the thresholds in force, sources, downloads; and the record that proves the run."""

from pprr import formats
from pprr.domain.money import MoneyRow
from pprr.domain.record import ReportRecord
from pprr.html.elements import Html, join, render
from pprr.notebook.beside.cells_read import cells_read, files_read
from pprr.notebook.beside.entries import contacts
from pprr.notebook.beside.odd import oddities
from pprr.notebook.contexts.performance import Definitions, Sources
from pprr.notebook.performance import trend_base_in_words, whole_key
from pprr.report import Report
from pprr.report.items import ACCOUNTS, BUDGET, CAPITAL, OUTTURN, RESERVES, SAVINGS, SERVICES
from pprr.report.queries.live_values import refuse_unfilled
from pprr.report.queries.words import tally_of
from pprr.report.record.record import record_of, table_names
from pprr.report.report import MISSING_WORDS
from pprr.report.rules_in_words import statuses_in_words
from pprr.report.trace import STATUS, money_rows, source_of, sources_of, traced
from pprr.run.execute.proof import MIME
from pprr.run.publish.downloads import downloads

_SECTIONS = {
    BUDGET: "Cash limit",
    OUTTURN: "Outturn",
    SERVICES: "Service",
    RESERVES: "Reserve",
    SAVINGS: "Saving",
    CAPITAL: "Capital scheme",
    ACCOUNTS: "Account",
}
_USUAL = "The usual rule of a status"


class RecordOutput:
    """Shows nothing, and leaves the report's record in the notebook's output; beside it, for the run, its queries."""

    def __init__(self, data: ReportRecord, blocking: int, missing: int) -> None:
        self.data = data
        self._open = {"blocking": blocking, "missing": missing}

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, object], dict[str, object]]:
        return {MIME: self.data, "text/plain": "The report's record."}, {MIME: self._open}


def definitions(report: Report) -> Html:
    """The whole key, the meanings of the report's words with the thresholds of the year's rules, and whom to ask."""
    listed = render("appendix.html.j2", "definitions", **Definitions(items=_definitions(report), odd=oddities(report)))
    return join([whole_key(report), listed, *contacts(report)])


def sources(report: Report) -> Html:
    """Where every figure comes from, and the downloads."""
    readings = [
        (measure.measure_id, label, source)
        for measure in report.measures
        for label, source in (
            *((period.label, source_of(reading)) for period, reading in measure.figures.shown(report.periods)),
            *(("Target", source) for source in sources_of(measure.target)),
        )
    ]
    money = [
        (_SECTIONS[section], called, _received(row) or "Summed from a ledger", row.cell.within)
        for section, row, called in money_rows(report)
    ]
    rated = [one for one in traced(report) if one.column == STATUS]
    usual = max((one.rule for one in rated), key=[one.rule for one in rated].count, default="")
    own = [
        f"{one.item} in {'; '.join(source.cell.within for source in one.sources)}" for one in rated if one.rule != usual
    ]
    return render(
        "appendix.html.j2",
        "sources",
        **Sources(
            cells=cells_read(readings),
            money=money,
            usual_rule=f"{_USUAL}: {usual}" if usual else "",
            own_rules=own,
            others=_published_by(report),
            files=files_read(report.sources),
            downloads=downloads(report.portfolio.slug, table_names(report)),
        ),
    )


def _received(row: MoneyRow) -> str:
    """The cells of a row's amounts, each with its label, as received."""
    return "; ".join(f"{cell.column}: {text}" for cell, text in row.stated.values())


def record(report: Report) -> RecordOutput:
    """The record of the report: the last cell's output, from which run takes its proof and the downloads.

    Raises CommentaryError where words ask for values that are not there: nothing is published with them.
    """
    refuse_unfilled(report)
    blocking = sum(query.is_blocking for query in report.open_queries)
    return RecordOutput(record_of(report), blocking, sum(one.key == MISSING_WORDS for one in report.open_queries))


def _definitions(report: Report) -> list[tuple[str, str]]:
    rules = report.rules
    colours = " ".join(f"{status}: {words}." for status, words in statuses_in_words(rules.status).items())
    zero = "" if rules.status.amber else " A target of 0 leaves no room for Amber unless the margin is no share of it."
    return [
        ("Good performance", "High: a higher figure is better. Low: a lower figure is better."),
        (
            "Status",
            f"The actual against the target, both as printed. {colours}{zero}",
        ),
        *_own_rules(report),
        (
            "Trend",
            f"{_compared(report)} Stable: a change of less than "
            f"{rules.trend.stable_below.words('the earlier figure')}.",
        ),
        *_over_time(report),
        *_beside_others(report),
        ("Exception", f"A measure needs attention for any of these. {rules.exceptions.listed}"),
        ("Highlight", f"A measure goes well for any of these. {rules.highlights.listed}"),
        ("Commentary", f"Words are wanted for any of these. {rules.commentary.listed}"),
        *_money(report),
        ("Not available", "The figure exists or will exist, and there is none yet."),
        ("Not applicable", "There was nothing to measure in that period."),
        ("Rounding", f"Figures are rounded half up as printed, and compared as printed.{_of_money(report)}"),
        (
            "Data period",
            f"{report.covers}, unless a figure names another period.",
        ),
        ("Checks", _checks(report)),
    ]


def _own_rules(report: Report) -> list[tuple[str, str]]:
    """Each rule that is not the year's, once, with the measures that have it."""
    found: dict[str, list[str]] = {}
    for one in report.measures:
        if one.asked.is_own:
            found.setdefault(f"{one.asked.explained}.", []).append(one.named)
    return [(f"Status of {', '.join(names)}", words) for words, names in found.items()]


def _compared(report: Report) -> str:
    """The base of trends; within the year the key just above has it at length."""
    base = trend_base_in_words(report) if report.period.is_annual else "what the key names"
    return f"The actual against {base}."


def _checks(report: Report) -> str:
    """The number of sums and of figures in words that agree, and of queries accepted."""
    sums, tally = report.identities, tally_of(report)
    held = f"{sum(one.holds for one in sums)} of {formats.plural(len(sums), 'sum')} of money hold." if sums else ""
    tied = tally.agreeing + tally.contradicting
    agreeing = formats.plural(tally.agreeing, "agrees", "agree")
    words = f"Of {formats.plural(tied, 'figure')} in the words that the tables have, {agreeing}."
    if tally.contradicting:
        other = formats.plural(tally.contradicting, "other is asked about", "others are asked about")
        words += f" The {other}, and their measures say so."
    accepted = f"Queries accepted with a reason: {len(report.acceptances)}."
    return " ".join(filter(None, (held, words if tied else "", accepted)))


def _of_money(report: Report) -> str:
    """How money is kept and printed, where the report has some."""
    if not any((report.position, report.budget, report.reserves, report.savings, report.capital, report.accounts)):
        return ""
    return " Money is kept in pence. Tables print it in £000, and sentences in £m from the same number."


def _money(report: Report) -> list[tuple[str, str]]:
    """The definitions of the position's amounts, where the portfolio has a revenue budget."""
    limit = ("Cash limit", "What the portfolio may spend in the year, after its income.")
    margin = report.rules.money.exception_beyond
    if report.outturn is None:
        budget = f"What the portfolio may spend, net, in the year. A variance beyond {margin} of it is an exception."
        less = f"{report.outturn_in_words} less budget. An underspend is negative and stands in brackets."
        of_services = [("Budget", budget), ("Variance", less)] if report.services else []
        return [*([limit] if report.budget else []), *of_services]
    beyond = f"A surplus or deficit beyond {margin} of it is an exception."
    parts = "net expenditure and appropriations together"
    return [
        (limit[0], f"{limit[1]} {beyond}"),
        (
            report.outturn_in_words,
            f"What was spent: {parts}."
            if report.period.is_annual
            else f"What will be spent in the whole year: {parts}.",
        ),
        ("Appropriations", "Money put into reserves (positive) or taken from them (in brackets)."),
        ("(Surplus)/Deficit", "Outturn less cash limit. A surplus is negative and stands in brackets."),
    ]


def _over_time(report: Report) -> list[tuple[str, str]]:
    """The definition of the limits of a series, where some measure has one."""
    if all(one.control is None for one in report.measures):
        return []
    return [
        (
            "Over time",
            "Whether a series shows more than its usual ups and downs. The usual range ends at two limits (an XmR "
            "chart). Each is 2.66 times the mean change from one point to the next away from the mean. A point is "
            "more than that for any of these reasons. It is outside the limits. It is one of 7 or more in a row on "
            "one side of the mean. It is one of 7 or more in a row that each went the same way. It is one of 2 in 3 "
            "in a row beyond two thirds of the way to a limit. No change is taken across a missing period, and rows "
            "end there. Limits need 12 points of their own."
            + (
                " A series too often the same for limits is held against all that was seen before, once it leaves it."
                if report.rules.trend.has_series_first
                else ""
            ),
        ),
        (
            "Target over time",
            "It can be relied upon where the whole usual range is on target, and is out of reach where none of the "
            "range is. Both hold only while nothing changes.",
        ),
    ]


def _beside_others(report: Report) -> list[tuple[str, str]]:
    """The way ranks, quarters and medians come about, where some measure has comparators."""
    if all(one.comparison is None for one in report.measures):
        return []
    return [
        (
            "Beside other councils",
            "Figures of one and the same period, as printed: that of the report, or the latest that both have, "
            "which is said. The best is 1st, and councils with the same figure share the best of their places "
            "(joint). Quarters are those of the places: up to a quarter of the councils, this one among them, are "
            "in the best one. None is given for fewer than 4 councils, or where equals reach over two. The median "
            "is that of the others; averages are not ranked.",
        )
    ]


def _published_by(report: Report) -> list[tuple[str, str, str, str]]:
    """Who published the comparators: group, period, source, and the measures that they are of, each once."""
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for measure in report.measures:
        for one in measure.comparison.comparators if measure.comparison else ():
            found.setdefault((one.group, one.span.label, one.source), {})[measure.measure_id] = None
    return [(*published, ", ".join(of)) for published, of in found.items()]
