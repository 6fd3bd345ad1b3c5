"""The pages around the reports: every figure of a record on them, every link somewhere, nothing in them that runs."""

import copy
import json
import posixpath
import re
import tomllib
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from builders.council import RULES
from builders.editions import demo_catalogue, edition, with_words
from builders.sites import SETTINGS
from markupsafe import escape

from pprr import formats
from pprr.changes import changes_between
from pprr.changes.rows import Reported, text
from pprr.project import SitePages
from pprr.site import addresses
from pprr.site.around import Surroundings
from pprr.site.catalogue import Catalogue, Provenance, PublishedEdition, Withdrawal
from pprr.site.pages import pages, site_pages
from pprr.site.pages.history import drawn_history, histories
from pprr.site.pages.kept_back import without_secrets
from pprr.site.pages.scorecard import of_period, scorecard

FILES = {addresses.CSV, addresses.PARQUET, addresses.PACKAGE, addresses.FEED}
DAY = date(2026, 3, 4)
HOSTILE = "<script>alert(1)</script>\"'&../..\\%2e%2e\u202e"


class Read(HTMLParser):
    """What a page has: its links, its ids and its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.links += [given["href"] or ""] if "href" in given else []
        self.ids += [given["id"] or ""] if "id" in given else []


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return demo_catalogue(tmp_path_factory.mktemp("site") / "council")


@pytest.fixture(scope="module")
def found(catalogue: Catalogue) -> dict[str, str]:
    return {address: data.decode() for address, data in pages(catalogue, SETTINGS).items()}


def report_page(one: PublishedEdition) -> str:
    """What stands for the page of an edition: the ids that a report's page gives its measures."""
    rows = [row for row in Reported(one.record).rows("measures") if row.get("is_shown")]
    return "".join(f'<h4 id="{text(row, "measure_id")}"></h4>' for row in rows)


def unresolved(every: dict[str, str]) -> list[tuple[str, str]]:
    """The links that lead neither to a page, nor to a place on one, nor to one of the files for other programs."""
    read = {address: Read(page) for address, page in every.items()}
    wrong = []
    for address, page in read.items():
        for link in page.links:
            path, _, part = link.partition("#")
            to = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(path))) if path else address
            if to in FILES:
                continue
            if to not in read or (part and unquote(part) not in read[to].ids):
                wrong.append((address, link))
    return wrong


def test_every_link_and_anchor_of_the_site_leads_somewhere(catalogue: Catalogue, found: dict[str, str]) -> None:
    reports = {one.page: f"{report_page(one)}{Surroundings.of(one, catalogue).html()}" for one in catalogue.editions}
    assert unresolved({**found, **reports}) == []
    assert len(found) > 20


def test_what_is_around_a_page_rests_on_all_that_it_shows(catalogue: Catalogue) -> None:
    withdrawn = catalogue.editions[0].model_copy(update={"withdrawn": Withdrawal(date=DAY, reason="A reason.")})
    sites = (
        catalogue,
        *(Catalogue.of(one for one in catalogue.editions if one is not left) for left in catalogue.editions[::3]),
        Catalogue.of([withdrawn, *catalogue.editions[1:]]),
    )
    found = [Surroundings.of(one, site) for site in sites for one in site.editions]
    assert len({one.rests_on for one in found}) == len({(one.edition.folder, one.html()) for one in found})
    assert len({(one.rests_on, one.html()) for one in found}) == len({one.rests_on for one in found})


def test_a_site_of_one_period_says_nothing_of_the_report_before(catalogue: Catalogue, found: dict[str, str]) -> None:
    newest, *before = catalogue.periods
    alone = Catalogue.of(one for one in catalogue.editions if one.of_period == newest)
    shown = {address: data.decode() for address, data in pages(alone, SETTINGS).items()}
    assert before
    assert f'href="{addresses.of_period(newest)}#changed">What has changed' in found[addresses.HOME]
    assert "What has changed since" not in shown[addresses.HOME]
    assert 'aria-label="Periods"' in found[addresses.of_period(newest)]
    assert 'aria-label="Periods"' not in shown[addresses.of_period(newest)]


def test_what_leads_nowhere_is_seen() -> None:
    assert unresolved({"a/index.html": '<a href="../b.html">b</a><a href="#x">x</a><p id="y"><a href="#y">y</a>'}) == [
        ("a/index.html", "../b.html"),
        ("a/index.html", "#x"),
    ]


