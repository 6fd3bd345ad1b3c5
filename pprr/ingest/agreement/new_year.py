"""Starts a year's agreement from the last one: what stays is carried over, what must be decided is left blank."""

import json
import shutil
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import tomlkit

from pprr.atomic import write_whole
from pprr.domain import Period, Point, TargetKind, Unit
from pprr.domain.errors import FaultsError, ProjectError
from pprr.ingest.agreement.read import read_agreement
from pprr.ingest.agreement.register import Agreement, Rows
from pprr.ingest.agreement.targets import BOUNDS, latest_targets
from pprr.ingest.agreement.workbook import COLUMNS, WORKBOOK
from pprr.ingest.agreement.written import agreement_files
from pprr.ingest.mapping.records import FaultList
from pprr.ingest.mapping.sources import AgreementSources, read_toml
from pprr.project import Project

_CODING = ("cost_centres", "account_codes")  # tables that are copied as files, with their layouts
_PROFILE = ("q1", "q2", "q3")


def start_year(project: Project, start: int, *, as_workbook: bool | None = None) -> tuple[Path, tuple[str, ...]]:
    """Makes the agreement of the year that begins in April of ``start``; its folder, and what is left to fill in.

    Portfolios, priorities, the register of measures and the rules that held at the year's end are carried over, and so
    is every other file of the folder, with the layouts and codes of the old sources.toml that are still needed. Targets
    that are figures, their bounds and profiles, approvals, amounts of reserves and savings are not: last year's figures
    must never be published as this year's by mistake. Last year's targets stand beside the blanks. The tables are one
    workbook, or CSV files, as last year's are unless it is said.
    Raises ProjectError where the folder is there already or last year's is not, FaultsError where that has faults.
    """
    year, last = Period(start), Period(start - 1)
    folder, before = project.agreement(year), project.agreement(last)
    if folder.exists():
        raise ProjectError("agreement-there-already", folder=project.relative(folder))
    if not before.is_dir():
        raise ProjectError("no-earlier-agreement", folder=project.relative(before))
    faults = FaultList()
    agreement = read_agreement(before, project, Period(start, Point.Q1), faults)  # without the measures that have ended
    sources = read_toml(before / "sources.toml", AgreementSources, name=project.relative(before / "sources.toml"))
    if faults.all or not isinstance(sources, AgreementSources):
        raise FaultsError("agreement-faulty", faults.all, year=last.year)
    layouts = {"reserves": sources.reserves, "savings": sources.savings}
    money = {name: layout.money_unit for name, layout in layouts.items() if layout}
    part = folder.with_name(".agreement.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        is_workbook = (before / WORKBOOK).is_file() if as_workbook is None else as_workbook
        files = agreement_files(_tables(agreement), money, as_workbook=is_workbook, without=sources.council.without)
        files["sources.toml"] += _kept_sources(sources).encode()
        for name, data in files.items():
            write_whole(part / name, data)
        tables = [name for name in COLUMNS if getattr(sources, name)]
        replaced = _files(sources, tables) - _files(sources, _CODING) | {f"{name}.csv" for name in COLUMNS}
        replaced |= {WORKBOOK, "sources.toml"}
        for path in sorted(before.iterdir()):
            if path.is_file() and not path.name.startswith(("~$", ".")) and path.name not in replaced:
                data = path.read_bytes()
                write_whole(part / path.name, _settled_rules(data) if path.name == "rules.toml" else data)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder, _to_fill_in(agreement, money)


def _settled_rules(data: bytes) -> bytes:
    """A year's rules.toml with what changed within the year in its sections: as it stood at the end."""
    document = tomlkit.parse(data.decode("utf-8-sig"))
    changes = document.pop("changes", None)
    if changes is None:
        return data
    for change in sorted(changes, key=lambda one: Period.parse(str(one["from"])).end):
        document.update({name: section for name, section in change.items() if name not in {"from", "reason"}})
    return tomlkit.dumps(document).encode()


def _files(sources: AgreementSources, tables: Iterable[str]) -> set[str]:
    return {part.file for table in tables for part in getattr(sources, table).parts()}


def _kept_sources(sources: AgreementSources) -> str:
    """The parts of the old sources.toml that the new one keeps: the layouts of copied files, and the codes."""
    text = ""
    kept = sources.model_dump(mode="json", include={*_CODING, "codes"}, exclude_unset=True, exclude_none=True)
    for name, section in kept.items():
        lines = [f"{json.dumps(key, ensure_ascii=False)} = {_toml(value)}" for key, value in section.items()]
        text += "\n".join((f"\n[{name}]", *lines, ""))
    return text


def _toml(value: object) -> str:
    """A value as TOML writes it in one line; its texts and numbers are those of JSON."""
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key, ensure_ascii=False)} = {_toml(inner)}" for key, inner in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list):
        return f"[{', '.join(_toml(inner) for inner in value)}]"
    return json.dumps(value, ensure_ascii=False)


def _tables(agreement: Agreement) -> dict[str, Rows]:
    decided = ("agreement_approved_by", "agreement_approved_on", "agreement_scrutinised_on", "agreement_link")
    approved = dict.fromkeys(decided, "")
    return {
        "portfolios": [{**row, **approved} for row in agreement.portfolios],
        "priorities": agreement.priorities,
        "measures": agreement.measures,
        "targets": [_target(row) for row in latest_targets(agreement.targets)],
        "reserves": [{**row, "approved": ""} for row in agreement.agreed_reserves],
        "savings": [],
    }


def _target(row: Mapping[str, object]) -> dict[str, object]:
    """A row of targets with the figure left blank; a direction, which is no figure, is carried over."""
    target = "" if row["kind"] is TargetKind.VALUE else row["kind"]
    return {"measure_id": row["measure_id"], "target": target, "last_year": _last_year(row)}


def _last_year(row: Mapping[str, object]) -> str:
    """The targets that last year's row asked for: ``1,000 (q1 250, q2 500, q3 750)``."""
    sign = "%" if row["unit"] is Unit.PERCENTAGE else ""
    scale = int(str(row["scale"]))
    bounds = [
        f"{name} {(value * scale).normalize():,f}{sign}" for name in BOUNDS if isinstance(value := row[name], Decimal)
    ]
    return f"{row['text']} ({', '.join(bounds)})" if bounds else str(row["text"])


def _to_fill_in(agreement: Agreement, money: Collection[str]) -> tuple[str, ...]:
    figures = sum(row["kind"] is TargetKind.VALUE for row in agreement.targets)
    bounded = sum(any(row[name] is not None for name in ("floor", "upper")) for row in agreement.targets)
    profiled = sum(any(row[name] is not None for name in _PROFILE) for row in agreement.targets)
    return (
        "portfolios: who approved each agreement, and when",
        f"targets: {figures} targets; last year's stand beside the blanks",
        *([f"targets: the floor or upper end of {bounded}"] if bounded else ()),
        *([f"targets: the profiles of {profiled}, q1 to q3; clean does not refuse blank ones"] if profiled else ()),
        *([f"reserves: {len(agreement.agreed_reserves)} approved amounts"] if "reserves" in money else ()),
        *(["savings: the year's proposals"] if "savings" in money else ()),
        "measures: what is new, gone or moved; a measure with a new measure_id names the old one as predecessor",
        "rules.toml: whether last year's rules hold",
    )
