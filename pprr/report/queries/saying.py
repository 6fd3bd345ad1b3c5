"""Queries about words that say too little, or promise what has gone by: what a committee would ask about first."""

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from importlib import resources

from pprr import formats
from pprr.domain import Measure, Period, Point, Query, Status, Trend, query
from pprr.domain.quoted import quoted
from pprr.report.measures.in_force import InForce
from pprr.report.measures.past import Past
from pprr.report.report import Report

_LISTS: dict[str, list[str]] = tomllib.loads(resources.files(__package__).joinpath("saying.toml").read_text("utf-8"))
_SAYS = re.compile(rf"\b(?:{'|'.join(word for part in ('cause', 'action', 'who', 'when') for word in _LISTS[part])})")
_DONE = re.compile(rf"\b(?:{'|'.join(_LISTS['done'])})\b", re.IGNORECASE)
_WHY = re.compile(rf"\b(?:{'|'.join(_LISTS['why'])})\b", re.IGNORECASE)
_COMES = re.compile(rf"\b(?:{'|'.join(_LISTS['comes'])})\b", re.IGNORECASE)
_MONTHS = dict(zip(_LISTS["when"], range(1, 13)))  # noqa: B905  # they are the first twelve
_DAY = (
    r"(?:(?:in|by|from|on|before|until|for)\s+)?(?:the\s+)?(?:end\s+of\s+|early\s+|late\s+|mid-)?(?:\d{1,2}\s+)?"
    rf"(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>20\d\d)"
)
_PROMISE = re.compile(
    rf"(?P<before>(?:[\w']+\s+){{0,2}})\b(?:{'|'.join(_LISTS['promised'])})\b(?P<between>[^.;:!?()]{{0,80}}?)\b{_DAY}\b",
    re.IGNORECASE,
)
_PAST = re.compile(rf"\b(?:{'|'.join(_LISTS['past'])})\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|than|compared|against)\b", re.IGNORECASE)
_EDITION = re.compile(rf"(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>20\d\d)", re.IGNORECASE)
_HANGS = re.compile(r"(?:They|Them|Their|Theirs|These|Those|Both|Such|He|She|His|Her)\b")  # on the sentence before
_MOST_WORDS = 30  # a longer text says something, whatever its words


def about_saying(report: Report, past: Past) -> Iterator[Query]:
    """The queries about words that say nothing or speak of a day gone by, and about what nobody has explained."""
    slug = report.portfolio.slug
    if report.approval and not report.changed:
        return  # somebody has read it, and approved it as it stands
    for item in report.wanted:
        words = " ".join(report.words(item).split())
        if words and says_nothing(words):
            yield query("says-nothing", slug, item, report.entries[item].place, quoted=quoted(words), words=words)
    dated = _dated(report)
    for item in report.items:
        for found in promises_gone_by(report.words(item), dated):
            place = report.entries[item].place
            yield query("promise-gone-by", slug, item, place, promise=found, report=f"{dated:%B %Y}")
    for measure in report.measures:
        if measure.measure_id not in report.items:
            continue  # its words are another report's
        yield from _unexplained(report, measure)
        yield from _target_changed(report, measure, past)


def says_nothing(words: str) -> bool:
    """Tells whether a text names no cause, no action, nobody and no day.

    >>> says_nothing("Noted."), says_nothing("Two posts were empty.")
    (True, False)
    """
    return len(words.split()) <= _MOST_WORDS and not _SAYS.search(words.casefold())


def says_what_is_done(sentence: str) -> bool:
    """Tells whether a sentence names something that is under way or decided.

    >>> says_what_is_done("A recovery plan has been agreed."), says_what_is_done("Two posts were empty.")
    (True, False)
    """
    return bool(_DONE.search(sentence))


def says_why(sentence: str) -> bool:
    """Tells whether a sentence names a cause.

    >>> says_why("Libraries are closed."), says_why("There was no change since Quarter 3.")
    (True, False)
    """
    return bool(_WHY.search(sentence)) and not says_when_figures_come(sentence)


def says_when_figures_come(sentence: str) -> bool:
    """Tells whether a sentence is about how late figures come, and not about what they show.

    >>> says_when_figures_come("The figures of this measure come a quarter late, once the cases have been closed.")
    True
    """
    return bool(_COMES.search(sentence))


def telling(found: Sequence[str], printed: Collection[str] = ()) -> str:
    """The sentence that a list quotes as why: one that names a cause, else the first that does not repeat its figures.

    One that says what is done comes after those, for that has a place of its own. ``printed`` are the figures, as they
    stand beside it. Where every sentence repeats one it is the first; blank without any. None is quoted that begins
    with a word for what the sentence before it names: alone it speaks of nothing.
    """
    found = [said for said in found if not _HANGS.match(said)]
    repeats = rf"(?<![\d.,])(?:{'|'.join(map(re.escape, sorted(printed, key=len, reverse=True)))})(?!\d)"
    for of in ([said for said in found if not says_what_is_done(said)], found):
        why = (said for said in of if says_why(said))
        other = (said for said in of if not says_when_figures_come(said) and not (printed and re.search(repeats, said)))
        if told := next(why, "") or next(other, ""):
            return told
    return next(iter(found), "")


def promises_gone_by(words: str, dated: date) -> tuple[str, ...]:
    """The promises of a day before the month of the report, as they are worded.

    >>> promises_gone_by("A new system is expected in May 2020.", date(2020, 6, 1))
    ('expected in May 2020',)
    """
    found = []
    for match in _PROMISE.finditer(words):
        month = date(int(match["year"]), _MONTHS[match["month"].lower()], 1)
        is_told = _PAST.search(match["before"]) or _SINCE.search(match["between"])
        if month < dated.replace(day=1) and not is_told:
            found.append(" ".join(match[0].removeprefix(match["before"]).split()))
    return tuple(dict.fromkeys(found))


def _dated(report: Report) -> date:
    """The report's own day: the month of its edition, or the last day of its period."""
    match = _EDITION.search(report.edition.date)
    if not match:
        return report.period.end
    return max(report.period.end, date(int(match["year"]), _MONTHS[match["month"].lower()], 1))


def _unexplained(report: Report, measure: Measure) -> Iterator[Query]:
    """A measure that got worse and is Green all the same, of which nobody has said why."""
    is_worse = measure.status is Status.GREEN and measure.move.trend is Trend.WORSE
    before = measure.figures.previous
    if is_worse and before and not report.words(measure.measure_id):
        yield query(
            "green-and-worse",
            report.portfolio.slug,
            measure.measure_id,
            before=formats.reading(before),
            base=measure.figures.base.label,
            now=formats.reading(measure.rated),
        )


def _target_changed(report: Report, measure: Measure, past: Past) -> Iterator[Query]:
    """A target that is easier or harder to meet than the year before's, where neither agreement nor words say why."""
    entry, last = measure.entry, Period(report.period.start - 1, Point.ANNUAL)
    then = InForce(past.agreements).then(entry.names, last, entry.kind, entry.unit)
    old, new = then and then.reading, measure.year_target.reading
    if measure.target_reason:  # which the page prints
        return
    if not old or not new or old.value is None or new.value is None or "target" in report.words(entry.measure_id):
        return
    gain = (new.value - old.value) * (entry.good_performance.sign if entry.good_performance else 0)
    if gain:
        yield query(
            "target-eased" if gain < 0 else "target-harder",
            report.portfolio.slug,
            entry.measure_id,
            now=formats.reading(new),
            before=formats.reading(old),
            year=last.label,
        )
