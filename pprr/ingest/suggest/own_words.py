"""The columns of an extract's own words: its target, status, trend and note of the newest period, and two counts."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from pprr.domain import Period, Status, Trend
from pprr.domain.errors import CellError
from pprr.ingest import cells
from pprr.ingest.extracts.own_words import COUNTS, MARK, WORDS, is_unrated
from pprr.ingest.mapping.header import lowest
from pprr.ingest.mapping.layouts import like
from pprr.ingest.mapping.measure_layouts import DIRECTIONS
from pprr.ingest.mapping.period_labels import PERIOD_WORDS, match_labels, period_of
from pprr.ingest.mapping.shape import Record
from pprr.ingest.suggest.by_values import column_of
from pprr.ingest.suggest.guess import Guess, data, plain
from pprr.ingest.suggest.in_figures import milestones
from pprr.ingest.suggest.remarks import Remark, quoted, word_for

_LATEST = Period.parse("2098-99-annual")
_ARROWS = re.compile(r"[^\w\s]+")
_TRENDS = (*Trend, *DIRECTIONS)
_OF_YEAR = {"target", "comment", "status", "trend"}  # which stand under the year of the quarters beside them
OWN = (*WORDS, *COUNTS, MARK)


def with_own_words(found: Guess) -> Guess:
    """The guess with the columns of the extract's own words, as far as labels tell them and cells bear them out."""
    if found.table != "performance" or not (found.actuals or found.is_long) or found.doubt:
        return found
    newest = _newest(found)
    taken = {*found.sure.values(), *(label for pattern in found.actuals for label in _fitting(found, pattern))}
    sure: dict[str, str] = {}
    for field in OWN:
        if field in found.sure:
            continue
        label = next((one for one in _labels_of(field, found, newest) if one not in {*taken, *sure.values()}), "")
        if label and any(column_of(found, label)) and _BORNE_OUT.get(field, any)(column_of(found, label)):
            sure[field] = label
    unsure = {field: label for field, label in found.unsure.items() if label not in sure.values()}
    return replace(found, sure={**found.sure, **sure}, unsure=unsure)


def words_of(found: Guess, records: Sequence[Record]) -> Iterator[Remark]:
    """Yields the sender's words in the columns of statuses and trends: as keys where they are plain, else asked."""
    if found.table == "performance":
        worded = (text for words in milestones(records).values() for text in words)
        for text in dict.fromkeys((*_texts(records, "status"), *worded)):
            if is_unrated(text) or text.casefold() in {status.casefold() for status in Status}:
                continue
            if re.fullmatch(data("words.toml")["no_status"], text, re.IGNORECASE):
                yield Remark(f"{quoted(text)},", "no_status", why="no rating")
                continue
            meant = word_for(text, data("words.toml")["status"])
            why = "" if meant else f"{' or '.join(map(quoted, Status))}? If it is no rating: no_status = [...]"
            yield Remark(f"{quoted(text)} = {quoted(meant or '...')}", "status_words", is_sure=bool(meant), why=why)
        for text in _texts(records, "trend"):
            if meant := _trend(text):
                yield Remark(f"{quoted(text)} = {quoted(meant)}", "trend_words")
            elif not is_unrated(text) and text.casefold() not in {word.casefold() for word in _TRENDS}:
                yield Remark(f"{quoted(text)},", "no_status", why="no trend")


def _newest(found: Guess) -> Period | None:
    """The newest period that a column of figures is of; None where periods stand in rows."""
    told = [Period.of_data(name) for pattern in found.actuals for name in _fitting(found, pattern)]
    return max(told, key=lambda period: (period.end, not period.is_annual), default=None)


def _fitting(found: Guess, pattern: str) -> Mapping[str, str]:
    labels = match_labels(found.sheet.labels, pattern, _LATEST)
    return labels if isinstance(labels, dict) else {}


def _labels_of(field: str, found: Guess, newest: Period | None) -> Iterator[str]:
    """Yields the labels that are the field's, those that name the newest period first, then by likelihood."""
    patterns: Sequence[str] = data("labels.toml")["own"][field]
    labels = [label for label in found.sheet.labels if label and found.sheet.labels.count(label) == 1]
    ranked = []
    for label in labels:
        named = PERIOD_WORDS.search(label)
        said = plain(" ".join(PERIOD_WORDS.sub(" ", lowest(label)).replace("/", " ").split()))
        rank = next((place for place, pattern in enumerate(patterns) if like(said, pattern)), None)
        if rank is not None and (named is None or _is_of(named[0], newest, field)):
            ranked.append((named is None, rank, label))
    yield from (label for *_, label in sorted(ranked, key=lambda one: one[:2]))


def _is_of(text: str, newest: Period | None, field: str) -> bool:
    """Tells whether a label's period is the newest one, or for its own words beside figures the year of it."""
    named = period_of(text, _LATEST, of=Period.of_data)
    if named is None or newest is None:
        return False
    is_of_year = field in _OF_YEAR and named.is_annual
    if _LATEST.start in {named.start, newest.start}:  # one of the two names no year
        return named.point == newest.point or is_of_year
    return named == newest or (is_of_year and named.start == newest.start)


def _texts(records: Sequence[Record], kind: str) -> list[str]:
    """The texts of a kind of column: "status", and those of earlier periods beside it."""
    cells = (text for record in records for name, text in record.cells.items() if name.partition(" ")[0] == kind)
    return [text for text in dict.fromkeys(cells) if text]


def _trend(text: str) -> str:
    """Our word for a trend that a sender has another word for; blank where it is ours, or none."""
    known = {word.casefold() for word in _TRENDS}
    return "" if text.casefold() in known else word_for(text, data("words.toml")["trend"])


def _are_marks(texts: Sequence[str]) -> bool:
    """Tells whether each cell of a column says that its figure is final, provisional and so on."""
    try:
        return bool([cells.read_mark_alone(text) for text in texts if text])
    except CellError:
        return False


def _is_plain_trend(texts: Sequence[str]) -> bool:
    """Tells whether a word says the trend in most cells: an arrow may be of the figure, or of how well it goes."""
    filled = [cell for cell in texts if cell]
    told = [cell for cell in filled if _trend(cell) or cell.casefold() in {word.casefold() for word in _TRENDS}]
    return 2 * len(told) > len(filled) and not any(_ARROWS.fullmatch(cell) for cell in filled)


_BORNE_OUT: Mapping[str, Callable[[Sequence[str]], bool]] = {"trend": _is_plain_trend, MARK: _are_marks}
