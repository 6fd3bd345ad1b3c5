"""Tables of services that pprr sources proposes: whose rows are, which rows are totals, which way a variance goes."""

import tomllib
from pathlib import Path

import pytest

from pprr.ingest.suggest.propose import propose

_BY_NAME = {"column": "line", "label": "Total *"}
_OF_ALL = {"column": "line", "label": "Net budget", "by": "council"}
_TWO = [{"column": "line", "label": "Total *"}, {"column": "line", "label": "Sub-total *", "by": "group"}, _OF_ALL]
CASES = [
    pytest.param(
        "Directorate,Service,Budget £,Forecast £,Variance £\nArts,Halls,100.00,110.00,10.00\n"
        ",Shows,50.00,40.00,-10.00\n,Total Arts,150.00,150.00,0.00\nParks,Trees,30.00,35.00,5.00\n"
        ",Grass,5.00,5.00,0.00\n,Total Parks,35.00,40.00,5.00\n"
        "Council,Net budget,185.00,190.00,5.00\n",
        {"fill_down": ["portfolio"], "total": [_BY_NAME, _OF_ALL]},
        id="a column of portfolios",
    ),
    pytest.param(
        "Service,Current budget,Actual to P6,Forecast outturn,Variance £000\nArts,,,,\nHalls,100,50,110,(10)\n"
        "Shows,50,20,45,5\nTotal Arts,150,70,155,(5)\nParks,,,,\nTrees,30,10,35,(5)\nTotal Parks,30,10,35,(5)\n"
        "Net budget,180,80,190,(10)\n",
        {
            "headings": ["portfolio"],
            "signs": {"variance": "surplus positive"},
            "total": [{"column": "line", "label": "Total *"}, _OF_ALL],
        },
        id="headings, a surplus is positive",
    ),
    pytest.param(
        "Service,Budget £000,Forecast £000\nARTS,,\nIndoors,,\nHalls,100,110\nSub-total Indoors,100,110\nOutdoors,,\n"
        "Fairs,20,25\nSub-total Outdoors,20,25\nTotal Arts,120,135\nPARKS,,\nTrees,30,35\nVacancy factor,-3,0\n"
        "Early years provision,5,5\nPay provision,1,1\nPressure: fuel,0,2\nTotal Parks,33,43\nNet budget,153,178\n",
        {
            "headings": ["portfolio", "group"],
            "total": _TWO,
            "kinds": {"Vacancy factor": "Vacancy factor", "Pay provision": "Provision", "Pressure: fuel": "Pressure"},
        },
        id="two levels, and one alone below a total",
    ),
    pytest.param(
        "Directorate,Service,Budget £000,Forecast £000\nArts,Total Facilities Management,10,20\nArts,Halls,100,110\n"
        "Arts,Total Arts,110,130\nParks,Total of trees,5,5\nParks,Total Parks,5,5\n",
        {"total": [{"column": "line", "label": ["Total Arts", "Total Parks"]}]},
        id="lines that only look like totals",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_table_of_services_is_proposed(tmp_path: Path, text: str, expected: dict[str, object]) -> None:
    path = tmp_path / "money.csv"
    path.write_text(text, encoding="utf-8")
    proposal = propose(path)
    keys = tomllib.loads(proposal.text)["services"]
    assert {key: keys[key] for key in ("headings", "fill_down", "signs", "total", "kinds") if key in keys} == expected


def test_an_earlier_years_budget_is_no_budget(tmp_path: Path) -> None:
    path = tmp_path / "money.csv"
    path.write_text(
        "Directorate,Service,2024/25 Budget,2025/26 Budget,Forecast\nArts,Halls,90,100,110\n", encoding="utf-8"
    )
    keys = tomllib.loads(propose(path, table="services").text)["services"]
    assert "budget" not in keys["columns"]
