"""The made-up council's directorates and views, their issues, inspections, returns, and a review's recommendations."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from pprr.demo.council import MadeUpMeasure, MadeUpPortfolio
from pprr.demo.data import table
from pprr.demo.tables import Row, Year
from pprr.demo.timeline import working_day
from pprr.domain import Period, Point

_MADE_UP: Mapping[str, Any] = table("oversight.toml")  # its values are typed where they are taken
_COLUMNS: Mapping[str, Sequence[str]] = _MADE_UP["columns"]
_LONG = timedelta(days=270)


def oversight(
    years: Mapping[int, Year], periods: Sequence[Period], names: Sequence[str], committee: str, days: Sequence[date]
) -> dict[str, list[Row]]:
    """The tables by name, each with the columns of its file, and the ``actions`` that the committee asked for.

    ``names`` are those of the portfolios over the years, ``days`` those on which the committee meets. Nothing is later
    than the last report, but for the meeting that takes it.
    """
    year = years[periods[-1].start]
    directorates = _directorates(years[periods[-1].start].council.portfolios, names)
    first = _first_annual(periods)
    cut = list(_views(years, periods))
    noted = [row for one in directorates for row in _issues(one, year, periods)]
    issues = [{**row, "id": f"I{at:03}"} for at, row in _numbered(noted)]
    found: dict[str, list[Row]] = {
        "views": [
            *(
                {**_MADE_UP["usual"], **_texts(one), "kind": "directorate", "committee": committee}
                for one in directorates
            ),
            *({**_MADE_UP["usual"], **_texts(one), "committee": committee} for one, _ in cut),
        ],
        "selections": [
            *({"view": one["id"], "takes": name} for one in directorates for name in one["takes"]),
            *(row for one, measures in cut for row in _selections(one["id"], measures, periods)),
        ],
        "issues": issues,
        **(_watched(periods, first) if first and cut else {}),
    }
    written = {
        name: [{column: row.get(column, "") for column in _COLUMNS[name]} for row in rows]
        for name, rows in found.items()
    }
    return {**written, "actions": _actions(issues, committee, days)}


def _actions(issues: Sequence[Row], committee: str, days: Sequence[date]) -> list[Row]:
    """The actions that the committee asked for about each issue at its next meeting."""
    found: list[Row] = []
    last = days[-1]
    told: Mapping[str, str] = _MADE_UP["action"]
    for row in {one["id"]: one for one in reversed(issues)}.values():
        day = next((day for day in days if day > date.fromisoformat(row["noted"])), None)
        if day is None or day >= last:
            continue
        answered = working_day(day + timedelta(days=60))
        reply = {"answered": str(answered), "reply": told["reply"]} if answered < last else {}
        closed = next((one["noted"] for one in issues if one["id"] == row["id"] and one["state"] == "closed"), "")
        done = {"done": max(str(answered), min(str(day + _LONG), closed))} if closed and reply else {}
        found.append(
            {
                "kind": "action",
                "raised": str(day),
                "committee": committee,
                "about": row["id"],
                "by": told["by"],
                "owner": row["owner"],
                "due": str(working_day(day + _LONG)),
                "text": told["text"].format(name=row["issue"]),
                **reply,
                **done,
            }
        )
    return found


def _texts(row: Mapping[str, object]) -> Row:
    return {name: value for name, value in row.items() if isinstance(value, str)}


def _numbered(rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """Yields the rows with a number each; a further note of an issue has that of its first one."""
    seen: dict[str, int] = {}
    for row in rows:
        yield seen.setdefault(row["issue"], len(seen) + 1), row


def _directorates(portfolios: Sequence[MadeUpPortfolio], names: Sequence[str]) -> list[dict[str, Any]]:
    """Those that have a portfolio, each with the names of its portfolios and their first letters."""
    left = {portfolio.prefix: name for portfolio, name in zip(portfolios, names, strict=True)}
    found = []
    for row in _MADE_UP["directorate"]:
        wanted = tuple(row["prefixes"])
        own = {prefix: name for prefix, name in left.items() if not wanted or prefix.startswith(wanted)}
        left = {prefix: name for prefix, name in left.items() if prefix not in own}
        if own:
            found.append({**row, "takes": list(own.values()), "prefixes": list(own)})
    return found


def _stays(measure: MadeUpMeasure) -> bool:
    """Tells whether the measure goes by one name in all years."""
    return (
        not measure.predecessor
        and "new" not in measure.traits
        and not any(trait.startswith("from:") for trait in measure.traits)
    )


def _first_annual(periods: Sequence[Period]) -> Period | None:
    return next((one for one in periods if one.point is Point.ANNUAL), None)


def _views(years: Mapping[int, Year], periods: Sequence[Period]) -> Iterator[tuple[Mapping[str, Any], list[str]]]:
    """Yields each view with its measures: those of the plan for one, of all portfolios by turns for the other."""
    measures = [one for one in years[periods[-1].start].council.measures if _stays(one)]
    headline = [one.measure_id for one in measures if one.measure_id.startswith("PLAN-")]
    turns = [one.measure_id for one in sorted(measures, key=lambda one: int(one.measure_id.rpartition(".")[2]))]
    for row, listed in zip(_MADE_UP["view"], (headline, turns), strict=True):
        if listed:
            yield row, listed[: row["most"]]


def _selections(view: str, measures: Sequence[str], periods: Sequence[Period]) -> Iterator[Row]:
    """Yields what a view takes; the last measure came in the last year, and the one before it goes after its start."""
    year = [one for one in periods if one.start == periods[-1].start]
    for at, name in enumerate(reversed(measures)):
        row = {"view": view, "takes": name}
        if len(year) > 1 and len(measures) > 3 and at == 0:
            row |= {"from": str(year[1]), "reason": _MADE_UP["changes"]["come"]}
        elif len(year) > 1 and len(measures) > 3 and at == 1:
            row |= {"until": str(year[0]), "reason": _MADE_UP["changes"]["gone"]}
        yield row


def _issues(one: Mapping[str, Any], year: Year, periods: Sequence[Period]) -> Iterator[Row]:
    """Yields the issues of a directorate: what is Red and has been short longest, and one that is on target again."""
    own = [
        (measure, [year.histories[measure.key].figures[period].status for period in periods])
        for measure in year.council.measures
        if measure.prefix in one["prefixes"] and measure.about and _stays(measure) and "late" not in measure.traits
    ]
    red = sorted(
        ((_short_since(found), measure) for measure, found in own if found[-1] == "Red"), key=lambda row: row[0]
    )
    told: list[str] = []
    for at, measure in sorted(red, key=lambda row: row[0]):
        if measure.about in told or len(told) == _MADE_UP["worries"]["most"]:
            continue  # one of those about the same is enough
        told.append(measure.about)
        row = _issue(one, measure, periods[at])
        yield row
        if at < len(periods) - 2:
            why = f"{row['why']} {_MADE_UP['worries']['still']}"
            yield {**row, "noted": str(periods[(at + len(periods)) // 2].end), "why": why}
    for measure in [measure for measure, found in own if found[-1] == "Green" and "Red" in found[:-1]][:1]:
        row = _issue(one, measure, periods[0])
        yield from (row, {**row, "noted": str(periods[-1].end), "state": "closed"})


def _short_since(statuses: Sequence[str]) -> int:
    """The place of the status from which on none is Green."""
    return max((at + 1 for at, status in enumerate(statuses) if status == "Green"), default=0)


def _issue(one: Mapping[str, Any], measure: MadeUpMeasure, noted: Period) -> Row:
    """A measure as an issue: its cause, and what those of its theme have in common."""
    theme = next(theme for theme in _MADE_UP["theme"] if measure.about in theme["about"] or not theme["about"])
    return {
        **{name: theme[name] for name in ("theme", "audit", "projects", "risk")},
        "directorate": one["id"],
        "issue": measure.name,
        "indicators": measure.measure_id,
        "state": "open",
        "why": f"{table('causes.toml')[measure.about]['far'][0]} {theme['why']}",
        "noted": str(noted.end),
        "owner": measure.owner,
    }


def _watched(periods: Sequence[Period], first: Period) -> dict[str, list[Row]]:
    """The inspection, the yearly return, and the recommendations of the review."""
    view: str = _MADE_UP["review"]["view"]
    seen = {**_MADE_UP["inspection"], "view": view, "date": str(first.end), "next_due": f"{first.end.year + 3}-03-31"}
    told = _MADE_UP["return"]
    returns = [
        {
            "view": view,
            "return": told["name"],
            "to": told["body"],
            "due": f"{period.end.year}-02-28",
            "sent": f"{period.end.year}-{'02-20' if at else '03-10'}",
        }
        for at, period in enumerate(one for one in periods if one.point is Point.ANNUAL)
    ]
    rows: list[Row] = []
    for at, one in enumerate(_MADE_UP["review"]["recommendation"], start=1):
        row = {**_texts(one), "id": f"R{at}", "view": view, "review": _MADE_UP["review"]["name"]}
        row |= {"recommendation": row.pop("text"), "noted": str(first.end), "due": f"{first.end.year + 1}-12-31"}
        rows.append({**row, "state": "open"})
        if one["later"] and periods[-1].end > first.end:
            rows.append({**row, "noted": str(periods[-1].end), "progress": one["later"], "state": "closed"})
    return {"inspections": [seen], "returns": returns, "recommendations": rows}
