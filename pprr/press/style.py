"""The one style sheet: of the page, of the index, and of the analyst's notebook."""

from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
STYLE = (TEMPLATES / "pprr" / "page.css").read_text(encoding="utf-8")
