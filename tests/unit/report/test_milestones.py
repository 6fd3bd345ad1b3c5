"""Milestones: what became of them is told in words, each of which stands for a status, and there is no figure."""

import re
from pathlib import Path

import pandas as pd
import pytest
from builders.council import SLUG, quarters
from builders.files import replace_text

import pprr
from pprr.domain import Cell, Missing, Severity, Status, TargetKind, Unit
from pprr.domain.errors import CellError, FaultsError
from pprr.ingest import cells
from pprr.notebook import summary
from pprr.notebook.measure.card import measure
from pprr.notebook.performance import priorities
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.report.prompts.first_sentence import first_sentence, in_plain_words
from pprr.report.record.record import record_of

PERIOD = "2025-26-q2"
# Of the measure STATE, which the tests make a milestone, the cell of each period.
TOLD = {"STATE": ("On track", "On track", "Milestone met", "on  track", "Delayed by the weather")}
STATUSES = {"On track": Status.GREEN, "Milestone met": Status.GREEN, "Delayed": Status.AMBER}


def _council(folder: Path, told: str, *, rule: str = "", target: str = "Milestone") -> Project:
    project = quarters(folder / "project", figures={"STATE": (*TOLD["STATE"][:4], told)}, points=("2025-26-q1", PERIOD))
    for year in (project.root / "data/raw").glob("*/agreement"):
        measures = year / "measures.csv"
        lines = [line for line in measures.read_text().splitlines() if line.startswith(("measure_id", "STATE"))]
        lines = [f"{lines[0]},rule,rule_reason", f"{lines[1]},{rule},{'Said so' if rule else ''}"]
        measures.write_text("\n".join(lines).replace("High,percentage", ",milestone"), encoding="utf-8")
        (year / "targets.csv").write_text(f"measure_id,target\nSTATE,{target}\n", encoding="utf-8")
    words = ", ".join(f'"{said}" = "{status}"' for said, status in STATUSES.items())
    for sources in (project.root / "data/raw").glob("*/*-q*/sources.toml"):
        replace_text(sources.parent / "performance.csv", "91%", "")
        replace_text(sources, "[performance]\n", f"[performance]\nstatus_words = {{ {words} }}\n")
    return project


def _report(folder: Path, told: str, **more: str) -> Report:
    return open_report(SLUG, PERIOD, project=_council(folder, told, **more))


@pytest.mark.parametrize(
    ("text", "words", "given"),
    [
        pytest.param("On track", "On track", Status.GREEN, id="words that are mapped"),
        pytest.param("  ON \n track", "ON track", Status.GREEN, id="in any capitals and spaces"),
        pytest.param("Amber", "Amber", Status.AMBER, id="a colour"),
        pytest.param("Phase 2 begun", "Phase 2 begun", None, id="words that nobody has explained"),
    ],
)
def test_what_became_of_a_milestone_is_read_as_it_stands(text: str, words: str, given: Status | None) -> None:
    found = cells.read_reading(text, unit=Unit.MILESTONE, decimals=0, cell=Cell("a.csv"), statuses=STATUSES)
    assert (found.words, found.given, found.value, found.missing) == (words, given, None, None)


def test_a_milestone_may_be_missing() -> None:
    found = cells.read_reading("Not due", unit=Unit.MILESTONE, decimals=0, cell=Cell("a.csv"))
    assert (found.words, found.missing) == ("", Missing.NOT_DUE)


@pytest.mark.parametrize("text", ["", "95%", "5", "tbc", "-", "#N/A", "long " * 50])
def test_what_are_no_words_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        cells.read_reading(text, unit=Unit.MILESTONE, decimals=0, cell=Cell("a.csv"), statuses=STATUSES)


