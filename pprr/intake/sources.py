"""``sources.toml``: how each received file is laid out. A council with other exports writes this, never code."""

import datetime
import tomllib
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from pprr.errors import Fault
from pprr.model import Cell, Period
from pprr.model.section import Section, explain

Model = TypeVar("Model", bound=BaseModel)


class Edition(Section):
    """The document control that a period's reports carry; the notice stands at the top of each page.

    Performance and finance may each have a day up to which their figures go. Queries are to be settled by
    ``queries_due``. With ``only_new`` the pages show the measures that have new data, and say which are left out.
    """

    date: str = ""
    version: str = ""
    notice: str = ""
    performance_as_at: datetime.date | None = None
    finance_as_at: datetime.date | None = None
    queries_due: datetime.date | None = None
    only_new: bool = False


class TotalRow(Section):
    """Which rows are totals: those whose ``column`` holds the ``label``."""

    column: str
    label: str


class Layout(Section):
    """One received file. ``columns`` maps our field to the label that stands in the header row."""

    file: str = Field(min_length=1, pattern=r"^[^/\\]+$")
    sheet: str = ""
    header_row: int = Field(default=1, ge=1)
    columns: dict[str, str] = Field(default_factory=dict)

    def label(self, field: str) -> str:
        """The header's label for a field: as mapped, else the field's own name."""
        return self.columns.get(field, field)


class MoneyLayout(Layout):
    """A file of amounts, and the unit that they are in."""

    money_unit: Literal["pounds", "thousands", "millions"]


class ListLayout(MoneyLayout):
    """A file that lists amounts, and which of its rows are totals of the others."""

    total: TotalRow | None = None


_PeriodName = Annotated[str, BeforeValidator(lambda text: str(Period.parse(text)))]


class PerformanceLayout(Layout):
    """The performance extract: beside its columns, the label of the actuals of each period, and of earlier statuses."""

    actuals: dict[_PeriodName, str] = Field(min_length=1)
    statuses: dict[_PeriodName, str] = Field(default_factory=dict)


class AgreementSources(Section):
    """The year's agreement. A table with our own file and column names needs no entry."""

    portfolios: Layout = Layout(file="portfolios.csv")
    priorities: Layout = Layout(file="priorities.csv")
    measures: Layout = Layout(file="measures.csv")
    targets: Layout = Layout(file="targets.csv")
    reserves: MoneyLayout
    savings: MoneyLayout


class ExtractSources(Section):
    """A period's extracts."""

    edition: Edition = Edition()
    performance: PerformanceLayout
    budget: MoneyLayout
    outturn: MoneyLayout
    reserves: ListLayout
    savings: ListLayout
    capital: ListLayout | None = None
    accounts: ListLayout | None = None
    series: Layout | None = None
    comparators: Layout | None = None


def read_toml(path: Path, model: type[Model], *, name: str) -> Model | Fault:
    """The file as its model, or the fault that names every wrong key."""
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except FileNotFoundError:
        return Fault(Cell(name), "the file is missing.", "Start from the one of another year or period.")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Fault(Cell(name), f"it cannot be read as TOML: {error}.", "Mend the line that is named.")
    except ValidationError as error:
        return Fault(Cell(name), f"it cannot be used:\n{explain(error)}", "")
