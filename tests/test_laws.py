"""The laws of reading, tried on texts made of what cells are made of; ``fuzz/fuzz_cells.py`` searches further."""

import time

import pytest
from fuzz.laws import LAWS
from hypothesis import example, given
from hypothesis import strategies as st

SHREDS = (
    *("0", "1", "5", "44", "93.0", "1,234", "191,118 of 233,550", "0.21", "0.30000000000000004", "1.0E-3", "1E+5"),
    *(
        "%",
        " ",
        "  ",
        "\u00a0",
        ",",
        ";",
        ":",
        "-",
        "–",
        "−",
        "(",
        ")",
        "[",
        "]",
        "/",
        ".",
        "*",
        "£",
        "$",
        "m",
        "k",
        "K",
    ),
    *("<", "≤", ">", "≥", "<=", "less than ", "fewer than ", "at most ", "at least ", "more than ", "up to "),
    *("p", "[p]", "(p)", "[r]", "[e]", "[f]", "provisional", "revised", "(est)", "forecast", "[x]", "[z]", "[c]"),
    *("Red", "R ", " R", "(Amber)", "Octagon: R", "Green", "On track", "Not available", "n/a", "nil", "CR", " DR"),
    *("2016", "2016/17", "2018/20", "2019-20;Q1", "Q3", "(Oct - Dec 2019)", "to Feb 2020", "as at 31 March 2020"),
    *(
        "31/03/2020",
        "03/31/2020",
        "31-Mar-20",
        "2020-03-31",
        "April",
        "May",
        "Apr-May 2019",
        "12 months to ",
        "academic",
    ),
    *(
        "calendar",
        "Mid-Year",
        "annual",
        "million",
        "thousand",
        "Aim to maximise",
        "No target",
        "e",
        "E",
        "O",
        "٣",
        "１",
    ),
    *("ß", "İ", "ſ", "K", "\u200b", "\n", "\x00", "é", "²", "=", "[performance]\n", 'file = "a.csv"\n', "true"),
)
TEXTS = st.one_of(st.lists(st.sampled_from(SHREDS), max_size=8).map("".join), st.text(max_size=60))


@pytest.mark.parametrize("law", [pytest.param(law, id=law.__name__) for law in LAWS])
@given(text=TEXTS)
@example(text="<0.05%")
@example(text="(0.04)")
@example(text="999999999999999.9")
@example(text="50% 1 of 2 (12 months to Feb 2020) [p] Red")
def test_any_text_is_read_or_refused_and_what_is_printed_is_read_back(law, text: str) -> None:
    law(text)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    [
        "0",
        "1,",
        "(",
        "- ",
        "x",
        "5 ",
        "1 of ",
        "2016 ",
        "Red ",
        "R ",
        "<",
        "to ",
        "[p]",
        " ",
        "Q1 (",
        "May 2019 - ",
        "[",
        "é",
    ],
)
def test_a_huge_cell_is_refused_at_once(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.perf_counter()
    for law in LAWS:
        law(text)
    assert time.perf_counter() - began < 2  # seconds; it takes some hundredths
