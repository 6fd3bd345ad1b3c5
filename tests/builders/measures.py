"""Made-up records for the tests of rules: each with usual fields, of which a test names those that it is about."""

from dataclasses import fields
from decimal import Decimal

from builders.rules import rules as usual_rules
from pprr.domain import (
    Cell,
    DatedReading,
    Figures,
    Frequency,
    Judgement,
    Kind,
    Measure,
    Missing,
    Period,
    Polarity,
    Reading,
    RegisterEntry,
    RuleKind,
    Rules,
    Target,
    TargetKind,
    Unit,
)
from pprr.rules.attention import attention
from pprr.rules.one_case import one_case
from pprr.rules.rating import rate
from pprr.rules.status import asked_of
from pprr.rules.trend import compare

PERIOD = Period.parse("2019/20")
_ENTRY = {field.name for field in fields(RegisterEntry)}


def a_reading(text: str, **more: object) -> Reading:
    """The reading of ``85.5%``, ``8,032`` or ``Not available``, from a made-up cell; ``more`` are further fields."""
    cell = Cell("extract.csv", row=4, column="Actual")
    plain = text.rstrip("%").replace(",", "")
    unit = Unit.PERCENTAGE if text.endswith("%") else Unit.NUMBER
    if text in set(Missing):
        return Reading(unit, **{"missing": Missing(text), "text": text, "cell": cell} | more)
    decimals = len(plain.partition(".")[2])
    return Reading(unit, Decimal(plain), decimals, **{"text": text, "cell": cell} | more)


def a_target(text: str, **bounds: str) -> Target:
    """The target of ``90%`` or ``Aim to maximise``, with its further bounds."""
    if text in set(TargetKind):
        return Target(TargetKind(text))
    return Target(TargetKind.VALUE, a_reading(text), **{name: a_reading(bound) for name, bound in bounds.items()})


def an_entry(**more: object) -> RegisterEntry:
    """A register entry: a percentage of which a high one is good, each year, by the year's margin."""
    usual: dict[str, object] = {
        "measure_id": "EXA1.1",
        "code": "EXA1.1",
        "name": "Share of examples",
        "portfolio": "example-services",
        "priority": 1,
        "good_performance": Polarity.HIGH,
        "unit": Unit.PERCENTAGE,
        "decimals": 1,
        "kind": Kind.ANNUAL,
        "owner": "",
        "framework": "",
        "tolerance": None,
        "frequency": Frequency.ANNUAL,
        "lag": 0,
        "rule": RuleKind.TOLERANCE,
        "rule_reason": "",
        "predecessors": (),
        "rebase": (),
        "cell": Cell("measures.csv", row=2),
    }
    return RegisterEntry(**usual | more)


def a_measure(
    actual: str | Reading = "85.5%",
    target: str | Target = "90.0%",
    *past: Reading,
    judgement: Judgement | None = None,
    rules: Rules | None = None,
    **more: object,
) -> Measure:
    """A measure with its verdicts; ``past`` are earlier figures, oldest first, ``more`` fields of entry or figures."""
    year = rules or usual_rules()
    now = a_reading(actual) if isinstance(actual, str) else actual
    aim = a_target(target) if isinstance(target, str) else target
    entry = an_entry(**{"unit": now.unit} | {name: value for name, value in more.items() if name in _ENTRY})
    years = [Period(PERIOD.start - len(past) + at) for at in range(len(past))]
    usual: dict[str, object] = {
        "actual": now,
        "history": (*past, now),
        "comparable": tuple(map(DatedReading, (*years, PERIOD), (*past, now))),
        "base": PERIOD.previous_year,
        "previous": past[-1] if past else None,
        "long_previous": None,
        "rated": now,
        "rated_of": PERIOD,
    }
    figures = Figures(**usual | {name: value for name, value in more.items() if name not in _ENTRY})
    asked = asked_of(entry, aim, judgement, year, figures.previous)
    rating = rate(figures.rated, asked)
    move, long_move = (
        compare(
            figures.rated,
            base,
            good=entry.good_performance,
            stable_below=year.trend.stable_below,
            asked=asked,
        )
        for base in (figures.previous, figures.long_previous)
    )
    told = attention(year, rating.status, move.trend, figures.earlier_status, is_late=figures.is_late)
    return Measure(entry, figures, asked, aim, rating, move, long_move, told, one_case(figures.rated, asked))
