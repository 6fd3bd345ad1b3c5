"""Figures that are valid and still doubtful: the queries that need the whole row to see.

Each is a pure function from one measure's row to what is odd about it. A false alarm costs as much as a miss, so each
says when chance alone could explain what it sees, and then is silent.
"""

from collections.abc import Callable, Iterator, Sequence

from pprr.domain import Measure, Query, Rules
from pprr.rules.doubts.due import no_profile, not_due_though_due
from pprr.rules.doubts.given import given_otherwise
from pprr.rules.doubts.judged import judgement_missing, judgement_not_used, milestone_unexplained
from pprr.rules.doubts.narrow import on_one_case, on_the_edge
from pprr.rules.doubts.plausible import (
    against_history,
    against_target,
    margin_without_red,
    share_against_history,
    target_of_zero,
    whole_against_history,
)
from pprr.rules.doubts.repeated import given_before, pasted_again, restated, unchanged
from pprr.rules.doubts.running import total_falls, total_stands_still
from pprr.rules.doubts.zero import nothing_recorded, share_of_nothing

_CHECKS: tuple[Callable[[Measure, Rules, str], Iterator[Query]], ...] = (
    against_target,
    against_history,
    share_against_history,
    whole_against_history,
    share_of_nothing,
    nothing_recorded,
    unchanged,
    total_stands_still,
    total_falls,
    restated,
    given_before,
    not_due_though_due,
    no_profile,
    target_of_zero,
    margin_without_red,
    on_the_edge,
    on_one_case,
    judgement_missing,
    judgement_not_used,
    milestone_unexplained,
    given_otherwise,
)


def doubts(measures: Sequence[Measure], rules: Rules, portfolio: str) -> tuple[Query, ...]:
    """The queries about the measures of one portfolio; ``measures`` are a report's, with their statuses."""
    return (
        *pasted_again(measures, rules, portfolio),
        *(query for measure in measures for check in _CHECKS for query in check(measure, rules, portfolio)),
    )
