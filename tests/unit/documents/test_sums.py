"""What portfolios' counts and money come to: a law over councils of any make, and what a page says where none adds."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pprr.documents.corporate import sums
from pprr.documents.corporate.counts import added, is_improving_or_maintaining
from pprr.documents.corporate.sums import CouncilSum, Own, council_sum
from pprr.domain import Cell, Status, Trend, round_half_up
from pprr.domain.money import (
    AccountLine,
    BudgetLine,
    CashLimitLine,
    LineKind,
    ListRow,
    MoneyTables,
    Outturn,
    Reserve,
    Saving,
    Scheme,
    ServiceLine,
    sum_of,
    totals,
    without_totals,
)
from pprr.notebook.council.money import sum_table
from pprr.rules.counts import count_statuses, count_trends

CELL = Cell("made-up.csv", row=2)
ACCOUNT = "Housing Revenue Account"
SECTIONS: dict[str, tuple[tuple[str, ...], Own]] = {
    "position": (sums.POSITION, sums.position),
    "movements": (sums.MOVEMENTS, sums.movements),
    "reserves": (sums.RESERVES, sums.reserves),
    "savings": (sums.SAVINGS, sums.savings),
    "capital": (sums.CAPITAL, sums.capital),
    "account": (sums.ACCOUNT, sums.account(ACCOUNT)),
}
LABELS = {name: name for columns, _ in SECTIONS.values() for name in columns}
pence = some.integers(-50_000_000, 50_000_000)
unit = some.sampled_from([1, 100, 100_000])


@some.composite
def council(draw: some.DrawFn) -> tuple[dict[str, str], MoneyTables]:
    """Portfolios, each with some of the kinds of money that there are, rounded or not, with or without totals."""
    names = {f"p{number}": f"Portfolio {number}" for number in range(draw(some.integers(1, 5)))}
    rows: dict[str, list[object]] = {name: [] for name in MoneyTables.__dataclass_fields__}
    for slug in names:
        own = {"portfolio": slug, "money_unit": draw(unit), "cell": CELL}
        for line in draw(some.lists(some.sampled_from(CashLimitLine), max_size=4)):
            rows["budget"].append(BudgetLine(**own, line=line, description="Grant", amount=draw(pence)))
        budget = draw(some.sampled_from(["outturn", "services", "neither"]))
        if budget == "outturn":
            rows["outturn"].append(Outturn(**own, **{name: draw(pence) for name in Outturn.AMOUNTS}))
        elif budget == "services":
            for line in range(draw(some.integers(1, 3))):
                rows["services"].append(_service(draw, own, str(line)))
        for of in (_reserve, _saving, _scheme, _account):
            listed = [of(draw, own, is_total=False) for _ in range(draw(some.integers(0, 3)))]
            listed += [of(draw, own, is_total=True) for _ in range(draw(some.integers(0, 2))) if listed]
            rows[{_reserve: "reserves", _saving: "savings", _scheme: "capital", _account: "accounts"}[of]] += listed
    return names, MoneyTables(**{name: tuple(found) for name, found in rows.items()})  # type: ignore[arg-type]


def _service(draw: some.DrawFn, own: dict[str, object], line: str) -> ServiceLine:
    amounts = {name: draw(pence) for name in ("budget", "forecast", "variance")}
    texts = {"group": "", "line": line, "kind": LineKind.SERVICE, "is_total": False}
    blank = dict.fromkeys(("actual", "previous_variance", "variance_percent", "spent_percent"))
    return ServiceLine(**own, **texts, **amounts, **blank)  # type: ignore[arg-type]


def _reserve(draw: some.DrawFn, own: dict[str, object], *, is_total: bool) -> Reserve:
    texts = dict.fromkeys(("group", "category", "narration", "purpose"), "")
    return Reserve(**own, **texts, is_total=is_total, **{name: draw(pence) for name in Reserve.AMOUNTS})  # type: ignore[arg-type]


def _saving(draw: some.DrawFn, own: dict[str, object], *, is_total: bool) -> Saving:
    stated = {"value": draw(pence), "achieved": draw(pence), "at_risk": draw(some.none() | pence)}
    texts = {"proposal": "Example", "risk_rating": None, "information": ""}
    return Saving(**own, **texts, is_total=is_total, **stated)  # type: ignore[arg-type]


def _scheme(draw: some.DrawFn, own: dict[str, object], *, is_total: bool) -> Scheme:
    amounts = {name: draw(pence) for name in Scheme.AMOUNTS}
    return Scheme(**own, scheme="Example", information="", is_total=is_total, **amounts)  # type: ignore[arg-type]


def _account(draw: some.DrawFn, own: dict[str, object], *, is_total: bool) -> AccountLine:
    amounts = {name: draw(pence) for name in AccountLine.AMOUNTS}
    return AccountLine(**own, account=ACCOUNT, line="Example", is_total=is_total, **amounts)  # type: ignore[arg-type]


@given(council())
def test_portfolios_and_council_agree_or_the_page_says_why(made: tuple[dict[str, str], MoneyTables]) -> None:
    names, money = made
    for columns, own in SECTIONS.values():
        found = council_sum(columns, names, money, own)
        table = sum_table("section", "Section", "", LABELS, found, "place")
        assert {row.name for row in table.rows} | set(found.lacking) == set(names.values()), "nobody is lost"
        for place, total in enumerate(table.total):
            cells = [row.amounts[place] for row in table.rows]
            stated = [amount for amount in cells if amount is not None]
            assert sum(stated) == total
            is_rounded = sum(map(printed, stated)) != printed(total or 0)
            assert not is_rounded or "Figures may not add because of rounding." in table.notes
            if len(stated) < len(cells):
                missing = next(row.name for row in table.rows if row.amounts[place] is None)
                assert any(note.startswith(f"{missing} states no {table.columns[place]}") for note in table.notes)
        told = " ".join(table.notes)
        assert (
            not found.lacking
            or not found.portfolios
            or f"None of the other {len(found.lacking)} portfolios has one." in told
            or all(name in told for name in found.lacking)
        )


@given(council())
def test_a_portfolios_amount_is_that_of_its_own_page(made: tuple[dict[str, str], MoneyTables]) -> None:
    names, money = made
    for slug in names:
        own = money.of(slug)
        position = sums.position(own)
        assert (position and position["variance"]) == (own.position and own.position.variance)
        for rows, of, name in (
            (own.reserves, sums.reserves, "balance"),
            (own.savings, sums.savings, "achieved"),
            (own.capital, sums.capital, "variance"),
        ):
            amounts = of(own)
            assert (amounts and amounts[name]) == (shown_total(rows, name) if rows else None)


def shown_total(rows: Sequence[ListRow], name: str) -> int:
    """The total as the portfolio's page has it: the one that its extract states, else its rows together."""
    stated = totals(rows)
    return sum_of(stated if len(stated) == 1 else without_totals(rows), name)


