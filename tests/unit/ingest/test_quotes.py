"""Quotation marks in text exports: what they swallow is asked about, and a key says how a file uses them."""

import tomllib
from pathlib import Path

import pytest

from pprr.domain import Query
from pprr.ingest.mapping.layouts import Layout
from pprr.ingest.mapping.records import FaultList, read_records
from pprr.ingest.suggest.propose import propose

FIELDS = ("portfolio", "line", "amount")
HEADER = "portfolio,line,amount\n"
SWALLOWED = HEADER + 'Arts,rent,1000\nArts,"Big Issue,100\nArts,hire,300\nArts,drain 6",50\nArts,fees,9000\n'
TEXTS = ("rent", '"Big Issue', "hire", 'drain 6"', "fees")


def _read(folder: Path, text: str, **keys: object) -> tuple[list[tuple[str, ...]], list[str], list[Query]]:
    path = folder / "received.csv"
    path.write_bytes(text.encode())
    faults = FaultList()
    layout = Layout.model_validate({"file": path.name} | keys)
    received = read_records(path, layout, faults, name=path.name, fields={name: name for name in FIELDS})
    rows = [tuple(record.cells[name] for name in FIELDS) for record in received.records]
    return rows, [fault.key for fault in faults.all], list(faults.asked(["arts", "parks"]))


def test_marks_that_are_part_of_texts_are_read_as_such_where_a_key_says_so(tmp_path: Path) -> None:
    rows, faults, queries = _read(tmp_path, SWALLOWED, quotes="none")
    assert (faults, queries) == ([], [])
    assert [(line, amount) for _, line, amount in rows] == list(
        zip(TEXTS, ("1000", "100", "300", "50", "9000"), strict=True)
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param(SWALLOWED, "2", id="two rows, in the same column"),
        pytest.param(HEADER + 'Arts,"Big Issue,1\nArts,drain 6",2\nArts,fees,3\n', "1", id="one row"),
        pytest.param(HEADER + 'Arts,"Issue,1\nArts,a,2\n"Arts",b,3\n', None, id="a mark elsewhere is loud"),
        pytest.param(SWALLOWED.replace("\n", "\r\n"), "2", id="Windows' line ends"),
        pytest.param(
            HEADER + 'Arts,rent,£1000\nArts,"Big Issue,(100)\nArts,hire,-300\nArts,drain 6",50\nArts,fees,9000\n',
            "2",
            id="amounts with signs",
        ),
        pytest.param(
            HEADER + 'Arts,rent,1\nParks,"hire\nof boats, and more, too",2\nArts,fees,9\n',
            "",
            id="words over two lines",
        ),
        pytest.param(HEADER + 'Arts,"rent\nand rates",1\nArts,fees,2\n', "", id="a line break alone"),
        pytest.param(HEADER + 'Arts,"rent, rates, and fees",1\nArts,"a ""b"" c",2\n', "", id="marks as they should be"),
        pytest.param(HEADER + 'Arts,6" drain,1\nArts,b,2\n', "", id="a mark within a text"),
    ],
)
def test_rows_within_a_cell_are_asked_about_in_every_portfolio(tmp_path: Path, text: str, count: str | None) -> None:
    _, faults, queries = _read(tmp_path, text)
    if count is None:
        assert faults == ["row-broken"]
        return
    assert faults == []
    assert [(query.key, query.portfolio, query.is_blocking, query.fields["count"]) for query in queries] == [
        ("rows-within-a-cell", slug, True, count) for slug in (("arts", "parks") if count else ())
    ]


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_rows_within_a_cell_are_seen_whatever_parts_the_columns(tmp_path: Path, mark: str) -> None:
    _, _, queries = _read(tmp_path, SWALLOWED.replace(",", mark), delimiter=mark)
    assert [query.fields["count"] for query in queries] == ["2", "2"]


def test_a_cell_that_is_meant_so_is_not_asked_about_again(tmp_path: Path) -> None:
    rows, faults, queries = _read(tmp_path, SWALLOWED, quotes="double")
    assert (len(rows), faults, queries) == (3, [], [])


BUDGET = "Portfolio,Line,Amount £\n" + SWALLOWED.removeprefix(HEADER)


@pytest.mark.parametrize(
    ("text", "quotes", "asked"),
    [
        pytest.param(BUDGET, "none", False, id="each row is then whole"),
        pytest.param(BUDGET.replace('drain 6"', "drain 6"), "none", False, id="a mark that is never closed"),
        pytest.param(BUDGET.replace("rent", '"rent, rates"'), None, True, id="other cells stand between marks"),
        pytest.param(BUDGET.replace('"', ""), None, False, id="no marks"),
        pytest.param(
            BUDGET.replace('"Big Issue', '"Big ""Issue"""').replace('6"', "6"), None, False, id="as they should be"
        ),
    ],
)
def test_the_key_is_proposed_where_it_fits_better(tmp_path: Path, text: str, quotes: str | None, asked: bool) -> None:
    path = tmp_path / "received.csv"
    path.write_bytes(text.encode())
    proposal = propose(path)
    assert tomllib.loads(proposal.text)["budget"].get("quotes") == quotes
    assert ('# quotes = "none"' in proposal.text) is asked
    if quotes:
        assert len(proposal.rows) == 3
        assert proposal.rows[1][1][1] == '"Big Issue'
