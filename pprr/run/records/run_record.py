"""The run record of a period, ``reports/<period>/run.json``: what became of each report, and what its page rests on.

``run.schema.json`` beside this module says what it holds. It tells times and versions, which no page does.
"""

import datetime
import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pprr.atomic import write_whole
from pprr.domain import Period
from pprr.project import Project
from pprr.run.item import PORTFOLIO, Item, ItemOutcome
from pprr.run.planned import Planned

RUN_FILE = "run.json"
SCHEMA = "pprr.run/2"
SCHEMA_FILE = Path(__file__).with_name("run.schema.json")
# What becomes of a report.
MADE, CURRENT, FAILED, STOPPED, GONE = "made", "up to date", "failed", "stopped", "gone"
_GONE = "The period has no such report any more"
_NAME = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9_]+)?", re.ASCII)
_PARTS = json.loads(SCHEMA_FILE.read_bytes())["properties"]
_ENTRY = _PARTS["reports"]["items"]
_OF_RUN, _OF_ENTRY = set(_PARTS["run"]["required"]), set(_ENTRY["required"])
_OF_PAGE = set(_ENTRY["properties"]["page"]["anyOf"][1]["required"])
UNDER_WAY, FINISHED, INTERRUPTED, NOT_STARTED = "under way", "finished", "interrupted", "not started"


def now() -> str:
    """The time, to the second, with the distance of this machine's time zone."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")


def read_run(project: Project, period: Period) -> dict[str, Any]:
    """The period's run record; nothing where there is none, or one of an older kind or that something has spoilt."""
    record = read_json(project.reports(period) / RUN_FILE)
    return record if _is_sound(record) else {}


def read_json(path: Path) -> dict[str, Any]:
    """The JSON in the file; nothing where there is no file, or one that something else has spoilt."""
    try:
        found = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_sound(record: Mapping[str, Any]) -> bool:
    """Whether it is a run record of ours: something else may have written in its place, and a run must go on."""
    if record.get("schema") != SCHEMA or not isinstance(record.get("environments"), dict):
        return False
    run, reports = record.get("run"), record.get("reports")
    is_run = isinstance(run, dict) and run.keys() >= _OF_RUN
    return is_run and isinstance(reports, list) and all(map(_is_entry, reports))


def _is_entry(found: object) -> bool:
    """Whether it says of a report what an entry says, under a name that leads out of no folder."""
    if not isinstance(found, dict) or not found.keys() >= _OF_ENTRY or not _NAME.fullmatch(name_of(found)):
        return False
    page = found["page"]
    return page is None or (isinstance(page, dict) and page.keys() >= _OF_PAGE)


def entries_of(record: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What the record says of each report, by the report's name."""
    return {name_of(entry): entry for entry in record.get("reports", [])}


def name_of(entry: Mapping[str, Any]) -> str:
    """The name of the report that an entry is about."""
    kind = entry.get("kind", PORTFOLIO)
    return str(entry["portfolio"]) if kind == PORTFOLIO else f"{entry['portfolio']}.{kind}"


class RunRecord:
    """One period's record while a run is under way; written after every report, so that a killed run is taken up."""

    def __init__(self, project: Project, period: Period, *, run: Mapping[str, Any], commit: str) -> None:
        before = read_run(project, period)
        self._path = project.reports(period) / RUN_FILE
        self._period = period
        self._commit = commit
        self._entries = entries_of(before)
        self._environments = dict(before.get("environments", {}))
        self._data = {"schema": SCHEMA, "period": str(period), "run": dict(run)}

    @property
    def path(self) -> Path:
        """Where it is written."""
        return self._path

    def keep(self, names: Collection[str]) -> None:
        """Forgets the reports that there are no longer, such as those of a portfolio that has a new name.

        While the page of one still lies there, it is said of it that it is not renewed any more.
        """
        gone = {name: entry for name, entry in self._entries.items() if name not in names}
        self._entries = {name: entry for name, entry in self._entries.items() if name in names}
        for name, entry in gone.items():
            if self._path.with_name(f"{name}.html").is_file():
                item = Item(entry["portfolio"], self._period, entry["kind"])
                since = entry["old_since"] or now()
                self._entries[name] = {**_blank(item, GONE), "reason": _GONE, "old_since": since, "page": entry["page"]}

    def tell_current(self, planned: Planned) -> None:
        """The page is as its inputs ask, and was proved unchanged."""
        before = self._entries[planned.item.name]
        self._entries[planned.item.name] = {**_blank(planned.item, CURRENT), "is_made": True, "page": before["page"]}

    def tell(
        self,
        item: Item,
        outcome: ItemOutcome,
        *,
        planned: Planned | None = None,
        environment: Mapping[str, Any] | None = None,
        result: str = "",
    ) -> None:
        """What became of a report that was to be made."""
        before = self._entries.get(item.name, {})
        entry = _blank(item, result or (MADE if outcome.is_made else FAILED))
        entry |= {
            "why": list(planned.why) if planned else [],
            "reason": outcome.reason,
            "cell": outcome.cell,
            "trace": outcome.trace,
            "notebook": outcome.notebook,
            "seconds": round(outcome.seconds, 3),
            "peak_bytes": outcome.peak_bytes,
            "attempts": outcome.attempts,
        }
        if outcome.made and planned:
            for name, versions in (environment or {}).items():
                self._environments[name] = dict(versions)
            entry["is_made"] = True
            entry["page"] = {
                "made": now(),
                "commit": self._commit,
                **outcome.made.page,
                "blocking": outcome.made.blocking,
                "inputs": dict(planned.inputs),
                "outputs": dict(outcome.made.files),
            }
        else:
            entry["page"] = before.get("page")
            entry["old_since"] = before.get("old_since") or now()
        self._entries[item.name] = entry

    def write(self, **run: object) -> None:
        """Puts the record in place, with what there is to say of the run as a whole."""
        self._data["run"] = {**self._data["run"], **run}  # type: ignore[dict-item]
        reports = [self._entries[name] for name in sorted(self._entries)]
        used = {entry["page"]["inputs"].get("versions") for entry in reports if entry["page"]}
        environments = {name: found for name, found in sorted(self._environments.items()) if name in used}
        data = {**self._data, "environments": environments, "reports": reports}
        write_whole(self._path, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())


def _blank(item: Item, outcome: str) -> dict[str, Any]:
    """An entry that says what became of a report and nothing else."""
    return {
        "portfolio": item.portfolio,
        "kind": item.kind,
        "outcome": outcome,
        "is_made": False,
        "why": [],
        "reason": "",
        "cell": "",
        "trace": "",
        "notebook": "",
        "seconds": 0,
        "peak_bytes": 0,
        "attempts": 0,
        "old_since": None,
        "page": None,
    }
