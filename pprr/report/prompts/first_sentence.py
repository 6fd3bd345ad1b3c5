"""A first sentence for an entry, composed from the data by plain rules: the analyst may take it or leave it.

It is written with live values, so that it can be offered with them and, filled in, in plain words. Every name in it is
one that the entry may use. It is never published unless an analyst has put it among the words.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from pprr.commentary.live import as_text, fill
from pprr.domain import Measure, Missing, Priority, RuleKind, TargetKind, round_half_up
from pprr.domain.money import BudgetLine, CashLimitLine, Reserve, Saving, by_account, lines_of, sum_of, without_totals
from pprr.report.items import ACCOUNTS, BUDGET, CAPITAL, OUTTURN, OVERVIEW, RESERVES, SAVINGS, SERVICES
from pprr.report.report import Report
from pprr.report.values.collect import names_for
from pprr.report.values.naming import quoted_keys

_WITHOUT_FIGURE = {
    Missing.NOT_AVAILABLE: "There is no figure for {{ period }} yet",
    Missing.NOT_DUE: "No figure is due for {{ period }}",
    Missing.NOT_APPLICABLE: "The measure does not apply to {{ period }}",
    Missing.WITHHELD: "The figure for {{ period }} is withheld",
}
_WITHOUT_TARGET = {
    TargetKind.MAXIMISE: "the aim is to maximise it",
    TargetKind.MINIMISE: "the aim is to minimise it",
    TargetKind.NONE: "it has no target",
    TargetKind.MILESTONE: "it is a milestone",
    TargetKind.NO_PROFILE: "it has no target for this point of the year",
}


def first_sentence(report: Report, item: str) -> str:
    """The sentence with live values in it; blank for an item that has nothing to say."""
    if item in _SECTIONS:
        return _SECTIONS[item](report)
    match next((found.row for found in report.row_items if found.item == item), None):
        case Priority():
            return _statuses(report, item)
        case BudgetLine(amount=pence):
            return "This is {{ amount.words }} in the cash limit." if pence else ""
        case Reserve(change=pence, approved=whole):
            return _drawn("", pence, whole)
        case Saving(achieved=pence, value=whole):
            return _achieved("", pence, whole)
    return _measure(report.measure(item)) if item in report.measure_ids else ""


def in_plain_words(report: Report, item: str, sentence: str) -> str:
    """The sentence with its live values filled in, as the page would print it."""
    return fill(sentence, names_for(report.values, item), item).text


def _measure(measure: Measure) -> str:
    is_late_by_rule = measure.rated is not measure.actual
    if measure.actual.missing and not is_late_by_rule:
        return f"{_WITHOUT_FIGURE[measure.actual.missing]}{_latest(measure)}."
    if measure.actual.figure_period:
        return "The latest figure is {{ actual }}; there is none for {{ period }} itself."
    if measure.actual.words:
        return 'The milestone is reported as "{{ actual }}"' + (" ({{ status }})." if measure.status else ".")
    if is_late_by_rule:
        said = "The figure that is due comes late: it is {{ latest }}, for {{ latest.period }}"
    else:
        counts = " ({{ numerator }} of {{ denominator }})" * _has_counts(measure)
        said = f"The {{{{ period }}}} figure is {{{{ actual }}}}{counts}"
    said += "".join(f", {part}" for part in _target(measure)) + f"{_tail(measure)}."
    return " ".join(part for part in (said, _changes(measure), _forecast(measure)) if part)


def _latest(measure: Measure) -> str:
    if measure.figures.latest is None:
        return ""
    is_dated = measure.figures.latest.reading.figure_period  # the figure then says its period itself
    return "; the latest is {{ latest }}" + ("" if is_dated else ", for {{ latest.period }}")


def _has_counts(measure: Measure) -> bool:
    """Tells whether a figure's two counts come to it as printed: else they say something else than it does."""
    share = measure.actual.share
    return share is not None and round_half_up(share, measure.actual.decimals) == measure.actual.printed


def _changes(measure: Measure) -> str:
    """The change from the period that the trend compares with, and from the same point of last year."""
    said = []
    change, long_change = measure.move.change, measure.long_move.change
    if change is not None:
        is_of_two = measure.move.trend and not measure.move.reason  # and not the verdict of a control chart
        trend = "{{ trend.words }}: " if is_of_two else ""
        said.append(f"{trend}{{{{ change.words }}}} {_since(change)} {{{{ base }}}}")
    if long_change is not None and measure.figures.base != measure.figures.rated_of.previous_year:
        said.append(f"{{{{ long_change.words }}}} {_since(long_change)} {{{{ long_base }}}}")
    is_mixed = change and long_change and (change < 0) is not (long_change < 0)
    return f"It is {(', but ' if is_mixed else ' and ').join(said)}." if said else ""


def _since(change: Decimal | Fraction) -> str:
    return "on" if change else "from"


def _target(measure: Measure) -> list[str]:
    if measure.target.reading is None or measure.rated.comparator or measure.asked.kind is RuleKind.DATA_ONLY:
        return []
    named = "the target" if measure.target == measure.year_target else "the profiled target"
    verdict = "judged {{ status }}" if measure.asked.kind is RuleKind.JUDGEMENT else "{{ status }}"
    status = f" ({verdict})" if measure.status else ""
    return [f"{{{{ difference.words }}}} {named} of {{{{ target }}}}{status}"]


