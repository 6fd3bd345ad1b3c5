"""Starts a year's agreement from the last one: what stays is carried over, what must be decided is left blank."""

import csv
import io
import json
import shutil
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from pprr.atomic import write_whole
from pprr.domain import Period, Point, TargetKind, Unit
from pprr.domain.errors import FaultsError, ProjectError
from pprr.ingest.agreement.read import read_agreement
from pprr.ingest.agreement.register import Agreement, Rows
from pprr.ingest.agreement.targets import BOUNDS
from pprr.ingest.mapping.records import FaultList
from pprr.ingest.mapping.sources import AgreementSources, read_toml
from pprr.project import Project

_PORTFOLIOS = ("portfolio", "name", "agreement_approved_by", "agreement_approved_on")
_PRIORITIES = ("portfolio", "priority", "title", "text")
_MEASURES = (
    *("measure_id", "code", "name", "portfolio", "priority", "good_performance", "unit", "decimals", "kind", "owner"),
    *("framework", "tolerance", "frequency", "lag", "rule", "rule_reason", "predecessors", "rebase", "from", "until"),
)
_TARGETS = ("measure_id", "target", "last_year", "floor", "upper", "q1", "q2", "q3", "reason")
_RESERVES = ("portfolio", "category", "narration", "purpose", "approved")
_SAVINGS = ("portfolio", "proposal", "value")
_SOURCES = """\
# How the agreement's tables are laid out. The columns of those that this year was started with have the names that
# pprr uses, so of these only money needs a word.
"""
_MONEY = """
[{name}]
file = "{name}.csv"
money_unit = "{unit}"
"""
_CODING = ("cost_centres", "account_codes")  # tables that are copied as files, with their layouts
_PROFILE = ("q1", "q2", "q3")


def start_year(project: Project, start: int) -> tuple[Path, tuple[str, ...]]:
    """Makes the agreement of the year that begins in April of ``start``; its folder, and what is left to fill in.

    Portfolios, priorities, the register of measures and the rules are carried over, and so is every other file of the
    folder, with the layouts and codes of the old sources.toml that are still needed. Targets that are figures, their
    bounds and profiles, approvals, amounts of reserves, and savings are not: last year's figures must never be
    published as this year's by mistake. Last year's targets stand beside the blanks.
    Raises ProjectError where the folder is there already or last year's is not, FaultsError where that has faults.
    """
    year, last = Period(start), Period(start - 1)
    folder, before = project.agreement(year), project.agreement(last)
    if folder.exists():
        raise ProjectError(f"{project.relative(folder)} is there already, and was left as it is.")
    if not before.is_dir():
        raise ProjectError(f"There is no {project.relative(before)} to start from.")
    faults = FaultList()
    agreement = read_agreement(before, project, Period(start, Point.Q1), faults)  # without the measures that have ended
    sources = read_toml(before / "sources.toml", AgreementSources, name=project.relative(before / "sources.toml"))
    if faults.all or not isinstance(sources, AgreementSources):
        raise FaultsError(f"The agreement of {last.year} must be mended first.", faults.all)
    part = folder.with_name(".agreement.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        written = _tables(agreement, _units(sources))
        for name, (columns, rows) in written.items():
            write_whole(part / name, _csv(columns, rows))
        write_whole(part / "sources.toml", _sources(sources).encode())
        tables = [name.removesuffix(".csv") for name in written]
        replaced = _files(sources, tables) - _files(sources, _CODING) | {*written, "sources.toml"}
        for path in sorted(before.iterdir()):
            if path.is_file() and not path.name.startswith(("~$", ".")) and path.name not in replaced:
                write_whole(part / path.name, path.read_bytes())
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder, _to_fill_in(agreement, _units(sources))


def _files(sources: AgreementSources, tables: Sequence[str]) -> set[str]:
    return {part.file for table in tables for part in getattr(sources, table).parts()}


def _sources(sources: AgreementSources) -> str:
    """The new sources.toml: the units of money, and of the old one the layouts of copied files, and the codes."""
    text = _SOURCES + "".join(_MONEY.format(name=name, unit=unit) for name, unit in _units(sources).items())
    kept = sources.model_dump(
        mode="json", include={"council", *_CODING, "codes"}, exclude_unset=True, exclude_none=True
    )
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


def _units(sources: AgreementSources) -> dict[str, str]:
    """The units of the agreement's money, by the sections that the council has."""
    sections = {"reserves": sources.reserves, "savings": sources.savings}
    return {name: layout.money_unit for name, layout in sections.items() if layout}


def _tables(agreement: Agreement, money: Collection[str]) -> dict[str, tuple[Sequence[str], Rows]]:
    """The new tables by file; ``money`` are the sections of money that there are."""
    approved = {"agreement_approved_by": "", "agreement_approved_on": ""}
    amounts: dict[str, tuple[Sequence[str], Rows]] = {
        "reserves": (_RESERVES, [{**row, "approved": ""} for row in agreement.agreed_reserves]),
        "savings": (_SAVINGS, []),
    }
    return {
        "portfolios.csv": (_PORTFOLIOS, [{**row, **approved} for row in agreement.portfolios]),
        "priorities.csv": (_PRIORITIES, agreement.priorities),
        "measures.csv": (_MEASURES, [{**row, "from": row["first"]} for row in agreement.measures]),
        "targets.csv": (_TARGETS, [_target(row) for row in agreement.targets]),
        **{f"{name}.csv": table for name, table in amounts.items() if name in money},
    }


def _target(row: Mapping[str, object]) -> dict[str, object]:
    """A row of targets with the figure left blank; a direction, which is no figure, is carried over."""
    target = "" if row["kind"] is TargetKind.VALUE else row["kind"]
    blank = dict.fromkeys(_TARGETS, "")
    return {**blank, "measure_id": row["measure_id"], "target": target, "last_year": _last_year(row)}


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
        "portfolios.csv: who approved each agreement, and when",
        f"targets.csv: {figures} targets; last year's stand beside the blanks",
        *([f"targets.csv: the floor or upper end of {bounded}"] if bounded else ()),
        *([f"targets.csv: the profiles of {profiled}, q1 to q3; clean does not refuse blank ones"] if profiled else ()),
        *([f"reserves.csv: {len(agreement.agreed_reserves)} approved amounts"] if "reserves" in money else ()),
        *(["savings.csv: the year's proposals"] if "savings" in money else ()),
        "measures.csv: what is new, gone or moved; a measure with a new measure_id names the old one as predecessor",
        "rules.toml: whether last year's rules hold",
    )


def _csv(columns: Sequence[str], rows: Rows) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows([str(row[name]) for name in columns] for row in rows)
    return stream.getvalue().encode("utf-8-sig")
