"""Posting periods as ledgers write them, and the month that each is: ``202507``, ``2025/26 P04``, ``JUL-25``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pprr.domain.periods.days import MONTHS, month_number

MONTH = rf"({'|'.join(name[:3] for name in MONTHS)})[A-Za-z]*"
LAST_SPECIAL = 16  # periods 13 to 16 hold the adjustments to a year, and are its last month
_LETTER = r"(?:P[A-Za-z]*[ .]?)?"
_SECOND = r"(?:[/-](?:20)?[0-9]{2})?"

NUMBERED: Mapping[str, str] = {
    r"(20[0-9]{2})0?([0-9]{2})": r"\1 \2",
    rf"(20[0-9]{{2}}){_SECOND}[ ./_-]+{_LETTER}0{{0,2}}([0-9]{{1,2}})": r"\1 \2",
    rf"{_LETTER}0{{0,2}}([0-9]{{1,2}})[ ./_-]+(20[0-9]{{2}}){_SECOND}": r"\2 \1",
    rf"{_LETTER}0{{0,2}}([0-9]{{1,2}})": r"0 \1",
}
"""A year and the number of a period in it, as written, and the two in our order; a number alone has the year 0."""

NAMED: Mapping[str, str] = {
    rf"(?i){MONTH}[ .\x27/-]*20([0-9]{{2}})": r"1 \1 20\2",
    rf"(?i){MONTH}[ .\x27/-]*([0-9]{{2}})": r"1 \1 20\2",
    rf"(?i)20([0-9]{{2}})[ ./-]{MONTH}": r"1 \2 20\1",
}
"""A month by its name, as written, and as the first day of it."""


@dataclass(frozen=True)
class PostingPeriods:
    """The month of each posting period.

    Numbers count from period 1, which is ``shift`` months after January of the year that is written with them: 0 for
    calendar months, 3 or -9 for the financial year that begins or ends in it; None where nobody has said it. ``year``
    is that of numbers without one, ``names`` are periods that are called otherwise.

    >>> PostingPeriods.of({"202501": "2025-04"}).month("2025/07"), PostingPeriods.of({}).month("JUL-25")
    (datetime.date(2025, 10, 1), datetime.date(2025, 7, 1))
    """

    shift: int | None = None
    year: int = 0
    names: Mapping[str, date] = field(default_factory=dict)

    @classmethod
    def of(cls, examples: Mapping[str, str]) -> "PostingPeriods":
        """The periods, from the month (``2025-04``) that some of them are; raises ValueError where they disagree."""
        found: set[tuple[int, int]] = set()
        names: dict[str, date] = {}
        for text, written in examples.items():
            year, month = (int(part) for part in written.split("-"))
            numbered = numbers(text)
            if numbered is None:
                names[" ".join(text.split()).upper()] = date(year, month, 1)
                continue
            first = year * 12 + month - numbered[1]
            if first % 12 not in (0, 3):
                raise ValueError(
                    f'if "{text}" is {written}, period 1 is {MONTHS[first % 12]}: it may be April, or January'
                )
            own = numbered[0] or first // 12
            if first - own * 12 not in (0, 3, -9):
                raise ValueError(f'"{text}" cannot be {written}: its year is another')
            found.add((first - own * 12, 0 if numbered[0] else own))
        if len(found) > 1:
            raise ValueError("its examples contradict each other; one is enough")
        shift, year = found.pop() if found else (None, 0)
        return cls(shift, year, names)

    def month(self, text: str) -> date | None:
        """The first day of the month that a period is, or None; ``text`` is tidy."""
        if text.upper() in self.names:
            return self.names[text.upper()]
        numbered = numbers(text)
        if numbered and self.shift is not None and (numbered[0] or self.year):
            most = LAST_SPECIAL if self.shift else 12
            if not 1 <= numbered[1] <= most:
                return None
            month = (numbered[0] or self.year) * 12 + min(numbered[1], 12) - 1 + self.shift
            return date(month // 12, month % 12 + 1, 1)
        for pattern, order in NAMED.items():
            if match := re.fullmatch(pattern, text):
                _, name, year = match.expand(order).split()
                return date(int(year), month_number(name), 1)
        return None


def written_alike(text: str) -> Iterator[str]:
    """Other posting periods, each as a ledger would write it that writes this one so; some are none."""
    for pattern, order in {**NUMBERED, **NAMED}.items():
        match = re.fullmatch(pattern, text)
        if match is None:
            continue
        groups = [int(group) for group in re.findall(r"\\(\d)", order)]
        for year in (-1, 0, 1):
            for number in range(1, LAST_SPECIAL + 1):
                if pattern in NUMBERED:
                    *years, last = groups
                    parts = {last: f"{number:0{len(match[last])}d}"}
                elif number > len(MONTHS):
                    continue
                else:
                    name, *years = groups
                    parts = {name: _cased(MONTHS[number - 1][:3], match[name])}
                parts |= {group: f"{int(match[group]) + year:0{len(match[group])}d}" for group in years}
                yield _replaced(match, parts)
        return


def numbers(text: str) -> tuple[int, int] | None:
    """The year, or 0, and the number of a period that is written in numbers."""
    for pattern, order in NUMBERED.items():
        if match := re.fullmatch(pattern, text):
            year, number = match.expand(order).split()
            return int(year), int(number)
    return None


def _cased(word: str, like: str) -> str:
    return word.upper() if like.isupper() else word.lower() if like.islower() else word


def _replaced(match: re.Match[str], parts: Mapping[int, str]) -> str:
    """The text that was matched with other texts in place of some of its groups."""
    text = match.string
    for group in sorted(parts, key=match.start, reverse=True):
        text = text[: match.start(group)] + parts[group] + text[match.end(group) :]
    return text
