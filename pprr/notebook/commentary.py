"""An analyst's commentary notebook: an item's figures and queries, and the page as it would be published."""

from base64 import b64encode
from dataclasses import replace
from functools import singledispatch
from io import BytesIO
from typing import TYPE_CHECKING

from IPython.display import HTML, display

from pprr.commentary.notebooks.own_charts import CHART
from pprr.documents import open_document
from pprr.documents.agreement.report import PortfolioAgreement
from pprr.documents.corporate.report import FEEDBACK, FINANCE, PERFORMANCE, CorporateReport
from pprr.documents.covering.report import CoveringPaper
from pprr.documents.oversight.report import PerformanceUpdate, ViewReport
from pprr.domain import Priority
from pprr.html.elements import Html, join, render
from pprr.html.markdown import words
from pprr.notebook import money, performance, services, writer
from pprr.notebook.agreement.parts import above_agreement
from pprr.notebook.contexts.writer import Before, Proposed
from pprr.notebook.council import performance as of_council
from pprr.notebook.council.money import council_money
from pprr.notebook.covering.parts import above_entry
from pprr.notebook.measure.card import measure
from pprr.notebook.oversight.update import figures_of_update
from pprr.notebook.oversight.view import figures_of_view
from pprr.preview.inline import inline
from pprr.project import PORTFOLIO, find_project, report_name
from pprr.report import Report
from pprr.report.items import (
    ACCOUNTS,
    BUDGET,
    CAPITAL,
    OPTIONAL,
    OUTTURN,
    OVERVIEW,
    PRIORITIES,
    RESERVES,
    SAVINGS,
    SERVICES,
)
from pprr.report.proposals import proposals
from pprr.report.queries.words import tally_of
from pprr.report.record.fingerprint import fingerprint
from pprr.report.ties import tied_sentences
from pprr.run.execute.proof import FOR_WRITER
from pprr.run.item import Item
from pprr.run.publish.style import STYLE, WRITER_STYLE

_MONEY = {
    BUDGET: money.cash_limit,
    OUTTURN: money.outturn,
    SERVICES: services.services,
    RESERVES: money.reserves,
    SAVINGS: money.savings,
    CAPITAL: money.capital,
    ACCOUNTS: money.accounts,
}
_OF_COUNCIL = {
    OVERVIEW: of_council.council_whole,
    PERFORMANCE: of_council.council_portfolios,
    FINANCE: council_money,
    FEEDBACK: of_council.council_feedback,
}
if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DOTS = 150  # to the inch, of an analyst's own chart
_BESIDE = 4  # the level of the headings that earlier words stand under


def open_report(portfolio: str, period: str, kind: str = PORTFOLIO) -> Report:
    """The report of a portfolio (its slug) and a period (such as ``2019-20-annual``), as ``pprr.report`` opens it.

    Any other document goes by its name (``council.corporate``) in the portfolio's place, or by its subject with its
    ``kind`` behind the period. Beside that it gives the notebook the page's styles. A live value that is not known is
    then a query above its entry, where the names stand: only the page is refused.
    """
    report = open_document(report_name(portfolio, kind), period, is_writing=True)
    accent = find_project().settings.page.accent
    display(HTML(f"<style>:root {{ --accent: {accent}; }}\n{STYLE}\n{WRITER_STYLE}</style>"))
    display(writer.missing(report), metadata={FOR_WRITER: True})
    return report


def item(report: Report, name: str) -> Html:
    """One item of the report with its figures and what is queried about it: a measure, a section, or a row of one.

    Any other name is told in words: that of an item that has gone must not keep the cells below from running.
    """
    if name not in report.items:
        return writer.wanted(report, name)
    unsaid = replace(report, entries={})  # the words stand in the notebook itself, under the figures that this shows
    return join(
        [
            writer.wanted(report, name),
            _before(report, name),
            writer.first(report, name),
            writer.values(report, name),
            figures(unsaid, name),  # last, so that figures and chart stand right above the entry
        ]
    )


@singledispatch
def figures(report: Report, name: str) -> Html:
    """The figures and charts that stand above an entry: of a portfolio's report, and by its class of any document."""
    of_rows = {found.item: found for found in report.row_items}
    if name == OVERVIEW:
        return performance.summary(report)
    if name in OPTIONAL:
        return Html("")
    if name in _MONEY:
        return _MONEY[name](report)
    if name in of_rows:
        row, section = of_rows[name].row, of_rows[name].section
        if isinstance(row, Priority):
            return performance.priority(report, name, row, with_cards=False)
        return _MONEY[section](report)
    return measure(report, report.measure(name), with_words=False)


@figures.register
def _(report: PortfolioAgreement, name: str) -> Html:
    return join(above_agreement(report, name))


@figures.register
def _(report: CoveringPaper, name: str) -> Html:
    return join(above_entry(report, name))


@figures.register
def _(report: CorporateReport, name: str) -> Html:
    return _OF_COUNCIL[name](report)


@figures.register
def _(report: ViewReport, name: str) -> Html:
    return figures_of_view(report, name)


@figures.register
def _(report: PerformanceUpdate, name: str) -> Html:
    return figures_of_update(report, name)


def chart(report: Report, figure: "Figure | Axes", alt: str) -> None:
    """Puts a chart of the analyst's own into the entry above: what is saved here is shown on the page.

    ``alt`` says what it shows, for whoever cannot see it. Nothing is drawn when the page is made: after other figures
    came, run the cell again.
    """
    from matplotlib import pyplot  # a page is made without it
    from matplotlib.figure import Figure

    drawn = figure if isinstance(figure, Figure) else figure.get_figure(root=True)
    if drawn is None:
        raise ValueError("The axes stand in no figure.")
    held = BytesIO()
    drawn.savefig(held, format="png", dpi=_DOTS, bbox_inches="tight", metadata={"Software": None})
    said = {"alt": " ".join(alt.split()), "drawn_of": fingerprint(report.sources)}
    display({"image/png": b64encode(held.getvalue()).decode()}, raw=True, metadata={CHART: said})
    pyplot.close(drawn)


def ties(report: Report) -> Html:
    """The typed figures of all entries that are exactly one value each: the sentence before and after, and the command.

    Nothing is changed by showing them.
    """
    return render("proposals.html.j2", **Proposed(report=report, proposals=proposals(report)))


def _before(report: Report, name: str) -> Html:
    """The facts known before a word is written: the last words about the item, and its rows that may have some."""
    last = report.earlier.words.get(name)
    section = PRIORITIES if name == OVERVIEW else name
    return render(
        "before.html.j2",
        **Before(
            rows=[found for found in report.row_items if found.section == section],
            tally=tally_of(report, name),
            tied=tied_sentences(report, name),
            last=last,
            said=words(last.text, below=_BESIDE) if last else "",
        ),
    )


def preview(report: Report) -> HTML:
    """The report's page as it would be published now, from the notebooks as saved, its queries beside it.

    Nothing is published. The first time it takes some seconds more: a process that makes pages is made ready, which
    this kernel keeps.
    """
    return HTML(inline(find_project(), Item.named(report.portfolio.slug, report.period)))
