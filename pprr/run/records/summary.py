"""A period's run record in words, for people: ``reports/<period>/run.txt``."""

from pathlib import Path

from pprr.atomic import write_whole
from pprr.run.record import ReportEntry, ReportState, RunFile

SUMMARY_FILE = "run.txt"


def write_summary(path: Path, record: RunFile) -> None:
    """Writes the summary of the record beside the record's own file."""
    write_whole(path.with_name(SUMMARY_FILE), summary(record).encode())


def summary(record: RunFile) -> str:
    """The result of the last run of the period, a line for each report, and what to mend first."""
    run, reports = record.run, record.reports
    ended = clock(run.ended) if run.ended else "not ended"
    lines = [
        f"{record.period}: the last run, {clock(run.started)} to {ended}, {run.result}.",
        f"Asked for: {run.asked or 'not known'}.",
        *([run.reason] if run.reason else []),
        "",
    ]
    bad = [entry for entry in reports if not entry.is_made]
    told: dict[tuple[str, ...], str] = {}
    for entry in bad:
        lines += _failure(entry, run.reason, told)
    good = [entry for entry in reports if entry.is_made]
    width = max((len(entry.name) for entry in good), default=0)
    lines += [f"{entry.outcome:<11} {entry.name:<{width}}  {_page(entry)}" for entry in good]
    return "\n".join(lines).rstrip() + "\n"


def _failure(entry: ReportEntry, of_all: str, told: dict[tuple[str, ...], str]) -> list[str]:
    """The fate of a report that was not made; of what keeps the whole period, told above, only the first line.

    ``told`` has what was told of those before, each with the first of them: a traceback is printed once.
    """
    reason = entry.reason.split("\n", 1)[0] if entry.reason == of_all else entry.reason
    where = [f"  In the cell: {entry.cell}"] if entry.cell else []
    first = told.setdefault((entry.reason, entry.cell, entry.trace), entry.name)
    trace = [f"  {line}" for line in entry.trace.splitlines()]
    if trace and first != entry.name:
        trace = [f"  The same as in {first}, above."]
    ran = [f"  As far as it ran: {entry.notebook}"] if entry.notebook else []
    kept = "  The last good page was kept" if entry.page else "  There is no page of it yet"
    since = f"; not renewed since {clock(entry.old_since)}." if entry.old_since else "."
    return [f"{entry.outcome:<11} {entry.name}: {reason}", *where, *trace, *ran, f"{kept}{since}", ""]


def _page(entry: ReportEntry) -> str:
    page = entry.page
    if page is None:
        return ""
    blocking = f", {page.blocking} blocking" if page.blocking else ""
    told = f"{page.state}{blocking}"
    if entry.outcome is ReportState.CURRENT:
        return f"{told}, made {clock(page.made)}"
    memory = f", {entry.peak_bytes / 1e6:.0f} MB" if entry.peak_bytes else ""
    why = f" ({'; '.join(entry.why)})" if entry.outcome is ReportState.MADE else ""
    return f"{told}, {entry.seconds:.1f} s{memory}{why}"


def clock(time: str) -> str:
    """A time as people read it: to the minute, with the time zone."""
    return f"{time[:10]} {time[11:16]} {time[19:]}".strip()
