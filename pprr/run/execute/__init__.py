"""Runs a report's notebook within its limits, and proves that the whole of it ran."""
