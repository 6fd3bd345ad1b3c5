"""What must be equal in a report's money: each identity holds, and each is broken by a figure beyond rounding."""

from dataclasses import replace
from fractions import Fraction

import pytest
from builders.money import THOUSAND, a_cash_limit, a_reserve, a_saving, an_agreed_reserve, an_agreed_saving, an_outturn
from builders.rules import rules
from hypothesis import given
from hypothesis import strategies as st

from pprr.domain import round_half_up
from pprr.domain.money import MoneyTables, Position
from pprr.rules.money.finance import Identity, identities, is_money_exception, unmatched

OUTTURN = an_outturn(cash_limit=1100, expenditure=1130, appropriations=-10, outturn=1120, variance=20)


@pytest.fixture
def money() -> MoneyTables:
    """The rows of a made-up portfolio whose figures all agree; one of its reserves is paid into."""
    return MoneyTables(
        budget=a_cash_limit(900, 250, -50, 1100),
        outturn=(OUTTURN,),
        reserves=(
            a_reserve(narration="First Reserve", approved=40, change=25, balance=15, row=2),
            a_reserve(narration="Second Reserve", approved=70, change=-15, balance=85, row=3),
            a_reserve(narration="", purpose="Total", approved=110, change=10, balance=100, row=4, is_total=True),
        ),
        savings=(
            a_saving(proposal="Fewer examples", value=60, achieved=45, row=2),
            a_saving(proposal="Shorter examples", value=30, achieved=30, row=3),
            a_saving(proposal="Total", value=90, achieved=75, row=4, is_total=True),
        ),
        agreed_reserves=(
            an_agreed_reserve(narration="First Reserve", approved=40),
            an_agreed_reserve(narration="Second Reserve", approved=70),
        ),
        agreed_savings=(
            an_agreed_saving(proposal="Fewer examples", value=60),
            an_agreed_saving(proposal="Shorter examples", value=30),
        ),
    )


def _altered(money: MoneyTables, table: str, row: int, column: str, by: int) -> MoneyTables:
    """The money with one amount moved by so many pence."""
    rows = list(getattr(money, table))
    rows[row] = replace(rows[row], **{column: getattr(rows[row], column) + by})
    return replace(money, **{table: tuple(rows)})


def _with_outturn(money: MoneyTables, **values: int) -> MoneyTables:
    return replace(money, outturn=(replace(OUTTURN, **values),))


def _broken(money: MoneyTables) -> set[str]:
    return {identity.sum for identity in identities(money) if not identity.holds}


def test_sound_figures_keep_every_identity(money: MoneyTables) -> None:
    found = identities(money)
    assert [(identity.sum, identity.holds, identity.is_exact) for identity in found if not identity.is_exact] == []
    assert len(found) == 2 + 2 + 3 + 1 + 3 + 2 + 2 + 2


@pytest.mark.parametrize(
    ("table", "row", "column", "by", "expected"),
    [
        pytest.param(
            *("budget", 0, "amount", 3, {"previously reported + changes = current cash limit"}),
            id="previously reported cash limit, three addends: beyond 2 thousand",
        ),
        pytest.param(
            *("budget", 1, "amount", -3, {"previously reported + changes = current cash limit"}), id="a change"
        ),
        pytest.param(
            *("budget", 3, "amount", 1, {"current cash limit = net cash limit of the outturn"}),
            id="the cash limit stated twice: no room at all",
        ),
        pytest.param(
            *("outturn", 0, "expenditure", 2, {"net expenditure + appropriations = outturn"}), id="net expenditure"
        ),
        pytest.param(*("outturn", 0, "variance", 2, {"outturn - cash limit = (surplus)/deficit"}), id="the variance"),
        pytest.param(
            *("outturn", 0, "variance", -40, {"outturn - cash limit = (surplus)/deficit"}),
            id="the variance with the opposite sign",
        ),
        pytest.param(
            *("outturn", 0, "appropriations", -2),
            {"net expenditure + appropriations = outturn", "the reserves' changes, reversed = appropriations"},
            id="appropriations",
        ),
        pytest.param(
            *("outturn", 0, "appropriations", 20),
            {"net expenditure + appropriations = outturn", "the reserves' changes, reversed = appropriations"},
            id="appropriations with the opposite sign",
        ),
        pytest.param(
            *("outturn", 0, "outturn", 2),
            {"net expenditure + appropriations = outturn", "outturn - cash limit = (surplus)/deficit"},
            id="the outturn",
        ),
        pytest.param(
            *("outturn", 0, "cash_limit", -2),
            {"current cash limit = net cash limit of the outturn", "outturn - cash limit = (surplus)/deficit"},
            id="the outturn's cash limit",
        ),
        pytest.param(
            *("reserves", 0, "balance", 2, {"approved - change = balance", "the rows' balance = their total"}),
            id="a reserve's balance",
        ),
        pytest.param(
            *("reserves", 0, "approved", 2),
            {
                "approved - change = balance",
                "the rows' approved = their total",
                "the agreement's approved = the extract's (First Reserve, Examples)",
            },
            id="a reserve's approved amount",
        ),
        pytest.param(
            *("reserves", 1, "change", 2),
            {
                "approved - change = balance",
                "the rows' change = their total",
                "the reserves' changes, reversed = appropriations",
            },
            id="a payment into a reserve",
        ),
        pytest.param(
            *("reserves", 2, "change", 2, {"approved - change = balance", "the rows' change = their total"}),
            id="the reserves' total change: the mirror looks at the rows alone",
        ),
        pytest.param(
            *("reserves", 2, "approved", 2, {"approved - change = balance", "the rows' approved = their total"}),
            id="the reserves' total approved",
        ),
        pytest.param(
            *("agreed_reserves", 1, "approved", 1),
            {"the agreement's approved = the extract's (Second Reserve, Examples)"},
            id="a reserve in the agreement",
        ),
        pytest.param(
            *("savings", 0, "value", 2),
            {"the rows' value = their total", "the agreement's value = the extract's (Fewer examples)"},
            id="a saving's value",
        ),
        pytest.param(*("savings", 1, "achieved", 2, {"the rows' achieved = their total"}), id="a saving's achievement"),
        pytest.param(*("savings", 2, "value", -2, {"the rows' value = their total"}), id="the savings' total value"),
        pytest.param(
            *("agreed_savings", 1, "value", -1, {"the agreement's value = the extract's (Shorter examples)"}),
            id="a saving in the agreement",
        ),
    ],
)
def test_each_identity_is_broken_by_a_figure_beyond_rounding(
    money: MoneyTables, table: str, row: int, column: str, by: int, expected: set[str]
) -> None:
    assert _broken(_altered(money, table, row, column, by * THOUSAND)) == expected


