"""The inputs of a report, by content: whatever its page would be another page for, were it different."""

import functools
import json
import platform
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

from pprr.commentary.files import PICTURES
from pprr.commentary.notebooks.cells import CommentaryCell
from pprr.commentary.notebooks.own_charts import charts_of
from pprr.domain import Period, earlier_reports
from pprr.domain.errors import FaultsError, ProjectError
from pprr.ingest.inputs import Written, digest, digest_of, files_in, hash_of_files, input_hashes, written
from pprr.project import AGREEMENT, Project
from pprr.run.item import Item
from pprr.run.planned import COUNTED, EARLIER, PACKAGE, SETTINGS, VERSIONS

_PACKAGE = Path(__file__).parents[2]
_NOT_SHOWN = {"commentary", "reports", "run", "site"}  # sections of pprr.toml that no page depends on
_APPROVAL = "approval.toml"
_DECISIONS = ("decisions.toml", _APPROVAL)
_STALE, _UNREADABLE = "not cleaned yet", "unreadable"


class Inputs:
    """The inputs that the project's reports are made from, each looked at once.

    Raw files that have changed are cleaned on the way where ``cleans``; only that takes pandas.
    """

    def __init__(self, project: Project, *, cleans: bool) -> None:
        self._project = project
        self._cleans = cleans
        self._tables: dict[Period, Written | FaultsError | ProjectError | None] = {}
        self._known = project.periods()
        self.environment = environment()
        self._shared = {
            SETTINGS: _fingerprint(project.settings.model_dump(mode="json", exclude=_NOT_SHOWN)),
            PACKAGE: package_hash(_PACKAGE),
            VERSIONS: environment_id(self.environment),
        }
        for path in (project.lexicon, project.logo):
            if path and path.is_file():
                self._shared[project.relative(path)] = digest_of(path)

    def tables(self, period: Period) -> Written | None:
        """The period's cleaned tables; None where they would have to be cleaned first and nobody may.

        Raises FaultsError where the extracts must be mended first, ProjectError where there are none.
        """
        if period not in self._tables:
            self._tables[period] = self._looked_up(period)
        found = self._tables[period]
        if isinstance(found, (FaultsError, ProjectError)):
            raise found
        return found

    def of(self, item: Item) -> dict[str, str]:
        """The inputs of the report: a fingerprint for each by its name."""
        return {
            **self._of_period(item.period),
            **(self._counted_then(item.period) if self._is_document(item) else {}),
            **self._words(item),
            **self._template(item.kind),
            **self._shared,
        }

    def _looked_up(self, period: Period) -> Written | FaultsError | ProjectError | None:
        try:
            found = written(self._project, period)
            if found is None and self._cleans:
                from pprr.ingest.load import load

                load(self._project, period)
                found = written(self._project, period)
        except (FaultsError, ProjectError) as error:
            return error
        return found

    @functools.cache  # noqa: B019  # lives as long as a command
    def _of_period(self, period: Period) -> Mapping[str, str]:
        """The raw files of the period, whose hashes its pages print, and what earlier reports hold."""
        tables = self.tables(period)
        raw = dict(tables.inputs if tables else input_hashes(self._project, period))
        del raw["pprr"]  # counted with the whole package
        earlier = earlier_reports(self._known, period)
        return raw | {f"{EARLIER}{other}": self._earlier(other, is_last=other == earlier[0]) for other in earlier}

    def _earlier(self, period: Period, *, is_last: bool) -> str:
        """The part of a period for later reports: its tables, what its rules keep back, of the last one all."""
        try:
            tables = self.tables(period)
        except (FaultsError, ProjectError):
            return _UNREADABLE
        if tables is None:
            return _STALE
        rules = self._project.relative(self._project.agreement(period) / "rules.toml")
        return _fingerprint([tables.hashes, tables.inputs.get(rules) if is_last else self._kept_back(rules)])

    def _kept_back(self, rules: str) -> str:
        """What a year's rules keep from reports; blank where that is nothing, or they cannot be read."""
        try:
            stated = tomllib.loads((self._project.root / rules).read_text(encoding="utf-8-sig"))
        except (OSError, ValueError):
            return ""
        kept = [part["publication"] for part in (stated, *stated.get("changes", ())) if "publication" in part]
        return _fingerprint(kept) if kept else ""

    def _counted_then(self, period: Period) -> Mapping[str, str]:
        """The earlier reports whose measures documents count: all that they rest on themselves."""
        earlier = earlier_reports(self._known, period)
        found: dict[str, str] = {}
        for other in {*earlier[:1], period.previous_year} & {*self._known}:
            try:
                found |= {f"{COUNTED}{other}": _fingerprint(self._of_period(other))}
            except (FaultsError, ProjectError):
                found[f"{COUNTED}{other}"] = _UNREADABLE
        return found

    def _words(self, item: Item) -> Mapping[str, str]:
        """The commentary notebooks without what their cells have shown, and what is decided about the report.

        An editor's own copies are no words, and come and go. What earlier reports said, and for which figures words
        were written, is asked by queries that no page shows.
        """
        name = self._project.words_name(item.subject, item.kind)
        if not self._is_document(item):
            words = self._words_in(self._project.commentary(item.period, name))
            return {**words, **self._approvals(item.period, item.subject)}
        of_all = self._project.decisions(item.period, "").parent  # a document shows portfolios' words too
        of_portfolios = sorted(path for path in of_all.glob("*") if path.is_dir() and "." not in path.name)
        folders = (*of_portfolios, of_all / name)
        found = {name: fingerprint for folder in folders for name, fingerprint in self._words_in(folder).items()}
        return found | {
            name: fingerprint
            for slug in self._portfolios(item.period)
            for name, fingerprint in self._approvals(item.period, slug).items()
        }

    def _portfolios(self, period: Period) -> tuple[str, ...]:
        """The portfolios of the period that have an agreement as a page."""
        tables = self.tables(period) if AGREEMENT in self._project.settings.reports.portfolios else None
        return tables.portfolios if tables else ()

    @functools.cache  # noqa: B019
    def _approvals(self, period: Period, portfolio: str) -> Mapping[str, str]:
        """The approvals of the year's agreement that a report of the portfolio names."""
        folders = self._project.agreement_pages(period, portfolio)
        found = [folder / _APPROVAL for folder in folders]
        return {self._project.relative(path): digest_of(path) for path in found if path.is_file()}

    def _is_document(self, item: Item) -> bool:
        return self._project.settings.reports.subject_of(item.kind) is not None

    @functools.cache  # noqa: B019
    def _words_in(self, folder: Path) -> Mapping[str, str]:
        names = files_in(folder) if folder.is_dir() else []
        words = [name for name in names if name.lower().endswith((".ipynb", *PICTURES)) and name[0] != "~"]
        found = [*words, *(name for name in _DECISIONS if name in names)]
        return {f"{self._project.relative(folder)}/{name}": notebook_fingerprint(folder / name) for name in found}

    @functools.cache  # noqa: B019  # lives as long as a command
    def _template(self, kind: str) -> Mapping[str, str]:
        path, words = self._project.template_of(kind), self._project.standing_words(kind)
        standing = {self._project.relative(words): digest_of(words)} if words.is_file() else {}
        return {self._project.relative(path): digest_of(path) if path.is_file() else "", **standing}


