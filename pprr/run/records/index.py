"""The index of all reports, made from the run records and, for pages that none knows, from what lies beside them."""

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from pprr.atomic import write_whole
from pprr.domain import Period
from pprr.domain.periods.days import day_label
from pprr.project import PORTFOLIO, Project
from pprr.run.publish.style import STYLE
from pprr.run.record import IndexEntry, ReportEntry, ReportState
from pprr.run.records.run_record import read_entries
from pprr.scorecard import TEMPLATES
from pprr.scorecard.rows import CountedPart, ScoreRow, total_of, variance_of

_KINDS = {
    "corporate": "The council as a whole",
    "covering_paper": "Covering papers to committees",
    "performance_update": "Performance updates of directorates",
    "view": "Views of measures",
    "agreement": "Portfolio Agreements",
}
"""The headings of the documents beside the portfolios' reports, in their order in the index."""


def write_index(project: Project) -> None:
    """Writes ``reports/index.html``: every page there is, newest period first; which are old, since when and why."""
    newest_first = sorted(project.reported_periods(), key=lambda period: period.end, reverse=True)
    periods = [_contents(project, period) for period in newest_first]
    shown = [found for found in periods if found.pages or found.missing]
    notices = dict.fromkeys(page.told.notice for found in shown for page in found.pages if page.told.notice)
    data = _rendered(project, shown, list(notices)).encode()
    path = project.site / "index.html"
    if not path.is_file() or path.read_bytes() != data:
        write_whole(path, data)


@dataclass(frozen=True)
class PublishedPage:
    """A page in ``reports/<period>/``: whose it is, of which kind, the stem of its file, and what the index says."""

    portfolio: str
    kind: str
    file: str
    told: IndexEntry


@dataclass(frozen=True)
class OldPage:
    """Since when a page is not renewed, and when it was made. The cause is for the batch officer: run.txt has it."""

    since: str
    made: str
    is_gone: bool

    @property
    def note(self) -> Markup:
        """The words about it in the index."""
        since = f" since {self.since}" if self.since else ""
        stands = f"the page of {self.made} stands" if self.made else "the last good page stands"
        why = f"The report could not be made anew, so {stands} and may be out of date."
        if self.is_gone:
            why = "The council has no such report for this period any more."
        return Markup("<strong>Not renewed{}.</strong> {}").format(since, why)


@dataclass(frozen=True)
class PublishedPeriod:
    """The pages of one period, those of them that are old by their file, and the reports that have none yet."""

    period: Period
    pages: tuple[PublishedPage, ...]
    old: Mapping[str, OldPage]
    missing: tuple[str, ...]

    @property
    def rows(self) -> tuple[ScoreRow, ...]:
        """The portfolios' reports as rows of a scorecard."""
        return tuple(_row(self.period, page, self.old.get(page.file)) for page in self.pages if page.kind == PORTFOLIO)

    @property
    def total(self) -> ScoreRow | None:
        """All portfolios together."""
        return total_of(self.rows)

    @property
    def documents(self) -> Mapping[str, Sequence[ScoreRow]]:
        """The other documents, each with its title, under the heading of its kind; a council's own kinds come last."""
        headings = {page.kind: page.kind.replace("_", " ").capitalize() for page in self.pages} | _KINDS
        order = [*_KINDS, *(kind for kind in headings if kind not in _KINDS)]
        found: dict[str, list[ScoreRow]] = {}
        for page in sorted(self.pages, key=lambda page: order.index(page.kind)):
            if page.kind != PORTFOLIO:
                row = _row(self.period, page, self.old.get(page.file))
                found.setdefault(headings[page.kind], []).append(row)
        return found


def published(project: Project, period: Period) -> tuple[PublishedPage, ...]:
    """The pages that a period has, by name.

    One that the run record does not know is told by the record among its downloads, and left out where there is none.
    """
    return _published(project.reports(period), read_entries(project, period))


def _published(folder: Path, entries: Mapping[str, ReportEntry]) -> tuple[PublishedPage, ...]:
    found = []
    for page in folder.glob("*.html"):
        entry = entries.get(page.stem)
        told = (entry.page if entry else None) or _of_download(folder / page.stem / f"{page.stem}.json")
        if told:
            slug, _, kind = page.stem.partition(".")
            of = (entry.portfolio, entry.kind) if entry else (slug, kind or PORTFOLIO)
            found.append(PublishedPage(*of, page.stem, told))
    return tuple(sorted(found, key=lambda page: (page.told.name, page.file)))


def _of_download(path: Path) -> IndexEntry | None:
    """The entry of a page in the index, from its record; None where there is none, or something has spoilt it."""
    try:
        record = json.loads(path.read_bytes())
        told = {**record, "name": record["portfolio"]["name"], "variance": variance_of(record)}
        return IndexEntry.model_validate(told)
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        return None


def _contents(project: Project, period: Period) -> PublishedPeriod:
    entries = read_entries(project, period)
    pages = _published(project.reports(period), entries)
    old = {name: _old(entry) for name, entry in entries.items() if not entry.is_made}
    awaited = {name for name, page in old.items() if not page.is_gone}
    missing = tuple(sorted(awaited - {page.file for page in pages}))
    return PublishedPeriod(period, pages, old, missing)


def _old(entry: ReportEntry) -> OldPage:
    since, page = entry.old_since, entry.page
    return OldPage(
        since=_day(since) if since else "",
        made=_day(page.made) if page else "",
        is_gone=entry.outcome is ReportState.GONE,
    )


def _row(period: Period, page: PublishedPage, old: OldPage | None) -> ScoreRow:
    told, counts = page.told, page.told.counts
    title = "" if page.kind == PORTFOLIO else f": {told.title}"
    return ScoreRow(
        subject=page.portfolio,
        name=f"{told.name}{title}",
        page=f"{period}/{page.file}.html",
        state=told.state,
        statuses=tuple(CountedPart(one.words, one.measures) for one in counts.statuses),
        trends=tuple(CountedPart(one.words, one.measures) for one in counts.trends),
        attention=counts.exceptions if counts.attention is None else counts.attention,
        variance=told.variance,
        note=old.note if old else Markup(""),
    )


def _day(time: str) -> str:
    return day_label(datetime.datetime.fromisoformat(time).date())


def _rendered(project: Project, periods: Sequence[PublishedPeriod], notices: list[str]) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from pprr.compiled import keep_compiled

    plain = Environment(
        loader=FileSystemLoader([Path(__file__).parent, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text = (
        keep_compiled(plain, TEMPLATES)
        .get_template("index.html.j2")
        .render(
            council=project.settings.organisation.name,
            language=project.settings.page.language,
            accent=project.settings.page.accent,
            style=STYLE,
            periods=periods,
            notices=notices,
        )
    )
    return f"{text.strip()}\n"
