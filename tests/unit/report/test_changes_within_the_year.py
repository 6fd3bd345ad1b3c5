"""A target or a rule that changes within the year holds from its period on; what was reported before stays so."""

from pathlib import Path

import pytest
from builders.commentary import write_entries
from builders.council import FIGURES, SLUG, quarters
from builders.files import change_rows

from pprr.domain import Period, Severity, Status
from pprr.domain.errors import FaultsError
from pprr.ingest.agreement.new_year import start_year
from pprr.ingest.agreement.year_rules import read_rules
from pprr.ingest.mapping.records import FaultList
from pprr.notebook.measure.card import measure
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.report.record.content import approval_of, changed_since

Q1, Q2, WHY = "2025-26-q1", "2025-26-q2", "Cabinet asked for more (made up)."
AGREEMENT = "data/raw/2025-26/agreement"


def _target(project: Project, since: str, target: str, reason: str = WHY, *, q2: str = "", of: str = "STATE") -> None:
    """Adds a row to the targets, which get the two columns."""

    def change(rows: list[list[str]]) -> list[list[str]]:
        header, *listed = rows
        if "from" not in header:
            header, listed = [*header, "from", "reason"], [[*row, "", ""] for row in listed]
        return [header, *listed, [of, target, "", q2, "", since, reason]]

    change_rows(project.root / AGREEMENT / "targets.csv", change)


def _rule(project: Project, since: str, until: str, rule: str, reason: str) -> None:
    """Ends the register's row of a measure, and adds one with another rule."""

    def change(rows: list[list[str]]) -> list[list[str]]:
        header, *listed = rows
        more = [[*row, "", until if row[0] == "STATE" else "", "", ""] for row in listed]
        [state] = [row for row in listed if row[0] == "STATE"]
        return [[*header, "from", "until", "rule", "rule_reason"], *more, [*state, since, "", rule, reason]]

    change_rows(project.root / AGREEMENT / "measures.csv", change)


def _report(project: Project, period: str) -> Report:
    return open_report(SLUG, period, project=project)


def _asked(project: Project, period: str, of: str = "STATE") -> list[tuple[str, Severity, dict[str, str]]]:
    found = [one for one in _report(project, period).queries if one.item == of and one.key == "target-changed"]
    return [
        (one.key, one.severity, {name: one.fields[name] for name in ("before", "target", "since")}) for one in found
    ]


def test_a_target_that_changes_holds_from_its_period_on(tmp_path: Path) -> None:
    project = quarters(tmp_path / "project")
    write_entries(project.commentary(Period.parse(Q1), SLUG), {"overview": "All went well."}, "words.ipynb")
    before = _report(project, Q1)
    approval = approval_of(before, name="A. N. Other (made up)", date=before.period.end, version="1")
    ids = [query.id for query in before.queries]

    _target(project, Q2, "95%")
    then, now = _report(project, Q1), _report(project, Q2)
    assert changed_since(then, approval) == ()  # a final page stays final
    assert [query.id for query in then.queries] == ids
    assert (then.measure("STATE").status, then.measure("STATE").target_change) == (Status.GREEN, None)
    row = now.measure("STATE")
    assert (row.status, row.target.reading.text if row.target.reading else "") == (Status.AMBER, "95%")
    assert row.figures.earlier_status is Status.GREEN
    page = str(measure(now, row))
    assert "Target changed</dt><dd>from 90% or more to 95% or more" in page
    assert f"from 2025/26 Q2 on: {WHY}" in page
    assert "Target changed" not in str(measure(now, now.measure("QUARTER")))


def test_a_changed_target_is_asked_about_once(tmp_path: Path) -> None:
    project = quarters(tmp_path / "project", points=("2024-25-annual", Q1, Q2))
    _target(project, Q1, "80%")
    fields = {"before": "90%", "target": "80%", "since": "2025/26 Q1"}
    assert _asked(project, Q1) == [("target-changed", Severity.NOTE, fields)]
    assert _asked(project, Q2) == []
    assert _report(project, Q2).measure("STATE").target_change is not None  # which its page says all the same
    _target(project, Q2, "85%", reason="")
    assert _asked(project, Q2) == [
        ("target-changed", Severity.WARNING, {"before": "80%", "target": "85%", "since": "2025/26 Q2"})
    ]
    assert _asked(project, Q1) == [("target-changed", Severity.NOTE, fields)]


def test_a_changed_profile_is_that_of_its_own_row(tmp_path: Path) -> None:
    project = quarters(tmp_path / "project")
    before = [_report(project, period).measure("TOTAL").target for period in (Q1, Q2)]
    _target(project, Q2, "2,000", q2="700", of="TOTAL")
    after = [_report(project, period).measure("TOTAL").target.reading for period in (Q1, Q2)]
    assert after[0] == before[0].reading
    assert [one.text if one else "" for one in after[1:]] == ["700"]


def test_what_changes_later_is_not_the_business_of_this_report(tmp_path: Path) -> None:
    project = quarters(tmp_path / "project")
    ids = [query.id for query in _report(project, Q1).queries]
    _target(project, "2025-26-q3", "not yet known")
    assert [query.id for query in _report(project, Q1).queries] == ids
    assert _report(project, Q2).measure("STATE").target_change is None


def test_a_year_begins_with_the_targets_that_held_at_last(tmp_path: Path) -> None:
    project = quarters(tmp_path / "project")
    _target(project, Q2, "95%")
    folder, _ = start_year(project, 2026)
    rows = (folder / "targets.csv").read_text("utf-8-sig").splitlines()
    assert [row for row in rows if row.startswith("STATE,")] == ["STATE,,95%,,,,,,,"]


