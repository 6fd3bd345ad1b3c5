"""Notebooks, pages and files: executes a report, proves it, converts it, and puts it in place whole."""
