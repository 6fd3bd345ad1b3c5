"""Templates ask only for what their values have: a misspelt field fails here, and not a page at night."""

from typing import TypedDict, get_type_hints

import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment
from template_types import Checker

from pprr.domain import Measure
from pprr.html.elements import _ENVIRONMENT
from pprr.notebook.agreement import contexts as agreement
from pprr.notebook.beside import contexts as beside
from pprr.notebook.contexts import CONTEXTS
from pprr.notebook.council import contexts as council
from pprr.notebook.covering import contexts as covering
from pprr.notebook.oversight import contexts as oversight
from pprr.preview import panel
from pprr.review import page

OF_DOCUMENTS = {**agreement.CONTEXTS, **council.CONTEXTS, **covering.CONTEXTS, **oversight.CONTEXTS}
ALL = {**CONTEXTS, **beside.CONTEXTS, **OF_DOCUMENTS, **panel.CONTEXTS, **page.CONTEXTS}
PARTS = {"attention.html.j2", "macros.html.j2", "ties.html.j2"}  # what others are built of


class Example(TypedDict):
    row: Measure
    listed: tuple[tuple[Measure, str], ...]


def problems(name: str, macro: str, context: type, environment: Environment = _ENVIRONMENT) -> set[str]:
    checker = Checker(environment)
    checker.check(name, macro, get_type_hints(context))
    return checker.problems


@pytest.mark.parametrize(("name", "macro"), [pytest.param(*key, id=":".join(filter(None, key))) for key in ALL])
def test_a_template_asks_only_for_what_it_is_given(name: str, macro: str) -> None:
    assert problems(name, macro, ALL[name, macro]) == set()


def test_every_template_is_checked() -> None:
    assert set(_ENVIRONMENT.list_templates(["j2"])) - PARTS == {name for name, _ in ALL}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("{{ row.nmae }}", {"Measure.nmae is not there"}, id="a misspelt property"),
        pytest.param("{{ row.figures.previuos }}", {"Figures.previuos is not there"}, id="a misspelt field within"),
        pytest.param("{{ rwo }}", {"rwo is not given"}, id="a misspelt variable"),
        pytest.param("{% for m, why in listed %}{{ m.cod }}{% endfor %}", {"Measure.cod is not there"}, id="a loop"),
        pytest.param(
            "{% for when, then, now in row.figures.restated %}{{ now.txt }}{% endfor %}",
            {"Reading.txt is not there"},
            id="in a loop over records of three",
        ),
        pytest.param(
            "{% macro m(one) %}{{ one.labl }}{% endmacro %}{{ m(row.figures.base) }}",
            {"Period.labl is not there"},
            id="in a macro, by what it is called with",
        ),
        pytest.param(
            "{% if row.forecast %}{{ row.forecast.rating.wrods }}{% endif %}",
            {"Rating.wrods is not there"},
            id="of what may be missing",
        ),
        pytest.param(
            "{{ formats.reading_parts(row.actual).figur }}", {"ReadingParts.figur is not there"}, id="a result"
        ),
        pytest.param("{{ (row.name if row.actual.text else '')|upfirst }}", set(), id="nothing misspelt"),
    ],
)
def test_a_misspelling_is_found(text: str, expected: set[str]) -> None:
    loader = ChoiceLoader([DictLoader({"example.j2": text}), _ENVIRONMENT.loader])
    environment = _ENVIRONMENT.overlay(loader=loader)
    assert problems("example.j2", "", Example, environment) == {f"example.j2: {problem}" for problem in expected}
