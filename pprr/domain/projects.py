"""The projects and programmes that stand behind measures, and whom to ask about a portfolio's report."""

from dataclasses import dataclass

from pprr.domain.cell import Cell


@dataclass(frozen=True)
class ProjectLine:
    """A project or programme of a portfolio: where it stands, what comes next, and the measures that it is about.

    ``effect`` is what it is expected to bring.
    """

    portfolio: str
    project: str
    measures: tuple[str, ...]
    state: str
    milestone: str
    effect: str
    owner: str
    cell: Cell


@dataclass(frozen=True)
class Contact:
    """Whom to ask about a portfolio: an office, and how to reach it."""

    portfolio: str
    role: str
    contact: str
