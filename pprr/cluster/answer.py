"""What comes back from another machine: what became of a report, and everything that was made of it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pprr.project import Project
from pprr.run.item import Item, Outcome


@dataclass(frozen=True)
class Answer:
    """What became of one report, its files by their addresses, and the notebook of one that failed, as far as it ran.

    Nothing in it names this machine's folders.
    """

    outcome: Outcome
    files: Mapping[str, bytes] = field(default_factory=dict)
    failed: bytes | None = None


def answer_of(project: Project, item: Item, outcome: Outcome) -> Answer:
    """The outcome with everything that was made, taken out of this machine's folders."""
    place = project.reports(item.period)
    files = {address: (place / address).read_bytes() for address in outcome.made.files} if outcome.made else {}
    failed = project.root / outcome.notebook if outcome.notebook else None
    here = f"{project.root}{os.sep}"
    told = replace(
        outcome,
        reason=outcome.reason.replace(here, ""),
        cell=outcome.cell.replace(here, ""),
        trace=outcome.trace.replace(here, ""),
    )
    return Answer(told, files, failed.read_bytes() if failed else None)
