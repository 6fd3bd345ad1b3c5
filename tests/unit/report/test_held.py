"""What else the register holds of a measure stands on the page: who answers, why, how, a survey's margin, its parts."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from bs4 import BeautifulSoup
from builders.figures import percentage
from builders.files import change_rows
from builders.measures import a_measure
from builders.project import AGREEMENT, PERIOD, PORTFOLIO
from builders.told import fault_at

from pprr.documents.corporate.counts import suites
from pprr.domain import (
    Cell,
    Control,
    DataPeriod,
    Frequency,
    Kind,
    Move,
    Period,
    Point,
    Segment,
    SeriesPoint,
    Shows,
    Trend,
    Variation,
)
from pprr.domain.errors import FaultsError
from pprr.ingest.clean import clean
from pprr.notebook.measure.card import measure
from pprr.notebook.performance import priorities, whole_key
from pprr.project import Project
from pprr.report import open_report
from pprr.report.measures.held import held_of, series_note, unlike_figures
from pprr.rules.one_case import margin
from pprr.rules.trend import by_series

MID_YEAR = Period(2025, Point.Q2)
PARTS = {"CFE1.2": "CFE1.4", "CFE1.6": "CFE1.4"}


def with_columns(project: Project, **columns: dict[str, str]) -> None:
    """Adds columns to the register: of each the cells by measure, blank for the others."""

    def widened(rows: Sequence[list[str]]) -> list[list[str]]:
        head, *others = rows
        return [[*head, *columns], *([*row, *(cells.get(row[0], "") for cells in columns.values())] for row in others)]

    change_rows(project.root / AGREEMENT / "measures.csv", widened)


def test_everything_that_is_known_is_told_and_nothing_else() -> None:
    known = a_measure(
        owner="Head of Examples (made up).",
        definition="Examples, of all that were asked for.",
        why_chosen="It tells of every example.",
        shows=Shows.OUTCOME,
        kind=Kind.ROLLING,
        frequency=Frequency.MONTHLY,
    )
    assert dict(held_of(replace(known, target_reason="Agreed in June."), MID_YEAR)) == {
        "Answers for it": "Head of Examples (made up)",
        "Why it was chosen": "It tells of every example",
        "Why this target": "Agreed in June",
        "How it is calculated": "Examples, of all that were asked for",
        "Figure": "of the last twelve months, every month",
        "Tells of": "an outcome",
    }
    assert [name for name, _ in held_of(a_measure(), MID_YEAR)] == ["Figure"]


@pytest.mark.parametrize(
    ("kind", "frequency", "expected"),
    [
        pytest.param(Kind.SNAPSHOT, Frequency.MONTHLY, "of the last month alone", id="what each month had"),
        pytest.param(Kind.SNAPSHOT, Frequency.QUARTERLY, "each by itself, every quarter", id="by the quarter"),
        pytest.param(Kind.CUMULATIVE, Frequency.MONTHLY, "a running total since April, every month", id="added up"),
    ],
)
def test_the_time_of_a_figure_is_not_said_to_be_a_day(kind: Kind, frequency: Frequency, expected: str) -> None:
    """The register has one kind for a state on a day and for what happened in the month before."""
    assert dict(held_of(a_measure(kind=kind, frequency=frequency), MID_YEAR))["Figure"] == expected


@pytest.mark.parametrize(
    ("frequency", "lag", "expected"),
    [
        pytest.param(Frequency.ANNUAL, 0, "in the Annual Report 2025/26", id="once a year"),
        pytest.param(Frequency.ANNUAL, 1, "in the First Update Report 2026/27", id="once a year and late"),
        pytest.param(Frequency.HALF_YEARLY, 1, "in the Third Quarter Update Report 2025/26", id="twice and late"),
    ],
)
def test_what_is_not_due_says_when_it_is(frequency: Frequency, lag: int, expected: str) -> None:
    known = a_measure(frequency=frequency, lag=lag)
    awaited = replace(known, figures=replace(known.figures, is_due=False))

    assert dict(held_of(awaited, MID_YEAR))["Next figure"] == expected
    assert "Next figure" not in dict(held_of(known, MID_YEAR))
    late = replace(known, figures=replace(known.figures, is_late=True))
    assert dict(held_of(late, MID_YEAR))["Next figure"] == expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        # By hand: 1.96 * sqrt(p(1-p)/n + 1.96^2/(4 n^2)) / (1 + 1.96^2/n), in points.
        pytest.param(500, 1000, "3.1", id="half of a thousand"),
        pytest.param(50, 100, "9.6", id="half of a hundred"),
        pytest.param(90, 100, "6.0", id="nine in ten of a hundred"),
        pytest.param(0, 100, "1.8", id="nobody of a hundred"),
        pytest.param(100, 100, "1.8", id="everybody of a hundred"),
        pytest.param(101, 100, None, id="more than everybody"),
    ],
)
def test_the_margin_of_a_survey(part: int, whole: int, expected: str | None) -> None:
    found = margin(percentage("50", of=(part, whole)))
    assert (None if found is None else f"{found:.1f}") == expected


def test_a_survey_has_its_size_and_its_margin_on_the_page() -> None:
    asked = a_measure(percentage("50", of=(500, 1000)), shows=Shows.PERCEPTION)
    assert dict(held_of(asked, MID_YEAR))["Survey"].startswith("1,000 people answered.")
    assert "3.1 percentage points" in dict(held_of(asked, MID_YEAR))["Survey"]
    assert "is not in the extract" in dict(held_of(a_measure("50%", shows=Shows.PERCEPTION), MID_YEAR))["Survey"]
    staff = a_measure(percentage("50", of=(500, 1000)), shows=Shows.STAFF)
    assert dict(held_of(staff, MID_YEAR))["Survey"] == dict(held_of(asked, MID_YEAR))["Survey"]
    assert not Shows.STAFF.is_voice, "it is no resident's or user's"
    assert "Survey" not in dict(held_of(a_measure("Not available", shows=Shows.PERCEPTION), MID_YEAR))
    assert "Survey" not in dict(held_of(a_measure(percentage("50", of=(500, 1000)), shows=Shows.OUTCOME), MID_YEAR))


def test_parts_stand_indented_below_their_whole(project_copy: Project) -> None:
    with_columns(project_copy, part_of=PARTS)
    report = open_report(PORTFOLIO, PERIOD, project=project_copy)
    page = BeautifulSoup(str(priorities(report)), "html.parser")

    rows = page.select("table.performance")[0].select("tbody tr")
    codes = [row.select_one(".code").get_text() for row in rows]
    at = codes.index("CFE1.4")
    assert codes[at : at + 3] == ["CFE1.4", "CFE1.2", "CFE1.6"]
    assert [row.select_one(".code").get_text() for row in rows if "part" in row.get("class", [])] == [*PARTS]
    assert rows[at + 1].select_one(".hidden").get_text() == "Part of CFE1.4: "
    assert [one.select_one(".code").get_text() for one in page.select("section.measure")][: len(codes)] == codes


@pytest.mark.parametrize(
    ("parts", "problem", "whole"),
    [
        pytest.param({"CFE1.2": "CFE9.9"}, "unknown", "CFE9.9", id="of no measure"),
        pytest.param({"CFE1.2": "CFE1.4", "CFE1.4": "CFE1.6"}, "part", "CFE1.4", id="of a part"),
        pytest.param({"CFE1.2": "CFE1.2"}, "part", "CFE1.2", id="of itself"),
        pytest.param({"CFE1.2": "CFE2.1"}, "elsewhere", "CFE2.1", id="of another priority's measure"),
    ],
)
def test_a_part_is_of_a_whole_measure_of_its_priority(
    project_copy: Project, parts: dict[str, str], problem: str, whole: str
) -> None:
    with_columns(project_copy, part_of=parts)
    with pytest.raises(FaultsError) as raised:
        open_report(PORTFOLIO, PERIOD, project=project_copy)
    assert fault_at('measures.csv, row 3, "part_of"', "part-of-what", problem=problem, whole=whole) in str(raised.value)


def test_a_measure_may_belong_to_a_second_suite(project_copy: Project) -> None:
    change_rows(
        project_copy.root / AGREEMENT / "measures.csv",
        lambda listed: [
            [
                "Headline measures; The Plan" if row[0] == "CFE1.2" and name == "framework" else cell
                for name, cell in zip(listed[0], row, strict=True)
            ]
            for row in listed
        ],
    )
    report = open_report(PORTFOLIO, PERIOD, project=project_copy)
    named = suites(report.measures)
    assert [one.measure_id for one in named["Headline measures"]] == ["CFE1.2"]
    assert "CFE1.2" in [one.measure_id for one in named["The Plan"]]
    card = BeautifulSoup(str(measure(report, report.measure("CFE1.2"))), "html.parser")
    assert [one.get_text() for one in card.select(".tag")] == ["Headline measures", "The Plan"]
    assert "Headline measures" in str(whole_key(report))
    assert clean(project_copy, PERIOD).faults == ()


BETTER, STABLE, WORSE = Trend.BETTER, Trend.STABLE, Trend.WORSE


@pytest.mark.parametrize(
    ("variation", "alone", "change", "long", "expected"),
    [
        pytest.param(Variation.BETTER, STABLE, 0, BETTER, "the same as in 2025/26 Q1", id="better, and no change"),
        pytest.param(Variation.BETTER, STABLE, 1, BETTER, "nearly the same as in 2025/26 Q1", id="better, and stable"),
        pytest.param(Variation.BETTER, WORSE, -5, BETTER, "worse than in 2025/26 Q1", id="better, and worse"),
        pytest.param(Variation.WORSE, WORSE, -5, BETTER, "better than in 2024/25 Q2", id="worse, and better in a year"),
        pytest.param(*(Variation.WORSE, BETTER, 5, BETTER, "better than in 2025/26 Q1 and 2024/25 Q2"), id="both"),
        pytest.param(Variation.HIGHER, "Down", -5, "Up", "lower than in 2025/26 Q1", id="up, and down"),
        pytest.param(Variation.WORSE, WORSE, -5, WORSE, "", id="worse and worse"),
        pytest.param(Variation.WORSE, "No trend", None, WORSE, "", id="no figure to differ from"),
        pytest.param(Variation.USUAL, WORSE, -5, WORSE, "its usual ups and downs", id="stable, and worse"),
        pytest.param(Variation.USUAL, STABLE, 0, WORSE, "", id="stable and stable"),
        pytest.param(Variation.MIXED, WORSE, -5, WORSE, "", id="no trend"),
    ],
)
def test_a_trend_of_a_whole_series_says_where_the_figures_beside_it_go_another_way(
    variation: Variation, alone: str, change: int | None, long: str, expected: str
) -> None:
    known = a_measure()
    figures = replace(known.figures, base=Period(2025, Point.Q1), rated_of=MID_YEAR)
    spans = [DataPeriod.parse(f"{name} 2024") for name in ("April", "May", "June")]
    points = tuple(SeriesPoint(span, Fraction(9), Cell("series.csv", row=2)) for span in spans)
    control = Control(points, (Segment(0, 3, None),), (None,) * 3, ((),) * 3, 1, variation)
    two = Move(None, alone, change=None if change is None else Fraction(change))
    longer = Move(None, long, change=Fraction(4))
    charted = replace(
        known, figures=figures, control=control, move=by_series(two, variation, known.asked.kind), long_move=longer
    )
    joined = ":" if variation is Variation.USUAL else ";"
    assert series_note(charted) == (f"by 3 months together{joined} {expected}" if expected else "")
    assert unlike_figures(charted) == ("" if variation is Variation.USUAL else expected)
    assert series_note(replace(charted, control=None)) == series_note(replace(charted, move=two)) == ""


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param((13, 23, "57"), (14, 24, "58"), "by less than one case", id="less than one case in 24"),
        pytest.param((13, 24, "54"), (15, 24, "63"), "", id="two cases"),
        pytest.param((130, 230, "57"), (140, 240, "58"), "", id="many cases"),
        pytest.param((14, 24, "58"), (14, 24, "58"), "", id="no change"),
    ],
)
def test_a_trend_of_less_than_one_case_says_so(
    before: tuple[int, int, str], now: tuple[int, int, str], expected: str
) -> None:
    """By hand: one case in 24 is 4.2 points. The trend is the year's rule; what it rests on stands beside it."""
    then, latest = (percentage(share, of=(part, whole)) for part, whole, share in (before, now))

    assert series_note(a_measure(latest, "80%", then)) == expected
