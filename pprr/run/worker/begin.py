"""Where the warm parent begins: before anything of the package is imported, so that a broken one can be told of."""

import gc
import importlib
import sys
import traceback
from multiprocessing import connection
from pathlib import Path

_TRACE_LINES = 6


def main(handle: int, home: str, workers: int, asker: int, idle_seconds: float, ahead: bool) -> None:
    """Gets ready, then makes what is asked for over the connection until nobody asks any more."""
    if sys.platform == "win32":
        way = connection.PipeConnection(handle)
    else:
        way = connection.Connection(handle)
    gc.disable()  # what is imported is no garbage
    try:
        serve = importlib.import_module("pprr.run.worker.serve").serve
        importlib.import_module("pprr.run.worker.start").get_ready()
    except Exception as error:  # noqa: BLE001  # whoever is at work on the package is told, and saves again
        last = "".join(traceback.format_exception(error)).splitlines()[-_TRACE_LINES:]
        reason = f"The package pprr cannot be imported: {type(error).__name__}: {error}"
        way.send((0, reason, "\n".join(last)))  # as OF_PARENT, of which nothing may be known here
        sys.exit(1)
    gc.freeze()
    gc.enable()
    serve(way, Path(home), workers=workers, asker=asker, idle_seconds=idle_seconds, ahead=ahead)
