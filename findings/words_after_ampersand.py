# /// script
# requires-python = ">=3.11"
# dependencies = ["docxtpl==0.20.2", "python-docx==1.2.0"]
# ///
"""An ampersand or a less-than sign, and words behind it, are not in the document.

docxtpl puts a value into the document's XML as it stands, and what does not read as XML is dropped in silence.
``autoescape=True`` keeps it, and is not what happens unless it is asked for.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import BytesIO

from docx import Document
from docxtpl import DocxTemplate

WORDS = "R&D <5%"
SEEN = {False: "R 5%", True: WORDS}


def main() -> None:
    """Fill a document of one placeholder without and with ``autoescape``, and say what it reads."""
    found = {}
    for is_escaped in (False, True):
        template, filled = BytesIO(), BytesIO()
        document = Document()
        document.add_paragraph("{{ words }}")
        document.save(template)
        filling = DocxTemplate(template)
        filling.render({"words": WORDS}, autoescape=is_escaped)
        filling.save(filled)
        found[is_escaped] = Document(filled).paragraphs[0].text
        print(f"docxtpl {version('docxtpl')}, autoescape={is_escaped}: {WORDS!r} reads {found[is_escaped]!r}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
