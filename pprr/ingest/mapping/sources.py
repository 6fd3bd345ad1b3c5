"""``sources.toml``: how each received file is laid out. A council with other exports writes this, never code."""

import tomllib
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError

from pprr.domain import Cell
from pprr.domain.errors import Fault, fault
from pprr.domain.settings import Section, explain
from pprr.ingest.edition import Edition
from pprr.ingest.mapping.faults import FaultList
from pprr.ingest.mapping.layouts import Layout, ListLayout, MoneyLayout, ServiceLayout
from pprr.ingest.mapping.ledger_layout import LedgerLayout
from pprr.ingest.mapping.measure_layouts import MeasureLayout, PerformanceLayout, SeriesLayout

__all__ = [
    "AgreementSources",
    "CouncilEntry",
    "ExtractSources",
    "Layout",
    "LedgerLayout",
    "ListLayout",
    "MeasureLayout",
    "MoneyLayout",
    "PerformanceLayout",
    "SeriesLayout",
    "ServiceLayout",
    "read_toml",
    "unless_lacking",
]

Model = TypeVar("Model", bound=BaseModel)
Found = TypeVar("Found", bound=Layout)
_UNLESS_LACKING = Field(title="required, unless the council has none")


class CouncilEntry(Section):
    """The parts of a report that the council has none of in the year: no extract of it lays them out.

    "agreed reserves" and "agreed savings" are those of the agreement alone; without "reserves" it has neither.
    """

    without: tuple[
        Literal["budget", "outturn", "reserves", "savings", "agreed reserves", "agreed savings", "priority texts"], ...
    ] = ()

    @property
    def lacks(self) -> frozenset[str]:
        """Everything that the council has none of, with what goes with it."""
        return frozenset(self.without) | {f"agreed {name}" for name in ("reserves", "savings") if name in self.without}


class AgreementSources(Section):
    """The year's agreement. A table with our own file and column names needs no entry."""

    council: CouncilEntry = CouncilEntry()
    portfolios: Layout = Layout(file="portfolios.csv")
    priorities: Layout = Layout(file="priorities.csv")
    measures: MeasureLayout = MeasureLayout(file="measures.csv")
    targets: MeasureLayout = MeasureLayout(file="targets.csv")
    reserves: Annotated[MoneyLayout | None, _UNLESS_LACKING] = None
    savings: Annotated[MoneyLayout | None, _UNLESS_LACKING] = None
    cost_centres: Layout = Layout(file="cost_centres.csv")
    account_codes: Layout = Layout(file="account_codes.csv")
    contacts: Layout | None = None
    codes: dict[str, str] = Field(default_factory=dict)


class ExtractSources(Section):
    """A period's extracts."""

    edition: Edition = Edition()
    performance: PerformanceLayout
    budget: Annotated[MoneyLayout | None, _UNLESS_LACKING] = None
    outturn: Annotated[MoneyLayout | None, _UNLESS_LACKING] = None
    services: ServiceLayout | None = None
    reserves: Annotated[ListLayout | None, _UNLESS_LACKING] = None
    savings: Annotated[ListLayout | None, _UNLESS_LACKING] = None
    capital: ListLayout | None = None
    accounts: ListLayout | None = None
    series: SeriesLayout | None = None
    comparators: SeriesLayout | None = None
    ledger: LedgerLayout | None = None
    projects: Layout | None = None

    @property
    def money(self) -> dict[str, MoneyLayout | None]:
        """The sections of money by name, in the order in which they are read."""
        return {
            "budget": self.budget,
            "outturn": self.outturn,
            "services": self.services,
            "reserves": self.reserves,
            "savings": self.savings,
            "capital": self.capital,
            "accounts": self.accounts,
        }


def unless_lacking(
    section: str, layout: Found | None, lacks: Collection[str], place: Cell, faults: FaultList, *, called: str = ""
) -> Found | None:
    """The layout of a section that must be there unless the council lacks it; any other case is a fault.

    ``called`` is what the council lacks, where that is not the section's own name.
    """
    what = called or section
    if layout is None and what not in lacks:
        faults.add("section-missing", place, section=section, what=what)
    if layout is not None and what in lacks:
        faults.add("section-of-none", place, section=section, what=what)
    return layout


def read_toml(path: Path, model: type[Model], *, name: str) -> Model | Fault:
    """The file as its model, or the fault that names every wrong key."""
    try:
        return parse_toml(path.read_text(encoding="utf-8-sig"), model, name=name)
    except FileNotFoundError:
        return fault("file-missing", Cell(name), remedy="sources")
    except UnicodeDecodeError as error:
        return fault("toml-not-utf-8", Cell(name), problem=str(error))


def parse_toml(text: str, model: type[Model], *, name: str) -> Model | Fault:
    """The text of a file as its model, or the fault that names every wrong key."""
    found: Model | Fault = _parsed(text, model, name)
    return found


@lru_cache(maxsize=64)  # a year's rules are read for each of its periods
def _parsed(text: str, model: Any, name: str) -> Any:
    try:
        return model.model_validate(tomllib.loads(text))
    except ValidationError as error:
        return fault("settings-unusable", Cell(name), problem=explain(error))
    except ValueError as error:  # no TOML, or a number of more digits than Python reads
        return fault("toml-unreadable", Cell(name), problem=str(error))
    except RecursionError:
        return fault("toml-too-deep", Cell(name))
