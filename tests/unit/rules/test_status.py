"""What is asked of each measure of a table, and how it is rated by that: its own rule, or the year's."""

from decimal import Decimal

import pandas as pd
import pytest
from builders.rules import rules

from pprr.domain import (
    Judgement,
    Missing,
    Polarity,
    Reading,
    RuleKind,
    Status,
    Target,
    TargetKind,
    TargetRule,
    Tolerance,
    Unit,
)
from pprr.rules.status import add_status, asked_of

HIGH = Polarity.HIGH
AIM = Target(TargetKind.VALUE, Reading(Unit.PERCENTAGE, Decimal("90.0"), 1))


def _figure(text: str) -> Reading:
    return Reading(Unit.PERCENTAGE, Decimal(text), 1)


def _measures(*rows: dict[str, object]) -> pd.DataFrame:
    plain = {
        "actual": _figure("85.0"),
        "target": AIM,
        "good_performance": HIGH,
        "tolerance": None,
        "rule": "tolerance",
        "rule_reason": "",
        "judgement": None,
    }
    filled = [plain | row for row in rows]
    return pd.DataFrame({name: pd.Series([row[name] for row in filled], dtype=object) for name in plain})


def test_a_measures_own_margin_wins_over_the_years() -> None:
    measures = _measures(
        {},
        {"tolerance": Tolerance.parse("2 points")},
        {"actual": Reading(Unit.PERCENTAGE, missing=Missing.NOT_DUE)},
    )
    rated = add_status(measures, rules())
    assert list(rated["status"]) == [Status.AMBER, Status.RED, None]
    assert list(rated["status_words"]) == ["Amber", "Red", "Not due"]
    assert list(rated["is_on_edge"]) == [False, False, False]
    assert list(rated["one_case"]) == ["", "", ""]
    assert [asked.is_own for asked in rated["asked"]] == [False, True, False]
    assert "status" not in measures.columns


def test_each_year_has_its_own_colours() -> None:
    measures = _measures({})
    years = [add_status(measures, rules(status={"amber_within": within}))["status"][0] for within in ("10%", "5%")]
    assert years == [Status.AMBER, Status.RED]


def test_a_table_may_hold_every_kind_of_rule() -> None:
    floor, band = (
        Target(TargetKind.VALUE, _figure("90.0"), **{name: _figure(bound)})
        for name, bound in (("floor", "80.0"), ("upper", "95.0"))
    )
    judgement = Judgement(Status.RED, "A. Director (made up)")
    measures = _measures(
        {"rule": "floor", "target": floor},
        {"rule": "high and low", "target": floor},
        {"rule": "band", "target": band, "actual": _figure("96.0")},
        {"rule": "judgement", "judgement": judgement},
        {"rule": "suspended", "rule_reason": "Inspections stopped."},
        {"rule": "data only", "target": Target(TargetKind.NONE)},
    )
    rated = add_status(measures, rules())
    assert list(rated["status_words"]) == ["Amber", "Amber", "Amber", "Red", "Suspended", "Data only"]
    assert [asked.is_own for asked in rated["asked"]] == [True] * 6


def test_a_forecast_may_be_held_against_another_target() -> None:
    [row] = _measures({"tolerance": Tolerance.parse("2 points"), "rule_reason": "Few calls."}).itertuples(index=False)
    year = Target(TargetKind.VALUE, _figure("95.0"))
    assert asked_of(row, rules(), target=year) == TargetRule(
        RuleKind.TOLERANCE, year, HIGH, Tolerance.parse("2 points"), None, "Few calls.", is_own=True
    )


@pytest.mark.parametrize("kind", list(RuleKind))
def test_every_kind_of_rule_has_its_words_and_its_reason(kind: RuleKind) -> None:
    plain = TargetRule(kind, AIM, HIGH, Tolerance.parse("10%"))
    assert plain.explained == plain.words
    assert TargetRule(kind, AIM, HIGH, Tolerance.parse("10%"), reason="Few calls.").explained.endswith("(Few calls)")
    others = {TargetRule(other, AIM, HIGH, Tolerance.parse("10%")).words for other in RuleKind if other is not kind}
    assert plain.words not in others
