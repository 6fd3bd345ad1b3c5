"""Ties a percentage of money: of the cash limit, of the savings programme, of a reserve."""

from pprr import formats
from pprr.domain import round_half_up
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.figures.matching import fits
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.money.scope import is_future
from pprr.wordcheck.outcomes import FigureResult, WordsContradiction
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.placed_figure import PlacedFigure

_MONEY_SHARES = section("money_shares")
# The entry (blank: any), the words around the figure, the amount of which it is a share, and the parts of it
# that it may be, of which the last is told.
_OF = (
    ("", _MONEY_SHARES.of_limit, "outturn.cash_limit", ("outturn.outturn", "outturn.variance")),
    ("savings", _MONEY_SHARES.of_missing, "savings.total.value", ("savings.total.shortfall",)),
    ("savings", _MONEY_SHARES.of_savings, "savings.total.value", ("savings.total.achieved",)),
    ("reserves", _MONEY_SHARES.of_reserve, "reserves.total.approved", ("reserves.total.change",)),
    ("budget", _MONEY_SHARES.limit_moved, "budget.previous", ("budget.change",)),
)


def tie_share_of_money(place: PlacedFigure, facts: Facts) -> FigureResult | None:
    """Ties "0.8% of its cash limit" or "half of the savings were achieved"; None of anything else."""
    if place.figure.shape is not Shape.PERCENT:
        return None
    words = f"{place.lead}#{place.sentence[place.figure.end :]}"
    for item, said, of, names in _OF:
        whole, parts = facts.values.amount(of), [facts.values.amount(name) for name in names]
        if facts.item not in (item or facts.item) or not said.search(words):
            continue
        if not whole or place.about is None or is_future(place.clause, facts):
            return None
        shares = [
            (name, abs(part), abs(part) * 100 / whole)
            for name, part in zip(names, parts, strict=True)
            if part is not None
        ]
        for name, _, share in shares:
            if fits(place.figure, place.phrasing.hedge, share):
                return place.agrees(name)
        if not shares or (not item and not _MONEY_SHARES.sign.search(place.sentence)):
            return place.not_tied
        name, part, share = shares[-1]
        told = {"part": formats.millions(int(part)), "whole": formats.millions(int(whole))}
        told |= {"share": str(round_half_up(share, 1)), "data": f"{part} of {whole}"}
        told |= dict.fromkeys(("found", "expected"), "amounts")
        return place.contradicts(WordsContradiction.of("words-disagree-with-figure", place.words, **told), name)
    return None
