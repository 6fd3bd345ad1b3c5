"""Words over time: the last report's as reference, those taken over, those of a revised figure, those that got lost."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from builders.council import SLUG, quarters, say
from builders.files import bytes_of, read_csv, rewrite_csv, write_csv
from builders.told import sentence
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pprr.cli.commands import app
from pprr.commentary import earlier
from pprr.commentary.entries import Entry
from pprr.commentary.same_words import is_word_for_word
from pprr.commentary.written_for import FILE, Stage, note, read_written
from pprr.domain import Period, Query, Severity
from pprr.domain.catalogue import rows_of
from pprr.notebook import commentary
from pprr.project import Project
from pprr.report import Report, open_report

OLD, NEW = "2025-26-q1", "2025-26-q2"
# The words that a report cannot be approved without.
OTHERS = dict.fromkeys(("overview", "ROLLING", "LATE", "outturn"), "The work goes on as it was planned.")
LONG = "Two posts are empty, and the team works through the backlog that is left."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return quarters(tmp_path / "project", points=("2024-25-annual", OLD, NEW))


def opened(project: Project, period: str = NEW) -> Report:
    return open_report(SLUG, period, project=project)


def of_kind(report: Report, kind: str) -> list[Query]:
    return [query for query in report.open_queries if query.kind == kind]


def run(project: Project, *arguments: str) -> str:
    """What a command says on both streams."""
    ended = CliRunner().invoke(app, ["--project", str(project.root), *arguments])
    assert ended.exit_code in {0, 1}, ended.output
    return ended.output


def revise(project: Project, text: str, measure: str = "STATE") -> None:
    rewrite_csv(project.extracts(Period.parse(NEW)) / "performance.csv", measure, "actual", text)


def succeed(project: Project, predecessors: str) -> None:
    """Lets the measure STATE go on from others."""
    path = project.agreement(Period.parse(NEW)) / "measures.csv"
    header, *listed = read_csv(path)
    rows = [[*row, predecessors if row[0] == "STATE" else ""] for row in listed]
    write_csv(path, [[*header, "predecessors"], *rows])


@pytest.mark.parametrize(
    ("opens", "is_told"),
    [
        pytest.param(f'report = page.open_report("{SLUG}", "{NEW}")', False, id="this one"),
        pytest.param(f"report = page.open_report('{SLUG}', '2025/26 Mid-Year')", False, id="this one by another name"),
        pytest.param(f'report = page.open_report("{SLUG}", "{OLD}")', True, id="the last one"),
        pytest.param(f'report = page.open_report(\n    "another", "{NEW}"\n)', True, id="another portfolio"),
        pytest.param(f'report = page.open_report("{SLUG}", "last year")', True, id="no period"),
        pytest.param("report = page.open_report(name, when)", False, id="names of the analyst's own"),
    ],
)
def test_a_notebook_that_was_copied_from_another_report_is_told(project: Project, opens: str, is_told: bool) -> None:
    """Else the words are written beside the figures of another quarter."""
    folder = say(project, NEW, {"overview": LONG})
    path = folder / "words.ipynb"
    data = json.loads(path.read_text("utf-8"))
    data["cells"].insert(0, {"cell_type": "code", "metadata": {}, "source": opens, "outputs": []})
    path.write_text(json.dumps(data), encoding="utf-8")
    told = of_kind(opened(project), "figures of another report")
    assert [query.found.startswith("words.ipynb opens ") for query in told] == [True] * is_told


# The last report's words.


def test_the_last_words_of_an_item_are_those_of_the_last_report_that_has_some(project: Project) -> None:
    say(project, "2024-25-annual", {"STATE": "Long ago.", "TOTAL": "Of the year.", "BARE": "Bare."})
    say(project, OLD, {"STATE": "Of the quarter.", "TOTAL": "", "outturn": "Money."})
    words = opened(project).earlier.words
    assert {item: (str(last.period), last.text) for item, last in words.items()} == {
        "STATE": (OLD, "Of the quarter."),
        "TOTAL": ("2024-25-annual", "Of the year."),
        "BARE": ("2024-25-annual", "Bare."),
        "outturn": (OLD, "Money."),
    }
    assert words["STATE"].place == f'notebooks/commentary/{OLD}/{SLUG}/words.ipynb, under "## STATE"'
    assert opened(project, "2024-25-annual").earlier.words == {}


def test_the_words_of_a_predecessor_and_of_another_portfolio_are_found(project: Project) -> None:
    succeed(project, "FORMER; OLDER")
    say(project, OLD, {"FORMER": "As it was called.", "outturn": "Own money."})
    say(project, OLD, {"TOTAL": "Elsewhere.", "outturn": "Other money."}, slug="other-services")
    words = opened(project).earlier.words
    assert {item: last.text for item, last in words.items()} == {
        "STATE": "As it was called.",
        "TOTAL": "Elsewhere.",
        "outturn": "Own money.",
    }


def test_last_words_that_a_warm_process_has_read_are_those_of_now(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(project, OLD, {"STATE": "As it was."})
    earlier.keep(project, Period.parse(NEW), SLUG)
    with monkeypatch.context() as once:
        once.setattr(earlier, "parse_notebook", lambda *_: pytest.fail("read again"))
        assert opened(project).earlier.words["STATE"].text == "As it was."
    say(project, OLD, {"STATE": "As it is."})
    assert opened(project).earlier.words["STATE"].text == "As it is."


def test_an_earlier_notebook_that_cannot_be_read_stops_nothing_and_is_told(project: Project) -> None:
    (say(project, OLD, {}) / "broken.ipynb").write_text("{", "utf-8")
    say(project, OLD, {"STATE": "Words."})
    report = opened(project)
    assert report.earlier.words["STATE"].text == "Words."
    [query] = of_kind(report, "earlier words unreadable")
    assert f"notebooks/commentary/{OLD}/{SLUG}/broken.ipynb cannot be read" in query.found


def test_a_writer_sees_the_last_words_and_no_page_does(project: Project) -> None:
    say(project, OLD, {"STATE": "It was <script>alert(1)</script> **so**."})
    say(project, NEW, {"STATE": "It is so."})
    report = opened(project)
    shown = BeautifulSoup(commentary.item(report, "STATE").text, "html.parser")
    details = next(found for found in shown.find_all("details") if "to go on from" in found.find("summary").get_text())
    assert details.find("summary").get_text() == "Words of the First Update Report 2025/26, to go on from"
    assert details.find("strong").get_text() == "so"
    assert shown.find("script") is None
    assert "to go on from" not in commentary.item(report, "TOTAL").text
    assert report.words("STATE") == "It is so."


def test_a_row_gets_a_heading_unasked_where_the_last_report_had_words_of_it(project: Project) -> None:
    assert "priority-1" not in opened(project).drafted
    say(project, OLD, {"priority-1": "Said."})
    report = opened(project)
    assert report.drafted.index("priority-1") == report.drafted.index("STATE") - 1


# Words taken over.

SAME = (
    pytest.param(LONG, LONG, True, id="the same"),
    pytest.param(
        LONG, "  two posts are empty,\n\nand the team works through THE backlog that is left.", True, id="spaces"
    ),
    pytest.param(LONG, f"{LONG} One is filled.", False, id="a sentence more"),
    pytest.param("On target as before.", "On target as before.", False, id="a formula"),
    pytest.param("", "", False, id="none"),
    pytest.param(f"It is {{{{ actual }}}}. {LONG}", f"It is {{{{ actual }}}}. {LONG}", True, id="live, and a reason"),
    pytest.param(
        "It is {{ actual }}, which is {{ difference }} points away from its target of {{ target }} now.",
        "It is {{ actual }}, which is {{ difference }} points away from its target of {{ target }} now.",
        False,
        id="nothing but live values",
    ),
)


@pytest.mark.parametrize(("before", "now", "expected"), SAME)
def test_words_are_taken_over_where_more_than_a_formula_is_the_same(before: str, now: str, expected: bool) -> None:
    assert is_word_for_word(now, before) is expected


def test_words_taken_over_are_a_query_that_names_the_report(project: Project) -> None:
    say(project, OLD, {"STATE": LONG, "YEAR": LONG, "outturn": LONG})
    say(project, NEW, {"STATE": LONG.upper(), "YEAR": LONG, "outturn": f"{LONG} It goes on."})
    [query] = of_kind(opened(project), "words unchanged")
    assert query.item == "STATE", "of YEAR no figure is due, so there is nothing new to be said"
    assert 'those of the First Update Report 2025/26, word for word: "TWO POSTS' in query.found
    assert query.source.startswith('words.ipynb, under "## STATE"; ')


# Words of a figure that has been revised.


def test_words_are_marked_when_their_figure_is_revised_with_both_figures(project: Project) -> None:
    folder = say(project, NEW, {"STATE": "It fell.", "TOTAL": "It rose."})
    run(project, "check", NEW)
    assert read_written(folder).entries["STATE"].figures["2025/26 Q2 figure"] == "90%"
    revise(project, "88%")
    noted = (folder / FILE).read_bytes()
    report = opened(project)
    [query] = of_kind(report, "written for another figure")
    assert (query.item, query.fields) == ("STATE", {"told": rows_of([("2025/26 Q2 figure", "90%", "88%")])})
    run(project, "check", NEW)
    assert (folder / FILE).read_bytes() == noted, "the words are still those of the first figure"
    say(project, NEW, {"STATE": "It fell further.", "TOTAL": "It rose."})
    assert of_kind(opened(project), "written for another figure") == []
    run(project, "check", NEW)
    assert read_written(folder).entries["STATE"].figures["2025/26 Q2 figure"] == "88%"


def test_the_mark_goes_when_it_is_accepted_and_comes_again_with_another_figure(project: Project) -> None:
    say(project, NEW, {"STATE": "It fell."})
    run(project, "check", NEW)
    revise(project, "88%")
    [query] = of_kind(opened(project), "written for another figure")
    assert "accepted" in run(project, "accept", query.id, NEW, "--reason", "It still fell.", "--name", "A. N. Other")
    assert of_kind(opened(project), "written for another figure") == []
    revise(project, "87%")
    [again] = of_kind(opened(project), "written for another figure")
    assert again.id != query.id
    revise(project, "90%")
    assert of_kind(opened(project), "written for another figure") == []


@pytest.mark.parametrize(
    ("item", "table", "row", "column", "text", "told"),
    [
        pytest.param("STATE", "targets", "STATE", "target", "95%", "target was 90%, and it is 95% now", id="a target"),
        pytest.param(
            "outturn",
            "outturn",
            SLUG,
            "expenditure",
            "1030",
            "net expenditure was £000 1,015, and it is £000 1,030",
            id="money",
        ),
        pytest.param("priority-1", "performance", "STATE", "actual", "20%", "count of statuses was", id="a count"),
    ],
)
def test_every_item_has_figures_that_its_words_are_about(
    project: Project, item: str, table: str, row: str, column: str, text: str, told: str
) -> None:
    say(project, NEW, {item: "Some words."})
    run(project, "check", NEW)
    period = Period.parse(NEW)
    folder = project.agreement(period) if table == "targets" else project.extracts(period)
    rewrite_csv(folder / f"{table}.csv", row, column, text)
    [query] = of_kind(opened(project), "written for another figure")
    assert (query.item, told in query.found) == (item, True), query.found


def test_words_of_live_values_alone_are_never_old(project: Project) -> None:
    say(project, NEW, {"STATE": "It is {{ actual }}.", "TOTAL": "It is {{ actual }}. It rose."})
    run(project, "check", NEW)
    revise(project, "88%")
    revise(project, "530", "TOTAL")
    assert [query.item for query in of_kind(opened(project), "written for another figure")] == ["TOTAL"]


def test_neither_opening_nor_running_a_report_notes_anything(project: Project) -> None:
    folder = say(project, NEW, {"STATE": "It fell."})
    opened(project)
    run(project, "run", NEW)
    assert not (folder / FILE).exists()
    run(project, "draft", NEW)
    assert read_written(folder).entries["STATE"].words == "It fell."


def test_a_folder_that_cannot_be_written_to_stops_no_check(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    say(project, NEW, {"STATE": "It fell."})

    def refuse(path: Path, data: bytes) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pprr.commentary.written_for.write_whole", refuse)
    told = run(project, "check", NEW)
    assert "not noted" in told
    assert f"notebooks/commentary/{NEW}/{SLUG} cannot be written to (Permission denied)" in told
    assert "Queries:" in told


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)) | st.sampled_from("\n\t\"'\\"), max_size=40)


@given(st.dictionaries(st.from_regex(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+){0,2}", fullmatch=True), WORDS.map(str.strip)))
def test_what_is_noted_is_read_back(tmp_path_factory: pytest.TempPathFactory, said: dict[str, str]) -> None:
    folder = tmp_path_factory.mktemp("noted")
    entries = {item: Entry(item, text, "") for item, text in said.items()}
    figures = {item: {"2019/20 figure": text} for item, text in said.items()}
    has_words = any(said.values())
    assert note(folder, entries, figures) is has_words
    found = read_written(folder)
    assert (found.fault, {item: one.words for item, one in found.entries.items()}) == (
        "",
        {item: text for item, text in said.items() if text},
    )
    assert not note(folder, entries, figures)


def test_two_peoples_notes_merge_and_a_conflict_is_told_and_left_alone(project: Project) -> None:
    folder = say(project, NEW, {"STATE": "It fell."})
    (folder / FILE).write_text("<<<<<<< HEAD\n[STATE]\n=======\n>>>>>>> other\n", "utf-8")
    kept = bytes_of(folder)
    told = run(project, "check", NEW)
    assert sentence("notes-unreadable", file=FILE).lower() in told.lower()
    assert sentence("notes-unreadable", "action") in told
    assert bytes_of(folder) == kept


# Words that got lost.


def test_deleted_words_are_reported_kept_and_found_again(project: Project) -> None:
    folder = say(project, NEW, {"STATE": "It fell,\nby much.", "TOTAL": "It rose."})
    run(project, "draft", NEW)
    say(project, NEW, {"TOTAL": "It rose."})
    told = run(project, "draft", NEW)
    assert sentence("words-deleted", found="item") in told.lower()
    assert '"It fell, by much."' in told
    run(project, "check", NEW)
    assert read_written(folder).entries["STATE"].words == "It fell,\nby much."
    [query] = of_kind(opened(project), "words deleted")
    assert (query.item, query.severity) == ("STATE", Severity.NOTE)
    run(project, "accept", query.id, NEW, "--reason", "Meant.", "--name", "A. N. Other")
    assert of_kind(opened(project), "words deleted") == []


def test_words_that_were_approved_are_missed_until_they_are_let_go(project: Project) -> None:
    """A sentence that is tried and taken away is ordinary writing; one that was approved may have got lost."""
    folder = say(project, NEW, {"STATE": "The team is small.", "TOTAL": "The team is large.", **OTHERS})
    run(project, "approve", SLUG, NEW, "--name", "A. Head")
    assert {noted.stage for noted in read_written(folder).entries.values()} == {Stage.APPROVED}
    say(project, NEW, {"STATE": "The team is new.", **OTHERS})
    run(project, "check", NEW)
    say(project, NEW, OTHERS)
    assert {(query.item, query.severity) for query in of_kind(opened(project), "words deleted")} == {
        ("STATE", Severity.WARNING),
        ("TOTAL", Severity.WARNING),
    }
    assert "are open all the same" in run(project, "approve", SLUG, NEW, "--name", "A. Head")
    assert of_kind(opened(project), "words deleted") == []
    assert read_written(folder).entries["STATE"].words == "The team is new.", "it is kept all the same"
    say(project, NEW, {"STATE": "The team is new.", **OTHERS})
    run(project, "check", NEW)
    assert read_written(folder).entries["STATE"].stage is Stage.SEEN


def test_a_deleted_notebook_is_one_query_until_there_is_another(project: Project) -> None:
    folder = say(project, NEW, {"STATE": "It fell.", "TOTAL": "It rose."})
    run(project, "check", NEW)
    (folder / "words.ipynb").unlink()
    [query] = of_kind(opened(project), "words deleted")
    assert (query.fields["case"], query.fields["words"]) == ("all", "STATE, TOTAL")
    run(project, "draft", NEW)
    assert {query.item for query in of_kind(opened(project), "words deleted")} == {"STATE", "TOTAL"}


def test_words_that_moved_are_not_lost(project: Project) -> None:
    say(project, NEW, {"STATE": "It fell.", "TOTAL": "It rose."})
    run(project, "check", NEW)
    say(project, NEW, {"TOTAL": "It  fell."})
    say(project, NEW, {"STATE": "It rose."}, "other.ipynb")
    assert of_kind(opened(project), "words deleted") == []
    say(project, NEW, {"TOTAL": "Of all: it fell. And it rose."})
    say(project, NEW, {"STATE": ""}, "other.ipynb")
    assert of_kind(opened(project), "words deleted") == []


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        pytest.param("STATES", {"action": "near", "other": "STATE"}, id="a letter more"),
        pytest.param("state", {"action": "near", "other": "STATE"}, id="small letters"),
        pytest.param("Out-turn", {"action": "near", "other": "outturn"}, id="a hyphen"),
        pytest.param("FORMER", {"action": "successor", "other": "STATE"}, id="a predecessor"),
        pytest.param("GONE", {"action": "earlier"}, id="a measure that has gone"),
        pytest.param("Weather", {"action": "heading"}, id="none of ours"),
    ],
)
def test_a_heading_that_is_no_items_offers_what_may_be_meant(
    project: Project, heading: str, told: dict[str, str]
) -> None:
    succeed(project, "FORMER")
    before = Period.parse("2024-25-annual")
    folder = project.agreement(before)
    for path in (folder / "measures.csv", folder / "targets.csv", project.extracts(before) / "performance.csv"):
        write_csv(
            path, [[{"STATE": "FORMER", "BARE": "GONE"}.get(cell, cell) for cell in row] for row in read_csv(path)]
        )
    say(project, NEW, {heading: "Words."})
    [query] = of_kind(opened(project), "words without an item")
    assert {name: text for name, text in query.fields.items() if text} == told
    told_by_draft = run(project, "draft", NEW)
    assert sentence("words-without-an-item", "action", **told) in told_by_draft
    assert f'words.ipynb, under "## {heading}"' in told_by_draft
    assert "Words." in (project.commentary(Period.parse(NEW), SLUG) / "words.ipynb").read_text("utf-8")


def test_a_heading_that_counts_as_words_of_the_item_above_is_blocking(project: Project) -> None:
    say(project, NEW, {"STATE": "It fell.\n\n## to tal\n\nIt rose.\n\n## What we do\n\nMuch.\n\n```\n## TOTAL\n```"})
    [query] = of_kind(opened(project), "heading unclear")
    assert query.is_blocking
    assert (query.fields["quoted"], query.fields["meant"]) == ('"## to tal"', "TOTAL")


@pytest.mark.parametrize(
    ("cell_type", "text", "is_told"),
    [
        pytest.param("code", f"## STATE\n\n{LONG}", True, id="made code"),
        pytest.param("raw", f"## STATE\r\n{LONG}", True, id="made raw, line ends of Windows"),
        pytest.param("code", "## setup\nx = 1", False, id="a comment of code"),
        pytest.param("code", f"## BARE\n{LONG}", False, id="words that stand in Markdown too"),
    ],
)
def test_words_in_a_cell_that_is_not_markdown_are_told(
    project: Project, cell_type: str, text: str, is_told: bool
) -> None:
    path = say(project, NEW, {"BARE": "Said."}) / "words.ipynb"
    data = json.loads(path.read_text("utf-8"))
    data["cells"].append({"cell_type": cell_type, "metadata": {}, "source": text})
    path.write_text(json.dumps(data), encoding="utf-8")
    told = of_kind(opened(project), "words in a code cell")
    assert [(query.item, query.source) for query in told] == [("STATE", "words.ipynb, cell 2")] * is_told
    assert ("words in a code cell" in run(project, "draft", NEW)) == is_told


def test_a_heading_twice_names_all_places_and_stops_that_portfolio_alone(project: Project) -> None:
    say(project, NEW, {"STATE": "It fell.", "TOTAL": "It rose."})
    say(project, NEW, {"STATE": "It fell.", "TOTAL": ""}, "again.ipynb")
    told = run(project, "draft", NEW)
    for item in ("STATE", "TOTAL"):
        assert f'the heading "## {item}" stands in again.ipynb, cell' in told


def test_rows_are_drafted_where_they_are_asked_for(project: Project) -> None:
    folder = project.commentary(Period.parse(NEW), SLUG)
    run(project, "draft", NEW)
    before = opened(project).entries
    assert "priority-1" not in before
    assert "added priority-1." in run(project, "draft", NEW, "--also", "priorities")
    assert list(opened(project).entries)[:3] == ["overview", "priority-1", "STATE"]
    assert "nothing to add" in run(project, "draft", NEW, "--also", "priority-1")
    kept = bytes_of(folder)
    ended = CliRunner().invoke(app, ["--project", str(project.root), "draft", NEW, "--also", "priority-2"])
    assert (ended.exit_code, bytes_of(folder)) == (2, kept)
    assert sentence("no-such-row", row="priority-2", remedy="near", near="priority-1") in ended.output
