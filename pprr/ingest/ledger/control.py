"""The total that a ledger's sender gives, held against its lines: a file cut short is found within the year too."""

from collections.abc import Iterator

from pprr.domain import Query, query
from pprr.ingest.ledger.amounts import read_amount
from pprr.ingest.ledger.tally import pounds
from pprr.ingest.mapping.ledger_layout import LedgerLayout


def differences(layout: LedgerLayout, name: str, *, pence: int, lines: int) -> Iterator[Query]:
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
