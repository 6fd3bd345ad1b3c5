"""The made-up words: what a service would write under each heading, its figures those of the rows."""

from collections.abc import Mapping
from random import Random

from pprr.demo.council import MadeUpMeasure, MadeUpPortfolio
from pprr.demo.figures import History, MadeUpFigure
from pprr.demo.money import MadeUpMoney, MadeUpSaving
from pprr.demo.tables import number
from pprr.domain import Period, Point

_CAUSES = {
    "Green": (
        "The team has kept its full number of staff.",
        "The new way of booking is now used by everyone.",
        "The work with partners that began in spring is bearing fruit.",
        "A check of each case every week has helped.",
    ),
    "Amber": (
        "Two posts were empty for part of the time and have since been filled.",
        "Demand was higher than planned for.",
        "The new system took longer to learn than expected.",
        "A backlog from the summer is being worked through.",
    ),
    "Red": (
        "The contractor has not met what was agreed, and the contract is under review.",
        "Demand has outgrown the team, and cases wait too long.",
        "The building was closed for repairs for much of the time.",
        "Several experienced staff have left, and it takes time to replace them.",
    ),
}
_ACTIONS = (
    "The head of service reviews the plan every month.",
    "A recovery plan has been agreed with the Cabinet Member.",
    "More staff are being trained, and the waiting list is looked at each week.",
    "The service is learning from councils that do better.",
)
_WHEN = {
    Point.Q1: "at the end of the first quarter",
    Point.Q2: "halfway through the year",
    Point.Q3: "after three quarters",
    Point.ANNUAL: "at the end of the year",
}


def measure_words(measure: MadeUpMeasure, history: History, period: Period, seed: int) -> str:
    """The words on one measure; blank where nothing needs to be said."""
    random = Random(f"{seed}/words/{measure.key}/{period}")  # noqa: S311 - made-up words are no secret
    figure = history.figures[period]
    if "late" in measure.traits:
        return f"The figures of this measure come a quarter late, once the cases have been closed. {_as_of(period)}"
    if figure.value is None:
        if figure.missing == "Not available":
            return (
                "The system was being replaced and no figure could be taken from it. The next report will have one. "
                f"{_as_of(period)}"
            )
        return ""
    if figure.of_year:
        return f"The survey is held every second year. The next one is being prepared. {_as_of(period)}"
    changed = history.figures.get(period.previous, MadeUpFigure()).status not in ("", figure.status)
    if not figure.status:
        return ""
    if figure.status == "Green" and not changed and random.randint(0, 2):
        return ""
    said = [_standing(measure, history, figure, period), _move(measure, history, figure, period)]
    said.append(random.choice(_CAUSES[figure.status]))
    if figure.status != "Green":
        said.append(random.choice(_ACTIONS))
    return " ".join(filter(None, said))


def priority_words(portfolio: MadeUpPortfolio, at: int, statuses: Mapping[str, int], period: Period, seed: int) -> str:
    """The words on one priority; blank where none of its measures is rated."""
    random = Random(f"{seed}/priority/{portfolio.prefix}/{at}/{period}")  # noqa: S311 - made-up words are no secret
    if not any(statuses.values()):
        return ""
    worst = next(name for name in ("Red", "Amber", "Green") if statuses[name])
    return f"Work on this priority goes on as the agreement asks. {random.choice(_CAUSES[worst])} {_as_of(period)}"


def saving_words(saving: MadeUpSaving, period: Period, seed: int) -> str:
    """The words on one saving; blank where it is made as planned."""
    random = Random(f"{seed}/saving/{saving.proposal}/{period}")  # noqa: S311 - made-up words are no secret
    if saving.rating == "Green":
        return ""
    return f"{random.choice(_CAUSES[saving.rating])} {random.choice(_ACTIONS)} {_as_of(period)}"


def overview(portfolio: MadeUpPortfolio, statuses: Mapping[str, int], money: MadeUpMoney, period: Period) -> str:
    """The Cabinet Member's summary, unsigned: no person is made up."""
    told = ", ".join(f"{count} {name}" for name, count in statuses.items() if count) or "none"
    return (
        f"This is an example: {portfolio.name} is a portfolio of a council that does not exist.\n\n"
        f"The measures that are rated {_WHEN[period.point]} stand as follows: {told}. "
        f"The three priorities of the agreement have been worked on as planned.\n\n"
        f"{_money_sentence(money, period)}"
    )


def budget_words(money: MadeUpMoney) -> str:
    """Why the cash limit has changed; blank where it has not."""
    if not money.changes:
        return ""
    told = "; ".join(f"{why.lower()} ({_millions(amount)})" for why, amount in money.changes)
    return f"The cash limit has changed since the last report: {told}."


def outturn_words(money: MadeUpMoney, period: Period) -> str:
    """What explains the outturn."""
    causes = "Posts that stood empty and the price of energy explain most of it."
    return f"{_money_sentence(money, period)} {causes} {_as_of(period)}"


def _as_of(period: Period) -> str:
    """Where the year stands, which makes words of one report those of no other."""
    return f"This is how things stand {_WHEN[period.point]} {period.year.replace('-', '/')}."


def _standing(measure: MadeUpMeasure, history: History, figure: MadeUpFigure, period: Period) -> str:
    """Where the measure stands against its target, with the figures of its row."""
    value = number(figure.value, measure) if figure.value is not None else ""
    parts = f" ({figure.parts[0]:,} of {figure.parts[1]:,})" if figure.parts else ""
    target = history.goals[period.start].at(period.point)
    if measure.rule == "judgement" or target is None:
        return f"The figure is {value}{parts}, and the judgement rests on more than that figure."
    side = {"Green": "on target or better", "Amber": "short of the target", "Red": "well short of the target"}
    if measure.rule == "band":
        side = {"Green": "within its band", "Amber": "outside its band", "Red": "well outside its band"}
        return f"The figure is {value}{parts}, which is {side[figure.status]}."
    return f"The figure is {value}{parts}, which is {side[figure.status]}: the target is {number(target, measure)}."


def _move(measure: MadeUpMeasure, history: History, figure: MadeUpFigure, period: Period) -> str:
    """What has become of it since the same point of last year; blank where the two cannot be compared."""
    before = history.figures[period.previous_year]
    is_plain = "provisional" not in measure.traits and not before.of_year and measure.kind != "quarter"
    if not is_plain or figure.value is None or not before.value:
        return ""
    when = f"In {period.previous_year.label}" if period.point is Point.ANNUAL else "At the same point of last year"
    told = f"{when} it was {number(before.value, measure)}"
    change = figure.value - before.value
    if abs(change) * 100 < 2 * before.value or measure.rule in {"band", "judgement"}:
        return f"{told}."
    is_better = (change > 0) == (measure.good == "High")
    return f"{told}, so it has {'got better' if is_better else 'got worse'}."


def _money_sentence(money: MadeUpMoney, period: Period) -> str:
    what = "outturn" if period.point is Point.ANNUAL else "forecast outturn"
    if money.variance == 0:
        return f"The {what} equals the cash limit."
    side = "a surplus" if money.variance < 0 else "a deficit"
    return f"The {what} is {_millions(money.outturn)} against a cash limit of {_millions(money.limit)}: {side} of " + (
        f"{_millions(money.variance)}."
    )


def _millions(thousands: int) -> str:
    return f"£{abs(thousands) // 1000:,}.{abs(thousands) % 1000:03d}m"
