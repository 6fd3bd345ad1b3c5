"""The editions of a period in brief: what pages that span many periods show of each report.

A period has one such file, so that whoever publishes reads no old record but those that a page shows whole. It is made
from the records and from nothing else.
"""

from collections.abc import Iterable
from functools import cache, partial
from typing import Any, Final, Literal

from pydantic import Field, ValidationError

from pprr.changes.rows import Reported
from pprr.domain.errors import SiteError
from pprr.domain.settings import Section
from pprr.site.catalogue import RECORD, Catalogue, Provenance, PublishedEdition
from pprr.site.listing import Listing, read_proved
from pprr.site.targets import SiteTarget

EDITIONS: Final = "editions.json"
SCHEMA: Final = "pprr.editions/1"
_HELD = ("schema", "portfolio", "period", "title", "council", "state", "notice", "counts")
_MEASURES = (
    *("measure_id", "code", "name", "kind", "good_performance", "unit", "is_shown", "predecessors"),
    *("actual", "actual_as_printed", "target", "target_as_printed", "status", "status_as_printed"),
    *("trend", "trend_reason"),
)
_MONEY = ("is_total", "group", "variance")


class PeriodInBrief(Section):
    """The editions of a period, each with its record's tables cut short."""

    schema_: Literal["pprr.editions/1"] = Field(SCHEMA, alias="schema")
    editions: tuple[PublishedEdition, ...]

    @classmethod
    def of(cls, editions: Iterable[PublishedEdition]) -> "PeriodInBrief":
        """Those editions in brief; of ones that are so already, the same."""
        return cls(schema=SCHEMA, editions=tuple(map(in_brief, editions)))

    def to_bytes(self) -> bytes:
        """The file as the site holds it."""
        return f"{self.model_dump_json(by_alias=True)}\n".encode()


def in_brief(edition: PublishedEdition) -> PublishedEdition:
    """The edition without its words, what was approved part by part, and what no page of many periods shows."""
    approval = edition.approval and edition.approval.model_copy(update={"parts": {}})
    rules = edition.provenance.rules if edition.kept_back.is_stated else {}
    tables = {
        **_cut(edition, "measures", _MEASURES, totals_only=False),
        **_cut(edition, "outturn", _MONEY, totals_only=True),
        **_cut(edition, "services", _MONEY, totals_only=True),
    }
    held = {name: edition.report[name] for name in _HELD if name in edition.report}
    return edition.model_copy(
        update={
            "approval": approval,
            "provenance": Provenance(commit=edition.provenance.commit, inputs={}, rules=rules),
            "report": {**held, "commentary": [], "order": [], "tables": tables},
        }
    )


def _cut(edition: PublishedEdition, table: str, columns: Iterable[str], *, totals_only: bool) -> dict[str, Any]:
    """The table with those of its columns; none where the report has none."""
    reported = Reported(edition.record)
    types = reported.columns(table)
    names = [name for name in columns if name in types]
    rows = [
        [row[name] for name in names]
        for row in reported.rows(table)
        if not totals_only or (row.get("is_total", True) and not row.get("group"))
    ]
    told = [{"name": name, "type": types[name], "meaning": ""} for name in names]
    return {table: {"row": "", "columns": told, "rows": rows}} if names else {}


def read_catalogue(target: SiteTarget, listing: Listing) -> Catalogue:
    """The editions on the site, in brief; raises SiteError where one is not what it was published as.

    A period that was published before there were editions in brief is read from its records.
    """
    records: dict[str, list[str]] = {}
    for address in listing.files:
        if address.endswith(f"/{RECORD}"):
            records.setdefault(address.partition("/")[0], []).append(address)
    read = cache(partial(_read_record, target, listing))
    found: list[PublishedEdition] = []
    for period, addresses in records.items():
        in_brief = _read_brief(target, listing, f"{period}/{EDITIONS}")
        found += in_brief.editions if in_brief else map(read, addresses)
    return Catalogue.of(found, lambda edition: read(f"{edition.folder}/{RECORD}"))


def _read_brief(target: SiteTarget, listing: Listing, address: str) -> PeriodInBrief | None:
    """The editions of a period in brief; None where there are none of this kind."""
    listed = listing.files.get(address)
    if listed is None:
        return None
    try:
        return PeriodInBrief.model_validate_json(read_proved(target.read, address, listed.sha256))
    except ValidationError:
        return None


def _read_record(target: SiteTarget, listing: Listing, address: str) -> PublishedEdition:
    try:
        return PublishedEdition.model_validate_json(read_proved(target.read, address, listing.files[address].sha256))
    except ValidationError as error:
        raise SiteError("site-unreadable", file=address) from error
