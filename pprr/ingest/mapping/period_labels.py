"""Periods in labels: the period that a label means, and the labels that a pattern or a period stands for."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from pprr.domain import DataPeriod, Period, Point, months_in
from pprr.ingest.mapping.header import Problem
from pprr.ingest.mapping.layouts import like
from pprr.ingest.mapping.measure_layouts import PerformanceLayout

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = re.compile(r"([a-z]{3,9})\.?(?:[\s'’/-]*((?:20)?\d\d))?", re.ASCII)
_YEAR = re.compile(r"[\s/]*(20\d\d)\s?[-/–]\s?(?:20)?\d\d[\s/]*", re.ASCII)
_POINTS = {6: Point.Q1, 9: Point.Q2, 12: Point.Q3, 3: Point.ANNUAL}
_BESIDE = re.compile(r"(.*\S)\s*\(([^()]*)\)")
_QUARTER = 3  # months
PLACE = "{period}"
_SHORT = "|".join(f"{year}/{year + 1}" for year in range(10, 50))  # 24/25
_SHORT_YEAR = re.compile(rf"(?<![\d/])(?:{_SHORT})(?![\d/])", re.ASCII)
YEAR_WORDS = rf"(?:20\d\d\s?[-/–]\s?(?:20)?\d\d|{_SHORT_YEAR.pattern})"
_MONTH_WORDS = (
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_RANGE_WORDS = rf"{_MONTH_WORDS}\.?\s?(?:[-–]|to)\s?{_MONTH_WORDS}\b"
_QUARTER_WORDS = rf"\b(?:Q|Quarter\s|Qtr\s)[1-4]\b(?:\s?\({_RANGE_WORDS}\))?|\bmid[\s-]year\b"
POINT_WORDS = re.compile(rf"(?:{_QUARTER_WORDS}|{_RANGE_WORDS}|{_MONTH_WORDS}\b)", re.IGNORECASE)
PERIOD_WORDS = re.compile(
    rf"{POINT_WORDS.pattern}[\s/]+{YEAR_WORDS}|{YEAR_WORDS}[\s;/]*{POINT_WORDS.pattern}|{YEAR_WORDS}"
    rf"|{_MONTH_WORDS}[\s'-]*(?:20)?\d\d\b|^{_MONTH_WORDS}$|{_QUARTER_WORDS}|{_RANGE_WORDS}",
    re.IGNORECASE,
)
_FIGURES = {"actual", "actuals", "result", "results", "value", "performance", "outturn", "figure", "figures"}
_REVISED = {
    *("revised", "revision", "restated", "updated", "update", "corrected", "final", "provisional", "estimated"),
    *("amended", "amendment", "restatement", "reviewed", "preliminary"),
    *("draft", "latest", "new", "old", "original", "previous", "unaudited", "audited", "validated", "adjusted"),
}


def period_of(text: str, edition: Period, *, of: Callable[[str], Period] = Period.parse) -> Period | None:
    """The period that a label means, in the edition's year where it names none; None where it means none of ours.

    ``Q1`` and ``Mid-Year`` are the edition's year's. A month is the reporting point that it ends, or none. A fourth
    quarter is the year's report, or with ``of`` ``Period.of_data`` a period of its own.

    >>> said = ("2018/19", "Q2", "Dec-19", "2018/19 / Sep", "Q1 19/20")
    >>> [str(period_of(text, Period.parse("2019-20-q3"))) for text in said]
    ['2018-19-annual', '2019-20-q2', '2019-20-q3', '2018-19-q2', '2019-20-q1']
    """
    text = _SHORT_YEAR.sub(lambda year: f"20{year[0]}", text)
    for said in (text, f"{text} {edition.year}"):
        try:
            return of(said) if text.strip() else None
        except ValueError:
            continue
    if of_months := _of_months(text, edition, of):
        return of_months
    month = month_of(text, edition)
    if month is None or month[1] not in _POINTS:
        return None
    year, number = month
    return Period(year - 1 if number == 3 else year, _POINTS[number])


def _of_months(text: str, edition: Period, of: Callable[[str], Period]) -> Period | None:
    """The point of ``Apr-Jun 2025/26``, ``2025/26 / Apr-Jun`` or ``Apr-Sep``: a quarter's months, or those since April.

    ``Q1 (Apr-Jun)`` is its quarter, where the months are that quarter's.
    """
    beside = _BESIDE.fullmatch(text)
    if beside:
        quarter, months = period_of(beside[1], edition, of=of), _of_months(beside[2], edition, of)
        return quarter if quarter and months and quarter.end.month == months.end.month else None
    year = _YEAR.search(text)
    written = f"{int(year[1])}/{(int(year[1]) + 1) % 100:02d}" if year else edition.year.replace("-", "/")
    try:
        span = DataPeriod.parse(f"{text.replace(year[0], ' ') if year else text} {written}")
    except ValueError:
        return None
    is_like = months_in(span) == _QUARTER or (months_in(span) in (6, 9) and span.start.month == 4)
    quarter_of = {6: "q1", 9: "q2", 12: "q3", 3: "q4"}
    if not is_like or span.end.month not in quarter_of:
        return None
    return of(f"{written} {quarter_of[span.end.month]}")


def month_of(text: str, edition: Period) -> tuple[int, int] | None:
    """The year and the number of the month that a label names, in the edition's financial year where it names none."""
    if year := _YEAR.search(text):  # a financial year of its own, as "2019/20 / Dec" has it
        text, edition = text.replace(year[0], ""), Period(int(year[1]))
    match = _MONTH.fullmatch(" ".join(text.split()).lower())
    found = [number for number, name in enumerate(_MONTHS, start=1) if match and name.startswith(match[1])]
    if not match or len(found) != 1:
        return None
    number = found[0]
    if match[2]:
        return 2000 + int(match[2]) % 100, number
    return (edition.start if number >= 4 else edition.start + 1), number


