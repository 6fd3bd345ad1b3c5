"""The one style sheet, of the page, of the index and of the analyst's notebook; and what only that notebook needs."""

from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
STYLE = (TEMPLATES / "pprr" / "page.css").read_text(encoding="utf-8")
WRITER_STYLE = (TEMPLATES / "pprr" / "writer.css").read_text(encoding="utf-8")
