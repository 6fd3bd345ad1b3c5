# /// script
# requires-python = ">=3.11"
# dependencies = ["mammoth==1.13.0", "docx2python==3.7.1", "python-docx==1.2.0"]
# ///
"""Words that are hidden in a Word document are read as its words.

Word has a setting of a font, Hidden, for a writer's own remarks: they are neither shown nor printed. A document that
shows `64% were seen in time.` is `not yet agreed 64% were seen in time.` to two converters, one of which makes the page
of a site, where nothing marks the words as hidden.
"""
# ruff: noqa: T201

import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import docx
import mammoth
from docx2python import docx2python

SEEN = {
    "mammoth": "<p>not yet agreed 64% were seen in time.</p>",
    "docx2python": "not yet agreed 64% were seen in time.",
}


def main() -> None:
    """Write a document with a hidden remark, and read it twice."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "commentary.docx"
        document = docx.Document()
        sentence = document.add_paragraph()
        sentence.add_run("not yet agreed ").font.hidden = True
        sentence.add_run("64% were seen in time.")
        document.save(str(path))
        with path.open("rb") as file:
            page = mammoth.convert_to_html(file).value
        with docx2python(path) as read:
            found = {"mammoth": page, "docx2python": read.text.strip()}
    print(f"mammoth {version('mammoth')}, docx2python {version('docx2python')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
