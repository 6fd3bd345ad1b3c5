"""A year's rules in words, each year's own colours, and what other rules would change before they are in force."""

from pathlib import Path

import pytest
from builders.command import pprr
from builders.council import SLUG, quarters
from builders.files import bytes_of, replace_text, rewrite_csv
from builders.project import AGREEMENT, EXTRACTS, PERIOD, PORTFOLIO
from builders.rules import rules
from builders.told import sentence

from pprr.domain import Status
from pprr.project import Project
from pprr.report import open_report
from pprr.report.rules_in_words import year_in_words

RULES = AGREEMENT / "rules.toml"
_PLAIN = {"plausibility": {"times_target": 100}, "status": {"amber_within": "10%"}}


@pytest.mark.parametrize(
    ("section", "key", "value", "term"),
    [
        pytest.param("status", "amber_within", "2 points", "Status", id="status"),
        pytest.param("status", "green_within", "2%", "Status", id="status, Green"),
        pytest.param("trend", "stable_below", "3%", "Trend", id="trend"),
        pytest.param("exceptions", "when", ["red"], "Exception", id="exceptions"),
        pytest.param("highlights", "when", ["green and getting better"], "Highlight", id="highlights"),
        pytest.param("commentary", "when", ["red"], "Commentary", id="commentary"),
        pytest.param("money", "exception_beyond", "2%", "Money", id="money"),
        pytest.param("savings", "confident_from", "95%", "Savings", id="savings, confidence"),
        pytest.param("savings", "minor_below", "£0.075m", "Savings", id="savings, minor"),
        pytest.param("plausibility", "times_target", 50, "Plausible", id="plausible, target"),
        pytest.param("plausibility", "times_history", 50, "Plausible", id="plausible, past"),
    ],
)
def test_every_threshold_of_a_year_is_told(section: str, key: str, value: object, term: str) -> None:
    usual = year_in_words(rules())
    own = year_in_words(rules(**{section: {**_PLAIN.get(section, {}), key: value}}))
    assert [name for (name, words), (_, other) in zip(usual, own, strict=True) if words != other] == [term]


def test_a_re_run_of_an_old_year_gives_the_colours_of_its_own_rules(tmp_path: Path) -> None:
    old, new = "2023-24-annual", "2024-25-annual"
    project = quarters(tmp_path / "project", points=(old, new))

    def colours(period: str) -> dict[str, Status | None]:
        return {one.measure_id: one.status for one in open_report(SLUG, period, project=project).measures}

    before = colours(old), colours(new)
    assert (before[0]["STATE"], before[1]["STATE"]) == (Status.RED, Status.AMBER)
    # 80% and 89% against 90%: the new year allows less, the old one still 10% of the target.
    replace_text(project.root / "data/raw/2024-25/agreement/rules.toml", '"10%"', '"1%"')
    assert colours(new)["STATE"] is Status.RED
    assert colours(old) == before[0]
    replace_text(project.root / "data/raw/2023-24/agreement/rules.toml", '"10%"', '"15%"')
    assert colours(old)["STATE"] is Status.AMBER
    assert colours(new)["STATE"] is Status.RED


def _printed(project: Project, *arguments: str) -> str:
    done = pprr("rules", *arguments, project=project)
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
    return done.stdout


def test_the_rules_in_force_are_printed(project_copy: Project) -> None:
    rewrite_csv(project_copy.root / AGREEMENT / "measures.csv", "CFE1.3", "tolerance", "2 points")
    printed = _printed(project_copy, str(PERIOD))
    assert "The rules of 2019/20\n  Status      Green on target or better; Amber worse by no more than 10%" in printed
    assert "1 measure of 12 with a rule of its own\n  CFE1.3  90.0%: Amber when worse by no more than 2 p" in printed
    assert "no more than 2 percentage points.\n" in printed


