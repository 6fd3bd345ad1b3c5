"""Conditional formats of an .xlsx's sheet, which show a number otherwise while something is true of it.

A rule that names another sheet stands in the list of extensions, with its own format, its areas behind its rules.
"""

import html
import re
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal

from pprr.ingest.readers.reach import number_of
from pprr.ingest.readers.workbooks.looks import Area, ConditionalLook, Look
from pprr.ingest.readers.workbooks.number_format import TESTS, NumberFormat, parse_format
from pprr.ingest.readers.workbooks.styled import Judge, decimal
from pprr.ingest.readers.workbooks.xlsx_parts import STYLES, elements

_FORMATTING = re.compile(rb"<(?:\w+:)?conditionalFormatting\b")
_RULE = re.compile(rb"<(?:\w+:)?cfRule\b")
_END = re.compile(rb"</(?:\w+:)?conditionalFormatting\s*>")
_FORMULA = re.compile(rb"<(?:\w+:)?(?:formula|f)\b[^<>]*>([^<]*)<")
_AREAS = re.compile(rb"<(?:\w+:)?sqref\b[^<>]*>([^<]*)<")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^<>]*)>")
_ATTRIBUTE = re.compile(rb"""\b(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_AREA = re.compile(r"([A-Za-z]{1,3})(\d{1,7})(?::([A-Za-z]{1,3})(\d{1,7}))?")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_COMPARED = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})\s*(<=|>=|<>|<|>|=)\s*([+-]?\d+(?:\.\d+)?)", re.ASCII)
_ALL = re.compile(r"AND\((.*)\)", re.IGNORECASE | re.DOTALL)
_SIGNS = {
    "lessThan": "<",
    "lessThanOrEqual": "<=",
    "greaterThan": ">",
    "greaterThanOrEqual": ">=",
    "equal": "=",
    "notEqual": "<>",
}
_Test = Callable[[Decimal], bool]


def conditions_of(book: zipfile.ZipFile, data: bytes, judge: Judge) -> list[ConditionalLook]:
    """The conditions of a sheet's XML whose formats show a number otherwise, the first to count first."""
    if b"cfRule" not in data:
        return []
    formats = _formats(book)
    found: list[tuple[int, ConditionalLook]] = []
    for rest in _FORMATTING.split(data)[1:]:
        part = _END.split(rest, maxsplit=1)[0]
        about, *rules = _RULE.split(part)
        listed = " ".join([_said(about).get("sqref", ""), *map(_text, _AREAS.findall(part))])
        areas = [_area(*one) for one in _AREA.findall(listed)]
        for within in rules if areas else ():
            said = _said(within)
            own = _FORMAT.search(within)
            how = formats.get(int(said["dxfId"])) if said.get("dxfId", "").isdecimal() else None
            how = parse_format(_said(own[1])["formatCode"]) if own and "formatCode" in _said(own[1]) else how
            if how is not None:
                formulas = [_text(text).strip() for text in _FORMULA.findall(within)]
                place = int(said["priority"]) if said.get("priority", "").isdecimal() else len(found)
                found.append((place, ConditionalLook(areas, _look(_test(said, formulas, areas), how, judge))))
    return [condition for _, condition in sorted(found, key=lambda one: one[0])]


def _formats(book: zipfile.ZipFile) -> dict[int, NumberFormat]:
    """The number formats that conditions give, by the number of their style."""
    found, number = {}, -1
    for name, at in elements(book, STYLES):
        if name == "dxf":
            number += 1
        elif name == "numFmt" and number >= 0:
            found[number] = parse_format(at.get("formatCode", ""))
    return found


def _said(tag: bytes) -> dict[str, str]:
    """The attributes of a tag whose name is cut off."""
    found = _ATTRIBUTE.findall(tag.partition(b">")[0])
    return {name.decode(): _text(one or other) for name, one, other in found}


def _text(written: bytes) -> str:
    return html.unescape(written.decode("utf-8", "replace"))


def _area(left: str, top: str, right: str, bottom: str) -> Area:
    return (int(top), number_of(left)), (int(bottom or top), number_of(right or left))


def _look(test: _Test | None, how: NumberFormat, judge: Judge) -> Callable[[float], Look | None]:
    """The look that a condition gives to a number; one that cannot be worked out may be true of any."""

    def look(held: float) -> Look | None:
        value = decimal(held)
        if value is None or (test and not test(value)):
            return None
        found = judge.number(value, how)
        if test or found is None:
            return found
        return Look(found.held, found.held, found.held, "perhaps", found.seen if found.kind else found.shown)

    return look


def _test(said: dict[str, str], formulas: Sequence[str], areas: Sequence[Area]) -> _Test | None:
    """What is to be true of a number; None where that hangs on more than the number itself."""
    if said.get("type") == "cellIs" and all(_NUMBER.fullmatch(text) for text in formulas):
        bounds = [Decimal(text) for text in formulas]
        kind = said.get("operator", "")
        if kind in {"between", "notBetween"} and len(bounds) == 2:
            low, high = sorted(bounds)
            return lambda value: (low <= value <= high) is (kind == "between")
        return _compared(_SIGNS[kind], bounds[0]) if kind in _SIGNS and len(bounds) == 1 else None
    if said.get("type") == "expression" and len(formulas) == len(areas) == 1:
        return _of_itself(formulas[0].removeprefix("="), areas[0])
    return None


def _compared(sign: str, bound: Decimal) -> _Test:
    return lambda value: TESTS[sign](value, bound)


def _of_itself(formula: str, area: Area) -> _Test | None:
    """The test of a formula that compares the cell with numbers, alone or all of several in ``AND``."""
    (top, left), (bottom, right) = area
    whole = _ALL.fullmatch(formula)
    tests = []
    for part in whole[1].split(",") if whole else [formula]:
        found = _COMPARED.fullmatch(part.strip())
        if not found:
            return None
        is_its_column = number_of(found[2]) == left and (not found[1] or left == right)
        is_its_row = int(found[4]) == top and (not found[3] or top == bottom)
        if not (is_its_column and is_its_row):
            return None
        tests.append(_compared(found[5], Decimal(found[6])))
    return lambda value: all(test(value) for test in tests)
