"""The extract's own target, status, trend and note are held against ours, and printed nowhere unasked."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from builders.command import pprr
from builders.council import FIGURES, SLUG, quarters
from builders.files import change_rows, replace_text

from pprr.domain import Mark, Period, Severity
from pprr.domain.errors import FaultsError
from pprr.html.markdown import words as page_words
from pprr.ingest.clean import clean
from pprr.notebook.commentary import item
from pprr.project import Project
from pprr.report import Report, open_report

Q1, Q2 = "2025-26-q1", "2025-26-q2"
WORDS = ("target", "status", "trend", "comment", "numerator", "denominator", "mark")
KEYS = """\
no_status = ["Unknown", "ld", "x"]
counts_rounded_to = {rounded}
trend_words = {{ I = "Getting better", D = "Getting worse", "=" = "Stable", "▲" = "Up", "▼" = "Down" }}
"""
Said = Mapping[str, Mapping[str, str]]


def _say(project: Project, period: str, said: Said, *, rounded: int = 0, named: bool = True) -> None:
    """Gives the period's extract the columns, with those cells by measure, and maps them where they are ``named``."""
    folder = project.extracts(Period.parse(period))

    def add(rows: list[list[str]]) -> list[list[str]]:
        own = [[*row, *(said.get(row[0], {}).get(name, "") for name in WORDS)] for row in rows[1:]]
        return [[*rows[0], *WORDS], *own]

    change_rows(folder / "performance.csv", add)
    if named:
        used = {name for cells in said.values() for name in cells}
        columns = "".join(f'{name} = "{name}"\n' for name in WORDS if name in used)
        toml = folder / "sources.toml"
        replace_text(toml, "[performance.columns]\n", f"[performance.columns]\n{columns}")
        replace_text(toml, 'file = "performance.csv"\n', f'file = "performance.csv"\n{KEYS.format(rounded=rounded)}')


def _opened(folder: Path, said: Said, *, before: Said | None = None, rounded: int = 0, **more: object) -> Report:
    project = quarters(folder / "said", points=["2024-25-q2", Q1, Q2], **more)
    _say(project, Q2, said, rounded=rounded)
    if before:
        _say(project, Q1, before)
    return open_report(SLUG, Q2, project=project)


def _about(report: Report, measure: str, *kinds: str) -> list[tuple[str, Severity, str]]:
    """The queries of those kinds: key, severity and case."""
    cases = (
        (one, one.fields.get("found") or one.fields.get("expected") or one.fields.get("case") or "")
        for one in report.queries
        if one.item == measure and one.key in kinds
    )
    return [(one.key, one.severity, case) for one, case in cases]


@pytest.mark.parametrize(
    ("measure", "text", "expected"),
    [
        pytest.param("STATE", "90%", [], id="the agreement's"),
        pytest.param("STATE", "90.0%", [], id="with another number of decimals"),
        pytest.param("STATE", "≥ 90%", [], id="as a bound"),
        pytest.param("STATE", "0.9", [], id="as Excel stores it"),
        pytest.param("STATE", "92%", [(Severity.WARNING, "figure")], id="another"),
        pytest.param("STATE", "No target", [(Severity.WARNING, "figure")], id="none"),
        pytest.param("STATE", "", [(Severity.NOTE, "blank")], id="blank"),
        pytest.param("STATE", "88 to 92", [(Severity.NOTE, "unread")], id="no single figure"),
        pytest.param("TOTAL", "500", [], id="the profile of a running total"),
        pytest.param("TOTAL", "1,000", [], id="the year's target of a running total"),
        pytest.param("TOTAL", "250", [(Severity.WARNING, "figure")], id="a profile that was not moved on"),
        pytest.param("LATE", "", [], id="blank beside a figure that is missing"),
        pytest.param("HALF", "<11", [], id="fewer than 11 is at most 10"),
    ],
)
def test_a_target_that_is_not_the_agreements(
    tmp_path: Path, measure: str, text: str, expected: list[tuple[Severity, str]]
) -> None:
    said = {name: {"target": target} for name, target in {"STATE": "90%", "TOTAL": "500", "HALF": "10"}.items()}
    found = _about(_opened(tmp_path, said | {measure: {"target": text}}), measure, "target-of-the-extract-differs")
    assert found == [("target-of-the-extract-differs", severity, case) for severity, case in expected]


