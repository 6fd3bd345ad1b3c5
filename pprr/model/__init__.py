"""The council's words and records. Any room may import these; they import no other room."""

from pprr.model.comparison import Comparator, Comparison, Standing
from pprr.model.control import Aim, Assurance, Control, Finding, Limits, Segment, SeriesPoint, Signal, Variation
from pprr.model.dataperiod import DataPeriod
from pprr.model.due import expected_figure
from pprr.model.earlier import earlier_reports
from pprr.model.period import Period, Point
from pprr.model.query import Query, told_apart
from pprr.model.reading import Cell, Reading, Target, TargetKind
from pprr.model.rounding import round_half_up, rounding_room
from pprr.model.rule import Condition, Rules, SavingsRule, Tolerance
from pprr.model.span import follows, months_in, parse_periods
from pprr.model.target_rule import Judgement, TargetRule
from pprr.model.value import Role, Value
from pprr.model.words import (
    Frequency,
    Kind,
    Mark,
    Missing,
    Polarity,
    RuleKind,
    Severity,
    Status,
    Trend,
    Unit,
)

__all__ = [
    "Aim",
    "Assurance",
    "Cell",
    "Comparator",
    "Comparison",
    "Condition",
    "Control",
    "DataPeriod",
    "Finding",
    "Frequency",
    "Judgement",
    "Kind",
    "Limits",
    "Mark",
    "Missing",
    "Period",
    "Point",
    "Polarity",
    "Query",
    "Reading",
    "Role",
    "RuleKind",
    "Rules",
    "SavingsRule",
    "Segment",
    "SeriesPoint",
    "Severity",
    "Signal",
    "Standing",
    "Status",
    "Target",
    "TargetKind",
    "TargetRule",
    "Tolerance",
    "Trend",
    "Unit",
    "Value",
    "Variation",
    "earlier_reports",
    "expected_figure",
    "follows",
    "months_in",
    "parse_periods",
    "round_half_up",
    "rounding_room",
    "told_apart",
]
