"""Figures that are valid and doubtful, with cases just on either side of each check: false alarms cost as misses do."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from builders.measures import a_measure
from builders.rules import rules

from pprr.domain import (
    Cell,
    DatedReading,
    GivenBefore,
    Judgement,
    Kind,
    Mark,
    Measure,
    Missing,
    Period,
    Polarity,
    Query,
    Reading,
    RuleKind,
    Severity,
    Status,
    Target,
    TargetKind,
    Tolerance,
    Unit,
)
from pprr.domain import query as make_query
from pprr.rules.doubts import doubts

Row = Callable[..., Measure]
CELL = Cell("extract.csv", row=4, column="Actual")
NOW, BEFORE = Period.parse("2019/20"), Period.parse("2018/19")
QUARTER = Period.parse("2019-20-q2")
NO_TARGET = Target(TargetKind.NONE)
MISSING = Reading(Unit.NUMBER, missing=Missing.NOT_AVAILABLE, text="Not available")


def _actual(text: str, decimals: int = 0, *, scale: int = 1, **more: Any) -> Reading:
    return Reading(Unit.NUMBER, Decimal(text), decimals, scale, text=text, cell=CELL, **more)


def _share(text: str, part: int | None = None, whole: int | None = None, **more: Any) -> Reading:
    """``93.0%``, or ``93.0% 1,288 of 1,385``."""
    decimals = len(text.partition(".")[2])
    counts = [None if count is None else Decimal(count) for count in (part, whole)]
    told = f"{text}%" + (f" {part:,} of {whole:,}" if part is not None and whole is not None else "")
    return Reading(Unit.PERCENTAGE, Decimal(text), decimals, 1, *counts, text=told, cell=CELL, **more)


def _target(text: str) -> Target:
    cell = Cell("targets.csv", row=2, column="target")
    return Target(TargetKind.VALUE, Reading(Unit.NUMBER, Decimal(text), text=text, cell=cell))


def _row(actual: Reading, target: Target = NO_TARGET, *past: Reading, **more: object) -> Row:
    """One measure, its earlier figures oldest first, to be rated by a year's rules."""
    return partial(a_measure, actual, target, *past, **more)


def _queries(*rows: Row, **plausibility: int) -> tuple[Query, ...]:
    year = rules(plausibility={"times_target": 100, **plausibility})
    return doubts([row(rules=year) for row in rows], year, "example-services")


def _kinds(*rows: Row, **plausibility: int) -> list[str]:
    return [query.kind for query in _queries(*rows, **plausibility)]


@pytest.mark.parametrize(
    ("actual", "target", "times_target", "expected"),
    [
        pytest.param(_actual("4500"), _target("45"), 100, True, id="exactly 100 times"),
        pytest.param(_actual("4499"), _target("45"), 100, False, id="just under 100 times"),
        pytest.param(_actual("7830"), _target("45"), 100, True, id="174 times"),
        pytest.param(_actual("450"), _target("45"), 10, True, id="the year's own number of times"),
        pytest.param(_actual("0.0045", 4, scale=1_000_000), _target("45"), 100, True, id="in millions"),
        pytest.param(_actual("4499.6"), _target("45"), 100, True, id="as printed"),
        pytest.param(_actual("4500"), Target(TargetKind.MAXIMISE), 100, False, id="no figure to compare with"),
        pytest.param(_actual("4500"), _target("-45"), 100, False, id="a negative target"),
        pytest.param(MISSING, _target("45"), 100, False, id="no figure"),
    ],
)
def test_an_actual_many_times_its_target_is_queried(
    actual: Reading, target: Target, times_target: int, expected: bool
) -> None:
    assert ("implausible" in _kinds(_row(actual, target), times_target=times_target)) is expected


def test_an_implausible_figure_blocks_and_names_its_cell() -> None:
    (found,) = _queries(_row(_actual("7830"), _target("45")))
    fields = {"figure": "7830", "times": "174", "target": "45", "most": "100"}
    assert found == make_query("implausible", "example-services", "EXA1.1", 'extract.csv, row 4, "Actual"', **fields)
    assert found.is_blocking


