"""Words that say nothing, promise what has gone by, or leave out what readers would ask first."""

import datetime
from pathlib import Path

import pytest
from builders.council import FIGURES, SLUG, quarters, say
from builders.files import read_csv, rewrite_csv, write_csv

from pprr.domain import Period, Severity
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.report.queries.saying import promises_gone_by, says_nothing

NEW = "2025-26-q2"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        *((words, True) for words in ("Noted.", "No comment.", "See above.", "As before.", "OK", "TBC", "n/a", "-")),
        *((words, True) for words in ("Performance is below target.", "It is 45% (9 of 20), short of the target.")),
        ("It fell because the depot flooded.", False),
        ("Two posts were vacant.", False),
        ("A recovery plan was agreed.", False),
        ("The Head of Parks looks into it.", False),
        ("More is known in October.", False),
        ("More is known by the end of 2026.", False),
        ("word " * 40, False),
    ],
)
def test_an_entry_that_names_no_cause_no_action_nobody_and_no_day_says_nothing(words: str, expected: bool) -> None:
    assert says_nothing(words) is expected


JUNE = datetime.date(2020, 6, 1)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A closing report is expected in May 2020.", ("expected in May 2020",)),
        ("It is due by the end of March 2020, and more is due in May 2020.", ("due by the end of March 2020",)),
        ("The depot will open on 4 May 2020.", ("will open on 4 May 2020",)),
        ("A plan is to be completed by April 2019", ("to be completed by April 2019",)),
        ("It is expected in June 2020.", ()),
        ("It is expected in July 2020.", ()),
        ("It was expected in May 2020 and came in June.", ()),
        ("It had been due in May 2020.", ()),
        ("It came in May 2020.", ()),
        ("It will be higher than in May 2020.", ()),
        ("It has risen since May 2020 and is expected to rise.", ()),
        ("The target for May 2020 was met.", ()),
    ],
)
def test_a_promise_for_a_day_before_the_reports_own_is_found(words: str, expected: tuple[str, ...]) -> None:
    assert promises_gone_by(words, JUNE)[:1] == expected


def project_with(folder: Path, **state: str) -> Project:
    """A council whose measure STATE had those figures: in the quarter before, in this one."""
    figures = {
        **FIGURES,
        "QUARTER": ("60", "15", "66", "16", "14"),
        "STATE": (*FIGURES["STATE"][:3], state["before"], state["now"]),
    }
    return quarters(folder / "project", points=("2024-25-annual", "2025-26-q1", NEW), figures=figures)


def told(project: Project, key: str) -> list[tuple[str, Severity]]:
    report: Report = open_report(SLUG, NEW, project=project)
    return [(query.item, query.severity) for query in report.open_queries if query.key == key]


def test_wanted_words_that_say_nothing_are_a_warning_and_others_are_not(tmp_path: Path) -> None:
    project = project_with(tmp_path, before="92%", now="88%")
    say(project, NEW, {"overview": "Noted.", "STATE": "Two posts were vacant.", "TOTAL": "Noted.", "outturn": "Noted."})
    assert told(project, "says-nothing") == [("overview", Severity.WARNING), ("outturn", Severity.WARNING)]


def test_a_promise_gone_by_is_a_warning(tmp_path: Path) -> None:
    project = project_with(tmp_path, before="92%", now="91%")
    say(project, NEW, {"overview": "A new system is expected in May 2025.", "TOTAL": "It is due in May 2026."})
    assert told(project, "promise-gone-by") == [("overview", Severity.WARNING)]


@pytest.mark.parametrize(
    ("now", "words", "is_asked"),
    [
        pytest.param("91%", "", True, id="worse, Green, no words"),
        pytest.param("91%", "Two posts were vacant.", False, id="with words"),
        pytest.param("97%", "", False, id="better"),
        pytest.param("80%", "", False, id="worse and no longer Green, which wants words"),
    ],
)
def test_a_fall_that_stays_green_is_asked_about(tmp_path: Path, now: str, words: str, is_asked: bool) -> None:
    project = project_with(tmp_path, before="96%", now=now)
    say(project, NEW, {"overview": "The year began well in May.", "STATE": words})
    assert told(project, "green-and-worse") == [("STATE", Severity.NOTE)] * is_asked


@pytest.mark.parametrize(
    ("last", "words", "asked"),
    [
        pytest.param("95%", "", "target-eased", id="easier than last year's"),
        pytest.param("95%", "The target was lowered by the board.", "", id="the words speak of it"),
        pytest.param("90%", "", "", id="the same"),
        pytest.param("85%", "", "target-harder", id="harder"),
        pytest.param("85%", "The board raised the target.", "", id="harder, and the words speak of it"),
        pytest.param("Aim to maximise", "", "", id="no figure then"),
    ],
)
def test_a_target_that_was_changed_is_asked_about(tmp_path: Path, last: str, words: str, asked: str) -> None:
    project = project_with(tmp_path, before="96%", now="97%")
    rewrite_csv(project.agreement(Period.parse("2024-25-annual")) / "targets.csv", "STATE", "target", last)
    say(project, NEW, {"overview": "The year began well in May.", "STATE": words})
    for key in ("target-eased", "target-harder"):
        assert told(project, key) == [("STATE", Severity.NOTE)] * (key == asked)


def test_a_target_whose_reason_the_agreement_gives_is_not_asked_about(tmp_path: Path) -> None:
    project = project_with(tmp_path, before="96%", now="97%")
    rewrite_csv(project.agreement(Period.parse("2024-25-annual")) / "targets.csv", "STATE", "target", "85%")
    targets = project.agreement(Period.parse(NEW)) / "targets.csv"
    head, *rows = read_csv(targets)
    write_csv(targets, [[*head, "reason"], *([*row, "The board asked for more."] for row in rows)])
    say(project, NEW, {"overview": "The year began well in May.", "STATE": ""})
    assert told(project, "target-harder") == []
