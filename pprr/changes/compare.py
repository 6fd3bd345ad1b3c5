"""Holds the records of two periods, or of two versions of a report, against each other."""

from collections.abc import Iterator, Sequence

from pprr.changes.change import Change, ChangeKind, Changes, in_order
from pprr.changes.measures import measures_changed
from pprr.changes.money import TABLES, money_moved
from pprr.changes.rows import Reported, paired, text
from pprr.domain.record import ReportRecord

_TOLD = {"measures", "readings", *TABLES}
_WHERE = {"file", "sheet", "row", "column", "as_received", "commentary"}
_CONTENT = ("title", "state", "notice")


def changes_between(
    before: Sequence[ReportRecord], after: Sequence[ReportRecord], *, called: tuple[str, str] | None = None
) -> Changes:
    """All that is different: of the reports of two periods, or of two versions of one period's.

    What every report has anew, a period's own figures and words, is no change between two periods; of two versions
    everything counts. The sides are ``called`` after their periods, where no other names are given.
    """
    old, new = [Reported(one) for one in before], [Reported(one) for one in after]
    then, now = {one.slug: one for one in old}, {one.slug: one for one in new}
    found = [*_reports(then, now), *measures_changed(old, new), *_rules(old, new)]
    for slug, report in now.items():
        if slug in then:
            found += money_moved(then[slug], report)
            found += _words(then[slug], report)
            found += _others(then[slug], report) if then[slug].period == report.period else ()
    names = called or (_title(before), _title(after))
    return Changes(*names, in_order(found))


def _title(records: Sequence[ReportRecord]) -> str:
    return records[0]["period"]["title"] if records else "nothing"


def _reports(then: dict[str, Reported], now: dict[str, Reported]) -> Iterator[Change]:
    for slug in dict.fromkeys((*then, *now)):
        if slug not in then or slug not in now:
            name = (now.get(slug) or then[slug]).record["portfolio"]["name"]
            told = ("", name) if slug in now else (name, "")
            yield Change(ChangeKind.REPORT, slug, slug, name, "report", *told)


def _rules(old: Sequence[Reported], new: Sequence[Reported]) -> Iterator[Change]:
    """The rules of the year that read otherwise, once for all portfolios."""
    for before, after in zip(old[:1], new[:1], strict=False):
        then, now = before.record.get("rules", {}), after.record.get("rules", {})
        for name in now:
            if name in then and then[name] != now[name]:
                yield Change(ChangeKind.RULE, "", "rules", "The rules of the year", name, then[name], now[name])


def _words(before: Reported, after: Reported) -> Iterator[Change]:
    """Between two periods the words that are those of before; between two versions those that are others."""
    then, now = before.words(), after.words()
    is_same_period = before.period == after.period
    names = {text(row, "measure_id"): f"{row['code']} {row['name']}" for row in after.rows("measures")}
    for item in dict.fromkeys((*now, *then)):
        is_same = " ".join(then.get(item, "").split()) == " ".join(now.get(item, "").split())
        if is_same_period is not is_same:
            kind = ChangeKind.WORDS if is_same_period else ChangeKind.SAME_WORDS
            yield Change(kind, after.slug, item, names.get(item, item), "words", then.get(item, ""), now.get(item, ""))


def _others(before: Reported, after: Reported) -> Iterator[Change]:
    """What else two versions have that is not the same: a line of the document, or rows of a further table."""
    fields = [(name, str(before.record.get(name, "")), str(after.record.get(name, ""))) for name in _CONTENT]
    for name, then, now in fields:
        if then != now:
            yield Change(ChangeKind.OTHER, after.slug, "document", "The document", name, then, now)
    for table in dict.fromkeys((*before.record["order"], *after.record["order"])):
        if table in _TOLD:
            continue
        columns = dict.fromkeys((*before.columns(table), *after.columns(table)))
        pairs = list(paired(before.rows(table), after.rows(table), [name for name in columns if name not in _WHERE]))
        differing = max(sum(old is None for old, _ in pairs), sum(new is None for _, new in pairs))
        if differing:
            yield Change(
                ChangeKind.OTHER, after.slug, table, f"The table {table}", "rows that differ", now=str(differing)
            )
