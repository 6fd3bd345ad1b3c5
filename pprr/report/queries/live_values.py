"""Queries about live values: names that are not known, and words that take a figure which is not there."""

from collections.abc import Iterator

from pprr.domain import Query, query
from pprr.domain.errors import CommentaryError
from pprr.report.report import Report

UNKNOWN = "live-value-not-known"  # the key of a query


def refuse_unfilled(report: Report) -> None:
    """Raises CommentaryError where words ask for values that are not there: all of them, with the names that are near.

    A report that is opened to write in its notebooks may have such words, and no page is made of it.
    """
    problems = [
        f"  {report.entries[item].place}: {problem}" for item, found in report.unfilled.items() for problem in found
    ]
    if problems:
        raise CommentaryError(
            "live-values-unknown",
            portfolio=report.portfolio.slug,
            problem="one" if len(problems) == 1 else "many",
            count=len(problems),
            values="\n".join(problems),
        )


def about_live(report: Report) -> Iterator[Query]:
    """The queries about live values that cannot be looked up, and about figures that some words take and are missing.

    The latter then read "Not available", say.
    """
    slug = report.portfolio.slug
    for item, problems in report.unfilled.items():
        for problem in problems:
            yield query("live-value-not-known", slug, item, report.entries[item].place, problem=problem)
    for item, used in report.live.items():
        for value in used:
            if value.is_missing:
                yield query(
                    "live-value-without-a-figure",
                    slug,
                    item,
                    report.entries[item].place,
                    name=value.name,
                    printed=value.printed,
                )