@pytest.mark.parametrize(
    ("table", "row", "column", "by"),
    [
        pytest.param("budget", 0, "amount", 2, id="three addends may be 2 thousand apart"),
        pytest.param("budget", 2, "amount", -2, id="three addends may be 2 thousand apart, downwards"),
        pytest.param("outturn", 0, "expenditure", 1, id="two addends may be 1 thousand apart"),
        pytest.param("outturn", 0, "variance", -1, id="two addends may be 1 thousand apart, downwards"),
        pytest.param("reserves", 2, "balance", 1, id="a total of two"),
        pytest.param("savings", 2, "achieved", 1, id="a total of two savings"),
    ],
)
def test_a_difference_that_rounding_explains_is_not_broken_and_not_exact(
    money: MoneyTables, table: str, row: int, column: str, by: int
) -> None:
    rounded = _altered(money, table, row, column, by * THOUSAND)
    assert _broken(rounded) == set()
    assert not all(identity.is_exact for identity in identities(rounded))


@pytest.mark.parametrize(
    ("table", "column"), [("outturn", "expenditure"), ("budget", "amount"), ("savings", "achieved")]
)
def test_an_exact_source_has_no_room_for_a_penny(money: MoneyTables, table: str, column: str) -> None:
    exact = MoneyTables(
        **{name: tuple(replace(row, money_unit=1) for row in rows) for name, rows in vars(money).items()}
    )
    assert _broken(exact) == set()
    assert _broken(_altered(exact, table, 0, column, 1)) != set()


def _identity(addends: tuple[int, ...], stated: int, unit: int = THOUSAND) -> Identity:
    return Identity("budget", "a sum", addends, stated, unit, "made-up.csv, row 2")


@pytest.mark.parametrize(
    ("addends", "unit", "expected"),
    [
        pytest.param(1, THOUSAND, 0, id="one addend is the same figure twice"),
        pytest.param(2, THOUSAND, 1 * THOUSAND, id="two: floor(3 / 2)"),
        pytest.param(3, THOUSAND, 2 * THOUSAND, id="three: floor(4 / 2)"),
        pytest.param(4, THOUSAND, 2 * THOUSAND, id="four: floor(5 / 2)"),
        pytest.param(5, THOUSAND, 3 * THOUSAND, id="five: floor(6 / 2)"),
        pytest.param(2, 100, 100, id="a source in pounds"),
        pytest.param(9, 1, 0, id="an exact source"),
    ],
)
def test_the_room_that_rounding_leaves(addends: int, unit: int, expected: int) -> None:
    assert _identity((0,) * addends, 0, unit).tolerance == expected


