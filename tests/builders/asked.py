"""What readers ask, and where it is: the rows of the reference's page on documents."""

import re

from builders.project import REPOSITORY

CHAPTERS = dict(
    part.split("\n", 1) for part in (REPOSITORY / "docs/reference/documents.md").read_text("utf-8").split("\n## ")[1:]
)
PLACE = re.compile(r"`([^`]+)`")
ROWS = {
    f"{chapter}: {asked}": place
    for chapter, text in CHAPTERS.items()
    for asked, place in re.findall(r"^\| (?!---|what a reader)(.+?) \| (.+) \|$", text, re.MULTILINE)
}
WITHOUT_A_PLACE = ("Elsewhere: ", "Not yet: ")
