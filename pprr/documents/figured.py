"""What the documents of a period share: the measures and values of its portfolios, made once for all of them."""

from contextlib import suppress

from pprr.domain import Period
from pprr.domain.errors import PprrError
from pprr.ingest import tables
from pprr.ingest.load import kept
from pprr.project import Project
from pprr.report.assemble import unqueried
from pprr.report.measures.build import verdicts_of
from pprr.report.measures.past import Figured, is_kept, keep_past, read_past


def keep(project: Project, period: Period) -> None:
    """Makes the measures of the period's portfolios and their values now, for processes forked from this one.

    They are those of the tables that are kept for the same, and are made anew where any of these is. Of a portfolio
    that cannot be read nothing is kept: whoever asks for it says what is wrong with it.
    """
    used = kept(project, period)
    if not used or is_kept(used):
        return
    cleaned, *_ = used
    past = read_past(project, cleaned, verdicts_of)
    for one in cleaned.tables.records(tables.PORTFOLIOS):
        with suppress(PprrError):
            found = unqueried(project, cleaned, one.portfolio, past)
            past.figured[one.portfolio] = Figured(found.council, found.measures, found.values)
    keep_past(used, past)
