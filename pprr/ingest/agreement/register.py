"""The agreement's rows, and each measure as the register has it: what the extracts are read by."""

from dataclasses import dataclass, field, replace

from pprr.domain import Frequency, Kind, Period, Polarity, Query, RuleKind, Unit, expected_figure, query
from pprr.domain.errors import CellError
from pprr.ingest.mapping.layouts import Layout
from pprr.ingest.mapping.records import FaultList, Received, Record

Rows = list[dict[str, object]]
_MOST_NAMED = 10


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
    name: str = ""
    first: Period | None = None

    def is_due(self, period: Period) -> bool:
        """Tells whether the report of that period is to hold its figure of that period."""
        return expected_figure(self.frequency, self.lag, period, self.first) == period


@dataclass
class Agreement:
    """The agreement's rows, ready for their tables, and the look-ups that the extracts are read by.

    ``at_other_times`` gives the periods, in words, of the measures that are not in the report of this one.
    """

    portfolios: Rows = field(default_factory=list)
    priorities: Rows = field(default_factory=list)
    measures: Rows = field(default_factory=list)
    targets: Rows = field(default_factory=list)
    agreed_reserves: Rows = field(default_factory=list)
    agreed_savings: Rows = field(default_factory=list)
    contacts: Rows = field(default_factory=list)
    slugs: dict[str, str] = field(default_factory=dict)
    register: dict[str, RegisteredMeasure] = field(default_factory=dict)
    at_other_times: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    queries: list[Query] = field(default_factory=list)
    lacks: frozenset[str] = frozenset()

    def own(self, received: Received, layout: Layout, faults: FaultList, *, by_measure: bool = True) -> Received:
        """The records without those of other portfolios and measures, where the layout leaves others out."""
        if not layout.others or not self.portfolios:
            return received
        received = _with(received, "portfolio", "portfolios", set(self.slugs), faults)
        known = {str(row["measure_id"]) for row in self.measures}
        return _with(received, "measure_id", "measures", known, faults) if by_measure else received

    def portfolio_of(self, record: Record, faults: FaultList) -> str | None:
        """The slug of the portfolio that a row names, by name or slug; an unknown one is a fault of the period."""
        named = record.cells["portfolio"]
        slug = self.slugs.get(_plain(record, "portfolio"))
        if slug is None and self.portfolios:  # where none could be read, that has been said
            known = ", ".join(f'"{row["name"]}"' for row in self.portfolios)
            faults.add("unknown-portfolio", record.at("portfolio"), name=named, known=known)
        return slug


def read_period(text: str) -> Period:
    """The reporting point that the cell names, such as 2025-26-q2."""
    try:
        return Period.parse(text)
    except ValueError as error:
        raise CellError(text, f"a period such as 2025-26-q2. {error}".removesuffix(".")) from error


def _plain(record: Record, field: str) -> str:
    """The cell as it is looked up: a portfolio's name in any capitals and spaces, a measure's identifier as it is."""
    text = record.cells[field]
    return " ".join(text.lower().split()) if field == "portfolio" else text


def _with(received: Received, field: str, what: str, names: set[str], faults: FaultList) -> Received:
    """The records whose field holds one of the names; the others are told in a note."""
    if not received.records or field not in received.records[0].cells:
        return received
    kept = tuple(record for record in received.records if _plain(record, field) in names)
    others = [record.cells[field] for record in received.records if _plain(record, field) not in names]
    if others:
        shown = list(dict.fromkeys(others))
        more = [f"and {len(shown) - _MOST_NAMED:,} more"] if len(shown) > _MOST_NAMED else []
        faults.ask(
            query(
                "rows-left-out",
                "",
                received.place.file.rpartition("/")[2],
                received.place,
                found="one" if len(others) == 1 else "many",
                count=f"{len(others):,}",
                what=what,
                names=", ".join([*shown[:_MOST_NAMED], *more]),
            )
        )
    remarked = tuple(record for record in received.remarked if _plain(record, field) in names)
    return replace(received, records=kept, remarked=remarked)
