"""The agreements and the extracts of the made-up council: rows of text by our own names of the fields."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from pprr.demo.council import Council, MadeUpMeasure, MadeUpPortfolio
from pprr.demo.data import table
from pprr.demo.figures import History, MadeUpFigure, places
from pprr.demo.money import MadeUpMoney
from pprr.demo.timeline import columns, working_day
from pprr.domain import Period, Point

Row = dict[str, str]
Amounts = dict[str, str | int]
AnyRow = TypeVar("AnyRow", Row, Amounts)
TOTALS = {"reserves": "purpose", "savings": "proposal", "capital": "scheme", "accounts": "line", "services": "line"}
_AGREEMENT: Mapping[str, Mapping[str, str]] = table("council.toml")["agreement"]
_REGISTER: Sequence[str] = table("council.toml")["register"]
# Who the council compares itself with, and what share of its own figure each has, in percent.
_AVERAGES: Sequence[tuple[str, str, int]] = table("council.toml")["comparators"]["averages"]
_NEIGHBOURS: Sequence[tuple[str, str, int]] = table("council.toml")["comparators"]["neighbours"]
_SOURCE: str = table("council.toml")["comparators"]["source"]
_MEMBER: str = table("council.toml")["member"]
_CONTACT: str = table("council.toml")["contact"]
_SCRUTINY: str = table("council.toml")["scrutiny"]
_SITE: str = table("council.toml")["agreements"]
_SHOWS: Mapping[str, Sequence[str]] = table("council.toml")["shows"]
_RESERVE = {"group": "Corporate Reserves", "category": "Reserve Linked to Budget"}


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
    slugs = {portfolio.prefix: portfolio.slug for portfolio in council.portfolios}
    first = Period(year.start, Point.Q1)
    return {
        "measures": [_register(measure, slugs[measure.prefix]) for measure in council.measures],
        "targets": [row for measure in council.measures for row in _targets(measure, year)],
        **_joined([_agreed(one, year.money[one.prefix][first], year.start) for one in council.portfolios]),
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


def performance(year: Year, period: Period, last: Period | None, *, first: Period) -> list[Amounts]:
    """The performance extract: ``actual <period>`` for each column, ``status <last>``, forecasts and judgements."""
    shown = columns(period)
    names = {portfolio.prefix: portfolio.name for portfolio in year.council.portfolios}
    rows: list[Amounts] = []
    for measure in year.council.measures:
        history = year.histories[measure.key]
        figure = history.figures[period]
        row: Amounts = {
            "measure_id": measure.measure_id,
            "portfolio": names[measure.prefix],
            "code": measure.measure_id,
            "~name": measure.name,
            "good_performance": measure.good,
            "forecast": number(history.forecasts[period], measure) if period in history.forecasts else "",
            "judged_status": figure.status if measure.rule == "judgement" else "",
            "judged_by": measure.owner if measure.rule == "judgement" and figure.status else "",
        }
        row |= {f"actual {column}": _actual(history.figures[column], measure, column == period) for column in shown}
        if last:
            row[f"status {last}"] = status_in(measure, history, last, first) or "Not rated"
        rows.append(row)
    return rows


def finance(year: Year, period: Period) -> dict[str, list[Amounts]]:
    """The finance extracts, amounts in whole GBP 000; total rows have what they total in their last column of text."""
    portfolios = year.council.portfolios
    return _joined([_finance_of(portfolio, year.money[portfolio.prefix][period]) for portfolio in portfolios])


def series(year: Year, period: Period, first_year: int) -> list[Amounts]:
    """Every month from the first year up to the period's end, for the measures that have months."""
    rows: list[Amounts] = []
    for measure in year.council.measures:
        if "series" in measure.traits:
            for (in_year, month), value in year.histories[measure.key].months.items():
                if (first_year - 1, 4) <= (in_year, month) <= (period.end.year, period.end.month):
                    row = {"measure_id": measure.measure_id, "period": f"{in_year}-{month:02d}"}
                    rows.append({**row, "value": number(value, measure)})
    return rows


def comparators(year: Year) -> list[Amounts]:
    """The figures that others had in the last full year."""
    last = Period(year.start - 1)
    rows: list[Amounts] = []
    for measure in year.council.measures:
        figure = year.histories[measure.key].figures[last]
        if "benchmark" not in measure.traits or figure.value is None:
            continue
        for group, name, percent in _NEIGHBOURS if "ranked" in measure.traits else _AVERAGES:
            value = (figure.value * percent / 100).quantize(Decimal(1).scaleb(-places(measure)))
            value = min(value, Decimal(100)) if measure.unit == "percentage" else value
            row = {"measure_id": measure.measure_id, "group": group, "name": name, "period": last.label}
            rows.append({**row, "value": number(value, measure), "source": _SOURCE})
    return rows


def _joined(parts: Sequence[Mapping[str, list[AnyRow]]]) -> dict[str, list[AnyRow]]:
    """The portfolios' tables, each as one."""
    return {name: [row for part in parts for row in part[name]] for name in parts[0]}


def _agreed(portfolio: MadeUpPortfolio, money: MadeUpMoney, year: int) -> dict[str, list[Row]]:
    own = {"portfolio": portfolio.slug}
    on, scrutinised = (working_day(date(year, 6, day)) for day in (10 + year % 10, 1 + year % 9))
    approved = {"agreement_approved_by": "Cabinet", "agreement_approved_on": str(on)}
    approved |= {"agreement_scrutinised_by": _SCRUTINY, "agreement_scrutinised_on": str(scrutinised)}
    from_reserve = {**own, "category": _RESERVE["category"]}
    return {
        "portfolios": [{**own, "name": portfolio.name, **approved, **_member(portfolio)}],
        "contacts": [{**own, "role": owner, "contact": _CONTACT} for owner in dict.fromkeys(portfolio.owners)],
        "priorities": [
            {**own, "priority": str(at), "title": title, "text": text}
            for at, (title, text) in enumerate(portfolio.priorities, start=1)
        ],
        "reserves": [
            {**from_reserve, "narration": use.narration, "purpose": use.purpose, "approved": f"{use.approved:,}"}
            for use in money.reserves
        ],
        "savings": [{**own, "proposal": saving.proposal, "value": f"{saving.value:,}"} for saving in money.savings],
    }


