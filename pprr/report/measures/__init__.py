"""The measures of a report: their figures of every period, targets, and the verdicts of the year's rules."""
