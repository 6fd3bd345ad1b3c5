"""What stands where figures are expected: figures, lengths of time, signs of a missing one, milestones' words."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pprr.domain import Cell, Unit
from pprr.domain.errors import CellError
from pprr.ingest import cells
from pprr.ingest.mapping.shape import Record
from pprr.ingest.suggest.guess import data
from pprr.ingest.suggest.remarks import Remark, quoted, word_for

_STATUS: Mapping[str, str] = data("words.toml")["status"]
_FRACTION = re.compile(r"-?0\.\d+", re.ASCII)


def of_figures(records: Sequence[Record], *, is_workbook: bool) -> Iterator[Remark]:
    """Collects what stands in place of a figure, and percentages that may be fractions."""
    worded = milestones(records)
    texts = [text for one in records for text in figures_in(one) if text not in worded.get(one.cells["measure_id"], ())]
    lengths = [text for text in texts if cells.read_length(text) is not None]
    if lengths:
        why = f'"{lengths[0]}" is a length of time: in which unit is its measure, "hours", "minutes" or "seconds"?'
        yield Remark('durations = "..."', is_sure=False, why=why)
    unread = dict.fromkeys(text for text in texts if text not in lengths and not _is_figure(text))
    for text in unread:
        count = sum(found == text for found in texts)
        shown = "a blank cell" if not text else "this"
        why = f"{shown} stands {count} times; say which kind of missing it is, or correct it"
        yield Remark(f'{quoted(text)} = "Not available"', "missing", is_sure=False, why=why)
    small = [text for text in texts if _FRACTION.fullmatch(text)]
    if small and is_workbook:
        why = f"{len(small)} cells hold a fraction, such as {small[0]}: does the sheet show it with a % sign?"
        yield Remark('percentages = "fractions"', is_sure=False, why=why)


def figures_in(record: Record) -> list[str]:
    """The texts of a record that stand where figures are expected."""
    return [text for name, text in record.cells.items() if name.startswith("actual ") or name == "value"]


def milestones(records: Sequence[Record]) -> dict[str, tuple[str, ...]]:
    """The measures that have no figure, and in the place of one a sender's word for a status: the words of each."""
    texts: dict[str, list[str]] = {}
    for record in records:
        texts.setdefault(record.cells["measure_id"], []).extend(figures_in(record))
    found = {}
    for measure_id, own in texts.items():
        words = [text for text in own if text and not _is_figure(text) and not _is_no_word(text)]
        has_figure = any(re.search(r"\d", text) and _is_figure(text) for text in own)
        if not has_figure and any(word_for(text, _STATUS) for text in words):
            found[measure_id] = tuple(dict.fromkeys(words))
    return found


def _is_no_word(text: str) -> bool:
    return re.fullmatch(data("words.toml")["no_status"], text, re.IGNORECASE) is not None


def _is_figure(text: str) -> bool:
    for unit in (Unit.NUMBER, Unit.PERCENTAGE):  # any words may be a milestone's
        try:
            cells.read_reading(text, unit=unit, decimals=0, cell=Cell(""))
        except CellError:
            continue
        return True
    return False
