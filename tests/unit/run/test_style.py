"""A page is given the rules of the style sheet that say something of it, and no others."""

import pytest

from pprr.run.publish.style import PAGE_STYLE, style_of


@pytest.mark.parametrize(
    ("page", "rule", "is_kept"),
    [
        pytest.param('<p class="status red">', ".status.red{", True, id="all its classes"),
        pytest.param('<p class="status">', ".status.red{", False, id="one of two classes"),
        pytest.param("<pre>", "pre{", True, id="an element"),
        pytest.param("<p>pre</p>", "pre{", False, id="a word is no element"),
        pytest.param('<figure><dl class="held">', ":is(.held,.aside) :is(dt,dd)", True, id="alternatives stay"),
        pytest.param('<ol class="x">', "ul,ol{", True, id="one selector of two"),
        pytest.param("<p>", "@media print{", True, id="print is always there"),
        pytest.param("<p>", "@page{size:A4", True, id="so is the sheet of paper"),
        pytest.param("<html>", "html{font-size:9.5pt}", True, id="a rule within a medium"),
        pytest.param("<p>", "table{border-collapse", False, id="no table"),
    ],
)
def test_a_rule_is_kept_where_it_says_something(page: str, rule: str, is_kept: bool) -> None:
    assert rule in PAGE_STYLE
    assert (rule in style_of(page)) is is_kept