@pytest.mark.parametrize(
    ("actual", "past", "expected"),
    [
        pytest.param(_actual("1001"), ["100", "100"], True, id="just over 10 times"),
        pytest.param(_actual("1000"), ["100", "100"], False, id="exactly 10 times"),
        pytest.param(_actual("99"), ["1000", "1000"], True, id="just under a tenth"),
        pytest.param(_actual("100"), ["1000", "1000"], False, id="exactly a tenth"),
        pytest.param(_actual("1100"), ["1000", "10", "100"], True, id="11 times the middle one"),
        pytest.param(_actual("1001"), ["100"], True, id="one earlier figure"),
        pytest.param(_actual("9999"), [], False, id="no earlier figure"),
        pytest.param(_actual("0.99", 2), ["10.1", "10.3"], True, id="a slipped point"),
        pytest.param(_actual("12"), ["1", "1"], True, id="a count that has grown beyond chance"),
        pytest.param(_actual("1"), ["12", "12"], False, id="a count that chance may take so low"),
        pytest.param(_actual("5"), ["0", "0"], False, id="a past of 0"),
        pytest.param(_actual("11", comparator=">"), ["1", "1"], False, id="a bound"),
        pytest.param(_actual("9999", figure_period="2016"), ["1", "1"], False, id="a figure of another period"),
        pytest.param(MISSING, ["100", "100"], False, id="no figure"),
    ],
)
def test_an_actual_far_from_its_past_is_queried(actual: Reading, past: list[str], expected: bool) -> None:
    earlier = [_actual(text, actual.decimals) for text in past]
    assert _kinds(_row(actual, NO_TARGET, *earlier)) == (["unlike its past"] if expected else [])


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        pytest.param(_actual("100"), True, id="plain"),
        pytest.param(MISSING, False, id="missing"),
        pytest.param(_actual("100", comparator="<"), False, id="a bound"),
        pytest.param(_actual("100", figure_period="2016"), False, id="of another period"),
    ],
)
def test_only_plain_figures_are_a_past(past: Reading, expected: bool) -> None:
    assert ("unlike its past" in _kinds(_row(_actual("5000"), NO_TARGET, past))) is expected


