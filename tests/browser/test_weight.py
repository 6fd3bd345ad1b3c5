"""A portfolio's page is light: so much for its frame, money and sources, and so much for each measure.

No page carries rules of the style sheet for what is not on it.
"""

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup

from pprr.project import Project

FRAME, A_MEASURE = 76_600, 4_890  # bytes: 150 kB for 15 measures
_RULES = re.compile(r"(?<=[{}\n])(?!@)([^{}@]+)\{")


def pages(project: Project) -> Mapping[str, bytes]:
    found = [*(project.site / "2025-26-q2").glob("*.html"), *(project.site / "2025-26-q2").glob("*/members.html")]
    return {f"{path.parent.name}/{path.stem}": path.read_bytes() for path in found}


def test_pages_of_portfolios_are_light(council_site: Project) -> None:
    found = {name: page for name, page in pages(council_site).items() if "." not in name and "members" not in name}
    measures = {name: len(BeautifulSoup(page, "html.parser").select("section.measure")) for name, page in found.items()}

    assert len(measures) == 2
    assert min(measures.values()) > 5
    most = {name: FRAME + A_MEASURE * many for name, many in measures.items()}
    assert {name: len(found[name]) for name in measures if len(found[name]) > most[name]} == {}


def test_a_page_carries_only_rules_of_what_is_on_it(council_site: Project) -> None:
    found = pages(council_site)

    assert len(found) > 6
    for name, page in found.items():
        whole = BeautifulSoup(page, "html.parser")
        shown = {f".{one}" for tag in whole.find_all(class_=True) for one in tag["class"]}
        shown |= {tag.name for tag in whole.find_all(True)}
        unused = []
        for selectors in _RULES.findall(whole.style.string):
            bare = re.sub(r"\[[^]]*\]|::?[\w-]+(\((?:[^()]|\([^()]*\))*\))?", "", selectors)
            named = [set(re.findall(r"\.[\w-]+|(?<![\w.-])[a-z]\w*", one)) for one in bare.split(",")]
            if not any(one <= shown for one in named):
                unused.append(selectors)
        assert unused == [], name
