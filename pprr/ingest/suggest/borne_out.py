"""Guesses by labels held against the cells below: codes that are codes, a series that is one, councils."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pprr.domain import DataPeriod, Period, months_in
from pprr.ingest.mapping.header import Sheet
from pprr.ingest.mapping.layouts import like
from pprr.ingest.mapping.period_labels import PERIOD_WORDS, PLACE, YEAR_WORDS, period_of
from pprr.ingest.readers.files import Row
from pprr.ingest.suggest.by_values import column_of
from pprr.ingest.suggest.guess import AGREEMENT, Guess, data, guesses, kind_of, likelihood, plain

_MOST_ROWS = 200
_HALF = 0.5
_LEAST = 0.4  # of a guess's fit: where nothing is sure, it is no guess
_CODE = re.compile(r"(?=.*\d)\S{1,20}(?: \S{1,10})?", re.DOTALL)
_AREA_CODE = re.compile(r"[EKNSW]\d{8}", re.ASCII)
_COUNCIL = re.compile(r"\b(?:council|borough|county|district|city of|unitary|combined authority)\b", re.IGNORECASE)
_FIGURE = re.compile(r"[<>~≤≥]?[(+-]?\s*£?[\d.,]+\s*%?\)?", re.ASCII)
_ACTUAL = {"actual", "result", "performance", "value"}
_COUNCILS = {"council", "authority", "local authority", "council or average", "comparator"}
_OTHERS = {"target", "status", "rag", *_COUNCILS}
_FEWEST_COUNCILS = 3
_ANY_YEAR = Period(2000)
_YEAR = re.compile(YEAR_WORDS)
_WEAK = {"code", "id", "ref", "reference"}  # labels of anything's code


def guess(rows: Sequence[Row], *, table: str = "") -> Guess | None:
    """The best guess at what the rows are, or None where nothing speaks for any table of ours."""
    best = max(map(borne_out, guesses(rows, table=table)), key=likelihood, default=None)
    return best if best and (round(best.score, 3) > _LEAST or table) else None


def borne_out(found: Guess) -> Guess:
    """The guess with its labels held against their cells: what the cells do not show is no longer sure."""
    if "measure_id" in {**found.sure, **found.unsure}:
        found = _with_codes(found)
    if found.table in AGREEMENT and _has_figures(found.sheet):
        return replace(found, sure={}, unsure={**found.unsure, **found.sure})
    if found.table == "comparators":
        return _with_periods(_with_councils(found))
    if found.table == "performance" and _column_of_councils(found):
        return replace(found, sure={}, unsure={}, actuals=(), statuses=())
    if found.table == "services":
        return _of_one_year(found)
    is_of_others = found.table == "series" and bool({plain(label) for label in found.sheet.labels} & _OTHERS)
    is_of_points = found.table == "series" or (found.is_long and "portfolio" not in {**found.sure, **found.unsure})
    if is_of_others or (is_of_points and not _has_points(found)):
        return replace(found, sure={}, unsure={**found.unsure, **found.sure})
    return found


def _has_figures(sheet: Sheet) -> bool:
    """Tells whether a label is of measures' figures, which no table of the agreement holds."""
    for label in filter(None, sheet.labels):
        pattern = PERIOD_WORDS.sub(PLACE, label, count=1)
        is_of_period = pattern != label and "target" not in label.lower() and kind_of(pattern) == "actual"
        if is_of_period or plain(label) in _ACTUAL:
            return True
    return False


def _cells(found: Guess, label: str) -> tuple[str, ...]:
    return column_of(found, label)[:_MOST_ROWS]


def _share(cells: Sequence[str], pattern: re.Pattern[str]) -> float:
    filled = [cell for cell in cells if cell]
    return sum(pattern.fullmatch(cell) is not None for cell in filled) / len(filled) if filled else 0.0


