"""A measure beside other councils in the few words that a row of a document has room for."""

from pprr import formats
from pprr.domain import Comparator, Measure


def compared_in_words(one: Measure) -> tuple[str, ...]:
    """Its place in each group, what others have on average, and why it has no place; none where nobody is beside it."""
    if one.comparison is None:
        return ()
    ranked = [at for at in one.comparison.standings if at.rank]
    places = [f"{formats.place(at)}, {at.group}, {at.span.label}" for at in ranked]
    without = [
        f"No figure of ours for {at.span.label} ({at.group})"
        if at.ours is None
        else f"Not ranked ({at.group}): {at.reason}"
        for at in one.comparison.standings
        if not at.rank
    ]
    averages = _averages([found for found in one.comparison.comparators if found.is_average])
    return (*places, *filter(None, [averages]), *without)


def _averages(listed: list[Comparator]) -> str:
    """The averages of the latest year; blank where there are none."""
    if not listed:
        return ""
    latest = listed[-1].span
    same = [found for found in listed if found.span == latest]
    told = [f"{found.group} {formats.reading_parts(found.reading).figure}" for found in same]
    of_ours = "" if any(found.difference is not None for found in same) else ". No figure of ours for it"
    return f"{', '.join(told)} on average, {latest.label}{of_ours}"
