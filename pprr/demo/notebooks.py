"""The commentary notebooks of the made-up council: drafted as ``pprr draft`` drafts them, with the words put in."""

import json
from collections.abc import Mapping
from pathlib import Path

from pprr.commentary.draft import FILE, draft
from pprr.demo.council import MadeUpPortfolio
from pprr.domain import Period


def write_notebook(folder: Path, portfolio: MadeUpPortfolio, period: Period, words: Mapping[str, str]) -> None:
    """A notebook with an entry for each item, in their order; a blank text leaves its heading alone."""
    draft(folder, tuple(words), portfolio=portfolio.slug, name=portfolio.name, period=str(period))
    path = folder / FILE
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        heading = "".join(cell["source"]).strip()
        text = words.get(heading.removeprefix("## "), "") if heading.startswith("## ") else ""
        if text:
            cell["source"] = f"{heading}\n\n{text}\n".splitlines(keepends=True)
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="")