def test_the_scorecard_is_what_the_records_say_and_adds_up(catalogue: Catalogue, found: dict[str, str]) -> None:
    card = scorecard(of_period(catalogue, "2025-26-q2"))
    assert card.total
    for row in card.rows:
        [edition] = [one for one in of_period(catalogue, "2025-26-q2") if one.subject == row.subject]
        measures = Reported(edition.record).rows("measures")
        told = {count.words: count.measures for count in row.statuses if count.words != "Not rated"}
        assert told == {colour: sum(one["status"] == colour for one in measures) for colour in told}
        assert row.attention == edition.record["counts"]["attention"]  # of money too, as the report's own list
        assert row.attention >= sum(bool(one["is_exception"]) for one in measures)
        [outturn] = Reported(edition.record).rows("outturn")
        assert row.variance == Decimal(text(outturn, "variance")) * 100_000
        assert f'href="{row.page}"' in found["index.html"]
        assert row.money in found["index.html"]
    assert card.total.measures == sum(row.measures for row in card.rows)
    assert card.total.attention == sum(row.attention for row in card.rows)
    assert card.total.variance == sum(row.variance or 0 for row in card.rows)
    assert formats.millions(card.total.variance) in found["index.html"]


def test_a_measure_has_one_page_with_what_each_report_said(catalogue: Catalogue, found: dict[str, str]) -> None:
    every = histories(catalogue)
    said, with_counts = 0, []
    for name, history in every.items():
        page = found[addresses.of_measure(name)]
        for one in history.said:
            for column in ("actual_as_printed", "target_as_printed"):
                assert str(one.row[column]).replace("&", "&amp;") in page
            assert f'href="../{one.anchor}"' in page
            said += 1
        newest, called = history.said[-1], escape(text(history.latest, "name"))
        assert f'<span class="portfolio">{called}</span>' in page
        assert escape(text(history.latest, "owner")) in page
        if newest.row["target"] is not None and " to " not in text(newest.row, "target_as_printed"):
            way = {"High": "or more", "Low": "or (?:less|fewer)"}[text(newest.row, "good_performance")]
            assert re.search(rf"{re.escape(text(newest.row, 'target_as_printed'))} {way}</td>", page)
        for beside in filter(None, history.neighbours):
            assert f'href="../{addresses.of_measure(beside[0])}"' in page
        drawn = drawn_history(history)
        if drawn and history.latest["kind"] == "cumulative":  # no line goes from a whole year to a first quarter
            assert all(path.count("L") <= 1 for path in drawn.lines)
        assert (drawn is None) == (sum(one.row["actual"] is not None for one in history.said) < 2)
        with_counts += [one for one in history.said if " of " in str(one.row["actual_as_printed"])] if drawn else []
        assert not any(" of " in one.printed for one in (drawn.points if drawn else ())), "labels are figures alone"
        assert drawn is None or ("<svg" in page and all(one.y is None or 0 < one.y < 200 for one in drawn.points))
    rows = [row for one in catalogue.current for row in Reported(one.record).rows("measures")]
    assert {text(row, "measure_id") for row in rows} == set(every)
    assert said >= len(rows)
    assert with_counts


def test_a_measure_under_another_identifier_goes_on(catalogue: Catalogue) -> None:
    newest, *others = catalogue.editions
    report = copy.deepcopy(newest.report)
    table = report["tables"]["measures"]  # type: ignore[index, call-overload]
    names = [column["name"] for column in table["columns"]]
    row = table["rows"][0]
    old = row[names.index("measure_id")]
    row[names.index("measure_id")], row[names.index("predecessors")] = "ANOTHER", old
    found = histories(Catalogue.of([newest.model_copy(update={"report": report}), *others]))
    assert [one.row["measure_id"] for one in found["ANOTHER"].said] == [old, old, "ANOTHER"]
    assert (found[old].successors, found["ANOTHER"].successors) == (("ANOTHER",), ())


@pytest.mark.parametrize("name", ["CFE1.4", "cfe1.4", "CON", "a/b", "..", "", HOSTILE, "x" * 300, "\u00e9\u0141"])
def test_the_address_of_a_measure_stays_in_its_folder_and_is_its_own(name: str) -> None:
    address = addresses.of_measure(name)
    assert re.fullmatch(r"measures/[a-z0-9][a-z0-9-]{0,50}-[0-9a-f]{8}\.html", address)
    assert address != addresses.of_measure(f"{name}.")


def test_nothing_of_a_record_runs_on_a_page(catalogue: Catalogue) -> None:
    """Every text of a record is hostile; no page gets a tag or a link from it."""

    plain = {tag for page in pages(catalogue, SETTINGS).values() for tag in Read(page.decode()).tags}
    hostile = with_words(catalogue, HOSTILE)
    for page in pages(hostile, SETTINGS).values():
        read = Read(page.decode())
        assert read.tags <= plain
        assert "script" not in read.tags
        assert not any(link.lower().startswith(("javascript:", "data:")) for link in read.links)


