"""Records of editions as a site holds them, of a made-up council."""

import datetime
import re
from pathlib import Path
from typing import Any

from pprr.demo.build import Size, write_demo
from pprr.domain import Period
from pprr.ingest.load import load
from pprr.ingest.tables import PORTFOLIOS
from pprr.project import find_project
from pprr.report import open_report
from pprr.report.record.record import record_of
from pprr.site.catalogue import ApprovalGiven, Catalogue, Correction, Provenance, PublishedEdition

DAY = datetime.date(2026, 2, 3)
_VERDICTS = {"Green", "Amber", "Red", "Getting better", "Stable", "Getting worse", "Not rated", "No trend"}
REPORT: dict[str, Any] = {
    "schema": "pprr.record/1",
    "council": "Anyborough Council (made up)",
    "title": "Portfolio Performance and Resources Mid-Year Report 2025/26",
    "state": "Final",
    "notice": "",
    "counts": {"measures": 0, "statuses": [], "trends": [], "exceptions": 0, "highlights": 0},
    "commentary": [],
    "order": [],
    "tables": {},
}


def edition(
    version: str = "1.0",
    *,
    document: str = "housing",
    period: str = "2025-26-q2",
    name: str = "Housing",
    supersedes: str = "",
    files: dict[str, str] | None = None,
) -> PublishedEdition:
    """The record of an edition; a draft where the version is blank."""
    slug = document.partition(".")[0]
    return PublishedEdition(
        schema="pprr.edition/1",
        period=period,
        document=document,
        version=version,
        approval=ApprovalGiven(name="Cllr A Member", date=DAY, parts={}) if version else None,
        correction=Correction(supersedes=supersedes, changed=("the words of HOU1.1",)) if supersedes else None,
        provenance=Provenance(commit="", inputs={}, rules={}),
        files=files or {},
        report={
            **REPORT,
            "portfolio": {"slug": slug, "name": name},
            "period": {"name": period, "title": "Mid-Year Report 2025/26", "end": "2025-09-30"},
        },
    )


def demo_catalogue(folder: Path) -> Catalogue:
    """The editions of a made-up council's last three periods, the newest as drafts; its project is in the folder."""
    write_demo(folder, Size(portfolios=2, measures=12, years=2, ledger_lines=0))
    project = find_project(folder)
    found = []
    for name in ("2024-25-annual", "2025-26-q1", "2025-26-q2"):
        for one in load(project, Period.parse(name)).tables.records(PORTFOLIOS):
            record = record_of(open_report(one.portfolio, name, project=project))
            plain = edition("" if name == "2025-26-q2" else "1.0", document=one.portfolio, period=name)
            found.append(plain.model_copy(update={"report": record}))
    return Catalogue.of(found)


def with_words(catalogue: Catalogue, words: str) -> Catalogue:
    """The catalogue with those words behind every text of every record, but for names and verdicts of our own."""

    def spoilt(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: spoilt(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [spoilt(one, key) for one in value]
        is_kept = not isinstance(value, str) or key in {"slug", "type", "order", "schema"} or value in _VERDICTS
        return value if is_kept or re.fullmatch(r"-?[\d.]*|[a-z_]+", value) else f"{value}{words}"

    return Catalogue.of(
        one.model_copy(update={"report": spoilt(one.report)}) for one in map(catalogue.whole, catalogue.editions)
    )
