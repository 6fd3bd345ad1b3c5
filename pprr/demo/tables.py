"""What the agreements and the extracts of the made-up council hold: rows of text by our own names of the fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pprr.demo.council import Council, MadeUpMeasure, MadeUpPortfolio
from pprr.demo.figures import Goal, History, MadeUpFigure, places
from pprr.demo.money import MadeUpMoney
from pprr.domain import Period, Point

Row = dict[str, str]
Amounts = dict[str, str | int]
_WITHOUT_TARGET = {"maximise": "Aim to maximise", "minimise": "Aim to minimise", "none": "No target"}
_RULE_REASONS = {
    "judgement": "No single figure tells it; the head of service judges.",
    "suspended": "The inspections that it counts were stopped by the inspectorate.",
    "data only": "Demand, which the council does not set.",
    "band": "Too high is as unwelcome as too low.",
    "floor": "The least that the regulator accepts.",
    "high and low": "The agreement names what is hoped for and what is promised.",
}
_BODIES = (("Nearest neighbours", "Average of 15 councils"), ("North West", "Average"), ("England", "Average"))
SOURCE = "Made up for the example"


@dataclass(frozen=True)
class Year:
    """All that there is of one year."""

    start: int
    council: Council
    histories: Mapping[str, History]
    money: Mapping[str, Mapping[Period, MadeUpMoney]]


def number(value: Decimal, measure: MadeUpMeasure) -> str:
    """A value as exports write it: ``81.8%``, ``2,340``, ``0.21m``."""
    text = f"{value:,.{places(measure)}f}"
    return text + ("%" if measure.unit == "percentage" else "m" if "millions" in measure.traits else "")


def cell(figure: MadeUpFigure, measure: MadeUpMeasure) -> str:
    """A figure as the extract of its own period writes it."""
    if figure.value is None:
        return figure.missing
    parts = f" {figure.parts[0]:,} of {figure.parts[1]:,}" if figure.parts else ""
    of_year = f" {figure.of_year}" if figure.of_year else ""
    return f"{number(figure.value, measure)}{parts}{of_year}"


def agreement(year: Year) -> dict[str, list[Row]]:
    """The tables of the year's Portfolio Agreement."""
    council = year.council
    money = {portfolio: year.money[portfolio.prefix][Period(year.start, Point.Q1)] for portfolio in council.portfolios}
    slugs = {portfolio.prefix: portfolio.slug for portfolio in council.portfolios}
    return {
        "portfolios": [
            {
                "portfolio": portfolio.slug,
                "name": portfolio.name,
                "agreement_approved_by": "Cabinet",
                "agreement_approved_on": f"{year.start}-06-{10 + year.start % 10}",
            }
            for portfolio in council.portfolios
        ],
        "priorities": [
            {"portfolio": portfolio.slug, "priority": str(at), "title": title, "text": text}
            for portfolio in council.portfolios
            for at, (title, text) in enumerate(portfolio.priorities, start=1)
        ],
        "measures": [_register(measure, slugs[measure.prefix]) for measure in council.measures],
        "targets": [
            _target(measure, year.histories[measure.key].goals[year.start], year.start) for measure in council.measures
        ],
        "reserves": [
            {
                "portfolio": portfolio.slug,
                "category": "Reserve Linked to Budget",
                "narration": use.name,
                "purpose": use.purpose,
                "approved": f"{use.approved:,}",
            }
            for portfolio in council.portfolios
            for use in money[portfolio].reserves
        ],
        "savings": [
            {"portfolio": portfolio.slug, "proposal": saving.proposal, "value": f"{saving.value:,}"}
            for portfolio in council.portfolios
            for saving in money[portfolio].savings
        ],
    }


def status_in(measure: MadeUpMeasure, history: History, period: Period, first: Period) -> str:
    """The status that a measure has in the report of a period; blank where it has none.

    A late figure has that of the one which is due in its place. A year's extract does not hold the one of its Q3, and
    before the ``first`` year there is no agreement to hold one against.
    """
    if "late" not in measure.traits:
        return history.figures[period].status
    due = period.previous
    return "" if period.is_annual or due.start < first.start else history.figures[due].status


def performance(
    year: Year, period: Period, columns: Sequence[Period], last: Period | None, *, first: Period
) -> list[Row]:
    """The performance extract: ``actual <period>`` for each column, ``status <last>``, forecasts and judgements."""
    names = {portfolio.prefix: portfolio.name for portfolio in year.council.portfolios}
    rows = []
    for measure in year.council.measures:
        history = year.histories[measure.key]
        figure = history.figures[period]
        row = {
            "measure_id": measure.measure_id,
            "portfolio": names[measure.prefix],
            "code": measure.code,
            "~name": measure.name,
            "good_performance": measure.good,
            "forecast": number(history.forecasts[period], measure) if period in history.forecasts else "",
            "judged_status": figure.status if measure.rule == "judgement" else "",
            "judged_by": measure.owner if measure.rule == "judgement" and figure.status else "",
        }
        row |= {f"actual {column}": _actual(history.figures[column], measure, column == period) for column in columns}
        if last:
            row[f"status {last}"] = status_in(measure, history, last, first) or "Not rated"
        rows.append(row)
    return rows


def finance(year: Year, period: Period) -> dict[str, list[Amounts]]:
    """The finance extracts, amounts in whole GBP 000; total rows have what they total in their last column of text."""
    tables: dict[str, list[Amounts]] = {
        name: [] for name in ("budget", "outturn", "reserves", "savings", "capital", "accounts")
    }
    for portfolio in year.council.portfolios:
        money = year.money[portfolio.prefix][period]
        for name, rows in _finance_of(portfolio, money).items():
            tables[name] += rows
    return tables


