"""Gets a process ready for pages to be made in forks of it: all that they need is imported, once, here."""

import gc
import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

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
# jsonschema, which nbformat takes along, builds parsers of web addresses, times and durations with these: as long as
# all other imports take. It does without where they are not there, and no notebook is checked for such things.
_SLOW = ("rfc3987_syntax", "rfc3986_validator", "isoduration")


def warm(modules: Sequence[str] = WARM) -> None:
    """Imports the modules that there are, and keeps the collection of garbage away from all that is there by then.

    A collection meanwhile would find next to nothing, again and again; one in a forked process would go through all of
    it, and so copy it, at each report anew. Another release of a library may not have some inner module of this one:
    whatever needs it will say so.
    """
    gc.disable()
    try:
        with _without(_SLOW):
            for name in modules:
                try:
                    importlib.import_module(name)
                except ModuleNotFoundError as error:
                    if error.name != name:
                        raise
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _without(modules: Sequence[str]) -> Iterator[None]:
    """Within it the modules cannot be imported, but for those that have been."""
    hidden = [name for name in modules if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None makes an import fail
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
