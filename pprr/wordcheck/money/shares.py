"""Ties a percentage of money: of the cash limit, of the savings programme, of a reserve."""

from fractions import Fraction

from pprr import formats
from pprr.domain import round_half_up
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.figures.matching import fits
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.money.scope import is_future, is_part
from pprr.wordcheck.outcomes import FigureResult, WordsContradiction
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.placed_figure import PlacedFigure

_MONEY_SHARES = section("money_shares")
_SECTIONS = (
    ("savings", _MONEY_SHARES.of_savings, "savings.total.achieved", "savings.total.value"),
    ("reserves", _MONEY_SHARES.of_reserve, "reserves.total.change", "reserves.total.approved"),
)


def tie_share_of_money(place: PlacedFigure, facts: Facts) -> FigureResult | None:
    """Ties "0.8% of its cash limit" or "half of the savings were achieved"; None of anything else."""
    if place.figure.shape is not Shape.PERCENT:
        return None
    return _of_limit(place, facts) or _of_section(place, facts) or _of_change(place, facts)


def _of_limit(place: PlacedFigure, facts: Facts) -> FigureResult | None:
    """Ties a share of the cash limit: the outturn's, or the surplus's."""
    if not _MONEY_SHARES.of_limit.match(place.sentence, place.figure.end):
        return None
    outturn, limit = facts.values.amount("outturn.outturn"), facts.values.amount("outturn.cash_limit")
    share = outturn * 100 / limit if outturn is not None and limit else None
    if place.about is not None and share is not None and fits(place.figure, place.phrasing.hedge, share):
        return place.agrees("outturn.outturn")
    value = facts.values.named("outturn.variance.percent")
    if value is None or value.exact is None or place.about is None:
        return place.not_tied
    if fits(place.figure, place.phrasing.hedge, abs(value.exact)):
        return place.agrees(value.name)
    if not _MONEY_SHARES.sign.search(place.sentence) or is_future(place.clause, facts) or is_part(place):
        return place.not_tied
    contradiction = WordsContradiction.of(
        "words-disagree-with-figure",
        place.words,
        found="cash-limit",
        expected="amounts",
        share=value.printed,
        data=f"{value.name} {value.exact}",
    )
    return place.contradicts(contradiction, value.name)


def _of_section(place: PlacedFigure, facts: Facts) -> FigureResult | None:
    """Ties a share of the savings or of the reserves."""
    behind = place.sentence[place.figure.end :]
    for item, words, name, of in _SECTIONS:
        part, whole = facts.values.amount(name), facts.values.amount(of)
        if facts.item == item and words.match(behind) and whole and part is not None:
            return _held(place, facts, name, part, whole)
    return None


def _of_change(place: PlacedFigure, facts: Facts) -> FigureResult | None:
    """Ties the size of a change of the cash limit, in percent of what it was."""
    change, previous = facts.values.amount("budget.change"), facts.values.amount("budget.previous")
    if facts.item != "budget" or change is None or not previous:
        return None
    return (
        _held(place, facts, "budget.change", change, previous) if _MONEY_SHARES.limit_moved.search(place.lead) else None
    )


def _held(place: PlacedFigure, facts: Facts, name: str, part: Fraction, whole: Fraction) -> FigureResult | None:
    if place.about is None or is_future(place.clause, facts):
        return None
    share = abs(part) * 100 / whole
    if fits(place.figure, place.phrasing.hedge, share):
        return place.agrees(name)
    contradiction = WordsContradiction.of(
        "words-disagree-with-figure",
        place.words,
        found="amounts",
        expected="amounts",
        part=formats.millions(int(abs(part))),
        whole=formats.millions(int(whole)),
        share=str(round_half_up(share, 1)),
        data=f"{part} of {whole}",
    )
    return place.contradicts(contradiction, name)
