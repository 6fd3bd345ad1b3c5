"""The scorecard of a period: a report in a row, all of them together in the last, and counts as bars in parts."""

from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
