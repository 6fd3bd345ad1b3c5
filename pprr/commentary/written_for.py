"""For which figures the words of each entry were written, and the words themselves: ``written_for.toml``.

It stands beside the notebooks and is tracked with them. The analyst's commands write it (draft, check, accept and
approve), whole or not at all; a run, or the opening of a report, never does. With the words in it a figure that is
revised later can be held against what they were written for, and an entry that was deleted is not lost. Its entries
stand in the order of their items, so that two people's additions merge.

A sentence that is tried and taken away again is ordinary writing; words that were approved and are gone may be a loss.
So it is noted too what an approval has found: that the item had words, or that it had lost them, which settles that.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import tomli_w
from pydantic import Field, ValidationError

from pprr.atomic import write_whole
from pprr.commentary.entries import Entry
from pprr.commentary.same_words import alike
from pprr.domain.settings import Section, explain

FILE = "written_for.toml"
_HEAD = """\
# The words of each entry as pprr saw them last, and the figures that they were written for: a figure that is revised
# later is queried, and words that were deleted stand here still. Written by pprr draft, check, accept and approve.
"""


class Stage(StrEnum):
    """The stage of an item's words: seen in a notebook, approved, or let go, since a later approval had none."""

    SEEN = "seen"
    APPROVED = "approved"
    LET_GO = "let go"


class WrittenFor(Section):
    """One entry's words as they were first seen, and the figures of its item as they were printed then.

    Words that follow approved ones are at that stage too: the item had words that somebody relied upon.
    """

    words: str
    stage: Stage = Stage.SEEN
    figures: dict[str, str] = Field(default_factory=dict)


class _File(Section):
    entries: dict[str, WrittenFor] = Field(default_factory=dict)


@dataclass(frozen=True)
class NotedWords:
    """The notes on each item's words; ``fault`` says why the file cannot be read, where that is so."""

    entries: Mapping[str, WrittenFor] = field(default_factory=dict)
    fault: str = ""


def read_written(folder: Path) -> NotedWords:
    """Reads what is noted in the folder. A file that cannot be read notes nothing, and says why."""
    try:
        found = tomllib.loads((folder / FILE).read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
        return NotedWords(_File.model_validate({"entries": found}).entries)
    except FileNotFoundError:
        return NotedWords()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return NotedWords(fault=f"cannot be read as TOML: {error}")
    except ValidationError as error:
        return NotedWords(fault=f"cannot be used: {' '.join(explain(error).split())}")


def note(
    folder: Path,
    entries: Mapping[str, Entry],
    figures: Mapping[str, Mapping[str, str]],
    *,
    is_approval: bool = False,
) -> bool:
    """Notes the words that are new, with the figures that they are seen with first; whether the file has changed.

    What was noted of words that are the same still stands, and so do words that have gone from the notebooks. An
    approval (``is_approval``) is of the words that there are, and lets those go that have gone. A file that cannot be
    read is left to its owner. Raises OSError where it cannot be written.
    """
    before = read_written(folder)
    if before.fault:
        return False
    after = dict(before.entries)
    for item, entry in entries.items():
        known = after.get(item)
        if entry.as_typed and (known is None or alike(known.words) != alike(entry.as_typed)):
            stage = known.stage if known else Stage.SEEN
            after[item] = WrittenFor(words=entry.as_typed, stage=stage, figures=dict(figures.get(item, {})))
    there = {item for item, entry in entries.items() if entry.as_typed}
    after = {
        item: known.model_copy(update={"stage": _stage(known, item in there, is_approval)})
        for item, known in after.items()
    }
    if after == before.entries:
        return False
    said = {item: _said(after[item]) for item in sorted(after)}
    write_whole(folder / FILE, f"{_HEAD}\n{_toml(said)}".encode())
    return True


def _stage(known: WrittenFor, is_there: bool, is_approval: bool) -> Stage:
    if is_approval:
        return Stage.APPROVED if is_there else Stage.LET_GO
    return Stage.SEEN if is_there and known.stage is Stage.LET_GO else known.stage


def _said(known: WrittenFor) -> dict[str, object]:
    """The fields that are written of an entry; that words have only been seen goes without saying."""
    stage = {} if known.stage is Stage.SEEN else {"stage": str(known.stage)}
    return {"words": known.words, **stage, "figures": dict(known.figures)}


def _toml(said: Mapping[str, object]) -> str:
    """The entries as TOML, each line of words on one of its own, as git shows and merges them."""
    return tomli_w.dumps(said, multiline_strings=True)
