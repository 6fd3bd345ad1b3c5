"""A period as it arrives: extracts that nobody has put in place, one cell that cannot be read, and no words yet."""

import shutil
from dataclasses import replace
from pathlib import Path

from pprr.demo.draft import Draft, write_extracts

RECEIVED = "received"


def write_received(root: Path, draft: Draft) -> None:
    """The period's extracts as their senders would mail them, in a folder of the project that nothing reads."""
    write_extracts(root, with_a_slip(replace(draft, absent={*draft.absent, "sources.toml"})))
    shutil.move(root / draft.folder, root / RECEIVED)


def with_a_slip(draft: Draft) -> Draft:
    """The draft with one figure of this period mistyped: a letter O stands for its nought, best for a count's last."""
    label = f"actual {draft.period}"
    rows = [dict(row) for row in draft.extracts["performance"]]
    slip = min((row for row in rows if "0" in str(row[label])), key=lambda row: not _ends_with_nought(str(row[label])))
    before, _, behind = str(slip[label]).rpartition("0")
    slip[label] = f"{before}O{behind}"
    return replace(draft, extracts={**draft.extracts, "performance": rows})


def _ends_with_nought(text: str) -> bool:
    return text.isdecimal() and text.endswith("0")
