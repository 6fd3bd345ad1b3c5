"""Tells whether words about money speak of the whole portfolio, of one of its rows, or of something else."""

import re

from pprr.wordcheck.facts import Facts
from pprr.wordcheck.parse.figure_periods import is_of_other_period
from pprr.wordcheck.parse.named_periods import LABEL
from pprr.wordcheck.parse.placed_figure import FUTURE, Place

# A part of the whole, or somebody else's.
_PART = re.compile(
    r"\b(?:of which|of this|of these|of the (?:surplus|deficit|underspend|overspend|outturn|savings?|draw)|arose"
    r"|include[sd]?|including|mainly|mostly|most of|partly|each|further|another|additional|scheme|project|grant|income"
    r"|respectively|one-off|contribut\w+|offset|pressure|service[s']?|team|council[- ]wide|national(?:ly)?)\b",
    re.IGNORECASE,
)
# Words that may stand before an amount of the whole portfolio. Any other noun makes it somebody's part of it.
_PORTFOLIO_WORDS = """
    a an the this that our in at by for year portfolio's portfolio outturn overall we it there council with its and
    total net final position result cash limit budget surplus deficit underspend overspend expenditure
    appropriations reserve reserves savings proposals both all balance draw end ended ends finished closed year-end
    is was of to has have are were from during on over after against report overspent underspent forecast current
    new revised approved small slight made delivered achieved some around about nearly almost brings leaves set
    delivery progress achievement together altogether combined only just because
    stands stood now then came comes what which money spend spending financial period whole
    one two three four five six seven eight nine ten projected expected expect expects forecasts forecasting reported
    report reports reporting posted recorded records shows show shown showing spent used drew drawn drawing down up
    increased increase increases rose rise rises risen grew growth fell fall falls cut reduced reduction changed change
    changes moved moves went gone additional no not less more than below above within under exceeded exceeding
    appropriation met contribution contributions savings saving programme proposal target value shortfall so far as
    be been being will would remains remain remaining left leaving leave closing opening previous last since when
    before brought carried forward takes take taking gives give giving makes make making stand amount amounts amounted
    comes coming totalled totals totalling worth modest large sizeable significant again still also therefore thus
    come planned plan plans planning year's currently already per cent year's half-year mid-year quarter
"""
_PORTFOLIO = frozenset(_PORTFOLIO_WORDS.split())
_OTHER_ROW = re.compile(r";|\b(?:others?|total|together|all|both|second|remaining|rest)\b", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w£])[A-Za-z][A-Za-z'’-]*")
_LATER = re.compile(
    r"\b(?:would|could|might|may|if|unless|next year|following year|hop(?:e|es|ed|ing)|had (?:it|we))\b", re.IGNORECASE
)


def is_part(place: Place) -> bool:
    """Whether the words by the amount speak of a part of the whole, or of something with a name of its own."""
    is_of_clause_before = place.lead.strip().lower() == "saving"  # "it cut four posts, saving £0.160m"
    lead = place.sentence[: place.figure.start] if is_of_clause_before else place.lead
    return bool(_PART.search(place.clause) or strangers(lead))


def strangers(words: str) -> list[str]:
    """The words that an amount of the whole portfolio would not stand with."""
    return [word for word in _WORD.findall(words) if word.lower().replace("’", "'") not in _PORTFOLIO]


def row_named(place: Place, facts: Facts) -> str:
    """The row of the entry's section that is named last before the amount: a proposal, a reserve, a scheme."""
    before = place.sentence[: place.figure.start].lower()
    names = {value.of for value in facts.values if value.of and value.name.startswith(f"{facts.item}[")}
    found = [
        (before.rfind(part) + len(part), len(part), name)
        for name in names
        for part in _short(name).split(": ")  # "Care Fund: Winter beds"
        if part in before
    ]
    end, _, name = max(found, default=(0, 0, ""))
    return "" if _OTHER_ROW.search(place.sentence, end, place.figure.start) else name


def _short(name: str) -> str:
    """The name of a row as prose gives it, without what stands behind it in brackets."""
    return name.split(" (", maxsplit=1)[0].lower()


def is_of_another_year(words: str, facts: Facts) -> bool:
    """Whether words about money speak of another period than the report's."""
    own = {facts.period, facts.period.partition(" ")[0]}
    return is_of_other_period(words) or bool(facts.period and set(LABEL.findall(words)) - own)


def is_future(words: str, facts: Facts) -> bool:
    """Whether the words tell of what is not yet so; within the year forecasts are what the report has."""
    return bool((_LATER if " " in facts.period else FUTURE).search(words))
