"""A page explains the terms and abbreviations that it uses, and says how many checks agree, without their words."""

from dataclasses import replace

import pytest

from pprr.notebook.appendix import definitions
from pprr.notebook.in_short import glosses
from pprr.report import Report
from pprr.report.items import OVERVIEW


def saying(report: Report, text: str) -> Report:
    entry = report.entries[OVERVIEW]
    return replace(report, entries={OVERVIEW: replace(entry, text=text)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The QXZ met.", ["Outturn", "QXZ"], id="used"),
        pytest.param("QXZ", ["Outturn", "QXZ"], id="alone"),
        pytest.param("The QXZs and an AQXZ met.", ["Outturn"], id="within another word"),
        pytest.param("Nobody met.", ["Outturn"], id="not used"),
        pytest.param("Virements moved £0.1m.", ["Outturn", "Virement"], id="a virement"),
    ],
)
def test_what_is_used_is_explained_once(report: Report, text: str, expected: list[str]) -> None:
    found = glosses(replace(saying(report, text), glossary={"QXZ": "Queue of X and Z."}))

    assert [term for term, _ in found] == expected
    assert all(meaning.endswith(".") and not meaning.endswith("..") for _, meaning in found)


def test_an_abbreviation_in_a_measures_name_is_explained(report: Report) -> None:
    assert ("AGMA", "Association of Greater Manchester Authorities.") in glosses(report)
    assert ("GMS", "Greater Manchester Strategy.") in glosses(report)  # which only codes of measures say


def test_without_money_no_outturn_is_explained(report: Report) -> None:
    assert "Outturn" not in dict(glosses(replace(report, position=None)))


def test_the_sums_that_hold_and_the_figures_that_agree_are_counted(report: Report) -> None:
    first, *others = report.identities
    broken = replace(first, stated=first.stated + 100_000_000)
    found = replace(saying(report, ""), identities=(broken, *others))

    assert f"{len(others)} of {len(others) + 1} sums of money hold." in definitions(found).text
    assert "figures in the words" not in definitions(found).text
    assert "Queries accepted with a reason: 0." in definitions(found).text


def test_the_words_of_queries_are_not_on_the_page(report: Report) -> None:
    assert [query for query in report.queries if query.found in definitions(report).text] == []
