"""Periods in a file's labels and rows: a column a period found by a pattern, or a row a period put side by side."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pprr.domain import DataPeriod, Period, Point, months_in
from pprr.ingest.mapping.header import Problem
from pprr.ingest.mapping.layouts import PerformanceLayout
from pprr.ingest.mapping.shape import Record

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = re.compile(r"([a-z]{3,9})\.?(?:[\s'’/-]*((?:20)?\d\d))?", re.ASCII)
_YEAR = re.compile(r"[\s/]*(20\d\d)\s?[-/–]\s?(?:20)?\d\d[\s/]*", re.ASCII)
_POINTS = {6: Point.Q1, 9: Point.Q2, 12: Point.Q3, 3: Point.ANNUAL}
PLACE = "{period}"


def period_of(text: str, edition: Period) -> Period | None:
    """The period that a label means, in the edition's year where it names none; None where it means none of ours.

    ``Q1`` and ``Mid-Year`` are the edition's year's. A month is the reporting point that it ends, or none.

    >>> [str(period_of(text, Period.parse("2019-20-q3"))) for text in ("2018/19", "Q2", "Dec-19", "2018/19 / Sep")]
    ['2018-19-annual', '2019-20-q2', '2019-20-q3', '2018-19-q2']
    """
    for said in (text, f"{text} {edition.year}"):
        try:
            return Period.parse(said) if text.strip() else None
        except ValueError:
            continue
    month = month_of(text, edition)
    if month is None or month[1] not in _POINTS:
        return None
    year, number = month
    return Period(year - 1 if number == 3 else year, _POINTS[number])


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


def match_labels(labels: Iterable[str], pattern: str, edition: Period) -> dict[str, str] | Problem:
    """For each period up to the edition's the label that fits the pattern; two labels for one are a problem."""
    fits = _label_of(pattern)
    found: dict[str, str] = {}
    for label in labels:
        match = fits.fullmatch(label)
        period = period_of(match[1], edition) if match else None
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


def with_periods(layout: PerformanceLayout, labels: Sequence[str], edition: Period) -> PerformanceLayout | Problem:
    """The layout with the labels that its patterns stand for; statuses are those of earlier periods."""
    changes: dict[str, object] = {}
    for name, said in (("actuals_said", layout.actuals_said), ("statuses_said", layout.statuses_said)):
        if isinstance(said, str):
            found = match_labels(labels, said, edition)
            if isinstance(found, Problem):
                return found
            is_earlier = name == "statuses_said"
            changes[name] = {key: label for key, label in found.items() if not (is_earlier and key == str(edition))}
    return layout.model_copy(update=changes)


def side_by_side(
    records: Sequence[Record], layout: PerformanceLayout, edition: Period, prefix: str
) -> tuple[tuple[Record, ...], tuple[tuple[Record, str], ...]]:
    """One record for each measure from a row for each of its periods, and the rows that keep it from being so.

    Rows of periods that the layout does not list are left out; a wanted period without a row is blank.
    """
    wanted = layout.actuals_said if isinstance(layout.actuals_said, tuple) else ()
    found: dict[tuple[str, str], Record] = {}
    problems: list[tuple[Record, str]] = []
    for record in records:
        period = period_of(record.cells["period"], edition)
        if period is None:
            problems.append((record, f'"{record.cells["period"]}" is no period of a report.'))
            continue
        if str(period) not in wanted:
            continue
        key = (record.cells["portfolio"].lower(), record.cells["measure_id"].lower())
        field = f"{prefix}{period}"
        first = found.get(key) or _emptied(record, [f"{prefix}{name}" for name in wanted])
        if field in first.places:
            problems.append((record, f"{record.cells['measure_id']} has two rows for {period.label}."))
            continue
        newest = record if str(period) == str(edition) else first
        found[key] = replace(
            newest,
            cells={**_own(newest), **_of_periods(first.cells, prefix), field: record.cells["value"]},
            received={**newest.received, **_of_periods(first.received, prefix), **_value(record, field)},
            places={**first.places, field: record.at("value")},
            labels={**first.labels, **newest.labels},
            note="\n".join(dict.fromkeys(note for note in (first.note, record.note) if note)),
        )
    return tuple(found.values()), tuple(problems)


def _emptied(record: Record, fields: Sequence[str]) -> Record:
    return replace(
        record,
        cells={**record.cells, **dict.fromkeys(fields, "")},
        labels={**record.labels, **dict.fromkeys(fields, record.labels["value"])},
    )


def _own(record: Record) -> dict[str, str]:
    return {name: text for name, text in record.cells.items() if name not in {"period", "value"}}


def _of_periods(texts: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name: text for name, text in texts.items() if name.startswith(prefix)}


def _value(record: Record, field: str) -> dict[str, str]:
    return {field: record.received["value"]} if "value" in record.received else {}


def each_period(records: Iterable[Record], labels: Mapping[str, str]) -> tuple[Record, ...]:
    """A record for each period of a row that has a column for each: ``labels`` gives for each field its period.

    A blank cell is no figure of its period, and makes no record.
    """
    return tuple(
        replace(
            record,
            cells={**record.cells, "period": period, "value": record.cells[field]},
            received={**record.received, "value": record.as_received(field)},
            labels={**record.labels, "period": record.labels[field], "value": record.labels[field]},
        )
        for record in records
        for field, period in labels.items()
        if record.cells[field]
    )


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
