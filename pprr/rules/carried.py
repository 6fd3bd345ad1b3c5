"""The actions that a report carries: all that is open, overdue first, and what was settled since the last one."""

from collections.abc import Iterable
from datetime import date

from pprr.domain.actions import Action


def carried(actions: Iterable[Action], *, as_at: date, since: date) -> tuple[Action, ...]:
    """Those of the actions that a report shows, in its order.

    ``as_at`` is the day up to which it shows their states; what was settled up to the day ``since``, that of the last
    report, was in that one.
    """
    found = [one for one in actions if one.settled is None or one.settled > since]
    return tuple(sorted(found, key=lambda one: _order(one, as_at)))


def _order(one: Action, as_at: date) -> tuple[int, date, date]:
    """Overdue, then open with a day, then open without one, then settled; in each the oldest first."""
    if one.settled:
        return 3, one.settled, one.raised
    if one.due is None:
        return 2, one.raised, one.raised
    return (0 if one.is_overdue(as_at) else 1), one.due, one.raised
