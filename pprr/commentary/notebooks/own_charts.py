"""An analyst's own charts: what a cell of code has drawn for the page, as the notebook keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pprr.commentary.notebooks.cells import CommentaryCell

CHART = "pprr-chart"
"""The key of an output's metadata that says what a chart shows, and of which figures it was drawn."""
CHART_CALL = "page.chart("
_MEDIA = "image/png"


@dataclass(frozen=True)
class OwnChart:
    """A chart of one cell: its alternative text, its picture, and the fingerprint of the figures it was drawn of."""

    number: int
    alt: str
    picture: str
    drawn_of: str

    @property
    def words(self) -> str:
        """The chart as Markdown shows it."""
        plain = " ".join(self.alt.split())
        escaped = "".join(f"\\{sign}" if sign in "\\[]`*_<&!" else sign for sign in plain)
        return f"![{escaped}](attachment:chart-{self.number})"

    @property
    def attached(self) -> Mapping[str, Mapping[str, str]]:
        """The picture by its address."""
        return {f"chart-{self.number}": {_MEDIA: self.picture}}


def charts_of(cell: CommentaryCell) -> tuple[OwnChart, ...]:
    """The charts that the cell has drawn for the page, as they were saved."""
    found: list[OwnChart] = []
    for output in cell.get("outputs", []):
        said, picture = _part(output, "metadata", CHART), _part(output, "data", _MEDIA)
        alt, of = (said.get("alt"), said.get("drawn_of")) if isinstance(said, dict) else ("", "")
        text = "".join(picture) if isinstance(picture, list) else picture
        if isinstance(alt, str) and isinstance(text, str) and isinstance(of, str) and text:
            found.append(OwnChart(len(found) + 1, alt, text, of))
    return tuple(found)


def _part(output: object, part: str, key: str) -> object:
    found = output.get(part) if isinstance(output, dict) else None
    return found.get(key) if isinstance(found, dict) else None
