"""The changes that a site tells of, without what the newer reports keep back: an older one may have told it."""

from collections.abc import Iterable
from dataclasses import replace

from pprr.changes import Changes
from pprr.changes.change import Change, ChangeKind
from pprr.changes.rows import Reported, text
from pprr.domain import Missing
from pprr.site.catalogue import PublishedEdition

_TELL_FIGURES = {ChangeKind.TREND, ChangeKind.WORDS, ChangeKind.OTHER}


def without_secrets(changes: Changes, newer: Iterable[PublishedEdition]) -> Changes:
    """The changes to those newer editions: none of a measure or section that they withhold, no old figure of theirs."""
    hidden: set[str] = set()
    withheld: set[str] = set()
    for one in newer:
        hidden |= one.kept_back.withhold.keys()
        readings = Reported(one.record).rows("readings")
        withheld |= {text(row, "measure_id") for row in readings if text(row, "as_printed") == Missing.WITHHELD}

    def told(one: Change) -> Change:
        is_secret = one.kind in _TELL_FIGURES or one.now == Missing.WITHHELD
        return replace(one, then=str(Missing.WITHHELD)) if is_secret and one.item in withheld else one

    return replace(changes, found=tuple(told(one) for one in changes.found if one.item not in hidden))
