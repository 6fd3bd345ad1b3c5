"""The received files as tables of ours: every sheet of every file looked at, the parts of one table put together."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pprr.domain.errors import ProjectError
from pprr.ingest.readers.files import FileError, sheets
from pprr.ingest.suggest.by_values import column_of
from pprr.ingest.suggest.guess import AGREEMENT
from pprr.ingest.suggest.propose import Proposal, propose

Tell = Callable[[str], None]
_HIDDEN = ("~$", ".")
_KEY = {"performance": "measure_id", "series": "measure_id", "comparators": "measure_id"}  # else the portfolio


@dataclass(frozen=True)
class Part:
    """A sheet of a received file, or a file of one table, and its mapping as it is proposed."""

    path: Path
    proposal: Proposal

    @property
    def name(self) -> str:
        """The part as a person calls it."""
        sheet = self.proposal.sheet
        return f"{self.path.name} / {sheet}" if sheet else self.path.name

    def again(self, labels: Mapping[str, str]) -> "Part":
        """The part with other labels for some fields."""
        if not labels:
            return self
        return _part(self.path, self.proposal.sheet, self.proposal.table, tuple(sorted(labels.items())))


@lru_cache(maxsize=256)  # a pass over the questions asks for it again
def _part(path: Path, sheet: str, table: str, labels: tuple[tuple[str, str], ...]) -> Part:
    return Part(path, propose(path, sheet=sheet, table=table, labels=dict(labels)))


@dataclass(frozen=True)
class Received:
    """The parts of each table, and what is not used, with the reason."""

    tables: Mapping[str, tuple[Part, ...]]
    unused: tuple[tuple[str, str], ...]


def files_in(places: Iterable[Path]) -> tuple[Path, ...]:
    """The files that are meant: those named, and those in the folders that are named. Raises ProjectError."""
    found: dict[str, Path] = {}
    for place in places:
        if not place.exists():
            raise ProjectError(f"There is no {place}.")
        paths = sorted(place.iterdir()) if place.is_dir() else [place]
        for path in paths:
            if not path.is_file() or path.name.startswith(_HIDDEN) or path.suffix.lower() == ".toml":
                continue
            if found.setdefault(path.name.casefold(), path) != path:
                raise ProjectError(f"Two files are called {path.name}. Give one of them another name.")
    if not found:
        raise ProjectError("No received file was found there.")
    return tuple(found.values())


def look_at(files: Sequence[Path], *, tell: Tell, with_agreement: bool = False) -> Received:
    """Looks at every sheet of every file; tables of the agreement are of use only where they are asked for."""
    found: dict[str, list[Part]] = {}
    unused: list[tuple[str, str]] = []
    for path in files:
        tell(path.name)
        try:
            names = sheets(path) or ("",)
        except FileError as error:
            unused.append((path.name, str(error)))
            continue
        for name in names:
            try:
                part = Part(path, propose(path, sheet=name))
            except FileError as error:
                unused.append((f"{path.name} / {name}" if name else path.name, str(error)))
                continue
            if part.proposal.table in AGREEMENT and not with_agreement:
                unused.append((part.name, f"looks like {part.proposal.table} of the agreement"))
                continue
            found.setdefault(part.proposal.table, []).append(part)
    tables = {}
    for table, parts in found.items():
        tables[table], others = _together(parts)
        unused += [(part.name, f"looks like {table} too, and {tables[table][0].name} fits better") for part in others]
    return Received(tables, tuple(unused))


def _together(parts: Sequence[Part]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts that make up one table, and those that are another account of it: they speak of the same rows."""
    parts = _under_one_code(parts)
    ranked = sorted(parts, key=lambda part: (part.proposal.guess.score, part.proposal.guess.weight), reverse=True)
    best, others = ranked[0], ranked[1:]
    kept, seen = [best], set(_keys(best))
    for part in others:
        keys = set(_keys(part))
        is_like = part.proposal.guess.actuals == best.proposal.guess.actuals
        if keys and not keys & seen and is_like and _delimiter(part) == _delimiter(best):
            kept.append(part)
            seen |= keys
    return tuple(part for part in parts if part in kept), tuple(part for part in others if part not in kept)


def _under_one_code(parts: Sequence[Part]) -> Sequence[Part]:
    """The parts of measures, those under the same labels by one of them: the one that names every row of all once."""
    twins: dict[tuple[str, ...], list[Part]] = {}
    for part in parts:
        twins.setdefault(part.proposal.guess.sheet.labels, []).append(part)
    found = {}
    for alike in twins.values():
        labels = dict.fromkeys(part.proposal.guess.sure.get("measure_id", "") for part in alike)
        codes = {
            label: [code for part in alike for code in column_of(part.proposal.guess, label) if code]
            for label in labels
        }
        best = next((label for label, every in codes.items() if label and len(set(every)) == len(every)), "")
        for part in alike:
            own = part.proposal.guess.sure.get("measure_id", "")
            others = {"code": own} if own and "code" not in part.proposal.guess.sure else {}
            found[part.name] = part if best in {"", own} else part.again({"measure_id": best, **others})
    return [found[part.name] for part in parts]


def _keys(part: Part) -> Iterator[str]:
    field = _KEY.get(part.proposal.table, "portfolio")
    label = part.proposal.guess.sure.get(field) or part.proposal.guess.unsure.get(field)
    names = [record.cells.get(field, "") for record in part.proposal.records] if label else [part.name]
    yield from (name.casefold() for name in names if name)


def _delimiter(part: Part) -> str:
    return next((remark.text for remark in part.proposal.remarks if remark.text.startswith("delimiter = ")), "")
