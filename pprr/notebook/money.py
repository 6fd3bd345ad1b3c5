"""The sections about money. Prose and tables print the same number."""

from collections.abc import Sequence
from fractions import Fraction

from pprr import formats
from pprr.domain.money import (
    CashLimitLine,
    Outturn,
    Position,
    Reserve,
    Saving,
    by_account,
    is_stated,
    lines_of,
    sum_of,
    without_totals,
)
from pprr.html.bar_charts import parts_chart, variance_chart
from pprr.html.drawing import Chart
from pprr.html.elements import Html, join, render
from pprr.html.markdown import words
from pprr.notebook.contexts.money import (
    Accounts,
    AmountColumn,
    Capital,
    CashLimit,
    OutturnPart,
    Reserves,
    RowWords,
    Savings,
)
from pprr.notebook.in_short import ADDRESSES
from pprr.notebook.position import balance_in_words, movement_in_words, section_number
from pprr.notebook.services import services
from pprr.report import Report
from pprr.report.items import ACCOUNTS, BUDGET, CAPITAL, OUTTURN, RESERVES, SAVINGS

_SECTION, _ROW = 3, 4  # the levels of the headings that words stand under
_SHORTFALL = "Shortfall"
_NOT_ACHIEVED = {"at_risk": "is at risk", "not_deliverable": "is not deliverable"}


def cash_limit(report: Report) -> Html:
    """The cash limit: previously reported, change, current, and the reason for each change; nothing without one."""
    if not report.budget:
        return Html("")
    previous, changes, current = (lines_of(report.budget, line) for line in CashLimitLine)
    return render(
        "money.html.j2",
        "cash_limit",
        **CashLimit(
            previous=sum_of(previous, "amount"),
            change=sum_of(changes, "amount"),
            current=sum_of(current, "amount"),
            note=report.is_rounded(BUDGET),
            changes=changes,
            said=_said(report, BUDGET),
            commentary=words(report.shown_words(BUDGET), below=_SECTION),
        ),
    )


def outturn(report: Report) -> Html:
    """The outturn position, and below it the budget by service; nothing of what the council does not have."""
    return join(part for part in (_outturn(report), services(report)) if part.text)


def _outturn(report: Report) -> Html:
    """Cash limit, expenditure, appropriations and what is over or short."""
    row, position = report.outturn, report.position
    if row is None or position is None:
        return Html("")
    named = report.outturn_in_words
    return render(
        "money.html.j2",
        "outturn",
        **OutturnPart(
            row=row,
            named=named,
            movement=movement_in_words(report),
            sentence=f"{_outturn_in_words(report, position)}.",
            note=report.is_rounded(OUTTURN),
            commentary=words(report.shown_words(OUTTURN), below=_SECTION),
            drawn=_variance_chart(report, row),
        ),
    )


def _variance_chart(report: Report, row: Outturn) -> Chart:
    """What is over or under the cash limit, on the share of it that is no exception."""
    margin = report.rules.money.exception_beyond
    within = int(margin.of(Fraction(row.cash_limit)))
    way = "On the cash limit"
    if row.variance:
        way = f"{formats.millions(row.variance)} {'over' if row.variance > 0 else 'under'} the cash limit"
    holds = f"beyond {margin} of it" if report.is_money_exception else f"within {margin} of it"
    return variance_chart(
        f"{way}, {holds}",
        f"{report.outturn_in_words} less cash limit, £000",
        budget=row.cash_limit,
        variance=row.variance,
        within=within,
    )


def reserves(report: Report) -> Html:
    """The earmarked reserves with their chart; nothing where the portfolio has none."""
    if not report.reserves:
        return Html("")
    parts = [(f"{row.narration}: {row.purpose}", row.balance, row.change) for row in without_totals(report.reserves)]
    return render(
        "money.html.j2",
        "reserves",
        **Reserves(
            number=section_number(report, RESERVES),
            note=report.is_rounded(RESERVES),
            listed=report.reserves,
            said=_by_row(report, RESERVES, report.reserves),
            commentary=words(report.shown_words(RESERVES), below=_SECTION),
            drawn=parts_chart(
                f"{formats.millions(sum(change for *_, change in parts))} drawn from reserves",
                "Earmarked reserves, £000",
                parts,
                done="balance",
                left="drawn",
                figures_at=ADDRESSES[RESERVES],
            ),
        ),
    )


