"""What is on a site: each published edition with its record, and which of them is the current one.

The record of an edition is its ``record.json``; the catalogue is nothing but all of them, so that every page of the
site can be made from what is published, and from nothing else.
"""

import datetime
import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby
from typing import Annotated, Final, Literal, cast
from urllib.parse import quote

from pydantic import Field, JsonValue
from pydantic.main import IncEx

from pprr.changes.rows import Reported, Row, text
from pprr.commentary.approval import VERSION, version_key
from pprr.domain import Period
from pprr.domain.record import ReportRecord
from pprr.domain.rules import PublicationRule, YearRules
from pprr.domain.settings import Section
from pprr.project import PORTFOLIO
from pprr.run.record import Sha256

SCHEMA: Final = "pprr.edition/1"
RECORD, PAGE, MEMBERS = "record.json", "index.html", "members.html"
_DIGITS = 8
_DRAFT = f"draft-[0-9a-f]{{{_DIGITS}}}"
_NAME = r"^[a-z0-9-]+(\.[a-z0-9_-]+)?$"
_FILE = r"^[a-z0-9][a-zA-Z0-9._-]*$"


_parsed = cache(Period.parse)  # an archive has few, and asks for them again and again


@cache
def _end_of(period: str) -> datetime.date:
    return _parsed(period).end


class ApprovalGiven(Section):
    """The approval of an edition: by whom, when, and a fingerprint of each part of what was approved."""

    name: str = Field(description="Who approved it.")
    date: datetime.date = Field(description="When.")
    parts: dict[str, str] = Field(description="The fingerprint of each part of its content, by the part's name.")


class Correction(Section):
    """The correction that an edition is: the version that it takes the place of, and the parts that differ."""

    supersedes: str = Field(pattern=f"^{VERSION}$", description="The version before.")
    changed: tuple[str, ...] = Field(description="The parts of the content that differ, by their names.")


class Withdrawal(Section):
    """The end of an edition whose content may not be published any more: its address says this in its place."""

    date: datetime.date = Field(description="The day on which it was withdrawn.")
    reason: str = Field(min_length=1, description="Why, in words for readers.")
    draft: str = Field("", pattern=f"^({_DRAFT})?$", description="Of a draft, the name of its folder, which it keeps.")


class Provenance(Section):
    """The sources of an edition."""

    commit: str = Field(description="The commit of the project's checkout; blank where it is none.")
    inputs: dict[str, str] = Field(description="A fingerprint of each thing that it rests on, as run.json has them.")
    rules: dict[str, JsonValue] = Field(description="What the year's rules.toml states.")


class PublishedEdition(Section):
    """One edition of a report: an approved version, or the draft beside it. Its files never change."""

    schema_: Literal["pprr.edition/1"] = Field(SCHEMA, alias="schema", description="The edition of this record.")
    period: str = Field(pattern="^20[0-9]{2}-[0-9]{2}-(annual|q[123])$", description="The period of the report.")
    document: str = Field(pattern=_NAME, description="The report's name: housing, council.corporate.")
    version: str = Field(pattern=f"^({VERSION})?$", description="The version; blank of a draft.")
    approval: ApprovalGiven | None = Field(description="Null of a draft.")
    correction: Correction | None = Field(None, description="Null of a first version.")
    withdrawn: Withdrawal | None = Field(None, description="Only of an edition whose content is published no more.")
    provenance: Provenance
    files: dict[Annotated[str, Field(pattern=_FILE)], Sha256] = Field(
        description="The SHA-256 of each file in its folder but this one; of a page without what the site puts around."
    )
    report: dict[str, JsonValue] = Field(description="The report: its values, statuses and words, as in its JSON.")

    @property
    def record(self) -> ReportRecord:
        """The report's values, statuses and words."""
        return cast("ReportRecord", self.report)

    @property
    def is_draft(self) -> bool:
        """True where nobody has approved it."""
        return not self.version

    @property
    def is_live_draft(self) -> bool:
        """True of a draft that was not withdrawn."""
        return self.is_draft and not self.withdrawn

    @property
    def kind(self) -> str:
        """The kind of report: ``portfolio``, ``corporate``."""
        return self.document.partition(".")[2] or PORTFOLIO

    @property
    def subject(self) -> str:
        """The portfolio's slug, or ``council``."""
        return self.document.partition(".")[0]

    @property
    def of_period(self) -> Period:
        """The period of the report."""
        return _parsed(self.period)

    @property
    def home(self) -> str:
        """The folder of all its versions, from the site's root."""
        return f"{self.period}/{self.document}"

    @property
    def folder(self) -> str:
        """The folder of its files, from the site's root: ``2019-20-annual/housing/v1.0``, ``.../draft-04c1f2a9``.

        A draft's has a name that its files give, so that no folder ever holds files of two editions.
        """
        if self.version:
            return f"{self.home}/v{self.version}"
        if self.withdrawn:
            return f"{self.home}/{self.withdrawn.draft}"
        files = "".join(f"{name} {sha256}\n" for name, sha256 in sorted(self.files.items()))
        return f"{self.home}/draft-{hashlib.sha256(files.encode()).hexdigest()[:_DIGITS]}"

    @property
    def page(self) -> str:
        """The address of its page from the site's root."""
        return f"{self.folder}/{PAGE}"

    def place_of(self, measure: Row) -> str:
        """The address of a measure on its page, from the site's root; of one that the page leaves out, the page's."""
        return f"{self.page}#{quote(text(measure, 'measure_id'))}" if measure.get("is_shown") else self.page

    @property
    def measures(self) -> list[tuple[str, str]]:
        """The measures of the report: the identifier of each, and what it is called, its code and its name."""
        rows = Reported(self.record).rows("measures") if self.kind == PORTFOLIO else []
        return [(text(row, "measure_id"), f"{text(row, 'code')} {text(row, 'name')}") for row in rows]

    @property
    def kept_back(self) -> PublicationRule:
        """The year's rule of what is kept from its reports."""
        stated = self.provenance.rules
        return YearRules.model_validate(stated).at(self.of_period).publication if stated else PublicationRule()

    @property
    def state(self) -> str:
        """``Final: version 1.0``, ``Draft``, ``Withdrawn: version 1.0`` or ``Withdrawn: draft``."""
        if self.withdrawn:
            return f"Withdrawn: version {self.version}" if self.version else "Withdrawn: draft"
        return f"Final: version {self.version}" if self.version else "Draft"

    def to_bytes(self) -> bytes:
        """The record as the site holds it; the same record gives the same bytes."""
        return f"{self.model_dump_json(by_alias=True, exclude=self._absent)}\n".encode()

    @property
    def _absent(self) -> IncEx | None:
        """What only a withdrawn edition, or a withdrawn draft, has in its record."""
        if self.withdrawn is None:
            return {"withdrawn"}
        return None if self.withdrawn.draft else {"withdrawn": {"draft"}}


