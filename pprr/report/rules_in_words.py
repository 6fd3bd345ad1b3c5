"""The rules of a year in words, each with its threshold, and the measures that have a rule of their own."""

from collections.abc import Iterable

from pprr import formats
from pprr.domain import Measure, Rules, Status
from pprr.domain.rules import Lagged, StatusRule
from pprr.domain.vocabulary import Amber

_LAGGED = {
    Lagged.RATED: "A figure that comes late by the register is rated against the target of its own period.",
    Lagged.NOT_RATED: "A figure that comes late by the register is not rated.",
}


def statuses_in_words(rule: StatusRule) -> dict[Status, str]:
    """The figures that are of each colour by the year's rule, as words go on after the colour."""
    green, beyond = "on target or better", ""
    if near := rule.green_within and rule.green_within.words("the target"):
        green, beyond = f"on target, better, or worse by no more than {near}", " by more than that"
    if rule.amber is Amber.NEVER:
        amber, red = "never, but by a measure's own rule", f"worse{beyond or ' than the target'}"
    elif rule.amber is Amber.IMPROVED:
        amber = f"worse{beyond or ' than the target'}, and getting better"
        red = "as far from it, and not getting better; not rated where that is not known"
    else:
        amber, red = f"worse by no more than {rule.margin.words('the target')}", "worse by more"
    return {Status.GREEN: green, Status.AMBER: amber, Status.RED: red}


def key_in_words(rule: StatusRule) -> dict[Status, str]:
    """The figures that are of each colour, as a page's key has it: in the printed report's words where they fit."""
    if rule.amber or rule.green_within:
        return {status: f"{words[0].upper()}{words[1:]}." for status, words in statuses_in_words(rule).items()}
    margin = rule.margin.words("the target")
    return {
        Status.GREEN: "On target or better.",
        Status.AMBER: f"Worse than the target, by no more than {margin}.",
        Status.RED: f"Significantly worse than the target: by more than {margin}.",
    }


def year_in_words(rules: Rules) -> tuple[tuple[str, str], ...]:
    """Each rule of the year: what it decides, and how."""
    savings, plausible = rules.savings, rules.plausibility
    lagged = f" {_LAGGED[rules.status.lagged]}" if rules.status.lagged else ""
    return (
        (
            "Status",
            f"{'; '.join(f'{status} {words}' for status, words in statuses_in_words(rules.status).items())}.{lagged}",
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