@pytest.mark.parametrize(
    ("whole", "past", "expected"),
    [
        pytest.param(501, [100], True, id="just over 5 times"),
        pytest.param(500, [100], False, id="exactly 5 times"),
        pytest.param(99, [500], True, id="just under a fifth"),
        pytest.param(100, [500], False, id="exactly a fifth"),
        pytest.param(501, [1000, 100, 20], True, id="against the middle one"),
        pytest.param(51, [9], False, id="a small group"),
        pytest.param(9, [500], False, id="now a small group"),
        pytest.param(500, [], False, id="no past"),
    ],
)
def test_a_whole_unlike_its_past_is_queried(whole: int, past: list[int], expected: bool) -> None:
    row = _row(_share("50", whole // 2, whole), NO_TARGET, *(_share("50", one // 2, one) for one in past))
    assert ("another whole" in _kinds(row)) is expected


@pytest.mark.parametrize(
    ("now", "wholes", "expected"),
    [
        pytest.param(_share("62.9", 95, 151), [140, 151], True, id="a whole that varies, and has repeated"),
        pytest.param(_share("62.9", 95, 151), [151, 151], False, id="a whole that is always the same"),
        pytest.param(_share("62.9", 95, 151), [151], False, id="nobody knows whether it varies"),
        pytest.param(_share("62.6", 62, 99), [90, 99], False, id="a small whole"),
        pytest.param(_share("62.9", 95, 151), [151, 140], False, id="not that of the period before"),
    ],
)
def test_counts_of_a_whole_that_varies_do_not_repeat(now: Reading, wholes: list[int], expected: bool) -> None:
    past = [_share("62.9", int(now.numerator or 0), one) for one in wholes]
    past[-1] = now if wholes[-1] == now.denominator else past[-1]
    again = _share(now.text.partition("%")[0], int(now.numerator or 0), int(now.denominator or 0))
    assert _kinds(_row(again, NO_TARGET, *past)) == (["unchanged"] if expected else [])


def test_how_far_a_past_reaches_is_the_years_rule() -> None:
    row = _row(_actual("500"), NO_TARGET, _actual("100"), _actual("100"))
    assert (_kinds(row, times_history=4), _kinds(row, times_history=5)) == (["unlike its past"], [])


@pytest.mark.parametrize(
    ("actual", "past", "expected"),
    [
        pytest.param(_share("82.9"), ["28.1", "28.9"], True, id="digits that have changed places"),
        pytest.param(_share("53.9"), ["28.1", "28.9"], True, id="25 points"),
        pytest.param(_share("53.8"), ["28.1", "28.9"], False, id="just under 25 points"),
        pytest.param(_share("82.9"), ["28.1"], False, id="one earlier figure"),
        pytest.param(_share("60.0"), ["28.1", "31.4"], False, id="earlier ones that lie apart"),
        pytest.param(_share("50.0"), ["100.0", "100.0"], False, id="of all before"),
        pytest.param(_share("82.9", 24, 29), ["28.1", "28.9"], False, id="of few cases"),
        pytest.param(_share("83.3", 25, 30), ["28.1", "28.9"], True, id="of more"),
        pytest.param(_share("82.9", figure_period="2016"), ["28.1", "28.9"], False, id="of another period"),
        pytest.param(_actual("829", 1), ["281", "289"], False, id="no share"),
    ],
)
def test_a_share_far_from_a_steady_past_is_queried(actual: Reading, past: list[str], expected: bool) -> None:
    earlier = [
        replace(actual, value=Decimal(text), numerator=None, denominator=None, figure_period="") for text in past
    ]
    assert ("share unlike its past" in _kinds(_row(actual, NO_TARGET, *earlier))) is expected


@pytest.mark.parametrize(
    ("column", "expected"), [("q2", set()), ("Q2 2019/20", set()), ("target", {"zero", "target-of-0"})]
)
def test_a_zero_that_the_profile_asks_for_is_not_queried(column: str, expected: set[str]) -> None:
    """The target in force is 0: nothing is asked by this point of the year, or 0 is the year's own."""
    aim = Reading(Unit.NUMBER, Decimal(0), text="0", cell=Cell("targets.csv", row=2, column=column))
    row = _row(
        _actual("0"),
        Target(TargetKind.VALUE, aim),
        kind=Kind.CUMULATIVE,
        rated_of=QUARTER,
        last_year=_actual("280"),
    )
    assert {query.key for query in _queries(row)} == expected


def test_a_figure_far_from_its_past_tells_that_past() -> None:
    (query,) = _queries(_row(_share("0.86"), NO_TARGET, _share("85.5"), _share("84.0")))
    assert (query.severity, query.found) == (
        Severity.WARNING,
        "0.86% is less than 1 part in 10 of the middle of its earlier figures: 85.5%; 84.0%.",
    )


def test_what_is_queried_against_its_target_is_not_queried_again() -> None:
    assert _kinds(_row(_actual("4500"), _target("45"), _actual("44"), _actual("45"))) == ["implausible"]


@pytest.mark.parametrize(
    ("actual", "past", "expected"),
    [
        pytest.param(_actual("0"), [_actual("10"), _actual("50")], ["zero"], id="a count, never below 10"),
        pytest.param(_actual("0"), [_actual("9"), _actual("50")], [], id="a count that was 9"),
        pytest.param(_actual("0"), [_actual("100")], ["zero"], id="one earlier figure, of 100"),
        pytest.param(_actual("0"), [_actual("99")], [], id="one earlier figure, of 99"),
        pytest.param(_actual("1"), [_actual("10"), _actual("10")], [], id="1 is not 0"),
        pytest.param(_actual("0.4"), [_actual("40"), _actual("50")], ["unlike its past"], id="0 by rounding alone"),
        pytest.param(_share("0.0"), [_share("1.0"), _share("9.0")], ["zero"], id="a share, never below 10 steps"),
        pytest.param(_share("0.0"), [_share("0.9"), _share("9.0")], [], id="a share that was 9 steps"),
        pytest.param(
            _share("0.0", 0, 90), [_share("40.0", 9, 22), _share("50.0", 40, 80)], [], id="a share of few cases"
        ),
        pytest.param(
            _share("0.0", 0, 90), [_share("40.0", 40, 100), _share("50.0", 40, 80)], ["zero"], id="of many cases"
        ),
        pytest.param(_share("0.0", 0, 0), [], ["share of nothing"], id="0 of 0"),
        pytest.param(_share("0", 0, 0), [_share("40"), _share("50")], ["share of nothing"], id="0 of 0, said once"),
        pytest.param(_share("85", 0, 0), [], ["share of nothing"], id="85% of 0"),
        pytest.param(_share("0", 0, 1), [], [], id="0 of 1"),
    ],
)
def test_a_zero_that_may_stand_for_nothing_is_queried(
    actual: Reading, past: list[Reading], expected: list[str]
) -> None:
    assert _kinds(_row(actual, NO_TARGET, *past)) == expected


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        pytest.param(_actual("23256"), _actual("23256"), True, id="five digits"),
        pytest.param(_actual("23256"), _actual("23257"), False, id="another last digit"),
        pytest.param(_actual("8032"), _actual("8032"), False, id="four digits"),
        pytest.param(_actual("8032.0", 1), _actual("8032.0", 1), True, id="four and a decimal"),
        pytest.param(_actual("150000"), _actual("150000"), False, id="a round figure"),
        pytest.param(_share("93.1"), _share("93.1"), False, id="a percentage"),
        pytest.param(_share("81.8", 1000, 1223), _share("81.8", 1000, 1223), True, id="its counts too"),
        pytest.param(_share("81.8", 1000, 1223), _share("81.8", 1001, 1223), False, id="another count"),
        pytest.param(_share("81.8", 999, 1221), _share("81.8", 999, 1221), False, id="fewer counts"),
        pytest.param(_share("100", 1223, 1223), _share("100", 1223, 1223), False, id="all of them, again"),
        pytest.param(_share("0", 0, 12230), _share("0", 0, 12230), False, id="none of them, again"),
        pytest.param(_actual("23256", comparator="<"), _actual("23256", comparator="<"), False, id="a bound"),
        pytest.param(_actual("23256", figure_period="2016"), _actual("23256"), False, id="its period is told"),
        pytest.param(MISSING, MISSING, False, id="no figures"),
    ],
)
@pytest.mark.parametrize("column", ["earlier", "previous"])
def test_a_figure_that_repeats_beyond_chance_is_queried(
    now: Reading, before: Reading, expected: bool, column: str
) -> None:
    found = _queries(_row(now, **{column: before}))
    assert [query.kind for query in found] == (["unchanged"] if expected else [])
    which = {"found": "report"} if column == "earlier" else {"found": "period", "before": "2018/19"}
    assert all({**query.fields, **which, "figure": now.text} == query.fields for query in found)


