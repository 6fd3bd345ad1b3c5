"""Cells of formulas in an .xlsx that a reader would take for a blank or a 0: errors, and results nobody calculated."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from pprr.ingest.readers.reach import number_of

NOT_CALCULATED = "a formula that was never calculated"
_CELL = re.compile(rb"<((?:\w+:)?c)\b([^>]*[^/>])>(.*?)</\1>", re.DOTALL)
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_TYPE = re.compile(rb"""\bt\s*=\s*["'](\w+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>(.*?)</(?:\w+:)?v>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_ERROR_TYPE = re.compile(rb"""\bt\s*=\s*["']e["']""")
_ON_LOAD = re.compile(rb"""fullCalcOnLoad\s*=\s*["'](?:1|true)["']""")


def left_by_formulas(path: Path, sheet: str) -> dict[tuple[int, int], str]:
    """For each such cell, by its row and column counted from 1, the text to read in its place: ``#N/A``, or why not.

    A program that writes a workbook leaves 0 or nothing where a spreadsheet has still to calculate, and asks for that
    when the file is opened; which a reader does not do.
    """
    with zipfile.ZipFile(path) as book:
        part = _part_of(book, sheet)
        if part is None:
            return {}
        data = book.read(part)
        is_raw = _ON_LOAD.search(book.read("xl/workbook.xml")) is not None
    if not _FORMULA.search(data) and not _ERROR_TYPE.search(data):
        return {}
    return dict(_found(data, is_raw=is_raw))


def _found(data: bytes, *, is_raw: bool) -> Iterator[tuple[tuple[int, int], str]]:
    for match in _CELL.finditer(data):
        attributes, inside = match[2], match[3]
        place, kind, value = _PLACE.search(attributes), _TYPE.search(attributes), _VALUE.search(inside)
        if place is None:
            continue
        at = int(place[2]), number_of(place[1].decode())
        written = value[1].strip() if value else b""
        if kind and kind[1] == b"e":
            yield at, written.decode("ascii", errors="replace") or "#ERROR"
        is_text = kind is not None and kind[1] == b"str"  # of which nothing is a result like any other
        if not is_text and _FORMULA.search(inside) and (not written or (is_raw and written == b"0")):
            yield at, NOT_CALCULATED


def _part_of(book: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the part that holds the sheet."""
    names = set(book.namelist())
    relations = "xl/_rels/workbook.xml.rels"
    if not {"xl/workbook.xml", relations} <= names:
        return None
    key = next((at["id"] for name, at in _elements(book, "xl/workbook.xml") if _is_sheet(name, at, sheet)), None)
    target = next((at.get("Target", "") for _, at in _elements(book, relations) if at.get("Id") == key), "")
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return part if part in names else None


def _is_sheet(name: str, attributes: dict[str, str], sheet: str) -> bool:
    return name == "sheet" and attributes.get("name") == sheet and "id" in attributes


def _elements(book: zipfile.ZipFile, part: str) -> list[tuple[str, dict[str, str]]]:
    """Every element of the part with its attributes, both without their prefixes."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        plain = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        found.append((tag.rpartition(":")[2], plain))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(book.read(part), True)
    except expat.ExpatError:
        return []  # the reader has found a way through it, and says what it makes of it
    return found
