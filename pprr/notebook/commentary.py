"""What an analyst's commentary notebook shows: an item's figures and queries, and the page as it would be published."""

import html
import tempfile
from dataclasses import replace
from pathlib import Path

from IPython.display import HTML, display

from pprr.notebook import money, performance
from pprr.press.style import STYLE
from pprr.project import find_project
from pprr.report import Report
from pprr.report import open_report as _open_report
from pprr.report.report import ACCOUNTS, BUDGET, CAPITAL, OUTTURN, OVERVIEW, RESERVES, SAVINGS
from pprr.views.html import Html, join, render

_MONEY = {
    BUDGET: money.cash_limit,
    OUTTURN: money.outturn,
    RESERVES: money.reserves,
    SAVINGS: money.savings,
    CAPITAL: money.capital,
    ACCOUNTS: money.accounts,
}
_PREVIEW_HEIGHT = 900


def open_report(portfolio: str, period: str) -> Report:
    """The report of a portfolio (its slug) and a period (such as ``2019-20-annual``), as ``pprr.report`` opens it.

    Beside that it gives the notebook the page's styles.
    """
    report = _open_report(portfolio, period)
    accent = find_project().settings.page.accent
    display(HTML(f"<style>:root {{ --accent: {accent}; }}\n{STYLE}</style>"))
    return report


def item(report: Report, name: str) -> Html:
    """One item of the report with its figures and what is queried about it: a measure's identifier, or a section.

    Raises KeyError, naming the items there are, for any other name.
    """
    if name == OVERVIEW:
        shown = performance.summary(report)
    elif name in _MONEY:
        # The words stand in the notebook itself, under the figures that this shows.
        shown = _MONEY[name](replace(report, entries={}))
    else:
        shown = performance.measure(report, report.measure(name), with_words=False)
    return join(
        [
            render(
                "queries.html.j2",
                name=name,
                wanted=report.wanted.get(name, ""),
                queries=report.queries_about(name),
                accepted=report.accepted_about(name),
                fallen={found.query.id: found for found in report.standing.fallen},
            ),
            shown,
        ]
    )


def preview(report: Report) -> HTML:
    """The report's page as it would be published now, from the notebooks as saved. Nothing is published."""
    # Only here: papermill and nbconvert take two seconds to import, which every report would pay.
    from pprr.press.item import Item
    from pprr.press.make import rendered

    with tempfile.TemporaryDirectory(prefix="pprr-", ignore_cleanup_errors=True) as folder:
        _, page = rendered(find_project(), Item(report.portfolio.slug, report.period), Path(folder))
    return HTML(
        f'<div><iframe title="Preview of the page" sandbox="" srcdoc="{html.escape(page)}" width="100%" '
        f'height="{_PREVIEW_HEIGHT}" style="border: 1px solid #d3d9dd"></iframe></div>'
    )
