"""``pprr publish`` as people type it: from an approved report to its versions, and back."""

import json
import re
from pathlib import Path

import pytest
from builders.command import pprr
from builders.project import PERIOD, PORTFOLIO
from builders.published import APPROVE, approved_example, copy_of, write_words
from builders.sites import shown
from builders.told import sentence

from pprr.domain.rules import YearRules
from pprr.project import Project
from pprr.site.around import taken_out
from pprr.site.catalogue import PublishedEdition

pytestmark = pytest.mark.kernel
HOME = f"{PERIOD}/{PORTFOLIO}"


def publish(project: Project, *options: str, code: int = 0) -> str:
    result = pprr("publish", str(PERIOD), *options, project=project)
    assert result.returncode == code, result.stdout + result.stderr
    return " ".join(re.sub(r"\s+", " ", result.stdout + result.stderr).split())


def run(project: Project) -> None:
    result = pprr("run", str(PERIOD), project=project)
    assert result.returncode == 0, result.stderr


def test_from_approval_to_correction_and_back(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    project = copy_of(approved_example(tmp_path_factory), tmp_path / "project")
    site = project.root / "site"

    # What stands is not made yet, then made and approved.
    assert sentence("not-up-to-date", why="no page yet") in publish(project, code=1)
    assert not site.exists()
    run(project)
    assert f"would publish {HOME}/v1.0" in publish(project, "--dry-run")
    assert not site.exists()
    assert f"published {HOME}/v1.0" in publish(project)
    first = shown(site)
    assert f"stands {PERIOD}/{PORTFOLIO}" in publish(project)
    assert shown(site) == first

    # The content is that of reports/, and what it rests on is in the record. The executed notebook stays.
    beside = project.reports(PERIOD) / PORTFOLIO
    assert first[f"{HOME}/v1.0/measures.csv"] == (beside / "measures.csv").read_bytes()
    assert not [name for name in first if name.endswith((".ipynb", "run.json", "run.txt", ".log"))]
    record = PublishedEdition.model_validate_json(first[f"{HOME}/v1.0/record.json"])
    assert record.report == json.loads((beside / f"{PORTFOLIO}.json").read_bytes())
    assert YearRules.model_validate(record.provenance.rules).at(PERIOD).trend.stable_below.amount == 1
    assert any(name.endswith("performance.xlsx") for name in record.provenance.inputs)
    page = taken_out(first[f"{HOME}/v1.0/index.html"]).decode()
    assert 'href="../../../index.html"' in page
    assert f'href="{PORTFOLIO}.xlsx"' in page

    # A word is changed: a draft, then a new version. The old one stays, and says so.
    write_words(project)
    run(project)
    assert sentence("not-approved-yet", case="plain", count=0) in publish(project)
    assert sentence("not-approved-yet", case="one", count=1).startswith("1 blocking query is open.")
    assert shown(site) == first
    told_of_draft = publish(project, "--draft")
    draft = re.search(rf"published ({HOME}/draft-\w+)", told_of_draft)
    assert draft

    # Withdrawn, the draft is not published again, and its address answers.
    told = pprr("withdraw", draft[1], "--why", "A made-up reason.", "--date", "2020-06-30", project=project)
    assert told.returncode == 0, told.stderr
    assert b"This draft was withdrawn on 30 June 2020." in shown(site)[f"{draft[1]}/index.html"]
    fields = {"day": "30 June 2020", "reason": "A made-up reason."}
    assert sentence("draft-withdrawn", **fields) in publish(project, "--draft")
    assert pprr(*APPROVE, project=project).returncode == 0
    run(project)
    assert f"published {HOME}/v1.1" in publish(project)
    second = shown(site)
    assert {*first, f"{draft[1]}/index.html"} <= set(second)
    assert b"There is a newer version." in second[f"{HOME}/v1.0/index.html"]
    assert b"the words of CFE1.1" in second[f"{HOME}/v1.1/index.html"]
    assert b"version 1.1, approved by" in second[f"{HOME}/v1.1/index.html"]

    # Proved, taken back, and published again.
    assert pprr("site", "verify", project=project).returncode == 0
    (site / HOME / "v1.0" / "measures.csv").write_bytes(b"other")
    told = pprr("site", "verify", project=project)
    assert (told.returncode, f"{HOME}/v1.0/measures.csv" in told.stdout) == (1, True)
    (site / HOME / "v1.0" / "measures.csv").write_bytes(first[f"{HOME}/v1.0/measures.csv"])
    publish(project, "--rollback")
    assert f"{HOME}/v1.1/index.html" not in shown(site)
    assert f"published {HOME}/v1.1" in publish(project)

    # Withdrawn: its address answers, and it is not published again.
    told = pprr("withdraw", f"{HOME}/v1.1", "--why", "A made-up reason.", "--date", "2020-07-01", project=project)
    assert (told.returncode, f"{HOME}/v1.0: it may show the same" in told.stdout) == (0, True), told.stderr
    assert b"withdrawn on 1 July 2020" in shown(site)[f"{HOME}/v1.1/index.html"]
    fields = {"version": "1.1", "day": "1 July 2020", "reason": "A made-up reason."}
    assert sentence("edition-withdrawn", **fields) in publish(project)
    assert pprr("site", "verify", project=project).returncode == 0
