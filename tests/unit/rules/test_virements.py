"""A virement out of one portfolio comes in elsewhere, or somebody is asked."""

import pytest

from pprr.domain import Cell
from pprr.domain.money import BudgetLine, CashLimitLine
from pprr.rules.money.virements import unmatched_virements

PARKS, ROADS, HOMES = "parks", "roads", "homes"


def _line(portfolio: str, thousands: int, description: str = "Virement", *, unit: int = 100_000) -> BudgetLine:
    line = CashLimitLine.CHANGE
    cell = Cell("budget.csv", row=2)
    return BudgetLine(
        portfolio=portfolio,
        line=line,
        description=description,
        amount=thousands * 100_000,
        money_unit=unit,
        cell=cell,
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([(PARKS, -40), (ROADS, 40)], {}, id="it comes in elsewhere"),
        pytest.param([(PARKS, -40), (ROADS, 30), (HOMES, 10)], {}, id="in two parts"),
        pytest.param([(PARKS, -40), (ROADS, 40, "A grant")], {PARKS: ["out"]}, id="nothing that says so comes in"),
        pytest.param([(PARKS, -40), (ROADS, 45)], {PARKS: ["out"], ROADS: ["in"]}, id="another amount comes in"),
        pytest.param([(PARKS, -40), (PARKS, -7), (ROADS, 40)], {PARKS: ["out"]}, id="one of two"),
        pytest.param([(PARKS, -40, "Vired to Roads"), (ROADS, 0)], {PARKS: ["out"]}, id="vired"),
        pytest.param([(PARKS, -40), (PARKS, 40)], {}, id="within one portfolio"),
        pytest.param([(PARKS, -40)], {}, id="the only portfolio"),
        pytest.param(
            [(PARKS, -40, "Two posts to Roads"), (ROADS, 0)], {PARKS: ["out"]}, id="to a portfolio by its name"
        ),
        pytest.param([(PARKS, -40, "Two posts to Roads"), (ROADS, 40, "From Parks")], {}, id="and it comes in there"),
        pytest.param([(PARKS, -40, "Repairs of roads"), (ROADS, 0)], {}, id="a name alone"),
        pytest.param([(PARKS, -40, "Pay award"), (ROADS, 7, "Pay award")], {}, id="no virements"),
    ],
)
def test_a_virement_that_nothing_answers(lines: list[tuple[str, int]], expected: dict[str, list[str]]) -> None:
    budget = [_line(*line) for line in lines]
    if len({line.portfolio for line in budget}) > 1 or lines == [(PARKS, -40), (PARKS, 40)]:
        budget.append(_line(HOMES, 5, "A grant"))
    found = {
        slug: [query.fields["found"] for query in unmatched_virements(budget, slug)] for slug in (PARKS, ROADS, HOMES)
    }
    assert {slug: cases for slug, cases in found.items() if cases} == expected


def test_rounding_to_thousands_is_no_gap_beside_exact_pounds() -> None:
    budget = [_line(PARKS, -40), _line(ROADS, 40, unit=100)]
    assert list(unmatched_virements(budget, PARKS)) == []
    one, other = _line(PARKS, -40), _line(ROADS, 40, unit=100)
    rounded = BudgetLine(**{**vars(other), "amount": 4_030_000})
    assert list(unmatched_virements([one, rounded], PARKS)) == []
