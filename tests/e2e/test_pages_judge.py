"""Every page of a made-up council judges: one verdict each, the worst first, nothing left out, and figures that are so.

The pages are counted, and the figures of In short are computed again from the downloads, by what knows nothing of how
the page makes them.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from builders.command import pprr
from builders.once import made_once

from pprr import notebook
from pprr.ingest.load import read_once
from pprr.project import Project
from pprr.report import open_report
from pprr.report.record.record import record_of
from pprr.run.publish.downloads import as_csv

RANKS = {"Red": 0, "Amber": 1, "Green": 2}
CHARTED = {
    "Better by more": "Getting better",
    "Worse by more": "Getting worse",
    "Only the usual": {"Stable", "No change"},
    "Higher by more": "Up",
    "Lower by more": "Down",
    "More than the usual": "No trend",
}
# The parts of a page, in its order, but for the sources.
PARTS = ("cover", "summary", "overview", "actions", "key", "priorities", "cash_limit", "outturn", "reserves", "savings")
PARTS += ("capital", "accounts", "definitions")
INLINE = {"a", "strong", "em", "b", "i", "code", "abbr"}  # which a sentence may run through
SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-Z£\"(0-9])")
CODE = re.compile(r"[A-Z]+(?:-[A-Z]+)*\d+\.\d+[.,:;]*")  # of a measure, which is no word
Row = dict[str, str]


class Made:
    """The page of one report as far as it judges, and its downloads."""

    def __init__(self, project: Project, portfolio: str, period: str) -> None:
        report = open_report(portfolio, period, project=project)
        self.name, self.is_annual = f"{portfolio} {period}", report.period.is_annual
        parts = {part: BeautifulSoup(str(getattr(notebook, part)(report)), "lxml") for part in PARTS}
        self.html, self.cards = parts["summary"], parts["priorities"]
        self.sentences = {said for part in parts.values() for said in sentences(part)}
        self._record = record_of(report)
        self.margin = report.rules.money.exception_beyond.amount

    def table(self, name: str) -> list[Row]:
        data = as_csv(self._record["tables"][name]) if name in self._record["tables"] else b""
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))

    @property
    def headlines(self) -> list[str]:
        return [text(one.find("p")) for one in self.html.select(".headlines > div")]

    @property
    def attention(self) -> list[Tag]:
        heading = self.html.find(id="attention")
        table = heading.find_next("table")
        is_its_own = table and table.find_previous("h3") is heading
        return table.find("tbody").find_all("tr") if is_its_own else []


def text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split()).replace(" .", ".").replace(" ,", ",")


def sentences(page: Tag) -> Iterator[str]:
    """The sentences that a reader reads in one go: of what breaks a line each by itself, and of a span with a look."""
    drawn = {id(part) for drawing in page.find_all("svg") for part in drawing.find_all(True)}
    for block in page.find_all(True):
        if block.name in INLINE or block.name == "style" or id(block) in drawn:
            continue
        parts = [
            one.replace("\n", " ") if isinstance(one, NavigableString) else text(one) if one.name in INLINE else "\n"
            for one in block.children
        ]
        for line in "".join(parts).splitlines():
            yield from SENTENCE.split(" ".join(line.split()))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """The 70 pages of the demo."""
    project = made_once(tmp_path_factory, "judged", _make)
    with read_once():
        found = [
            Made(project, portfolio.name, str(period))
            for period in project.periods()
            for portfolio in sorted((project.root / "notebooks" / "commentary" / str(period)).iterdir())
            if portfolio.is_dir() and "." not in portfolio.name  # which is a report over all of them
        ]
    assert len(found) == 70
    return found


def _make(folder: Path) -> None:
    result = pprr("demo", str(folder))
    assert result.returncode == 0, result.stderr


def test_no_card_has_two_verdicts_of_direction(pages: list[Made]) -> None:
    wrong = []
    for page in pages:
        for card in page.cards.select("section.measure"):
            trends = [text(one) for one in card.select(".trend")]
            verdict = text(card.select_one(".verdict"))
            over_time = card.find("h5", string="Over time")
            charted = text(over_time.find_next("strong")) if over_time else ""
            expected = next((words for begin, words in CHARTED.items() if charted.startswith(begin)), None)
            is_other = expected and not any(
                words in verdict for words in ({expected} if isinstance(expected, str) else expected)
            )
            if len(trends) > 1 or is_other:
                wrong.append((page.name, verdict, charted))
    assert wrong == []


def test_every_money_exception_and_every_red_saving_is_on_the_list(pages: list[Made]) -> None:
    missing, found = [], Counter()
    for page in pages:
        listed = [text(row) for row in page.attention]
        for row in page.table("savings"):
            if row["risk_rating"] == "Red" and row["is_total"] == "no":
                found["saving"] += 1
                missing += [] if any(row["proposal"] in one for one in listed) else [(page.name, row["proposal"])]
        for row in page.table("outturn"):
            if abs(Decimal(row["variance"])) > Decimal(row["cash_limit"]) * page.margin / 100:
                found["money"] += 1
                missing += [] if any(one.startswith("Revenue") for one in listed) else [(page.name, "money")]
    assert missing == []
    assert found["saving"] > 0
    assert found["money"] > 0


def test_red_stands_above_amber_and_what_has_no_figure_last(pages: list[Made]) -> None:
    wrong = []
    for page in pages:
        ranks = [RANKS[text(one).split()[-1]] for row in page.attention for one in row.select(".status")]
        wrong += [page.name] if ranks != sorted(ranks) else []
    assert wrong == []


def test_nothing_stands_on_both_lists(pages: list[Made]) -> None:
    wrong = []
    for page in pages:
        names = [text(one) for one in page.html.select("table.attention tbody th a")]
        wrong += [(page.name, name) for name, count in Counter(names).items() if count > 1]
    assert wrong == []


def test_the_measures_on_target_are_those_of_the_download(pages: list[Made]) -> None:
    for page in pages:
        measures = page.table("measures")
        now = Counter(row["status"] for row in measures if row["status"])
        then = Counter(row["earlier_status"] for row in measures if row["earlier_status"])
        said = f"{now['Green']} of {now.total()} rated measures are on target"
        said += f"; in the last report {then['Green']} of {then.total()} were." if then else "."
        assert page.headlines[0].startswith(said), page.name


def test_what_has_turned_is_what_the_download_says(pages: list[Made]) -> None:
    for page in pages:
        both = [row for row in page.table("measures") if row["status"] and row["earlier_status"]]
        worse = [row for row in both if RANKS[row["status"]] < RANKS[row["earlier_status"]]]
        better = [row for row in both if RANKS[row["status"]] > RANKS[row["earlier_status"]]]
        said = page.headlines[1]
        if worse:
            assert said.startswith(f"{len(worse)} turned worse since the"), page.name
            assert said.endswith(f"; {len(better)} turned better."), page.name
            assert any(row["name"].rstrip(".") in said for row in worse), page.name
        elif both:
            assert said.startswith("None turned worse since the"), page.name
            assert f", and {len(better)} better;" in said, page.name
        else:
            trends = Counter(row["trend"] for row in page.table("measures"))
            assert said.startswith(f"{trends['Getting worse']} got worse"), page.name
            assert f", and {trends['Getting better']} better;" in said, page.name


def test_the_money_is_that_of_the_downloads(pages: list[Made]) -> None:
    def millions(thousands: Decimal) -> str:
        return f"£{abs(thousands / 1000).quantize(Decimal('0.001'), rounding='ROUND_HALF_UP'):,}m"

    for page in pages:
        [row] = page.table("outturn")
        limit, spent, over, moved = (
            Decimal(row[name]) for name in ("cash_limit", "outturn", "variance", "appropriations")
        )
        rows = [one for one in page.table("savings") if one["is_total"] == "no"]
        short = sum((Decimal(one["value"]) - Decimal(one["achieved"]) for one in rows), Decimal(0))
        amounts = [millions(over), millions(spent), millions(limit)] if over else [millions(limit)]
        amounts += [millions(moved)] if moved else []
        amounts += [millions(short)] if short > 0 else []
        said = page.headlines[2]
        assert re.findall(r"£[\d,.]*\dm", said) == amounts, page.name
        assert said.startswith("On the cash limit" if not over else amounts[0]), page.name
        assert ("surplus" in said, "deficit" in said) == (over < 0, over > 0), page.name


def test_every_sentence_can_be_said_in_a_breath(pages: list[Made]) -> None:
    long = {
        (page.name, said)
        for page in pages
        for said in page.sentences.union(page.headlines)
        if sum(word[0].isalnum() and not CODE.fullmatch(word) for word in said.split()) > 30
    }
    assert long == set()


def test_nothing_is_against_a_target_that_is_not_there(pages: list[Made]) -> None:
    wrong, charts = [], 0
    for page in pages:
        for figure in page.cards.select("section.measure figure"):
            charts += 1
            card = figure.find_parent("section", class_="measure")
            target = card.find("dt", string=re.compile("^(Target|Profiled target)")).find_next("dd")
            words = f"{text(figure.find('figcaption'))} {figure.find('svg')['aria-label']}".lower()
            has_one = any(letter.isdigit() for letter in text(target))
            wrong += [(page.name, words)] if "target" in words and not has_one else []
    assert wrong == []
    assert charts > 500