@given(some.lists(some.lists(some.sampled_from([*Status, None])), min_size=1))
def test_counts_of_portfolios_add_to_those_of_the_council(portfolios: list[list[Status | None]]) -> None:
    every = [status for statuses in portfolios for status in statuses]
    assert added(count_statuses(statuses) for statuses in portfolios) == count_statuses(every)
    assert sum(measures for _, measures in count_statuses(every)) == len(every)


@given(some.lists(some.lists(some.sampled_from([*Trend, None])), min_size=1))
def test_trends_of_portfolios_add_to_those_of_the_council(portfolios: list[list[Trend | None]]) -> None:
    every = [trend for trends in portfolios for trend in trends]
    assert added(map(count_trends, portfolios)) == count_trends(every)
    assert Counter(every)[Trend.BETTER] == dict(count_trends(every))["Getting better"]


@pytest.mark.parametrize(
    ("status", "trend", "expected"),
    [
        pytest.param(Status.RED, Trend.BETTER, True, id="better, wherever it stands"),
        pytest.param(None, Trend.BETTER, True, id="better, without a target"),
        pytest.param(Status.GREEN, Trend.STABLE, True, id="on target and stable"),
        pytest.param(Status.AMBER, Trend.STABLE, False, id="stable below target"),
        pytest.param(None, Trend.STABLE, False, id="stable without a target"),
        pytest.param(Status.GREEN, Trend.WORSE, False, id="on target and worse"),
        pytest.param(Status.GREEN, None, False, id="no trend"),
    ],
)
def test_what_improves_or_keeps_a_high_performance(status: Status | None, trend: Trend | None, expected: bool) -> None:
    assert is_improving_or_maintaining(status, trend) is expected


def test_a_column_that_nobody_states_is_not_there() -> None:
    found = CouncilSum(sums.SAVINGS, ())
    assert found.total == {}
    assert found.is_exact


def printed(amount: int) -> int:
    return int(round_half_up(Fraction(amount, 100_000), 0))