def _labels_of(field: str, sheet: Sheet) -> Iterator[str]:
    """Yields the labels that surely are the field's, by the order of likelihood."""
    for pattern in (field.replace("_", " "), field, *data("labels.toml")[field]["surely"]):
        yield from (label for label in dict.fromkeys(sheet.labels) if label and like(plain(label), pattern))


def _with_codes(found: Guess) -> Guess:
    """The guess with the column of measures' codes that holds codes, where another label of the kind does not."""
    taken = {label for name, label in found.sure.items() if name != "measure_id"}
    labels = [label for label in dict.fromkeys(_labels_of("measure_id", found.sheet)) if label not in taken]
    shares = {label: _share(_cells(found, label), _CODE) for label in labels}
    areas = {label for label in labels if _share(_cells(found, label), _AREA_CODE) > _HALF}
    best = max((label for label in labels if label not in areas), key=lambda label: shares[label], default="")
    sure = {name: label for name, label in found.sure.items() if name != "measure_id"}
    if not best:
        unsure = {name: label for name, label in found.unsure.items() if label not in areas}
        return replace(found, sure=sure, unsure=unsure) if areas else found
    if shares[best] <= shares.get(found.sure.get("measure_id", ""), 0.0):
        return found
    return replace(found, sure={"measure_id": best, **sure})


def _with_councils(found: Guess) -> Guess:
    """The guess with the column that holds councils' names, by any label; without one there is no comparison."""
    if "name" in found.sure:
        return found
    named = [
        label
        for label in dict.fromkeys(found.sheet.labels)
        if label and _share(_cells(found, label), re.compile(rf".*{_COUNCIL.pattern}.*", re.IGNORECASE)) > _HALF
    ]
    if not named:
        return replace(found, sure={}, unsure={**found.unsure, **found.sure})
    sure = {field: label for field, label in found.sure.items() if label != named[0]}
    return replace(found, sure={**sure, "name": named[0]})


def _column_of_councils(found: Guess) -> str:
    """The label of a column that names one council after another; blank where there is none."""
    labels = [label for label in found.sheet.labels if plain(label) in _COUNCILS]
    return next((label for label in labels if len({*filter(None, _cells(found, label))}) >= _FEWEST_COUNCILS), "")


def _with_periods(found: Guess) -> Guess:
    """The guess with the pattern of its columns of figures, where no column says the period of a row."""
    patterns = {PERIOD_WORDS.sub(PLACE, label, count=1) for label in found.sheet.labels if PERIOD_WORDS.search(label)}
    if "period" in found.sure or len(patterns) != 1 or not _column_of_councils(found):
        return found
    return replace(found, periods=patterns.pop())


def _of_one_year(found: Guess) -> Guess:
    """The guess with no label of money sure that another column has of another year."""
    words = [_YEAR.sub("", label) for label in found.sheet.labels]
    doubtful = {
        field: label
        for field, label in found.sure.items()
        if _YEAR.search(label) and words.count(_YEAR.sub("", label)) > 1
    }
    sure = {field: label for field, label in found.sure.items() if field not in doubtful}
    return replace(found, sure=sure, unsure={**found.unsure, **doubtful})


def _has_points(found: Guess) -> bool:
    """Tells whether the cells are figures of measures, each for periods of whole months, none of them twice.

    Where only a weak label, such as ID, speaks for measures, some must have several periods.
    """
    if not {"measure_id", "period", "value"} <= set(found.sure):
        return False
    ids, periods, values = (_cells(found, found.sure[name]) for name in ("measure_id", "period", "value"))
    if _share(values, _FIGURE) <= _HALF or sum(map(_is_span, periods)) <= _HALF * len(periods):
        return False
    points = [(one.casefold(), period) for one, period in zip(ids, periods, strict=True) if one]
    is_weak = plain(found.sure["measure_id"]) in _WEAK
    return len(set(points)) == len(points) and (len({one for one, _ in points}) < len(points) or not is_weak)


def _is_span(text: str) -> bool:
    try:
        return months_in(DataPeriod.parse(text)) > 0
    except ValueError:
        return period_of(text, _ANY_YEAR) is not None
