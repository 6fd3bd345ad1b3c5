"""Queries about what the extract itself says of a measure: a target, status, trend or note that is not ours."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pprr import formats
from pprr.domain import Kind, Measure, Query, Reading, Severity, Status, TargetKind, Trend, Unit, query
from pprr.ingest.tables import EXTRACT_WORDS
from pprr.ingest.tables.records import ExtractWords
from pprr.report.measures.past import Past
from pprr.report.queries.words import facts_of
from pprr.report.report import Report
from pprr.wordcheck import Facts, check_entry

_STANDS = (Kind.SNAPSHOT, Kind.ROLLING, Kind.ANNUAL)  # of these one target holds for the whole year
_NO_DATA = re.compile(
    r"\b(?:no (?:new )?(?:data|figures?)\b|(?:data|figures?|results?)\b[^.;]{0,60}"
    r"\b(?:not (?:yet |currently )?(?:available|received|provided|reported)|unavailable|awaited|outstanding)\b"
    r"|awaiting (?:\w+ ){0,3}(?:data|figures?|results?)\b"
    r"|(?:^|[.;]\s)not yet (?:recorded|collected|counted|reported|available)\b)",
    re.IGNORECASE,
)

_MET = re.compile(
    r"(?:^|[.;!]\s)((?:the )?target (?:(?:was|is|has been) )?(?:met|achieved|exceeded|reached|hit)\b[^.;!]*)",
    re.IGNORECASE,
)
_ANOTHER_TIME = re.compile(r"\b(?:last|previous|q[1-4]|until|before|in (?:19|20)\d\d)\b", re.IGNORECASE)


def about_extract_words(report: Report, past: Past) -> Iterator[Query]:
    """The queries about the extract's own words, for each measure of which it says something."""
    facts = facts_of(report) if any(said.comment for said in report.extract_words.values()) else {}
    for measure in report.measures:
        said = report.extract_words.get(measure.measure_id)
        if said is None:
            continue
        yield from _target(measure, said, report.portfolio.slug)
        yield from _target_moved(measure, said, past, report)
        yield from _status(measure, said, report.portfolio.slug)
        yield from _trend(measure, said, report)
        if said.comment:
            yield from _note(measure, said, facts[measure.measure_id], report)


def _target(measure: Measure, said: ExtractWords, slug: str) -> Iterator[Query]:
    """A target that is neither the one in force nor the year's; one that nobody gives of a measure without a figure."""
    aims = [target.reading for target in (measure.target, measure.year_target)]
    ours = formats.target(measure.target)
    if not said.has_target or measure.rated.value is None or not said.target:
        if said.has_target and measure.rated.value is not None and measure.target.reading is not None:
            yield _differs(measure, said, slug, "blank", ours)
    elif said.target_kind is None:
        yield _differs(measure, said, slug, "unread", ours)
    elif said.target_kind is not TargetKind.VALUE or said.target_value is None:
        if any(aims) or (said.target_kind is not TargetKind.NONE and said.target_kind is not measure.year_target.kind):
            yield _differs(measure, said, slug, "figure", ours)
    elif not any(aim is not None and _is_same(said.target, said.target_value, aim) for aim in aims):
        yield _differs(measure, said, slug, "figure", ours)


def _differs(measure: Measure, said: ExtractWords, slug: str, case: str, ours: str) -> Query:
    return query(
        "target-of-the-extract-differs",
        slug,
        measure.measure_id,
        said.cell,
        severity=Severity.WARNING if case == "figure" else Severity.NOTE,
        found=case,
        given=said.target,
        target=ours,
    )


def _is_same(text: str, value: Decimal, aim: Reading) -> bool:
    """Tells whether a target is ours; ``<5`` is met by 4, and Excel may have stored 92% as 0.92."""
    ours = aim.printed or Decimal(0)
    if aim.unit is Unit.PERCENTAGE and "%" not in text and value * 100 == ours:
        return True
    step = Decimal(1).scaleb(-aim.decimals) * aim.scale if text[:1] in {"<", ">"} else Decimal(0)
    return abs(value - ours) <= step


