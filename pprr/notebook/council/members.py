"""The corporate report's edition for members: in short, the worst of the list, the money, and the portfolios."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pprr.documents.corporate.report import CorporateReport
from pprr.html.elements import Html, join, render
from pprr.notebook.attention import mention_of
from pprr.notebook.contexts.money import MoneyLine
from pprr.notebook.contexts.performance import Members
from pprr.notebook.council.contexts import PortfoliosInShort
from pprr.notebook.council.headlines import council_headlines
from pprr.notebook.council.performance import elsewhere, portfolio_rows
from pprr.notebook.mention import Mention
from pprr.notebook.performance import cover
from pprr.notebook.position import position_in_words
from pprr.report.rules_in_words import statuses_in_words

_MOST = 14  # items of the list: with them and the results two sides are full
_LEAST = 3
_OF_AN_ITEM = 2  # rows of money, or portfolios, that take an item's room


def council_members(report: CorporateReport) -> Html:
    """The members' edition; it becomes a page of its own, beside that of the whole report."""
    listed, money, portfolios = report.by_portfolio, list(_money(report)), portfolio_rows(report)
    room = max(_MOST - (len(money) + len(portfolios)) // _OF_AN_ITEM, _LEAST)
    first = [elsewhere(part, mention_of(part, found)) for part, found in listed[:room]]
    edition = render(
        "members.html.j2",
        **Members(
            cover=cover(report),
            headlines=council_headlines(report),
            statuses=report.statuses,
            colours=statuses_in_words(report.rules.status),
            attention=[
                replace(one, page=f"../{one.page}", why=f"{one.why}. {_done(one).rstrip('.')}", asked_for=(), done="")
                for one in first
            ],
            good_news=(),
            meeting="",
            asked="",
            left_out=len(listed) - len(first),
            parts=money,
        ),
    )
    rows = [replace(row, address=f"../{row.address}") for row in portfolios if row.address]
    statuses = [row.words for row in report.statuses]
    return join([edition, render("council.html.j2", "in_short", **PortfoliosInShort(rows=rows, statuses=statuses))])


def _done(one: Mention) -> str:
    """The first of what is done about it, an action on record without its text: two sides have no room for a column."""
    first = next(iter(one.what_is_done), None)
    if first is None:
        return "No action is recorded"
    return first.stands or f"The commentary says: {first.text}"


def _money(report: CorporateReport) -> Iterator[MoneyLine]:
    """The council's sums that the page has, each as planned, now, and the difference; nothing of one that lacks any."""
    position, named = position_in_words(report), report.outturn_in_words.lower()
    difference = "(surplus)/deficit" if position and position.amounts.is_cash_limit else "variance"
    of_revenue = f"{position.budget.lower()}, {named}, {difference}" if position else ""
    of_capital = f"budget, {named} with what moves to later years, variance"
    parts = {
        "position": ("Revenue", of_revenue, ("budget",), ("forecast",), "variance"),
        "reserves": ("Earmarked reserves", "approved, balance, drawn", ("approved",), ("balance",), "change"),
        "savings": ("Savings", "value, achieved, not achieved", ("value",), ("achieved",), "shortfall"),
        "capital": ("Capital programme", of_capital, ("budget",), ("forecast", "rephasing"), "variance"),
    }
    lines = [(address, report.sums[address].total, part) for address, part in parts.items() if address in report.sums]
    for number, (name, found) in enumerate(report.account_sums.items(), start=1):
        told = f"budget, {named}, variance"
        lines.append((f"account-{number}", found.total, (name, told, ("budget",), ("forecast",), "variance")))
    for address, amounts, (name, told, planned, now, less) in lines:
        if {*planned, *now, less} <= amounts.keys():
            yield MoneyLine(name, address, told, _together(amounts, planned), _together(amounts, now), amounts[less])


def _together(amounts: Mapping[str, int], names: tuple[str, ...]) -> int:
    return sum(amounts[name] for name in names)
