"""What needs attention of a portfolio's money: savings, schemes, accounts and its position, each as a row."""

from markupsafe import Markup

from pprr import formats
from pprr.domain import round_half_up
from pprr.domain.money import AccountLine, Position, Saving, Scheme
from pprr.html import marks
from pprr.html.markdown import sentences
from pprr.notebook.in_short import ADDRESSES
from pprr.notebook.mention import Mention
from pprr.notebook.position import balance_in_words, position_in_words
from pprr.report import Report
from pprr.report.items import ACCOUNTS, CAPITAL, OUTTURN, SERVICES
from pprr.report.queries.saying import telling
from pprr.report.report import Concern


def of_saving(report: Report, one: Saving, found: Concern) -> Mention:
    """A saving that is behind: what was made of it, and what was to be."""
    item = next((row.item for row in report.row_items if row.row is one), "")
    said = report.words(item) or one.information
    value = float(one.value)
    return Mention(
        code="Saving",
        name=one.proposal,
        address=item if report.words(item) else "savings",
        status=one.risk_rating,
        unrated="Not rated",
        now=f"{formats.millions(one.achieved)} made",
        now_of="",
        asked=formats.millions(one.value),
        asked_is="to make",
        gap=f"{formats.millions(one.shortfall)} not made" if one.shortfall > 0 else "",
        bar=marks.bullet(float(one.achieved), marks.Shades(value, None, value, None)),
        past=Markup(""),
        move=None,
        why=found.reason,
        said=_telling(said, one.value, one.achieved),
        owner="",
    )


def of_scheme(report: Report, one: Scheme, found: Concern) -> Mention:
    """A capital scheme beyond or below its budget, with what moves to later years."""
    beyond = report.rules.money.scheme_beyond
    share = float(beyond.amount) / 100 if beyond else 0.0
    return Mention(
        code="Capital",
        name=one.scheme,
        address=CAPITAL,
        status=None,
        unrated="Beyond its budget" if one.variance > 0 else "Below its budget",
        now=formats.millions(one.forecast + one.rephasing),
        now_of="with what moves to later years" if one.rephasing else "",
        asked=formats.millions(one.budget),
        asked_is="budget",
        gap=f"{formats.millions(one.variance)} {'above' if one.variance > 0 else 'below'}",
        bar=_around(one.variance, one.budget, share),
        past=Markup(""),
        move=None,
        why=_why(found),
        said=_telling(one.information, one.budget, one.forecast),
        owner="",
    )


def of_account(report: Report, one: AccountLine, found: Concern) -> Mention:
    """An account outside the cash limit in deficit; its bar is drawn on what it may spend."""
    share = float(report.rules.money.exception_beyond.amount) / 100
    spent = round(one.variance / found.away) if found.away else 0
    return Mention(
        code="Account",
        name=one.account,
        address=ACCOUNTS,
        status=None,
        unrated="Deficit",
        now=formats.millions(one.forecast),
        now_of="",
        asked=formats.millions(one.budget),
        asked_is="net budget",
        gap=f"{formats.millions(one.variance)} above",
        bar=_around(one.variance, spent, share),
        past=Markup(""),
        move=None,
        why=_why(found, spent),
        said=_telling(report.words(ACCOUNTS), one.budget, one.forecast),
        owner="",
    )


def of_position(report: Report, one: Position, found: Concern) -> Mention:
    """The portfolio's own revenue beside its budget."""
    position = position_in_words(report)
    section = OUTTURN if report.outturn else SERVICES
    budget = position.budget if position else "Budget"
    return Mention(
        code="Revenue",
        name=f"{budget} of the portfolio",
        address=ADDRESSES[section],
        status=None,
        unrated=balance_in_words(one).capitalize(),
        now=formats.millions(one.forecast),
        now_of="",
        asked=formats.millions(one.budget),
        asked_is=budget.lower(),
        gap=f"{formats.millions(one.variance)} {'above' if one.variance > 0 else 'below'}",
        bar=_around(one.variance, one.budget, float(report.rules.money.exception_beyond.amount) / 100),
        past=Markup(""),
        move=None,
        why=_why(found),
        said=_telling(report.words(section), one.budget, one.forecast),
        owner="",
    )


def _why(found: Concern, of: int = 0) -> str:
    """The reason with the share that places it in the list: ``under the cash limit by more than 1% (2.3%)``.

    Beside it stands the sum that it is ``of``, where that is not the budget of the row.
    """
    whole = f" of {formats.millions(of)}" if of else ""
    return f"{found.reason} ({round_half_up(found.away * 100, 1)}%{whole})" if found.away else found.reason


def _telling(text: str, *amounts: int) -> str:
    """The sentence of the words that tells more than the amounts beside it."""
    return telling(sentences(text), {formats.millions(pence) for pence in amounts})


def _around(variance: int, budget: int, share: float) -> Markup:
    """The bullet of a variance: from none to what it is, on the shade of what is no exception."""
    reach = max(abs(variance), abs(budget) * share) or 1
    within = abs(budget) * share / reach
    return marks.bullet(variance / reach, marks.Shades(0, 0, -within, within))
