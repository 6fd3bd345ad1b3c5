"""The made-up council's newest systems, whose exports need most of what a mapping can say.

Their ``sources_portal.toml`` is written by hand, and each export is made from its section: a mapping and its export
cannot come apart.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from string import Template

from pydantic import TypeAdapter

from pprr.demo.data import resource, table
from pprr.demo.exports import Export
from pprr.demo.layouts import money_text, quoted
from pprr.demo.special import Rows, Special
from pprr.demo.tables import Amounts
from pprr.domain import Period, Point

_ENDINGS = ("xlsx", "tsv", "ods", "csv")
_BETWEEN = re.compile(r"(?<=\n)\n(?=(?:#.*\n)*\[\w+\]\n)")  # the blank line above a section and its comments
_FOOTNOTE = "Source: the finance system of Anyborough Council (made up)"


@dataclass(frozen=True)
class PortalSection:
    """One table's section of the portal's sources.toml, as far as its export is made from it."""

    file: str
    columns: Mapping[str, str]
    sheet: str = ""
    encoding: str = "utf-8"
    delimiter: str = ""
    money_unit: str = "thousands"
    header_row: int = 1
    header_rows: int = 1
    fill_down: tuple[str, ...] = ()
    signs: Mapping[str, str] = field(default_factory=dict)
    total: Mapping[str, str] = field(default_factory=dict)
    drop: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    actuals: str = ""
    statuses: str = ""
    missing: Mapping[str, str] = field(default_factory=dict)
    status_words: Mapping[str, str] = field(default_factory=dict)
    polarity: Mapping[str, str] = field(default_factory=dict)


def portal(period: Period, portfolios: Sequence[tuple[str, str]]) -> dict[str, Special]:
    """The layouts of a period; ``portfolios`` are the slug and the name of each."""
    scorecards = {
        f"scorecard_{slug}.{_ENDINGS[at % len(_ENDINGS)]}": name for at, (slug, name) in enumerate(portfolios)
    }
    (file, portfolio), *others = scorecards.items()
    also = "".join(
        f"\n    {{ file = {quoted(file)}, sheet = {quoted(_sheet(file))}, "
        f"constants = {{ portfolio = {quoted(portfolio)} }} }},"
        for file, portfolio in others
    )
    text = Template(resource("sources_portal.toml")).substitute(
        file=file,
        sheet=_sheet(file),
        portfolio=portfolio,
        also=also,
        kind="Actual" if period.point is Point.ANNUAL else "Forecast",
    )
    made = {}
    for written in _BETWEEN.split(text):
        ((name, settings),) = tomllib.loads(written).items()
        section = TypeAdapter(PortalSection).validate_python(settings)
        files = partial(_scorecards, scorecards, section) if name == "performance" else partial(_files, section)
        made[name] = Special(files, written)
    return made


def _sheet(file: str) -> str:
    return "Scorecard" if file.endswith(("xlsx", "ods")) else ""


def _scorecards(files: Mapping[str, str], section: PortalSection, rows: Rows) -> list[Export]:
    """A file from each portfolio's own system, in its own format; the file does not name the portfolio."""
    return [
        _scorecard(file, section, [row for row in rows if row["portfolio"] == portfolio])
        for file, portfolio in files.items()
    ]


def _scorecard(file: str, section: PortalSection, rows: Rows) -> Export:
    def labels_of(kind: str, pattern: str) -> dict[str, str]:
        fields = (name for name in (rows[0] if rows else {}) if name.startswith(f"{kind} "))
        return {name: pattern.format(period=Period.parse(name.partition(" ")[2]).label) for name in fields}

    named = dict(section.columns)
    labels = {name: named.pop(name) for name in ("measure_id", "code")}
    labels |= {"~name": "Short Name", "good_performance": named.pop("good_performance")}
    labels |= {**labels_of("actual", section.actuals), "forecast": named.pop("forecast")}
    labels |= {**labels_of("status", section.statuses), **named}
    title = [["Scorecard"], [table("council.toml")["name"]], []] if _sheet(file) else []
    cells = [[_in_portal_words(name, str(row[name]), section) for name in labels] for row in rows]
    return Export(file, [*title, list(labels.values()), *cells], "Scorecard", delimiter=_delimiter(file))


def _in_portal_words(name: str, text: str, section: PortalSection) -> str:
    if name == "good_performance":
        return _theirs(section.polarity, text)
    if name.startswith(("status ", "judged_status")):
        return _theirs(section.status_words, text)
    return _theirs(section.missing, text) if name.startswith("actual ") else text


def _theirs(words: Mapping[str, str], ours: str) -> str:
    """The system's own word for one of ours; ours where it has none."""
    return next((theirs for theirs, meant in words.items() if meant == ours), ours)


def _files(section: PortalSection, rows: Rows) -> list[Export]:
    """One table in one file."""
    labels = list(section.columns.values())
    heading = [labels]
    if section.header_rows == 2:
        heading = [[f"{section.sheet} in GBP 000"], *[[]] * (section.header_row - 2), *_two_levels(labels)]
    if section.total.get("by") == "council":
        rows = [*rows, _whole_council(section, rows)]
    is_printed = bool(section.drop)  # as pages are: labels again above each portfolio, and a footnote
    cells: list[list[str]] = [] if is_printed else heading
    last: Amounts = {}
    for row in rows:
        if is_printed and row["portfolio"] != last.get("portfolio"):
            cells += heading
        blank = {name for name in section.fill_down if row[name] == last.get(name)}
        cells.append(["" if name in blank else _cell(name, row[name], section) for name in section.columns])
        last = row
    if is_printed:
        cells.append([_FOOTNOTE])
    return [Export(section.file, cells, section.sheet, section.encoding, section.delimiter or _delimiter(section.file))]


def _cell(name: str, value: str | int, section: PortalSection) -> str:
    if isinstance(value, str):
        return _theirs(section.words.get(name, {}), value)
    return money_text(-value if name in section.signs else value, section.money_unit)


def _two_levels(labels: Sequence[str]) -> list[list[str]]:
    """The labels in two rows; one of the upper row that comes again at its right stands there once."""
    upper, lower = zip(*((*label.split(" / "), "")[:2] for label in labels), strict=True)
    return [["" if at and upper[at - 1] == label else label for at, label in enumerate(upper)], list(lower)]


def _whole_council(section: PortalSection, rows: Rows) -> Amounts:
    amounts = [name for name in section.columns if name != section.total["column"]]
    return {section.total["column"]: section.total["label"]} | {
        name: sum(int(row[name]) for row in rows) for name in amounts
    }


def _delimiter(file: str) -> str:
    return "\t" if file.endswith("tsv") else ","
