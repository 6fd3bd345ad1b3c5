"""A site that grows: what is published bit by bit is what all records give, and an archive is not read again."""

import copy
import csv
import datetime
import io
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from builders.editions import demo_catalogue
from builders.sites import SETTINGS, files, folder, gathered, publish, shown

from pprr.domain.table import Column, ColumnType
from pprr.site import addresses
from pprr.site.brief import EDITIONS, PeriodInBrief, read_catalogue
from pprr.site.catalogue import RECORD, Catalogue, PublishedEdition, Withdrawal
from pprr.site.data import data_files
from pprr.site.data.parquet import as_parquet, renewed_parquet
from pprr.site.gather import Gathered
from pprr.site.listing import POINTER, digest, read_listing
from pprr.site.pages import pages
from pprr.site.publish import open_site
from pprr.site.targets.folder import FolderTarget
from pprr.site.verify import verify
from pprr.site.withdraw import plan_withdrawal

Report = dict[str, object]
PERIODS = [f"{year}-{year - 1999}-{point}" for year in range(2016, 2025) for point in ("q1", "q2", "q3", "annual")]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return demo_catalogue(tmp_path_factory.mktemp("archive") / "council")


@pytest.fixture(scope="module")
def report(catalogue: Catalogue) -> Report:
    """The record of a report with three measures, as that of any period."""
    found = copy.deepcopy(catalogue.editions[0].report)
    for name in ("measures", "readings", "standings"):
        del found["tables"][name]["rows"][3:]  # type: ignore[index, call-overload]
    return found


def of_report(one: PublishedEdition, words: str = "") -> Gathered:
    """The edition with files of its own."""
    held = files(f"{one.folder} {words}", document=one.document)
    hashes = {name: digest(data) for name, data in held.items()}
    return Gathered(one.model_copy(update={"files": hashes}), held)


def in_period(report: Report, period: str, version: str = "1.0", document: str = "housing", **changed: str) -> Gathered:
    """The report as that of another period, with those values in the first of its measures."""
    report = copy.deepcopy(report)
    table = report["tables"]["measures"]  # type: ignore[index]
    for column, value in changed.items():
        table["rows"][0][[one["name"] for one in table["columns"]].index(column)] = value
    found = gathered(version, f"{period} {version}", document=document, period=period)
    return Gathered(found.edition.model_copy(update={"report": report}), found.files)