@pytest.mark.parametrize(
    ("now", "kind", "expected"),
    [
        pytest.param(_share("19.94"), Kind.SNAPSHOT, [Severity.NOTE], id="a share to two decimals"),
        pytest.param(_actual("1904"), Kind.SNAPSHOT, [Severity.NOTE], id="four digits"),
        pytest.param(_actual("23256"), Kind.SNAPSHOT, [Severity.WARNING], id="five digits"),
        pytest.param(_actual("412"), Kind.QUARTER, [Severity.NOTE], id="a quarter's many cases"),
        pytest.param(_actual("99"), Kind.QUARTER, [], id="a quarter's fewer cases"),
        pytest.param(_actual("412"), Kind.SNAPSHOT, [], id="as many on a day"),
        pytest.param(_actual("150000"), Kind.SNAPSHOT, [], id="a round figure"),
        pytest.param(_share("93.1"), Kind.SNAPSHOT, [], id="a share to one decimal"),
        pytest.param(_share("100.00"), Kind.SNAPSHOT, [], id="all of them"),
        pytest.param(_share("64.2", 88, 137), Kind.SNAPSHOT, [Severity.NOTE], id="both counts of a share"),
        pytest.param(_share("91.9", 103, 112), Kind.SNAPSHOT, [], id="of which hardly any are not in it"),
    ],
)
def test_a_quarter_that_repeats_the_one_before_is_noted(now: Reading, kind: Kind, expected: list[Severity]) -> None:
    found = _queries(_row(now, earlier=now, kind=kind, rated_of=QUARTER))
    assert [(query.key, query.severity) for query in found] == [("unchanged", severity) for severity in expected]


def test_counts_of_a_whole_that_is_always_the_same_may_repeat() -> None:
    now = _share("64.2", 88, 137)
    row = _row(now, NO_TARGET, _share("65.0", 89, 137), replace(now), earlier=now, kind=Kind.SNAPSHOT, rated_of=QUARTER)
    assert not _queries(row)


