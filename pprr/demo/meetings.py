"""The made-up council's committees, their meetings, and what was asked there: some of it answered late."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from pprr.demo.council import MadeUpPortfolio
from pprr.demo.data import table
from pprr.demo.oversight import oversight
from pprr.demo.tables import Row, Year
from pprr.demo.timeline import working_day
from pprr.domain import Period, Point
from pprr.start.action_file import HEADER

_COMMITTEES: Sequence[Mapping[str, str]] = table("meetings.toml")["committee"]
_DAYS: Mapping[str, Sequence[int]] = table("meetings.toml")["days"]
_MEASURES: Sequence[Mapping[str, str]] = table("meetings.toml")["about_measure"]
_WHOLE: Sequence[Mapping[str, str]] = table("meetings.toml")["about_whole"]
_ANSWERS = (21, 45, 110, 200)  # days until an answer comes: on time, a little late, a report late, two reports late


def meetings(years: Mapping[int, Year], periods: Sequence[Period], seed: int) -> dict[str, list[Row]]:
    """The tables by name. Nothing in them is later than the last report, but for the meeting that takes it."""
    names = _names(years)
    last = _meeting(periods[-1])
    takes = {one["id"]: _takes(one["id"], len(names)) for one in _COMMITTEES}
    held = [one for one in _COMMITTEES if takes[one["id"]]]
    listed = {one["id"]: "; ".join(names[at] for at in takes[one["id"]]) for one in held}
    actions = [
        row
        for period in periods[:-1]
        for one in held
        for at in takes[one["id"]]
        for row in _asked(one["id"], years[period.start], at, names[at], period, last, seed)
    ]
    watched = oversight(years, periods, names, held[-1]["id"], [_meeting(period) for period in periods])
    actions += watched.pop("actions")
    return {
        **watched,
        "committees": [{**one, "portfolios": listed[one["id"]]} for one in held],
        "meetings": [{"committee": one["id"], "date": str(_meeting(period))} for period in periods for one in held],
        "actions": [
            {**dict.fromkeys(HEADER, ""), **row, "id": f"A{number:03}"} for number, row in enumerate(actions, start=1)
        ],
    }


def _names(years: Mapping[int, Year]) -> list[str]:
    """Each portfolio's slug, with that of the first year before it where it was called otherwise."""
    cuts = [year.council.portfolios for _, year in sorted(years.items())]
    return [" or ".join(dict.fromkeys(cut[at].slug for cut in cuts)) for at in range(len(cuts[-1]))]


def _takes(committee: str, portfolios: int) -> list[int]:
    """The portfolios of a committee: by turns, and the last of them goes to two."""
    at = [one["id"] for one in _COMMITTEES].index(committee)
    own = set(range(at, portfolios, len(_COMMITTEES)))
    return sorted(own | ({portfolios - 1} if at == len(_COMMITTEES) - 1 else set()))


def _meeting(period: Period) -> date:
    month, day = _DAYS[period.point.name.lower()]
    return working_day(date(period.end.year + (period.point is Point.Q3), month, day))


def _asked(committee: str, year: Year, at: int, name: str, period: Period, last: date, seed: int) -> Iterator[Row]:
    """Yields what a committee asked about one portfolio when it took the report of the period."""
    portfolio, day = year.council.portfolios[at], _meeting(period)
    random = Random(f"{seed}/meetings/{committee}/{portfolio.prefix}/{period}")  # noqa: S311 - made-up words are no secret
    raised = {"raised": str(day), "committee": committee, "portfolio": name}
    short = [
        one
        for one in year.council.measures_of(portfolio)
        if year.histories[one.key].figures[period].status in {"Red", "Amber"}
    ]
    for one in random.sample(short, min(2, len(short))):
        yield {**raised, "about": one.measure_id, **_row(random, _MEASURES, one.name, one.owner, day, last)}
    if random.randint(0, 2) == 0:
        yield {**raised, "about": "", **_row(random, _WHOLE, "", _owner(portfolio), day, last)}


def _owner(portfolio: MadeUpPortfolio) -> str:
    return portfolio.owners[0]


def _row(random: Random, texts: Sequence[Mapping[str, str]], name: str, owner: str, day: date, last: date) -> Row:
    found = random.choice(texts)
    due = working_day(day + timedelta(days=42))
    answered = working_day(day + timedelta(days=random.choice(_ANSWERS)))
    # A reply says that what was asked is done, but for the plan of an action.
    done = working_day(answered + timedelta(days=30 if found["kind"] == "action" else 0))
    is_action = found["kind"] not in {"question", "promised reply"}
    return {
        **{key: found[key] for key in ("kind", "by")},
        "text": found["text"].format(name=f'"{name}"'),
        "owner": owner,
        "due": str(due),
        **({"answered": str(answered), "reply": found["reply"]} if answered < last else {}),
        **({"done": str(done)} if is_action and done < last else {}),
    }