@pytest.mark.parametrize(
    ("unit", "text", "kind"),
    [
        pytest.param(Unit.MILESTONE, "Milestone", TargetKind.MILESTONE, id="its own"),
        pytest.param(Unit.MILESTONE, "no target", TargetKind.NONE, id="none"),
        pytest.param(Unit.MILESTONE, "90%", None, id="no figure is asked of a milestone"),
        pytest.param(Unit.MILESTONE, "Aim to maximise", None, id="and no direction"),
        pytest.param(Unit.NUMBER, "Milestone", None, id="a figure is no milestone"),
    ],
)
def test_the_target_of_a_milestone(unit: Unit, text: str, kind: TargetKind | None) -> None:
    if kind is None:
        with pytest.raises(CellError):
            cells.read_target(text, unit=unit, cell=Cell("targets.csv"))
    else:
        assert cells.read_target(text, unit=unit, cell=Cell("targets.csv")).kind is kind


def test_a_milestone_on_the_page_and_in_the_counts(tmp_path: Path) -> None:
    report = _report(tmp_path, "Delayed")
    [one] = report.measures
    assert (one.status, one.move.trend, one.target.kind) == (Status.AMBER, None, TargetKind.MILESTONE)
    assert one.rating.reason == '"Delayed" stands for Amber.'
    card, table = str(measure(report, one)), str(priorities(report))
    assert all(f"<dd>{told}</dd>" in card for told in ("Delayed", "Milestone", "on track"))
    assert not any(drawn in card for drawn in ("<figure", "No chart"))
    assert re.search(r'<td class="number now">\s*(<[^>]*>)*Delayed', table)
    assert "0 of 1 rated measures are on target" in re.sub(r"<[^>]*>", "", str(summary(report)))
    assert [one.key for one in report.queries if one.item == "STATE"] == []


def test_the_same_verdict_from_its_downloads(tmp_path: Path) -> None:
    report = _report(tmp_path, "Delayed")
    table = record_of(report)["tables"]["measures"]
    [row] = [dict(zip((column["name"] for column in table["columns"]), row, strict=True)) for row in table["rows"]]
    assert (row["actual"], row["actual_as_printed"], row["status"]) == (None, "Delayed", "Amber")
    rated = pprr.rate(report.table("measures"), report.rules)
    assert rated["status"].tolist() == ["Amber"]
    assert pd.isna(rated["trend"]).all()


@pytest.mark.parametrize("told", ["Delayed by the weather", "Phase 2"])
def test_words_that_no_mapping_knows_are_asked_about(tmp_path: Path, told: str) -> None:
    report = _report(tmp_path, told)
    [found] = [one for one in report.queries if one.item == "STATE"]
    assert (found.key, found.severity, found.fields) == ("milestone-unexplained", Severity.BLOCKING, {"words": told})
    assert (report.measures[0].status, report.measures[0].rating.words) == (None, "Not rated")


def test_a_missing_milestone_is_late_and_shows_what_was_told_last(tmp_path: Path) -> None:
    report = _report(tmp_path, "Not available")
    [one] = report.measures
    assert (one.figures.is_late, one.rating.words) == (True, "Not available")
    assert "on track" in str(measure(report, one))


def test_a_suspended_milestone_has_no_status(tmp_path: Path) -> None:
    report = _report(tmp_path, "Phase 2", rule="suspended")
    assert (report.measures[0].rating.words, report.measures[0].status) == ("Suspended", None)
    assert [one.key for one in report.queries if one.item == "STATE"] == []


@pytest.mark.parametrize("rule", ["floor", "band", "high and low"])
def test_a_rule_of_figures_is_refused_for_a_milestone(tmp_path: Path, rule: str) -> None:
    with pytest.raises(FaultsError) as raised:
        _report(tmp_path, "Delayed", rule=rule)
    assert "rule-of-another-unit" in {fault.key for fault in raised.value.faults}


def test_a_milestone_has_a_first_sentence(tmp_path: Path) -> None:
    report = _report(tmp_path, "Delayed")
    assert in_plain_words(report, "STATE", first_sentence(report, "STATE")) == (
        'The milestone is reported as "Delayed" (Amber).'
    )
