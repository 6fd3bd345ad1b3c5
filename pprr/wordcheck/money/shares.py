"""Ties a percentage of money: of the cash limit, of the savings programme, of a reserve."""

import re
from fractions import Fraction

from pprr import formats
from pprr.domain import round_half_up
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.figures.matching import fits
from pprr.wordcheck.money.scope import is_future, is_part
from pprr.wordcheck.outcomes import Told, Wrong
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.placed_figure import Place

_END = r"\s*(?:[.,;]|$)"
_WERE = r"(?:was|were|is|has been|have been)"
_OF_LIMIT = re.compile(r"\s*of\s+(?:its|the|our|a)\s+(?:\w+\s+)?(?:cash limit|budget)\b", re.IGNORECASE)
_OF_SAVINGS = re.compile(
    r"\s+of\s+(?:(?:the|our|these|all)\s+)*(?:agreed\s+)?(?:savings(?:\s+programme)?|programme)\s+"
    rf"{_WERE}\s+(?:achieved|delivered|made|met){_END}",
    re.IGNORECASE,
)
_OF_RESERVE = re.compile(
    rf"\s+of\s+(?:the|our)\s+(?:approved\s+)?reserves?\s+{_WERE}\s+(?:used|drawn|spent){_END}", re.IGNORECASE
)
_LIMIT_MOVED = re.compile(
    r"\b(?:the|our|its)\s+(?:cash limit|budget)\s+(?:has\s+|was\s+|is\s+|been\s+)*"
    r"(?:grew|grown|rose|risen|increased|went up|fell|fallen|reduced|cut|changed|moved)\s+by\s*$",
    re.IGNORECASE,
)
_SIGN = re.compile(r"\b(?:surplus|deficit|(?:under|over)[- ]?spen[dt])", re.IGNORECASE)
_SECTIONS = (
    ("savings", _OF_SAVINGS, "savings.total.achieved", "savings.total.value"),
    ("reserves", _OF_RESERVE, "reserves.total.change", "reserves.total.approved"),
)


def tie_share_of_money(place: Place, facts: Facts) -> Told | None:
    """What becomes of "0.8% of its cash limit" or "half of the savings were achieved"; None of anything else."""
    if place.figure.shape is not Shape.PERCENT:
        return None
    return _of_limit(place, facts) or _of_section(place, facts) or _of_change(place, facts)


def _of_limit(place: Place, facts: Facts) -> Told | None:
    """What becomes of a share of the cash limit: the outturn's, or the surplus's."""
    if not _OF_LIMIT.match(place.sentence, place.figure.end):
        return None
    amounts = _amounts(facts)
    outturn, limit = amounts.get("outturn.outturn"), amounts.get("outturn.cash_limit")
    share = outturn * 100 / limit if outturn is not None and limit else None
    if place.about is not None and share is not None and fits(place.figure, place.said.hedge, share):
        return place.agrees("outturn.outturn")
    values = facts.named("outturn.variance.percent")
    if not values or place.about is None:
        return place.is_untied
    [value] = values
    if value.exact is not None and fits(place.figure, place.said.hedge, abs(value.exact)):
        return place.agrees(value.name)
    if not _SIGN.search(place.sentence) or is_future(place.clause, facts) or is_part(place):
        return place.is_untied
    return _contradiction(place, value.name, f"the surplus or deficit is {value.printed} of the cash limit.")


def _of_section(place: Place, facts: Facts) -> Told | None:
    """What becomes of a share of the savings or of the reserves."""
    behind = place.sentence[place.figure.end :]
    amounts = _amounts(facts)
    for item, pattern, part, whole in _SECTIONS:
        if facts.item == item and pattern.match(behind) and amounts.get(whole) and part in amounts:
            return _held(place, facts, part, amounts[part], amounts[whole])
    return None


def _of_change(place: Place, facts: Facts) -> Told | None:
    """What becomes of the size of a change of the cash limit, in percent of what it was."""
    amounts = _amounts(facts)
    change, previous = amounts.get("budget.change"), amounts.get("budget.previous")
    if facts.item != "budget" or change is None or not previous:
        return None
    return _held(place, facts, "budget.change", change, previous) if _LIMIT_MOVED.search(place.lead) else None


def _held(place: Place, facts: Facts, name: str, part: Fraction, whole: Fraction) -> Told | None:
    if place.about is None or is_future(place.clause, facts):
        return None
    share = abs(part) * 100 / whole
    if fits(place.figure, place.said.hedge, share):
        return place.agrees(name)
    amounts = f"{formats.millions(int(abs(part)))} of {formats.millions(int(whole))}"
    return _contradiction(place, name, f"{amounts} is {round_half_up(share, 1)}%.")


def _contradiction(place: Place, against: str, truth: str) -> Told:
    wrong = Wrong(
        f'the words say "{place.words}"; {truth}',
        "A share in words is expected to be that of the amounts.",
        words=place.words,
    )
    return place.contradicts(wrong, against)


def _amounts(facts: Facts) -> dict[str, Fraction]:
    return {value.name: value.exact for value in facts.values if value.exact is not None}
