"""A period as it arrives: extracts that nobody has put in place, one cell that cannot be read, and no words yet."""

import shutil
from dataclasses import replace
from pathlib import Path

from pprr.demo.draft import Draft, write_extracts

RECEIVED = "received"


def write_received(root: Path, draft: Draft) -> None:
    """The period's extracts as their senders would mail them, in a folder of the project that nothing reads."""
    write_extracts(root, _with_a_slip(replace(draft, absent={*draft.absent, "sources.toml"})))
    shutil.move(root / draft.folder, root / RECEIVED)


def _with_a_slip(draft: Draft) -> Draft:
    """The draft with one figure of this period mistyped: a letter O stands for its nought."""
    label = f"actual {draft.period}"
    rows = [dict(row) for row in draft.extracts["performance"]]
    slip = next(row for row in rows if str(row[label]).isdecimal() and str(row[label]).endswith("0"))
    slip[label] = f"{str(slip[label])[:-1]}O"
    return replace(draft, extracts={**draft.extracts, "performance": rows})
