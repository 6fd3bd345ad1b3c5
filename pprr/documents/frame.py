"""The frame of a document that is no portfolio's report: its own words, decisions and approval around portfolios'.

A kind is a subclass of Report: ``Kind(**vars(framed(...)), ...)``, then ``finished``.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from pprr.commentary.approval import read_approval
from pprr.commentary.decisions import read_decisions
from pprr.commentary.earlier import EarlierWords
from pprr.commentary.entries import read_account
from pprr.commentary.written_for import NotedWords
from pprr.domain import Measure, Query, told_apart
from pprr.domain.documents import Document
from pprr.domain.errors import TableError
from pprr.domain.figures.value import Value
from pprr.ingest import tables
from pprr.ingest.cleaned import Cleaned
from pprr.project import Project
from pprr.report import Report
from pprr.report.assemble import unqueried, with_live_values, with_past_words
from pprr.report.frames import frame
from pprr.report.lexicon import read_idioms
from pprr.report.measures.figures import shown_periods
from pprr.report.measures.past import Past
from pprr.report.queries.live_values import refuse_unfilled
from pprr.report.queries.of_draft import Ask
from pprr.report.queries.shown_words import without_telling_words
from pprr.report.record.content import changed_since
from pprr.report.report import Portfolio, Tabled

if TYPE_CHECKING:
    import pandas as pd

Known = TypeVar("Known", bound=Report)


def parts_of(project: Project, cleaned: Cleaned, document: Document, past: Past) -> list[Report]:
    """The reports of the document's portfolios as their pages show them, in the council's order.

    Words that ask for a value which is not there are left out: of these no page is made. So are those that may tell
    what is withheld.
    """
    slugs = [one.portfolio for one in cleaned.tables.records(tables.PORTFOLIOS)]
    own = [slug for slug in slugs if document.subject.rests_on(slug)]
    for slug in own:
        if slug not in past.parts:
            found = unqueried(project, cleaned, slug, past)
            decided = replace(found, acceptances=read_decisions(project.decisions(cleaned.period, slug)))
            past.parts[slug] = replace(found, entries=without_telling_words(decided).entries)
    return [
        replace(part, entries={item: entry for item, entry in part.entries.items() if item not in part.unfilled})
        for part in map(past.parts.__getitem__, own)
    ]


def called_apart(measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """The measures, those whose code another portfolio has too called by their identifiers."""
    codes = Counter(one.code for one in measures)
    return tuple(replace(one, called=one.measure_id) if codes[one.code] > 1 else one for one in measures)


def framed(
    project: Project,
    cleaned: Cleaned,
    document: Document,
    past: Past,
    *,
    items: Sequence[str],
    tabled: Callable[[Report], Tabled],
    parts: Sequence[Report] = (),
) -> Report:
    """The document with nothing in it but its words: ``items`` may have some, ``tabled`` gives its record's tables."""
    folder = project.commentary(cleaned.period, document.name)
    account = read_account(folder)
    return Report(
        council=project.settings.organisation.name,
        portfolio=Portfolio(document.name, document.subject.name, "", None),
        period=cleaned.period,
        periods=shown_periods(cleaned, past),
        last=past.last,
        edition=cleaned.edition,
        rules=cleaned.rules,
        priorities=(),
        measures=(),
        budget=(),
        outturn=None,
        last_outturn=None,
        position=None,
        last_position=None,
        services=(),
        reserves=(),
        savings=(),
        capital=(),
        accounts=(),
        money_lists={},
        identities=(),
        row_items=(),
        items=tuple(items),
        entries=account.entries,
        earlier=EarlierWords(),
        written=NotedWords(),
        account=account,
        queries=(),
        acceptances={},
        approval=read_approval(folder),
        changed=(),
        sources={file: hashed for part in parts for file, hashed in part.sources.items()},
        tabulate=_tabulate,
        tabled=tabled,
        idioms=read_idioms(project),
        lacks=cleaned.lacks,
    )


def finished(
    project: Project,
    report: Known,
    values: Sequence[Value],
    past: Past,
    *,
    of: Iterable[str],
    queries: Iterable[Query] = (),
    is_writing: bool,
    ask: Ask | None = None,
) -> Known:
    """The document with its live values filled in, what has changed since its approval, and every query about it.

    ``of`` are the portfolios whose reports it shows. ``queries`` are those about what it shows; what is asked about its
    words and its past is added. ``ask`` finds others in their place.
    Raises CommentaryError where its words ask for a value that is not there, unless it is opened to be written in.
    """
    report = with_past_words(project, with_live_values(report, values))
    if not is_writing:
        refuse_unfilled(report)
    report = replace(report, changed=changed_since(report, report.approval) if report.approval else ())
    pages = project.reports(report.period)
    if ask:
        asked = ask(report, past, pages)
    else:
        from pprr.report.queries.collect import queries_of_document  # which brings the check of words

        asked = queries_of_document(report, past, pages, of=of, others=queries)
    return replace(report, queries=told_apart(asked))


def _tabulate(report: Report, name: str) -> "pd.DataFrame":
    """The table of that name as an analyst's."""
    found = {table.name: (table, rows) for table, rows in report.record_tables}
    if name not in found:
        raise TableError("no-such-table-of-a-report", table=name, known=", ".join(found))
    return frame(*found[name], report.period, report.rules)
