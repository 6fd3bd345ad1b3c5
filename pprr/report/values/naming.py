"""The naming of a report's values: guessable, stable, and no two alike."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from pprr import formats
from pprr.domain import Reading, Unit, round_half_up
from pprr.domain.figures.value import Role, Value, plain

NO_FIGURE, NOT_KNOWN = "Not in the extracts", "Not known"
_KEY = str.maketrans({"{": "(", "}": ")", '"': "'", "“": "'", "”": "'"})


@dataclass(frozen=True)
class Namer:
    """Gives values the names of one thing: a short one in its own ``item``, and with its ``prefix`` anywhere.

    One of several things of an item (``is_one_of_many``) has no short names.
    """

    prefix: str
    item: str
    of: str = ""
    is_one_of_many: bool = False

    def value(self, short: str, role: Role, printed: str, exact: Fraction | None = None, **more: Any) -> Value:
        """One value; ``more`` are the further fields of a Value."""
        name = f"{self.prefix}.{short}" if self.prefix else short
        return Value(
            name, self.item, name if self.is_one_of_many else short, role, printed, exact, **{"of": self.of, **more}
        )

    def words(self, short: str, printed: object, **more: Any) -> Value:
        """A value that is no figure."""
        return self.value(short, Role.WORDS, str(printed), **more)

    def count(self, short: str, number: int, of: str) -> Value:
        """A number of the report's own."""
        return self.value(short, Role.COUNT, f"{number:,}", Fraction(number), of=of)

    def missing(self, short: str, role: Role, printed: str = NO_FIGURE, **more: Any) -> Value:
        """A figure that ought to be there and is not."""
        return self.value(short, role, printed, is_missing=True, **more)

    def reading(self, short: str, role: Role, reading: Reading | None, period: str, of: str = "") -> Iterator[Value]:
        """A reading as prose prints it, and the two counts of a percentage that has them."""
        about = {"period": (reading and reading.figure_period) or period, "of": of or self.of}
        if reading is not None and reading.words:
            yield self.words(short, reading.words, **about)
            return
        if reading is None or reading.value is None:
            yield self.missing(short, role, str(reading.missing) if reading else NO_FIGURE, **about)
            return
        yield self.value(
            short,
            role,
            formats.in_prose(reading),
            None if reading.comparator else Fraction(reading.value) * reading.scale,
            unit=reading.unit,
            decimals=reading.decimals,
            scale=reading.scale,
            **about,
        )
        before = "" if short == Role.ACTUAL else f"{short}."
        for name, counted in ((Role.NUMERATOR, reading.numerator), (Role.DENOMINATOR, reading.denominator)):
            if counted is not None:
                yield self.value(f"{before}{name}", name, f"{counted:,f}", Fraction(counted), **about)

    def percent(self, short: str, role: Role, part: Fraction | int, whole: Fraction | int, **more: Any) -> Value:
        """A part of a whole as a percentage of one decimal, without its sign; missing where the whole is 0."""
        if not whole:
            return self.missing(short, role, NOT_KNOWN, **more)
        share = abs(Fraction(part) * 100 / Fraction(whole))
        return self.value(short, role, f"{round_half_up(share, 1)}%", share, unit=Unit.PERCENTAGE, decimals=1, **more)

    def amount(self, short: str, pence: int, **more: Any) -> Iterator[Value]:
        """An amount as prose prints it, in millions and without its sign; and as tables do, in thousands."""
        exact = Fraction(int(pence))
        millions = self.value(
            short, Role.AMOUNT, formats.millions(int(pence)), exact, decimals=3, scale=formats.MILLION, **more
        )
        yield millions
        thousands = self.value(f"{short}.thousands", Role.AMOUNT, formats.thousands(int(pence)), exact, **more)
        yield replace(thousands, scale=formats.THOUSAND)

    def part(self, key: str, of: str, item: str = "") -> "Namer":
        """One of several things by its key (``reserves["..."]``), with short names where it is an item of its own."""
        return Namer(f"{self.prefix}{key}", item or self.item, of, is_one_of_many=not item)


def quoted_keys(names: Sequence[tuple[str, str]]) -> list[str]:
    """A key in brackets for each row, from its name: with what tells it further where several have one name.

    >>> quoted_keys([("A", "x"), ("B", "x"), ("B", "y"), ("B", "y")])
    ['["A"]', '["B: x"]', '["B: y"]', '["B: y (2)"]']
    """
    firsts = Counter(plain(first) for first, _ in names)
    longer = [
        first if first and firsts[plain(first)] == 1 else ": ".join(part for part in (first, further) if part)
        for first, further in names
    ]
    return [f'["{_plain_key(key)}"]' for key in _numbered(longer)]


def _numbered(keys: Iterable[str]) -> list[str]:
    """The keys, those that are alike told apart by a number."""
    seen: set[str] = set()
    found = []
    for key in keys:
        one, number = key or "row", 1
        while plain(one) in seen:
            number += 1
            one = f"{key or 'row'} ({number})"
        seen.add(plain(one))
        found.append(one)
    return found


def _plain_key(text: str) -> str:
    return " ".join(text.translate(_KEY).split())
