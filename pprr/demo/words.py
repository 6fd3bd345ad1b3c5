"""The made-up words: what a service would write under each heading, its figures those of the rows."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random

from pprr.demo.council import MadeUpMeasure, MadeUpPortfolio
from pprr.demo.data import table
from pprr.demo.figures import History, MadeUpFigure
from pprr.demo.money import MadeUpMoney, MadeUpSaving
from pprr.demo.tables import number, status_in
from pprr.domain import Period, Point

_CAUSES: Mapping[str, Mapping[str, Sequence[str]]] = table("causes.toml")
_SAVINGS: Mapping[str, Mapping[str, str]] = table("savings.toml")
_SIDES: Mapping[str, Mapping[str, str]] = table("words.toml")["sides"]
_SENTENCES: Mapping[str, str] = table("words.toml")["sentences"]


def measure_words(measure: MadeUpMeasure, history: History, period: Period, first: Period, seed: int) -> str:
    """The words on one measure; blank where nothing needs to be said."""
    random = Random(f"{seed}/words/{measure.key}/{period}")  # noqa: S311 - made-up words are no secret
    figure = history.figures[period]
    if "late" in measure.traits:
        due, said = period.previous, [_sentence("late", period)]  # it is rated on the figure that is due
        if status_in(measure, history, period, first) in {"Amber", "Red"}:
            said += _explained(measure, history, due, _way(measure, history, due), random)
        return " ".join(said)
    if figure.value is None:
        return _sentence("missing", period) if figure.missing == "Not available" else ""
    if figure.of_year:
        return _sentence("biennial", period)
    way = _way(measure, history, period)
    changed = history.figures.get(period.previous, MadeUpFigure()).status not in ("", figure.status)
    if not figure.status or (figure.status == "Green" and way >= 0 and not changed and random.randint(0, 2)):
        return ""
    said = [_standing(measure, history, figure, period), _move(measure, history, figure, period)]
    said += _explained(measure, history, period, way, random)
    return " ".join(filter(None, [*said, _SENTENCES["evidence"] if measure.rule == "judgement" else ""]))


def _explained(measure: MadeUpMeasure, history: History, period: Period, way: int, random: Random) -> Sequence[str]:
    """Why it stands there, and what is done: words that praise no fall, and say what has helped where it got better."""
    causes, status = _CAUSES.get(measure.about), history.figures[period].status
    if causes is None:
        return []
    if status == "Green" and way >= 0:
        return [random.choice(causes["good"])]
    before = history.figures.get(period.previous, MadeUpFigure()).status
    action = random.choice(causes["action"])
    if status == "Amber" and way >= 0 and (before == "Red" or (way and before != "Green")):
        return [random.choice(causes["good"]), _SENTENCES["so_far"], action]
    return [random.choice(causes["far" if status == "Red" else "short"]), action]


def _way(measure: MadeUpMeasure, history: History, period: Period) -> int:
    """Whether a figure is better than the one it is like, 1, worse, -1, or neither."""
    figure, before = history.figures[period].value, history.figures.get(period.previous_year, MadeUpFigure()).value
    is_state = measure.kind not in {"cumulative", "annual", "quarter"} and period.point is not Point.ANNUAL
    if "series" in measure.traits:  # the months of a quarter beside those of the year before it
        end = period.end.year, period.end.month
        months = [value for month, value in sorted(history.months.items()) if month <= end]
        before = Decimal(sum(months[-15:-3])) / len(months[-15:-3]) if len(months) > 3 else None
    elif is_state:
        before = history.figures[period.previous].value
    if not measure.good or figure is None or not before or abs(figure - before) * 100 < before:
        return 0
    return 1 if (figure > before) == (measure.good == "High") else -1


def priority_words(statuses: Mapping[str, int], period: Period) -> str:
    """The words on one priority; blank where none of its measures is rated."""
    if not any(statuses.values()):
        return ""
    return _sentence("some_short" if statuses["Red"] or statuses["Amber"] else "all_on_target", period)


def saving_words(saving: MadeUpSaving, period: Period) -> str:
    """The words on one saving; blank where it is made as planned."""
    if saving.risk_rating == "Green":
        return ""
    told = _SAVINGS[saving.proposal]
    cause = told["far" if saving.risk_rating == "Red" else "short"]
    achieved = _millions(saving.achieved)
    return _sentence("saving", period, cause=cause, action=told["action"], achieved=achieved)


def overview(portfolio: MadeUpPortfolio, statuses: Mapping[str, int], money: MadeUpMoney, period: Period) -> str:
    """The Cabinet Member's summary, unsigned: no person is made up."""
    told = ", ".join(f"{count} {name}" for name, count in statuses.items() if count) or "none"
    short = statuses["Amber"] + statuses["Red"]
    judged = "as_agreed" if not short else "mostly" if statuses["Green"] > short else "not_enough"
    return _sentence(
        "overview",
        period,
        portfolio=portfolio.name,
        statuses=told,
        judged=_sentence(judged, period) if any(statuses.values()) else "",
        money=_money_sentence(money, period),
    )


