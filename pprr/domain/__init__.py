"""The council's words and records. Any room may import these; they import no other room."""

from typing import TYPE_CHECKING

from pprr.lazy import names_from

if TYPE_CHECKING:
    from pprr.domain.cell import Cell
    from pprr.domain.figures.comparison import Comparator, Comparison, Standing
    from pprr.domain.figures.control import (
        Aim,
        Assurance,
        Control,
        Finding,
        Limits,
        Segment,
        SeriesPoint,
        Signal,
        Variation,
    )
    from pprr.domain.figures.reading import Reading, Target, TargetKind
    from pprr.domain.figures.rounding import round_half_up, rounding_room
    from pprr.domain.figures.target_rule import Judgement, TargetRule
    from pprr.domain.figures.tolerance import Tolerance
    from pprr.domain.figures.value import Role, Value
    from pprr.domain.measures.measure import DatedReading, Figures, GivenBefore, Measure, Restated, TargetChange
    from pprr.domain.measures.register import Priority, RegisterEntry
    from pprr.domain.measures.verdicts import Attention, Forecast, Move, Rating
    from pprr.domain.periods.data_period import DataPeriod
    from pprr.domain.periods.due import expected_figure
    from pprr.domain.periods.earlier import earlier_reports
    from pprr.domain.periods.period import REPORTING_POINTS, Period, Point
    from pprr.domain.periods.span import follows, months_in, parse_periods
    from pprr.domain.queries import Query, named_by, query, told_apart
    from pprr.domain.rules import Condition, Rules, SavingsRule
    from pprr.domain.vocabulary import (
        Frequency,
        Kind,
        Mark,
        Missing,
        Polarity,
        RuleKind,
        Severity,
        Shows,
        Status,
        Trend,
        Unit,
    )
else:
    __getattr__ = names_from(
        __name__,
        {
            "cell": "Cell",
            "figures.comparison": "Comparator Comparison Standing",
            "figures.control": "Aim Assurance Control Finding Limits Segment SeriesPoint Signal Variation",
            "figures.reading": "Reading Target TargetKind",
            "figures.rounding": "round_half_up rounding_room",
            "figures.target_rule": "Judgement TargetRule",
            "figures.tolerance": "Tolerance",
            "figures.value": "Role Value",
            "measures.measure": "DatedReading Figures GivenBefore Measure Restated TargetChange",
            "measures.register": "Priority RegisterEntry",
            "measures.verdicts": "Attention Forecast Move Rating",
            "periods.data_period": "DataPeriod",
            "periods.due": "expected_figure",
            "periods.earlier": "earlier_reports",
            "periods.period": "REPORTING_POINTS Period Point",
            "periods.span": "follows months_in parse_periods",
            "queries": "Query named_by query told_apart",
            "rules": "Condition Rules SavingsRule",
            "vocabulary": "Frequency Kind Mark Missing Polarity RuleKind Severity Shows Status Trend Unit",
        },
    )
