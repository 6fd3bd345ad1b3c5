"""The agreement's coding of the ledger: whose a cost centre is, and which part of the outturn an account is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pprr.domain.ledger import Part
from pprr.ingest.agreement.register import Agreement
from pprr.ingest.cells import read_choice
from pprr.ingest.mapping.ledger_file import tidy
from pprr.ingest.mapping.records import FaultList, Record, read_records
from pprr.ingest.mapping.sources import AgreementSources, Layout, read_toml
from pprr.project import Project

_SPOILT = re.compile(r"\d(\.\d+)?E\+\d\d", re.ASCII)
NO_PORTFOLIO = "none"  # a cost centre outside every portfolio's cash limit


class Codes:
    """A look-up by code. A code that ends in ``*`` stands for all that begin so; the longest that fits holds.

    What Excel makes of a long code (4.01E+11) has lost its digits: it may be any of many, and begins like none.
    """

    def __init__(self, meanings: Mapping[str, str]) -> None:
        """``meanings`` gives for each code or beginning what it means."""
        self._exact = {code: meaning for code, meaning in meanings.items() if not code.endswith("*")}
        beginnings = ((code.removesuffix("*"), meaning) for code, meaning in meanings.items() if code.endswith("*"))
        self._beginnings = sorted(beginnings, key=lambda pair: -len(pair[0]))

    def meaning(self, code: str) -> str | None:
        """The meaning of the code; None where nothing fits it."""
        code = code.upper()
        if code in self._exact:
            return self._exact[code]
        if _SPOILT.fullmatch(code):
            return None
        return next((meaning for start, meaning in self._beginnings if code.startswith(start)), None)


@dataclass(frozen=True)
class ChartOfAccounts:
    """``cost_centres`` means portfolios by slug, or ``NO_PORTFOLIO``; ``accounts`` means a ``Part``.

    The two names are those of their files, for messages.
    """

    cost_centres: Codes
    accounts: Codes
    cost_centres_name: str
    accounts_name: str


def read_chart(folder: Path, project: Project, agreement: Agreement, faults: FaultList) -> ChartOfAccounts | None:
    """The year's coding, or None and faults."""
    path = folder / "sources.toml"
    sources = read_toml(path, AgreementSources, name=project.relative(path))
    if not isinstance(sources, AgreementSources):
        return None  # which has been said where the agreement was read

    def owner(record: Record) -> str | None:
        outside = record.cells["portfolio"].lower() == NO_PORTFOLIO
        return NO_PORTFOLIO if outside else agreement.portfolio_of(record, faults)

    def part(record: Record) -> str | None:
        return faults.read(record, "part", lambda text: read_choice(text, tuple(Part)))

    def codes(layout: Layout, field: str, other: str) -> dict[str, str] | None:
        received = read_records(
            folder / layout.file,
            layout,
            faults,
            name=project.relative(folder / layout.file),
            fields={name: layout.label(name) for name in (field, other, "name")},
            optional=("name",),
        )
        faults.unique(received.records, (field,), field.replace("_", " "))
        read = owner if other == "portfolio" else part
        found = {tidy(record.cells[field]).upper(): read(record) for record in received.records}
        if received.is_readable and not found:
            faults.add("nothing-listed", received.place, what=field.replace("_", " "))
        return {code: meaning for code, meaning in found.items() if meaning} if found else None

    cost_centres = codes(sources.cost_centres, "cost_centre", "portfolio")
    accounts = codes(sources.account_codes, "account", "part")
    if cost_centres is None or accounts is None:
        return None
    names = (project.relative(folder / layout.file) for layout in (sources.cost_centres, sources.account_codes))
    return ChartOfAccounts(Codes(cost_centres), Codes(accounts), *names)