@pytest.mark.parametrize("column", ["long_previous", "last_year"])
@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(_share("61.37"), [Severity.NOTE], id="four digits"),
        pytest.param(_actual("5.12", 2), [], id="three digits"),
        pytest.param(_actual("412"), [], id="a quarter's many cases"),
        pytest.param(_actual("23256"), [Severity.WARNING], id="five digits"),
    ],
)
def test_a_quarter_that_has_a_figure_of_last_year_is_noted(now: Reading, expected: list[Severity], column: str) -> None:
    found = _queries(_row(now, kind=Kind.QUARTER, rated_of=QUARTER, **{column: now}))
    assert [(query.key, query.severity, query.fields["before"]) for query in found] == [
        ("unchanged", severity, "2018/19" if column == "last_year" else "2018/19 Q2") for severity in expected
    ]


@pytest.mark.parametrize(
    ("now", "before", "more", "expected"),
    [
        pytest.param(_actual("12"), _actual("30"), {}, ["running-total-falls"], id="it falls"),
        pytest.param(_actual("0"), _actual("15"), {}, ["running-total-falls"], id="it falls to 0"),
        pytest.param(_actual("31"), _actual("30"), {}, [], id="it grows"),
        pytest.param(_actual("12"), _actual("30"), {"kind": Kind.QUARTER}, [], id="a quarter's own figure may be less"),
        pytest.param(_share("12"), _share("30"), {}, [], id="so may a share"),
        pytest.param(_actual("28", mark=Mark.REVISED), _actual("30"), {}, [], id="revised"),
        pytest.param(_actual("28"), _actual("30", comparator="<"), {}, [], id="it was only a bound"),
        pytest.param(_actual("20"), _actual("20"), {}, ["running-total-stands-still"], id="still, after 10 a quarter"),
        pytest.param(_actual("19"), _actual("19"), {}, [], id="still, after fewer: chance"),
        pytest.param(_actual("23256"), _actual("23256"), {}, ["running-total-stands-still"], id="still, many digits"),
        pytest.param(
            _actual("23256"),
            _actual("23256"),
            {"earlier": _actual("23256")},
            ["unchanged"],
            id="many digits, said once",
        ),
        pytest.param(_actual("9.6", 1), _actual("9.6", 1), {}, ["running-total-stands-still"], id="still, in tenths"),
    ],
)
def test_a_running_total_runs(now: Reading, before: Reading, more: dict[str, Any], expected: list[str]) -> None:
    row = _row(now, **{"kind": Kind.CUMULATIVE, "before": DatedReading(QUARTER, before), **more})
    assert [query.key for query in _queries(row)] == expected


@pytest.mark.parametrize(
    ("kind", "past", "year", "expected"),
    [
        pytest.param(Kind.QUARTER, [], "401", ["zero"], id="after a year's 401"),
        pytest.param(Kind.CUMULATIVE, [], "100", ["zero"], id="after a year's 100"),
        pytest.param(Kind.QUARTER, [], "99", [], id="after a year's 99"),
        pytest.param(Kind.QUARTER, ["4"], "401", [], id="a quarter of last year had few"),
        pytest.param(Kind.ANNUAL, [], "401", [], id="a year is in the past itself"),
    ],
)
def test_a_zero_is_held_against_the_whole_year_before(
    kind: Kind, past: list[str], year: str, expected: list[str]
) -> None:
    earlier = [_actual(text) for text in past]
    row = _row(_actual("0"), NO_TARGET, *earlier, kind=kind, rated_of=QUARTER, last_year=_actual(year))
    assert [query.key for query in _queries(row)] == expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param(_actual("365"), _actual("324"), True, id="another figure"),
        pytest.param(_actual("365"), _actual("324", mark=Mark.REVISED), False, id="marked as revised"),
        pytest.param(_actual("365", mark=Mark.PROVISIONAL), _actual("324"), False, id="it was provisional"),
        pytest.param(_share("85.7"), _share("86"), False, id="the same, more coarsely"),
    ],
)
def test_a_past_figure_that_two_extracts_give_otherwise_is_queried(
    before: Reading, now: Reading, expected: bool
) -> None:
    found = _queries(_row(_actual("352"), given_before=(GivenBefore(BEFORE, before, now, QUARTER),)))
    fields = {"period": "2018/19", "now": now.text, "before": before.text, "report": "2019/20 Q2"}
    assert [(query.key, query.fields) for query in found] == [("given-otherwise-before", fields)] * expected


