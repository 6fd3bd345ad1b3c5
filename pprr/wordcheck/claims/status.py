"""Holds a colour in words against the status of the measure, or of the saving that is named: "still amber"."""

from collections.abc import Iterator
from dataclasses import replace

from pprr.domain import Role, RuleKind, Trend
from pprr.rules.rating import rate
from pprr.wordcheck.facts import Facts, MeasureFacts
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.money.scope import rows_named
from pprr.wordcheck.outcomes import Finding, WordsContradiction, short
from pprr.wordcheck.parse.mentions import is_other_stage, strangers
from pprr.wordcheck.parse.placed_figure import FUTURE
from pprr.wordcheck.parse.points import points_in
from pprr.wordcheck.parse.sentences import begin_of
from pprr.wordcheck.words.verdicts import NOT, PART

_STATUS = section("status")
_TRENDS = {"better": Trend.BETTER, "worse": Trend.WORSE, "stable": Trend.STABLE}
_COLOURS = ("Green", "Amber", "Red")


def wrong_colours(sentence: str, facts: Facts) -> Iterator[Finding]:
    """Finds colours that are not the item's: its status now, or that of the last report in "from Red to Amber"."""
    row = facts.row
    if row and is_other_stage(sentence, row.name):
        return
    now, before = (_statuses(row, facts)) if row else (_of_saving(sentence, facts), "")
    moved = _STATUS.moved.search(sentence)
    if moved and row and now in _COLOURS and not FUTURE.search(sentence):
        is_of_last = before in _COLOURS and not _is_of_another(sentence, row, facts)
        if moved["to"].title() != now:
            yield _wrong(moved["to"], sentence, now)
        elif is_of_last and moved["from"].title() != before:
            yield _wrong(moved["from"], sentence, before)
        elif is_of_last:
            yield moved[0]
        return
    kept = _STATUS.kept.search(sentence)
    if kept and row and now in _COLOURS and before in _COLOURS and not _is_of_another(sentence, row, facts):
        yield kept["way"] if now == before else _wrong(kept["way"], sentence, f"{now}, and was {before}")
    for found in _STATUS.said.finditer(sentence):
        start = begin_of(_STATUS.breaks, sentence, found.start())
        clause = sentence[start : found.end()]
        if (
            NOT.search(clause)
            or FUTURE.search(sentence, 0, found.end())
            or (row and PART.search(sentence, start, found.start()))
            or (not row and found[0].lower().startswith("are "))  # "three are Green"
            or (now not in _COLOURS and not (row and _is_unrated(row, now, clause)))
            or (row and _is_of_then(clause, sentence, row, facts))
        ):
            continue
        colour = next(one for one in found.groups() if one)
        is_sure = not _STATUS.barely.match(found[0]) or colour.istitle() or _STATUS.subject.search(clause)
        if is_sure and colour.title() != now:
            yield replace(_wrong(colour, sentence, now), source=str(row.actual.cell) if row and row.actual else "")
            return
        if is_sure:
            yield found[0]
            return
    if row:
        yield from _wrong_colour(sentence, row, now, before, facts)


def _wrong_colour(sentence: str, row: MeasureFacts, now: str, before: str, facts: Facts) -> Iterator[Finding]:
    """Finds a colour that the measure neither is nor was in the last report, in a sentence of no other period."""
    known = {now, before, facts.values.printed(f'measures["{row.measure_id}"].forecast_status')}
    found = _STATUS.named.search(sentence)
    if not found or found[0] in known or now not in _COLOURS or before not in _COLOURS:
        return
    if not (any(one.search(sentence) for one in (FUTURE, NOT, PART)) or _is_of_another(sentence, row, facts)):
        yield _wrong(found[0], sentence, f"{now}, and was {before}")


def _is_unrated(row: MeasureFacts, now: str, clause: str) -> bool:
    """Tells whether a measure that nobody judges has no status, and the clause says that the measure has one."""
    return bool(row.actual and not now and row.asked.kind is not RuleKind.JUDGEMENT and _STATUS.subject.search(clause))


def _is_of_then(clause: str, sentence: str, row: MeasureFacts, facts: Facts) -> bool:
    """Tells whether the clause is about an earlier period, or may be: what it was is of now where none is named."""
    found = _STATUS.then.search(clause)
    return bool(found and (found[0].lower() != "was" or points_in(sentence, row, facts)))


def wrong_trends(sentence: str, facts: Facts) -> Iterator[Finding]:
    """Finds a trend that is neither the measure's nor, within the year, its trend over the year."""
    found, row = _STATUS.trend.search(sentence), facts.row
    if not row or not found or FUTURE.search(sentence) or NOT.search(sentence) or PART.search(sentence):
        return
    if strangers(found["what"] or "", row.name):
        return
    own = f'measures["{row.measure_id}"]'
    trends = [one for name in ("trend", "long_trend") if (one := facts.values.printed(f"{own}.{name}"))]
    said = next(trend for name, trend in _TRENDS.items() if found[name])
    if said in trends:
        yield found[0]
    elif trends:
        yield _wrong(found["way"], sentence, ", over the year ".join(dict.fromkeys(trends)), found="trend")


def _statuses(row: MeasureFacts, facts: Facts) -> tuple[str, str]:
    """The status of the measure now and in the last report; blank where it had none."""
    now = rate(row.actual, row.asked).status if row.actual else None
    return str(now or ""), facts.values.printed(f'measures["{row.measure_id}"].earlier_status')


def _of_saving(sentence: str, facts: Facts) -> str:
    """The rating of the one saving that the sentence names; blank where it names none."""
    names = {value.of for value in facts.values.of_role(Role.AMOUNT) if value.of and value.name.startswith("savings[")}
    named = rows_named(sentence, names) if facts.item == "savings" else []
    return facts.values.printed(f'savings["{named[0]}"].risk_rating') if len(named) == 1 else ""


def _is_of_another(sentence: str, row: MeasureFacts, facts: Facts) -> bool:
    """Tells whether the sentence names another period than that of the last report."""
    earlier = facts.values.named(f'measures["{row.measure_id}"].earlier')
    last = earlier.period if earlier else ""
    return any(
        all(one.label not in (last, row.period) for one in point.figures) for point in points_in(sentence, row, facts)
    )


def _wrong(words: str, sentence: str, status: str, *, found: str = "status") -> WordsContradiction:
    told = {"found": found if status else "no-status", "expected": found, "status": status, "data": status}
    return WordsContradiction.of("words-disagree-with-direction", words, clause=short(sentence), **told)