def test_other_rules_are_tried_and_nothing_is_changed(project_copy: Project, tmp_path: Path) -> None:
    other = tmp_path / "rules.toml"
    text = (project_copy.root / RULES).read_text(encoding="utf-8")
    other.write_text(text.replace('amber_within = "10%"', 'amber_within = "30%"'), encoding="utf-8")
    _printed(project_copy, str(PERIOD))  # which cleans first
    before = bytes_of(project_copy.root)
    printed = _printed(project_copy, PORTFOLIO, str(PERIOD), "--try", str(other))
    assert bytes_of(project_copy.root) == before
    for expected in (
        "What the other rules have otherwise\n  Status  Green on target or better; Amber worse by no more than 30%",
        "2 measures of 12 would have another status; none has been changed\n"
        "  CFE1.2  Red would be Amber: 35 against 45\n"
        "  CFE1.5  Red would be Amber: 36% against 28%\n",
        "How many there are now, and would be then\n"
        "  Green                 3    3\n"
        "  Amber                 5    7\n"
        "  Red                   2    0\n"
        "  Not rated             2    2\n"
        "  Exceptions            8    7\n",
    ):
        assert expected in printed


@pytest.mark.parametrize(
    ("status", "words", "changed"),
    [
        pytest.param(
            'amber = "never"',
            "Green on target or better; Amber never, but by a measure's own rule; Red worse than the target.",
            ["CFE1.4  Amber would be Red: 37% against 34%"],
            id="two states",
        ),
        pytest.param(
            'amber = "improved"',
            "Green on target or better; Amber worse than the target, and getting better; Red as far from it, and not "
            "getting better; not rated where that is not known.",
            ["CFE1.2  Red would be Amber: 35 against 45", "CFE1.4  Amber would be Red: 37% against 34%"],
            id="improved",
        ),
        pytest.param(
            'amber_within = "10%"\ngreen_within = "9%"',
            "Green on target, better, or worse by no more than 9% of the target; "
            "Amber worse by no more than 10% of the target; Red worse by more.",
            ["CFE1.4  Amber would be Green: 37% against 34%"],
            id="near",
        ),
    ],
)
def test_other_kinds_of_rule_are_tried(
    project_copy: Project, tmp_path: Path, status: str, words: str, changed: list[str]
) -> None:
    other = tmp_path / "rules.toml"
    text = (project_copy.root / RULES).read_text(encoding="utf-8")
    other.write_text(text.replace('amber_within = "10%"', status), encoding="utf-8")
    printed = _printed(project_copy, PORTFOLIO, str(PERIOD), "--try", str(other))
    assert f"What the other rules have otherwise\n  Status  {words}" in printed
    assert [line for line in changed if line not in printed] == []


def test_the_same_rules_change_nothing(project_copy: Project) -> None:
    printed = _printed(project_copy, str(PERIOD), "--try", str(project_copy.root / RULES))
    assert "The other rules are the same.\n" in printed
    assert "0 measures of 12 would have another status" in printed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(None, sentence("file-missing", remedy="sources"), id="no such file"),
        pytest.param("[status]\namber_withn = '5%'\n", "status.amber_withn: there is no such key.", id="a misspelling"),
    ],
)
def test_other_rules_that_cannot_be_read_are_refused_in_words(
    project_copy: Project, tmp_path: Path, text: str | None, said: str
) -> None:
    other = tmp_path / "mine.toml"
    if text is not None:
        other.write_text(text, encoding="utf-8")
    done = pprr("rules", str(PERIOD), "--try", str(other), project=project_copy)
    assert done.returncode == 1
    assert sentence("other-rules-unusable") in done.stderr
    assert said in done.stderr


def test_a_rating_that_its_figures_contradict_is_a_query_of_the_report(project_copy: Project) -> None:
    rewrite_csv(project_copy.root / EXTRACTS / "savings.csv", "400", "Risk Rating", "RED")
    queries = open_report(PORTFOLIO, PERIOD, project=project_copy).queries
    [query] = [query for query in queries if query.key == "rating-and-figures-clash"]
    fields = {"found": "full", "proposal": "Support & Governance", "rating": "Red"}
    assert {name: query.fields[name] for name in fields} == fields
