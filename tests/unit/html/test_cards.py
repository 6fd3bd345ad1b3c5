"""A table of more columns than a phone holds becomes one of cards; its columns are named in the style of the page."""

import re

import pytest

from pprr.run.publish.cards import css_text, with_cards

HEAD = "<thead><tr><th>Measure</th><th>Now</th><th>Target, <b>2025/26</b> &amp; on</th></tr></thead>"
PAGE = "<style>p{}</style><main>{}</main>"


def page(*tables: str) -> str:
    return PAGE.replace("{}</main>", "".join(tables) + "</main>")


def test_the_names_stand_once_for_all_tables_that_have_the_same() -> None:
    carded = with_cards(page(f'<table class="narrow">{HEAD}</table>', f"<table>{HEAD}</table>"))

    assert re.findall(r'<table class="([^"]+)"', carded) == ["narrow rows c1", "rows c1"]
    assert carded.count('--n2:"Now"') == 1
    assert r'--n3:"Target, 2025/26 \26  on"' in carded
    assert carded.index("--n2:") < carded.index("</style>")
    assert "--n4" not in carded


def test_a_column_below_a_name_that_spans_several_has_both() -> None:
    head = '<tr><th rowspan="2">Portfolio</th><th colspan="2">Green</th><th rowspan="2">Change</th></tr>'
    carded = with_cards(page(f"<table><thead>{head}<tr><th>Now</th><th>Last report</th></tr></thead></table>"))

    assert re.findall(r'--n(\d):"([^"]+)"', carded) == [
        ("2", "Green, now"),
        ("3", "Green, last report"),
        ("4", "Change"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("<table><thead><tr><th>Status</th><th>What it says</th></tr></thead></table>", id="two columns"),
        pytest.param(f'<table class="attention rows">{HEAD}</table>', id="laid out by hand"),
    ],
)
def test_others_stay_as_they_are(table: str) -> None:
    assert with_cards(page(table)).replace("\n", "") == page(table)


def test_a_name_cannot_end_the_style() -> None:
    assert not set('<>\\"') & set(css_text('</style><b>"').replace("\\", "").strip('"'))