@pytest.mark.parametrize(
    ("measure", "before", "now", "expected"),
    [
        pytest.param("STATE", "90%", "85%", 1, id="it moved"),
        pytest.param("STATE", "90%", "90.0%", 0, id="it is the same"),
        pytest.param("STATE", "", "90%", 0, id="there was none"),
        pytest.param("TOTAL", "250", "500", 0, id="a profile moves on"),
    ],
)
def test_a_target_that_moved_since_last_quarter(
    tmp_path: Path, measure: str, before: str, now: str, expected: int
) -> None:
    report = _opened(tmp_path, {measure: {"target": now}}, before={measure: {"target": before}})
    assert len(_about(report, measure, "target-moved")) == expected


@pytest.mark.parametrize(
    ("measure", "text", "expected"),
    [
        pytest.param("STATE", "Green", [], id="ours"),
        pytest.param("STATE", "g", [], id="ours, by its letter"),
        pytest.param("STATE", "Red", [(Severity.WARNING, "given")], id="another"),
        pytest.param("STATE", "Unknown", [(Severity.NOTE, "none")], id="none, where there is one"),
        pytest.param("STATE", "", [], id="nothing"),
        pytest.param("LATE", "x", [], id="none, where there is none"),
        pytest.param("LATE", "Amber", [(Severity.WARNING, "given")], id="a colour without a figure"),
        pytest.param("BARE", "ld", [], id="none, where nothing is asked"),
    ],
)
def test_a_status_that_is_not_ours(
    tmp_path: Path, measure: str, text: str, expected: list[tuple[Severity, str]]
) -> None:
    found = _about(_opened(tmp_path, {measure: {"status": text}}), measure, "status-of-the-extract-differs")
    assert found == [("status-of-the-extract-differs", severity, case) for severity, case in expected]


def test_a_status_that_differs_tells_both_and_the_rule(tmp_path: Path) -> None:
    report = _opened(tmp_path, {"STATE": {"status": "Red"}})
    [found] = [query for query in report.queries if query.key == "status-of-the-extract-differs"]
    assert found.fields == {
        "found": "given",
        "given": "Red",
        "status": "Green",
        "figure": "90%",
        "words": "Green",
        "rule": "Amber when worse by no more than 10% of the target",
        "target": "90%",
    }
    assert "performance.csv, row 2" in found.source


@pytest.mark.parametrize(
    ("measure", "text", "expected"),
    [
        # STATE: 88% in Q2 of last year, 92% in Q1, 90% now.
        pytest.param("STATE", "D", [], id="ours"),
        pytest.param("STATE", "▼", [], id="the direction of the figure"),
        pytest.param("STATE", "=", [(Severity.WARNING, "neither")], id="another"),
        pytest.param("STATE", "I", [(Severity.NOTE, "long")], id="as it is against last year"),
        pytest.param("STATE", "▲", [(Severity.NOTE, "long")], id="the direction against last year"),
        pytest.param("STATE", "x", [], id="none"),
        # QUARTER, of which low is good: 14 in Q1, 16 now.
        pytest.param("QUARTER", "▲", [], id="up, and worse"),
        pytest.param("QUARTER", "I", [(Severity.WARNING, "neither")], id="better, though up"),
        # A running total is compared with last year's.
        pytest.param("TOTAL", "I", [], id="a running total, against last year"),
        pytest.param("LATE", "I", [], id="where we have none"),
    ],
)
def test_a_trend_that_is_not_ours(
    tmp_path: Path, measure: str, text: str, expected: list[tuple[Severity, str]]
) -> None:
    found = _about(_opened(tmp_path, {measure: {"trend": text}}), measure, "trend-of-the-extract-differs")
    assert found == [("trend-of-the-extract-differs", severity, case) for severity, case in expected]


