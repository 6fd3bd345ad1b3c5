"""Exceptions, highlights and wanted words: every condition, alone and together, and what must not trigger it."""

from dataclasses import dataclass

import pytest
from builders.project import PERIOD
from builders.rules import rules

from pprr.domain import (
    Attention,
    Condition,
    Missing,
    Reading,
    RuleKind,
    Rules,
    Status,
    Trend,
    Unit,
)
from pprr.rules.attention import attention
from pprr.rules.counts import count_statuses, count_trends
from pprr.rules.due import is_late

GREEN, AMBER, RED = Status.GREEN, Status.AMBER, Status.RED
BETTER, STABLE, WORSE = Trend.BETTER, Trend.STABLE, Trend.WORSE


@dataclass(frozen=True)
class Found:
    """What the conditions ask of a measure."""

    status: Status | None
    trend: Trend | None
    earlier: Status | None
    is_late: bool
    earlier_trend: Trend | None = None

    def by(self, year: Rules) -> Attention:
        return attention(
            year, self.status, self.trend, self.earlier, is_late=self.is_late, earlier_trend=self.earlier_trend
        )


def _measures(
    status: Status | None,
    trend: Trend | None,
    missing: Missing | None = None,
    earlier: Status | None = None,
    kind: RuleKind = RuleKind.TOLERANCE,
    earlier_trend: Trend | None = None,
) -> Found:
    actual = Reading(Unit.NUMBER, missing=missing) if missing else Reading(Unit.NUMBER, value=5)
    return Found(status, trend, earlier, is_late(actual, None, due=PERIOD, period=PERIOD, rule=kind), earlier_trend)


@pytest.mark.parametrize(
    ("measures", "exception", "highlight", "wants_words"),
    [
        pytest.param(_measures(RED, BETTER), "Red", "", "Red", id="red, though getting better"),
        pytest.param(_measures(RED, WORSE), "Red", "", "Red", id="red and getting worse"),
        pytest.param(_measures(RED, None), "Red", "", "Red", id="red without a trend"),
        pytest.param(_measures(AMBER, WORSE), "Amber and getting worse", "", "Amber", id="amber and getting worse"),
        pytest.param(_measures(AMBER, STABLE), "", "", "Amber", id="amber and stable is neither"),
        pytest.param(_measures(AMBER, BETTER), "", "", "Amber", id="amber and getting better is neither"),
        pytest.param(_measures(AMBER, None), "", "", "Amber", id="amber without a trend is neither"),
        pytest.param(_measures(GREEN, BETTER), "", "Green and getting better", "", id="green and getting better"),
        pytest.param(_measures(GREEN, STABLE), "", "", "", id="green and stable is neither"),
        pytest.param(_measures(GREEN, WORSE), "", "", "", id="green and getting worse is neither"),
        pytest.param(_measures(GREEN, None), "", "", "", id="green without a trend is neither"),
        pytest.param(
            _measures(AMBER, STABLE, earlier=GREEN),
            "status worse than in the last report",
            "",
            "Amber; status changed since the last report",
            id="from green to amber",
        ),
        pytest.param(
            _measures(RED, WORSE, earlier=AMBER),
            "Red; status worse than in the last report",
            "",
            "Red; status changed since the last report",
            id="from amber to red, both reasons",
        ),
        pytest.param(
            _measures(AMBER, STABLE, earlier=RED),
            "",
            "status better than in the last report",
            "Amber; status changed since the last report",
            id="from red to amber",
        ),
        pytest.param(
            _measures(GREEN, BETTER, earlier=AMBER),
            "",
            "Green and getting better; status better than in the last report",
            "status changed since the last report",
            id="from amber to green, both reasons",
        ),
        pytest.param(_measures(AMBER, STABLE, earlier=AMBER), "", "", "Amber", id="the same status as before"),
        pytest.param(
            _measures(None, None, Missing.NOT_AVAILABLE),
            *("figure due and missing", "", "figure due and missing"),
            id="not available is a gap",
        ),
        pytest.param(
            _measures(None, None, Missing.WITHHELD),
            *("figure due and missing", "", "figure due and missing"),
            id="withheld is a gap",
        ),
        pytest.param(_measures(None, None, Missing.NOT_DUE), "", "", "", id="not due is no gap"),
        pytest.param(
            *(_measures(None, None, Missing.NOT_AVAILABLE, kind=RuleKind.SUSPENDED), "", "", ""),
            id="of a suspended measure no figure is due",
        ),
        pytest.param(_measures(None, None, Missing.NOT_APPLICABLE), "", "", "", id="not applicable is no gap"),
        pytest.param(
            _measures(None, None, Missing.NOT_DUE, earlier=GREEN), "", "", "", id="no status now is not a change"
        ),
        pytest.param(_measures(None, WORSE), "", "", "", id="not rated, though getting worse"),
        pytest.param(_measures(None, BETTER), "", "", "", id="not rated, though getting better"),
    ],
)
def test_what_the_years_list_makes_an_exception_a_highlight_or_wants_words_for(
    measures: Found, exception: str, highlight: str, wants_words: str
) -> None:
    assert measures.by(rules()) == Attention(exception, highlight, wants_words)


