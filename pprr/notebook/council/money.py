"""The corporate report's part about money: each section by portfolio, what it comes to, and what does not add."""

from collections.abc import Iterator, Mapping

from pprr import formats
from pprr.documents.corporate.report import FINANCE, CorporateReport
from pprr.documents.corporate.sums import CouncilSum
from pprr.domain.money import CashLimitLine, lines_of
from pprr.html.elements import Html, render
from pprr.html.markdown import words
from pprr.notebook.council.contexts import CouncilMoney, SumRow, SumTable
from pprr.notebook.council.performance import page_of
from pprr.notebook.position import position_in_words

_CHAPTER = 2  # the level of the headings that words stand under
_LABELS = {
    "previous": "Previously reported",
    "change": "Change",
    "current": "Current",
    "approved": "Approved",
    "balance": "Balance",
    "value": "Value",
    "achieved": "Value achieved",
    "at_risk": "At risk",
    "not_deliverable": "Not deliverable",
    "shortfall": "Shortfall",
    "budget": "Budget",
    "appropriations": "Appropriations",
    "rephasing": "Rephasing",
    "variance": "Variance",
}
_PLACES = {"position": "outturn", "movements": "cash-limit"}  # on a portfolio's page, where not the section's own name
_SECTIONS = {
    "position": ("Revenue", "What each portfolio may spend, and what it spends or will; a surplus stands in brackets."),
    "movements": ("Movements of the cash limit", "What was reported last, what has changed since, and what it is now."),
    "reserves": ("Earmarked reserves", "A change is what was drawn: approved less change is the balance."),
    "savings": ("Savings", "The shortfall is what of the value has not been achieved."),
    "capital": ("Capital programme", "Rephasing is what moves to later years; an underspend stands in brackets."),
}


def council_money(report: CorporateReport) -> Html:
    """The council's money by portfolio, section by section; nothing of what no portfolio has."""
    return render(
        "council.html.j2",
        "sums",
        **CouncilMoney(
            tables=[*_tables(report)],
            moved=[(report.portfolios[row.portfolio], row) for row in report.virements],
            virements=_virements_in_words(report),
            commentary=words(report.shown_words(FINANCE), below=_CHAPTER),
        ),
    )


def _tables(report: CorporateReport) -> Iterator[SumTable]:
    named = {"forecast": report.outturn_in_words}
    position = position_in_words(report)
    own = {"budget": position.budget, "variance": position.variance} if position else {}
    for section, found in report.sums.items():
        title, about = _SECTIONS[section]
        labels = {**_LABELS, **named, **(own if section == "position" else {})}
        yield sum_table(section, title, about, labels, found, _PLACES.get(section, section))
    for number, (name, found) in enumerate(report.account_sums.items(), start=1):
        about = "Outside the cash limit; a surplus stands in brackets."
        yield sum_table(f"account-{number}", name, about, {**_LABELS, **named}, found, "accounts")


def sum_table(
    address: str, title: str, about: str, labels: Mapping[str, str], found: CouncilSum, place: str
) -> SumTable:
    """A section as its table shows it; ``place`` is where it stands on a portfolio's page."""
    names = list(found.total)
    return SumTable(
        address,
        title,
        about,
        [labels[name] for name in names],
        [
            SumRow(one.name, f"{page_of(one.slug)}#{place}", [one.amounts.get(name) for name in names])
            for one in found.portfolios
        ],
        [found.total[name] for name in names],
        list(_notes(found, labels)),
    )


def _notes(found: CouncilSum, labels: Mapping[str, str]) -> Iterator[str]:
    """What a reader who adds the rows up must know."""
    if len(found.lacking) == 1 or len(found.portfolios) > len(found.lacking) > 0:
        yield f"Without: {', '.join(found.lacking)}."
    elif found.lacking:
        yield f"None of the other {len(found.lacking)} portfolios has one."
    for name, amount in found.unstated:
        yield f"{name} states no {labels[amount].lower()}: the council's is without it."
    if not found.is_exact:
        yield "Figures may not add because of rounding."


def _virements_in_words(report: CorporateReport) -> str:
    """Whether what is moved between portfolios comes to nothing, as it ought to."""
    moved = report.virements
    if "movements" not in report.sums:
        return ""
    if not moved:
        changes = lines_of(report.money.budget, CashLimitLine.CHANGE)
        has_changed = any(row.amount for row in changes)  # and a change need not say where its money came from
        told = "No change of a cash limit names a move" if has_changed else "No money moved"
        return f"{told} between portfolios."
    if report.are_virements_matched:
        total = sum(row.amount for row in moved if row.amount > 0)
        return f"Virements between portfolios cancel: {formats.millions(total)} was moved."
    rest = sum(row.amount for row in moved)
    way = "more comes in than goes out" if rest > 0 else "more goes out than comes in"
    return f"Virements between portfolios do not cancel: {way}, by {formats.millions(rest)}."
