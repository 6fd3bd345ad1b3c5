"""Holds what is said of all money at once, without an amount: all savings made, a budget that went up."""

from collections.abc import Iterator

from pprr.wordcheck.claims.money import wrong_sign
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.money.scope import is_of_another_year
from pprr.wordcheck.outcomes import Finding
from pprr.wordcheck.parse.placed_figure import FUTURE
from pprr.wordcheck.words.directions import way_of
from pprr.wordcheck.words.verdicts import NOT

_MONEY_CLAIMS = section("money_claims")


def wrong_wholes(sentence: str, facts: Facts) -> Iterator[Finding]:
    """Finds "all savings are delivered" where some are short, and a budget that went the other way since last time."""
    if is_of_another_year(_MONEY_CLAIMS.since_last.sub("", sentence), facts) or FUTURE.search(sentence):
        return
    short_by, change = facts.values.named("savings.total.shortfall"), facts.values.named("budget.change")
    found = _MONEY_CLAIMS.all_made.search(sentence) if facts.item == "savings" else None
    if found and short_by and not NOT.search(sentence):
        yield wrong_sign(found["way"], sentence, short_by) if short_by.exact else found["way"]
    found = _MONEY_CLAIMS.budget_moved.search(sentence) if facts.item == "budget" else None
    if found and change and not NOT.search(sentence) and not _MONEY_CLAIMS.parted.search(sentence):
        sign = {"up": 1, "down": -1, "same": 0}[way_of(found)]
        exact = change.exact or 0
        is_so = exact * sign > 0 if sign else exact == 0
        yield found["way"] if is_so else wrong_sign(found["way"], sentence, change)
