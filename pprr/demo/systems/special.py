"""An export that one plain table does not hold, and how its section of sources.toml is written."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pprr.demo.systems.exports import Export
from pprr.demo.tables import Amounts

Rows = Sequence[Amounts]


@dataclass(frozen=True)
class Special:
    """An export that one plain table does not hold: how its rows become files, and its section of sources.toml."""

    files: Callable[[Rows], list[Export]]
    section: str


def columns(table: str, labels: Mapping[str, str]) -> str:
    """The table's labels by field."""
    return f"[{table}.columns]\n{pairs(labels)}"


def pairs(named: Mapping[str, str]) -> str:
    """A line of TOML for each name and its text."""
    return "".join(
        f"{name if name.isidentifier() else quoted(name)} = {quoted(text)}\n" for name, text in named.items()
    )


def quoted(text: str) -> str:
    """The text as TOML has it."""
    return json.dumps(text, ensure_ascii=False)
