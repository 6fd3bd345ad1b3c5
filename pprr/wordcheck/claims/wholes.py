"""Holds what is said of all money at once, without an amount: all savings made, a budget that went up."""

from collections.abc import Iterator
from fractions import Fraction

from pprr.domain import Role
from pprr.wordcheck.claims.money import wrong_sign
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.money.scope import is_future, is_of_another_year, rows_named
from pprr.wordcheck.outcomes import Finding
from pprr.wordcheck.words.directions import way_of
from pprr.wordcheck.words.verdicts import NOT

_MONEY_CLAIMS = section("money_claims")


def wrong_wholes(sentence: str, facts: Facts) -> Iterator[Finding]:
    """Finds "all savings are delivered" where some are short, and a budget that went the other way since last time."""
    if facts.item not in ("savings", "budget", "outturn", "overview"):
        return
    if is_of_another_year(_MONEY_CLAIMS.since_last.sub("", sentence), facts) or is_future(sentence, facts):
        return
    short_by, change = facts.values.named("savings.total.shortfall"), facts.values.named("budget.change")
    found = _MONEY_CLAIMS.all_made.search(sentence) if facts.item == "savings" else None
    if found and short_by and not NOT.search(sentence):
        yield wrong_sign(found["way"], sentence, short_by) if short_by.exact else found["way"]
    found = _MONEY_CLAIMS.in_full.search(sentence) if facts.item == "savings" and not NOT.search(sentence) else None
    rows = {one.of: one for one in facts.values.of_role(Role.AMOUNT) if one.name.endswith("].shortfall")}
    if found and len(named := rows_named(sentence, rows)) == 1:
        yield wrong_sign(found["way"], sentence, rows[named[0]]) if rows[named[0]].exact else found["way"]
    now, last = (facts.values.named(f"outturn.{one}variance") for one in ("", "last."))
    found = _MONEY_CLAIMS.variance_moved.search(sentence) if facts.item in ("outturn", "overview") else None
    if found and now and last and not NOT.search(sentence) and (now.exact or 0) * (last.exact or 0) > 0:
        size = abs(now.exact or Fraction(0)) - abs(last.exact or Fraction(0))
        is_so = size > 0 if way_of(found) == "up" else size < 0
        yield found["way"] if is_so else wrong_sign(found["way"], sentence, now)
    found = _MONEY_CLAIMS.budget_moved.search(sentence) if facts.item == "budget" else None
    if found and change and not NOT.search(sentence) and not _MONEY_CLAIMS.parted.search(sentence):
        sign = {"up": 1, "down": -1, "same": 0}[way_of(found)]
        exact = change.exact or 0
        is_so = exact * sign > 0 if sign else exact == 0
        yield found["way"] if is_so else wrong_sign(found["way"], sentence, change)
