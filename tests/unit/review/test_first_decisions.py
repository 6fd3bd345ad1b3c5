"""What people decided with the first build stands: as it is, carried over to today's, and after that again.

``tests/data/decisions_of_0.1`` is a project that was decided with it, with what it made of that in ``expected.json``.
"""

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from builders.command import pprr
from builders.files import bytes_of
from builders.project import REPOSITORY

from pprr.commentary.decisions import read_decisions
from pprr.domain import Period, Query
from pprr.ingest.load import load
from pprr.project import Project, find_project
from pprr.report import Report
from pprr.report.assemble import assemble
from pprr.report.measures.build import past_of

FIRST_WORDING = REPOSITORY / "tests" / "golden" / "first_wording.txt"
FIRST = REPOSITORY / "tests" / "data" / "decisions_of_0.1"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FIRST / "expected.json").read_text("utf-8"))["periods"]
# What a later build asks besides is new to a draft, and is no decision; of a report that was approved it asks nothing.
KINDS_THEN = {line[1:].partition("]")[0] for line in FIRST_WORDING.read_text("utf-8").splitlines() if line[:1] == "["}
SAID = ("kind", "severity", "item", "found", "expected", "action", "source", "sentence")
# An agreement was CSV alone then, and may be a workbook now: what is to be done names its table, and no file.
TABLES_THEN = re.compile(r"\b(measures|targets|portfolios)\.csv")


@pytest.fixture
def first(tmp_path: Path) -> Project:
    """The project as the first build left it."""
    shutil.copytree(FIRST / "project", tmp_path / "project")
    return find_project(tmp_path / "project")


def _reports(project: Project) -> dict[tuple[str, str], Report]:
    found = {}
    for name in EXPECTED:
        cleaned = load(project, Period.parse(name))
        past = past_of(project, cleaned)
        for slug in cleaned.tables["portfolios"]["portfolio"]:
            found[name, slug] = assemble(project, cleaned, slug, past, is_writing=True)
    return found


def _said(query: Query) -> dict[str, str]:
    return {"id": query.first_id, **{name: str(getattr(query, name)) for name in SAID}}


def _was_asked(report: Report, query: Query) -> bool:
    return query.key in KINDS_THEN or report.is_final


def _seen(report: Report) -> dict[str, object]:
    """What is compared of a report: its state, what has changed, and every query and acceptance with what it says."""
    stands = report.standing
    return {
        "state": report.state,
        "changed": list(report.changed),
        "hindrances": sorted(query.first_id for query in report.hindrances),
        "open": sorted(map(_said, (query for query in stands.open if _was_asked(report, query))), key=_id),
        "stands": sorted(map(_said, (query for query, _ in stands.accepted)), key=_id),
        "fallen": sorted((one.acceptance.item, *one.change) for one in stands.fallen),
        "unneeded": sorted((one.item, one.found) for one in stands.unneeded.values()),
        "reasons": Counter((one.reason, one.name, str(one.date)) for one in report.acceptances.values()),
    }


def _meant(expected: dict[str, Any]) -> dict[str, object]:
    of_state: dict[str, list[Any]] = {"stands": [], "fallen": [], "unneeded": []}
    for one in expected["acceptances"]:
        of_state[one["state"]].append(one)
    return {
        "state": expected["state"],
        "changed": expected["changed"],
        "hindrances": sorted(expected["hindrances"]),
        "open": sorted(map(_only_said, expected["open"]), key=_id),
        "stands": sorted((_only_said(one["query"]) for one in of_state["stands"]), key=_id),
        "fallen": sorted((one["item"], one["before"], one["now"]) for one in of_state["fallen"]),
        "unneeded": sorted((one["item"], one["found"]) for one in of_state["unneeded"]),
        "reasons": Counter((one["reason"], one["name"], one["date"]) for one in expected["acceptances"]),
    }


def _only_said(one: dict[str, str]) -> dict[str, str]:
    action = TABLES_THEN.sub(r"the agreement's \1", one["action"])
    return {**{name: one[name] for name in ("id", *SAID)}, "action": action}


def _id(one: dict[str, str]) -> str:
    return one["id"]


