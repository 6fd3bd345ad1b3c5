"""The command line: reads what was typed, calls the rooms, says what came of it. Nothing else."""

import gc
import os
import sys


def main() -> None:
    """Runs the command line.

    The application is imported here: a process that makes reports imports the script that it was started from anew, and
    so this module, and needs none of them.
    """
    gc.set_threshold(200_000)  # what is imported is no garbage, and to search it for some takes a tenth of a command
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to look for some reads about every library
    from pprr.cli.app import app

    for stream in (sys.stdout, sys.stderr):
        # A Windows console or pipe may know neither £ nor curly quotes.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()
