"""The example's figures as other systems would export them: a mapping alone, and the same tables come out."""

from pathlib import Path

import pytest
from builders.files import read_csv, read_workbook
from builders.project import EXTRACTS, PERIOD, REPOSITORY
from builders.spreadsheets import opendocument_row, write_opendocument

from pprr.domain.errors import FaultsError
from pprr.domain.table import records
from pprr.ingest.clean import clean
from pprr.project import Project

WHERE = {"file", "sheet", "row", "column", "text"}
SHORT, LONG = "CFE", "Citizen Focus and Engagement"
MAPPING = """
[edition]
date = "June 2020"

[performance]
file = "kpis.ods"
header_rows = 2
actuals = "{period} / Actual"
statuses = "{period} / RAG"
commentary = "Comment:*"
code_told_by = "KPI / Name"
polarity = { "Bigger is better" = "High", "Smaller is better" = "Low" }
missing = { "-" = "Not applicable", "tbc" = "Not available" }
status_words = { "Octagon: R" = "Red" }
drop = { column = "measure_id", label = "Source:*" }

[performance.columns]
measure_id = "KPI / Ref"
portfolio = "KPI / Team"
good_performance = "KPI / Polarity"

[performance.words.portfolio]
"CFE" = "citizen-focus-and-engagement"

[performance.codes]
"OLD1.4" = "CFE1.4"

[budget]
file = "budget.tsv"
money_unit = "thousands"
constants = { portfolio = "citizen-focus-and-engagement" }
columns = { line = "Step", amount = "Amount £000", description = "Why" }
words.line = { "Brought forward" = "Previously reported", "Movement" = "Change", "Now" = "Current" }

[outturn]
file = "outturn.txt"
delimiter = ";"
money_unit = "thousands"
signs = { variance = "surplus positive", appropriations = "to reserves negative" }
total = { column = "portfolio", label = "All portfolios", by = "council" }

[outturn.columns]
portfolio = "Portfolio"
cash_limit = "Limit"
expenditure = "Spend"
appropriations = "Reserves"
outturn = "Outturn"
variance = "Surplus/(deficit)"

[reserves]
file = "reserves.csv"
encoding = "cp1252"
money_unit = "thousands"
signs = { change = "draws negative" }
fill_down = ["portfolio", "group", "category", "narration"]
total = [
  { column = "purpose", label = "Total" },
  { column = "purpose", label = "Group total", by = "group" },
  { column = "portfolio", label = "Grand total", by = "council" },
]

[reserves.columns]
portfolio = "Portfolio"
group = "Group"
category = "Category"
narration = "Reserve"
purpose = "Use"
approved = "Approved"
change = "Movement"
balance = "Left"

[savings]
file = "savings.csv"
money_unit = "thousands"
starts_at = "Table 1*"
ends_at = "Table 2*"
also = [{ starts_at = "Table 2*", columns = { value = "Agreed £000" } }]
total = { column = "proposal", label = "Total" }
words.risk_rating = { "G" = "Green" }

[savings.columns]
portfolio = "Portfolio"
proposal = "Proposal"
value = "Value £000"
achieved = "Done £000"
risk_rating = "RAG"
information = "Note"
"""
RENAMED = {"CFE1.4": "OLD1.4"}
POLARITY = {"High": "Bigger is better", "Low": "Smaller is better", "": ""}
MISSING = {"Not applicable": "-", "Not Available": "tbc"}


def _performance(path: Path) -> None:
    _, rows = read_workbook(path.parent / "performance.xlsx")
    header = [
        ("Performance in 2019/20",),
        ("KPI", "", "", "", "2017/18", "2018/19", "", "2019/20"),
        ("Ref", "Name", "Team", "Polarity", "Actual", "Actual", "RAG", "Actual"),
    ]
    body: list[tuple[str, ...]] = []
    for measure_id, _, name, _, polarity, *actuals in rows[3:]:
        first, second, third = (MISSING.get(text, text) for text in actuals)
        code = RENAMED.get(measure_id, measure_id)
        rag = "Octagon: R" if measure_id == "CFE1.4" else ""
        body.append((code, f"<b>{name}</b>", SHORT, POLARITY[polarity], first, second, rag, f"{third}<br/>"))
        if measure_id == "CFE1.5":
            body += [("Comment: it took longer in March than in February.",), *header[1:]]
    write_opendocument(path, *(opendocument_row(*row) for row in (*header, *body, ("Source: the KPI system",))))


