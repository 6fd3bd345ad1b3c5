"""The purpose of a report, what it covers and leaves out, and who answers for it: a few lines for a newcomer."""

from collections.abc import Sequence
from datetime import date

from pprr import formats
from pprr.domain import Measure, Shows, Status
from pprr.domain.money import LineKind
from pprr.report import Report

_PURPOSE = (
    "It tells residents and members of the council how far the portfolio has come with what its Agreement promises"
)
_LEFT_OUT = "Other portfolios, which have reports of their own, and work that the Agreement has no measure of"


def about(report: Report) -> list[tuple[str, str]]:
    """Each fact's name with what is known of it; what nobody has said is left out."""
    portfolio = report.portfolio
    priorities = formats.plural(len(report.priorities), "priority", "priorities")
    measures = f"{formats.plural(len(report.measures), 'measure')} under {priorities}" if report.measures else ""
    named = [row.line for row in report.services if not row.is_total and row.kind is LineKind.SERVICE]
    services = formats.listed(named) if named else ""
    found = [
        ("What it is for", f"{_PURPOSE}, and where its money stands" if _has_money(report) else _PURPOSE),
        (
            "What it covers",
            ". ".join(filter(None, (measures, f"Money of these services: {services}" if services else ""))),
        ),
        ("What its measures tell of", _told_of(report)),
        ("How each priority stands", _of_priorities(report)),
        ("What it leaves out", _LEFT_OUT),
        ("What it was called", report.formerly),
        ("Who answers for it", ", ".join(filter(None, (portfolio.member, portfolio.member_office)))),
        ("Who takes it", taken_in_words(report)),
        ("How soon it came", _how_soon(report)),
        ("What comes next", _next(report)),
    ]
    return [(name, f"{words}.") for name, words in found if words]


def _has_money(report: Report) -> bool:
    return any((report.position, report.budget, report.services, report.reserves, report.savings, report.capital))


def _told_of(report: Report) -> str:
    """The measures of each kind, counted, with how many of those that are rated are on target."""
    kinds = [(kind, [one for one in report.measures if one.entry.shows is kind]) for kind in Shows]
    return ". ".join(f"{formats.plural(len(of), str(kind))}, {_met(of)}" for kind, of in kinds if of)


def _of_priorities(report: Report) -> str:
    """The measures of each priority that are on target, counted; blank where there is but one priority."""
    found = [(row, report.measures_of(row.priority)) for row in report.priorities]
    told = [f"{row.title}: {_met(of)}" for row, of in found if of]
    return ". ".join(told) if len(told) > 1 else ""


def _met(measures: Sequence[Measure]) -> str:
    rated = [one.status for one in measures if one.status]
    return f"{rated.count(Status.GREEN)} of {len(rated)} rated on target" if rated else "none rated"


def taken_in_words(report: Report) -> str:
    """The committees that the report goes to, each with the day of its meeting where that is known."""
    return ", ".join(_taken(*one) for one in report.taken_by.items())


def _taken(committee: str, day: date | None) -> str:
    return f"{committee} on {formats.day(day)}" if day else committee


def _next(report: Report) -> str:
    """The report after this one, of a council that has one at each point of the year."""
    after = report.period.next
    is_at_each = report.last == report.period.previous
    return f"The {after.title}, with figures up to {formats.day(after.end)}" if is_at_each else ""


def _how_soon(report: Report) -> str:
    """The time from the period's end to the approval of the report, or else to the month that its edition states."""
    end = report.period.end
    if report.approval is None:
        day = report.edition.day
        months = (day.year - end.year) * 12 + day.month - end.month if day else 0
        return f"Dated {report.edition.date}, {formats.plural(months, 'month')} after the period" if months > 0 else ""
    days = (report.approval.date - end).days
    return f"Approved {formats.plural(days, 'day')} after the end of the period" if days >= 0 else ""
