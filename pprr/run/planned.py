"""The reports that are to be made, and why: by what they rest on and by the files that are in place, never by time."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from pprr.domain import Period
from pprr.ingest.inputs import digest_of
from pprr.run.item import Item
from pprr.run.record import Environment, ReportEntry

# What a report rests on beside files, which go by their address in the project.
SETTINGS, PACKAGE, VERSIONS, EARLIER, COUNTED = "pprr.toml", "pprr", "versions", "report of ", "counts of "
NO_PAGE = "no page yet"


@dataclass(frozen=True)
class Planned:
    """One report, the fingerprint of each thing that it rests on, and why it is to be made: nothing where it is not."""

    item: Item
    inputs: Mapping[str, str]
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class PeriodPlan:
    """One period's part of a run.

    ``known`` are all its reports, asked for or not; ``stopped`` those asked for whose extracts must be mended, with
    what to mend; ``fault`` is what keeps the whole period from being made, if anything does.
    """

    period: Period
    reports: tuple[Planned, ...] = ()
    known: frozenset[Item] = frozenset()
    stopped: Mapping[Item, str] = field(default_factory=dict)
    fault: str = ""

    @property
    def due(self) -> tuple[Planned, ...]:
        """The reports that are to be made."""
        return tuple(planned for planned in self.reports if planned.why)

    @property
    def current(self) -> tuple[Planned, ...]:
        """The reports that are up to date."""
        return tuple(planned for planned in self.reports if not planned.why)


def plan_reports(
    reports: Sequence[tuple[Item, Mapping[str, str]]],
    folder: Path,
    entries: Mapping[str, ReportEntry],
    environments: Mapping[str, Environment],
    readers: Executor,
    *,
    force: bool = False,
) -> tuple[Planned, ...]:
    """Each report with why it is to be made.

    ``folder`` holds the period's pages, ``entries`` what the run record says of each by the report's name, and
    ``environments`` the versions that it names. ``readers`` look at the pages: that waits for the disk.
    """
    damage = readers.map(lambda report: tuple(_damage(folder, entries.get(report[0].name))), reports)
    return tuple(
        Planned(item, inputs, ("forced",) if force else (*found, *_why(inputs, entries, item.name, environments)))
        for (item, inputs), found in zip(reports, damage, strict=True)
    )


def _why(
    inputs: Mapping[str, str],
    entries: Mapping[str, ReportEntry],
    name: str,
    environments: Mapping[str, Environment],
) -> Iterator[str]:
    entry = entries.get(name)
    page = entry.page if entry else None
    reasons = list(changes(page.inputs, inputs, environments)) if page else []
    yield from reasons
    if entry and (reasons or not page) and entry.outcome.is_to_be_tried_again:
        yield f"{entry.outcome} last time"


def _damage(folder: Path, entry: ReportEntry | None) -> Iterator[str]:
    """The damage to what was put in place: what is missing, and what something else has changed."""
    if entry is None or entry.page is None:
        yield NO_PAGE
        return
    for name, expected in entry.page.outputs.items():
        try:
            found = digest_of(f"{folder}/{name}")
        except OSError:
            yield f"missing: {Path(name).name}"
            continue
        if found != expected:
            yield f"altered since it was made: {Path(name).name}"


def changes(
    before: Mapping[str, str], now: Mapping[str, str], environments: Mapping[str, Environment] | None = None
) -> Iterator[str]:
    """The changes in what a report rests on, a line for each kind of it: ``words: commentary.ipynb``."""
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys((*now, *before)):
        if before.get(name) != now.get(name):
            found.setdefault(_kind_of(name), []).append(_named(name, before, now, environments or {}))
    for kind, names in found.items():
        told = ", ".join(name for name in names if name)
        yield f"{kind}: {told}" if told else kind


def _kind_of(name: str) -> str:
    """The word that a person has for that which the report rests on."""
    if name in {SETTINGS, PACKAGE, VERSIONS}:
        return {SETTINGS: "settings", PACKAGE: "package", VERSIONS: "versions"}[name]
    if name.startswith((EARLIER, COUNTED)):
        return "earlier report"
    if name.startswith("notebooks/commentary/"):
        return "decisions" if name.endswith(".toml") else "words"
    if name.startswith("notebooks/"):
        return "template"
    return "rules" if name.endswith("/rules.toml") else "data"


def _named(
    name: str, before: Mapping[str, str], now: Mapping[str, str], environments: Mapping[str, Environment]
) -> str:
    if name == VERSIONS:
        return _versions(environments.get(before.get(name, "")), environments.get(now.get(name, "")))
    if name in {SETTINGS, PACKAGE}:
        return ""
    short = name.removeprefix(EARLIER).removeprefix(COUNTED).rpartition("/")[2]
    if name not in before:
        return f"{short} is new"
    return short if name in now else f"{short} is gone"


def _versions(before: Environment | None, now: Environment | None) -> str:
    """The versions that differ, as ``pandas 3.1.1 to 3.2.0``."""
    if before is None or now is None:
        return ""
    old, new = {"Python": before.python, **before.packages}, {"Python": now.python, **now.packages}
    return ", ".join(
        f"{name} {old.get(name) or 'none'} to {new.get(name) or 'none'}"
        for name in dict.fromkeys((*new, *old))
        if old.get(name) != new.get(name)
    )