def test_a_correction_is_told_with_what_it_changed(catalogue: Catalogue) -> None:
    first = next(one for one in catalogue.editions if one.version)
    report = copy.deepcopy(first.report)
    table = report["tables"]["measures"]  # type: ignore[index, call-overload]
    table["rows"][0][[column["name"] for column in table["columns"]].index("name")] = "Another name"
    second = edition("1.1", document=first.document, period=first.period, supersedes="1.0")
    both = Catalogue.of([first, second.model_copy(update={"report": report})])
    page = pages(both, SETTINGS)[f"{first.home}/index.html"].decode()
    assert "What version 1.1 changed" in page
    assert "<td>Another name</td>" in page


def test_the_same_catalogue_gives_the_same_bytes(catalogue: Catalogue) -> None:
    assert pages(catalogue, SETTINGS) == pages(Catalogue.of(reversed(catalogue.editions)), SETTINGS)


def test_a_site_without_reports_has_its_pages() -> None:
    found = pages(Catalogue(()), SETTINGS)
    assert unresolved({address: page.decode() for address, page in found.items()}) == []
    assert "There are no reports yet." in found["index.html"].decode()


def test_what_a_newer_report_keeps_back_is_not_told_again_as_a_change() -> None:
    rules = tomllib.loads(f'{RULES}[publication]\nsuppress_below = 5\n[publication.withhold]\nGONE = "A reason."\n')
    figures = {"SMALL": ("3", "Withheld"), "PLAIN": ("70", "80"), "GONE": ("77", "")}
    words = {"SMALL": ("There were 3.", "Few came."), "PLAIN": ("A", "B")}
    sides = []
    for at in range(2):
        rows = [[name, name, name, each[at]] for name, each in figures.items() if each[at]]
        measures = {"columns": _texts("measure_id", "code", "name", "actual_as_printed"), "rows": rows}
        readings = {"columns": _texts("measure_id", "period", "name", "as_printed"), "rows": rows}
        report = {**edition().report, "order": ["measures", "readings"]}
        report |= {"tables": {"measures": measures, "readings": readings}}
        report |= {"commentary": [{"item": name, "words": each[at]} for name, each in words.items()]}
        sides.append(edition(f"1.{at}").model_copy(update={"report": report}))
    before, plain = sides
    after = plain.model_copy(update={"provenance": Provenance(commit="", inputs={}, rules=rules)})
    changes = changes_between([before.record], [plain.record])
    assert {one.then for one in changes.found} == {"3", "70", "77", "There were 3.", "A"}
    told = without_secrets(changes, [after])
    assert {(one.item, one.then) for one in told.found} == {("SMALL", "Withheld"), ("PLAIN", "70"), ("PLAIN", "A")}


def _texts(*names: str) -> list[dict[str, str]]:
    return [{"name": name, "type": "text"} for name in names]


@pytest.mark.parametrize(
    ("day", "is_told"),
    [
        pytest.param("2026-02-04", True, id="after the last approval"),
        pytest.param("2026-02-03", False, id="on its day: that was the report"),
        pytest.param(None, False, id="not given"),
    ],
)
def test_the_day_of_the_next_report_is_told_where_it_is_given_and_to_come(
    catalogue: Catalogue, day: str | None, is_told: bool
) -> None:
    settings = SETTINGS.model_copy(update={"site": SitePages.model_validate({"next_report": day})})
    found = pages(catalogue, settings)
    for address in (addresses.HOME, addresses.CONTACTS):
        assert ("The next report comes on 4 February 2026." in found[address].decode()) is is_told


def test_a_page_that_rests_on_the_same_editions_has_the_same_bytes(catalogue: Catalogue) -> None:
    """So a publication leaves it as it stands. A correction of one report changes few pages of the others."""
    one, *_ = [edition for edition in catalogue.editions if edition.version]
    rows = json.loads(json.dumps(one.report).replace("made up", "made up anew"))
    corrected = one.model_copy(update={"version": "1.1", "report": rows})
    gone = one.model_copy(update={"withdrawn": Withdrawal(date=DAY, reason="A reason.")})
    others = [edition for edition in catalogue.editions if edition is not one]
    before = {page.address: page for page in site_pages(catalogue, SETTINGS)}
    for changed in ([*catalogue.editions, corrected], [*others, gone], others):
        after = {page.address: page for page in site_pages(Catalogue.of(changed), SETTINGS)}
        same = [name for name in before if name in after and before[name].rests_on == after[name].rests_on != ""]
        assert len(same) > len(after) // 3
        assert [name for name in same if before[name].render() != after[name].render()] == []
