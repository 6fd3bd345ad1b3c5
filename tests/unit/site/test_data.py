"""The site for other programs: one table in two files, what describes it, and a feed; the records' figures, exactly."""

import copy
import csv
import datetime
import io
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import duckdb
import pytest
from builders.editions import demo_catalogue, edition
from builders.sites import SETTINGS

from pprr.changes.rows import Reported, text
from pprr.domain.table import Column, ColumnType
from pprr.site import addresses
from pprr.site.catalogue import Catalogue
from pprr.site.data import data_files
from pprr.site.data.measures import EVERY_MEASURE, every_measure
from pprr.site.data.parquet import as_parquet
from pprr.site.listing import digest

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
HOSTILE = "=1+1\x00\x0b<script>alert(1)</script>]]>&\"'\n,\u202e"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return demo_catalogue(tmp_path_factory.mktemp("data") / "council")


@pytest.fixture(scope="module")
def found(catalogue: Catalogue) -> Mapping[str, bytes]:
    return data_files(catalogue, SETTINGS)


def read_parquet(data: bytes, folder: Path) -> tuple[list[str], list[tuple[object, ...]], dict[str, str]]:
    (folder / "table.parquet").write_bytes(data)
    read = duckdb.read_parquet(str(folder / "table.parquet"))
    return read.columns, read.fetchall(), dict(zip(read.columns, map(str, read.types), strict=True))


def spoilt(catalogue: Catalogue, value: str) -> Catalogue:
    """The catalogue with the first measure of its newest report called that, and its portfolio and notice too."""
    first, *others = catalogue.editions
    report = copy.deepcopy(first.report)
    table = report["tables"]["measures"]  # type: ignore[index, call-overload]
    table["rows"][0][[column["name"] for column in table["columns"]].index("name")] = value
    report |= {"notice": value, "portfolio": {"slug": first.subject, "name": value}}
    return Catalogue.of([edition_with(first, report), *others])


def edition_with(one: object, report: object) -> object:
    approved = edition("1.1").approval
    return one.model_copy(update={"report": report, "version": "1.1", "approval": approved})  # type: ignore[attr-defined]


def test_the_table_has_every_measure_of_every_current_report(catalogue: Catalogue, found: Mapping[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(found[addresses.CSV].decode("utf-8-sig"), newline="")))
    wanted = {
        (one.period, one.subject, text(row, "measure_id")): row
        for one in catalogue.current
        for row in Reported(one.record).rows("measures")
    }
    assert {tuple(row[name] for name in EVERY_MEASURE.key) for row in rows} == set(wanted)
    assert len(rows) == len(wanted) > 20
    for row in rows:
        record = wanted[row["period"], row["portfolio"], row["measure_id"]]
        for column in ("actual", "target", "status", "actual_as_printed", "target_as_printed", "trend", "name"):
            assert row[column] == text(record, column)
        assert row["history_page"] == addresses.of_measure(row["measure_id"])
    assert {row["version"] for row in rows if row["period"] == "2025-26-q2"} == {""}  # drafts
    assert [row["period_end"] for row in rows] == sorted(row["period_end"] for row in rows)


def test_csv_and_parquet_hold_the_same(found: Mapping[str, bytes], tmp_path: Path) -> None:
    names, rows, types = read_parquet(found[addresses.PARQUET], tmp_path)
    as_csv = list(csv.DictReader(io.StringIO(found[addresses.CSV].decode("utf-8-sig"), newline="")))

    def plain(value: object) -> object:
        if value is None or isinstance(value, bool):
            return {None: "", True: "yes", False: "no"}[value]
        return value.normalize() if isinstance(value, Decimal) else str(value)

    def read(one: Mapping[str, str], name: str) -> object:
        return Decimal(one[name]).normalize() if one[name] and types[name].startswith("DECIMAL") else one[name]

    assert [[plain(value) for value in row] for row in rows] == [[read(one, name) for name in names] for one in as_csv]
    assert types["actual"] == "DECIMAL(38,6)"
    assert types["is_late"] == "BOOLEAN"
    assert (types["name"], types["period_end"], types["priority"]) == ("VARCHAR", "DATE", "BIGINT")


@pytest.mark.parametrize(
    "row",
    [
        pytest.param([HOSTILE, "0.1", True], id="hostile words"),
        pytest.param(["", None, None], id="a text that is empty is no null"),
        pytest.param([None, "-12345678901234567890.1234567891", False], id="more decimals than usual"),
        pytest.param(["x" * 3_000_000, "0", True], id="very long words"),
    ],
)
def test_parquet_gives_every_value_back(row: list[object], tmp_path: Path) -> None:
    kinds = (ColumnType.TEXT, ColumnType.DECIMAL, ColumnType.FLAG)
    columns = [Column(f"c{at}", "", kind) for at, kind in enumerate(kinds)]
    for given in ([row], []):
        data = as_parquet(columns, given)
        assert data == as_parquet(columns, given)
        _, rows, _ = read_parquet(data, tmp_path)
        assert rows == [(one[0], None if one[1] is None else Decimal(str(one[1])), one[2]) for one in given]


