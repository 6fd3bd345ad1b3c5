"""The made-up council's newest systems, whose exports need most of what a mapping can say.

Their ``sources_portal.toml`` is written by hand, and each export is made from its section: a mapping and its export
cannot come apart.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby, pairwise
from string import Template

from pydantic import TypeAdapter

from pprr.demo.data import resource, table
from pprr.demo.systems.exports import Export
from pprr.demo.systems.layouts import ExportLayout, Rows, Special, export, quoted
from pprr.demo.tables import Amounts
from pprr.domain import Period, Point

_ENDINGS = ("xlsx", "tsv", "ods", "csv")
_BETWEEN = re.compile(r"(?<=\n)\n(?=(?:#.*\n)*\[\w+\]\n)")  # the blank line above a section and its comments
_FOOTNOTE = "Source: the finance system of Anyborough Council (made up)"


@dataclass(frozen=True)
class PortalSection:
    """A section of the portal's sources.toml, beside its layout: in which other words and shapes its export stands."""

    header_row: int = 1
    header_rows: int = 1
    fill_down: tuple[str, ...] = ()
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
    parts = {"file": file, "sheet": _sheet(file), "portfolio": portfolio, "also": also}
    kind = "Actual" if period.point is Point.ANNUAL else "Forecast"
    text = Template(resource("sources_portal.toml")).substitute(parts, kind=kind)
    made = {}
    for written in _BETWEEN.split(text):
        ((name, settings),) = tomllib.loads(written).items()
        section = TypeAdapter(PortalSection).validate_python(settings)
        told = {"delimiter": _delimiter(settings["file"]), "unit": settings.get("money_unit", "")}
        layout = TypeAdapter(ExportLayout).validate_python({**told, **settings, "labels": settings["columns"]})
        files = partial(_scorecards, scorecards) if name == "performance" else _files
        made[name] = Special(partial(files, layout, section), written)
    return made


def _sheet(file: str) -> str:
    return "Scorecard" if file.endswith(("xlsx", "ods")) else ""


def _scorecards(files: Mapping[str, str], layout: ExportLayout, section: PortalSection, rows: Rows) -> list[Export]:
    """A file from each portfolio's own system, in its own format; the file does not name the portfolio."""
    return [
        _scorecard(file, layout.labels, section, [row for row in rows if row["portfolio"] == portfolio])
        for file, portfolio in files.items()
    ]


def _scorecard(file: str, named: Mapping[str, str], section: PortalSection, rows: Rows) -> Export:
    def labels_of(kind: str, pattern: str) -> dict[str, str]:
        fields = (name for name in (rows[0] if rows else {}) if name.startswith(f"{kind} "))
        return {name: pattern.format(period=Period.parse(name.partition(" ")[2]).label) for name in fields}

    actuals, statuses = labels_of("actual", section.actuals), labels_of("status", section.statuses)
    found = {"~name": "Short Name", **named, **actuals, **statuses}
    order = ["measure_id", "code", "~name", "good_performance", *actuals, "forecast", *statuses]
    labels = {name: found[name] for name in [*order, "judged_status", "judged_by"]}
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


def _files(layout: ExportLayout, section: PortalSection, rows: Rows) -> list[Export]:
    """One table in one file."""
    if section.total.get("by") == "council":
        rows = [*rows, _whole_council(layout, section, rows)]
    made = export(layout, [_shown(row, before, section) for before, row in pairwise([{}, *rows])])
    heading, *cells = made.rows
    if section.header_rows == 2:
        above = [[f"{layout.sheet} in GBP 000"], *[[]] * (section.header_row - 2)]
        return [replace(made, rows=[*above, *_two_levels(heading), *cells])]
    if section.drop:  # It is printed as pages are: labels again above each portfolio, and a footnote.
        groups = groupby(cells, key=lambda row: row[0])
        return [replace(made, rows=[*(row for _, group in groups for row in (heading, *group)), [_FOOTNOTE]])]
    return [made]


def _shown(row: Amounts, before: Amounts, section: PortalSection) -> Amounts:
    """A row in the system's own words, without what it leaves to the row before it."""
    words = {name: _theirs(meant, str(row[name])) for name, meant in section.words.items()}
    return row | words | {name: "" for name in section.fill_down if row[name] == before.get(name)}


def _two_levels(labels: Sequence[str]) -> list[list[str]]:
    """The labels in two rows; one of the upper row that comes again at its right stands there once."""
    upper, lower = zip(*((*label.split(" / "), "")[:2] for label in labels), strict=True)
    return [["" if at and upper[at - 1] == label else label for at, label in enumerate(upper)], list(lower)]


def _whole_council(layout: ExportLayout, section: PortalSection, rows: Rows) -> Amounts:
    column = section.total["column"]
    amounts = {name: sum(int(row[name]) for row in rows) for name in layout.labels if name != column}
    return {column: section.total["label"], **amounts}


def _delimiter(file: str) -> str:
    return "\t" if file.endswith("tsv") else ","