def _tail(measure: Measure) -> str:
    """The words about a measure that is not held against a figure."""
    if measure.asked.kind is RuleKind.SUSPENDED:
        return "; the measure is suspended, so it has no status"
    if measure.asked.kind is RuleKind.DATA_ONLY:
        return "; it counts activity, so neither more nor less is better"
    if measure.target.reading is None:
        return f"; {_WITHOUT_TARGET[measure.target.kind]}"
    return ""


def _forecast(measure: Measure) -> str:
    if measure.forecast is None or measure.year_target.reading is None:
        return ""
    status = " ({{ forecast_status }})" if measure.forecast.rating.status else ""
    # A forecast is printed with its mark: "950 forecast".
    return f"It has {{{{ forecast }}}} for the end of the year, against a target of {{{{ year_target }}}}{status}."


def _overview(report: Report) -> str:
    named = "outturn" if report.outturn else "services.total"
    said = f"The portfolio {_ends(report)} with {{{{ {named}.variance.words }}}}." if report.position else ""
    return f"{_statuses(report, OVERVIEW, 'counts.')} {said}".strip()


def _statuses(report: Report, item: str, named: str = "") -> str:
    """Every status with its count, also where that is 0 now: a revised figure may change it."""
    counts = names_for(report.values, item)
    measures, rated = (counts[f"{named}{name}"].exact for name in ("measures", "rated"))
    if not measures:
        return ""
    whole = f"Of {{{{ {named}measures }}}} measure{'' if measures == 1 else 's'}"
    if not rated:
        return f"{whole}, none is rated."
    return (
        f"{whole}, {{{{ {named}rated }}}} {'is' if rated == 1 else 'are'} rated: "
        f"{{{{ {named}green }}}} Green, {{{{ {named}amber }}}} Amber and {{{{ {named}red }}}} Red."
    )


def _ends(report: Report) -> str:
    return "ended {{ year }}" if report.period.is_annual else "is forecast to end {{ year }}"


def _budget(report: Report) -> str:
    if not any(row.amount for row in lines_of(report.budget, CashLimitLine.CHANGE)):
        return "The cash limit is unchanged at {{ current }}."
    return (
        "The cash limit is now {{ current }}: {{ change.words }} ({{ change.percent }}) on the {{ previous }} that was "
        "reported before."
    )


def _outturn(report: Report) -> str:
    now = report.outturn
    if now is None:
        return ""
    share = ", {{ variance.percent }} of" if now.variance and now.cash_limit else " against"
    said = f"The portfolio {_ends(report)} with {{{{ variance.words }}}}{share} its cash limit of {{{{ cash_limit }}}}."
    if report.movement:
        said += " That is {{ movement.words }} than the {{ last_report }} forecast."
    if now.appropriations:
        said += f" The {report.outturn_in_words.lower()} includes {{{{ appropriations.words }}}}."
    return said


def _services(report: Report) -> str:
    return f"The portfolio {_ends(report)} with {{{{ total.variance.words }}}} on its budget of {{{{ total.budget }}}}."


def _reserves(report: Report) -> str:
    single = without_totals(report.reserves)
    return _drawn("total.", sum_of(single, "change"), sum_of(single, "approved"), "in total")


def _drawn(named: str, pence: int, whole: int, where: str = "") -> str:
    change, approved, balance = (f"{{{{ {named}{name} }}}}" for name in ("change", "approved", "balance"))
    if pence == whole > 0:
        return f"All of the {approved} approved has been drawn."
    if pence > 0:
        return f"{change} of the {approved} approved has been drawn, and {balance} is left."
    if pence < 0:
        return f"{change} has been added to the {approved} approved, which makes {balance}."
    return f"Nothing has been drawn{f' {where}' if where else ''}: {balance} is left of the {approved} approved."


def _savings(report: Report) -> str:
    single = without_totals(report.savings)
    return _achieved("total.", sum_of(single, "achieved"), sum_of(single, "value"), " of savings")


def _achieved(named: str, pence: int, whole: int, what: str = "") -> str:
    value = f"{{{{ {named}value }}}}{what}"
    if pence == whole > 0:
        return f"All of the {value} has been achieved."
    if pence == 0 < whole:
        return f"None of the {value} has been achieved."
    return f"{{{{ {named}achieved }}}} of the {value} has been achieved ({{{{ {named}percent }}}})."


def _capital(report: Report) -> str:
    spent = "was spent" if report.period.is_annual else "is forecast to be spent"
    return (
        f"{{{{ total.forecast }}}} of {{{{ total.budget }}}} {spent}, and {{{{ total.rephasing }}}} moves to later "
        "years: {{ total.variance.words }}."
    )


def _accounts(report: Report) -> str:
    names = list(by_account(report.accounts))
    shows = "shows" if report.period.is_annual else "is forecast to show"
    return " ".join(
        f"{as_text(name)} {shows} {{{{ accounts{key}.total.variance.words }}}}."
        for name, key in zip(names, quoted_keys([(name, "") for name in names]), strict=True)
    )


_SECTIONS: dict[str, Callable[[Report], str]] = {
    OVERVIEW: _overview,
    BUDGET: _budget,
    OUTTURN: _outturn,
    SERVICES: _services,
    RESERVES: _reserves,
    SAVINGS: _savings,
    CAPITAL: _capital,
    ACCOUNTS: _accounts,
}
