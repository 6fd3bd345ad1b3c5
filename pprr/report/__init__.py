"""One frozen report: the figures, their verdicts, the words and the queries of one portfolio and period."""

from pprr.report.assemble import open_report
from pprr.report.report import Report

__all__ = ["Report", "open_report"]
