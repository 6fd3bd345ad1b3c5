"""``[ledger]`` in sources.toml: the keys that say how a ledger's lines are written."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from pprr.domain.periods.posting import PostingPeriods
from pprr.domain.settings import Section
from pprr.ingest.mapping.layouts import RowMark
from pprr.ingest.readers.quotes import Quotes

LedgerField = Literal["cost_centre", "account", "date", "year", "period", "amount", "sign", "debit", "credit"]
CODES: tuple[LedgerField, ...] = ("cost_centre", "account")
_TIMES: tuple[tuple[LedgerField, ...], ...] = (("date",), ("period",), ("year", "period"))
_AMOUNTS: tuple[tuple[LedgerField, ...], ...] = (("amount",), ("amount", "sign"), ("debit", "credit"))
Marks = Annotated[
    tuple[RowMark, ...], BeforeValidator(lambda value: (value,) if isinstance(value, (dict, RowMark)) else value)
]


class ControlTotal(Section):
    """The number of lines that the sender says the ledger has, and what they add to, in the ledger's own sign."""

    lines: int | None = Field(default=None, ge=0)
    sum: str | None = Field(default=None, pattern=r"^-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)([.][0-9]{1,2})?$")


class LedgerLayout(Section):
    """``[ledger]``: the general ledger's lines, one transaction each, in pounds.

    A ``*`` in ``file`` stands for any letters, so that twelve months may be twelve files. ``expenditure`` says with
    which sign the ledger writes what is spent; income has the other. ``periods`` says which month a posting period
    is that is written as a number: ``{ "202501" = "2025-04" }``. ``credits`` is the sign of a column of credits.
    """

    file: str = Field(min_length=1, pattern=r"^[^/\\]+$")
    expenditure: Literal["positive", "negative"]
    money_unit: Literal["pounds"] = "pounds"
    decimal: Literal["", ".", ","] = ""
    encoding: Literal["utf-8", "cp1252", "utf-16"] = "utf-8"
    delimiter: Literal[",", ";", "\t", "|"] = ","
    quotes: Quotes = ""
    header_row: int = Field(default=1, ge=1, le=1000)
    columns: dict[LedgerField, str] = Field(default_factory=dict)
    periods: dict[str, Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]] = Field(default_factory=dict)
    drop: Marks = ()
    only: Marks = ()
    not_read: tuple[str, ...] = ()
    not_totals: tuple[str, ...] = ()
    control: ControlTotal = ControlTotal()
    credits: Literal["", "positive", "negative"] = ""

    @model_validator(mode="after")
    def _is_clear(self) -> "LedgerLayout":
        self.fields  # noqa: B018 - raises ValueError where the columns make no line
        PostingPeriods.of(self.periods)
        if self.expenditure == "negative" and {"sign", "debit"} & set(self.columns):
            raise ValueError('expenditure is "positive" where debits and credits are told apart: a debit is spending')
        return self

    @cached_property
    def fields(self) -> tuple[LedgerField, ...]:
        """The fields that a line has: its codes, its day or posting period, and its amount in one of its forms."""
        found: list[LedgerField] = [*CODES]
        for choices in (_TIMES, _AMOUNTS):
            named = {name for choice in choices for name in choice if name in self.columns}
            fitting = next((choice for choice in choices if named <= set(choice)), None)
            if fitting is None:
                allowed = ", or ".join(" and ".join(choice) for choice in choices)
                raise ValueError(f"columns names {' and '.join(sorted(named))}; it may name {allowed}")
            found += fitting
        return tuple(found)

    def label(self, field: LedgerField) -> str:
        """The header's label for a field: as mapped, else the field's own name."""
        return self.columns.get(field, field)
