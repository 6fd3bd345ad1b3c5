"""One period of the made-up council before it is written: agreement, extracts as rows, their layouts, words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from pprr.commentary.names import PRIORITY, SAVING, row_name, row_names
from pprr.demo import tables, words
from pprr.demo.council import Council, MadeUpPortfolio
from pprr.demo.data import resource, table
from pprr.demo.ledger import a_file_a_month, coding, ledger, one_file
from pprr.demo.notebooks import write_notebook
from pprr.demo.systems.by_year import last_report, layouts
from pprr.demo.systems.exports import Export, delimited, to_files
from pprr.demo.systems.layouts import ExportLayout, Special, export, section
from pprr.demo.tables import Amounts, Row, Year
from pprr.domain import Period, Point
from pprr.project import COUNCIL, report_name

NOTICE: str = table("council.toml")["notice"]
_CORPORATE = report_name(COUNCIL, "corporate")
_MONTHS = {Point.Q1: "July", Point.Q2: "October", Point.Q3: "January", Point.ANNUAL: "May"}


@dataclass
class Draft:
    """A period as rows. ``words`` has each portfolio's entries by its slug; ``files`` what stands
    beside the extracts or in their place, and ``absent`` what is not there.
    """

    period: Period
    council: Council
    agreement: dict[str, list[Row]]
    extracts: dict[str, list[Amounts]]
    layouts: dict[str, ExportLayout | Special]
    words: dict[str, dict[str, str]]
    rules: str = field(default_factory=lambda: resource("rules.toml"))
    agreement_sources: str = field(default_factory=lambda: resource("sources_agreement.toml"))
    files: dict[str, bytes] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)

    @property
    def agreement_folder(self) -> str:
        """Where the year's agreement stands, from the project's root."""
        return f"data/raw/{self.period.year}/agreement"

    @property
    def folder(self) -> str:
        """Where the extracts stand, from the project's root."""
        return f"data/raw/{self.period.year}/{self.period}"

    def sources(self) -> str:
        """The period's sources.toml."""
        told = [one.section if isinstance(one, Special) else section(name, one) for name, one in self.layouts.items()]
        return "\n".join([_edition(self.period), *told])


def draft_of(year: Year, period: Period, first: Period, *, ledger_lines: int, seed: int) -> Draft:
    """The period as the council's systems and services give it, nothing wrong with it.

    Only a whole year has a ledger: within it the outturn is a forecast, which no ledger adds to.
    """
    extracts = {
        "performance": tables.performance(year, period, last_report(period, first), first=first),
        **tables.finance(year, period),
        "series": tables.series(year, period, first.start),
        "comparators": tables.comparators(year),
    }
    laid_out = dict(layouts(period, first, year.council))
    agreement = tables.agreement(year)
    if ledger_lines:
        agreement |= coding(year.council.portfolios)
        if period.point is Point.ANNUAL:
            money = [year.money[portfolio.prefix][period] for portfolio in year.council.portfolios]
            write = one_file if period.start == first.start else a_file_a_month
            laid_out["ledger"] = write(ledger(period, money, ledger_lines, seed))
    said = {portfolio.slug: _words(year, portfolio, period, first, seed) for portfolio in year.council.portfolios}
    return Draft(period, year.council, agreement, extracts, laid_out, said)


def write_agreement(root: Path, draft: Draft) -> None:
    """The year's agreement, into the project at the root."""
    folder = root / draft.agreement_folder
    for name, rows in draft.agreement.items():
        write(folder / f"{name}.csv", csv_of(rows))
    write(folder / "sources.toml", draft.agreement_sources)
    write(folder / "rules.toml", draft.rules)


def write_extracts(root: Path, draft: Draft) -> None:
    """The period's extracts and how they are laid out."""
    folder = root / draft.folder
    exports = []
    for name, layout in draft.layouts.items():
        rows = draft.extracts.get(name, [])
        exports += layout.files(rows) if isinstance(layout, Special) else [export(layout, rows)]
    found = {"sources.toml": draft.sources().encode()} | to_files(exports) | draft.files
    for name, data in found.items():
        if name not in draft.absent:
            write(folder / name, data)


def write_words(root: Path, draft: Draft) -> None:
    """The commentary notebooks of all portfolios, and of the corporate report where there are several."""
    folder = root / "notebooks" / "commentary" / str(draft.period)
    for portfolio in draft.council.portfolios:
        write_notebook(folder / portfolio.slug, portfolio.name, draft.period, draft.words[portfolio.slug])
    if len(draft.council.portfolios) > 1:
        write_notebook(
            folder / _CORPORATE, "The council as a whole", draft.period, words.of_document("corporate", draft.period)
        )


def write_introductions(root: Path, draft: Draft) -> None:
    """The commentary notebooks of the portfolios' agreements."""
    folder = root / "notebooks" / "commentary" / str(draft.period)
    for portfolio in draft.council.portfolios:
        said = words.of_document("agreement", draft.period)
        write_notebook(folder / report_name(portfolio.slug, "agreement"), portfolio.name, draft.period, said)


def write_paper(root: Path, period: Period, committee: Row) -> None:
    """The commentary notebook of one committee's covering paper; those of the others go without words."""
    folder = root / "notebooks" / "commentary" / str(period) / f"{committee['id']}.covering_paper"
    write_notebook(folder, committee["name"], period, words.of_document("covering_paper", period))


def write_views(root: Path, period: Period, views: Sequence[Row]) -> None:
    """The commentary notebooks of the directorates' performance updates, and of the other views."""
    for row in views:
        kind = "performance_update" if row["kind"] == "directorate" else "view"
        folder = root / "notebooks" / "commentary" / str(period) / f"{row['id']}.{kind}"
        write_notebook(folder, row["name"], period, words.of_document(kind, period))


def write(path: Path, content: str | bytes) -> None:
    """A file of the content, a text with the same line ends on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _edition(period: Period) -> str:
    date = f"{_MONTHS[period.point]} {period.end.year + (period.point is Point.Q3)}"
    return Template(resource("sources_edition.toml")).substitute(date=date, notice=NOTICE, end=period.end.isoformat())


def _words(year: Year, portfolio: MadeUpPortfolio, period: Period, first: Period, seed: int) -> dict[str, str]:
    money = year.money[portfolio.prefix][period]
    measures = year.council.measures_of(portfolio)
    statuses = _counted(tables.status_in(one, year.histories[one.key], period, first) for one in measures)
    said = {"overview": words.overview(portfolio, statuses, money, period)}
    # The first priority has words of its own, as where a service sums up several measures.
    of_its = _counted(year.histories[one.key].figures[period].status for one in measures if one.priority == 1)
    if of_first := words.priority_words(of_its, period):
        said[row_name(PRIORITY, "1")] = of_first
    said |= {
        measure.measure_id: words.measure_words(measure, year.histories[measure.key], period, first, seed)
        for measure in measures
    }
    said |= words.of_some(period)
    said |= {"budget": words.budget_words(money, period), "outturn": words.outturn_words(money, period)}
    said |= dict.fromkeys(("reserves", "savings"), "")
    of_savings = zip(row_names(SAVING, [saving.proposal for saving in money.savings]), money.savings, strict=True)
    return said | {name: text for name, saving in of_savings if (text := words.saving_words(saving, period))}


def _counted(statuses: Iterable[str]) -> dict[str, int]:
    found = Counter(statuses)
    return {name: found[name] for name in ("Green", "Amber", "Red")}


def csv_of(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The rows as a CSV under the columns of the first."""
    return delimited(Export("", [list(rows[0]), *([row.get(name, "") for name in rows[0]] for row in rows)]))
