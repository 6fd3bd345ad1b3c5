"""The pages around the reports, made from the catalogue alone: the same catalogue gives the same bytes."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise

from pprr.changes import Changes, changes_between
from pprr.changes.rows import text
from pprr.domain import Period
from pprr.project import PORTFOLIO, Settings
from pprr.site import addresses
from pprr.site.addresses import HOME
from pprr.site.catalogue import Catalogue, PublishedEdition, Whole, named_in_full
from pprr.site.data.measures import EVERY_MEASURE
from pprr.site.data.years import older_years
from pprr.site.pages.changed import grouped
from pprr.site.pages.history import MeasureHistory, Statement, detail_of, drawn_history, histories
from pprr.site.pages.kept_back import without_secrets
from pprr.site.pages.render import rendered
from pprr.site.pages.scorecard import Scorecard, of_period, row_of, scorecard

__all__ = ["HOME", "SitePage", "pages", "site_pages"]
_MOST_PERIODS = 8  # side by side in the grid of the home page
_Told = Callable[[], Mapping[str, object]]


@dataclass(frozen=True)
class SitePage:
    """A page around the reports: its address from the site's root, and what gives its bytes where they are asked for.

    ``rests_on`` names the editions that it is made from, and all else that it shows but the settings: while it is the
    same the bytes are. It is blank of a page that may show any of the catalogue.
    """

    address: str
    rests_on: str
    render: Callable[[], bytes]


def site_pages(catalogue: Catalogue, settings: Settings) -> Iterator[SitePage]:
    """Yields every page of the site that is no report; none is rendered yet.

    Links in them are relative and name files (``index.html``), so that they work from a shared folder too.
    """
    coming = coming_report(catalogue, settings)
    for address, template, rests_on, told in _told(catalogue, coming):
        yield SitePage(address, rests_on, partial(_rendered, template, settings, address, coming, told))


def pages(catalogue: Catalogue, settings: Settings) -> dict[str, bytes]:
    """The same, all of them rendered, by their addresses."""
    return {one.address: one.render() for one in site_pages(catalogue, settings)}


def _rendered(template: str, settings: Settings, address: str, coming: datetime.date | None, told: _Told) -> bytes:
    return rendered(template, settings, address, coming=coming, **told())


def coming_report(catalogue: Catalogue, settings: Settings) -> datetime.date | None:
    """The day of the next report; none where an edition was approved on it or after: nobody has given another yet."""
    approved = (one.approval.date for one in catalogue.editions if one.approval)
    day = settings.site.next_report
    return None if day and any(date >= day for date in approved) else day


def _told(catalogue: Catalogue, coming: datetime.date | None) -> Iterator[tuple[str, str, str, _Told]]:
    """The address of each page with its template, what it rests on, and what gives all that it is told."""
    periods = catalogue.periods
    card = cache(lambda period: scorecard(of_period(catalogue, period)))
    named, found = _portfolios(catalogue), histories(catalogue)
    names = {slug: editions[0].record["portfolio"]["name"] for slug, editions in named.items()}
    yield HOME, "home.html.j2", "", lambda: _home(catalogue, named, card)
    for at, period in enumerate(periods):
        beside = periods[max(at - 1, 0) : at + 2]
        own = [one for each in beside[-2:] for one in of_period(catalogue, each)]
        rests_on = f"{named_in_full((*own, *catalogue.without_report(period)))} {beside} {names}"
        yield addresses.of_period(period), "period.html.j2", rests_on, partial(_period, catalogue, period, names, card)
    for slug, editions in named.items():
        yield addresses.of_portfolio(slug), "portfolio.html.j2", named_in_full(editions), partial(_portfolio, editions)
    asked, whole = [editions[0] for editions in named.values()], catalogue.whole
    for name, history in found.items():
        successors = [found[one] for one in history.successors]
        rests_on = named_in_full(said.edition for one in (history, *successors) for said in one.said)
        told = partial(_measure, history, successors, whole)
        yield addresses.of_measure(name), "measure_history.html.j2", rests_on, told
        for years in history.earlier:
            said = [one for one in history.said if one.edition.of_period.start in years]
            rests_on = named_in_full(one.edition for one in said)
            told = partial(_measure_in_years, history, years, said, whole)
            yield addresses.of_measure(name, years.start), "measure_years.html.j2", rests_on, told
    yield addresses.MEASURES, "measures.html.j2", "", lambda: {"letters": _by_letter(found.values())}
    yield addresses.GUIDE, "guide.html.j2", named_in_full(asked[:1]), partial(_guide, asked[:1], whole)
    yield addresses.DATA, "data.html.j2", "", lambda: _data(catalogue)
    yield addresses.ACCESS, "accessible.html.j2", "", dict
    rests_on = f"{named_in_full(asked)} {coming}"
    yield addresses.CONTACTS, "contacts.html.j2", rests_on, partial(_contacts, asked, whole)
    for home, every in catalogue.by_home.items():
        yield f"{home}/index.html", "report.html.j2", named_in_full(every), partial(_report, every, whole)


def _home(
    catalogue: Catalogue, named: Mapping[str, Sequence[PublishedEdition]], card: Callable[[Period], Scorecard]
) -> Mapping[str, object]:
    newest = catalogue.periods[0] if catalogue.periods else None
    grid = {period: card(period) for period in catalogue.periods[1 : _MOST_PERIODS + 1]}
    cards = {newest: card(newest)} if newest else {}
    told = {"newest": newest, "is_compared": bool(newest and _before(catalogue, newest)), "cards": cards}
    return {"catalogue": catalogue, "grid": grid, "named": named, **told}


def _period(
    catalogue: Catalogue, period: Period, names: Mapping[str, str], card: Callable[[Period], Scorecard]
) -> Mapping[str, object]:
    before = _before(catalogue, period)
    changes = _between(catalogue, before, period) if before else None
    told = {"changes": changes, "groups": grouped(changes) if changes else (), "names": names}
    return {"period": period, "card": card(period), "catalogue": catalogue, **told}


def _before(catalogue: Catalogue, period: Period) -> Period | None:
    """The period before it that the site has reports of."""
    return next((one for one in catalogue.periods if one.end < period.end), None)


def _data(catalogue: Catalogue) -> Mapping[str, object]:
    return {"table": EVERY_MEASURE, "catalogue": catalogue, "older": older_years(catalogue)}


def _portfolio(editions: Sequence[PublishedEdition]) -> Mapping[str, object]:
    rows = [(one, row_of(one)) for one in editions]
    return {"rows": rows, "newest": editions[0], "measures": editions[0].measures}


def _guide(newest: Sequence[PublishedEdition], whole: Whole) -> Mapping[str, object]:
    return {"newest": whole(newest[0]) if newest else None}


def _contacts(newest: Sequence[PublishedEdition], whole: Whole) -> Mapping[str, object]:
    return {"newest": [whole(one) for one in newest]}


def _measure(history: MeasureHistory, successors: Sequence[MeasureHistory], whole: Whole) -> Mapping[str, object]:
    details = [detail_of(said, whole) for said in history.newest]
    beside = {"successors": successors, "neighbours": history.neighbours}
    return {"history": history, "details": details, "drawn": drawn_history(history), **beside}


def _measure_in_years(
    history: MeasureHistory, years: range, said: Sequence[Statement], whole: Whole
) -> Mapping[str, object]:
    return {"measure_id": history.measure_id, "years": years, "details": [detail_of(one, whole) for one in said]}


def _report(every: Sequence[PublishedEdition], whole: Whole) -> Mapping[str, object]:
    versions = [one for one in every if not one.is_draft]
    pairs = [pair for pair in pairwise(versions) if not any(one.withdrawn for one in pair)]
    corrections = {newer.version: _corrected(whole(older), whole(newer)) for newer, older in pairs}
    return {"editions": every, "corrections": corrections}


def _portfolios(catalogue: Catalogue) -> dict[str, list[PublishedEdition]]:
    """The current report of each portfolio in each period, newest first, by slug in the order of their names."""
    found: dict[str, list[PublishedEdition]] = {}
    for one in catalogue.current:
        if one.kind == PORTFOLIO:
            found.setdefault(one.subject, []).append(one)
    return dict(sorted(found.items(), key=lambda item: item[1][0].record["portfolio"]["name"]))


def _between(catalogue: Catalogue, before: Period, now: Period) -> Changes:
    """What changed in a period against the one before it that the site has, of the portfolios' reports."""
    both = (of_period(catalogue, period) for period in (before, now))
    sides = [[catalogue.whole(one) for one in side if one.kind == PORTFOLIO] for side in both]
    records = [[one.record for one in side] for side in sides]
    return without_secrets(changes_between(*records, called=(before.title, now.title)), sides[1])


def _corrected(before: PublishedEdition, after: PublishedEdition) -> Changes:
    called = f"version {before.version}", f"version {after.version}"
    return without_secrets(changes_between([before.record], [after.record], called=called), [after])


def _by_letter(found: Iterable[MeasureHistory]) -> dict[str, list[tuple[str, MeasureHistory]]]:
    """Each measure under the first letter of its name and of its code, each list in the order of the alphabet."""
    listed: list[tuple[str, MeasureHistory]] = []
    for one in found:
        listed += [(text(one.latest, "name"), one), (text(one.latest, "code"), one)]
    letters: dict[str, list[tuple[str, MeasureHistory]]] = {}
    for words, one in sorted(listed, key=lambda entry: (entry[0].casefold(), entry[1].measure_id)):
        first = next((letter for letter in words.upper() if letter.isalnum()), "Other")
        letters.setdefault(first, []).append((words, one))
    return letters
