"""Tells whether a figure that a report is to hold is missing: late, in the words of pages."""

from pprr.domain import Missing, Period, Reading, RuleKind


def is_late(actual: Reading, held: Reading | None, *, due: Period | None, period: Period, rule: RuleKind) -> bool:
    """Tells whether a figure is due in the report of ``period`` and nothing answers it.

    ``due`` is the period whose figure the report is to hold, None where none is; ``held`` what is held of that period.
    A figure in the report's own column answers, also one that names another period, which the page says, and so do a
    milestone's words. So do "Not applicable" and, in that column, a sender's "Not due", which is a query of its own. A
    suspended measure owes none.
    """
    if due is None or rule is RuleKind.SUSPENDED or not actual.missing:
        return False
    if due == period:
        return actual.missing not in (Missing.NOT_APPLICABLE, Missing.NOT_DUE)
    return held is None or (held.missing is not None and held.missing is not Missing.NOT_APPLICABLE)
