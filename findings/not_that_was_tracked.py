# /// script
# requires-python = ">=3.11"
# dependencies = ["python-docx==1.2.0"]
# ///
"""`not` and 61% are not read from a Word document: one was a tracked change, one a field of its template.

``Paragraph.text`` gives the runs that stand in the paragraph itself. A word typed while changes are tracked stands
one level deeper, and so does what is typed into a content control, which committee templates are made of. Word shows
"The target was not met: 61% of calls."; what is read says the opposite, and without the figure.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import BytesIO

import docx
from docx.oxml import parse_xml

SEEN = "The target was met:  of calls."


def main() -> None:
    """Write a sentence as Word does with a tracked word and a filled-in field, and read it."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    tracked = f'<w:ins {space} w:id="1" w:author="Clerk"><w:r><w:t xml:space="preserve">not </w:t></w:r></w:ins>'
    field = f"<w:sdt {space}><w:sdtContent><w:r><w:t>61%</w:t></w:r></w:sdtContent></w:sdt>"
    document = docx.Document()
    paragraph = document.add_paragraph("The target was ")
    paragraph._p.append(parse_xml(tracked))
    paragraph.add_run("met: ")
    paragraph._p.append(parse_xml(field))
    paragraph.add_run(" of calls.")
    saved = BytesIO()
    document.save(saved)
    found = docx.Document(BytesIO(saved.getvalue())).paragraphs[0].text
    print(f"python-docx {version('python-docx')}: {found!r}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
