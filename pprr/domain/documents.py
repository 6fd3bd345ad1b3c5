"""Documents beside the portfolios' reports: what each is of, and the name that it goes by."""

from dataclasses import dataclass
from enum import StrEnum


class SubjectKind(StrEnum):
    """The things that documents are of; each names the key of ``[reports]`` under which a council lists their kinds."""

    COUNCIL = "council"
    COMMITTEE = "committees"
    DIRECTORATE = "directorates"
    VIEW = "views"
    PORTFOLIO = "portfolios"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters that a notebook has for its subject: of the council there is only one."""
        return () if self is SubjectKind.COUNCIL else (self.removesuffix("s"),)


@dataclass(frozen=True)
class Subject:
    """One thing that documents of a period are of: its slug, its name, and the portfolios whose figures they show.

    Without any it is all of them.
    """

    slug: str
    name: str
    portfolios: tuple[str, ...] = ()

    def rests_on(self, portfolio: str) -> bool:
        """Tells whether a document of it needs that portfolio's figures, or what is no portfolio's in particular."""
        return not portfolio or not self.portfolios or portfolio in self.portfolios


@dataclass(frozen=True)
class Document:
    """One document of a period: its kind, and what it is of."""

    kind: str
    of: SubjectKind
    subject: Subject

    @property
    def name(self) -> str:
        """The name of its page, of its downloads and of the folder of its words; no slug holds a dot."""
        return f"{self.subject.slug}.{self.kind}"
