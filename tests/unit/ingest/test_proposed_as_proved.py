"""What pprr sources writes as proved is proved: a level of labels, a series, a column of codes or of councils."""

import tomllib
from pathlib import Path

import pytest

from pprr.domain.errors import FileError
from pprr.ingest.suggest.propose import Proposal, propose


def _propose(folder: Path, text: str, table: str = "") -> Proposal:
    path = folder / "received.csv"
    path.write_text(text, encoding="utf-8")
    return propose(path, table=table)


def _keys(proposal: Proposal) -> dict:
    return tomllib.loads(proposal.text)[proposal.table]


@pytest.mark.parametrize(
    ("header", "levels", "columns"),
    [
        pytest.param(
            ",,2024/25,2024/25,2025/26,2025/26\nRef,Portfolio,Q3,Q4,Q1,Q2\n",
            2,
            "2024-25-q3 2024-25-q4 2025-26-q1 2025-26-q2",
            id="a year repeated over its quarters",
        ),
        pytest.param(
            "Ref,Portfolio,2025/26,,,\n,,Q1,Q2,Q3,Q4\n",
            2,
            "2025-26-q1 2025-26-q2 2025-26-q3 2025-26-q4",
            id="merged over its quarters, and the keys downwards",
        ),
        pytest.param(
            "Ref,Portfolio,2025/26,,,\n,,Q1 (Apr-Jun),Q2 (Jul-Sep),Q3 (Oct-Dec),Q4 (Jan-Mar)\n",
            2,
            "2025-26-q1 2025-26-q2 2025-26-q3 2025-26-q4",
            id="quarters with their months",
        ),
        pytest.param(
            "Ref,Portfolio,2025/26,,,\n,,Apr-Jun,Jul-Sep,Oct-Dec,Jan-Mar\n",
            2,
            "2025-26-q1 2025-26-q2 2025-26-q3 2025-26-q4",
            id="quarters by their months alone",
        ),
        pytest.param("Ref,Portfolio,2024/25,Q1 2025/26,,\n", 1, "2024-25-annual 2025-26-q1", id="one level"),
    ],
)
def test_levels_of_labels_are_recognised(tmp_path: Path, header: str, levels: int, columns: str) -> None:
    proposal = _propose(tmp_path, f"{header}C1,Arts,1,2,3,4\nC2,Arts,5,6,7,8\n")
    assert (_keys(proposal).get("header_rows", 1), _keys(proposal)["actuals"]) == (levels, "{period}")
    found = [name.removeprefix("actual ") for name in proposal.columns if name.startswith("actual ")]
    assert found == columns.split()


@pytest.mark.parametrize(
    ("labels", "cells", "expected"),
    [
        pytest.param("2025/26,,\n,,Q1,Q2,RAG", "1,1,G", ("2025/26 / RAG", None), id="under the year of its quarters"),
        pytest.param(
            "2024/25,,2025/26,\n,,Q4,RAG,Q1,RAG", "1,G,1,G", ("2025/26 / RAG", "{period} / RAG"), id="and of last year"
        ),
        pytest.param("2024/25,2025/26,\n,,RAG,RAG,Actual", "G,G,1", ("2025/26 / RAG", "{period} / RAG"), id="of years"),
    ],
)
def test_a_status_under_the_year_of_quarters_is_that_of_the_report(
    tmp_path: Path, labels: str, cells: str, expected: tuple[str, str | None]
) -> None:
    keys = _keys(_propose(tmp_path, f"Ref,Portfolio,{labels}\nC1,Arts,{cells}\nC2,Arts,{cells}\n", table="performance"))
    assert (keys["columns"].get("status"), keys.get("statuses")) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param(
            "Ref,Portfolio,2024/25,2025/26,,\n,,,Q1,Q2,Q3\nC1,Arts,1,2,3,4\n",
            '"2024/25" names a year only',
            id="a year beside years with quarters",
        ),
        pytest.param(
            "Ref,Portfolio,2025/26,,\n\n,,Q1,Q2,Q3\nC1,Arts,1,2,3\n",
            "row 3 seems to be",
            id="a blank row between levels",
        ),
    ],
)
def test_a_year_that_may_stand_over_quarters_is_asked_about(tmp_path: Path, text: str, why: str) -> None:
    proposal = _propose(tmp_path, text)
    assert "actuals" not in _keys(proposal)
    assert f'# actuals = "{{period}}"  # {why}' in proposal.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ID,Date,Supplier,Amount\n1,01/04/2025,A,100\n2,02/04/2025,B,200\n", None, id="a spend list"),
        pytest.param("ID,Year,Value\n1,2023/24,100\n2,2023/24,200\n", None, id="an ID that is nobody's"),
        pytest.param(
            "Code,Council,Year,Value\nE06000014,York,2023/24,5\nE08000035,Leeds,2023/24,6\n",
            ("comparators", {"name", "period", "value"}),
            id="a national file",
        ),
        pytest.param(
            "LA code,Organisation,Year,Value\nE06000014,Anyborough Borough Council,2023/24,5\n"
            "E08000035,Otherton City Council,2023/24,6\n",
            ("comparators", {"name", "period", "value"}),
            id="councils under another label",
        ),
        pytest.param(
            "ID,KPI,Target,Q1,Q2\nK1,Visits,10,9,8\nK2,Loans,10,9,8\n",
            ("performance", {"measure_id", "target"}),
            id="a table of KPIs",
        ),
        pytest.param(
            "Ref,Indicator,Period,Value,Target\nK1,Visits,2025/26 Q1,9,10\nK1,Visits,2025/26 Q2,8,10\n",
            ("performance", {"measure_id", "period", "value", "target"}),
            id="KPIs with a row a quarter and a target",
        ),
        pytest.param(
            "ID,Month,Value\nK1,Apr-24,9\nK1,May-24,8\nK1,Jun-24,7\n",
            ("series", {"measure_id", "period", "value"}),
            id="a series by its cells",
        ),
        pytest.param(
            "Indicator ID,Month,Value\nK1,Apr-24,9\n", ("series", {"measure_id", "period", "value"}), id="by its label"
        ),
        pytest.param("Indicator ID,Month,Value\nK1,Apr-24,9\nK1,Apr-24,8\n", None, id="a point twice"),
        pytest.param("Indicator ID,Month,Value\nK1,Apr-24,fine\nK1,May-24,good\n", None, id="words for values"),
    ],
)
def test_a_table_is_told_by_its_cells_too(tmp_path: Path, text: str, expected: tuple[str, set[str]] | None) -> None:
    if expected is None:
        with pytest.raises(FileError, match="like those of no table"):
            _propose(tmp_path, text)
        return
    proposal = _propose(tmp_path, text)
    assert (proposal.table, set(_keys(proposal)["columns"])) == expected


def test_codes_are_where_codes_stand(tmp_path: Path) -> None:
    proposal = _propose(tmp_path, "KPI,ID,Portfolio,2024/25\nVisits to libraries,K1,Arts,5\nLoans,K2,Arts,6\n")
    assert _keys(proposal)["columns"]["measure_id"] == "ID"


def test_the_colours_of_savings_are_their_risk_rating(tmp_path: Path) -> None:
    rows = "Arts,Opening hours,100,60,Amber\nArts,New contract,250,250,Green\n"
    proposal = _propose(tmp_path, f"Portfolio,Proposal,Value £000,Achieved £000,RAG\n{rows}")
    assert (proposal.table, _keys(proposal)["columns"]["risk_rating"]) == ("savings", "RAG")