def match_labels(
    labels: Iterable[str], pattern: str, edition: Period, *, of: Callable[[str], Period] = Period.of_data
) -> dict[str, str] | Problem:
    """For each period up to the edition's the label that fits the pattern; two labels for one are a problem."""
    fits = _label_of(pattern)
    found: dict[str, str] = {}
    for label in labels:
        match = fits.fullmatch(label)
        period = period_of(match[1], edition, of=of) if match else None
        if period is None or period.end > edition.end:
            continue
        if str(period) in found and found[str(period)] != label:
            return Problem(
                f'"{found[str(period)]}" and "{label}" both fit "{pattern}" for {period.label}.',
                "Name the labels of the periods one by one in sources.toml.",
            )
        found[str(period)] = label
    if not found:
        return Problem(
            f'no column fits "{pattern}", as "{pattern.replace(PLACE, edition.label)}" would.',
            "Correct the pattern, or name the labels of the periods one by one in sources.toml.",
        )
    return dict(sorted(found.items()))


def _label_of(pattern: str) -> re.Pattern[str]:
    """The labels that fit a pattern; the group is their period as it is written."""
    before, after = (re.escape(" ".join(part.split())) for part in pattern.split(PLACE, 1))
    return re.compile(rf"{before}\s*(.+?)\s*{after}", re.IGNORECASE)


def second_columns(labels: Iterable[str], layout: PerformanceLayout, edition: Period) -> Iterator[tuple[str, str]]:
    """Yields each label of figures of a period that is read from another column, with that column's label.

    ``2025/26 Q2 Actual (revised)`` is one beside ``2025/26 Q2 Actual``; one of a target or a status is none.
    """
    read = {*layout.columns.values(), *layout.actuals.values(), *layout.statuses.values()}
    now = layout.actuals.get(str(edition), "")
    plain = [label for label in layout.actuals.values() if not _named_in(label, edition)]
    plain += [now] if now and now not in plain else []
    for label in dict.fromkeys(labels):
        if not label or label in read or any(like(label, ignored) for ignored in layout.ignore):
            continue
        named, words = _named_in(label, edition), _words(label)
        if named:
            taken = layout.actuals.get(str(named)) or layout.actuals.get(str(named.report), "")
            if taken and not words - _words(taken) - _FIGURES - _REVISED:
                yield label, taken
        else:
            others = ((taken, words - _words(taken) - _FIGURES) for taken in plain)
            yield from ((label, taken) for taken, other in others if other and other <= _REVISED)


def is_of_last_quarter(label: str, edition: Period) -> bool:
    """Tells whether a label of figures names the fourth quarter alone; ``Q4 YTD`` does not.

    >>> [is_of_last_quarter(label, Period.parse("2024-25")) for label in ("Q4 Actual", "Jan-Mar 2025", "Q4 YTD")]
    [True, True, False]
    """
    named = _named_in(label, edition)
    return bool(named and named != named.report == edition and not _words(label) - _FIGURES - _REVISED)


def _named_in(label: str, edition: Period) -> Period | None:
    """The period within a label, if there is one."""
    match = PERIOD_WORDS.search(label)
    return period_of(match[0], edition, of=Period.of_data) if match else None


def _words(label: str) -> set[str]:
    """The words of a label beside its period."""
    return set(re.findall(r"[^\W\d_]+", PERIOD_WORDS.sub(" ", label).lower()))


def with_periods(layout: PerformanceLayout, labels: Sequence[str], edition: Period) -> PerformanceLayout | Problem:
    """The layout with the labels that its patterns stand for; statuses are those of earlier periods."""
    changes: dict[str, object] = {}
    for name, said, of in (
        ("actuals_said", layout.actuals_said, Period.of_data),
        ("statuses_said", layout.statuses_said, Period.parse),
    ):
        if isinstance(said, str):
            found = match_labels(labels, said, edition, of=of)
            if isinstance(found, Problem):
                return found
            is_earlier = name == "statuses_said"
            changes[name] = {key: label for key, label in found.items() if not (is_earlier and key == str(edition))}
    return layout.model_copy(update=changes)


def spans_in(labels: Iterable[str], pattern: str) -> dict[str, str]:
    """For each label that fits the pattern the period that it names, as it is written: a month, a quarter, a year."""
    fits = _label_of(pattern)
    found = {}
    for label in labels:
        match = fits.fullmatch(label)
        try:
            named = DataPeriod.parse(match[1]) if match else None
        except ValueError:
            continue
        if named and months_in(named):
            found[label] = named.label
    return found
