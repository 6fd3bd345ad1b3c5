"""The made-up council's newest systems, whose exports need most of what a mapping can say."""

from collections.abc import Sequence

from pprr.demo.systems.exports import Export
from pprr.demo.systems.portal_finance import portal_finance
from pprr.demo.systems.special import Rows, Special, columns, quoted
from pprr.domain import Period, Point

_BETTER = {"High": "Bigger is better", "Low": "Smaller is better", "": ""}
_COLOURS = {"Red": "R", "Amber": "A", "Green": "G"}
_ENDINGS = ("xlsx", "tsv", "ods", "csv")


def portal(period: Period, portfolios: Sequence[tuple[str, str]]) -> dict[str, Special]:
    """The layouts of a period; ``portfolios`` are the slug and the name of each."""
    return {
        "performance": _performance(portfolios),
        **portal_finance(is_annual=period.point is Point.ANNUAL),
        "series": _series(),
        "comparators": _comparators(),
    }


def _performance(portfolios: Sequence[tuple[str, str]]) -> Special:
    """A file from each portfolio's own system, in its own format; the file does not name the portfolio."""
    names = [f"scorecard_{slug}.{_ENDINGS[at % len(_ENDINGS)]}" for at, (slug, _) in enumerate(portfolios)]
    first, *others = (
        {"file": name, "sheet": "Scorecard" if name.endswith(("xlsx", "ods")) else "", "portfolio": portfolio}
        for name, (_, portfolio) in zip(names, portfolios, strict=True)
    )
    also = "".join(
        f"\n    {{ file = {quoted(part['file'])}, sheet = {quoted(part['sheet'])}, "
        f"constants = {{ portfolio = {quoted(part['portfolio'])} }} }},"
        for part in others
    )
    section = f"""# Each portfolio's system exports a file of its own. The header is looked for
# below whatever stands above it.
[performance]
file = {quoted(first["file"])}
sheet = {quoted(first["sheet"])}
constants = {{ portfolio = {quoted(first["portfolio"])} }}
also = [{also}
]
actuals = "{{period}} Actual"
statuses = "{{period}} RAG"
# The systems' own words, each with the one that it stands for.
missing = {{ "-" = "Not due" }}
status_words = {{ R = "Red", A = "Amber", G = "Green" }}
polarity = {{ "Bigger is better" = "High", "Smaller is better" = "Low" }}

[performance.columns]
measure_id = "Ref"
code = "PI Code"
good_performance = "Better when"
forecast = "Forecast"
judged_status = "Judgement"
judged_by = "Judged by"
"""

    def files(rows: Rows) -> list[Export]:
        return [
            _scorecard(name, [row for row in rows if row["portfolio"] == portfolio])
            for name, (_, portfolio) in zip(names, portfolios, strict=True)
        ]

    return Special(files, section)


def _scorecard(name: str, rows: Rows) -> Export:
    fields = [
        field
        for field in (rows[0] if rows else {})
        if field not in {"portfolio", "forecast", "judged_status", "judged_by"}
    ]
    labels = {
        "measure_id": "Ref",
        "code": "PI Code",
        "~name": "Short Name",
        "good_performance": "Better when",
        **{field: f"{_label(field)} Actual" for field in fields if field.startswith("actual ")},
        "forecast": "Forecast",
        **{field: f"{_label(field)} RAG" for field in fields if field.startswith("status ")},
        "judged_status": "Judgement",
        "judged_by": "Judged by",
    }
    title = [["Scorecard"], ["Anyborough Council (made up)"], []] if name.endswith(("xlsx", "ods")) else []
    cells = [[_in_portal_words(field, str(row[field])) for field in labels] for row in rows]
    return Export(name, [*title, list(labels.values()), *cells], "Scorecard", delimiter=_delimiter(name))


def _label(field: str) -> str:
    return Period.parse(field.partition(" ")[2]).label


def _in_portal_words(field: str, text: str) -> str:
    if field == "good_performance":
        return _BETTER[text]
    if field.startswith(("status ", "judged_status")):
        return _COLOURS.get(text, text)
    return "-" if field.startswith("actual ") and text == "Not due" else text


def _series() -> Special:
    labels = {"measure_id": "Ref", "period": "Month", "value": "Value"}
    section = f"""[series]
file = "months.tsv"

{columns("series", labels)}"""

    def files(rows: Rows) -> list[Export]:
        cells = [[str(row[field]) for field in labels] for row in rows]
        return [Export("months.tsv", [list(labels.values()), *cells], delimiter="\t")]

    return Special(files, section)


def _comparators() -> Special:
    labels = {
        "measure_id": "Ref",
        "group": "Group",
        "name": "Body",
        "period": "Year",
        "value": "Value",
        "source": "Source",
    }
    section = f"""[comparators]
file = "benchmarks.ods"
sheet = "Others"

{columns("comparators", labels)}"""

    def files(rows: Rows) -> list[Export]:
        cells = [[str(row[field]) for field in labels] for row in rows]
        return [Export("benchmarks.ods", [list(labels.values()), *cells], "Others")]

    return Special(files, section)


def _delimiter(name: str) -> str:
    return "\t" if name.endswith("tsv") else ","
