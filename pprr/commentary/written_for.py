"""For which figures the words of each entry were written, and the words themselves: ``written_for.toml``.

It stands beside the notebooks and is tracked with them. The analyst's commands write it (draft, check, accept and
approve), whole or not at all; a run, or the opening of a report, never does. With the words in it a figure that is
revised later can be held against what they were written for, and an entry that was deleted is not lost. Its entries
stand in the order of their items, so that two people's additions merge.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import tomli_w
from pydantic import Field, ValidationError

from pprr.commentary.entries import Entry
from pprr.commentary.same_words import alike
from pprr.model.section import Section, explain
from pprr.replace import write_whole

FILE = "written_for.toml"
_HEAD = """\
# The words of each entry as pprr saw them last, and the figures that they were written for: a figure that is revised
# later is queried, and words that were deleted stand here still. Written by pprr draft, check, accept and approve.
"""


class WrittenFor(Section):
    """One entry's words as they were first seen, and the figures of its item as they were printed then."""

    words: str
    figures: dict[str, str] = Field(default_factory=dict)


class _File(Section):
    entries: dict[str, WrittenFor] = Field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """What is noted of each item's words; ``fault`` says why the file cannot be read, where that is so."""

    entries: Mapping[str, WrittenFor] = field(default_factory=dict)
    fault: str = ""


def read_written(folder: Path) -> Written:
    """What is noted in the folder. A file that cannot be read notes nothing, and says why."""
    try:
        found = tomllib.loads((folder / FILE).read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
        return Written(_File.model_validate({"entries": found}).entries)
    except FileNotFoundError:
        return Written()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Written(fault=f"cannot be read as TOML: {error}")
    except ValidationError as error:
        return Written(fault=f"cannot be used: {' '.join(explain(error).split())}")


def note(folder: Path, entries: Mapping[str, Entry], figures: Mapping[str, Mapping[str, str]]) -> bool:
    """Notes the words that are new, with the figures that they are seen with first; whether the file has changed.

    What was noted of words that are the same still stands, and so do words that have gone from the notebooks. A file
    that cannot be read is left to its owner. Raises OSError where it cannot be written.
    """
    before = read_written(folder)
    if before.fault:
        return False
    after = dict(before.entries)
    for item, entry in entries.items():
        known = after.get(item)
        if entry.as_typed and (known is None or alike(known.words) != alike(entry.as_typed)):
            after[item] = WrittenFor(words=entry.as_typed, figures=dict(figures.get(item, {})))
    if after == before.entries:
        return False
    said = {item: after[item].model_dump() for item in sorted(after)}
    write_whole(folder / FILE, f"{_HEAD}\n{_toml(said)}".encode())
    return True


def _toml(said: Mapping[str, object]) -> str:
    """The entries as TOML, each line of words on one of its own, as git shows and merges them."""
    return tomli_w.dumps(said, multiline_strings=True)