def test_a_trend_and_a_status_in_words_that_nobody_has_mapped_are_refused_with_the_key(tmp_path: Path) -> None:
    project = quarters(tmp_path / "arrow", points=[Q1, Q2])
    _say(project, Q2, {"STATE": {"trend": "ñ", "status": "No data yet"}})
    with pytest.raises(FaultsError, match="trend_words") as raised:
        clean(project, Period.parse(Q2))
    assert 'no_status = ["No data yet"]' in str(raised.value)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        pytest.param("The figure fell from 92% to 90%.", [], id="it agrees"),
        pytest.param("Two teams were short of staff.", [], id="no figure"),
        pytest.param("Neighbours have 95% on average.", [], id="another's figure"),
        pytest.param("Performance improved to 97%.", ["words"], id="another figure"),
        pytest.param("Data for the quarter are not yet available.", ["missing"], id="no data, and a figure"),
        pytest.param(
            "Not yet recorded: shows 0 until the return is in.", ["missing"], id="nothing recorded, and a figure"
        ),
        pytest.param("No data was received from the contractor", ["missing"], id="none received"),
        pytest.param("Awaiting Q2 figures from the provider.", ["missing"], id="figures awaited"),
        pytest.param("The data are not comparable with 2019.", [], id="data of another kind"),
    ],
)
def test_a_note_that_is_said_otherwise_than_its_figure(tmp_path: Path, note: str, expected: list[str]) -> None:
    report = _opened(tmp_path, {"STATE": {"comment": note}})
    found = {case for _, _, case in _about(report, "STATE", "note-against-figure")}
    assert found == set(expected)


@pytest.mark.parametrize(
    ("note", "figure", "expected"),
    [
        pytest.param("Target met for the third quarter running.", "60%", ["met"], id="far below it"),
        pytest.param("New rota. The target has been exceeded", "85%", ["met"], id="a little below it"),
        pytest.param("Target met for the third quarter running.", "90%", [], id="it is met"),
        pytest.param("Target met in Q1.", "60%", [], id="of another time"),
        pytest.param("The target was narrowly not met.", "60%", [], id="it says so"),
        pytest.param("The target will be met by March.", "60%", [], id="it will be"),
    ],
)
def test_a_target_that_a_note_says_is_met(tmp_path: Path, note: str, figure: str, expected: list[str]) -> None:
    figures = {**FIGURES, "STATE": (*FIGURES["STATE"][:-1], figure)}
    report = _opened(tmp_path, {"STATE": {"comment": note}}, figures=figures)
    found = [case for _, _, case in _about(report, "STATE", "note-against-figure")]
    assert [case for case in found if case == "met"] == expected


def test_no_data_beside_no_figure_is_no_contradiction(tmp_path: Path) -> None:
    report = _opened(tmp_path, {"LATE": {"comment": "The data are not yet available."}})
    assert _about(report, "LATE", "note-against-figure") == []


def test_the_services_words_are_offered_as_first_words_and_are_on_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = "The new rota began in August & helped."
    report = _opened(tmp_path, {"STATE": {"comment": note}, "LATE": {"comment": ""}})
    monkeypatch.setenv("PPRR_PROJECT", str(tmp_path / "said"))
    shown = str(item(report, "STATE"))
    assert "From the extract: the service&#39;s own words" in shown.replace("'", "&#39;")
    assert "The new rota began in August &amp; helped." in shown
    assert "From the extract" not in str(item(report, "LATE"))
    assert report.words("STATE") == ""
    assert report.entries == {}


