"""A project's folder: where its files are, and who may write now."""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from pprr.domain import Period
from pprr.domain.documents import SubjectKind
from pprr.domain.errors import ProjectError
from pprr.domain.settings import explain
from pprr.project.settings import PORTFOLIO, Settings

SETTINGS_FILE = "pprr.toml"
AGREEMENT = "agreement"  # the kind of document whose approval is that of the year's Portfolio Agreement
COUNCIL = "council"  # the subject of reports that are of no single portfolio
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_TAKEN = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]|record", re.ASCII)  # by Windows, and by a site's record.json

_LONGEST_SLUG = 60  # a page's whole path must stay short enough for Windows
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True)
class Project:
    """One checkout: its root and its settings. Every path that pprr uses is asked of it."""

    root: Path
    settings: Settings

    @property
    def template(self) -> Path:
        """The notebook that every portfolio's report is made from."""
        return self.template_of(PORTFOLIO)

    def template_of(self, kind: str) -> Path:
        """The notebook that every report of the kind is made from."""
        return self.root / "notebooks" / self.settings.reports.notebook_of(kind)

    @property
    def logo(self) -> Path | None:
        """The file of the council's logo, if it has one."""
        return self.root / self.settings.organisation.logo if self.settings.organisation.logo else None

    @property
    def site(self) -> Path:
        """The folder that holds all pages and their index."""
        return self.root / "reports"

    def agreement(self, period: Period) -> Path:
        """The year's Portfolio Agreement."""
        return self.root / "data" / "raw" / period.year / "agreement"

    @property
    def lexicon(self) -> Path:
        """The council's own words, which the check of words hears beside its own."""
        return self.root / "data" / "raw" / "lexicon.toml"

    def standing_words(self, kind: str) -> Path:
        """The council's own standing words for a kind of document, where it has some."""
        return self.root / "data" / "raw" / f"{kind}.toml"

    def over_years(self, table: str) -> Path:
        """A table of what runs over years: committees, meetings or actions."""
        return self.root / "data" / "raw" / f"{table}.csv"

    def agreement_pages(self, period: Period, portfolio: str) -> tuple[Path, ...]:
        """The folders of words of a portfolio's agreement, of each of the year's periods up to that one that has it."""
        reports = self.settings.reports
        if AGREEMENT not in reports.portfolios:
            return ()
        known = self._periods_in(self._extract_folders(period.year))
        of_year = [one for one in known if one.end <= period.end and reports.begins(AGREEMENT, one)]
        return tuple(self.commentary(one, report_name(portfolio, AGREEMENT)) for one in of_year)

    def extracts(self, period: Period) -> Path:
        """The period's extracts as received."""
        return self.root / "data" / "raw" / period.year / str(period)

    def processed(self, period: Period) -> Path:
        """The period's cleaned tables."""
        return self.root / "data" / "processed" / period.year / str(period)

    def failed(self, period: Period, report: str) -> Path:
        """The notebook of a report that could not be made, as far as it ran; never published."""
        return self.processed(period) / "failed" / f"{report}.ipynb"

    def is_document(self, name: str) -> bool:
        """Tells whether a document may go by the name: ``council.corporate``, where that kind is switched on."""
        subject, _, kind = name.partition(".")
        of = self.settings.reports.subject_of(kind)
        return of is not None and (subject == COUNCIL or of is not SubjectKind.COUNCIL)

    def words_name(self, subject: str, kind: str) -> str:
        """The name by which the words of a report go, and what is decided about it: all kinds of a portfolio share."""
        return subject if self.settings.reports.subject_of(kind) is None else report_name(subject, kind)

    def commentary(self, period: Period, report: str) -> Path:
        """The folder of notebooks that hold the words of a portfolio, or of a document."""
        checked_slug(report.partition(".")[0] if self.is_document(report) else report)
        return self.root / "notebooks" / "commentary" / str(period) / report

    def decisions(self, period: Period, report: str) -> Path:
        """The decisions about the queries of a portfolio or document; without one, about those of whole files."""
        if not report:
            return self.root / "notebooks" / "commentary" / str(period) / "decisions.toml"
        return self.commentary(period, report) / "decisions.toml"

    def reports(self, period: Period) -> Path:
        """The period's pages, downloads and executed notebooks."""
        return self.site / str(period)

    def periods(self) -> tuple[Period, ...]:
        """The periods that have a folder of extracts, oldest first."""
        return self._periods_in(self._extract_folders())

    @property
    def periods_in_words(self) -> str:
        """The periods that have a folder of extracts, as a message lists them."""
        return ", ".join(map(str, self.periods())) or "none yet"

    def reported_periods(self) -> tuple[Period, ...]:
        """The periods that have a folder of reports; what else lies there is left alone."""
        return tuple(Period.parse(folder.name) for folder in self.site.glob("20*") if _is_period(folder.name))

    def passed_over(self) -> tuple[str, ...]:
        """The folders that begin as a period's do and are none (``2019-20-annual - Copy``): not read."""
        return tuple(self.relative(folder) for folder in self._extract_folders() if not _is_period(folder.name))

    def tables_passed_over(self, read: Iterable[str]) -> tuple[str, ...]:
        """The tables beside those that run over years, or a folder further down, that no name of ``read`` is of."""
        known = [self.over_years(table) for table in read]
        files = [*self.root.glob("data/raw/*.*"), *self.root.glob("data/raw/20*/*.*")]
        tables = [path for path in sorted(files) if path.suffix.lower() in _TABLES and path.is_file()]
        # Where letters' case is one, the name that is read may be written otherwise.
        return tuple(self.relative(one) for one in tables if not any(k.exists() and k.samefile(one) for k in known))

    @staticmethod
    def _periods_in(folders: Iterable[Path]) -> tuple[Period, ...]:
        found = [Period.parse(folder.name) for folder in folders if _is_period(folder.name)]
        return tuple(sorted(found, key=lambda period: period.end))

    def _extract_folders(self, year: str = "*") -> list[Path]:
        folders = sorted(self.root.glob(f"data/raw/{year}/*"))
        return [folder for folder in folders if folder.is_dir() and folder.name.startswith(f"{folder.parent.name}-")]

    def relative(self, path: Path) -> str:
        """The path as messages name it: from the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    @contextmanager
    def lock(self, name: str, *, wait_seconds: float = 120) -> Iterator[None]:
        """Holds the named lock; the second process waits its turn, then is refused in words."""
        from filelock import FileLock, Timeout

        folder = self.root / "data" / "processed"
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(folder / f".{name}.lock", timeout=wait_seconds):
                yield
        except Timeout as error:
            raise ProjectError(
                "another-pprr", lock=name, seconds=f"{wait_seconds:g}", remedy=name if name == "run" else "other"
            ) from error


def report_name(subject: str, kind: str) -> str:
    """The name of a report's page and of its folder of downloads; no slug holds a dot."""
    return subject if kind == PORTFOLIO else f"{subject}.{kind}"


