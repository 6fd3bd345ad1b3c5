"""A council without a cash limit, reserves, savings or texts of priorities: said once, and asked for nowhere."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import nbformat
import pytest
from builders.council import SLUG, quarters
from builders.files import write_csv

from pprr import notebook as page
from pprr.domain import Period
from pprr.domain.errors import FaultsError
from pprr.ingest.agreement.new_year import start_year
from pprr.ingest.clean import clean
from pprr.ingest.load import load
from pprr.project import Project
from pprr.report import open_report
from pprr.report.assemble import assemble
from pprr.report.record.record import record_of
from pprr.run.publish.page import Imprint, page_of

POINTS = ("2025-26-q1", "2025-26-q2")
PERIOD = Period.parse("2025-26-q2")
ALL = ("budget", "outturn", "reserves", "savings")
_SECTION = r"\[{name}\]\nfile = \"{name}.csv\"\nmoney_unit = \"thousands\"\n?"
_OF_THE_AGREEMENT = ("reserves", "savings")


def council(folder: Path, *, without: Sequence[str], left_out: Iterable[str] | None = None) -> Project:
    """A project whose council is said to lack something; ``left_out`` are the sections that are not laid out."""
    project = quarters(folder / "council", points=POINTS)
    gone = set(ALL) & set(without) if left_out is None else set(left_out)
    for path in sorted((folder / "council/data/raw").rglob("sources.toml")):
        is_agreement = path.parent.name == "agreement"
        text = path.read_text(encoding="utf-8")
        own = {name.removeprefix("agreed ") for name in without} & set(_OF_THE_AGREEMENT) if is_agreement else gone
        for name in own:
            text = re.sub(_SECTION.format(name=name), "", text)
            (path.parent / f"{name}.csv").unlink()
        if is_agreement and without:
            text += f"[council]\nwithout = {list(without)}\n".replace("'", '"')
        path.write_text(text, encoding="utf-8")
    return project


def shown(project: Project) -> str:
    """Every part of the report that the notebook shows, in its order."""
    report = open_report(SLUG, PERIOD, project=project)
    parts = (
        *(page.summary, page.overview, page.priorities, page.cash_limit, page.outturn, page.reserves, page.savings),
        *(page.capital, page.accounts, page.definitions, page.sources),
    )
    return "\n".join(str(part(report)) for part in parts)


def test_a_report_without_money_has_no_word_about_it(tmp_path: Path) -> None:
    project = council(tmp_path, without=ALL)
    report = open_report(SLUG, PERIOD, project=project)
    text = re.sub(r"<[^>]+>", " ", shown(project))
    assert re.findall(r"(?i)cash limit|reserve|saving|outturn|surplus|revenue|money|£", text) == []
    assert set(report.items) & {*ALL, "capital", "accounts"} == set()
    assert not [query for query in report.queries if query.item in ALL]
    assert "outturn" not in report.wanted
    assert not report.is_money_exception
    assert list(record_of(report)["tables"]) == ["measures", "readings"]


@pytest.mark.parametrize(
    ("lacking", "kept", "gone"),
    [
        pytest.param("reserves", ("budget", "outturn", "savings"), ("reserves",), id="no reserves"),
        pytest.param("savings", ("budget", "outturn", "reserves"), ("savings",), id="no savings"),
        pytest.param(
            "budget", ("outturn", "reserves", "savings"), ("budget",), id="an outturn and no lines of a limit"
        ),
        pytest.param("outturn", ("budget", "reserves", "savings"), ("outturn",), id="a limit and no outturn"),
    ],
)
def test_what_is_lacking_is_left_out_and_the_rest_stays(
    tmp_path: Path, lacking: str, kept: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    report = open_report(SLUG, PERIOD, project=council(tmp_path, without=[lacking]))
    tables = record_of(report)["tables"]
    assert [name in tables for name in (*kept, *gone)] == [True] * len(kept) + [False] * len(gone)
    assert not [query for query in report.queries if query.kind == "identity broken"]


def test_appropriations_are_held_against_no_reserves_where_there_are_none(tmp_path: Path) -> None:
    project = council(tmp_path, without=["reserves"])
    folder = project.extracts(PERIOD)
    header = ["portfolio", "cash_limit", "expenditure", "appropriations", "outturn", "variance"]
    write_csv(folder / "outturn.csv", [header, [SLUG, "1000", "1015", "-15", "1000", "0"]])
    broken = [query for query in open_report(SLUG, PERIOD, project=project).queries if query.kind == "identity broken"]
    assert broken == []


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        pytest.param((), ["not-in-both"] * 2, id="the agreement lists none of them: each is asked about"),
        pytest.param(("agreed reserves", "agreed savings"), [], id="the agreement lists none at all"),
    ],
)
def test_reserves_and_savings_that_no_agreement_lists(
    tmp_path: Path, without: tuple[str, ...], expected: list[str]
) -> None:
    project = council(tmp_path, without=without)
    folder = project.extracts(PERIOD)
    rows = [["portfolio", "purpose", "approved", "change", "balance"], [SLUG, "Examples", "10", "0", "10"]]
    write_csv(folder / "reserves.csv", rows)
    write_csv(folder / "savings.csv", [["portfolio", "proposal", "value", "achieved"], [SLUG, "Fewer", "10", "10"]])
    found = open_report(SLUG, PERIOD, project=project).queries
    assert [query.key for query in found if query.key == "not-in-both"] == expected


@pytest.mark.parametrize(
    ("without", "left_out", "expected"),
    [
        pytest.param((), ("savings",), [("section-missing", "savings")], id="left out, and nothing is said"),
        pytest.param((), ALL, [("section-missing", name) for name in ALL], id="all are told at once"),
        pytest.param(("savings",), (), [("section-of-none", "savings")], id="laid out, and said to be none"),
    ],
)
def test_a_section_is_there_or_is_said_to_be_none(
    tmp_path: Path, without: tuple[str, ...], left_out: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    project = council(tmp_path, without=without, left_out=left_out)
    with pytest.raises(FaultsError) as caught:
        clean(project, PERIOD)
    assert [(fault.key, fault.fields["section"]) for fault in caught.value.faults] == expected


def test_an_agreement_says_so_of_its_own_lists_too(tmp_path: Path) -> None:
    project = council(tmp_path, without=ALL)
    path = project.agreement(PERIOD) / "sources.toml"
    path.write_text('[council]\nwithout = ["budget", "outturn"]\n', encoding="utf-8")
    with pytest.raises(FaultsError) as caught:
        clean(project, PERIOD)
    found = [(fault.key, fault.fields["section"], fault.fields["what"]) for fault in caught.value.faults]
    assert found[:2] == [
        ("section-missing", "reserves", "agreed reserves"),
        ("section-missing", "savings", "agreed savings"),
    ]


@pytest.mark.parametrize("column", [pytest.param(["text"], id="blank cells"), pytest.param([], id="no column")])
def test_priorities_may_have_no_text_where_that_is_said(tmp_path: Path, column: list[str]) -> None:
    project = council(tmp_path, without=["priority texts"])
    rows = [["portfolio", "priority", "title", *column], [SLUG, "1", "Examples", *([""] * len(column))]]
    write_csv(project.agreement(PERIOD) / "priorities.csv", rows)
    [priority] = open_report(SLUG, PERIOD, project=project).priorities
    assert priority.text == ""


def test_what_is_said_holds_for_tables_that_lie_there_already(tmp_path: Path) -> None:
    project = council(tmp_path, without=ALL)
    fresh, again = clean(project, PERIOD), load(project, PERIOD)
    assert fresh.lacks == again.lacks >= set(ALL)
    assert assemble(project, again, SLUG).items == assemble(project, fresh, SLUG).items


def test_a_new_year_begins_without_it_too(tmp_path: Path) -> None:
    project = council(tmp_path, without=["savings", "budget"])
    folder, to_fill_in = start_year(project, 2026)
    assert not (folder / "savings.csv").exists()
    assert (folder / "reserves.csv").exists()
    assert not [line for line in to_fill_in if line.startswith("savings.csv")]
    said = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    assert said["council"]["without"] == ["savings", "budget"]


def test_a_chapter_with_nothing_below_it_is_not_on_the_page() -> None:
    cells = nbformat.v4
    shows = cells.new_output("display_data", data={"text/html": "<p>Shown</p>"})
    silent = cells.new_output("display_data", data={"text/html": " "})
    notebook = cells.new_notebook(
        cells=[
            cells.new_markdown_cell("## 1. Full"),
            cells.new_code_cell("1", outputs=[silent]),
            cells.new_code_cell("1", outputs=[shows]),
            cells.new_markdown_cell("## 2. Empty"),
            cells.new_code_cell("1", outputs=[silent]),
            cells.new_code_cell("1"),
            cells.new_markdown_cell("## 3. Words\n\nOf its own."),
            cells.new_markdown_cell("## 4. Followed by words"),
            cells.new_markdown_cell("Words."),
            cells.new_markdown_cell("## 5. Last"),
        ]
    )
    text = page_of(nbformat.from_dict(notebook), Imprint("en-GB", "#12436D"))
    headings = ["1. Full", "2. Empty", "3. Words", "4. Followed by words", "5. Last"]
    assert [text.count(heading) for heading in headings] == [2, 0, 2, 2, 2]  # in the contents, and above its part