def named_in_full(editions: Iterable[PublishedEdition]) -> str:
    """The editions by name: the content of a version never changes, and a draft's folder is named after its files."""
    return "; ".join(f"{one.folder} {one.withdrawn or ''}" for one in editions)


Whole = Callable[[PublishedEdition], PublishedEdition]
"""The edition with all of its record, of one that may be in brief."""


def as_it_is(edition: PublishedEdition) -> PublishedEdition:
    """The edition, which is whole."""
    return edition


@dataclass(frozen=True)
class Catalogue:
    """All editions on a site, newest period first, then by document, newest version first, a draft after them.

    A draft that was withdrawn comes last of all.

    Editions may be in brief; ``whole`` gives one with all of its record.
    """

    editions: tuple[PublishedEdition, ...]
    whole: Whole = field(default=as_it_is, compare=False)

    @classmethod
    def of(cls, editions: Iterable[PublishedEdition], whole: Whole = as_it_is) -> "Catalogue":
        """The catalogue of those editions, in whatever order they come."""

        def rank(one: PublishedEdition) -> tuple[object, bool]:
            return version_key(one.version or "0.0"), one.withdrawn is None

        drafts_last = sorted(editions, key=rank, reverse=True)
        by_name = sorted(drafts_last, key=lambda one: one.document)
        return cls(tuple(sorted(by_name, key=lambda one: _end_of(one.period), reverse=True)), whole)

    def only(self, is_wanted: Callable[[PublishedEdition], bool]) -> "Catalogue":
        """The catalogue of those of its editions."""
        return Catalogue(tuple(filter(is_wanted, self.editions)), self.whole)

    @cached_property
    def by_home(self) -> Mapping[str, tuple[PublishedEdition, ...]]:
        """The editions of each report, newest version first and a draft last, by the folder that holds them."""
        found: dict[str, list[PublishedEdition]] = {}
        for one in self.editions:
            found.setdefault(one.home, []).append(one)
        return {home: tuple(editions) for home, editions in found.items()}

    @cached_property
    def current(self) -> tuple[PublishedEdition, ...]:
        """The current edition of each report, newest period first: its newest version, else its draft.

        Where the newest was withdrawn there is none: an older one is what it had corrected.
        """
        return tuple(editions[0] for editions in self.by_home.values() if not editions[0].withdrawn)

    @cached_property
    def of_documents(self) -> Mapping[str, tuple[PublishedEdition, ...]]:
        """The current edition of each document in each period, newest period first, by the document's name."""
        found: dict[str, list[PublishedEdition]] = {}
        for one in self.current:
            found.setdefault(one.document, []).append(one)
        return {document: tuple(editions) for document, editions in found.items()}

    @cached_property
    def of_periods(self) -> Mapping[str, tuple[PublishedEdition, ...]]:
        """All editions of each period, by its name, newest period first."""
        return {name: tuple(editions) for name, editions in groupby(self.editions, lambda one: one.period)}

    def without_report(self, period: Period) -> tuple[PublishedEdition, ...]:
        """The withdrawn editions of a period that leave a report without a current one."""
        of_period = self.of_periods.get(str(period), ())
        return tuple(one for one in of_period if one.withdrawn and one is self.by_home[one.home][0])

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods that have editions, newest first."""
        return tuple(map(_parsed, self.of_periods))

    def of_report(self, edition: PublishedEdition) -> tuple[PublishedEdition, ...]:
        """All editions of the same report, newest version first."""
        return self.by_home[edition.home]

    def newer(self, edition: PublishedEdition) -> PublishedEdition | None:
        """The newest version of the report, where the edition is not it; of a draft beside none, None."""
        newest = self.of_report(edition)[0]
        return None if newest is edition or newest.is_draft else newest

    def beside(self, edition: PublishedEdition) -> tuple[PublishedEdition | None, PublishedEdition | None]:
        """The current edition of the same document in the period before and in the one after that have one."""
        others, end = self.of_documents.get(edition.document, ()), _end_of(edition.period)
        later = bisect_left(others, -end.toordinal(), key=lambda one: -_end_of(one.period).toordinal())
        rest = others[later + 1 :] if later < len(others) and others[later].period == edition.period else others[later:]
        return (rest[0] if rest else None), (others[later - 1] if later else None)