def find_project(start: Path | None = None) -> Project:
    """The project that holds a folder.

    Parameters
    ----------
    start
        The folder. Without it the project is the one that ``PPRR_PROJECT`` names or, where that is not set, the one
        that holds the working directory.

    Returns
    -------
    Project
        That of the nearest folder, from there upwards, with a ``pprr.toml``.

    Raises
    ------
    ProjectError
        There is none, or its settings cannot be used.
    """
    named = os.environ.get("PPRR_PROJECT")
    if start is None and named:
        if not (Path(named) / SETTINGS_FILE).is_file():
            raise ProjectError("no-project-there", folder=named, file=SETTINGS_FILE)
        return _open(Path(named).resolve())
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / SETTINGS_FILE).is_file():
            return _open(folder)
    raise ProjectError("no-project", folder=here, file=SETTINGS_FILE)


def checked_slug(text: str) -> str:
    """The text, if it is safe as the name of a portfolio in files and addresses; raises ProjectError if not."""
    if len(text) > _LONGEST_SLUG or not _SLUG.fullmatch(text) or _TAKEN.fullmatch(text):
        raise ProjectError("no-slug", text=text, longest=_LONGEST_SLUG)
    return text


def _is_period(name: str) -> bool:
    """Tells whether the name is a period's own, as folders are called."""
    try:
        return str(Period.parse(name)) == name
    except ValueError:
        return False


def _open(root: Path) -> Project:
    path = root / SETTINGS_FILE
    try:
        settings = Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProjectError("settings-no-toml", file=path, problem=error) from error
    except ValidationError as error:
        raise ProjectError("file-unusable", file=path, problem=explain(error)) from error
    return Project(root, settings)