def savings(report: Report) -> Html:
    """The savings programme with its chart and the key to its ratings; nothing where the portfolio has none."""
    if not report.savings:
        return Html("")
    proposals, (shortfalls, *_) = without_totals(report.savings), _parts_of_savings(report.savings)
    value, achieved = sum_of(proposals, "value"), sum_of(proposals, "achieved")
    return render(
        "money.html.j2",
        "savings",
        **Savings(
            number=section_number(report, SAVINGS),
            note=report.is_rounded(SAVINGS),
            rating=report.rules.savings,
            listed=report.savings,
            parts=_parts_of_savings(report.savings),
            said=_by_row(report, SAVINGS, report.savings),
            sentence=(
                f"{formats.millions(achieved)} of {formats.millions(value)} has been achieved "
                f"({formats.share(achieved, value)}) in {formats.plural(len(proposals), 'proposal')}."
                + "".join(
                    f" {formats.millions(sum_of(proposals, name))} {words}."
                    for name, words in _NOT_ACHIEVED.items()
                    if is_stated(proposals, name)
                )
            ),
            commentary=words(report.shown_words(SAVINGS), below=_SECTION),
            drawn=parts_chart(
                f"{formats.share(achieved, value)} of the savings achieved",
                "Savings achieved, £000",
                [(row.proposal, row.achieved, row.shortfall) for row in proposals],
                done="achieved",
                left="not achieved",
                figures_at=ADDRESSES[SAVINGS] if shortfalls.label == _SHORTFALL else "",
            ),
        ),
    )


def _parts_of_savings(savings: Sequence[Saving]) -> list[AmountColumn]:
    """The columns of what has not been achieved: its two parts where the table has them, else the shortfall."""
    found = [
        AmountColumn(name.replace("_", " ").capitalize(), [row.amounts.get(name) for row in savings])
        for name in _NOT_ACHIEVED
        if is_stated(savings, name)
    ]
    shortfall = AmountColumn(_SHORTFALL, [row.shortfall for row in savings])
    return found if len(found) == len(_NOT_ACHIEVED) else [shortfall, *found]


def capital(report: Report) -> Html:
    """The capital programme; nothing where the portfolio has none."""
    if not report.capital:
        return Html("")
    return render(
        "money.html.j2",
        "capital",
        **Capital(
            number=section_number(report, CAPITAL),
            named=report.outturn_in_words,
            note=report.is_rounded(CAPITAL),
            listed=report.capital,
            commentary=words(report.shown_words(CAPITAL), below=_SECTION),
        ),
    )


def accounts(report: Report) -> Html:
    """The accounts outside the cash limit, such as the Housing Revenue Account; nothing where there is none."""
    if not report.accounts:
        return Html("")
    return render(
        "money.html.j2",
        "accounts",
        **Accounts(
            number=section_number(report, ACCOUNTS),
            named=report.outturn_in_words,
            note=report.is_rounded(ACCOUNTS),
            listed=by_account(report.accounts),
            commentary=words(report.shown_words(ACCOUNTS), below=_SECTION),
        ),
    )


def _said(report: Report, section: str) -> list[RowWords | None]:
    """The words of each row of a section that may have some, in their order; None for a row without."""
    return [
        RowWords(found.item, found.title, words(report.shown_words(found.item), below=_ROW))
        if report.words(found.item)
        else None
        for found in report.row_items
        if found.section == section
    ]


def _by_row(report: Report, section: str, table: Sequence[Reserve | Saving]) -> list[RowWords | None]:
    """The words of each row of a table, its totals, which have none, among them."""
    said = iter(_said(report, section))
    return [None if row.is_total else next(said) for row in table]


def _outturn_in_words(report: Report, position: Position) -> str:
    does = "ended the period" if report.period.is_annual else "is forecast to end the year"
    variance = position.variance
    if variance == 0:
        return f"The portfolio {does} on its cash limit"
    return (
        f"The portfolio {does} with a {balance_in_words(position)} of {formats.millions(variance)}, "
        f"{formats.share(variance, position.budget)} of its cash limit"
    )
