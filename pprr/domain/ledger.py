"""The words for what a ledger's lines are to an outturn."""

from enum import StrEnum


class Part(StrEnum):
    """The part an account has in the outturn. Income is expenditure of the other sign; a balance sheet is no part."""

    EXPENDITURE = "expenditure"
    APPROPRIATIONS = "appropriations"
    NONE = "none"


class Dated(StrEnum):
    """Where the days of lines lie. Only lines in the period are in its figures."""

    IN_PERIOD = "in the period"
    BEFORE = "before the year"
    AFTER = "after the period"
