"""What ``pprr.toml`` says: one class a section."""

import datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from pprr.domain import Period, Point
from pprr.domain.documents import SubjectKind
from pprr.domain.settings import Section

PORTFOLIO = "portfolio"  # the kind of report whose notebook is portfolio_report.ipynb


def _readable_on_white(colour: str) -> str:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    contrast = 1.05 / (luminance + 0.05)
    if contrast < 4.5:
        raise ValueError(
            f"{colour} has a contrast of {contrast:.2f} to 1 on white; text needs 4.5 to 1 (WCAG 2.2, 1.4.3)"
        )
    return colour


class Organisation(Section):
    """The council that publishes the reports; ``logo`` is the path of a small SVG or PNG that pages carry."""

    name: str = Field(min_length=1)
    web: str = Field(default="", pattern=r"^(https://[^\s\"<>]+)?$")
    logo: str = Field(default="", pattern=r"^(data/raw/[^\\:]+\.(svg|png))?$")


class Page(Section):
    """The choices that a council has about its pages. ``glossary``: its abbreviations, each with its meaning."""

    language: str = Field(default="en-GB", pattern=r"^[a-z]{2}(-[A-Z]{2})?$")
    accent: Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$"), AfterValidator(_readable_on_white)] = "#12436D"
    glossary: dict[Annotated[str, Field(min_length=2)], Annotated[str, Field(min_length=2)]] = Field(
        default_factory=dict
    )


class Commentary(Section):
    """The texts the commentary notebooks show beside figures and queries. ``prompts``: what is wanted of each entry."""

    prompts: bool = True


class Run(Section):
    """Limits of one report's run. A megabyte is a million bytes."""

    cell_timeout_seconds: int = Field(default=120, gt=0)
    report_timeout_seconds: int = Field(default=900, gt=0)
    memory_megabytes: int = Field(default=1500, ge=400)  # what pprr needs for itself is some 300
    output_megabytes: int = Field(default=20, gt=0)
    on_finish_seconds: int = Field(default=300, gt=0)

    @property
    def memory_bytes(self) -> int:
        """The most memory that the processes of one report may hold."""
        return self.memory_megabytes * 1_000_000

    @property
    def output_bytes(self) -> int:
        """The most that the cells of one notebook may put out."""
        return self.output_megabytes * 1_000_000


def _period(text: object) -> Period:
    return Period.parse(str(text))


_Kind = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]


class Reports(Section):
    """The kinds of report there are, each made from a notebook.

    ``kinds`` show each portfolio's report, with its words. The others are documents, which have words of their own:
    ``council`` those of the council as a whole, then those of each committee, directorate, view or portfolio. A kind of
    document that is named under ``since`` begins with that period,
    one under ``at`` is made at those points of the year alone.
    """

    kinds: tuple[_Kind, ...] = Field(default=(PORTFOLIO,), min_length=1)
    council: tuple[_Kind, ...] = ()
    committees: tuple[_Kind, ...] = ()
    directorates: tuple[_Kind, ...] = ()
    views: tuple[_Kind, ...] = ()
    portfolios: tuple[_Kind, ...] = ()
    at: dict[_Kind, tuple[Point, ...]] = Field(default_factory=dict)
    since: dict[_Kind, Annotated[Period, BeforeValidator(_period)]] = Field(default_factory=dict)

    @property
    def documents(self) -> dict[SubjectKind, tuple[str, ...]]:
        """The kinds of document, by what they are of."""
        kinds = (self.council, self.committees, self.directorates, self.views, self.portfolios)
        return dict(zip(SubjectKind, kinds, strict=True))

    @property
    def every(self) -> tuple[str, ...]:
        """All kinds, of whatever they are."""
        return (*self.kinds, *(kind for kinds in self.documents.values() for kind in kinds))

    def begins(self, kind: str, period: Period) -> bool:
        """Tells whether there are documents of the kind in the period."""
        has_begun = kind not in self.since or self.since[kind].end <= period.end
        return has_begun and (kind not in self.at or period.point in self.at[kind])

    def subject_of(self, kind: str) -> SubjectKind | None:
        """The things that documents of the kind are of; None for a kind that shows a portfolio's report."""
        return next((of for of, kinds in self.documents.items() if kind in kinds), None)

    def notebook_of(self, kind: str) -> str:
        """The file of the kind's notebook."""
        is_report = self.subject_of(kind) in {None, SubjectKind.COUNCIL}
        return f"{kind}_report.ipynb" if is_report else f"{kind}.ipynb"

    def parameters_of(self, kind: str) -> tuple[str, ...]:
        """The names of the parameters that a notebook of the kind has: that of its subject, and the period."""
        of = self.subject_of(kind)
        return (*(of.parameters if of else ("portfolio",)), "period")

    @model_validator(mode="after")
    def _name_each_kind_once(self) -> "Reports":
        twice = {kind for kind in self.every if self.every.count(kind) > 1}
        if twice:
            raise ValueError(f"{min(twice)} is named twice; each kind of report is of one thing")
        unknown = {kind for kind in (*self.since, *self.at) if self.subject_of(kind) is None}
        if unknown:
            raise ValueError(f"since or at names {min(unknown)}, which is no kind of document that is switched on")
        return self


class SitePages(Section):
    """The choices about the pages around the reports. ``next_report``: the day of the next one, where it is known."""

    next_report: datetime.date | None = None


class Settings(Section):
    """The whole of ``pprr.toml``."""

    organisation: Organisation
    page: Page = Page()
    commentary: Commentary = Commentary()
    run: Run = Run()
    reports: Reports = Reports()
    site: SitePages = SitePages()
