"""The folder of the next period, with the layouts of the one before moved on to it."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import tomlkit
from tomlkit.exceptions import ParseError
from tomlkit.items import Comment, InlineTable, Table

from pprr.atomic import write_whole
from pprr.domain import Period
from pprr.domain.errors import FaultsError, ProjectError
from pprr.ingest.mapping.layouts import Layout
from pprr.ingest.mapping.sources import ExtractSources, parse_toml
from pprr.project import Project
from pprr.start.moved import in_months, month_text_moved, moved, names_time

_SOURCES = "sources.toml"
_OF_PERIODS = ("actuals", "statuses")  # whose keys are periods
_AS_THEY_ARE = ("words", "codes", "missing", "marks", "status_words", "polarity", "constants", "signs")


@dataclass
class Moved:
    """The result: the folder, the file that was carried over, what changed in it, and what a person must look at."""

    folder: Path
    before: Period
    changes: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    files: tuple[str, ...] = ()


def start_period(project: Project, new: Period) -> Moved:
    """Makes the period's folder with its sources.toml, from that of the newest period before it.

    Raises ProjectError where there is such a file already or none to start from, FaultsError where that has faults.
    """
    folder = project.extracts(new)
    path = folder / _SOURCES
    if path.exists():
        raise ProjectError("file-there-already", file=project.relative(path))
    earlier = [known for known in project.periods() if known.end < new.end and _file(project, known).is_file()]
    if not earlier:
        raise ProjectError("no-earlier-sources", period=new, file=_SOURCES)
    old = earlier[-1]
    name = project.relative(_file(project, old))
    try:
        text = _file(project, old).read_text(encoding="utf-8-sig")
        document = tomlkit.parse(text)
    except (ParseError, UnicodeDecodeError) as error:
        raise ProjectError("settings-no-toml", file=name, problem=error) from error
    sources = parse_toml(text, ExtractSources, name=name)
    if not isinstance(sources, ExtractSources):
        raise FaultsError("sources-faulty", (sources,), file=_SOURCES, period=old)
    result = Moved(folder, old)
    _move_edition(document, old, new, result)
    for key, item in list(document.items()):
        if key != "edition" and isinstance(item, Table):
            _move_table(item, key, old, new, result)
    carried = tomlkit.dumps(document)
    checked = parse_toml(carried, ExtractSources, name=project.relative(path))
    if not isinstance(checked, ExtractSources):
        raise FaultsError("sources-not-carried-over", (checked,), file=name)
    result.files = _files(checked)
    write_whole(path, carried.encode())
    return result


def _file(project: Project, period: Period) -> Path:
    return project.extracts(period) / _SOURCES


def _files(sources: ExtractSources) -> tuple[str, ...]:
    """The files that the layouts ask for."""
    layouts = [getattr(sources, name) for name in ExtractSources.model_fields]
    names = [part.file for layout in layouts if isinstance(layout, Layout) for part in layout.parts()]
    ledger = [sources.ledger.file] if sources.ledger else []
    return tuple(dict.fromkeys((*names, *ledger)))


def _move_edition(document: tomlkit.TOMLDocument, old: Period, new: Period, result: Moved) -> None:
    """Moves the days and the printed date; the notice and the version are a person's to look at."""
    edition = document.get("edition")
    if not isinstance(edition, Table):
        return
    months = (new.end.year - old.end.year) * 12 + new.end.month - old.end.month
    for key, value in list(edition.items()):
        place = f"edition.{key}"
        if isinstance(value, date):
            later = in_months(value, months)
            if later is None:
                result.left.append(f"{place} is still {value.isoformat()}")
            else:
                _set(edition, key, later, place, result)
        elif isinstance(value, str):
            _set(edition, key, month_text_moved(moved(value, old, new, is_label=False), months), place, result)
            if key == "version" or (edition[key] == value and names_time(value)):
                result.left.append(f'{place} is still "{_short(value)}"')