@pytest.mark.parametrize(
    ("condition", "holds", "fails"),
    [
        pytest.param("red", _measures(RED, BETTER), _measures(AMBER, WORSE), id="red"),
        pytest.param("amber", _measures(AMBER, BETTER), _measures(RED, WORSE), id="amber"),
        pytest.param(
            "amber and getting worse", _measures(AMBER, WORSE), _measures(AMBER, STABLE), id="amber and worse"
        ),
        pytest.param(
            "on target but getting worse", _measures(GREEN, WORSE), _measures(AMBER, WORSE), id="on target but worse"
        ),
        pytest.param(
            "getting worse two reports running",
            *(_measures(GREEN, WORSE, earlier_trend=WORSE), _measures(RED, WORSE, earlier_trend=STABLE)),
            id="worse two reports running",
        ),
        pytest.param(
            "getting worse two reports running",
            *(_measures(None, WORSE, earlier_trend=WORSE), _measures(RED, BETTER, earlier_trend=WORSE)),
            id="worse then, and better now",
        ),
        pytest.param(
            "getting worse two reports running",
            *(_measures(RED, WORSE, earlier_trend=WORSE), _measures(RED, WORSE)),
            id="worse now, and not known then",
        ),
        pytest.param(
            "green and getting better", _measures(GREEN, BETTER), _measures(GREEN, STABLE), id="green and better"
        ),
        pytest.param(
            "status worse than in the last report",
            *(_measures(RED, STABLE, earlier=GREEN), _measures(GREEN, STABLE, earlier=RED)),
            id="status worse",
        ),
        pytest.param(
            "status better than in the last report",
            *(_measures(GREEN, STABLE, earlier=RED), _measures(RED, STABLE, earlier=GREEN)),
            id="status better",
        ),
        pytest.param(
            "status changed since the last report",
            *(_measures(GREEN, STABLE, earlier=RED), _measures(GREEN, STABLE)),
            id="status changed; not known before is no change",
        ),
        pytest.param(
            "due and missing",
            *(_measures(None, None, Missing.NOT_AVAILABLE), _measures(None, None, Missing.NOT_DUE)),
            id="due and missing",
        ),
    ],
)
def test_each_condition_alone(condition: str, holds: Found, fails: Found) -> None:
    only = {"when": [condition]}
    alone = rules(exceptions=only, highlights=only, commentary=only)
    words = Condition(condition).words
    assert holds.by(alone) == Attention(words, words, words)
    assert fails.by(alone) == Attention()


def test_a_year_without_conditions_has_no_exceptions() -> None:
    nothing = {"when": []}
    quiet = rules(exceptions=nothing, highlights=nothing, commentary=nothing)
    assert _measures(RED, WORSE, earlier=GREEN).by(quiet) == Attention()


def test_the_key_words_the_conditions_of_the_year() -> None:
    assert rules().exceptions.words == (
        "Red; or Amber and getting worse; or status worse than in the last report; or figure due and missing"
    )
    assert all(condition.words for condition in Condition)


def test_a_condition_that_no_rule_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="green and getting worse"):
        rules(exceptions={"when": ["green and getting worse"]})


def test_counts_come_in_parts_that_add_up() -> None:
    statuses = count_statuses([GREEN, GREEN, RED, AMBER, None])
    trends = count_trends([BETTER, WORSE, STABLE, None, None])
    assert dict(statuses) == {"Green": 2, "Amber": 1, "Red": 1, "Not rated": 1}
    assert dict(trends) == {"Getting better": 1, "Stable": 1, "Getting worse": 1, "No trend": 2}
    assert sum(count.measures for count in statuses) == sum(count.measures for count in trends) == 5


def test_a_kind_that_no_measure_has_is_counted_as_none() -> None:
    assert [count.measures for count in count_statuses([GREEN])] == [1, 0, 0, 0]
    assert [count.measures for count in count_trends([BETTER])] == [1, 0, 0, 0]
