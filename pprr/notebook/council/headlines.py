"""The results that the corporate report begins with: on target, in the headline suites, and with its money."""

from collections.abc import Iterator, Sequence

from pprr import formats
from pprr.documents.corporate.report import CorporateReport
from pprr.notebook.in_short import Headline, Piece
from pprr.notebook.position import movement_in_words, position_in_words
from pprr.report.report import Count


def council_headlines(report: CorporateReport) -> list[Headline]:
    """The results, each with its sentence."""
    return [*_on_target(report), *_suites(report), *_money(report)]


def _on_target(report: CorporateReport) -> Iterator[Headline]:
    if not report.measures:
        return
    result, of_rated = _share(report.statuses), " rated measures are on target"
    rest: list[Piece] = [(of_rated, "")]
    then = [(report.statuses_then, "in the last report"), (report.statuses_year_ago, "a year ago")]
    for counts, when in then:
        if counts:
            rest += [(f"; {when} ", ""), (_share(counts), "then"), (" were", "")]
    yield Headline("Against target", (result, "portfolios"), [*rest, (".", "")])


def _share(counts: Sequence[Count]) -> str:
    """The measures on target of those that are rated."""
    green, amber, red, _ = (measures for _, measures in counts)
    return f"{green} of {green + amber + red}"


def _suites(report: CorporateReport) -> Iterator[Headline]:
    *of_suites, every = report.rates
    first = of_suites[0] if of_suites else every
    named = f" of {first.suite}" if of_suites else ""
    improving = f"{first.improving} of {first.compared} improve or keep a high performance."
    below = "; ".join(f"{one.suite}: {one.on_target} of {one.targeted} on target" for one in of_suites[1:])
    about = "Council's headline measures" if of_suites else "Improving or maintaining"
    if first.measures:
        rest: list[Piece] = [(f" targeted measures{named} are on or ahead of target; {improving}", "")]
        yield Headline(about, (f"{first.on_target} of {first.targeted}", "suites"), rest, below)


def _money(report: CorporateReport) -> Iterator[Headline]:
    position = position_in_words(report)
    if position is None:
        return
    amounts = position.amounts
    forecast = "" if report.period.is_annual else " forecast"
    spending = f"{forecast} on spending of {formats.millions(amounts.forecast)}"
    rest: list[Piece] = [(spending, ""), (f" against {position.limit} of {formats.millions(amounts.budget)}.", "")]
    yield Headline("Money", (position.headline, "position"), rest, movement_in_words(report))
