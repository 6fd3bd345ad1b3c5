"""One line of a ledger as Python reads it: what the sum in SQL makes of the same cells."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from pprr.domain.periods.posting import PostingPeriods
from pprr.ingest.ledger import amounts, moments
from pprr.ingest.mapping.layouts import RowMark
from pprr.ingest.mapping.ledger_file import LedgerFile, tidy
from pprr.ingest.mapping.ledger_layout import LedgerField

_MOST_KEPT = 100_000
_RULE = re.compile(r"[-=_+|. ,;\t]*[-=_]{2}[-=_+|. ,;\t]*")


class LineReader:
    """Reads the cells of a file's lines. Each method takes cells as they stand, as many as the header has."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file
        self._columns = file.columns
        self._decimal = file.layout.decimal
        periods = PostingPeriods.of(file.layout.periods)
        # Codes and days come again and again: what has been read once is not read anew.
        self._tidy = lru_cache(_MOST_KEPT)(tidy)
        self._read_day: Callable[[str], date | None] = lru_cache(_MOST_KEPT)(moments.read_day)
        self._read_period: Callable[[str], date | None] = lru_cache(_MOST_KEPT)(lambda text: periods.month(tidy(text)))

    def is_kept(self, cells: Sequence[str]) -> bool:
        """Tells whether the rules of the layout leave the line in; a line of few cells may be shown to them too."""

        def marks(rule: RowMark) -> bool:
            place = self._file.place(rule.column)
            return rule.marks(cells[place] if place < len(cells) else "")

        layout = self._file.layout
        return all(marks(rule) for rule in layout.only) and not any(marks(rule) for rule in layout.drop)

    def is_stray(self, cells: Sequence[str]) -> bool:
        """Tells whether a line that has other cells than the header is none of the ledger's."""
        return _RULE.fullmatch(self._file.layout.delimiter.join(cells)) is not None or not self.is_kept(cells)

    def is_furniture(self, cells: Sequence[str]) -> bool:
        """Tells whether the line is a repeated header or a dashed rule, by its codes alone."""
        return is_furniture(
            self._file, *(self._tidy(cells[self._columns[name]]) for name in ("cost_centre", "account"))
        )

    def amount(self, cells: Sequence[str]) -> int | None:
        """The pence, or None."""
        found = self._columns
        if "debit" in found:
            debit, credit = cells[found["debit"]], cells[found["credit"]]
            sides = tuple(amounts.read_side(text, self._decimal) for text in (debit, credit))
            is_blank = not (self._tidy(debit) or self._tidy(credit))
            if is_blank or sides[0] is None or sides[1] is None:
                return None
            return sides[0] + (sides[1] if self._file.layout.credits == "negative" else -sides[1])
        text = cells[found["amount"]]
        if "sign" not in found:
            return amounts.read_amount(text, self._decimal)
        sign, unsigned = amounts.read_sign(cells[found["sign"]]), amounts.read_unsigned(text, self._decimal)
        return None if sign is None or unsigned is None else sign * unsigned

    def moment(self, cells: Sequence[str]) -> date | None:
        """The day, or the first day of the posting period's month, or None."""
        if "date" in self._columns:
            return self._read_day(cells[self._columns["date"]])
        return self._read_period(
            " ".join(cells[self._columns[name]] for name in ("year", "period") if name in self._columns)
        )

    def is_readable(self, cells: Sequence[str]) -> bool:
        """Tells whether every cell that counts can be read."""
        has_codes = all(self._tidy(cells[self._columns[name]]) for name in ("cost_centre", "account"))
        return has_codes and self.amount(cells) is not None and self.moment(cells) is not None

    def wrong(self, cells: Sequence[str]) -> tuple[LedgerField, str]:
        """The first of a bad line's cells that cannot be read, and what was expected of it."""
        told = self.texts(cells)
        if not told["cost_centre"]:
            return "cost_centre", "a cost centre"
        if not told["account"]:
            return "account", "an account"
        if self.moment(cells) is None:
            if "date" in told:
                return "date", moments.DAY_EXPECTED
            return "period", moments.expected_period(
                " ".join(told[name] for name in ("year", "period") if name in told)
            )
        if "sign" in told and amounts.read_sign(told["sign"]) is None:
            return "sign", amounts.SIGN_EXPECTED
        if "sign" in told and amounts.read_amount(told["amount"], self._decimal) is not None:
            return "amount", amounts.UNSIGNED_EXPECTED
        sides: tuple[LedgerField, ...] = ("amount", "debit", "credit")
        field = next(name for name in sides if name in told and amounts.read_amount(told[name], self._decimal) is None)
        return field, amounts.expected_of(told[field], self._decimal)

    def texts(self, cells: Sequence[str]) -> Mapping[LedgerField, str]:
        """The cells that count, tidy."""
        return {name: tidy(cells[place]) for name, place in self._columns.items()}


def is_furniture(file: LedgerFile, cost_centre: str, account: str) -> bool:
    """Tells whether a line of these codes that cannot be read is a repeated header or a dashed rule."""
    labels = tuple(file.labels[file.columns[name]] for name in ("cost_centre", "account"))
    is_ruled = _RULE.fullmatch(cost_centre) is not None and _RULE.fullmatch(account) is not None
    return (cost_centre, account) == labels or is_ruled
