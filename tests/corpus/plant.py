"""Writes the projects that faults are planted into, and gives the list of everything planted."""

from collections.abc import Callable
from pathlib import Path

from corpus import cells, figures, files, ledger, register, series, shapes, shown, sums, words
from corpus.ground import Ground, Hand
from corpus.planted import Planted

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
SEED = 1
_PLANTS = _WITHOUT_PAST | _WITH_PAST | files.plants() | shapes.plants() | shown.plants() | ledger.plants(SEED)
PROJECTS = (*_PLANTS, *_IN_NOTEBOOKS)


def write_project(folder: Path, name: str, clean: Ground) -> list[Planted]:
    """Writes the project of that name into the folder; everything that was planted in it."""
    hand = _planted(name, clean)
    hand.write(folder, has_past=name in _WITH_PAST)
    if name in _IN_NOTEBOOKS:
        _IN_NOTEBOOKS[name](folder, hand)
    return hand.planted


def planted_in_extracts(clean: Ground) -> list[Planted]:
    """Everything that is planted outside notebooks, in all projects, of which none is written."""
    return [one for name in _PLANTS for one in _planted(name, clean).planted]


def _planted(name: str, clean: Ground) -> Hand:
    hand = Hand(name, clean)
    if name in _PLANTS:
        _PLANTS[name](hand)
    return hand
