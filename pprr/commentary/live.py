r"""Live values: ``{{ actual }}`` in an entry's words becomes the value of that name, as prose prints it.

A plain look-up: nothing is evaluated. It is one pass over the Markdown as typed, code spans and fences included, so
that a value lives or does not live by one rule that anybody can see: ``\{{`` prints two brackets as they are, and
nothing else does. A value's own text stays text: what Markdown would take for marks is escaped.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from pprr.commentary.entries import Entry
from pprr.domain.figures.value import Value, plain
from pprr.domain.quoted import quoted

# A backslash pair is Markdown's own; a name ends before any other bracket and within its paragraph.
_LIVE = re.compile(r"\\\\|\\\{\{|\{\{(?P<name>(?:(?!\n[ \t]*\n)[^{}])*)\}\}|\{\{")
LIVE = re.compile(r"(?<!\\)\{\{[^{}]*\}\}")
"""A live value as it is typed."""
_MARKS = re.compile(r"[\\`*_{}\[\]<>&|~#]")
# What would begin a list, a rule or a heading where the value stands first on its line.
_FIRST = re.compile(r"^(?:(?=[-+](?:\s|-|$)|=)|\d{1,9}(?=[.)](?:\s|$)))")
_MOST_NEAR, _SHOWN = 3, 40


@dataclass(frozen=True)
class Filled:
    """Words with their live values filled in, the values that were used, and what could not be looked up, in words."""

    text: str
    used: tuple[Value, ...] = ()
    problems: tuple[str, ...] = ()


def fill_entries(
    entries: Mapping[str, Entry], names_for: Callable[[str], Mapping[str, Value]]
) -> tuple[dict[str, Entry], dict[str, Filled]]:
    """The entries with their live values filled in, and what became of each that has some.

    ``names_for`` gives the values that an item's entry may use, by their names in plain form. What cannot be looked up
    stays as typed.
    """
    filled = {item: fill(entry.text, names_for(item), item) for item, entry in entries.items() if "{{" in entry.text}
    words = {item: _with(entries[item], found, names_for(item)) for item, found in filled.items()}
    return dict(entries) | words, filled


def _with(entry: Entry, filled: Filled, names: Mapping[str, Value]) -> Entry:
    pieces = tuple(replace(piece, text=fill(piece.text, names).text) for piece in entry.pieces)
    return replace(entry, text=filled.text, typed=entry.text, pieces=pieces)


def fill(text: str, names: Mapping[str, Value], item: str = "") -> Filled:
    """The text with each live value filled in; ``names`` are the values by their names in plain form."""
    used: dict[str, Value] = {}
    problems: dict[str, None] = {}

    def one(match: re.Match[str]) -> str:
        typed = match["name"]
        if match[0] == "\\{{":
            return "{{"
        if typed is None:
            if match[0] == "{{":
                problems[_not_closed(text[match.start() :])] = None
            return match[0]
        value = names.get(plain(typed))
        if value is None:
            problems[_unknown(" ".join(typed.split()), names, item)] = None
            return match[0]
        used[value.name] = value
        return as_text(value.printed)

    filled = _LIVE.sub(one, text)
    return Filled(filled, tuple(used.values()), tuple(problems))


def as_text(printed: str) -> str:
    r"""The printed text, so written that Markdown shows just that.

    >>> as_text("81.8%"), as_text("*A* <b>"), as_text("1. A")
    ('81.8%', '\\*A\\* \\<b\\>', '1\\. A')
    """
    marked = _MARKS.sub(r"\\\g<0>", " ".join(printed.split()))
    return _FIRST.sub(r"\g<0>\\", marked, count=1)


def near_names(typed: str, values: Sequence[Value], item: str) -> list[str]:
    """The names that may have been meant: the item's own, else those that are its own elsewhere, else any."""
    own = _near(typed, [value.short for value in values if value.item == item])
    elsewhere = [value.name for value in values if value.item != item and plain(value.short) == plain(typed)]
    return own or list(dict.fromkeys(elsewhere))[:_MOST_NEAR] or _near(typed, [value.name for value in values])


def _near(typed: str, names: Sequence[str]) -> list[str]:
    forms = {plain(name).casefold(): name for name in names}
    return [forms[form] for form in get_close_matches(plain(typed).casefold(), forms, _MOST_NEAR)]


def _not_closed(rest: str) -> str:
    return (
        f"{quoted(' '.join(rest.split())[:_SHOWN])} opens a live value and does not close it. Expected a name and two "
        "closing brackets, as in {{ actual }}."
    )


def _unknown(typed: str, names: Mapping[str, Value], item: str) -> str:
    if not typed:
        return "{{ }} names no value. Expected a name, as in {{ actual }}."
    near = [f"{{{{ {name} }}}}" for name in near_names(typed, tuple(names.values()), item)]
    hint = f" Did you mean {' or '.join(near)}?" if near else " No name is like it."
    return f"there is no value {{{{ {quoted(typed)[1:-1]} }}}}.{hint}"
