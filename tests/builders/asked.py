"""What readers ask, and where it is: the rows of the reference's page on documents."""

import re

from builders.project import REPOSITORY

_ABOUT, *_CHAPTERS = (REPOSITORY / "docs/reference/documents.md").read_text("utf-8").split("\n## ")
_ROW = re.compile(r"^\| (?!---|what a reader|not tried|given in part)(.+?) \| (.+) \|$", re.MULTILINE)
CHAPTERS = dict(part.split("\n", 1) for part in _CHAPTERS)
PLACE = re.compile(r"`([^`]+)`")
ROWS = {f"{chapter}: {asked}": place for chapter, text in CHAPTERS.items() for asked, place in _ROW.findall(text)}
_TRIED, _PARTS = _ABOUT.split("\nOf these pprr gives a part:")
NOT_TRIED = dict(_ROW.findall(_TRIED))  # the rows of which no other input is tried, each with the reason
IN_PART = dict(_ROW.findall(_PARTS))  # those of which pprr gives a part, each with what it does not give
WITHOUT_A_PLACE = ("Elsewhere: ", "Not yet: ")
