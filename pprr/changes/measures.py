"""What is different of measures: verdicts, figures of one and the same period, targets, and what they are."""

from collections.abc import Iterator, Sequence

from pprr.changes.change import Change, ChangeKind
from pprr.changes.rows import Reported, Row, text

_IS = {
    ChangeKind.NAME: {"measure_id": "identifier", "code": "code", "name": "name"},
    ChangeKind.DEFINITION: {
        "definition": "definition",
        "good_performance": "good performance",
        "unit": "unit",
        "kind": "how it gathers over the year",
    },
    ChangeKind.RULE: {"rule_as_printed": "rule"},
    ChangeKind.TARGET: {"target_for_the_year": "target for the year"},
}
# Of one and the same period alone: what is printed of it.
_OF_PERIOD = {
    ChangeKind.STATUS: {"status_as_printed": "status"},
    ChangeKind.TREND: {"trend": "trend"},
    ChangeKind.TARGET: {"target_as_printed": "target"},
    ChangeKind.OTHER: {
        **{name: name.replace("_", " ") for name in ("owner", "framework", "trend_against", "trend_reason")},
        **{name: name.replace("_", " ") for name in ("forecast_as_printed", "forecast_status", "earlier_status")},
        "is_exception": "exception",
        "is_highlight": "highlight",
        "exception_reason": "reason of the exception",
        "long_trend": "trend against last year",
        "is_late": "late",
        "is_on_edge": "on the edge",
        "priority": "priority",
        "is_shown": "shown on the page",
    },
}
Pair = tuple[Reported, Row]


def measures_changed(before: Sequence[Reported], after: Sequence[Reported]) -> Iterator[Change]:
    """The changes of all measures; one that came from another under its identifier of then is the same measure."""
    old = {text(row, "measure_id"): (report, row) for report in before for row in report.rows("measures")}
    seen = set()
    for report in after:
        for row in report.rows("measures"):
            names = [text(row, "measure_id"), *filter(None, text(row, "predecessors").split("; "))]
            found = next((name for name in names if name in old), None)
            if found is None:
                yield _change(ChangeKind.NEW, report, row, "measure", now=text(row, "actual_as_printed"))
            else:
                seen.add(found)
                yield from _of_pair(old[found], (report, row))
    for name, (report, row) in old.items():
        if name not in seen:
            yield _change(ChangeKind.GONE, report, row, "measure", then=text(row, "actual_as_printed"))


def _of_pair(old: Pair, new: Pair) -> Iterator[Change]:
    (then_in, then), (now_in, now) = old, new
    if then_in.slug != now_in.slug:
        yield _change(ChangeKind.OTHER, now_in, now, "portfolio", then_in.slug, now_in.slug)
    compared = dict(_IS)
    if then_in.period == now_in.period:
        compared = {kind: {**_IS.get(kind, {}), **_OF_PERIOD.get(kind, {})} for kind in (*_IS, *_OF_PERIOD)}
    else:
        yield from _flipped(old, new)
    for kind, columns in compared.items():
        for column, what in columns.items():
            # What one of the records does not tell of, being older, is not known to differ.
            if column in then and column in now and text(then, column) != text(now, column):
                words = (text(row, column) or "none" for row in (then, now))
                yield _change(kind, now_in, now, what, *words)
    yield from _restated(old, new)


def _flipped(old: Pair, new: Pair) -> Iterator[Change]:
    """A status that is another than in the report before, or is there for the first or no more time."""
    (_, then), (report, now) = old, new
    statuses = [text(row, "status") for row in (then, now)]
    if statuses[0] != statuses[1]:
        words = (text(row, "status") or text(row, "status_as_printed") for row in (then, now))
        yield _change(ChangeKind.STATUS, report, now, "status", *words)


def _restated(old: Pair, new: Pair) -> Iterator[Change]:
    """The figures of a period that are not the same as printed: of those that both show, or all of two versions."""
    (then_in, then), (now_in, now) = old, new
    before, after = _figures(then_in, text(then, "measure_id")), _figures(now_in, text(now, "measure_id"))
    is_same_period = then_in.period == now_in.period
    for period in dict.fromkeys((*after, *before)):
        printed = [figures.get(period, "") for figures in (before, after)]
        if printed[0] != printed[1] and (is_same_period or all(printed)):
            yield _change(ChangeKind.FIGURE, now_in, now, period, *printed)


def _figures(report: Reported, measure_id: str) -> dict[str, str]:
    rows = [row for row in report.rows("readings") if row["measure_id"] == measure_id]
    return {text(row, "period"): text(row, "as_printed") for row in rows}


def _change(kind: ChangeKind, report: Reported, row: Row, what: str, then: str = "", now: str = "") -> Change:
    called = f"{text(row, 'code')} {text(row, 'name')}"
    return Change(kind, report.slug, text(row, "measure_id"), called, what, then, now)