def test_no_cell_is_a_formula_to_a_spreadsheet(catalogue: Catalogue) -> None:
    data = data_files(spoilt(catalogue, HOSTILE), SETTINGS)[addresses.CSV].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data, newline="")))
    assert sum(row["name"] == f"'{HOSTILE}" for row in rows) == 1
    signed = [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [cell for cell in signed if not re.fullmatch(r"[+-]?[\d,.]+%?", cell)] == []


def test_what_is_kept_back_is_in_neither_file(catalogue: Catalogue) -> None:
    first, *others = catalogue.editions
    report = copy.deepcopy(first.report)
    table = report["tables"]["measures"]  # type: ignore[index, call-overload]
    names = [column["name"] for column in table["columns"]]
    row = dict(zip(names, table["rows"][0], strict=True)) | {"actual": None, "actual_as_printed": "Withheld"}
    table["rows"] = [[row[name] for name in names]]
    held = every_measure(Catalogue.of([first.model_copy(update={"report": report}), *others]))
    place = {column["name"]: at for at, column in enumerate(held["columns"])}
    [told] = [one for one in held["rows"] if (one[0], one[place["portfolio"]]) == (first.period, first.subject)]
    assert (told[place["actual"]], told[place["actual_as_printed"]]) == (None, "Withheld")


def test_the_descriptor_says_what_the_files_are(found: Mapping[str, bytes]) -> None:
    package = json.loads(found[addresses.PACKAGE])
    head = found[addresses.CSV].decode("utf-8-sig").splitlines()[0].split(",")
    as_csv, as_parquet = package["resources"]
    assert [field["name"] for field in as_csv["schema"]["fields"]] == head
    assert {field["type"] for field in as_csv["schema"]["fields"]} == {"string", "number", "integer", "boolean", "date"}
    assert all(field["description"] for field in as_csv["schema"]["fields"])
    assert (as_csv["path"], as_parquet["path"]) == ("measures.csv", "measures.parquet")
    for one, address in ((as_csv, addresses.CSV), (as_parquet, addresses.PARQUET)):
        assert (one["bytes"], one["hash"]) == (len(found[address]), f"sha256:{digest(found[address])}")
    rows = list(csv.DictReader(io.StringIO(found[addresses.CSV].decode("utf-8-sig"), newline="")))
    for field in as_csv["schema"]["fields"]:
        for cell in {row[field["name"]] for row in rows} - {""}:
            if field["type"] == "boolean":
                assert cell in {*field["trueValues"], *field["falseValues"]}
            elif field["type"] == "date":
                datetime.date.fromisoformat(cell)
            elif field["type"] == "number":
                Decimal(cell)
    assert "made up" in package["title"]


@pytest.mark.parametrize("words", ["Housing", HOSTILE])
def test_the_feed_is_one_by_its_specification(catalogue: Catalogue, words: str) -> None:
    """RFC 4287, 4.1: what a feed and each entry must have; identifiers that are no other's."""
    several = spoilt(catalogue, words)
    root = ET.fromstring(data_files(several, SETTINGS)[addresses.FEED])  # noqa: S314 - our own
    entries = root.findall(f"{ATOM}entry")
    approved = [one for one in several.editions if one.approval]
    assert {one.find(f"{ATOM}link").get("href") for one in entries} == {one.page for one in approved}  # type: ignore[union-attr]
    assert root.findtext(f"{ATOM}author/{ATOM}name") == SETTINGS.organisation.name
    assert root.findtext(f"{ATOM}updated") == max(one.findtext(f"{ATOM}updated") or "" for one in entries)
    for one in (root, *entries):
        assert len(one.findall(f"{ATOM}id")) == len(one.findall(f"{ATOM}title")) == 1
        assert re.fullmatch(MOMENT, one.findtext(f"{ATOM}updated") or "")
        assert (one.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
    ids = [one.findtext(f"{ATOM}id") for one in (root, *entries)]
    assert len(ids) == len(set(ids))


def test_an_entry_keeps_its_identifier_and_a_correction_has_its_own() -> None:
    first = Catalogue.of([edition("1.0", files={"index.html": "a" * 64})])
    second = Catalogue.of([*first.editions, edition("1.1", supersedes="1.0", files={"index.html": "b" * 64})])
    before, after = (ET.fromstring(data_files(one, SETTINGS)[addresses.FEED]) for one in (first, second))  # noqa: S314
    ids = [[one.findtext(f"{ATOM}id") for one in root.findall(f"{ATOM}entry")] for root in (before, after)]
    assert ids[1][1:] == ids[0]
    newest = after.findtext(f"{ATOM}entry/{ATOM}summary") or ""
    assert "It takes the place of version 1.0. What changed: the words of HOU1.1." in newest


def test_the_same_catalogue_gives_the_same_bytes_in_whatever_order(catalogue: Catalogue) -> None:
    assert data_files(Catalogue.of(reversed(catalogue.editions)), SETTINGS) == data_files(catalogue, SETTINGS)


def test_drafts_alone_have_a_feed_without_entries(catalogue: Catalogue) -> None:
    drafts = Catalogue.of(one for one in catalogue.editions if one.is_draft)
    root = ET.fromstring(data_files(drafts, SETTINGS)[addresses.FEED])  # noqa: S314
    assert (root.findall(f"{ATOM}entry"), root.findtext(f"{ATOM}updated")) == ([], "2025-09-30T00:00:00Z")
