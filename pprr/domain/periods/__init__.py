"""Periods of a report, periods of data, and the days that both cover."""
