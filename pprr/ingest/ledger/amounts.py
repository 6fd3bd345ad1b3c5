"""Amounts as ledgers write them: the texts that count as one, in patterns that SQL and Python share.

An amount is never a float: text becomes DECIMAL(15, 2), and only where it is an amount to the last letter.
"""

import re
from functools import cache

from pprr.ingest.mapping.ledger_file import tidy

AMOUNT_EXPECTED = "an amount in pounds, such as 5,642.10 or (44.00)"
UNSIGNED_EXPECTED = (
    "an amount without a sign, since a column gives it one; if the amounts have theirs, leave out columns.sign"
)
_MARK_EXPECTED = 'an amount whose decimals are plain: say decimal = "." or "," in [ledger]'
_WHOLE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
_NUMBERS = {
    # Three digits after the only mark are pence and a zero to one system, and thousands to another.
    "": r"(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{4,}|0)(?:[.][0-9]{1,2}0*)?"
    r"|[0-9]{1,3}(?:[.](?:[0-9]{1,2}|[0-9]{2}00+))?)",
    ".": rf"{_WHOLE}(?:[.][0-9]{{1,2}}0*)?",
    ",": r"(?:[0-9]{1,3}(?:[.][0-9]{3})+|[0-9]+)(?:,(?:[0-9]{1,2}|[0-9]{2}00+))?",
}
_SPACED = "[1-9][0-9]{0,2}(?: [0-9]{3})+"
_POUND = "(?:(?:£|GBP) ?)"
_DASHES = str.maketrans("−–‒", "---")
_OWN_SIGN = "[-+(rR−–‒]"
_BEYOND = 10**15  # pence
_DEBIT, _CREDIT = ("DR", "D", "DEBIT", "S", "SOLL", "+", "40"), ("CR", "C", "CREDIT", "H", "HABEN", "-", "50")
POSTING_KEYS = frozenset({"40", "50"})  # SAP's, for accounts of the general ledger
SIGNS = {**dict.fromkeys(_DEBIT, 1), **dict.fromkeys(_CREDIT, -1)}
SIGN_EXPECTED = "DR or CR, D or C, S or H, 40 or 50, + or -"


def macros(decimal: str) -> str:
    """The SQL macros ``pounds``, ``unsigned`` (an amount without a sign), ``side`` (0 for a blank) and ``sign_word``.

    The first branch reads what nearly every line holds with as little work as can be. DECIMAL(15, 2) ends below 10
    trillion pounds; what is beyond is bad, as it is in every other table.
    """
    negative, positive = _signed(decimal)
    plain = "replace(t, ',', '')" if decimal != "," else "replace(replace(t, '.', ''), ',', '.')"
    signs = " ".join(f"WHEN '{word}' THEN {sign}" for word, sign in SIGNS.items())
    return rf"""
CREATE TEMP MACRO bare(t) AS TRY_CAST(regexp_extract(replace({plain}, ' ', ''), '[0-9.]+') AS DECIMAL(15, 2));
CREATE TEMP MACRO signed(t) AS CASE
  WHEN regexp_full_match(t, '{negative}') THEN -bare(t)
  WHEN regexp_full_match(t, '{positive}') THEN bare(t) END;
CREATE TEMP MACRO pounds(t) AS CASE
  WHEN regexp_full_match(t, '-?{_NUMBERS[decimal]}') THEN TRY_CAST({plain} AS DECIMAL(15, 2))
  ELSE coalesce(signed(t), signed(translate(tidy(t), '−–‒', '---'))) END;
CREATE TEMP MACRO unsigned(t) AS CASE
  WHEN regexp_full_match(t, '{_NUMBERS[decimal]}') THEN TRY_CAST({plain} AS DECIMAL(15, 2))
  WHEN regexp_matches(t, '{_OWN_SIGN}') THEN NULL ELSE pounds(t) END;
CREATE TEMP MACRO side(t) AS CASE WHEN t = '' THEN 0 ELSE coalesce(pounds(t), CASE WHEN tidy(t) = '' THEN 0 END) END;
CREATE TEMP MACRO sign_word(t) AS CASE t {signs} ELSE CASE upper(rtrim(tidy(t), '.')) {signs} END END;
"""


def read_amount(text: str, decimal: str = "") -> int | None:
    """The amount in pence, or None: what the sum makes of one cell."""
    text = tidy(text).translate(_DASHES)
    negative, positive = _signed(decimal)
    sign = -1 if re.fullmatch(negative, text) else 1 if re.fullmatch(positive, text) else 0
    mark = decimal or "."
    pounds, _, pence = re.sub(rf"[^0-9{mark}]", "", text).partition(mark)
    pounds = pounds.lstrip("0")
    if len(pounds) > len(str(_BEYOND)):  # Python makes no number of some thousand digits
        return None
    amount = sign * (int(pounds or 0) * 100 + int(f"{pence}00"[:2])) if sign else None
    return amount if amount is not None and abs(amount) < _BEYOND else None


def read_unsigned(text: str, decimal: str = "") -> int | None:
    """The amount in pence where the text gives it no sign, which stands in a column of its own."""
    return None if re.search(_OWN_SIGN, text) else read_amount(text, decimal)


def read_side(text: str, decimal: str = "") -> int | None:
    """The debit or the credit in pence, 0 where the cell is blank."""
    return read_amount(text, decimal) if tidy(text) else 0


def read_sign(text: str) -> int | None:
    """1 for a debit, -1 for a credit."""
    return SIGNS.get(tidy(text).rstrip(".").upper())


def expected_of(text: str, decimal: str) -> str:
    """The words for what is expected of a cell that is no amount."""
    could_be = [mark for mark in (".", ",") if read_amount(text, mark) is not None]
    return _MARK_EXPECTED if could_be and not decimal else AMOUNT_EXPECTED


@cache
def _signed(decimal: str) -> tuple[str, str]:
    """The patterns of amounts below nought, and of all others."""
    pence = "(?:,(?:[0-9]{1,2}|[0-9]{2}00+))" if decimal == "," else "(?:[.][0-9]{1,2}0*)"
    number = rf"(?:{_NUMBERS[decimal]}|{_SPACED}{pence}?|{pence})"
    negative = (
        rf"-[ \t]?{_POUND}?{number}|{_POUND}-{number}|{_POUND}?{number}-|{_POUND}?[(]{number}[)]|[(]{_POUND}{number}[)]"
        rf"|{_POUND}?{number} ?[Cc][Rr]"
    )
    return negative, rf"[+]?{_POUND}?{number}|{number} ?GBP|{_POUND}?{number} ?[Dd][Rr]"
