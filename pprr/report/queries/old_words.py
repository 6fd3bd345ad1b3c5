"""Queries about words that are not new: the last report's, the service's, or of a figure that has been revised."""

from collections.abc import Iterator

from pprr.commentary.first_words import as_words
from pprr.commentary.same_words import alike, changes_by_itself, is_word_for_word
from pprr.commentary.written_for import FILE
from pprr.domain import Period, Query, query
from pprr.domain.catalogue import rows_of
from pprr.domain.quoted import quoted
from pprr.report.items import OVERVIEW
from pprr.report.queries.item_figures import item_figures
from pprr.report.report import Report


def about_old_words(report: Report) -> Iterator[Query]:
    """The queries about words that are those of the last report, or of figures that are no longer so."""
    yield from _unchanged(report)
    yield from _of_the_service(report)
    yield from _written_for_others(report)
    yield from _beside_other_figures(report)
    yield from _unreadable(report)


def _unchanged(report: Report) -> Iterator[Query]:
    """Words of an earlier report, word for word. Where no new figure is due there is nothing new to be said."""
    not_due = {measure.measure_id for measure in report.measures if not measure.figures.is_due}
    for item in report.items:
        before, now = report.earlier.words.get(item), report.entries.get(item)
        if before and now and item not in not_due and is_word_for_word(now.as_typed, before.text):
            yield query(
                "words-unchanged",
                report.portfolio.slug,
                item,
                f"{now.place}; {before.place}",
                report=before.period.title,
                quoted=_start(now.as_typed),
                words=" ".join(now.as_typed.split()),
                period=str(before.period),
            )


def _of_the_service(report: Report) -> Iterator[Query]:
    """Words that are the note of the extract, as a draft can put them there."""
    for item, said in report.extract_words.items():
        now = report.entries.get(item)
        if now and said.comment and alike(now.as_typed) == alike(as_words(said.comment)):
            words = " ".join(now.as_typed.split())
            place = f"{now.place}; {said.cell}"
            yield query("words-of-the-service", report.portfolio.slug, item, place, quoted=_start(words), words=words)


def _written_for_others(report: Report) -> Iterator[Query]:
    """Words that are as they were when a figure of theirs was another one."""
    figures = item_figures(report) if report.written.entries else {}
    for item, entry in report.entries.items():
        noted = report.written.entries.get(item)
        if noted is None or alike(noted.words) != alike(entry.as_typed) or changes_by_itself(entry.as_typed):
            continue
        now = figures.get(item, {})
        revised = [(name, then, now[name]) for name, then in noted.figures.items() if now.get(name, then) != then]
        if revised:
            yield query("written-for-another-figure", report.portfolio.slug, item, entry.place, told=rows_of(revised))


def _beside_other_figures(report: Report) -> Iterator[Query]:
    """Notebooks that open another report: copied from the last one, they show its figures above the words of this."""
    slug, period = report.portfolio.slug, str(report.period)
    for name, portfolio, typed in dict.fromkeys(report.account.opened):
        if (portfolio, _period(typed)) != (slug, report.period):
            yield query(
                "figures-of-another-report",
                slug,
                OVERVIEW,
                f"{slug}/{name}",
                notebook=name,
                opens=portfolio,
                of=typed,
                slug=slug,
                period=period,
            )


def _period(typed: str) -> Period | None:
    try:
        return Period.parse(typed)
    except ValueError:
        return None


def _unreadable(report: Report) -> Iterator[Query]:
    if report.written.fault:
        yield query(
            "notes-unreadable",
            report.portfolio.slug,
            OVERVIEW,
            f"{report.portfolio.slug}/{FILE}",
            file=FILE,
            problem=report.written.fault,
        )
    for name in report.earlier.unreadable:
        yield query("earlier-words-unreadable", report.portfolio.slug, OVERVIEW, name, notebook=name)


def _start(text: str) -> str:
    return quoted(" ".join(text.split()))