def _member(portfolio: MadeUpPortfolio) -> Row:
    """The made-up Cabinet Member who signs the statement, and the address of the made-up agreement."""
    return {
        "agreement_link": f"{_SITE}/{portfolio.slug}",
        "member": _MEMBER,
        "member_office": f"Cabinet Member for {portfolio.name}",
    }


def _register(measure: MadeUpMeasure, slug: str) -> Row:
    tolerance = measure.margin if measure.rule in {"tolerance", "band"} else ""
    reason = _AGREEMENT["rule_reasons"].get(measure.rule, "")
    told = asdict(measure) | {
        "code": measure.measure_id,
        "portfolio": slug,
        "good_performance": measure.good,
        "framework": "; ".join(_suites(measure)),
        "part_of": measure.part_of,
        "tolerance": tolerance,
        "lag": "1" if "late" in measure.traits else "",
        "rule_reason": reason if tolerance or measure.rule != "tolerance" else "",
        "predecessors": measure.predecessor,
        "rebase": "",
        "shows": _shows(measure),
    }
    return {column: str(told[column]) for column in _REGISTER}


def _suites(measure: MadeUpMeasure) -> list[str]:
    """The plan, and the headline measures, of which most are the plan's too."""
    named = {"framework": "The Anyborough Plan", "headline": "Headline measures"}
    return [name for trait, name in named.items() if trait in measure.traits]


def _shows(measure: MadeUpMeasure) -> str:
    """What the measure tells of, by a word of its name, else by what it counts."""
    name = measure.name.lower()
    usual = "output" if _counted(measure) == "cumulative" else "outcome"
    return next((shows for shows, words in _SHOWS.items() if any(word in name for word in words)), usual)


def _counted(measure: MadeUpMeasure) -> str:
    """The way that its figure comes about: a share, a running total, or another number."""
    return "percentage" if measure.unit == "percentage" else "cumulative" if measure.kind == "cumulative" else "number"


def _targets(measure: MadeUpMeasure, year: Year) -> list[Row]:
    """The measure's target; every other year more is asked from the second quarter on of what people judge."""
    row = _target(measure, year)
    goal = year.histories[measure.key].goals[year.start].value
    if measure.rule != "judgement" or goal is None or year.start % 2 == 0:
        return [row]
    more = number(goal * 102 / 100 if measure.good == "High" else goal * 98 / 100, measure)
    return [row, {**row, "target": more, "from": str(Period(year.start, Point.Q2)), "reason": measure.amended}]


def _target(measure: MadeUpMeasure, year: Year) -> Row:
    goals = year.histories[measure.key].goals
    before, goal = goals[year.start - 1].value, goals[year.start]

    def written(value: Decimal | None) -> str:
        return "" if value is None else number(value, measure)

    return {
        "measure_id": measure.measure_id,
        "target": _AGREEMENT["without_target"][measure.target] if goal.value is None else written(goal.value),
        "floor": written(goal.floor),
        "upper": written(goal.upper),
        **{str(point): written(goal.profile.get(point)) for point in (Point.Q1, Point.Q2, Point.Q3)},
        "from": "",
        "reason": f"{_set_beside(before, goal.value, year)} {measure.reason}" if goal.value else "",
    }


def _set_beside(before: Decimal | None, now: Decimal, year: Year) -> str:
    """How the target was set beside that of the year before."""
    last = Period(year.start - 1).label
    if before in {None, now}:
        return f"As in {last}."
    return f"A little {'higher' if before is None or now > before else 'lower'} than in {last}."


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
    name: Amounts = {"portfolio": portfolio.name}
    lines = [
        ("Previously reported", "", money.previous),
        *(("Change", why, amount) for why, amount in money.changes),
        ("Current", "", money.limit),
    ]
    outturn: Amounts = {
        "cash_limit": money.limit,
        "expenditure": money.expenditure,
        "appropriations": money.appropriations,
        "outturn": money.outturn,
        "variance": money.variance,
    }
    totalled: dict[str, list[Amounts]] = {
        "reserves": [{**_RESERVE, **asdict(use), "balance": use.balance} for use in money.reserves],
        "savings": [asdict(saving) for saving in money.savings],
        "capital": [{**asdict(scheme), "variance": scheme.variance} for scheme in money.schemes],
        "accounts": [{**asdict(line), "variance": line.variance} for line in money.lines],
        "services": [{**asdict(service), "forecast": service.forecast} for service in money.services],
    }
    return {
        "budget": [{**name, "line": line, "description": why, "amount": amount} for line, why, amount in lines],
        "outturn": [name | outturn],
        **{key: _with_total([name | row for row in rows], TOTALS[key]) for key, rows in totalled.items()},
    }


def _with_total(rows: list[Amounts], label: str) -> list[Amounts]:
    """The rows and their total, which stands as exports have it: in the column that names the rows."""
    total: Amounts = dict.fromkeys(rows[0], "")
    total |= {name: rows[0][name] for name in ("portfolio", "account") if name in rows[0]}
    total |= {name: sum(int(row[name]) for row in rows) for name, value in rows[0].items() if isinstance(value, int)}
    return [*rows, {**total, label: "Total"}]