@pytest.mark.parametrize(
    ("repeated", "new", "expected"),
    [
        pytest.param(3, 3, True, id="half of them"),
        pytest.param(3, 4, False, id="fewer than half"),
        pytest.param(2, 0, False, id="two may be chance"),
        pytest.param(3, 0, True, id="all of three"),
    ],
)
def test_a_column_that_was_pasted_in_again_blocks(repeated: int, new: int, expected: bool) -> None:
    measures = [_row(_actual(f"{37 + at}"), earlier=_actual(f"{37 + at}")) for at in range(repeated)]
    measures += [_row(_actual(f"{37 + at}"), earlier=_actual(f"{39 + at}")) for at in range(new)]
    found = _queries(*measures)
    assert [(query.kind, query.is_blocking, query.item) for query in found] == (
        [("figures repeated", True, "overview")] if expected else []
    )


@pytest.mark.parametrize("kept", [_actual("0"), _share("100"), MISSING], ids=["0", "100%", "no figure"])
def test_what_may_well_stay_the_same_is_no_pasted_column(kept: Reading) -> None:
    assert _kinds(*[_row(kept, earlier=kept)] * 5) == []


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param(_share("85.7"), _share("85.5"), True, id="another figure"),
        pytest.param(_share("85.7"), _share("85.7"), False, id="the same"),
        pytest.param(_share("85.7"), _share("86"), False, id="the same, printed more coarsely"),
        pytest.param(_share("85.7"), _share("85"), True, id="another, printed more coarsely"),
        pytest.param(_share("85.7"), _share("85.5", mark=Mark.REVISED), False, id="marked as revised"),
        pytest.param(_share("85.7", mark=Mark.PROVISIONAL), _share("85.5"), False, id="it was provisional"),
        pytest.param(_share("85.7", mark=Mark.ESTIMATED), _share("85.5"), False, id="it was estimated"),
        pytest.param(_share("85.7", mark=Mark.REVISED), _share("85.5"), True, id="it was revised once before"),
        pytest.param(MISSING, _share("85.5"), False, id="there was none yet"),
        pytest.param(_share("85.7"), MISSING, True, id="it has gone"),
    ],
)
def test_a_figure_changed_after_its_report_is_queried(before: Reading, now: Reading, expected: bool) -> None:
    found = _queries(_row(_share("86.1"), restated=((BEFORE, before, now),)))
    assert [query.kind for query in found] == (["restated"] if expected else [])
    told = f"the figure for 2018/19 is {now.text} here, and its own report printed {before.text}."
    assert all(query.found == told for query in found)


@pytest.mark.parametrize(
    ("missing", "changed", "expected"),
    [
        pytest.param(Missing.NOT_DUE, {}, ["due"], id="the register says it is due"),
        pytest.param(Missing.NOT_DUE, {"is_due": False}, [], id="it is not"),
        pytest.param(Missing.NOT_DUE, {"lag": 1}, [], id="it comes late by the register"),
        pytest.param(
            Missing.NOT_DUE, {"rule": RuleKind("suspended"), "rule_reason": "On hold."}, [], id="it is suspended"
        ),
        pytest.param(Missing.NOT_AVAILABLE, {}, [], id="said to be missing"),
    ],
)
def test_a_figure_that_is_due_and_said_not_to_be_is_queried(
    missing: Missing, changed: dict[str, object], expected: list[str]
) -> None:
    assert _kinds(_row(Reading(Unit.NUMBER, missing=missing, text=str(missing)), **changed)) == expected


@pytest.mark.parametrize(
    ("actual", "target", "tolerance", "expected"),
    [
        pytest.param("3", "0", "", True, id="the year's margin is a share"),
        pytest.param("0", "0", "", True, id="also while it is met"),
        pytest.param("3", "0", "20%", True, id="its own margin is a share"),
        pytest.param("3", "0", "1 point", False, id="its own margin is in points"),
        pytest.param("3", "1", "", False, id="a target of 1"),
    ],
)
def test_a_target_of_0_without_a_margin_in_points_is_a_warning(
    actual: str, target: str, tolerance: str, expected: bool
) -> None:
    own = Tolerance.parse(tolerance) if tolerance else None
    found = _queries(_row(_actual(actual), _target(target), good_performance=Polarity.LOW, tolerance=own))
    assert [(query.kind, query.severity) for query in found] == (
        [("target of 0", Severity.WARNING)] if expected else []
    )
    assert [query.source for query in found] == (['targets.csv, row 2, "target"'] if expected else [])


