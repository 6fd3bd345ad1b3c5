"""The members' edition: in short, what needs attention, and the money, on two sides of A4."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pprr.domain.money import ListRow, by_account, sum_of, totals, without_totals
from pprr.html.elements import Html, render
from pprr.notebook.attention import good_news, mentions
from pprr.notebook.beside.about import taken_in_words
from pprr.notebook.beside.actions import actions_in_words
from pprr.notebook.contexts.money import MoneyLine
from pprr.notebook.contexts.performance import Members
from pprr.notebook.in_short import ADDRESSES, headlines
from pprr.notebook.performance import cover
from pprr.notebook.position import position_in_words
from pprr.report import Report
from pprr.report.items import ACCOUNTS, CAPITAL, OUTTURN, RESERVES, SAVINGS, SERVICES
from pprr.report.rules_in_words import statuses_in_words

_MOST = 10  # items of the list; with them, the results and the money two sides are full


def members(report: Report) -> Html:
    """The members' edition; it becomes a page of its own, beside that of the whole report."""
    listed = mentions(report)
    if not any(one.asked_for for one in listed):  # without a column for it two sides have room for the cause alone
        listed = [replace(one, done="") for one in listed]
    return render(
        "members.html.j2",
        **Members(
            cover=cover(report),
            headlines=headlines(report),
            statuses=report.statuses,
            colours=statuses_in_words(report.rules.status),
            attention=listed[:_MOST],
            good_news=good_news(report),
            meeting=taken_in_words(report),
            asked=actions_in_words(report) if report.actions else "",
            left_out=max(len(listed) - _MOST, 0),
            parts=list(_money(report)),
        ),
    )


def _money(report: Report) -> Iterator[MoneyLine]:
    position, named = position_in_words(report), report.outturn_in_words.lower()
    if position:
        amounts, place = position.amounts, ADDRESSES[OUTTURN if report.outturn else SERVICES]
        difference = "(surplus)/deficit" if amounts.is_cash_limit else "variance"
        told = f"{position.budget.lower()}, {named}, {difference}"
        yield MoneyLine("Revenue", place, told, amounts.budget, amounts.forecast, amounts.variance)
    if report.reserves:
        amounts_of = (_total(report.reserves, name) for name in ("approved", "balance", "change"))
        yield MoneyLine("Earmarked reserves", ADDRESSES[RESERVES], "approved, balance, drawn", *amounts_of)
    if report.savings:
        value, achieved = (_total(report.savings, name) for name in ("value", "achieved"))
        told = "value, achieved, not achieved"
        yield MoneyLine("Savings", ADDRESSES[SAVINGS], told, value, achieved, value - achieved)
    if report.capital:
        budget, forecast, moved, variance = (
            _total(report.capital, name) for name in ("budget", "forecast", "rephasing", "variance")
        )
        told = f"budget, {named} with what moves to later years, variance"
        yield MoneyLine("Capital programme", CAPITAL, told, budget, forecast + moved, variance)
    for name, lines in by_account(report.accounts).items():
        if len(totals(lines)) == 1:  # lines of income and of spending are added by whoever knows their signs
            amounts_of = (_total(lines, one) for one in ("budget", "forecast", "variance"))
            yield MoneyLine(name, ACCOUNTS, f"budget, {named}, variance", *amounts_of)


def _total(rows: Sequence[ListRow], amount: str) -> int:
    """The amount of a list as the page's own table ends: its one total as received, else its rows together."""
    received = totals(rows)
    return sum_of(received if len(received) == 1 else without_totals(rows), amount)
