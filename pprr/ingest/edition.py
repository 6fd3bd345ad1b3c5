"""The edition that a period's ``sources.toml`` states: read by itself, for plans ask nothing else of that file."""

import datetime
import tomllib
from pathlib import Path

from pprr.domain import DataPeriod, Period
from pprr.domain.periods.days import parse_day
from pprr.domain.settings import Section


class Edition(Section):
    """The document control that a period's reports carry; the notice stands at the top of each page.

    Performance and finance may each have a day up to which their figures go, and what committees asked one up to which
    its states do. Queries are to be settled by ``queries_due``. With ``only_new`` the pages show the measures that have
    new data, and say which are left out. ``before_figures``: none have come yet, and of the year there is its agreement
    alone.
    """

    date: str = ""
    version: str = ""
    notice: str = ""
    performance_as_at: datetime.date | None = None
    finance_as_at: datetime.date | None = None
    actions_as_at: datetime.date | None = None
    queries_due: datetime.date | None = None
    only_new: bool = False
    before_figures: bool = False

    def states_as_at(self, period: Period) -> datetime.date:
        """The day whose states of actions the period's reports show, whatever came later.

        The one that is stated; else that of the edition, the last one of its month where it names no other; else the
        period's last.
        """
        return self.actions_as_at or self.day or period.end

    @property
    def day(self) -> datetime.date | None:
        """The day of the edition, the last one of its month where it names no other; None where it names neither."""
        for read in (parse_day, lambda text: DataPeriod.parse(text).end):
            try:
                return read(self.date)
            except ValueError:
                continue
        return None


def read_edition(path: Path) -> Edition | None:
    """The edition that the file states, whatever else it says; None where there is no file, or no edition in it."""
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return Edition.model_validate(stated.get("edition", {}))
    except (FileNotFoundError, ValueError, RecursionError):  # whoever cleans the period is told
        return None
