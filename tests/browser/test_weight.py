"""A portfolio's page is light: so much for its frame, money and sources, and so much for each measure."""

from bs4 import BeautifulSoup

from pprr.project import Project

FRAME, A_MEASURE = 80_000, 6_000  # bytes


def test_pages_of_portfolios_are_light(council_site: Project) -> None:
    pages = {path.stem: path.read_bytes() for path in (council_site.site / "2025-26-q2").glob("*.html")}
    measures = {
        name: len(BeautifulSoup(page, "html.parser").select("section.measure"))
        for name, page in pages.items()
        if "." not in name
    }

    assert len(measures) == 2
    assert min(measures.values()) > 5
    most = {name: FRAME + A_MEASURE * many for name, many in measures.items()}
    assert {name: len(pages[name]) for name in measures if len(pages[name]) > most[name]} == {}