def notebook_fingerprint(path: Path) -> str:
    """The fingerprint of a notebook's cells, whatever they have shown; of any other file, that of its bytes."""
    data = path.read_bytes()
    try:
        cells = json.loads(data.decode("utf-8-sig"))["cells"] if path.suffix == ".ipynb" else None
        kept = [_without_results(cell) for cell in cells or ()]
    except (ValueError, KeyError, TypeError, RecursionError):  # no notebook; its report will say so
        return digest(data)
    return _fingerprint(kept) if kept else digest(data)


def _without_results(cell: CommentaryCell) -> dict[str, object]:
    charts = [chart.attached for chart in charts_of(cell)]
    kept = {key: value for key, value in cell.items() if key not in {"outputs", "execution_count"}}
    return {**kept, "charts": charts} if charts else kept


def package_hash(package: Path) -> str:
    """The SHA-256 of the names and bytes of the whole package: code, templates, style and word lists."""
    return hash_of_files(package, lambda name: "__pycache__" not in name.split("/"))


class InstalledVersions(TypedDict):
    """The version of Python, and that of each library by its name."""

    python: str
    packages: dict[str, str]


def environment() -> InstalledVersions:
    """The versions that pages are made with: Python's, and those of every library that is installed."""
    folders = [Path(name) for name in sys.path if name.endswith(("site-packages", "dist-packages"))]
    # The folders' names say it; to read each one's metadata takes 400 ms.
    found = [path.stem.partition("-") for folder in folders for path in folder.glob("*.dist-info")]
    packages = {name.lower().replace("_", "-"): version for name, _, version in sorted(found, reverse=True)}
    packages.pop("pprr", None)  # by content, with the package
    return {"python": platform.python_version(), "packages": dict(sorted(packages.items()))}


def environment_id(versions: InstalledVersions) -> str:
    """The name of an environment in a run record."""
    return _fingerprint(versions)[:16]


def _fingerprint(content: object) -> str:
    text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return digest(text.encode(errors="surrogatepass"))  # half of a character: its report will say so
