"""The run record of a period as it stands in ``reports/<period>/run.json``: its types, which are its JSON Schema too.

It tells times and versions, which no page does. Times are ISO 8601 with the time zone.
"""

import re
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from pprr.project import report_name

SCHEMA: Final = "pprr.run/2"
_NAME = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9_]+)?", re.ASCII)
Time = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class RunState(StrEnum):
    """The state of a run of a period."""

    UNDER_WAY = "under way"
    FINISHED = "finished"
    INTERRUPTED = "interrupted"
    NOT_STARTED = "not started"


class ReportState(StrEnum):
    """The outcome of a report when it was last asked for."""

    MADE = "made"
    CURRENT = "up to date"
    FAILED = "failed"
    STOPPED = "stopped"
    GONE = "gone"

    @property
    def is_to_be_tried_again(self) -> bool:
        """True where it could not be made, so that a run of what failed asks for it again."""
        return self in {ReportState.FAILED, ReportState.STOPPED}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class LastRun(_Part):
    """The last run that was asked for this period."""

    started: Time = Field(description="When it began.")
    ended: Time | None = Field(description="Null while the run is under way, or where it was killed.")
    result: RunState
    reason: str = Field(description="What kept the period from being started.")
    asked: str = Field(description="The words of the command.")


class Environment(_Part):
    """The versions of Python and of every installed library."""

    python: str = Field(description="The version of Python.")
    packages: dict[str, str] = Field(description="The version of each library, by its name.")


class CountedStatus(BaseModel):
    """The number of measures with one status, or one trend; the last of them counts those that have none."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    words: str = Field(description="The status or trend as pages print it.")
    measures: int = Field(description="How many measures have it.")


class Counts(BaseModel):
    """The counts that the index tells of a page."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    measures: int = Field(description="All measures of the report.")
    statuses: list[CountedStatus] = Field(description="How many of them have each status.")
    trends: list[CountedStatus] = Field(default_factory=list, description="How many of them have each trend.")
    attention: int | None = Field(None, description="How many items the list of what needs attention has, money too.")
    exceptions: int = Field(description="How many of them are exceptions.")
    highlights: int = Field(description="How many of them are highlights.")


class IndexEntry(BaseModel):
    """The entry of a page in the index of all reports, as the report's own record has it."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    name: str = Field(description="The portfolio's name.")
    title: str = Field(description="The title on its cover.")
    state: Literal["Draft", "Final"] = Field(description="Whether it is approved as it stands.")
    counts: Counts
    variance: int | None = Field(None, description="The money over the budget or, negative, under it, in pence.")
    notice: str = Field(description="The notice at its top; blank where there is none.")


class PageEntry(IndexEntry):
    """The page in place, made by this run or by an earlier one."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    made: Time = Field(description="When it was made.")
    commit: str = Field(
        description="The commit of the project's checkout; blank where it is none.",
        pattern="^([0-9a-f]{40}|[0-9a-f]{64})?$",
    )
    blocking: int = Field(ge=0, description="Open queries that keep it a draft.")
    missing: int = Field(0, ge=0, description="Entries that still want words, when it was made.")
    inputs: dict[str, str] = Field(
        description="A fingerprint of each thing that the page rests on: files by address (notebooks without what "
        "their cells have shown), pprr.toml (what pages show of it), pprr (the whole package), versions, and what "
        "earlier reports hold."
    )
    outputs: dict[str, Sha256] = Field(
        description="The SHA-256 of each published file, by its address in the period's folder."
    )


class ReportEntry(_Part):
    """The outcome of one report when it was last asked for, and the page that stands in place."""

    portfolio: str = Field(description="The portfolio's slug.")
    kind: str = Field(description="The kind of report: its notebook is notebooks/<kind>_report.ipynb.")
    outcome: ReportState = Field(
        description="What became of it when it was last asked for; gone: the period has no such report any more, and "
        "its page still lies there."
    )
    is_made: bool = Field(False, description="Whether its page is as its inputs ask: made, or proved unchanged.")
    why: tuple[str, ...] = Field((), description="Why it was to be made.")
    reason: str = Field("", description="Why it could not be made.")
    cell: str = Field("", description="The first line of the cell that failed.")
    trace: str = Field("", description="The end of the traceback.")
    notebook: str = Field("", description="The failed notebook as far as it ran, from the project's root.")
    seconds: float = Field(0, ge=0, description="Time from its start to its end, over all attempts.")
    peak_bytes: int = Field(0, ge=0, description="The most memory that its processes held; 0 where it is not known.")
    attempts: int = Field(0, ge=0, description="How often it was tried: a process that died is given a second one.")
    old_since: Time | None = Field(
        None, description="The end of the first run that could not renew the page, since the last that could."
    )
    page: PageEntry | None = Field(None, description="Null where there is none.")

    @model_validator(mode="after")
    def _leads_out_of_no_folder(self) -> "ReportEntry":
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is no name of a report")
        return self

    @property
    def name(self) -> str:
        """The name of the report that the entry is about."""
        return report_name(self.portfolio, self.kind)


class RunFile(_Part):
    """The outcome of each report of a period when it was last asked for, and what its page rests on."""

    schema_: Literal["pprr.run/2"] = Field(SCHEMA, alias="schema", description="The edition of this record.")
    period: str = Field(pattern="^20[0-9]{2}-[0-9]{2}-(annual|q[123])$", description="The period of the reports.")
    run: LastRun
    environments: dict[str, Environment] = Field(
        description="The versions that pages were made with, by the name that their inputs give under versions."
    )
    reports: tuple[ReportEntry, ...] = Field(description="One entry a report, by name.")

    @property
    def entries(self) -> dict[str, ReportEntry]:
        """The entry of each report, by the report's name."""
        return {entry.name: entry for entry in self.reports}


def json_schema() -> dict[str, JsonValue]:
    """The JSON Schema of the file, as others may check it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **RunFile.model_json_schema(mode="serialization"),
        "title": SCHEMA,
    }
