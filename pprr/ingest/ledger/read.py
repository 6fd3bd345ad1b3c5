"""A period's ledger: from its lines to each portfolio's net expenditure and appropriations, exact to the penny.

A line counts where its day is in the financial year, up to and with the period's last day. Later lines are left out,
since a ledger is often exported after the period has ended and a report speaks of its own period: a warning says how
many, and what they add to. Earlier ones are left out too, but that is blocking: either a year was mistyped, and money
is missing here, or they belong to another year's ledger.

The annual outturn is completed from it and held against it. Within the year an outturn is a forecast, so the ledger
only shows what has been spent so far.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from pprr.domain import Cell, Period, Query, Severity, query
from pprr.domain.errors import Fault
from pprr.domain.ledger import Dated, Part
from pprr.ingest.agreement.register import Agreement, Rows
from pprr.ingest.cells import Money
from pprr.ingest.ledger.amounts import read_amount
from pprr.ingest.ledger.bad_lines import BadLines, Scan, bad_lines, collect
from pprr.ingest.ledger.coding import NO_PORTFOLIO, read_chart
from pprr.ingest.ledger.engine import MEMORY
from pprr.ingest.ledger.overlap import Months
from pprr.ingest.ledger.sums import Outcome
from pprr.ingest.ledger.take import Counting, take
from pprr.ingest.ledger.tally import Account, Amount, Taken, Tally, pounds
from pprr.ingest.mapping.ledger_file import LedgerFile, ledger_files
from pprr.ingest.mapping.ledger_layout import LedgerLayout
from pprr.ingest.mapping.records import FaultList, Record
from pprr.project import Project

PARTS = (Part.EXPENDITURE, Part.APPROPRIATIONS)
BAD_LINES = "ledger_bad_lines.csv"


@dataclass
class Ledger:
    """The ledger's findings on the portfolios. ``amounts`` are by portfolio, cost centre, part and day."""

    name: str
    period: Period
    is_sound: bool = False
    amounts: dict[Account, Amount] = field(default_factory=dict)
    queries: list[Query] = field(default_factory=list)

    @property
    def rows(self) -> Rows:
        """One row per portfolio, cost centre, part of the outturn and place of the days."""
        return [
            {
                "portfolio": portfolio,
                "cost_centre": cost_centre,
                "part": part,
                "dated": dated,
                "amount": amount.pence,
                "lines": amount.lines,
                "file": self.name,
            }
            for (portfolio, cost_centre, part, dated), amount in sorted(self.amounts.items())
        ]

    def spent(self, portfolio: str, part: Part, dated: Dated = Dated.IN_PERIOD) -> Amount:
        """The sum of a portfolio's lines."""
        total = Amount()
        for (owner, _, of, when), amount in self.amounts.items():
            if (owner, of, when) == (portfolio, part, dated):
                total.add(amount.pence, amount.lines)
        return total

    def complete(
        self, amounts: Mapping[str, Money], record: Record, portfolio: str, faults: FaultList
    ) -> dict[str, Money]:
        """An outturn's amounts with those parts that it leaves out, and a query for each that it says otherwise.

        A part that is left out is the ledger's sum, rounded half up to the unit of the row's other amounts.
        """
        unit = max(money.unit for money in amounts.values())
        completed = dict(amounts)
        for part in PARTS if self.is_sound else ():
            found = self.spent(portfolio, part)
            given = amounts.get(part)
            if given is None:
                completed[part] = Money(_rounded(found.pence, unit), unit)
            elif _rounded(found.pence, given.unit) != given.pence:
                self.queries.append(
                    query(
                        "ledger-and-outturn-differ",
                        portfolio,
                        "outturn",
                        record.at(part),
                        found="expenditure" if part is Part.EXPENDITURE else "appropriations",
                        given=pounds(given.pence),
                        summed=pounds(found.pence),
                        part=str(part),
                        given_pence=str(given.pence),
                        found_pence=str(found.pence),
                        ledger=self.name,
                    )
                )
        if self.is_sound and set(PARTS) - set(amounts) and not any(self.spent(portfolio, p).lines for p in PARTS):
            faults.add("ledger-without-portfolio", Cell(self.name), portfolio=portfolio, of=portfolio)
        return {**completed, **{part: Money(0, unit) for part in PARTS if part not in completed}}


