"""Writes the projects that faults were planted into, and the list of everything planted."""

from collections.abc import Callable
from pathlib import Path

from pprr.demo.dirt import cells, figures, files, ledger, register, series, shapes, sums, words
from pprr.demo.dirt.ground import Ground, Hand, ground
from pprr.demo.dirt.planted import Planted, to_csv

FOLDER, LIST = "dirty", "planted.csv"
_WITHOUT_PAST: dict[str, Callable[[Hand], None]] = {
    "cells-refused": cells.refused,
    "cells-read-right": cells.read_right,
    "keys-refused": cells.of_keys,
    "keys-read-right": cells.keys_read_right,
    "sums-broken": sums.broken,
    "sums-mirrored": sums.mirrored,
    "sums-unit": sums.slipped_unit,
    "amounts-refused": sums.refused,
    "amounts-read-right": sums.read_right,
    "register-slips": register.slips,
    "register-rules": register.of_rules,
    "figures-given": figures.given,
    "series-refused": series.of_series,
    "series-doubtful": series.odd_series,
    "comparators-refused": series.of_comparators,
    "words-contradict": words.contradicting,
    "words-of-counts": words.of_counts,
    "words-missing": words.missing,
    "words-traps": words.traps,
}
_WITH_PAST: dict[str, Callable[[Hand], None]] = {
    "register-doubts": register.of_doubts,
    "figures-doubtful": figures.doubtful,
    "figures-of-the-past": figures.of_the_past,
    "figures-of-last-year": figures.last_year_again,
    "words-of-last-report": words.of_last_report,
    "sums-opening": sums.opened_otherwise,
    "sums-of-last-report": sums.sent_again,
}
_IN_NOTEBOOKS: dict[str, Callable[[Path, Hand], None]] = {
    "notebook-broken": words.break_notebook,
    "notebook-twice": words.double_entry,
    "notebook-heading": words.lose_heading,
    "notebook-missing": words.delete_words,
    "notebook-figure-revised": words.revise_figure,
    "notebook-entry-deleted": words.delete_entry,
}


def write_dirty(folder: Path, seed: int, *, progress: Callable[[str], None] = lambda step: None) -> tuple[Planted, ...]:
    """Writes ``dirty/<name>/`` for each project and ``planted.csv`` beside them; everything that was planted."""
    clean = ground(seed)
    planted: list[Planted] = []
    each = files.plants() | shapes.plants() | ledger.plants(seed)
    for name, plant in (_WITHOUT_PAST | _WITH_PAST | each).items():
        progress(name)
        hand = _planted(name, clean, plant)
        hand.write(folder / FOLDER / name, has_past=name in _WITH_PAST)
        planted += hand.planted
    for name, change in _IN_NOTEBOOKS.items():
        progress(name)
        hand = Hand(name, clean)
        hand.write(folder / FOLDER / name, has_past=False)
        change(folder / FOLDER / name, hand)
        planted += hand.planted
    (folder / LIST).write_bytes(to_csv(planted))
    return tuple(planted)


def _planted(name: str, clean: Ground, plant: Callable[[Hand], None]) -> Hand:
    hand = Hand(name, clean)
    plant(hand)
    return hand