def series(year: Year, period: Period, first_year: int) -> list[Row]:
    """Every month from the first year up to the period's end, for the measures that have months."""
    rows = []
    for measure in year.council.measures:
        if "series" in measure.traits:
            for (in_year, month), value in year.histories[measure.key].months.items():
                if (first_year - 1, 4) <= (in_year, month) <= (period.end.year, period.end.month):
                    row = {"measure_id": measure.measure_id, "period": f"{in_year}-{month:02d}"}
                    rows.append({**row, "value": number(value, measure)})
    return rows


def comparators(year: Year) -> list[Row]:
    """What others had in the last full year."""
    last = Period(year.start - 1)
    rows = []
    for measure in year.council.measures:
        figure = year.histories[measure.key].figures[last]
        if "benchmark" not in measure.traits or figure.value is None:
            continue
        for at, (group, name) in enumerate(_BODIES):
            value = (figure.value * (97 + 2 * at) / 100).quantize(Decimal(1).scaleb(-places(measure)))
            row = {"measure_id": measure.measure_id, "group": group, "name": name, "period": last.label}
            rows.append({**row, "value": number(value, measure), "source": SOURCE})
    return rows


def _register(measure: MadeUpMeasure, slug: str) -> Row:
    tolerance = measure.margin if measure.rule in {"tolerance", "band"} else ""
    return {
        "measure_id": measure.measure_id,
        "code": measure.code,
        "name": measure.name,
        "portfolio": slug,
        "priority": str(measure.priority),
        "good_performance": measure.good,
        "unit": measure.unit,
        "decimals": str(measure.decimals),
        "kind": measure.kind,
        "owner": measure.owner,
        "framework": "The Anyborough Plan" if measure.code == "PLAN" else "",
        "tolerance": tolerance,
        "frequency": measure.frequency,
        "lag": "1" if "late" in measure.traits else "",
        "rule": measure.rule,
        "rule_reason": _RULE_REASONS.get(measure.rule, "What a year's weather may do." if tolerance else ""),
        "predecessors": measure.predecessor,
        "rebase": "",
    }


def _target(measure: MadeUpMeasure, goal: Goal, year: int) -> Row:
    def written(value: Decimal | None) -> str:
        return "" if value is None else number(value, measure)

    return {
        "measure_id": measure.measure_id,
        "target": _WITHOUT_TARGET[measure.target] if goal.value is None else written(goal.value),
        "floor": written(goal.floor),
        "upper": written(goal.upper),
        **{str(point): written(goal.profile.get(point)) for point in (Point.Q1, Point.Q2, Point.Q3)},
        "reason": f"Set a little higher than in {Period(year - 1).label}."
        if goal.value and measure.good == "High"
        else "",
    }


def _actual(figure: MadeUpFigure, measure: MadeUpMeasure, is_own: bool) -> str:
    """A cell of the extract: in its own period a late figure is not there yet, and one may be provisional.

    Later extracts have a provisional figure as it was revised, with the mark that says so.
    """
    if is_own and "late" in measure.traits:
        return "Not due"
    if is_own and figure.is_provisional:
        return f"{cell(figure, measure)} (p)"
    if figure.revised is not None:
        return f"{number(figure.revised, measure)} [r]"
    return cell(figure, measure)


def _finance_of(portfolio: MadeUpPortfolio, money: MadeUpMoney) -> dict[str, list[Amounts]]:
    name = {"portfolio": portfolio.name}
    budget: list[Amounts] = [{**name, "line": "Previously reported", "description": "", "amount": money.previous}]
    budget += [{**name, "line": "Change", "description": why, "amount": amount} for why, amount in money.changes]
    budget.append({**name, "line": "Current", "description": "", "amount": money.limit})
    outturn: Amounts = {
        **name,
        "cash_limit": money.limit,
        "expenditure": money.expenditure,
        "appropriations": money.appropriations,
        "outturn": money.outturn,
        "variance": money.variance,
    }
    reserves: list[Amounts] = [
        {
            **name,
            "group": "Corporate Reserves",
            "category": "Reserve Linked to Budget",
            "narration": use.name,
            "purpose": use.purpose,
            "approved": use.approved,
            "change": use.change,
            "balance": use.balance,
        }
        for use in money.reserves
    ]
    savings: list[Amounts] = [
        {
            **name,
            "proposal": saving.proposal,
            "risk_rating": saving.rating,
            "value": saving.value,
            "achieved": saving.achieved,
            "information": saving.information,
        }
        for saving in money.savings
    ]
    capital: list[Amounts] = [
        {
            **name,
            "scheme": scheme.name,
            "budget": scheme.budget,
            "forecast": scheme.forecast,
            "rephasing": scheme.rephasing,
            "variance": scheme.variance,
            "information": scheme.information,
        }
        for scheme in money.schemes
    ]
    accounts: list[Amounts] = [
        {
            **name,
            "account": line.account,
            "line": line.name,
            "budget": line.budget,
            "forecast": line.forecast,
            "variance": line.variance,
        }
        for line in money.lines
    ]
    return {
        "budget": budget,
        "outturn": [outturn],
        "reserves": _with_total(reserves, "purpose"),
        "savings": _with_total(savings, "proposal"),
        "capital": _with_total(capital, "scheme"),
        "accounts": _with_total(accounts, "line"),
    }


def _with_total(rows: list[Amounts], label: str) -> list[Amounts]:
    """The rows and their total, which stands as exports have it: in the column that names the rows."""
    total: Amounts = dict.fromkeys(rows[0], "")
    total |= {name: rows[0][name] for name in ("portfolio", "account") if name in rows[0]}
    total |= {name: sum(int(row[name]) for row in rows) for name, value in rows[0].items() if isinstance(value, int)}
    return [*rows, {**total, label: "Total"}]
