"""The position of a portfolio's revenue in words: against its cash limit, or against the budget of its services."""

from dataclasses import dataclass

from pprr import formats
from pprr.domain.money import Position
from pprr.report import Report


@dataclass(frozen=True)
class PositionWords:
    """A position with what its amounts are called on the page, and its balance as a headline."""

    amounts: Position
    budget: str
    forecast: str
    variance: str
    headline: str

    @property
    def limit(self) -> str:
        """The budget within a sentence: ``the cash limit``."""
        return f"the {self.budget.lower()}"


def position_in_words(report: Report) -> PositionWords | None:
    """The position as the summary and the overview print it; None where the portfolio has no revenue budget."""
    position = report.position
    if position is None:
        return None
    found = balance_in_words(position)
    amount = formats.millions(position.variance)
    if position.is_cash_limit:
        headline = f"{amount} {found}" if position.variance else "On the cash limit"
        return PositionWords(position, "Cash limit", report.outturn_in_words, "(Surplus)/Deficit", headline)
    headline = f"{amount} {found}" if position.variance else "On budget"
    return PositionWords(position, "Budget", report.outturn_in_words, "Variance", headline)


def section_number(report: Report, section: str) -> str:
    """The number of a list of money: sections that a portfolio lacks leave no gap."""
    return f"2.{1 + bool(report.budget) + list(report.money_lists).index(section)}"


def balance_in_words(position: Position) -> str:
    """The word for what is over or under: a deficit of a cash limit, an overspend of a budget."""
    if position.is_cash_limit:
        return "surplus" if position.variance < 0 else "deficit" if position.variance > 0 else "difference: on budget"
    return "underspend" if position.variance < 0 else "overspend" if position.variance > 0 else "variance: on budget"


def reserves_in_words(appropriations: int, named: str) -> str:
    """The use of reserves as a sentence, from the same figure as the tables."""
    if appropriations == 0:
        return f"The {named.lower()} above uses no reserves and adds none."
    amount = formats.millions(appropriations)
    if appropriations < 0:
        return f"The {named.lower()} above includes the use of {amount} from reserves."
    return f"The {named.lower()} above includes a contribution of {amount} to reserves."


def movement_in_words(report: Report) -> str:
    """The change in the position since the last report of this year; blank where that is not known.

    It follows a sentence that states the position.
    """
    moved = report.movement
    if report.last is None or moved is None:
        return ""
    if not moved:
        return f"That is what the {report.last.title} forecast."
    which = "worse" if moved > 0 else "better"
    return f"That is {formats.millions(moved)} {which} than the {report.last.title} forecast."
