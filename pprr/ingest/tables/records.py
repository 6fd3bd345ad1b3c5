"""The row of each cleaned table of performance and agreement, as a typed record."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pprr.domain import Cell, Comparator, DataPeriod, Judgement, Period, Reading, Severity, Status, TargetKind, Unit


@dataclass(frozen=True)
class AgreedPortfolio:
    """A portfolio of the year; the approval and scrutiny of its agreement, and where that is; its Cabinet Member."""

    portfolio: str
    name: str
    agreement_approved_by: str
    agreement_approved_on: date | None
    agreement_scrutinised_by: str
    agreement_scrutinised_on: date | None
    agreement_link: str
    member: str
    member_office: str


@dataclass(frozen=True)
class AgreedTarget:
    """A measure's target for the year, ``since`` that period of it; every figure of it is in units of ``scale``.

    ``received`` is what ``stated_cells`` reads: where its further figures stood.
    """

    measure_id: str
    since: Period | None
    kind: TargetKind
    unit: Unit
    value: Decimal | None
    decimals: int
    scale: int
    floor: Decimal | None
    upper: Decimal | None
    q1: Decimal | None
    q2: Decimal | None
    q3: Decimal | None
    reason: str
    text: str
    cell: Cell
    received: str = ""


@dataclass(frozen=True)
class GivenReading:
    """A figure of a measure in the column of a period."""

    measure_id: str
    period: Period
    reading: Reading


@dataclass(frozen=True)
class GivenForecast:
    """A forecast of a measure's figure at the year's end; its mark says so, and is no column."""

    measure_id: str
    reading: Reading


@dataclass(frozen=True)
class GivenJudgement:
    """A status that somebody has judged."""

    measure_id: str
    judgement: Judgement


@dataclass(frozen=True)
class GivenStatus:
    """A status that the report of an earlier period printed, as the extract has it."""

    measure_id: str
    period: Period
    status: Status


@dataclass(frozen=True)
class ExtractWords:
    """The extract's own words about a measure: its target, in whole units, its status, trend and comment."""

    measure_id: str
    has_target: bool
    target: str
    target_kind: TargetKind | None
    target_value: Decimal | None
    status: Status | None
    has_no_status: bool
    trend: str
    comment: str
    cell: Cell


@dataclass(frozen=True)
class GivenPoint:
    """A point of a measure's series."""

    measure_id: str
    span: DataPeriod
    reading: Reading


@dataclass(frozen=True)
class GivenComparator:
    """A figure of another council or an average that a measure is compared with."""

    measure_id: str
    comparator: Comparator


@dataclass(frozen=True)
class FoundQuery:
    """An oddity that was found while reading, as it is kept: ``fields`` is JSON."""

    key: str
    severity: Severity
    portfolio: str
    item: str
    fields: str
    source: str


@dataclass(frozen=True)
class FoundFault:
    """A fault that stopped a portfolio, as it is kept: ``fields`` is JSON."""

    key: str
    cell: Cell
    portfolio: str
    fields: str