class Counting(FolderTarget):
    """A folder that counts what is read of it."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.reads: list[str] = []

    def read(self, address: str) -> bytes:
        self.reads.append(address)
        return super().read(address)


def readable(root: Path) -> dict[str, bytes]:
    """What readers can see, without what tells of the publications before, and what answers for a page that is gone."""
    return {name: data for name, data in shown(root).items() if name != POINTER and b"any more</h1>" not in data}


def made_at_once(root: Path, beside: Path) -> dict[str, bytes]:
    """What readers would see if all that is on the site were published at once."""
    target, listing = folder(root), read_listing(folder(root).read)
    there = read_catalogue(target, listing)
    found = []
    for one in map(there.whole, there.editions):
        held = {name: target.read(f"{one.folder}/{name}") for name in one.files}
        found.append(Gathered(one, held))
    publish(folder(beside), *found)
    return readable(beside)


def test_what_is_published_bit_by_bit_is_what_is_made_of_all_at_once(
    catalogue: Catalogue, report: Report, tmp_path: Path
) -> None:
    root = tmp_path / "site"
    for one in reversed(catalogue.editions):
        publish(folder(root), of_report(one))
    draft = next(one for one in catalogue.editions if one.is_draft)
    publish(folder(root), of_report(draft, "another"))
    for period in PERIODS[:14]:
        publish(folder(root), in_period(report, period))
    publish(folder(root), in_period(report, PERIODS[5], "1.1", name='Another, "name"\r\nin two lines'))
    publish(folder(root), in_period(report, PERIODS[2], "1.1", actual="1.23456789"))  # a column of another type
    publish(folder(root), in_period(report, PERIODS[2], "1.2"))  # and back
    assert verify(folder(root)).wrong == ()
    assert readable(root) == made_at_once(root, tmp_path / "beside")


def test_pages_of_editions_in_brief_are_those_of_their_records(catalogue: Catalogue) -> None:
    whole = {one.folder: one for one in catalogue.editions}
    brief = [PeriodInBrief.of(editions) for editions in catalogue.of_periods.values()]
    assert [PeriodInBrief.of(one.editions) for one in brief] == brief, "brief already"
    read = [one for each in brief for one in PeriodInBrief.model_validate_json(each.to_bytes()).editions]
    short = Catalogue.of(read, lambda one: whole[one.folder])
    assert pages(short, SETTINGS) == pages(catalogue, SETTINGS)
    assert data_files(short, SETTINGS) == data_files(catalogue, SETTINGS)
    assert sum(len(each.to_bytes()) for each in brief) < sum(len(one.to_bytes()) for one in catalogue.editions) / 4


def correction(report: Report, root: Path, count: int) -> tuple[set[str], set[str], int]:
    """The records that are read, the addresses that are sent, and the bytes of what is sent."""
    for document in ("housing", "parks"):
        publish(folder(root), *(in_period(report, period, document=document) for period in PERIODS[-count:]))
    target = Counting(root)
    difference = publish(target, in_period(report, PERIODS[-1], "1.1", name="Another")).difference
    size = sum((root / name).stat().st_size for name in difference.sent)
    return {name for name in target.reads if name.endswith(RECORD)}, set(difference.sent), size


def test_a_correction_reads_and_sends_the_same_files_however_long_the_archive_is(
    report: Report, tmp_path: Path
) -> None:
    """Only rows in tables come with a period: of the grid, of a portfolio's archive, of a measure's history."""
    short, long = (correction(report, tmp_path / str(count), count) for count in (20, 36))
    assert long[:2] == short[:2]
    assert len(short[0]) <= 16
    assert 0 < long[2] - short[2] < 20 * 1500 * 5


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_newest_years_are_at_one_address_and_each_older_year_at_its_own(report: Report, tmp_path: Path) -> None:
    publish(folder(tmp_path), *(in_period(report, period) for period in PERIODS))
    there = shown(tmp_path)
    older = sorted({name.split("/")[1] for name in there if name.startswith("data/2")})
    assert older == ["2016-17", "2017-18", "2018-19", "2019-20"]
    rows = rows_of(there[addresses.CSV])
    assert [row["period"] for row in rows[::3]] == PERIODS[16:]
    page = there[addresses.DATA].decode()
    for year in older:
        csv_address, parquet, package = (addresses.of_year(one, year) for one in addresses.TABLE)
        rows += rows_of(there[csv_address])
        described = json.loads(there[package])
        assert [one["hash"] for one in described["resources"]] == [
            f"sha256:{digest(there[one])}" for one in (csv_address, parquet)
        ]
        assert year in described["title"]
        assert f"{year}/datapackage.json" in there[addresses.PACKAGE].decode()
        assert all(f'href="../{one}"' in page for one in (csv_address, parquet, package))
    assert sorted(row["period"] for row in rows) == sorted(3 * PERIODS), "each row once"
    total = "SELECT count(*), count(DISTINCT period) FROM read_parquet(?, union_by_name = true)"
    assert duckdb.execute(total, [f"{tmp_path}/data/**/measures.parquet"]).fetchall() == [(108, 36)]
    old = publish(folder(tmp_path), in_period(report, PERIODS[1], "1.1", name="Another")).difference
    assert {name for name in old.sent if "measures." in name and name.startswith("data/")} == {
        addresses.of_year(one, "2016-17") for one in addresses.TABLE[:2]
    }
    new = publish(folder(tmp_path), in_period(report, "2025-26-q1")).difference
    assert {name for name in new.sent if name.endswith("measures.csv") and name.startswith("data/")} == {
        addresses.CSV,
        addresses.of_year(addresses.CSV, "2020-21"),
    }
    assert verify(folder(tmp_path)).wrong == ()


def test_a_site_without_editions_in_brief_is_read_from_its_records(report: Report, tmp_path: Path) -> None:
    publish(folder(tmp_path), in_period(report, "2025-26-q1"), in_period(report, "2025-26-q2"))
    target, old = folder(tmp_path), open_site(folder(tmp_path))
    bare = type(old)({name: one for name, one in old.files.items() if EDITIONS not in name}, old.name, old.before)
    found = read_catalogue(target, bare)
    brief = read_catalogue(target, old)
    assert [one.folder for one in found.editions] == [one.folder for one in brief.editions]
    assert [brief.whole(one) for one in brief.editions] == list(found.editions)
    other = tmp_path / "2025-26-q2" / EDITIONS
    other.write_bytes(b'{"schema": "pprr.editions/9", "editions": []}\n')
    listed = type(old.files["index.html"])(digest(other.read_bytes()))
    assert read_catalogue(target, type(old)({**old.files, f"2025-26-q2/{EDITIONS}": listed})).editions


def gone_with_the_report(report: Report, root: Path) -> None:
    asked = Withdrawal(date=datetime.date(2026, 3, 4), reason="A reason.")
    plan_withdrawal(folder(root), SETTINGS, "2025-26-q2/parks/v1.0", asked).publication.put_on(folder(root))


def gone_with_a_correction(report: Report, root: Path) -> None:
    publish(folder(root), in_period(report, "2025-26-q2", "1.1", document="parks"))


@pytest.mark.parametrize("take", [gone_with_the_report, gone_with_a_correction])
def test_every_address_that_a_page_once_had_answers(
    report: Report, tmp_path: Path, take: Callable[[Report, Path], None]
) -> None:
    publish(folder(tmp_path), in_period(report, "2025-26-q2"))
    own = in_period(report, "2025-26-q2", document="parks", measure_id="SECRET.1", name="Secret")
    publish(folder(tmp_path), own)
    before = {name for name in shown(tmp_path) if name.endswith(".html")}
    page = addresses.of_measure("SECRET.1")
    assert b"Secret" in shown(tmp_path)[page]
    take(report, tmp_path)
    for _ in range(2):
        after = shown(tmp_path)
        assert before <= set(after)
        assert b"not published any more" in after[page]
        assert b"Secret" not in after[page]
        assert verify(folder(tmp_path)).wrong == ()
        publish(folder(tmp_path), in_period(report, "2025-26-q1"))
    publish(folder(tmp_path), in_period(report, "2025-26-q1", "1.1", measure_id="SECRET.1", name="Open again"))
    assert b"Open again" in shown(tmp_path)[page]


def test_rows_of_a_type_of_their_own_are_not_put_among_others() -> None:
    columns = [
        Column("period", ""),
        Column("period_end", "", is_date=True),
        Column("actual", "", ColumnType.DECIMAL),
    ]
    old = as_parquet(columns, [["b", "2025-06-30", "1.5"], ["c", "2025-09-30", "2"]])
    same, other = ([["a", "2025-03-31", value]] for value in ("3", "1.23456789"))
    whole = as_parquet(columns, [*same, ["c", "2025-09-30", "2"]])
    assert renewed_parquet(old, {"c"}, columns, same) == whole
    assert renewed_parquet(old, {"c"}, columns, other) is None
