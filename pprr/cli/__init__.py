"""The command line: reads what was typed, calls the rooms, says what came of it. Nothing else."""

import sys

from pprr.cli import commentary, demo, extracts, preview, quality, rules, run, schedule, status
from pprr.cli.app import app

__all__ = ["app", "commentary", "demo", "extracts", "main", "preview", "quality", "rules", "run", "schedule", "status"]


def main() -> None:
    """Runs the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or pipe may know neither £ nor curly quotes.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()