def test_a_measure_is_suspended_within_the_year(tmp_path: Path) -> None:
    project = quarters(tmp_path / "project")
    before = _report(project, Q1)
    approval = approval_of(before, name="A. N. Other (made up)", date=before.period.end, version="1")
    _rule(project, Q2, Q1, "suspended", "Inspections have stopped.")
    then, now = _report(project, Q1), _report(project, Q2)
    assert (then.measure("STATE").status, changed_since(then, approval)) == (Status.GREEN, ())
    row = now.measure("STATE")
    assert (row.status, row.rating.words, row.rating.reason) == (None, "Suspended", "Inspections have stopped.")
    assert row.entry.first is None  # it is no new measure
    assert row.figures.earlier_status is Status.GREEN


@pytest.mark.parametrize(
    ("since", "until", "period"),
    [
        pytest.param(Q2, "", Q2, id="the first has no end"),
        pytest.param("", Q1, Q1, id="the second has no beginning"),
    ],
)
def test_of_two_rows_one_holds(tmp_path: Path, since: str, until: str, period: str) -> None:
    project = quarters(tmp_path / "project")
    _rule(project, since, until, "suspended", "Inspections have stopped.")
    with pytest.raises(FaultsError) as error:
        _report(project, period)
    assert {fault.key for fault in error.value.faults} == {"row-twice"}


@pytest.mark.parametrize(
    ("since", "kind"),
    [
        pytest.param("2024-25-q2", "target-of-another-year", id="of another year"),
        pytest.param("July", "cell-unreadable", id="no period"),
        pytest.param("", "row-twice", id="two rows for the year"),
    ],
)
def test_a_target_from_no_period_of_the_year_is_refused(tmp_path: Path, since: str, kind: str) -> None:
    project = quarters(tmp_path / "project")
    _target(project, since, "95%")
    with pytest.raises(FaultsError) as error:
        _report(project, Q1)
    assert kind in {fault.key for fault in error.value.faults}


def _change_rules(project: Project, since: str, reason: str, sections: str) -> None:
    path = project.root / AGREEMENT / "rules.toml"
    change = f'[[changes]]\nfrom = "{since}"\nreason = "{reason}"\n{sections}'
    path.write_text(f"{path.read_text(encoding='utf-8')}{change}\n", encoding="utf-8")


def test_rules_that_change_hold_from_their_period_on(tmp_path: Path) -> None:
    project = quarters(tmp_path / "project", figures={**FIGURES, "STATE": ("80%", "88%", "89%", "85%", "85%")})
    write_entries(project.commentary(Period.parse(Q1), SLUG), {"overview": "All went well."}, "words.ipynb")
    before = _report(project, Q1)
    approval = approval_of(before, name="A. N. Other (made up)", date=before.period.end, version="1")

    _change_rules(project, Q2, WHY, '[changes.status]\namber_within = "5%"')
    then, now = _report(project, Q1), _report(project, Q2)
    assert changed_since(then, approval) == ()  # a final page stays final
    assert [query.id for query in then.queries] == [query.id for query in before.queries]
    assert (then.measure("STATE").status, now.measure("STATE").status) == (Status.AMBER, Status.RED)
    assert now.measure("STATE").figures.earlier_status is Status.AMBER
    assert now.rules.trend == then.rules.trend


def test_a_year_begins_with_the_rules_that_held_at_last(tmp_path: Path) -> None:
    project = quarters(tmp_path / "project")
    _change_rules(project, "2025-26-q3", WHY, '[changes.status]\namber_within = "3%"')
    _change_rules(project, Q2, WHY, '[changes.status]\namber_within = "5%"\n[changes.trend]\nstable_below = "2%"')
    folder, _ = start_year(project, 2026)
    faults = FaultList()
    rules = read_rules(folder, project, Period.parse("2026-27-q1"), faults)
    assert not faults.all
    assert rules
    assert [one.amount for one in (rules.status.amber_within, rules.trend.stable_below)] == [3, 2]


@pytest.mark.parametrize(
    ("since", "reason", "expected"),
    [
        pytest.param(Q2, WHY, [(Severity.NOTE, "reason")], id="with a reason"),
        pytest.param(Q2, "", [(Severity.WARNING, "none")], id="without"),
        pytest.param(Q1, WHY, [], id="it was told in the report before"),
        pytest.param("2025-26-q3", WHY, [], id="it is to come"),
    ],
)
def test_changed_rules_are_asked_about_once(
    tmp_path: Path, since: str, reason: str, expected: list[tuple[Severity, str]]
) -> None:
    project = quarters(tmp_path / "project", points=("2024-25-annual", Q1, Q2))
    _change_rules(project, since, reason, '[changes.trend]\nstable_below = "2%"')
    found = [one for one in _report(project, Q2).queries if one.key == "rules-changed"]
    assert [(one.severity, one.fields["found"]) for one in found] == expected


@pytest.mark.parametrize(
    ("since", "sections"),
    [
        pytest.param("2024-25-q3", '[changes.trend]\nstable_below = "2%"', id="another year"),
        pytest.param("2025-26", "[changes.trend]\nstable = 2", id="no such key"),
        pytest.param("soon", '[changes.trend]\nstable_below = "2%"', id="no period"),
        pytest.param(Q2, "[changes.status]", id="a section that says too little"),
    ],
)
def test_a_change_of_rules_that_says_nothing_is_refused(tmp_path: Path, since: str, sections: str) -> None:
    project = quarters(tmp_path / "project", points=("2024-25-annual", Q1, Q2))
    _change_rules(project, since, WHY, sections)
    with pytest.raises(FaultsError):
        _report(project, Q2)
