"""The papers of a meeting as files for a committee-agenda system, named as clerks name them."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pprr.paper.browser import print_page
from pprr.paper.pages import StandingPage, pages_of
from pprr.paper.word import word_of
from pprr.project import PORTFOLIO, Project
from pprr.run.item import Item
from pprr.run.publish.downloads import as_cell
from pprr.run.publish.members import MEMBERS

CONTENTS = "Contents.csv"
_NOT_IN_A_NAME = re.compile(r"[^\w .,;()&+'’-]|_")  # what no disk, web address or agenda system minds
_LONGEST = 48  # of each part: Windows counts the folders above too


@dataclass(frozen=True)
class ReportForMeeting:
    """A report that goes to a meeting: which one, whose, its title and state as its record has them."""

    item: Item
    whose: str
    title: str
    state: str


@dataclass(frozen=True)
class AgendaPaper:
    """One paper of the agenda: its file's name without an ending, the page that it is made from, and what it is."""

    name: str
    page: StandingPage
    title: str
    state: str


@dataclass(frozen=True)
class PaperMaker:
    """The ways to make files of a page: the browser that prints it, if any, and whether a Word document is wanted."""

    browser: Path | None
    limit: float
    word: bool


def agenda_papers(project: Project, reports: Iterable[ReportForMeeting], *, number: str = "") -> list[AgendaPaper]:
    """The papers: the committee's own as "Report", the portfolios' as "Appendix 1" and so on, in the order given.

    ``number`` is that of the item on the agenda.
    """
    found: list[AgendaPaper] = []
    appendices = 0
    before = [f"Item {number}"] if number else []
    for one in reports:
        is_appendix = one.item.kind == PORTFOLIO
        appendices += is_appendix
        called = [f"Appendix {appendices}", one.whose, one.title] if is_appendix else ["Report", one.title]
        for page in pages_of(project.reports(one.item.period), one.item.name):
            edition = ["Members' edition"] if page.beside.name == MEMBERS else []
            name = " - ".join(map(_plain, (*before, *called, *edition)))
            title = ", ".join((f"{one.whose}: {one.title}", *(words.lower() for words in edition)))
            found.append(AgendaPaper(name, page, title, one.state))
    return found


def made_for_agenda(papers: Sequence[AgendaPaper], maker: PaperMaker, *, accent: str) -> Iterator[tuple[str, bytes]]:
    """Yields each file by its name: the PDF and the Word document of each paper, and what is in the folder.

    What stands beside a page already is taken. Raises PaperError where one cannot be made.
    """
    rows: list[tuple[str, str, str]] = []
    for paper in papers:
        for ending, data in _files(paper.page, maker, accent):
            rows.append((f"{paper.name}{ending}", paper.title, paper.state))
            yield rows[-1][0], data
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([("File", "Paper", "State"), *(map(as_cell, row) for row in rows)])
    yield CONTENTS, stream.getvalue().encode("utf-8-sig")


def _files(page: StandingPage, maker: PaperMaker, accent: str) -> Iterator[tuple[str, bytes]]:
    printed, written = (page.beside.with_name(f"{page.beside.name}{ending}") for ending in (".pdf", ".docx"))
    if maker.browser:
        data = printed.read_bytes() if printed.is_file() else print_page(maker.browser, page.path, limit=maker.limit)
        yield printed.suffix, data
    if maker.word:
        text = page.path.read_text(encoding="utf-8")
        yield written.suffix, written.read_bytes() if written.is_file() else word_of(text, accent=accent)


def strangers(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """The names of what lies in a meeting's folder and is none of these files."""
    return sorted(path.name for path in folder.glob("*") if path.name not in files) if folder.is_dir() else []


def folder_name(*words: str) -> str:
    """The name of a meeting's folder."""
    return " ".join(map(_plain, words))


def _plain(words: str) -> str:
    """The words as they may stand in a file's name on every system: 2019/20 is 2019-20."""
    kept = _NOT_IN_A_NAME.sub(" ", re.sub(r"[/\\:]", "-", words))
    return " ".join(kept.split())[:_LONGEST].strip(" .-") or "Unnamed"
