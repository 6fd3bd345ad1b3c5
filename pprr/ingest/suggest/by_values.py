"""A guess at a table, mended by what stands below its labels: unique codes, words that say which way is good."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pprr.ingest.mapping.layouts import like
from pprr.ingest.suggest.guess import Guess, data, plain

_OF_A_MOVE = re.compile(r"\b(?:trend|travel|movement|change|arrow|dot)\b", re.IGNORECASE)
_OF_THE_GOOD = re.compile(r"\b(?:better|best|good)\b", re.IGNORECASE)
_FEW = 0.5  # of the rows: a column that fewer fill is no key


def by_values(found: Guess) -> Guess:
    """The guess with the fields that its cells tell better than its labels."""
    if found.table == "services":
        return _line_of_its_portfolio(found)
    if found.table != "performance":
        return found
    return _way_that_is_good(_own_code(found))


def column_of(found: Guess, label: str) -> tuple[str, ...]:
    """The cells below a label, those of rows that hold nothing else left out."""
    place = found.sheet.column(label)
    rows = [row for row in found.sheet.rows if len(row.filled) > 1]
    return tuple(row.cells[place] if place is not None and place < len(row.cells) else "" for row in rows)


def free_labels(found: Guess) -> tuple[str, ...]:
    """The labels that hold no field yet, nor the figures of a period."""
    used = {*found.sure.values(), *found.unsure.values()}
    return tuple(
        label for label in found.sheet.labels if label and label not in used and found.sheet.labels.count(label) == 1
    )


def is_neither(text: str) -> bool:
    """Tells whether the text says that neither a high nor a low figure is the better one."""
    return re.fullmatch(data("words.toml")["neither"], text.strip(), re.IGNORECASE) is not None


def polarities(texts: Sequence[str]) -> Mapping[str, str] | None:
    """For each text the way that it calls good, None where one of them says no such thing."""
    signs: Mapping[str, str] = data("words.toml")["polarity"]
    told = {}
    for text in dict.fromkeys(text for text in texts if text and not is_neither(text)):
        said = re.sub(r"\b(is|are|be|to|aim|better|best|good|the)\b|[^\w\s↑▲↓▼]", " ", text.lower()).strip()
        meant = [way for way, sign in signs.items() if re.fullmatch(sign, said)]
        if not meant:
            return None
        told[text] = meant[0]
    return told or None


def _line_of_its_portfolio(found: Guess) -> Guess:
    """The portfolio as its own line, where no label holds lines and each portfolio stands once."""
    label = found.sure.get("portfolio", "")
    if not label or {"line", "group"} & {*found.sure, *found.unsure}:
        return found
    cells = column_of(found, label)
    is_its_own = all(cells) and len({cell.casefold() for cell in cells}) == len(cells)
    return replace(found, sure={**found.sure, "line": label}) if is_its_own else found


def _own_code(found: Guess) -> Guess:
    """Another label of codes in the place of one below which a code comes twice, or none stands."""
    label = found.sure.get("measure_id")
    if label is not None and _is_key(column_of(found, label)):
        return found
    patterns = data("labels.toml")["measure_id"]["surely"]
    for other in free_labels(found):
        if any(like(plain(other), pattern) for pattern in patterns) and _is_key(column_of(found, other)):
            moved = (
                {"measure_id": other, "code": label} if label and "code" not in found.sure else {"measure_id": other}
            )
            return replace(found, sure={**found.sure, **moved})
    return found


def _is_key(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(set(filled)) == len(filled) and len(filled) >= _FEW * len(cells)


def _way_that_is_good(found: Guess) -> Guess:
    if "good_performance" in found.sure:
        return found
    likely = found.unsure.get("good_performance", "")
    for label in (likely, *free_labels(found)):
        cells = column_of(found, label) if label else ()
        if label and _OF_A_MOVE.search(label) and not all(map(_OF_THE_GOOD.search, filter(None, cells))):
            continue  # an arrow up says which way the figure went
        if sum(map(bool, cells)) >= _FEW * len(cells) and polarities(cells):
            unsure = {field: other for field, other in found.unsure.items() if other != label}
            return replace(found, sure={**found.sure, "good_performance": label}, unsure=unsure)
    return found
