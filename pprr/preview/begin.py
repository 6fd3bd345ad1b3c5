"""Where the warm process begins: before anything of the package is imported, so that a broken one can be told of."""

import importlib
import json
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any

_PAGES = "pprr.preview.pages"
_TRACE_LINES = 6


def main(root: str, home: str, imports: Sequence[str]) -> None:
    """What the warm process does: imports, says that it is ready, and answers requests until its input ends.

    Requests and answers are lines of JSON. What else is printed goes to the other stream, out of the answers' way.
    """
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def tell(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()

    try:
        importlib.import_module("pprr.run.worker.warm").warm([_PAGES, *imports])
        serve = sys.modules[_PAGES].serve
    except Exception as error:  # noqa: BLE001  # whoever is at work on the package is told, and saves again
        last = "".join(traceback.format_exception(error)).splitlines()[-_TRACE_LINES:]
        reason = f"The package pprr cannot be imported: {type(error).__name__}: {error}"
        tell({"kind": "broken", "reason": reason, "trace": "\n".join(last)})
        sys.exit(1)
    serve(root, home, tell)