def _money(folder: Path) -> None:
    words = {"Previously Reported": "Brought forward", "Change": "Movement", "Current": "Now"}
    budget = [("Step", "Why", "Amount £000")] + [
        (words[line], why, amount) for _, line, why, amount in read_csv(folder / "budget.csv")[1:]
    ]
    (folder / "budget.tsv").write_text("\n".join("\t".join(row) for row in budget), encoding="utf-16")
    (folder / "outturn.txt").write_text(
        "Portfolio;Limit;Spend;Reserves;Outturn;Surplus/(deficit)\n"
        f"{LONG};5,642;5,630;32;5,598;44\nAll portfolios;5,642;5,630;32;5,598;44\n",
        encoding="utf-8",
    )
    _, use, *_ = read_csv(folder / "reserves.csv")
    (folder / "reserves.csv").write_text(
        "Portfolio,Group,Category,Reserve,Use,Approved,Movement,Left\n"
        f"{','.join(use[:5])},163,(32),131\n,,,,Group total,163,(32),131\n,,,,Total,163,(32),131\n"
        "Grand total,,,,,163,(32),131\n",
        encoding="cp1252",
    )
    _, one, two, _ = read_csv(folder / "savings.csv")
    quoted = [[f'"{cell}"' for cell in row] for row in (one, two)]
    (folder / "savings.csv").write_text(
        f"Table 1: first half\nPortfolio,Proposal,RAG,Value £000,Done £000,Note\n{','.join(quoted[0])}\n\n"
        f"Table 2: second half\nPortfolio,Proposal,RAG,Agreed £000,Done £000,Note\n{','.join(quoted[1])}\n"
        f"{LONG},Total,,450,450,\n".replace("GREEN", "G"),
        encoding="utf-8",
    )


@pytest.fixture
def another(project_copy: Project) -> Project:
    """The example's project, its extracts as other systems would have written them, with their mapping."""
    folder = project_copy.root / EXTRACTS
    _performance(folder / "kpis.ods")
    _money(folder)
    (folder / "sources.toml").write_text(MAPPING, encoding="utf-8")
    return project_copy


def _tables(project: Project) -> dict[str, list[dict[str, object]]]:
    """What the tables say, without where it stood and how it was written."""
    found = clean(project, PERIOD).tables
    return {
        name: [{key: value for key, value in row.items() if key not in WHERE} for row in records(table)]
        for name, table in found.items()
    }


def test_a_mapping_alone_makes_other_exports_the_same_tables(project_copy: Project, another: Project) -> None:
    after = _tables(another)
    queries = after.pop("queries")
    statuses = after.pop("statuses")
    assert [(row["measure_id"], row["period"], row["status"]) for row in statuses] == [
        ("CFE1.4", "2018-19-annual", "Red")
    ]
    assert [(row["item"], row["kind"]) for row in queries] == [("CFE1.5", "words in the extract")]
    assert "it took longer in March" in str(queries[0]["found"])
    [words] = after.pop("extract_words")
    assert words["measure_id"] == "CFE1.5"
    assert "it took longer in March" in str(words["comment"])
    folder = project_copy.root / EXTRACTS
    for path in sorted(folder.iterdir()):
        path.unlink()
    for name in ("sources.toml", "performance.xlsx", "budget.csv", "outturn.csv", "reserves.csv", "savings.csv"):
        (folder / name).write_bytes((REPOSITORY / EXTRACTS / name).read_bytes())
    before = _tables(project_copy)
    assert [before.pop(name) for name in ("queries", "statuses", "extract_words")] == [[], [], []]
    for rows in (*before.values(), *after.values()):
        for row in rows:
            row.pop("received", None)  # the cells themselves, which are each extract's own
    assert [name for name in before if before[name] != after[name]] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        pytest.param("outturn.txt", "All portfolios;5,642", "All portfolios;5,652", None, id="the council's total"),
        pytest.param("reserves.csv", "Group total,163", "Group total,173", None, id="a group's total"),
        pytest.param("reserves.csv", "Group total", "Sum of the group", "is blank|cannot read|total", id="a new label"),
        pytest.param("savings.csv", "Table 2:", "Part 2:", 'no row begins with "Table 2*"', id="a title that moved"),
        pytest.param("budget.tsv", "Movement", "Shift", 'cannot read "Shift"', id="a new word"),
        pytest.param(
            "outturn.txt", ";Surplus/(deficit)", ";Variance", 'no column "Surplus/(deficit)"', id="a new label"
        ),
    ],
)
def test_what_changes_in_an_export_is_loud(another: Project, file: str, old: str, new: str, said: str | None) -> None:
    path = another.root / EXTRACTS / file
    encoding = {"budget.tsv": "utf-16", "reserves.csv": "cp1252"}.get(file, "utf-8")
    text = path.read_text(encoding=encoding)
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding=encoding)
    if said is None:
        found = [query for query in clean(another, PERIOD).queries if query.kind == "total does not add"]
        assert [query.is_blocking for query in found] == [True]
        return
    try:
        message = " ".join(str(query) for query in clean(another, PERIOD).queries)
    except FaultsError as error:
        message = str(error)
    assert any(words in message for words in said.split("|")), message
