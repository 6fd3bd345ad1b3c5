"""An export that one plain table does not hold, and its section of sources.toml."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pprr.demo.exports import Export
from pprr.demo.tables import Amounts

Rows = Sequence[Amounts]


@dataclass(frozen=True)
class Special:
    """An export that one plain table does not hold: how its rows become files, and its section of sources.toml."""

    files: Callable[[Rows], list[Export]]
    section: str
