"""The pages around the reports, made from the catalogue alone: the same catalogue gives the same bytes."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from pprr.changes import Changes, changes_between
from pprr.changes.rows import text
from pprr.project import PORTFOLIO, Settings
from pprr.site import addresses
from pprr.site.addresses import HOME
from pprr.site.catalogue import Catalogue, PublishedEdition
from pprr.site.data.measures import EVERY_MEASURE
from pprr.site.pages.history import MeasureHistory, drawn_history, histories
from pprr.site.pages.kept_back import without_secrets
from pprr.site.pages.render import rendered
from pprr.site.pages.scorecard import of_period, row_of, scorecard

__all__ = ["HOME", "pages"]
_MOST_PERIODS = 8  # side by side in the grid of the home page


def pages(catalogue: Catalogue, settings: Settings) -> dict[str, bytes]:
    """Every page of the site that is no report, by its address from the site's root.

    Links in them are relative and name files (``index.html``), so that they work from a shared folder too.
    """
    coming = coming_report(catalogue, settings)
    return {
        address: rendered(template, settings, address, coming=coming, **told)
        for address, template, told in _told(catalogue)
    }


def coming_report(catalogue: Catalogue, settings: Settings) -> datetime.date | None:
    """The day of the next report; none where an edition was approved on it or after: nobody has given another yet."""
    approved = (one.approval.date for one in catalogue.editions if one.approval)
    day = settings.site.next_report
    return None if day and any(date >= day for date in approved) else day


def _told(catalogue: Catalogue) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """The address of each page with its template and what that is told."""
    cards = {period: scorecard(of_period(catalogue, period)) for period in catalogue.periods}
    newest = catalogue.periods[0] if catalogue.periods else None
    grid = {period: cards[period] for period in catalogue.periods[1 : _MOST_PERIODS + 1]}
    named = _portfolios(catalogue)
    yield HOME, "home.html.j2", {"catalogue": catalogue, "newest": newest, "cards": cards, "grid": grid, "named": named}
    changed = _between_periods(catalogue)
    names = {slug: editions[0].record["portfolio"]["name"] for slug, editions in named.items()}
    for period, card in cards.items():
        told = {"period": period, "card": card, "changes": changed.get(str(period)), "names": names}
        told |= {"catalogue": catalogue}
        yield addresses.of_period(period), "period.html.j2", told
    for slug, editions in named.items():
        rows = [(one, row_of(one)) for one in editions]
        told = {"rows": rows, "newest": editions[0], "measures": editions[0].measures}
        yield addresses.of_portfolio(slug), "portfolio.html.j2", told
    found = histories(catalogue)
    for name, history in found.items():
        successors = [found[one] for one in history.successors]
        told = {"history": history, "drawn": drawn_history(history), "successors": successors}
        yield addresses.of_measure(name), "measure_history.html.j2", told
    yield addresses.MEASURES, "measures.html.j2", {"letters": _by_letter(found.values())}
    yield addresses.GUIDE, "guide.html.j2", {"newest": next((editions[0] for editions in named.values()), None)}
    yield addresses.DATA, "data.html.j2", {"table": EVERY_MEASURE, "catalogue": catalogue}
    yield addresses.ACCESS, "accessible.html.j2", {}
    yield addresses.CONTACTS, "contacts.html.j2", {"named": named}
    for home, every in catalogue.by_home.items():
        versions = [one for one in every if not one.is_draft]
        pairs = [pair for pair in pairwise(versions) if not any(one.withdrawn for one in pair)]
        corrections = {newer.version: _corrected(older, newer) for newer, older in pairs}
        yield f"{home}/index.html", "report.html.j2", {"editions": every, "corrections": corrections}


def _portfolios(catalogue: Catalogue) -> dict[str, list[PublishedEdition]]:
    """The current report of each portfolio in each period, newest first, by slug in the order of their names."""
    found: dict[str, list[PublishedEdition]] = {}
    for one in catalogue.current:
        if one.kind == PORTFOLIO:
            found.setdefault(one.subject, []).append(one)
    return dict(sorted(found.items(), key=lambda item: item[1][0].record["portfolio"]["name"]))


def _between_periods(catalogue: Catalogue) -> dict[str, Changes]:
    """What changed in each period against the one before it that the site has, of the portfolios' reports."""
    found = {}
    for now, before in pairwise(catalogue.periods):
        sides = [[one for one in of_period(catalogue, period) if one.kind == PORTFOLIO] for period in (before, now)]
        records = [[one.record for one in side] for side in sides]
        changes = changes_between(*records, called=(before.title, now.title))
        found[str(now)] = without_secrets(changes, sides[1])
    return found


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
