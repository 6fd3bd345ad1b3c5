"""The changes from one year's agreement to the next: measures that are new, dropped, renamed or moved; targets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pprr.domain import RegisterEntry

ANOTHER_TARGET = "Another target"


@dataclass(frozen=True)
class AgreementChange:
    """One change: its kind, the measure's code and name as they are or were last, and what was before and is now."""

    kind: str
    code: str
    name: str
    before: str
    now: str


def changes(
    portfolio: str,
    before: Sequence[RegisterEntry],
    now: Sequence[RegisterEntry],
    targets_before: Mapping[str, str],
    targets_now: Mapping[str, str],
    names: Mapping[str, str],
) -> Iterator[AgreementChange]:
    """Yields the changes of a portfolio's agreement; both registers are those of the whole council.

    ``names`` are those of the portfolios of both years, by slug.
    """
    then = {one.measure_id: one for one in before}
    taken: set[str] = set()
    for one in now:
        old = next((then[name] for name in (one.measure_id, *one.predecessors) if name in then), None)
        if old:
            taken |= {name for name in (one.measure_id, *one.predecessors) if name in then}
        if one.portfolio != portfolio:
            if old and old.portfolio == portfolio:
                yield AgreementChange(
                    "Moved to another portfolio", old.code, old.name, names[portfolio], names[one.portfolio]
                )
            continue
        if old is None:
            yield AgreementChange("New measure", one.code, one.name, "", targets_now.get(one.measure_id, ""))
            continue
        if old.portfolio != portfolio:
            yield AgreementChange(
                "Moved from another portfolio", one.code, one.name, names[old.portfolio], names[portfolio]
            )
        if old.name != one.name:
            yield AgreementChange("Renamed", one.code, one.name, old.name, one.name)
        was, now_asked = targets_before.get(old.measure_id, ""), targets_now.get(one.measure_id, "")
        if was != now_asked:
            yield AgreementChange(ANOTHER_TARGET, one.code, one.name, was, now_asked)
    for old in before:
        if old.portfolio == portfolio and old.measure_id not in taken:
            yield AgreementChange("Dropped", old.code, old.name, targets_before.get(old.measure_id, ""), "")
