"""The request of a person or a scheduler, in words: which periods, portfolios and kinds of report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pprr.domain import Period
from pprr.domain.errors import ProjectError
from pprr.project import Project

LATEST, ALL = "latest", "all"
_WITH_YEAR = re.compile(r"20\d\d", re.ASCII)


@dataclass(frozen=True)
class Selection:
    """The periods and kinds of report that are meant, and the portfolios, or none for all of them.

    Among the portfolios other subjects, such as ``council``, and the names of single reports may stand too.
    ``failed_only``: of these only what failed or was stopped last time. ``force``: what is up to date too.
    """

    periods: tuple[Period, ...]
    portfolios: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    failed_only: bool = False
    force: bool = False


def read_selection(
    project: Project,
    words: Sequence[str],
    *,
    periods: Sequence[str] = (),
    portfolios: Sequence[str] = (),
    kinds: Sequence[str] = (),
    failed_only: bool = False,
    force: bool = False,
) -> Selection:
    """The selection meant by ``[PORTFOLIO]... PERIOD...`` and by the options of the same names.

    A word with a year in it is a period, as are ``latest`` and ``all``; any other is a portfolio. Raises ProjectError
    where no period is named, or one that cannot be told, or a kind of report that pprr.toml does not have.
    """
    named = [word for word in words if word in {LATEST, ALL} or _WITH_YEAR.search(word)]
    slugs = (*(word for word in words if word not in named), *portfolios)
    named += periods
    if not named and words:
        named, slugs = [words[-1]], ()  # it was meant to be one
    if not named:
        raise ProjectError("no-period-named", known=project.periods_in_words)
    found = [period for word in named for period in _periods(project, word)]
    every = project.settings.reports.every
    unknown = [kind for kind in kinds if kind not in every]
    if unknown:
        raise ProjectError("no-such-report-kind", kind=unknown[0], known=", ".join(every))
    return Selection(
        tuple(dict.fromkeys(found)),
        tuple(dict.fromkeys(slugs)),
        tuple(kinds) or every,
        failed_only,
        force,
    )


def _periods(project: Project, word: str) -> tuple[Period, ...]:
    if word not in {LATEST, ALL}:
        return (Period.parse(word),)
    known = (*project.periods(), *without_extracts(project))
    if not known:
        raise ProjectError("no-periods-yet")
    return known if word == ALL else known[-1:]


def latest_period(project: Project) -> Period:
    """The newest period; raises ProjectError where there is none, or where its pages stand without its extracts."""
    [period] = _periods(project, LATEST)
    fault = extracts_gone(project, period)
    if fault:
        raise fault
    return period


def without_extracts(project: Project) -> tuple[Period, ...]:
    """The periods with pages that are newer than every one with extracts, oldest first.

    A share that is not mounted must not make an older period the latest. The extracts of older periods may be put away.
    """
    known = project.periods()
    newer = [period for period in project.reported_periods() if not known or period.end > known[-1].end]
    return tuple(sorted(filter(lambda period: extracts_gone(project, period), newer), key=lambda period: period.end))


def extracts_gone(project: Project, period: Period) -> ProjectError | None:
    """Says so where the period has pages and no folder of extracts any more."""
    if project.extracts(period).is_dir() or not any(project.reports(period).glob("*.html")):
        return None
    pages, extracts = project.relative(project.reports(period)), project.relative(project.extracts(period))
    return ProjectError("extracts-gone", pages=pages, extracts=extracts)