def of_some(period: Period) -> dict[str, str]:
    """The entries that only some reports have: a statement and an outlook at the year's end, the risks within it."""
    names = ("statement", "outlook") if period.point is Point.ANNUAL else ("risks",)
    return {name: _sentence(name, period) for name in names}


def budget_words(money: MadeUpMoney, period: Period) -> str:
    """Why the cash limit has changed; blank where it has not."""
    if not money.changes:
        return ""
    told = "; ".join(f"{why.lower()} ({_millions(amount)})" for why, amount in money.changes)
    return _sentence("budget", period, changes=told)


def outturn_words(money: MadeUpMoney, period: Period) -> str:
    """The words that explain the outturn: nothing is explained where there is no variance."""
    cause = "no_variance" if money.variance == 0 else "surplus" if money.variance < 0 else "deficit"
    return _sentence("outturn", period, money=_money_sentence(money, period), cause=_sentence(cause, period))


def of_document(kind: str, period: Period) -> dict[str, str]:
    """The words of a document of that kind by item, their figures live values."""
    when, year = _when(period), _year(period)
    put = {"{When}": _capital(when), "{when}": when, "{year}": year}
    found = {item: text.strip() for item, text in table("words.toml")[kind].items()}
    for name, value in put.items():
        found = {item: text.replace(name, value) for item, text in found.items()}
    return found


def _sentence(name: str, period: Period, **parts: str) -> str:
    """A sentence of the period; where the year stands makes words of one report those of no other."""
    when = _when(period)
    return _SENTENCES[name].format(when=when, When=_capital(when), year=_year(period), **parts)


def _when(period: Period) -> str:
    return str(table("words.toml")["when"][str(period.point)]).format(year=_year(period))


def _year(period: Period) -> str:
    return period.year.replace("-", "/")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _standing(measure: MadeUpMeasure, history: History, figure: MadeUpFigure, period: Period) -> str:
    """Where the measure stands against its target, with the figures of its row."""
    value = number(figure.value, measure) if figure.value is not None else ""
    value += f" ({figure.parts[0]:,} of {figure.parts[1]:,})" if figure.parts else ""
    target = history.goals[period.start].at(period.point)
    if measure.rule == "judgement" or target is None:
        return _SENTENCES["judged"].format(value=value)
    kind, sides = ("band", "band") if measure.rule == "band" else ("target", measure.good)
    return _SENTENCES[kind].format(value=value, side=_SIDES[sides][figure.status], target=number(target, measure))


def _move(measure: MadeUpMeasure, history: History, figure: MadeUpFigure, period: Period) -> str:
    """The change since the same point of last year; blank where the two cannot be compared."""
    before = history.figures[period.previous_year]
    is_plain = "provisional" not in measure.traits and not before.of_year and measure.kind != "quarter"
    if not is_plain or figure.value is None or not before.value:
        return ""
    when = f"In {period.previous_year.label}" if period.point is Point.ANNUAL else "At the same point of last year"
    told = f"{when} it was {number(before.value, measure)}"
    change = figure.value - before.value
    # Of a series its chart tells whether it got better, and not two of its figures.
    if abs(change) * 100 < 2 * before.value or measure.rule in {"band", "judgement"} or "series" in measure.traits:
        return f"{told}."
    is_better = (change > 0) == (measure.good == "High")
    than = "the year before" if period.point is Point.ANNUAL else "a year ago"
    return f"{told}, so it is {'better' if is_better else 'worse'} than {than}."


def _money_sentence(money: MadeUpMoney, period: Period) -> str:
    what = "outturn" if period.point is Point.ANNUAL else "forecast outturn"
    if money.variance == 0:
        return _SENTENCES["on_the_limit"].format(kind=what)
    return _SENTENCES["beside_the_limit"].format(
        kind=what,
        outturn=_millions(money.outturn),
        limit=_millions(money.limit),
        side="a surplus" if money.variance < 0 else "a deficit",
        variance=_millions(money.variance),
    )


def _millions(thousands: int) -> str:
    return f"£{abs(thousands) // 1000:,}.{abs(thousands) % 1000:03d}m"
