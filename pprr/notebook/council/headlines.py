"""The results that the corporate report begins with: on target, in the headline suites, and with its money."""

from collections.abc import Iterator, Sequence

from pprr import formats
from pprr.documents.corporate.counts import share_on_target
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
            rest += [(f"; {when} ", ""), (_share(counts), "portfolios"), (" were", "")]
    yield Headline("Against target", (result, "portfolios"), [*rest, (".", "")], fall_in_words(report))


def fall_in_words(report: CorporateReport) -> str:
    """The portfolios whose share on target fell the most, as a sentence; blank where none did."""
    if report.fallen is None:
        return ""
    since, name, found = report.fallen
    told = [f"{one.name}, from {_share(getattr(one, name))} to {_share(one.statuses)}" for one in found]
    return f"The share on target fell the most since the {since.title} in {formats.listed(told)}."


def _share(counts: Sequence[Count]) -> str:
    """The measures on target of those that are rated."""
    return "{} of {}".format(*share_on_target(counts))


def _suites(report: CorporateReport) -> Iterator[Headline]:
    *of_suites, every = report.rates
    first = of_suites[0] if of_suites else every
    named = f" of {first.suite}" if of_suites else ""
    improving = f"{first.improving} of {first.compared} improve or keep a high performance."
    below = "; ".join(f"{one.suite}: {one.on_target} of {one.targeted} on target" for one in of_suites[1:])
    about = first.suite if of_suites else "Improving or maintaining"
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
    moved = movement_in_words(report)
    rest += [(f" {moved}", "")] if moved else []
    beside = [*_accounts(report), *_capital(report)]
    for at, (before, amount, after) in enumerate(beside):
        rest += [(f"{'; ' if at else f' Outside {position.limit}: '}{before}", ""), amount, (after, "")]
    rest += [(".", "")] if beside else []
    yield Headline("Money", (position.headline, "position"), rest)


def _accounts(report: CorporateReport) -> list[tuple[str, Piece, str]]:
    """What the accounts outside the cash limit are over or under by, the largest first."""
    found = [
        (found.total.get("variance", 0), name, f"account-{number}")
        for number, (name, found) in enumerate(report.account_sums.items(), start=1)
    ]
    return [
        (f"{name}, ", (f"{formats.millions(variance)} {'deficit' if variance > 0 else 'surplus'}", place), "")
        for variance, name, place in sorted(found, key=lambda one: -abs(one[0]))
        if variance
    ]


def _capital(report: CorporateReport) -> list[tuple[str, Piece, str]]:
    """What the capital programme is over or under its budget by."""
    variance = report.sums["capital"].total.get("variance", 0) if "capital" in report.sums else 0
    way = "over" if variance > 0 else "under"
    return (
        [("the capital programme, ", (formats.millions(variance), "capital"), f" {way} its budget")] if variance else []
    )