@pytest.mark.parametrize(
    ("stated", "holds", "is_exact"),
    [
        pytest.param(300, True, True, id="equal"),
        pytest.param(301, True, False, id="one unit above"),
        pytest.param(299, True, False, id="one unit below"),
        pytest.param(302, False, False, id="two units above"),
        pytest.param(298, False, False, id="two units below"),
    ],
)
def test_the_last_unit_that_holds(stated: int, holds: bool, is_exact: bool) -> None:
    identity = _identity((100 * THOUSAND, 200 * THOUSAND), stated * THOUSAND)
    assert (identity.computed, identity.holds, identity.is_exact) == (300 * THOUSAND, holds, is_exact)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=12), st.sampled_from([100, THOUSAND, 10**8]))
def test_figures_that_add_still_do_when_each_is_rounded(exact: list[int], unit: int) -> None:
    def printed(pence: int) -> int:
        return int(round_half_up(Fraction(pence, unit), 0)) * unit

    assert _identity(tuple(printed(pence) for pence in exact), printed(sum(exact)), unit).holds


def test_reserve_changes_mirror_appropriations(money: MoneyTables) -> None:
    (mirror,) = (identity for identity in identities(money) if "reversed" in identity.sum)
    assert (mirror.addends, mirror.stated) == ((-25 * THOUSAND, 15 * THOUSAND), -10 * THOUSAND)


def test_without_reserves_there_are_no_appropriations(money: MoneyTables) -> None:
    empty = replace(money, reserves=(), agreed_reserves=())
    assert _broken(empty) == {"the reserves' changes, reversed = appropriations"}
    untouched = _with_outturn(empty, appropriations=0, outturn=OUTTURN.expenditure, variance=30 * THOUSAND)
    assert _broken(untouched) == set()


def test_without_totals_nothing_is_said_of_them(money: MoneyTables) -> None:
    bare = replace(money, reserves=money.reserves[:-1], savings=money.savings[:-1])
    assert [identity.sum for identity in identities(bare) if "total" in identity.sum] == []


def test_a_source_in_thousands_beside_one_in_pence_has_the_room_of_the_coarser(money: MoneyTables) -> None:
    # £1,099,600.00 is printed as 1,100 and (£10,400.00) as (10): the same figures, told more exactly.
    amounts = {"cash_limit": 109_960_000, "expenditure": 113_040_000, "appropriations": -1_040_000}
    assert _broken(_with_outturn(money, money_unit=1, variance=2_040_000, **amounts)) == set()
    agreed = [replace(row, money_unit=1) for row in money.agreed_reserves]
    agreed[0] = replace(agreed[0], approved=agreed[0].approved + 40_000)
    assert _broken(replace(money, agreed_reserves=tuple(agreed))) == set()


def test_a_source_in_pence_beside_one_in_thousands_is_still_held_to_it(money: MoneyTables) -> None:
    finer = _with_outturn(money, money_unit=1, cash_limit=109_840_000, variance=2_160_000)
    assert _broken(finer) == {"current cash limit = net cash limit of the outturn"}


@pytest.mark.parametrize(
    ("renamed", "expected"),
    [
        pytest.param("", {}, id="the same in both"),
        pytest.param("reserves", {"Third Reserve": "extract", "First Reserve": "agreement"}, id="in the extract"),
        pytest.param(
            "agreed_reserves", {"Third Reserve": "agreement", "First Reserve": "extract"}, id="in the agreement"
        ),
    ],
)
def test_an_item_that_only_one_has_is_named(money: MoneyTables, renamed: str, expected: dict[str, str]) -> None:
    if renamed:
        first, *others = getattr(money, renamed)
        money = replace(money, **{renamed: (replace(first, narration="Third Reserve"), *others)})
    found = unmatched(money.reserves, money.agreed_reserves)
    assert {narration: only_in for (narration, _), only_in in found} == expected


@pytest.mark.parametrize(
    ("variance", "expected"),
    [
        pytest.param(11, False, id="a deficit of exactly 1%"),
        pytest.param(-11, False, id="a surplus of exactly 1%"),
        pytest.param(10, False, id="a deficit just under 1%"),
        pytest.param(12, True, id="a deficit just over 1%"),
        pytest.param(-12, True, id="a surplus just over 1%"),
        pytest.param(0, False, id="on the cash limit"),
    ],
)
def test_a_variance_beyond_the_years_share_is_an_exception(variance: int, expected: bool) -> None:
    position = Position(OUTTURN.cash_limit, OUTTURN.outturn, variance * THOUSAND)
    assert is_money_exception(position, rules()) is expected


def test_a_share_of_no_cash_limit_makes_any_variance_an_exception() -> None:
    position = Position(budget=0, forecast=1, variance=1)
    assert is_money_exception(position, rules()) is True
    assert is_money_exception(replace(position, variance=0), rules()) is False


def test_an_identity_says_where_its_sum_stands(money: MoneyTables) -> None:
    (total,) = (found for found in identities(money) if found.sum == "the rows' change = their total")
    assert total.source == "made-up.csv, row 4"
    assert replace(total, stated=total.stated + 2 * THOUSAND).holds is False
