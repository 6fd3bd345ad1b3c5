"""Gets a process ready for pages to be made in forks of it: all that they need is imported, once, here."""

import gc
import importlib
from collections.abc import Sequence

from pprr.lazy import without_slow_parsers

# What an IPython shell imports only when it is made, which it is for each report anew.
_SHELL = ("application", "completerlib", "crashhandler", "logger", "magics._table", "oinspect")
WARM = (
    "pprr.run.make",
    "pprr.report.warm",
    "pprr.notebook.warm",
    "pprr.preview.pages",
    "matplotlib.font_manager",  # its list of the machine's fonts, for charts of an analyst's own
    *(f"IPython.core.{name}" for name in _SHELL),
)


def warm(modules: Sequence[str] = WARM) -> None:
    """Imports the modules that there are, and keeps the collection of garbage away from all that is there by then.

    A collection meanwhile would find next to nothing, again and again; one in a forked process would go through all of
    it, and so copy it, at each report anew. Another release of a library may not have some inner module of this one:
    whatever needs it will say so.
    """
    gc.disable()
    try:
        with without_slow_parsers():
            for name in modules:
                try:
                    importlib.import_module(name)
                except ModuleNotFoundError as error:
                    if error.name != name:
                        raise
    finally:
        gc.freeze()
        gc.enable()
