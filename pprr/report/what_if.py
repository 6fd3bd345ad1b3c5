"""The effect that other rules would have on a period, before anybody puts them into force."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pprr import formats
from pprr.domain import Attention, Measure, Rules
from pprr.domain.errors import FaultsError
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.mapping.sources import read_toml
from pprr.ingest.tables import MEASURES
from pprr.project import Project
from pprr.report.measures.build import past_of, rated
from pprr.report.rules_in_words import own_rules_in_words, year_in_words
from pprr.rules.counts import count_statuses

_LISTS: tuple[tuple[str, Callable[[Attention], str]], ...] = (
    ("Exceptions", lambda found: found.exception),
    ("Highlights", lambda found: found.highlight),
    ("Commentary wanted", lambda found: found.wants_words),
)


@dataclass(frozen=True)
class RulesCompared:
    """The measures whose status would be another, and how many of each there are now and would be then.

    ``changed`` has the identifier, the figure with its target, the status now, and the one then; ``counts`` has
    what is counted, the number now, and the one then.
    """

    changed: tuple[tuple[str, str, str, str], ...]
    counts: tuple[tuple[str, int, int], ...]


def read_other_rules(path: Path) -> Rules:
    """The rules of a file that is in force nowhere; raises FaultsError as for a year's own."""
    found = read_toml(path, Rules, name=str(path))
    if isinstance(found, Rules):
        return found
    raise FaultsError("other-rules-unusable", (found,))


def compare_rules(now: Sequence[Measure], then: Sequence[Measure]) -> RulesCompared:
    """The differences of the same measures under two years' rules."""
    changed = tuple(
        (
            before.measure_id,
            f"{formats.reading(before.rated)} against {formats.target(before.target)}",
            before.rating.words,
            after.rating.words,
        )
        for before, after in zip(now, then, strict=True)
        if before.status is not after.status
    )
    statuses = zip(*(count_statuses(one.status for one in measures) for measures in (now, then)), strict=True)
    lists = [(name, _listed(now, reason), _listed(then, reason)) for name, reason in _LISTS]
    return RulesCompared(changed, (*((a.words, a.measures, b.measures) for a, b in statuses), *lists))


def _listed(measures: Sequence[Measure], reason: Callable[[Attention], str]) -> int:
    return sum(bool(reason(one.attention)) for one in measures)


def told_rules(project: Project, cleaned: Cleaned, slugs: Sequence[str], other: Path | None = None) -> list[str]:
    """The rules in force of those portfolios' period, line by line; and what those in ``other`` would change.

    Raises FaultsError where the other rules cannot be read.
    """
    others = read_other_rules(other) if other else None
    past = past_of(project, cleaned)
    entries = [entry for entry in cleaned.tables.records(MEASURES) if entry.portfolio in slugs]
    now = list(rated(cleaned, entries, cleaned.rules, past))
    own = own_rules_in_words(now)
    lines = [f"The rules of {cleaned.period.year.replace('-', '/')}", *_aligned(year_in_words(cleaned.rules))]
    lines += [
        "",
        f"{formats.plural(len(own), 'measure')} of {len(now)} with a rule of {'its' if len(own) == 1 else 'their'} own",
    ]
    lines += _aligned(own)
    if others is None:
        return lines
    found = compare_rules(now, list(rated(cleaned, entries, others, past)))
    return [*lines, "", *_differing(cleaned.rules, others), "", *_told(found, len(now))]


def _differing(now: Rules, then: Rules) -> list[str]:
    """The rules that the other file has otherwise, in its words."""
    theirs = [new for old, new in zip(year_in_words(now), year_in_words(then), strict=True) if old != new]
    return ["What the other rules have otherwise", *_aligned(theirs)] if theirs else ["The other rules are the same."]


def _told(found: RulesCompared, total: int) -> list[str]:
    return [
        f"{formats.plural(len(found.changed), 'measure')} of {total} would have another status; none has been changed",
        *_aligned([(name, f"{now} would be {then}: {figure}") for name, figure, now, then in found.changed]),
        "",
        "How many there are now, and would be then",
        *_aligned([(what, f"{now:>4} {then:>4}") for what, now, then in found.counts]),
    ]


def _aligned(lines: Sequence[tuple[str, str]]) -> list[str]:
    width = max((len(name) for name, _ in lines), default=0)
    return [f"  {name:<{width}}  {words}" for name, words in lines]
