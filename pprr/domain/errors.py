"""The errors that can occur, said to the person who can mend them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pprr.domain.catalogue import problem_kind
from pprr.domain.cell import Cell
from pprr.domain.quoted import quoted


class PprrError(Exception):
    """The base of every error that pprr raises on purpose; its text is a whole message.

    ``kind`` is the key of one in the catalogue, which says it of ``fields``.
    """

    def __init__(self, kind: str, /, **fields: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.fields = {name: str(value) for name, value in fields.items()}

    def __str__(self) -> str:
        problem, remedy = (problem_kind(self.kind).sentence(part, self.fields) for part in ("problem", "remedy"))
        return f"{problem}\n{remedy}".rstrip() if "\n" in problem else f"{problem} {remedy}".rstrip()

    def _render_traceback_(self) -> list[str]:
        """The error as a notebook shows it (IPython asks for it): its message, and no Python to read past."""
        return str(self).splitlines()


def error_text(kind: str, /, **fields: object) -> str:
    """The text of an error of that kind, for what is told and not raised."""
    return str(PprrError(kind, **fields))


class ProjectError(PprrError):
    """The project, its settings or the name of a portfolio or period cannot be found or understood."""


class PeriodError(ProjectError, ValueError):
    """A text is no period; for whoever reads values, a ValueError like any other."""


class FileError(PprrError):
    """A received file cannot be read at all; its kind is that of a fault."""


class CellError(PprrError):
    """One cell cannot be read as what its column holds. Carries what was expected."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__("cell-unreadable", text=quoted(found)[1:-1], expected=expected)
        self.found = found
        self.expected = expected


@dataclass(frozen=True)
class Fault:
    """One thing that must be mended in a source file.

    A fault with a portfolio is a row fault and stops that portfolio alone; one without stops the period. ``key`` names
    its kind in the catalogue, which says it of ``fields``.
    """

    key: str
    cell: Cell
    portfolio: str = ""
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def problem(self) -> str:
        """The sentence of what is wrong."""
        return problem_kind(self.key).sentence("problem", self.fields)

    @property
    def remedy(self) -> str:
        """The sentence of what to do; blank where the problem says it."""
        return problem_kind(self.key).sentence("remedy", self.fields)

    def __str__(self) -> str:
        return f"{self.cell}: {self.problem} {self.remedy}".strip()


def fault(key: str, cell: Cell, portfolio: str = "", /, **fields: str) -> Fault:
    """The fault of that kind; ``fields`` are what its sentences hold, and the case of one that has cases."""
    return Fault(key, cell, portfolio, {name: str(value) for name, value in fields.items()})


_NAMING = {"unknown-portfolio": "name", "unknown-measure": "measure"}  # the field in which faults of the kind differ
_SHOWN = 3  # names, of those that are told together


def told_once(faults: Iterable[Fault]) -> Iterator[str]:
    """Yields each fault's sentences, those that say the same of many rows once, with the number of the others.

    A kind that names what nobody knows is told once for all of its names in a column.
    """
    alike: dict[object, list[Fault]] = {}
    for one in faults:
        said = tuple(item for item in one.fields.items() if item[0] != _NAMING.get(one.key))
        about = (one.key, one.portfolio, one.cell.file, one.cell.sheet, one.cell.column, said)
        alike.setdefault(about, []).append(one)
    for first, *others in alike.values():
        naming = _NAMING.get(first.key, "")
        names = [one.fields[naming] for one in others if naming]
        further = [name for name in dict.fromkeys(names) if name != first.fields[naming]]
        rows = f"{len(others):,} more {'row' if len(others) == 1 else 'rows'}"
        if further:
            shown = ", ".join(f'"{name}"' for name in further[:_SHOWN])
            unshown = f" and {len(further) - _SHOWN:,} others" if len(further) > _SHOWN else ""
            yield f"{first} The same of {shown}{unshown}, in {rows}."
        else:
            yield f"{first} The same in {rows}." if others else str(first)


def faults_by_portfolio(faults: Iterable[Fault]) -> dict[str, str]:
    """The portfolios whose extracts must be mended, each with its faults in a line."""
    found: dict[str, list[Fault]] = {}
    for fault in faults:
        found.setdefault(fault.portfolio, []).append(fault)
    return {slug: "; ".join(told_once(of_portfolio)) for slug, of_portfolio in found.items()}


def fault_of(error: PprrError, cell: Cell) -> Fault:
    """The fault that an error about a file is, at its place."""
    return Fault(error.kind, cell, fields=error.fields)


class FaultsError(PprrError):
    """Source files that cannot be used as they are. Carries every fault found, not only the first."""

    def __init__(self, kind: str, faults: tuple[Fault, ...] = (), /, **fields: object) -> None:
        super().__init__(kind, **fields)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join((super().__str__(), *(f"  {said}" for said in told_once(self.faults))))


class CommentaryError(PprrError):
    """A commentary notebook cannot be read, or says the same item's words twice."""


class TableError(PprrError):
    """A table that an analyst has given lacks a column, or holds what its column may not; or one that is not there."""


class BlockedError(PprrError):
    """Open queries keep a report from being approved."""


class RunError(PprrError):
    """One report could not be made. Its reason is one line; ``cell`` and ``trace`` say where, when known."""

    def __init__(self, kind: str, /, *, cell: str = "", trace: str = "", **fields: object) -> None:
        super().__init__(kind, **fields)
        self.cell = cell
        self.trace = trace

    @property
    def reason(self) -> str:
        """The sentence of what kept it from being made."""
        return super().__str__()

    def __str__(self) -> str:
        return f"{self.reason} (in the cell: {self.cell})" if self.cell else self.reason

    def _render_traceback_(self) -> list[str]:
        """The reason; the failing cell of the report's notebook and its traceback where that is no error of ours."""
        return [*str(self).splitlines(), *self.trace.splitlines()] if self.trace else self.reason.splitlines()


class PaperError(PprrError):
    """A page cannot be printed, or written as a document."""


class SiteError(PprrError):
    """A site cannot be read or written, or a report may not be published on it."""


class KernelDiedError(RunError):
    """The process running the notebook died with it. Alone among failures it may have nothing to do with the report."""
