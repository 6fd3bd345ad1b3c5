"""Queries about one report, gathered from its figures, its words and its past."""