def _target_moved(measure: Measure, said: ExtractWords, past: Past, report: Report) -> Iterator[Query]:
    """A target of the extract that is another than in the last report of the year; a profile moves on by itself."""
    last = past.last
    change = measure.target_change
    is_known = change is not None and last is not None and change.since.end > last.end
    if last is None or last.start != report.period.start or measure.entry.kind not in _STANDS or is_known:
        return
    for before in past.cleaned[last].tables.records(EXTRACT_WORDS).of(measure_id=measure.measure_id):
        values = (before.target_value, said.target_value)
        if before.target and said.target and None not in values and values[0] != values[1]:
            yield query(
                "target-moved",
                report.portfolio.slug,
                measure.measure_id,
                said.cell,
                given=said.target,
                before=before.target,
                period=last.label,
                target=formats.target(measure.target),
            )


def _status(measure: Measure, said: ExtractWords, slug: str) -> Iterator[Query]:
    """A status that is not the one that the page prints; one of the year's end may be that of the forecast."""
    forecast = measure.forecast.rating.status if measure.forecast else None
    is_other = said.status is not None and said.status not in {measure.status, forecast}
    is_none = said.has_no_status and measure.status is not None
    if measure.rated is not measure.actual or not (is_other or is_none):
        return
    yield query(
        "status-of-the-extract-differs",
        slug,
        measure.measure_id,
        said.cell,
        severity=Severity.WARNING if is_other else Severity.NOTE,
        found="given" if is_other else "none",
        given=str(said.status or ""),
        status=str(measure.status or ""),
        figure=measure.rated.text or str(measure.rated.missing or ""),
        words=measure.rating.words,
        rule=measure.asked.words,
        target=formats.target(measure.target),
    )


def _trend(measure: Measure, said: ExtractWords, report: Report) -> Iterator[Query]:
    """A trend that is not the one against the base of the year's rules; it may be that against last year."""
    figures, move = measure.figures, measure.move
    before = figures.previous
    ours = [_as_said(said.trend, one.trend, one.change) for one in (measure.move, measure.long_move)]
    if not said.trend or ours[0] in {"", said.trend} or before is None or measure.rated is not measure.actual:
        return
    is_long = ours[1] == said.trend
    yield query(
        "trend-of-the-extract-differs",
        report.portfolio.slug,
        measure.measure_id,
        said.cell,
        severity=Severity.NOTE if is_long else Severity.WARNING,
        expected="long" if is_long else "neither",
        given=said.trend,
        trend=move.words if said.trend in set(Trend) else ours[0],
        before=before.text,
        base=figures.base.label,
        figure=measure.rated.text,
        stable=report.rules.trend.stable_below.size(measure.unit),
        long_base=figures.rated_of.previous_year.label,
    )


def _as_said(given: str, trend: Trend | None, change: Fraction | None) -> str:
    """Our trend in the sender's way of saying it; blank where we have none."""
    if given in set(Trend):
        return str(trend or "")
    if change is None:
        return ""
    return "No change" if trend is Trend.STABLE or not change else "Up" if change > 0 else "Down"


def _note(measure: Measure, said: ExtractWords, facts: Facts, report: Report) -> Iterator[Query]:
    """A service's note that contradicts the figures of its row, or says that there are none."""
    slug, item = report.portfolio.slug, measure.measure_id
    if measure.rated.value is not None and _NO_DATA.search(said.comment) and not measure.rated.figure_period:
        yield query(
            "note-against-figure", slug, item, said.cell, case="missing", note=said.comment, figure=measure.rated.text
        )
    met = _MET.search(said.comment)
    if met and measure.status in {Status.RED, Status.AMBER} and not _ANOTHER_TIME.search(met[1]):
        yield query(
            "note-against-figure",
            slug,
            item,
            said.cell,
            case="met",
            note=said.comment,
            said=met[1],
            figure=measure.rated.text,
            status=measure.rating.words,
        )
    checked = check_entry(said.comment, facts, report.rules)
    for one in checked.queries(slug, item, str(said.cell)):
        if one.severity is not Severity.NOTE:
            yield query(
                "note-against-figure",
                slug,
                item,
                said.cell,
                case="words",
                note=one.sentence or said.comment,
                said=one.fields.get("words", ""),
                told=one.found,
            )