@pytest.mark.parametrize(
    ("target", "tolerance", "good", "expected"),
    [
        pytest.param("50", "50 points", Polarity.HIGH, True, id="as wide as the target"),
        pytest.param("51", "50 points", Polarity.HIGH, False, id="just narrower"),
        pytest.param("50", "100%", Polarity.HIGH, False, id="a share is one of this target"),
        pytest.param("50", "50 points", Polarity.LOW, False, id="low is good: a miss has no end"),
        pytest.param("0", "1 point", Polarity.HIGH, False, id="a target of 0"),
    ],
)
def test_a_margin_in_points_that_leaves_no_room_for_red_is_a_warning(
    target: str, tolerance: str, good: Polarity, expected: bool
) -> None:
    row = _row(_actual(target), _target(target), good_performance=good, tolerance=Tolerance.parse(tolerance))
    found = [(query.kind, query.severity, query.source) for query in _queries(row)]
    assert found == [("margin without Red", Severity.WARNING, 'targets.csv, row 2, "target"')] * expected


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        pytest.param("34.08", [("on the edge", Severity.NOTE)], id="34.08 printed as 34 against 34"),
        pytest.param("34.00", [], id="34.00 is 34"),
        pytest.param("33.92", [], id="33.92 printed as 34 is green either way"),
    ],
)
def test_a_status_that_rests_on_rounding_is_noted(actual: str, expected: list[tuple[str, Severity]]) -> None:
    found = _queries(_row(_actual(actual), _target("34"), good_performance=Polarity.LOW))
    assert [(query.kind, query.severity) for query in found] == expected
    assert all(actual in query.found for query in found)


def test_a_sound_figure_has_no_queries() -> None:
    assert _queries(_row(_actual("44"), _target("45"), _actual("41"), _actual("43"), earlier=_actual("43"))) == ()


def test_a_status_that_hangs_on_one_case_is_noted() -> None:
    [query] = _queries(_row(_share("75", 9, 12), _target("75")))
    assert (query.kind, query.severity) == ("small numbers", Severity.NOTE)
    assert query.found == "75% 9 of 12 is Green, and one case in 12 would make it Red."
    assert _kinds(_row(_share("75", 900, 1200), _target("75"))) == []


JUDGED = Judgement(Status.AMBER, "A. Director (made up)")


@pytest.mark.parametrize(
    ("actual", "rule", "judgement", "expected"),
    [
        pytest.param(_actual("44"), "judgement", JUDGED, [], id="judged"),
        pytest.param(_actual("44"), "judgement", None, ["judgement missing"], id="nobody has judged it"),
        pytest.param(MISSING, "judgement", None, ["judgement missing"], id="nobody has, and there is no figure"),
        *(
            pytest.param(Reading(Unit.NUMBER, missing=kind), "judgement", None, [], id=f"{kind}: none is awaited")
            for kind in (Missing.NOT_DUE, Missing.NOT_APPLICABLE)
        ),
        pytest.param(_actual("44"), "tolerance", JUDGED, ["judgement not used"], id="judged, and rated by its figure"),
        pytest.param(MISSING, "judgement", JUDGED, ["judgement not used"], id="judged without a figure"),
    ],
)
def test_a_judgement_that_is_missing_or_not_used_is_a_warning(
    actual: Reading, rule: str, judgement: Judgement | None, expected: list[str]
) -> None:
    found = _queries(_row(actual, _target("45"), rule=RuleKind(rule), judgement=judgement, is_due=False))
    assert [(query.kind, query.severity) for query in found] == [(kind, Severity.WARNING) for kind in expected]


def test_a_judgement_that_is_not_used_says_whose_it_is_and_why() -> None:
    [query] = _queries(_row(_actual("44"), _target("45"), judgement=JUDGED))
    assert query.found == 'A. Director (made up) has judged it Amber, and the register gives it the rule "tolerance".'


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(Status.RED, ["status in the cell differs"], id="another status"),
        pytest.param(Status.GREEN, [], id="the same status"),
        pytest.param(None, [], id="no status"),
    ],
)
def test_a_status_in_the_cell_that_is_not_ours_is_queried(given: Status | None, expected: list[str]) -> None:
    queries = _queries(_row(_actual("50", given=given), _target("45")))
    assert [query.kind for query in queries] == expected
    assert all("which is Red; by the rules of the year it is Green" in query.found for query in queries)


def test_a_status_in_the_cell_of_what_is_not_rated_is_queried() -> None:
    (query,) = _queries(_row(_actual("50", given=Status.RED)))
    assert query.found.endswith("by the rules of the year it is No target.")