@pytest.mark.parametrize(
    ("cell", "part", "whole", "rounded", "expected"),
    [
        pytest.param("90%", "171", "190", 0, [], id="they make it"),
        pytest.param("90%", "38.7", "43", 0, [], id="decimal counts"),
        pytest.param("90%", "1,710", "1,900", 0, [], id="with commas"),
        pytest.param("90%", "150", "190", 0, ["parts-disagree-with-percentage"], id="they make another"),
        pytest.param("90%", "20", "25", 0, ["parts-disagree-with-percentage"], id="exact counts that are off"),
        pytest.param("90%", "20", "25", 5, [], id="counts rounded to 5 that may make it"),
        pytest.param("90%", "150", "190", 5, ["parts-disagree-with-percentage"], id="rounded counts that cannot"),
        pytest.param("90%", "171", "", 0, ["counts-not-used"], id="one count alone"),
        pytest.param("90%", "171", "many", 0, ["counts-not-used"], id="no number"),
        pytest.param("90% 171 of 190", "9", "10", 0, [], id="the cell has its own"),
        pytest.param("90%", "", "", 0, [], id="none"),
    ],
)
def test_counts_in_columns_of_their_own(
    tmp_path: Path, cell: str, part: str, whole: str, rounded: int, expected: list[str]
) -> None:
    figures = {**FIGURES, "STATE": (*FIGURES["STATE"][:-1], cell)}
    said = {"STATE": {"numerator": part, "denominator": whole}}
    report = _opened(tmp_path, said, rounded=rounded, figures=figures)
    kinds = ("parts-disagree-with-percentage", "counts-not-used")
    assert [key for key, _, _ in _about(report, "STATE", *kinds)] == expected


@pytest.mark.parametrize(
    ("measure", "cell", "part", "whole", "rounded", "expected"),
    [
        pytest.param("TOTAL", "450", "450", "", 0, [], id="the figure itself"),
        pytest.param("TOTAL", "450", "450", "500", 0, [], id="the figure and what it is of"),
        pytest.param("TOTAL", "450", "900", "2", 0, [], id="a mean"),
        pytest.param("TOTAL", "450", "9", "20", 0, [], id="so many in a thousand"),
        pytest.param("TOTAL", "450", "38", "40", 0, [(Severity.WARNING, "number")], id="counts of something else"),
        pytest.param("TOTAL", "450", "38", "40", 5, [], id="counts that are rounded"),
        pytest.param("TOTAL", "450", "", "40", 0, [(Severity.NOTE, "number")], id="one that nobody uses"),
        pytest.param("STATE", "90% 171 of 190", "18", "20", 0, [], id="the cell's own, shortened"),
        pytest.param("STATE", "90% 171 of 190", "17", "20", 0, [(Severity.WARNING, "cell")], id="not the cell's own"),
        pytest.param(
            "STATE", "Not available", "171", "190", 0, [(Severity.WARNING, "missing")], id="counts without their figure"
        ),
        pytest.param("STATE", "Not available", "0", "0", 0, [], id="none of none"),
        pytest.param("STATE", "Not available", "171", "", 0, [], id="one count without its figure"),
    ],
)
def test_counts_that_are_not_used_are_told(
    tmp_path: Path, measure: str, cell: str, part: str, whole: str, rounded: int, expected: list[tuple[Severity, str]]
) -> None:
    figures = {**FIGURES, measure: (*FIGURES[measure][:-1], cell)}
    report = _opened(tmp_path, {measure: {"numerator": part, "denominator": whole}}, rounded=rounded, figures=figures)
    found = _about(report, measure, "counts-not-used", "parts-disagree-with-percentage")
    assert found == [("counts-not-used", severity, case) for severity, case in expected]


def test_rounded_counts_decide_no_verdict(tmp_path: Path) -> None:
    """20 of 25 is 80%; the cell's 90% is closer to the truth than counts that are rounded to 5."""
    report = _opened(tmp_path, {"STATE": {"numerator": "20", "denominator": "25"}}, rounded=5)
    row = report.measure("STATE")
    assert (row.actual.numerator, row.actual.denominator, row.actual.exact) == (20, 25, 90)
    assert (row.rating.is_on_edge, row.one_case) == (False, "")


