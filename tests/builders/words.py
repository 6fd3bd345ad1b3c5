"""Sentences held against figures: those of an entry of a report, or of one made-up row alone."""

from dataclasses import replace

from builders import figures
from builders.rules import rules
from pprr.domain import Cell, Polarity, Reading, RuleKind, Target, TargetKind, TargetRule
from pprr.report import Report
from pprr.report.queries.words import facts_of
from pprr.wordcheck import Checked, Facts, FigureOutcome, MeasureFacts, check_entry

RULES = rules()


def check_in(report: Report, item: str, text: str) -> Checked:
    """The check of a text under an item's heading of the report."""
    return check_entry(text, facts_of(report)[item], report.rules)


def check_beside(row: MeasureFacts, text: str) -> Checked:
    """The check of a text beside a row that stands alone."""
    return check_entry(text, Facts(row.measure_id, row), RULES)


def contradicting(checked: Checked) -> list[str]:
    """The words that contradict what they are about, once where several figures show them wrong."""
    found = [told.words for told in checked.figures if told.outcome is FigureOutcome.CONTRADICTS]
    return [*found, *dict.fromkeys(wrong.words for wrong in checked.beside)]


def percentage(text: str, of: tuple[int, int] | None = None, period: str = "") -> Reading:
    """A percentage as it is written, from the row that the words are about."""
    found = figures.percentage(text, of=of, period=period)
    return replace(found, text=f"{text}%", cell=Cell("performance.csv", row=5))


def measure(good: Polarity, target: str, **readings: Reading) -> MeasureFacts:
    """A row whose readings are given as ``y2019=...`` for 2019/20."""
    return MeasureFacts(
        "AB1.4",
        TargetRule(RuleKind.TOLERANCE, Target(TargetKind.VALUE, percentage(target)), good, RULES.status.amber_within),
        "2019/20",
        "2018/19",
        {f"{name[1:]}/{int(name[3:]) + 1:02d}": reading for name, reading in readings.items()},
    )
