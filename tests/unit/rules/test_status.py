"""What is asked of each measure, and how it is rated by that: its own rule, or the year's."""

import pytest
from builders.measures import a_measure, a_target, an_entry
from builders.rules import rules

from pprr.domain import Judgement, Polarity, RuleKind, Status, TargetRule, Tolerance
from pprr.rules.status import asked_of, rate_forecast

HIGH = Polarity.HIGH
AIM = a_target("90.0%")


def test_a_measures_own_margin_wins_over_the_years() -> None:
    measures = [
        a_measure("85.0%", AIM),
        a_measure("85.0%", AIM, tolerance=Tolerance.parse("2 points")),
        a_measure("Not due", AIM),
    ]
    assert [one.status for one in measures] == [Status.AMBER, Status.RED, None]
    assert [one.rating.words for one in measures] == ["Amber", "Red", "Not due"]
    assert [one.rating.is_on_edge for one in measures] == [False, False, False]
    assert [one.one_case for one in measures] == ["", "", ""]
    assert [one.asked.is_own for one in measures] == [False, True, False]


def test_each_year_has_its_own_colours() -> None:
    years = [a_measure("85.0%", AIM, rules=rules(status={"amber_within": within})).status for within in ("10%", "5%")]
    assert years == [Status.AMBER, Status.RED]


def test_a_year_may_have_every_kind_of_rule() -> None:
    floor, band = a_target("90.0%", floor="80.0%"), a_target("90.0%", upper="95.0%")
    judgement = Judgement(Status.RED, "A. Director (made up)")
    measures = [
        a_measure("85.0%", floor, rule=RuleKind.FLOOR),
        a_measure("85.0%", floor, rule=RuleKind.HIGH_AND_LOW),
        a_measure("96.0%", band, rule=RuleKind.BAND),
        a_measure("85.0%", AIM, rule=RuleKind.JUDGEMENT, judgement=judgement),
        a_measure("85.0%", AIM, rule=RuleKind.SUSPENDED, rule_reason="Inspections stopped."),
        a_measure("85.0%", "No target", rule=RuleKind.DATA_ONLY),
    ]
    assert [one.rating.words for one in measures] == ["Amber", "Amber", "Amber", "Red", "Suspended", "Data only"]
    assert [one.asked.is_own for one in measures] == [True] * 6


def test_what_is_asked_is_the_registers_rule_with_the_target_in_force() -> None:
    entry = an_entry(tolerance=Tolerance.parse("2 points"), rule_reason="Few calls.")
    assert asked_of(entry, AIM, None, rules()) == TargetRule(
        RuleKind.TOLERANCE,
        AIM,
        HIGH,
        Tolerance.parse("2 points"),
        None,
        "Few calls.",
        is_own=True,
        stable_below=Tolerance.parse("1%"),
    )


def test_a_forecast_is_held_against_the_years_target_and_not_judged() -> None:
    judged = a_measure("85.0%", AIM, rule=RuleKind.JUDGEMENT, judgement=Judgement(Status.RED, "A. Director (made up)"))
    assert rate_forecast(judged.actual, judged.asked, a_target("95.0%"), None).rating.words == "Not rated"
    plain = a_measure("85.0%", AIM, tolerance=Tolerance.parse("6 points"))
    assert (plain.status, rate_forecast(plain.actual, plain.asked, a_target("95.0%"), None).rating.status) == (
        Status.AMBER,
        Status.RED,
    )


@pytest.mark.parametrize("kind", list(RuleKind))
def test_every_kind_of_rule_has_its_words_and_its_reason(kind: RuleKind) -> None:
    plain = TargetRule(kind, AIM, HIGH, Tolerance.parse("10%"))
    assert plain.explained.lower() == plain.words.lower()
    assert TargetRule(kind, AIM, HIGH, Tolerance.parse("10%"), reason="Few calls.").explained.endswith(". Few calls")
    others = {TargetRule(other, AIM, HIGH, Tolerance.parse("10%")).words for other in RuleKind if other is not kind}
    assert plain.words not in others
