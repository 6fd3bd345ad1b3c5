"""Doubts that a ledger's own cells cast on its layout: columns that count and that nobody reads, totals among lines."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.resources import files

from pprr.domain import Cell, Query, query
from pprr.domain.errors import Fault, fault
from pprr.ingest.ledger.amounts import POSTING_KEYS, SIGNS, read_side, read_sign
from pprr.ingest.ledger.lines import LineReader
from pprr.ingest.ledger.sample import Sample
from pprr.ingest.mapping.layouts import like
from pprr.ingest.mapping.ledger_file import LedgerFile, tidy

MOST_KINDS = 30  # of lines; a column of more texts holds words
_MOST_SHOWN = 4
_CURRENCY = re.compile(r"[A-Z]{3}|[£€$]")
_POUNDS = {"GBP", "£", "STG"}
_IS_SUMMED = re.compile(r"total|balance|forward|/ ?f", re.IGNORECASE)


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """The words of finance systems, as patterns by what they mean."""
    return tomllib.loads(files("pprr.ingest.ledger").joinpath("words.toml").read_text(encoding="utf-8"))


def unread_columns(file: LedgerFile, sample: Sample) -> Iterator[Fault]:
    """A fault for each column that tells what a line counts for, and that the layout neither reads nor sets aside."""
    ruled = {file.place(rule.column) for rule in (*file.layout.drop, *file.layout.only)}
    for place, label in enumerate(file.labels):
        if place in ruled or place in file.columns.values() or label in file.layout.not_read:
            continue
        texts = {tidy(text) for text in set(sample.column(place))}
        case = (
            "signs"
            if _are_signs(file, sample, place)
            else "sides"
            if _is_a_side(file, sample, place)
            else "currencies"
            if _are_currencies(texts, label)
            else "kinds"
            if no_spending(texts, label)
            else ""
        )
        if case:
            others = no_spending(texts, label) if case == "kinds" else frozenset()
            shown = sorted(filter(None, texts), key=lambda text: (text not in others, text))
            yield fault(
                "ledger-column-unread",
                Cell(file.name, column=label),
                case=case,
                label=label,
                texts=", ".join(f'"{text}"' for text in shown[:_MOST_SHOWN]),
                amount=file.layout.label("amount"),
            )


def no_spending(texts: Collection[str], label: str) -> frozenset[str]:
    """The cells of a column of few texts that name a kind of line which is no spending: a budget, a commitment."""
    if len(texts) > MOST_KINDS:
        return frozenset()
    letters = words()["letters"]
    found = _matching(texts, *(words()["cells"][kind] for kind in ("budget", "commitment", "forecast", "statistical")))
    for labels, cells in (("kinds", "other"), ("unposted_label", "unposted"), ("posted_label", "not_posted")):
        if re.fullmatch(letters[labels], label.lower()):
            return found | _matching(texts, letters[cells])
    if re.fullmatch(letters["unclear_kinds"], label.lower()):
        spent, others = (_matching(texts, letters[f"unclear_{kind}"]) for kind in ("spending", "other"))
        if spent and others and spent | others | found >= {*filter(None, texts)}:
            return found | others
    return found


def _matching(texts: Collection[str], *patterns: str) -> frozenset[str]:
    return frozenset(text for text in texts if any(re.fullmatch(pattern, text.lower()) for pattern in patterns))


def is_total(text: str, codes: Collection[str] = ()) -> bool:
    """Tells whether the cell calls its line a total, perhaps of one of its own ``codes``, or a balance of others."""
    small = text.lower()
    if any(re.fullmatch(words()["cells"][kind], small) for kind in ("total", "balance")):
        return True
    of = re.sub(r"\btotals?\b|[:–-]", " ", small).strip()
    return of != small and of in {code.lower() for code in codes}


def totals(file: LedgerFile, sample: Sample, *, pence: int, lines: int) -> Iterator[Query]:
    """A query where a line that counts seems to be the total of others; the file's lines make ``pence``."""
    reader = LineReader(file)
    by_words = {
        tidy(cell): row
        for row in sample.rows
        for cell in row
        if _IS_SUMMED.search(cell) and is_total(tidy(cell), {*map(tidy, row)}) and reader.is_readable(row)
    }
    sums = [row for row in sample.last if lines > 2 and pence and _doubled(reader, row) == pence]
    by_sum = {file.layout.delimiter.join(row)[:80]: row for row in sums}
    for case, found in (("words", by_words), ("sum", by_sum)):
        for text, row in found.items():
            if not any(like(cell, label) for cell in row for label in file.layout.not_totals):
                yield query(
                    "ledger-perhaps-a-total", "", "outturn", file.name, case=case, text=text, file=_name(file.name)
                )
                return


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _doubled(reader: LineReader, row: tuple[str, ...]) -> int | None:
    found = reader.amount(row) if reader.is_readable(row) else None
    return None if found is None else 2 * found


def _are_signs(file: LedgerFile, sample: Sample, place: int) -> bool:
    """Tells whether the column holds the signs of the amounts, which do not have them themselves."""
    found = {text.rstrip(".").upper() for text in map(tidy, sample.column(place)) if text}
    if not found or not found <= set(SIGNS) or "sign" in file.columns or "debit" in file.columns:
        return False
    has_both = len({SIGNS[word] for word in found}) > 1
    label, labels = file.labels[place].lower(), words()["labels"]
    is_named = re.fullmatch(labels["sign"], label) or re.fullmatch(labels["posting_key"], label)
    if not is_named and (not has_both or found & POSTING_KEYS):
        return False
    reader = LineReader(file)
    told = [(read_sign(row[place]), reader.amount(row)) for row in sample.rows]
    pairs = [(sign, pence) for sign, pence in told if sign and pence]
    return not (any(pence < 0 for _, pence in pairs) and all((sign < 0) == (pence < 0) for sign, pence in pairs))


def _are_currencies(texts: Collection[str], label: str) -> bool:
    """Tells whether the column says of each amount in which currency it is, and not of all that it is in pounds."""
    found = {text.upper() for text in texts if text}
    is_named = re.fullmatch(words()["labels"]["currency"], label.lower())
    return bool(is_named and found - _POUNDS) and all(_CURRENCY.fullmatch(text) for text in found)


def _is_a_side(file: LedgerFile, sample: Sample, place: int) -> bool:
    """Tells whether the column holds debits or credits that the amounts leave out."""
    if "amount" not in file.columns or "sign" in file.columns:
        return False
    sides = {
        side: next(
            (at for at, label in enumerate(file.labels) if re.fullmatch(words()["labels"][side], label.lower())), None
        )
        for side in ("debit", "credit")
    }
    if place not in sides.values():
        return False
    decimal, reader = file.layout.decimal, LineReader(file)
    held = [read_side(text, decimal) for text in sample.column(place)]
    if not any(held) or sum(pence is not None for pence in held) * 2 < len(held):
        return False

    def side(name: str, row: tuple[str, ...]) -> int:
        at = sides[name]
        return (read_side(row[at], decimal) or 0) if at is not None else 0

    return any(reader.amount(row) != side("debit", row) - side("credit", row) for row in sample.rows)
