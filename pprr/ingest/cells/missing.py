"""Why a cell holds no figure: the words that say it, and the signs that do not say it well enough."""

import re
from collections.abc import Mapping

from pprr.domain import Missing

# In square brackets: the shorthand that the Government Analysis Function asks for in tables.
_WORDS = {
    "not available": Missing.NOT_AVAILABLE,
    "not yet available": Missing.NOT_AVAILABLE,
    "data not available": Missing.NOT_AVAILABLE,
    "data not yet available": Missing.NOT_AVAILABLE,
    **{
        f"{what}{said}": Missing.NOT_AVAILABLE
        for what in ("", "data ", "figure ", "figures ")
        for said in ("unavailable", "not received", "not yet received", "not supplied", "not provided")
    },
    "no data available": Missing.NOT_AVAILABLE,
    "no figure available": Missing.NOT_AVAILABLE,
    "awaiting data": Missing.NOT_AVAILABLE,
    "awaiting figures": Missing.NOT_AVAILABLE,
    "not yet known": Missing.NOT_AVAILABLE,
    "not yet published": Missing.NOT_AVAILABLE,
    "[x]": Missing.NOT_AVAILABLE,
    "not applicable": Missing.NOT_APPLICABLE,
    "n/a": Missing.NOT_APPLICABLE,
    "[z]": Missing.NOT_APPLICABLE,
    "not due": Missing.NOT_DUE,
    "not yet due": Missing.NOT_DUE,
    "not due this period": Missing.NOT_DUE,
    "data not due": Missing.NOT_DUE,
    "data not yet due": Missing.NOT_DUE,
    "withheld": Missing.WITHHELD,
    "suppressed": Missing.WITHHELD,
    "confidential": Missing.WITHHELD,
    "[c]": Missing.WITHHELD,
}
_UNTIL = "not due until "
_UNCLEAR = frozenset(
    {"x", "-", "--", "---", "—", "*", "**", ".", "..", "...", "…", ":", "?", "/", "z", "c", "#", "tbc", "tba", "nil"}
    | {"none", "null", "na", "n.a.", "no data", "nan", "[b]", "[low]", "[u]", "[w]", "not known", "unknown"}
)
_SO_LATE = re.compile(r"[\w.]+ (?:week|month|quarter|year)s? (?:in arrears|behind|late|lag)", re.IGNORECASE)
_KINDS = ", ".join(f'"{kind}"' for kind in Missing)


def read_missing(text: str, words: Mapping[str, Missing]) -> Missing | None:
    """The kind of missing that a whole cell states, by the layout's own words first; None where it is none."""
    said = " ".join(text.split()).casefold()
    own = {" ".join(word.split()).casefold(): kind for word, kind in words.items()}
    return own.get(said) or (Missing.NOT_DUE if said.startswith(_UNTIL) else _WORDS.get(said))


def unclear(text: str) -> str:
    """The text to write instead of a sign that does not say why there is no figure; blank for any other text."""
    if text.startswith("#") and len(text) > 1:
        return f"A text such as {text[:10]} is an error in the workbook: mend the formula and export it again"
    if text.casefold() not in _UNCLEAR and not _SO_LATE.fullmatch(text):
        return ""
    return (
        f'"{text}" may say several things: write one of {_KINDS}, or 0 where that was counted; or give its meaning '
        f'once in sources.toml, as in missing = {{ "{text}" = "{Missing.NOT_AVAILABLE}" }}'
    )
