"""The example's own words, figure by figure: what agrees, what contradicts and how gravely, what the data do not have.

The contradictions are those of the printed report itself; what looks like one and is none stands beside them.
"""

from fractions import Fraction

import pytest
from builders.project import PORTFOLIO

from pprr.domain import Role, Severity
from pprr.report import Report
from pprr.report.queries.words import checked_words, facts_of
from pprr.wordcheck import UNTIED, Checked, FigureOutcome, check_entry
from pprr.wordcheck.figures.matching import to_step
from pprr.wordcheck.parse.shares import figures

AGREES, CONTRADICTS, NOT_TIED = FigureOutcome.AGREES, FigureOutcome.CONTRADICTS, FigureOutcome.NOT_TIED
FIGURES = {
    "overview": [("83%", NOT_TIED), ("85%", NOT_TIED), ("8,032", AGREES), ("5,000", AGREES)],
    "CFE1.1": [("8,032", AGREES), ("3,032", AGREES), ("5,000", AGREES)],
    "CFE1.2": [("12", NOT_TIED)],
    "CFE1.3": [
        ("93% of requests were answered in time: 1,288 of 1,384", CONTRADICTS),
        ("1,312 of 1,505 (87%)", CONTRADICTS),
        ("94.2%", NOT_TIED),
    ],
    "CFE1.4": [("179", NOT_TIED), ("161", NOT_TIED), ("61 of 179 (34%)", CONTRADICTS)],
    "CFE1.5": [("102", NOT_TIED), ("75", NOT_TIED), ("37 of 102 (36%)", AGREES), ("eight", NOT_TIED)],
    "CFE1.6": [("158 of the 179 (88%)", AGREES)],
    "CFE1.7": [("75 of 102", AGREES)],
    "CFE2.1": [("83%", NOT_TIED), ("85%", NOT_TIED), ("900", NOT_TIED)],
    "CFE2.2": [("75%", AGREES)],
    "GMS-digital-skills": [("76%", NOT_TIED)],
    "CFE3.1": [],
    "GMS-cultural-engagements": [
        ("211,223", AGREES),
        ("1.1%", NOT_TIED),
        ("7.3%", NOT_TIED),
        ("4th", NOT_TIED),
        ("0.85m", NOT_TIED),
    ],
    "budget": [("£0.292m", AGREES)],
    "outturn": [("£0.044m", AGREES)],
    "reserves": [("£0.032m", AGREES)],
    "savings": [("£0.450m", AGREES)],
}
CONTRADICTIONS = [
    (Severity.BLOCKING, "CFE1.4", "words disagree with figure"),
    (Severity.WARNING, "CFE1.3", "precision of words"),
    (Severity.WARNING, "CFE1.3", "precision of words"),
    (Severity.WARNING, "CFE1.6", "period that cannot be"),
    (Severity.WARNING, "CFE2.2", "words disagree with direction"),
]


@pytest.fixture(scope="module")
def checked(report: Report) -> dict[str, Checked]:
    return checked_words(report)


def test_each_figure_of_the_words_has_its_outcome(checked: dict[str, Checked]) -> None:
    assert {item: [(told.words, told.outcome) for told in one.figures] for item, one in checked.items()} == FIGURES


def test_every_contradiction_is_found_and_no_other(report: Report) -> None:
    kinds = {kind for _, _, kind in CONTRADICTIONS} | {"words disagree with themselves"}
    found = [(query.severity, query.item, query.kind) for query in report.queries if query.kind in kinds]
    assert found == CONTRADICTIONS


def test_what_is_not_from_the_data_is_noted_once_a_sentence(report: Report) -> None:
    notes = [query for query in report.queries if query.key == UNTIED]
    assert {query.severity for query in notes} == {Severity.NOTE}
    assert len(notes) == len({(query.item, query.found) for query in notes}) == 13
    [complaints] = [query for query in notes if "161" in query.found]
    assert complaints.found == (
        '"179 and 161" in "First-stage complaints rose to 179 in 2019/20, from 161 in 2018/19."'
    )
    assert complaints.source == 'commentary.ipynb, under "## CFE1.4"'


def test_an_acceptance_of_a_note_falls_with_its_sentence(report: Report) -> None:
    said = "There are only 12 so far, yet the range of problems they solve is wide."
    facts = facts_of(report)["CFE1.2"]
    [before, after] = [
        [query.id for query in check_entry(text, facts, report.rules).queries(PORTFOLIO, "CFE1.2", "here")]
        for text in (said, said.replace("yet", "and"))
    ]
    assert len(before) == len(after) == 1
    assert before != after


def mutations(words: str) -> list[str]:
    """The words with one digit changed, for each of their digits."""
    return [
        f"{words[:place]}{(int(letter) + 1) % 10}{words[place + 1 :]}"
        for place, letter in enumerate(words)
        if letter.isdigit()
    ]


def test_one_digit_changed_in_any_tied_figure_is_seen(report: Report, checked: dict[str, Checked]) -> None:
    """It contradicts, or is newly listed: but where the data, at their own precision, cannot tell the difference."""
    facts = facts_of(report)
    printed = {
        value.exact for value in report.values if value.exact is not None and value.role in (Role.ACTUAL, Role.EARLIER)
    }
    unseen = []
    for item, one in checked.items():
        for told in one.figures:
            if told.outcome is not AGREES:
                continue
            for changed in mutations(told.words):
                sentence = told.sentence.replace(told.words, changed, 1)
                before, after = (
                    check_entry(words, facts[item], report.rules).tally for words in (told.sentence, sentence)
                )
                is_seen = after.untied + after.contradicting > before.untied + before.contradicting
                if not is_seen and not _could_still_be(changed, printed):
                    unseen.append((item, changed))
    assert unseen == []


def _could_still_be(words: str, printed: set[Fraction]) -> bool:
    """Whether the changed figure still rounds to one that is printed: 211,224 is 0.21m too, 157 of 179 is 88%."""
    for figure in figures(words):
        share = figure.share
        if share is not None and any(to_step(share, Fraction(1)) == value for value in printed):
            return not figure.has_percent or to_step(share, figure.step) == figure.value
        if share is None and any(to_step(figure.value, Fraction(10_000)) == value for value in printed):
            return True
    return False
