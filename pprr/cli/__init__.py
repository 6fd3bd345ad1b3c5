"""The command line: reads what was typed, calls the rooms, says what came of it. Nothing else."""

import gc
import sys


def main() -> None:
    """Runs the command line.

    The application is imported here: a process that makes reports imports the script that it was started from anew, and
    so this module, and needs none of them.
    """
    gc.disable()  # what is imported is no garbage: it is neither searched for any now nor, being frozen, at the end
    from pprr.cli.app import app

    gc.freeze()
    gc.enable()
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or pipe may know neither £ nor curly quotes.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()
