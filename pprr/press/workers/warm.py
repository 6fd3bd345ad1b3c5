"""Gets a process ready for reports to be forked from it."""

import gc
import importlib
import sys
from collections.abc import Sequence

# jsonschema, which nbformat takes along, builds a parser of web addresses with it: as long as all other imports take.
# It does without where it is not there, and no notebook is checked for such addresses.
_SLOW = "rfc3987_syntax"


def warm(modules: Sequence[str]) -> None:
    """Imports the modules, and keeps the collection of garbage away from all that is there by then.

    A collection in a forked process would go through it, and so copy it, at each report anew.
    """
    is_new = _SLOW not in sys.modules
    if is_new:
        sys.modules[_SLOW] = None  # type: ignore[assignment]  # which makes its import fail
    try:
        for name in modules:
            importlib.import_module(name)
    finally:
        if is_new:
            del sys.modules[_SLOW]
    gc.collect()
    gc.freeze()
