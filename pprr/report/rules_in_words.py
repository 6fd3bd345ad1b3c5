"""The rules of a year in words, each with its threshold, and the measures that have a rule of their own."""

from collections.abc import Iterable

from pprr import formats
from pprr.domain import Measure, Rules
from pprr.domain.rules import Lagged

_LAGGED = {
    Lagged.RATED: "A figure that comes late by the register is rated against the target of its own period.",
    Lagged.NOT_RATED: "A figure that comes late by the register is not rated.",
}


def year_in_words(rules: Rules) -> tuple[tuple[str, str], ...]:
    """Each rule of the year: what it decides, and how."""
    savings, plausible = rules.savings, rules.plausibility
    lagged = f" {_LAGGED[rules.status.lagged]}" if rules.status.lagged else ""
    return (
        (
            "Status",
            f"Green on target or better; Amber worse by no more than {rules.status.amber_within.words('the target')}; "
            f"Red worse by more.{lagged}",
        ),
        (
            "Trend",
            f"Stable when changed by less than {rules.trend.stable_below.words('the earlier figure')}; "
            "else getting better or worse.",
        ),
        ("Exception", f"{rules.exceptions.words}."),
        ("Highlight", f"{rules.highlights.words}."),
        ("Commentary", f"Wanted where {rules.commentary.words}."),
        ("Money", f"An exception when a variance is beyond {rules.money.exception_beyond} of the cash limit."),
        (
            "Savings",
            f"Green when {savings.confident_from} or more is sure to be made, or less than "
            f"{formats.millions(savings.minor_below)} is short.",
        ),
        (
            "Plausible",
            f"An actual of {plausible.times_target} times its target or more is queried, and one of more than "
            f"{plausible.times_history} times its past.",
        ),
    )


def own_rules_in_words(measures: Iterable[Measure]) -> tuple[tuple[str, str], ...]:
    """Each measure that the year's rules do not rate: its identifier, and its target with the rule and its reason.

    ``measures`` are those of one report, with their statuses.
    """
    return tuple(
        (measure.measure_id, f"{formats.target(measure.target)}: {measure.asked.explained}.")
        for measure in measures
        if measure.asked.is_own
    )
