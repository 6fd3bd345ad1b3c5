"""Each figure of the words is shown with what it is tied to, and with the live value that it could be."""

import html
import json
from pathlib import Path

import pytest
from builders.command import pprr
from builders.commentary import write_entries
from builders.project import PERIOD, PORTFOLIO
from builders.told import refused

from pprr.commentary.entries import read_entries
from pprr.commentary.retype import Retyping, retype, undo
from pprr.domain.errors import CommentaryError
from pprr.notebook import commentary
from pprr.preview.panel import panel_of
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.report.proposals import proposals
from pprr.report.ties import tied_sentences

WORDS = {
    "overview": "8,032 people were helped. Of 12 measures, 3 are Green.",
    "CFE1.1": "8,032 people were helped, 3,032 above the target of 5,000; last year it was 2,021.",
    "CFE1.4": "37% were upheld, 28% in 2018/19, against a target of 34%. We wrote to 37 of them.",
    "CFE1.5": "37 of 102 (36%) were upheld. The share was 41%.",
    "CFE2.1": "19.3% of calls were not answered, 46,146 of them. We answered 10,439 more calls than in 2018/19.",
    "outturn": "The year ended with a deficit of £0.044m.",
    "reserves": "£0.131m is left.",
}


@pytest.fixture
def written(project_copy: Project) -> Project:
    """The example with these words."""
    folder = project_copy.commentary(PERIOD, PORTFOLIO)
    for path in folder.glob("*"):
        path.unlink()
    write_entries(folder, WORDS)
    return project_copy


def opened(project: Project) -> Report:
    return open_report(PORTFOLIO, PERIOD, project=project)


def shown(project: Project, item: str) -> list[str]:
    return [str(tie) for sentence in tied_sentences(opened(project), item) for tie in sentence.ties]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(
            "CFE1.1",
            [
                "8,032: 2019/20 actual of CFE1.1",
                "3,032: change from the target of CFE1.1",
                "5,000: target of CFE1.1",
                "2,021: 2018/19 actual of CFE1.1",
            ],
            id="a measure",
        ),
        pytest.param(
            "CFE1.5",
            ["41%: contradicts 2019/20 actual of CFE1.5", "37 of 102 (36%): 2019/20 actual of CFE1.5"],
            id="a contradiction comes first",
        ),
        pytest.param(
            "outturn",
            ["deficit: contradicts the data", "£0.044m: variance of outturn (a surplus of £0.044m)"],
            id="a sign of money",
        ),
    ],
)
def test_a_figure_is_shown_with_what_it_is_tied_to(written: Project, item: str, expected: list[str]) -> None:
    assert shown(written, item) == expected


def test_what_is_tied_to_nothing_stands_before_what_is_tied(written: Project) -> None:
    assert shown(written, "CFE1.4")[0] == "37: tied to nothing"


