"""The one style sheet, of the page, of the index and of the analyst's notebook; and what only that notebook needs."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
# Every page carries it, so without the comments and indents of whoever writes it, and spaces that say nothing.
STYLE = re.sub(
    r"/\*.*?\*/\n?|^ +|(?<=[;:,{]) (?!\")| (?=[{}])|;(?= ?})",
    "",
    (TEMPLATES / "pprr" / "page.css").read_text(encoding="utf-8"),
    flags=re.M | re.S,
)
# A page of ours stands alone: that its rules are for what is in it goes without saying, for all of them alike.
PAGE_STYLE = re.sub(r"(?<![\w)])\.(?:pprr|page) (?=[^{}]*\{)", "", STYLE)
WRITER_STYLE = (TEMPLATES / "pprr" / "writer.css").read_text(encoding="utf-8")
