"""The made-up words: what a service would write under each heading, its figures those of the rows."""

from collections.abc import Mapping, Sequence
from random import Random

from pprr.demo.council import MadeUpMeasure, MadeUpPortfolio
from pprr.demo.data import table
from pprr.demo.figures import History, MadeUpFigure
from pprr.demo.money import MadeUpMoney, MadeUpSaving
from pprr.demo.tables import number
from pprr.domain import Period, Point

_CAUSES: Mapping[str, Sequence[str]] = table("words.toml")["causes"]
_ACTIONS: Sequence[str] = table("words.toml")["actions"]
_SIDES: Mapping[str, Mapping[str, str]] = table("words.toml")["sides"]
_SENTENCES: Mapping[str, str] = table("words.toml")["sentences"]


def measure_words(measure: MadeUpMeasure, history: History, period: Period, seed: int) -> str:
    """The words on one measure; blank where nothing needs to be said."""
    random = Random(f"{seed}/words/{measure.key}/{period}")  # noqa: S311 - made-up words are no secret
    figure = history.figures[period]
    if "late" in measure.traits:
        return _sentence("late", period)
    if figure.value is None:
        return _sentence("missing", period) if figure.missing == "Not available" else ""
    if figure.of_year:
        return _sentence("biennial", period)
    changed = history.figures.get(period.previous, MadeUpFigure()).status not in ("", figure.status)
    if not figure.status or (figure.status == "Green" and not changed and random.randint(0, 2)):
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
    return _sentence("priority", period, cause=random.choice(_CAUSES[worst]))


def saving_words(saving: MadeUpSaving, period: Period, seed: int) -> str:
    """The words on one saving; blank where it is made as planned."""
    random = Random(f"{seed}/saving/{saving.proposal}/{period}")  # noqa: S311 - made-up words are no secret
    if saving.risk_rating == "Green":
        return ""
    causes = _CAUSES[saving.risk_rating]
    return _sentence("saving", period, cause=random.choice(causes), action=random.choice(_ACTIONS))


def overview(portfolio: MadeUpPortfolio, statuses: Mapping[str, int], money: MadeUpMoney, period: Period) -> str:
    """The Cabinet Member's summary, unsigned: no person is made up."""
    told = ", ".join(f"{count} {name}" for name, count in statuses.items() if count) or "none"
    return _sentence("overview", period, portfolio=portfolio.name, statuses=told, money=_money_sentence(money, period))


def of_some(period: Period) -> dict[str, str]:
    """The entries that only some reports have: a statement and an outlook at the year's end, the risks within it."""
    names = ("statement", "outlook") if period.point is Point.ANNUAL else ("risks",)
    return {name: _sentence(name, period) for name in names}


def budget_words(money: MadeUpMoney) -> str:
    """Why the cash limit has changed; blank where it has not."""
    if not money.changes:
        return ""
    told = "; ".join(f"{why.lower()} ({_millions(amount)})" for why, amount in money.changes)
    return _SENTENCES["budget"].format(changes=told)


def outturn_words(money: MadeUpMoney, period: Period) -> str:
    """The words that explain the outturn."""
    return _sentence("outturn", period, money=_money_sentence(money, period))


def of_document(kind: str, period: Period) -> dict[str, str]:
    """The words of a document of that kind by item, their figures live values."""
    return {item: f"{text.strip()} {_as_of(period)}" for item, text in table("words.toml")[kind].items()}


def _sentence(name: str, period: Period, **parts: str) -> str:
    """A sentence of the period, with where the year stands: that makes words of one report those of no other."""
    return _SENTENCES[name].format(when=_when(period), as_of=_as_of(period), **parts)


def _as_of(period: Period) -> str:
    return _SENTENCES["as_of"].format(when=_when(period), year=period.year.replace("-", "/"))


def _when(period: Period) -> str:
    return str(table("words.toml")["when"][str(period.point)])


def _standing(measure: MadeUpMeasure, history: History, figure: MadeUpFigure, period: Period) -> str:
    """Where the measure stands against its target, with the figures of its row."""
    value = number(figure.value, measure) if figure.value is not None else ""
    value += f" ({figure.parts[0]:,} of {figure.parts[1]:,})" if figure.parts else ""
    target = history.goals[period.start].at(period.point)
    if measure.rule == "judgement" or target is None:
        return _SENTENCES["judged"].format(value=value)
    kind = "band" if measure.rule == "band" else "target"
    return _SENTENCES[kind].format(value=value, side=_SIDES[kind][figure.status], target=number(target, measure))


def _move(measure: MadeUpMeasure, history: History, figure: MadeUpFigure, period: Period) -> str:
    """The change since the same point of last year; blank where the two cannot be compared."""
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
