"""One frozen report: the figures, their verdicts, the words and the queries of one portfolio and period."""

from typing import TYPE_CHECKING

from pprr.lazy import names_from

if TYPE_CHECKING:
    from pprr.report.assemble import open_report
    from pprr.report.report import Report
else:
    __getattr__ = names_from(
        __name__,
        {
            "assemble": "open_report",
            "report": "Report",
        },
    )

__all__ = ["Report", "open_report"]