def test_ties_stand_above_the_entry_beside_the_page_and_in_check(
    written: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = opened(written)
    tie = "2,021: 2018/19 actual of CFE1.1"
    monkeypatch.chdir(written.root)
    assert tie in str(commentary.item(report, "CFE1.1"))
    assert tie in panel_of(report, is_linked=True).html
    assert tie in pprr("check", "--ties", PORTFOLIO, str(PERIOD), project=written).stdout
    assert tie not in pprr("check", PORTFOLIO, str(PERIOD), project=written).stdout


def test_proposals_are_of_the_own_item_and_exact(written: Project) -> None:
    found = {(one.item, one.typed): one.name for one in proposals(opened(written))}
    assert found == {
        ("overview", "12"): "counts.measures",
        ("overview", "3"): "counts.green",
        ("CFE1.1", "8,032"): "actual",
        ("CFE1.1", "3,032"): "difference.size",
        ("CFE1.1", "5,000"): "target",
        ("CFE1.1", "2,021"): "previous",
        ("CFE1.4", "37%"): "actual",
        ("CFE1.4", "28%"): "previous",
        ("CFE1.4", "34%"): "target",
        ("CFE1.5", "36%"): "actual",
        ("CFE2.1", "19.3%"): "rest",
        ("CFE2.1", "46,146"): "rest.count",
        ("CFE2.1", "10,439"): "numerator.change.size",
        ("reserves", "£0.131m"): "total.balance",
    }


def test_a_proposal_shows_the_sentence_before_and_after(written: Project) -> None:
    [one] = [one for one in proposals(opened(written)) if one.name == "counts.green"]
    assert (one.before, one.after) == ("Of 12 measures, 3 are Green.", "Of 12 measures, {{ counts.green }} are Green.")


def test_one_is_put_all_are_put_and_undo_gives_the_same_bytes(written: Project) -> None:
    path = next(written.commentary(PERIOD, PORTFOLIO).glob("*.ipynb"))
    before = path.read_bytes()
    [chosen] = [one.id for one in proposals(opened(written)) if one.item == "CFE1.4" and one.typed == "28%"]
    assert pprr("tie", PORTFOLIO, str(PERIOD), project=written).returncode == 0
    assert path.read_bytes() == before
    assert pprr("tie", PORTFOLIO, str(PERIOD), "--take", chosen, project=written).returncode == 0
    assert read_entries(path.parent)["CFE1.4"].text == WORDS["CFE1.4"].replace("28%", "{{ previous }}")
    assert pprr("tie", PORTFOLIO, str(PERIOD), "--undo", project=written).returncode == 0
    assert path.read_bytes() == before
    texts = {item: entry.text for item, entry in opened(written).entries.items()}
    assert pprr("tie", PORTFOLIO, str(PERIOD), "--all", project=written).returncode == 0
    tied = opened(written)
    assert {item: entry.text for item, entry in tied.entries.items()} == texts
    assert proposals(tied) == ()
    assert pprr("tie", PORTFOLIO, str(PERIOD), "--undo", project=written).returncode == 0
    assert path.read_bytes() == before


def test_the_notebook_lists_the_same_proposals(written: Project) -> None:
    report = opened(written)
    listed = html.unescape(str(commentary.ties(report)))
    assert [one.id for one in proposals(report) if f"<code>{one.id}</code>" not in listed] == []


def test_an_unknown_proposal_is_refused(written: Project) -> None:
    refusal = pprr("tie", PORTFOLIO, str(PERIOD), "--take", "k3v9x2pa", project=written)
    assert (refusal.returncode, "k3v9x2pa" in refusal.stderr) == (2, True)


def test_words_saved_since_are_not_undone(written: Project) -> None:
    folder = written.commentary(PERIOD, PORTFOLIO)
    path = next(folder.glob("*.ipynb"))
    retype(folder, [Retyping("CFE1.1", 0, "8,032", "{{ actual }}")])
    path.write_bytes(path.read_bytes() + b" ")
    with refused(CommentaryError, "saved-since-tied", file=f"{folder.name}/{path.name}"):
        undo(folder)
    assert "{{ actual }}" in path.read_text(encoding="utf-8")


def test_words_that_are_others_by_now_are_left_alone(written: Project) -> None:
    folder = written.commentary(PERIOD, PORTFOLIO)
    before = {path: path.read_bytes() for path in folder.glob("*.ipynb")}
    with refused(CommentaryError, "words-changed-meanwhile", file=f"{folder.name}/commentary.ipynb", item="CFE1.1"):
        retype(folder, [Retyping("CFE1.1", 1, "8,032", "{{ actual }}")])
    assert {path: path.read_bytes() for path in folder.glob("*.ipynb")} == before


def test_nothing_to_undo_is_said(tmp_path: Path) -> None:
    (tmp_path / "commentary.ipynb").write_text(json.dumps({"cells": [], "metadata": {}, "nbformat": 4}), "utf-8")
    with refused(CommentaryError, "nothing-tied", folder=tmp_path.name):
        undo(tmp_path)