def _assert_all_stands(project: Project) -> None:
    reports = _reports(project)
    assert set(reports) == {
        (period, slug) for period, slugs in EXPECTED.items() for slug, one in slugs.items() if one["state"] != "stopped"
    }
    for (period, slug), report in reports.items():
        assert _seen(report) == _meant(EXPECTED[period][slug]), (period, slug)
        noted = {item: (str(one.stage), one.words, dict(one.figures)) for item, one in report.written.entries.items()}
        assert noted == {
            item: (one["stage"], one["words"], one["figures"])
            for item, one in EXPECTED[period][slug]["written_for"].items()
        }
        ids = [query.id for query in report.queries]
        assert len(set(ids)) == len(ids)


def _files(project: Project) -> dict[str, bytes]:
    folder = project.root / "notebooks" / "commentary"
    return {name: data for name, data in bytes_of(folder).items() if name.endswith(".toml")}


def _comments(data: bytes) -> Counter[str]:
    """The comments of a file; they move with their entries, which stand in the order of their ids."""
    return Counter(line for line in data.decode().splitlines() if line.startswith("#") or "  #" in line)


def test_decisions_of_the_first_build_stand_as_they_are_and_carried_over(first: Project) -> None:
    before = _files(first)
    _assert_all_stands(first)
    assert _files(first) == before  # nothing is translated but by the command

    upgraded = pprr("upgrade", project=first)
    assert (upgraded.returncode, upgraded.stderr.count("left as it was")) == (0, 0), upgraded.stderr
    _assert_all_stands(first)
    after = _files(first)
    assert {name for name in after if after[name] != before[name]} == {
        name for name in before if name.endswith(("decisions.toml", "approval.toml"))
    }
    for name in before:
        if name.endswith("decisions.toml"):
            assert _comments(after[name]) == _comments(before[name])
            assert b"\nformat = 2\n" in after[name]

    again = pprr("upgrade", project=first)
    assert (again.returncode, again.stdout) == (0, "Nothing to do: every decision and approval is of this pprr.\n")
    assert _files(first) == after
    _assert_all_stands(first)


def test_upgrade_says_what_becomes_of_each_file_and_each_acceptance(first: Project) -> None:
    entries = {
        path.relative_to(first.root).as_posix(): read_decisions(path)
        for path in first.root.glob("notebooks/commentary/*/*/decisions.toml")
    }
    told = pprr("upgrade", project=first).stdout
    for name, accepted in entries.items():
        part = told[told.index(f"{name}\n") :]
        for entry in accepted:
            assert f"\n  {entry} is " in part or f"\n  {entry} stays as it is: no query of today" in part
    assert "parks/approval.toml: bound to the same content anew." in told
    assert "homes/approval.toml: kept as it is: it does not stand, since the report has changed." in told


def test_what_is_of_the_first_build_is_told_once_and_not_edited(first: Project) -> None:
    check = pprr("check", "parks", "2024-25-q1", project=first)
    assert check.stderr.count("pprr upgrade carries them over to this one") == 1
    [report] = [one for names, one in _reports(first).items() if names == ("2024-25-q1", "parks")]
    before = _files(first)

    named = ("--reason", "Known", "--name", "A. Example")
    waiting, (accepted, _) = report.open_queries[0], report.accepted[0]
    for command in (("accept", waiting.id, "2024-25-q1", *named), ("accept", "--undo", accepted.id, "2024-25-q1")):
        refused = pprr(*command, project=first)
        assert (refused.returncode, "pprr upgrade" in refused.stderr) == (1, True), refused.stderr
    after = _files(first)
    assert {name for name in after if after[name] != before[name]} <= {name for name in after if "written_for" in name}

    assert pprr("upgrade", project=first).returncode == 0
    for command in (("accept", waiting.id, "2024-25-q1", *named), ("accept", "--undo", accepted.id, "2024-25-q1")):
        done = pprr(*command, project=first)
        assert done.returncode == 0, done.stderr
    assert "pprr upgrade" not in pprr("check", "parks", "2024-25-q1", project=first).stderr


def test_a_portfolio_that_cannot_be_put_together_keeps_its_files(first: Project) -> None:
    path = first.root / "notebooks/commentary/2024-25-q1/parks/decisions.toml"
    before = path.read_bytes()
    book = next(path.parent.glob("*.ipynb"))
    whole = book.read_bytes()
    book.write_text("no notebook", "utf-8")

    result = pprr("upgrade", project=first)
    assert (result.returncode, "parks/decisions.toml" in result.stderr) == (1, True)
    assert path.read_bytes() == before

    book.write_bytes(whole)
    assert pprr("upgrade", project=first).returncode == 0
    _assert_all_stands(first)
