"""The commentary notebooks of the made-up council: drafted as ``pprr draft`` drafts them, with the words put in."""

import json
from collections.abc import Mapping
from pathlib import Path

from pprr.commentary.draft import FILE, draft
from pprr.domain import Period


def write_notebook(folder: Path, name: str, period: Period, words: Mapping[str, str]) -> None:
    """The notebook of the report that the folder is called by, with an entry for each item, in their order.

    A blank text leaves its heading alone.
    """
    draft(folder, tuple(words), portfolio=folder.name, name=name, period=str(period))
    path = folder / FILE
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        heading = "".join(cell["source"]).strip()
        text = words.get(heading.removeprefix("## "), "") if heading.startswith("## ") else ""
        if text:
            cell["source"] = f"{heading}\n\n{text}\n".splitlines(keepends=True)
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="")
