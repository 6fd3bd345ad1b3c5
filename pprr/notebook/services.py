"""The ordinary table of money: budget, forecast and variance by service, in the groups that the council has."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from pprr import formats
from pprr.domain.money import LineKind, ServiceLine, is_stated, portfolio_totals, sum_of, without_totals
from pprr.html.elements import Html, render
from pprr.html.markdown import words
from pprr.notebook.contexts.money import ServiceCell, ServiceGroup, ServiceRow, Services
from pprr.notebook.position import balance_in_words, movement_in_words, section_number
from pprr.report import Report
from pprr.report.items import SERVICES
from pprr.report.service_figures import ServiceFigures, figures_of, figures_of_all

_SECTION = 3  # the level of the heading that words stand under
_NAMED = {LineKind.PRESSURE: "Pressures", LineKind.RECOVERY: "Recoveries", LineKind.PROVISION: "Provisions"}


def services(report: Report) -> Html:
    """The budget by service with the totals as received; nothing where the council has no such table."""
    if not report.services:
        return Html("")
    names = ["budget", "actual", "forecast", "variance", "percent", "previous_variance", "spent"]
    names = [name for name in names if _is_shown(name, report.services)]
    named = report.outturn_in_words
    labels = {
        "budget": "Budget £000",
        "actual": "Actual to date £000",
        "forecast": f"{named} £000",
        "variance": "Variance £000",
        "percent": "Variance %",
        "previous_variance": "Previous variance £000",
        "spent": "Spent %",
    }
    own = set(portfolio_totals(report.services))
    parts = groupby((row for row in report.services if row not in own), key=lambda row: row.group)
    return render(
        "services.html.j2",
        **Services(
            number=section_number(report, SERVICES),
            named=named,
            note=report.is_rounded(SERVICES),
            columns=[labels[name] for name in names],
            groups=[ServiceGroup(group, [_row(row, names) for row in rows]) for group, rows in parts],
            total=ServiceRow("Total", "", True, _cells(names, figures_of_all(report.services))),
            sentence=" ".join(filter(None, (_in_words(report), _named_lines(report.services)))),
            commentary=words(report.shown_words(SERVICES), below=_SECTION),
        ),
    )


def _is_shown(name: str, rows: Sequence[ServiceLine]) -> bool:
    """Tells whether the table has the column: one that no line states would be empty."""
    if name == "spent":
        return any(row.actual is not None or row.spent_percent is not None for row in rows)
    return name == "percent" or is_stated(rows, name)


def _row(row: ServiceLine, names: Sequence[str]) -> ServiceRow:
    is_said = row.kind is LineKind.SERVICE or row.is_total or row.kind.lower() in row.line.lower()
    return ServiceRow(row.line, "" if is_said else str(row.kind), row.is_total, _cells(names, figures_of(row)))


def _cells(names: Sequence[str], figures: ServiceFigures) -> list[ServiceCell]:
    shares = {"percent": figures.over, "spent": figures.spent}
    return [_share(shares[name], figures) if name in shares else _amount(figures.amounts[name]) for name in names]


def _amount(pence: int | None) -> ServiceCell:
    return ServiceCell("Not stated") if pence is None else ServiceCell(formats.thousands(pence), pence >= 0)


def _share(percent: Fraction | None, figures: ServiceFigures) -> ServiceCell:
    if percent is None:
        return ServiceCell("Not stated" if figures.has_budget else "No budget")
    return ServiceCell(formats.signed_percent(percent), percent >= 0)


def _in_words(report: Report) -> str:
    """The position and its movement, where no outturn above has told them."""
    position = report.position
    if position is None or position.is_cash_limit:
        return ""
    does = "ended the period" if report.period.is_annual else "is forecast to end the year"
    if not position.variance:
        said = f"The portfolio {does} on its budget of {formats.millions(position.budget)}."
    else:
        share = f"{formats.share(position.variance, position.budget)} of its budget"
        amount = f"{balance_in_words(position)} of {formats.millions(position.variance)}"
        said = f"The portfolio {does} with an {amount}, {share}."
    return f"{said} {movement_in_words(report)}".strip()


def _named_lines(services: Sequence[ServiceLine]) -> str:
    """What the lines of each named kind come to together."""
    said = []
    for kind, called in _NAMED.items():
        rows = [row for row in without_totals(services) if row.kind is kind]
        if rows:
            amount = sum_of(rows, "variance")
            way = "add" if amount > 0 else "take off" if amount < 0 else "change nothing"
            said.append(f"{called} {way}{f' {formats.millions(amount)}' if amount else ''}.")
    return " ".join(said)
