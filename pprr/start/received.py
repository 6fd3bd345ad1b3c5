"""The received files as tables of ours: every sheet of every file looked at, the parts of one table put together."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pprr.domain.errors import FileError, ProjectError
from pprr.ingest.mapping.period_labels import PERIOD_WORDS
from pprr.ingest.readers.files import is_workbook, read_rows, sheets
from pprr.ingest.suggest.by_values import column_of
from pprr.ingest.suggest.guess import AGREEMENT
from pprr.ingest.suggest.ledger import LedgerProposal, propose_ledger
from pprr.ingest.suggest.propose import Proposal, propose

Tell = Callable[[str], None]
_OF_MONEY = re.compile(r"\b(?:budget|forecast|variance|virement)")
_TITLES = 5  # rows
_HIDDEN = ("~$", ".")
_KEY = {"performance": "measure_id", "series": "measure_id", "comparators": "measure_id"}  # else the portfolio


@dataclass(frozen=True)
class ReceivedTable:
    """A sheet of a received file, or a file of one table, and its mapping as it is proposed."""

    path: Path
    proposal: Proposal

    @property
    def name(self) -> str:
        """The part as a person calls it."""
        sheet = self.proposal.sheet
        return f"{self.path.name} / {sheet}" if sheet else self.path.name

    def again(self, labels: Mapping[str, str]) -> "ReceivedTable":
        """The part with other labels for some fields."""
        if not labels:
            return self
        return _part(self.path, self.proposal.sheet, self.proposal.table, tuple(sorted(labels.items())))


@lru_cache(maxsize=256)  # a pass over the questions asks for it again
def _part(path: Path, sheet: str, table: str, labels: tuple[tuple[str, str], ...]) -> ReceivedTable:
    return ReceivedTable(path, propose(path, sheet=sheet, table=table, labels=dict(labels)))


@dataclass(frozen=True)
class ReceivedTables:
    """The parts of each table, what is not used, with the reason, and the cells that stand first in every sheet.

    The files of a ledger are not used, and have a proposal each.
    """

    tables: Mapping[str, tuple[ReceivedTable, ...]]
    unused: tuple[tuple[str, str], ...]
    titles: tuple[str, ...] = ()
    ledgers: Mapping[str, LedgerProposal] = field(default_factory=dict)


def files_in(places: Iterable[Path]) -> tuple[Path, ...]:
    """The files that are meant: those named, and those in the folders that are named. Raises ProjectError."""
    found: dict[str, Path] = {}
    for place in places:
        if not place.exists():
            raise ProjectError("no-such-place", place=place)
        paths = sorted(place.iterdir()) if place.is_dir() else [place]
        for path in paths:
            if not path.is_file() or path.name.startswith(_HIDDEN) or path.suffix.lower() == ".toml":
                continue
            if found.setdefault(path.name.casefold(), path) != path:
                raise ProjectError("two-files-of-a-name", name=path.name)
    if not found:
        raise ProjectError("no-received-files")
    return tuple(found.values())


def look_at(files: Sequence[Path], *, tell: Tell, with_agreement: bool = False) -> ReceivedTables:
    """Looks at every sheet of every file; tables of the agreement are of use only where they are asked for."""
    found: dict[str, list[ReceivedTable]] = {}
    unused: list[tuple[str, str]] = []
    titles: list[str] = []
    ledgers: dict[str, LedgerProposal] = {}
    for path in files:
        tell(path.name)
        try:
            names = sheets(path) or ("",)
        except FileError as error:
            unused.append((path.name, str(error)))
            continue
        for name in names:
            titles += _first_cells(path, name)
            try:
                part = _looked_at(path, name)
            except FileError as error:
                reason = "no table that is known" if error.kind == "no-known-table" else str(error)
                if ledger := ledger_in(path):
                    ledgers[path.name] = ledger
                    reason = "a ledger: pprr sources --table ledger writes its section"
                unused.append((f"{path.name} / {name}" if name else path.name, reason))
                continue
            if part.proposal.table in AGREEMENT and not with_agreement:
                unused.append((part.name, f"looks like {part.proposal.table} of the agreement"))
                continue
            found.setdefault(part.proposal.table, []).append(part)
    tables = {}
    for table, parts in found.items():
        tables[table], others = _together(parts)
        unused += [(part.name, f"looks like {table} too, and {tables[table][0].name} fits better") for part in others]
    return ReceivedTables(tables, tuple(unused), tuple(titles), ledgers)


def ledger_in(path: Path) -> LedgerProposal | None:
    """The section of a ledger that the file seems to be; None where it is like none."""
    try:
        return None if is_workbook(path) else propose_ledger(path)
    except FileError:
        return None


def _first_cells(path: Path, sheet: str) -> list[str]:
    """The cells of the first rows, where titles stand."""
    try:
        return [cell for row in read_rows(path, sheet=sheet)[:_TITLES] for cell in row.filled]
    except FileError:
        return []


def _looked_at(path: Path, sheet: str) -> ReceivedTable:
    """The sheet as what it seems to be; budgets beside forecasts are no measures, whatever period they name."""
    part = ReceivedTable(path, propose(path, sheet=sheet))
    found = part.proposal.guess.sheet
    labels = (*found.labels, *(found.rows[0].cells if found.rows else ()))
    is_money = len({word for label in labels for word in _OF_MONEY.findall(label.casefold())}) > 1
    if part.proposal.table == "performance" and is_money and "measure_id" not in part.proposal.guess.sure:
        return ReceivedTable(path, propose(path, sheet=sheet, table="outturn"))
    return part


def _together(parts: Sequence[ReceivedTable]) -> tuple[tuple[ReceivedTable, ...], tuple[ReceivedTable, ...]]:
    """The parts that make up one table, and those that are another account of it: they speak of the same rows."""
    with_figures = [part for part in parts if _has_figures(part)]
    without = [part for part in parts if part not in with_figures] if with_figures else []
    parts = _under_one_code(with_figures or parts)
    ranked = sorted(parts, key=lambda part: (part.proposal.guess.score, part.proposal.guess.weight), reverse=True)
    best, others = ranked[0], ranked[1:]
    kept, seen = [best], set(_keys(best))
    for part in others:
        keys = set(_keys(part))
        is_like = part.proposal.guess.is_long == best.proposal.guess.is_long
        if keys and not keys & seen and is_like and _delimiter(part) == _delimiter(best):
            kept.append(part)
            seen |= keys
    # The one with most columns of periods stands first: the others are laid out as it is, but for what they say.
    first = max(kept, key=_columns_of_periods)
    order = [first, *(part for part in parts if part in kept and part is not first)]
    return tuple(order), (*without, *(part for part in others if part not in kept))


def _has_figures(part: ReceivedTable) -> bool:
    """Tells whether the part has figures of measures, where it is to be of these."""
    guess = part.proposal.guess
    return guess.table != "performance" or bool(guess.actuals) or guess.is_long


def _under_one_code(parts: Sequence[ReceivedTable]) -> Sequence[ReceivedTable]:
    """The parts of measures, those under the same labels by one of them: the one that names every row of all once."""
    twins: dict[tuple[str, ...], list[ReceivedTable]] = {}
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


def _keys(part: ReceivedTable) -> Iterator[str]:
    field = _KEY.get(part.proposal.table, "portfolio")
    names = [record.cells.get(field, "") for record in part.proposal.records]
    if part.proposal.guess.is_long:  # a row for each measure and period
        names = [f"{name} {record.cells['period']}" for name, record in zip(names, part.proposal.records, strict=True)]
    yield from (name.casefold() for name in (names if any(names) else [part.name]) if name)


def _columns_of_periods(part: ReceivedTable) -> int:
    return sum(PERIOD_WORDS.search(label) is not None for label in part.proposal.guess.sheet.labels)


def _delimiter(part: ReceivedTable) -> str:
    return next((remark.text for remark in part.proposal.remarks if remark.text.startswith("delimiter = ")), "")