def _move_table(table: Table | InlineTable, place: str, old: Period, new: Period, result: Moved) -> None:
    """Moves every text of a section, at any depth, but for the sender's words and codes."""
    for key, value in list(table.items()):
        here = f"{place}.{key}"
        if key in _AS_THEY_ARE:
            continue
        if key in _OF_PERIODS and isinstance(value, (Table, InlineTable)):
            _move_periods(table, key, here, old, new, result)
        elif key in _OF_PERIODS and isinstance(value, list):
            _set(table, key, _periods([str(name) for name in value], old, new), here, result)
        elif isinstance(value, (Table, InlineTable)):
            _move_table(value, here, old, new, result)
        elif isinstance(value, list):
            for number, one in enumerate(value):
                if isinstance(one, (Table, InlineTable)):
                    _move_table(one, f"{here}[{number + 1}]", old, new, result)
        elif isinstance(value, str):
            _set(table, key, moved(value, old, new, is_label=False), here, result)
            is_forecast = new.is_annual and "forecast" in value.casefold()  # at the year's end it is an outturn
            if is_forecast or (table[key] == value and names_time(value)):
                result.left.append(f'{here} is still "{_short(value)}"')


def _move_periods(parent: Table | InlineTable, key: str, place: str, old: Period, new: Period, result: Moved) -> None:
    """Puts the periods that the new report needs in the place of the old one's, each with its label moved on."""
    table = parent[key]
    names = {str(name): str(label) for name, label in table.items()}
    origin = {later: name for name, later in _moves(list(names), old, new).items()}
    made: dict[str, str] = {}
    for name in _periods(list(names), old, new):
        source = name if name in names else origin[name]
        made[name] = names[name] if source == name else moved(names[source], Period.parse(source), Period.parse(name))
        if source != name and made[name] == names[source] and names_time(made[name]):
            result.left.append(f'{place}.{name} is still "{made[name]}"')
    if made == names:
        return
    changed = tomlkit.inline_table() if isinstance(table, InlineTable) else tomlkit.table()
    if isinstance(table, Table):
        for _, item in table.value.body:
            if isinstance(item, Comment):
                changed.add(item)
    for name, label in made.items():
        changed.add(name, label)
    if isinstance(table, Table):
        changed.add(tomlkit.nl())
    parent[key] = changed
    before, after = ([f'{name} = "{label}"' for name, label in one.items()] for one in (names, made))
    result.changes += [f"{place}: without {line}" for line in before if line not in after]
    result.changes += [f"{place}: with {line}" for line in after if line not in before]


def _periods(names: list[str], old: Period, new: Period) -> list[str]:
    """The periods that a table is to have, oldest first; of actuals also the last report's own, within a year."""
    found = set(_moves(names, old, new).values())
    if not new.is_annual and str(old) in names and old == new.previous:
        found.add(str(old))
    return sorted(found, key=lambda name: Period.parse(name).end)


def _moves(names: list[str], old: Period, new: Period) -> dict[str, str]:
    """For each period the one that takes its part: the report's own, the last report's, those of past years."""
    found = {}
    for name in names:
        period = Period.parse(name)
        later = Period(period.start + new.start - old.start, period.point)
        if period == old:
            later = new
        elif period == old.previous and str(old) not in names:  # statuses are those of the last report
            later = new.previous
        elif period.is_annual:
            pass
        elif period.point is old.point:
            later = Period(later.start, new.point)
        elif new.is_annual:
            continue  # a point within the year, which a report of the whole year is not held against
        elif period == old.previous:
            later = new.previous
        found[name] = str(later)
    return found


def _set(table: Table | InlineTable, key: str, value: str | date | list[str], place: str, result: Moved) -> None:
    """Gives the key its new value, with the comment that it had, and notes the change."""
    was = table[key]
    if was == value:
        return
    table[key] = value
    result.changes.append(f"{place}: {_short(was)} is now {_short(value)}")


def _short(value: object) -> str:
    text = value.isoformat() if isinstance(value, date) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