def test_columns_that_nobody_has_named_are_not_looked_at(tmp_path: Path) -> None:
    project = quarters(tmp_path / "unnamed", points=[Q1, Q2])
    before = [query.id for query in open_report(SLUG, Q2, project=project).queries]
    _say(project, Q2, {"STATE": {"target": "5%", "status": "Red", "trend": "ñ", "comment": "No data."}}, named=False)
    report = open_report(SLUG, Q2, project=project)
    assert [query.id for query in report.queries] == before
    assert report.extract_words == {}


@pytest.mark.parametrize(
    ("cell", "column", "mark", "kinds"),
    [
        pytest.param("90%", "Provisional", Mark.PROVISIONAL, [], id="a mark"),
        pytest.param("90%", "est.", Mark.ESTIMATED, [], id="a mark by another word"),
        pytest.param("90%", "draft figure", Mark.PROVISIONAL, [], id="a mark in the sender's own words"),
        pytest.param("90%", " FINAL", None, [], id="none"),
        pytest.param("90%", "", None, [], id="nothing is said"),
        pytest.param("90% (p)", "Provisional", Mark.PROVISIONAL, [], id="both say the same"),
        pytest.param(
            "90% (p)", "Final", Mark.PROVISIONAL, [("mark-not-used", "other")], id="they contradict each other"
        ),
        pytest.param("90%", "Overdue", None, [("mark-not-used", "unknown")], id="a word that nobody has explained"),
        pytest.param("Not available", "Overdue", None, [], id="there is no figure"),
    ],
)
def test_a_mark_in_a_column_of_its_own(
    tmp_path: Path, cell: str, column: str, mark: Mark | None, kinds: list[tuple[str, str]]
) -> None:
    figures = FIGURES | {"STATE": (*FIGURES["STATE"][:4], cell)}
    project = quarters(tmp_path / "said", points=["2024-25-q2", Q1, Q2], figures=figures)
    _say(project, Q2, {"STATE": {"mark": column}})
    toml = project.extracts(Period.parse(Q2)) / "sources.toml"
    replace_text(toml, "[performance]\n", '[performance]\nmarks = { "draft figure" = "provisional" }\n')
    report = open_report(SLUG, Q2, project=project)
    assert report.measure("STATE").actual.mark is mark
    assert [(key, case) for key, _, case in _about(report, "STATE", "mark-not-used")] == kinds


def test_a_note_begins_an_entry_when_asked_and_is_marked_until_it_is_changed(tmp_path: Path) -> None:
    note = "## TOTAL\n5 * 3 < 20 late_forms_, {{ report.title }} & [so](on)"
    project = quarters(tmp_path / "said", points=["2024-25-q2", Q1, Q2])
    _say(project, Q2, {"STATE": {"comment": note}, "HALF": {"comment": "Forms came late."}})
    folder = project.commentary(Period.parse(Q2), SLUG)
    assert pprr("draft", Q2, project=project).returncode == 0
    ours = '"## HALF\\n", "\\n", "Our own words because staff left.\\n", "'
    replace_text(folder / "commentary.ipynb", '"## HALF', ours)

    told = pprr("draft", Q2, "--notes", project=project)

    report = open_report(SLUG, Q2, project=project)
    marked = [one.item for one in report.queries if one.key == "words-of-the-service"]
    shown = BeautifulSoup(str(page_words(report.shown_words("STATE"), below=2)), "lxml").get_text().strip()
    assert (told.returncode, "begun with the service's note: STATE" in told.stdout) == (0, True)
    assert (marked, report.entries["HALF"].as_typed) == (["STATE"], "Our own words because staff left.")
    assert shown == " ".join(note.split())
    assert "none" in pprr("draft", Q2, "--notes", project=project).stdout.rpartition("note:")[2]
