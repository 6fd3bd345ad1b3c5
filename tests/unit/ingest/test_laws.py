"""The laws of reading, tried on texts made of what cells are made of; ``fuzz/fuzz_cells.py`` searches further."""

import time

import pytest
from fuzz.laws import LAWS, a_mapping
from fuzz.sheets import SHEETS, a_sheet
from fuzz.shreds import CELLS, MAPPING, SHREDS
from hypothesis import example, given
from hypothesis import strategies as st


@st.composite
def altered_cells(draw: st.DrawFn) -> str:
    """A whole cell with a shred put in, or over some of its letters, or added at its end."""
    text = draw(st.sampled_from(CELLS))
    for shred in draw(st.lists(st.sampled_from(SHREDS), max_size=2)):
        start = draw(st.integers(0, len(text)))
        text = text[:start] + shred + text[start + draw(st.integers(0, 3)) :]
    return text


TEXTS = st.one_of(altered_cells(), st.lists(st.sampled_from(SHREDS), max_size=8).map("".join), st.text(max_size=60))


@pytest.mark.parametrize("law", [pytest.param(law, id=law.__name__) for law in LAWS])
@given(text=TEXTS)
@example(text="<0.05%")
@example(text="4" * 50)
@example(text="0.0" + "4" * 50)
@example(text="(0.04)")
@example(text="999999999999999.9")
@example(text="a = " + "9" * 5_000)
@example(text="a = " + "[" * 5_000)
@example(text="50% 1 of 2 (12 months to Feb 2020) [p] Red")
@example(text="12 [r] m2")
def test_any_text_is_read_or_refused_and_what_is_printed_is_read_back(law, text: str) -> None:
    law(text)


@given(st.lists(st.sampled_from(MAPPING), max_size=6), st.booleans())
def test_a_mapping_is_used_or_refused_in_words(lines: list[str], is_whole: bool) -> None:
    a_mapping("".join([*(MAPPING[:5] if is_whole else ()), *lines]))


@pytest.mark.parametrize("law", [pytest.param(law, id=law.__name__) for law in SHEETS])
@given(data=st.data())
def test_a_sheet_of_any_xml_is_read_or_refused_and_what_is_read_is_the_same_written_plainly(law, data) -> None:
    wholes, pieces = SHEETS[law]
    text = list(data.draw(st.sampled_from([(), *wholes])))
    for piece in data.draw(st.lists(st.sampled_from(pieces), max_size=4)):
        start = data.draw(st.integers(0, len(text)))
        text[start : start + data.draw(st.integers(0, 1))] = [piece]
    law("".join(text))


def test_the_text_of_an_error_is_read_without_its_markup() -> None:
    a_sheet('<row><c t="e"><v>&#10;</v></c><c><v>5</v></c></row>')
    a_sheet('<row><c t="e"><v>#N/A &amp; more</v></c></row>')


@pytest.mark.timeout(150)
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
    began = time.process_time()
    for law in LAWS:
        law(text)
    assert time.process_time() - began < 2  # seconds of a processor, whoever else uses it; it takes some hundredths
