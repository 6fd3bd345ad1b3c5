"""The words that earlier reports had last: what a writer goes on from, and what is not to be printed again unseen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pprr.commentary.entries import Entry, entries_of
from pprr.commentary.notebooks.notebook_files import load_notebook, notebooks, parse_notebook
from pprr.domain import Period
from pprr.domain.errors import CommentaryError
from pprr.project import Project


@dataclass(frozen=True)
class LastWords:
    """The words that an item had last, in which period's report, and where they stand."""

    period: Period
    text: str
    place: str


@dataclass(frozen=True)
class EarlierWords:
    """The last words of each item that had some, and the notebooks of earlier reports that cannot be read."""

    words: Mapping[str, LastWords] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()


def earlier_words(
    project: Project, period: Period, portfolio: str, items: Mapping[str, Sequence[str]], moving: Collection[str]
) -> EarlierWords:
    """The words that earlier reports had last of each item. Nothing in their folders keeps this report from being made.

    ``items`` has for each item the names that it may stand under, its own first. One of ``moving`` that the portfolio
    did not have in a period is looked for in the period's other portfolios.
    """
    words: dict[str, LastWords] = {}
    unreadable: list[str] = []
    for earlier in _periods(project, period):
        own, broken = _read(project, project.commentary(earlier, portfolio))
        unreadable += broken
        others: dict[str, Entry] | None = None
        for item in (item for item in items if item not in words):
            found = next((own[name] for name in items[item] if name in own), None)
            if found is None and item in moving:
                if others is None:
                    others = _others(project, earlier, portfolio)
                found = next((others[name] for name in items[item] if name in others), None)
            if found and found.text:
                words[item] = LastWords(earlier, found.text, found.place)
        if len(words) == len(items):
            break
    return EarlierWords(words, tuple(unreadable))


def keep(project: Project, period: Period, portfolio: str) -> None:
    """Takes the notebooks that the report looks into apart, for processes forked from this one, which read them anew.

    What is then as it is now need not be taken apart again, for this report or another one.
    """
    earlier = _periods(project, period)
    for one in earlier:
        _read(project, project.commentary(one, portfolio))
    for one in earlier[:1]:
        _others(project, one, portfolio)


def _periods(project: Project, period: Period) -> list[Period]:
    """The earlier periods that have a folder of words, the last one first."""
    found = []
    for folder in project.root.glob("notebooks/commentary/*"):
        try:
            earlier = Period.parse(folder.name)
        except ValueError:
            continue  # a folder of the council's own
        if str(earlier) == folder.name and earlier.end < period.end:
            found.append(earlier)
    return sorted(found, key=lambda earlier: earlier.end, reverse=True)


def _read(project: Project, folder: Path) -> tuple[dict[str, Entry], list[str]]:
    """The folder's entries, of two of one heading the first, and the notebooks that cannot be read."""
    entries: dict[str, Entry] = {}
    broken = []
    for path in notebooks(folder):
        try:
            found = _entries_in(path, project.relative(path))
        except CommentaryError:
            broken.append(project.relative(path))
            continue
        for entry in found:
            entries.setdefault(entry.item, entry)
    return entries, broken


def _entries_in(path: Path, name: str) -> Sequence[Entry]:
    """The notebook's entries; raises CommentaryError where it cannot be read."""
    try:
        return _kept(path.read_bytes(), path, name)
    except CommentaryError:  # it may be one that is just being saved
        return entries_of(load_notebook(path), name)


@lru_cache(maxsize=512)  # the reports of a period, and those of a portfolio, look into the same notebooks
def _kept(data: bytes, path: Path, name: str) -> Sequence[Entry]:
    return entries_of(parse_notebook(data, path), name)


def _others(project: Project, period: Period, portfolio: str) -> dict[str, Entry]:
    """The entries of the period's other portfolios, those with words before those without."""
    own = project.commentary(period, portfolio)
    found: dict[str, Entry] = {}
    for folder in sorted(own.parent.iterdir()) if own.parent.is_dir() else ():
        if folder.is_dir() and folder != own:
            for item, entry in _read(project, folder)[0].items():
                if item not in found or not found[item].text:
                    found[item] = entry
    return found
