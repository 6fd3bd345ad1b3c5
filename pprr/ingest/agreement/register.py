"""The agreement's rows, and each measure as the register has it: what the extracts are read by."""

from dataclasses import dataclass, field

from pprr.domain import Frequency, Kind, Period, Polarity, Query, RuleKind, Unit, expected_figure
from pprr.ingest.mapping.records import FaultList, Record

Rows = list[dict[str, object]]


@dataclass(frozen=True)
class RegisteredMeasure:
    """The register's entry for a measure, as far as its cells must be read by it."""

    portfolio: str
    code: str
    unit: Unit
    decimals: int
    good_performance: Polarity | None
    frequency: Frequency = Frequency.QUARTERLY
    lag: int = 0
    rule: RuleKind = RuleKind.TOLERANCE
    kind: Kind = Kind.ANNUAL

    def is_due(self, period: Period) -> bool:
        """Tells whether the report of that period is to hold its figure of that period."""
        return expected_figure(self.frequency, self.lag, period) == period


@dataclass
class Agreement:
    """The agreement's rows, ready for their tables, and the look-ups that the extracts are read by."""

    portfolios: Rows = field(default_factory=list)
    priorities: Rows = field(default_factory=list)
    measures: Rows = field(default_factory=list)
    targets: Rows = field(default_factory=list)
    agreed_reserves: Rows = field(default_factory=list)
    agreed_savings: Rows = field(default_factory=list)
    slugs: dict[str, str] = field(default_factory=dict)
    register: dict[str, RegisteredMeasure] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    queries: list[Query] = field(default_factory=list)
    lacks: frozenset[str] = frozenset()

    def portfolio_of(self, record: Record, faults: FaultList) -> str | None:
        """The slug of the portfolio that a row names, by name or slug; an unknown one is a fault of the period."""
        named = record.cells["portfolio"]
        slug = self.slugs.get(" ".join(named.lower().split()))
        if slug is None and self.portfolios:  # where none could be read, that has been said
            known = ", ".join(f'"{row["name"]}"' for row in self.portfolios)
            faults.add("unknown-portfolio", record.at("portfolio"), name=named, known=known)
        return slug