def read_ledger(
    folder: Path,
    project: Project,
    period: Period,
    layout: LedgerLayout,
    agreement: Agreement,
    faults: FaultList,
    *,
    memory: str = MEMORY,
) -> Ledger:
    """Reads the ledger's files in the folder; what cannot be counted is in ``faults``, and all of it in a CSV."""
    within = project.relative(folder)
    ledger = Ledger(f"{within}/{layout.file}", period)
    listing = project.processed(period) / BAD_LINES
    chart = read_chart(project.agreement(period), project, agreement, faults)
    if chart is None:
        return ledger
    tally = Tally(chart, 1 if layout.expenditure == "positive" else -1)
    first, after = date(period.start, 4, 1), period.end + timedelta(days=1)
    before = len(faults.of_period)
    with TemporaryDirectory(prefix="pprr-ledger-") as scratch:
        reading = Counting(first, after, Path(scratch), memory)
        found = list(ledger_files(folder, layout, Path(scratch), within=within))
        months = Months() if len(found) > 1 else None
        taken: list[tuple[LedgerFile, Taken]] = []
        for file in found:
            if isinstance(file, Fault):
                faults.append(file)
            elif (held := take(file, tally, reading, months, faults)) is not None:
                taken.append((file, held))
        bad = [(file, held.outcomes) for file, held in taken if held.is_bad]
        if bad:
            _report_bad_lines(bad, tally, listing, project.relative(listing), faults)
        else:
            listing.unlink(missing_ok=True)
    tally.report_unknown(ledger.name, layout, faults)
    for overlap in months.same_lines() if months else ():
        faults.append(overlap)
    ledger.is_sound = len(faults.of_period) == before
    ledger.amounts = tally.amounts
    ledger.queries += _outside(ledger, sorted(set(agreement.slugs.values())))
    ledger.queries += months.same_months(tally.portfolio_of) if months else ()
    for asked in _of_all(ledger.name, layout, [held for _, held in taken]):
        faults.ask(asked)
    return ledger


def _rounded(pence: int, unit: int) -> int:
    """The amount rounded half up, away from zero, to a unit of so many pence."""
    steps = (2 * abs(pence) + unit) // (2 * unit)
    return steps * unit if pence > 0 else -steps * unit


def _outside(ledger: Ledger, portfolios: Sequence[str]) -> Iterator[Query]:
    """A query for each portfolio's lines before the year, and one for those after the period."""
    for portfolio in portfolios:
        for dated, severity, day, case in (
            (Dated.BEFORE, Severity.BLOCKING, f"{date(ledger.period.start, 4, 1):%d/%m/%Y}", "before"),
            (Dated.AFTER, Severity.WARNING, f"{ledger.period.end:%d/%m/%Y}", "after"),
        ):
            found = Amount()
            for part in PARTS:
                amount = ledger.spent(portfolio, part, dated)
                found.add(amount.pence, amount.lines)
            if found.lines:
                yield query(
                    "ledger-lines-outside-the-period",
                    portfolio,
                    "outturn",
                    ledger.name,
                    severity=severity,
                    found=f"{'one' if found.lines == 1 else 'many'}-{case}",
                    action=case,
                    lines=f"{found.lines:,}",
                    amount=pounds(found.pence),
                    pence=str(found.pence),
                    day=day,
                    period=ledger.period.label,
                )


def _of_all(name: str, layout: LedgerLayout, taken: Sequence[Taken]) -> Iterator[Query]:
    """Asks about all files together: a control total that they do not make, and how many rows were left out."""
    pence, lines = (sum(getattr(held.amount, what) for held in taken) for what in ("pence", "lines"))
    yield from _differences(layout, name, pence=pence, lines=lines)
    dropped = sum(held.outcomes[Outcome.DROPPED] for held in taken)
    if dropped:
        found = "one" if dropped == 1 else "many"
        yield query("ledger-rows-left-out", "", "outturn", name, found=found, rows=f"{dropped:,}", lines=f"{lines:,}")


def _differences(layout: LedgerLayout, name: str, *, pence: int, lines: int) -> Iterator[Query]:
    """A query where the lines are not as many, or do not make as much, as the control total says."""
    control = layout.control
    if control.lines is not None and control.lines != lines:
        given, found = f"{control.lines:,}", f"{lines:,}"
        yield query("ledger-and-control-total-differ", "", "outturn", name, case="lines", given=given, read=found)
    said = read_amount(control.sum, layout.decimal or ".") if control.sum is not None else pence
    if said != pence and said is not None:
        yield query(
            "ledger-and-control-total-differ", "", "outturn", name, case="sum", given=pounds(said), read=pounds(pence)
        )


def _report_bad_lines(
    bad: Sequence[tuple[LedgerFile, Mapping[Outcome, int]]],
    tally: Tally,
    listing: Path,
    name: str,
    faults: FaultList,
) -> None:
    """Faults for the bad lines: the first of them one by one, then how many more a portfolio or the period has."""
    scans = [Scan() for _ in bad]
    lines = (line for (file, _), scan in zip(bad, scans, strict=True) for line in bad_lines(file, scan))
    found: BadLines = collect(lines, listing, bad[0][0].layout.fields, tally.owner)
    if not found.listed:
        listing.unlink()
    for owner, line in found.listed:
        if owner != NO_PORTFOLIO:
            place = Cell(line.file, row=line.row, column=line.column)
            faults.add_unreadable(place, line.found, line.expected, portfolio=owner)
    for owner, count in sorted(found.unlisted.items()):
        if owner != NO_PORTFOLIO:
            case = "one" if count == 1 else "many"
            faults.add("ledger-lines-unreadable", Cell(name), portfolio=owner, case=case, count=f"{count:,}")
    for (file, told), scan in zip(bad, scans, strict=True):
        if not scan.agrees(told):
            faults.add("ledger-quotation-marks", Cell(file.name))
