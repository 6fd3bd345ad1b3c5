"""The errors that say a limit of a run is reached, by Python's names, and how much an output weighs."""

import json

from pprr.run.execute.document import NotebookOutput

OUT_OF_MEMORY = frozenset({"MemoryError", "_ArrayMemoryError"})  # Python's own, and numpy's
NO_INPUT = frozenset({"StdinNotImplementedError"})


def weight(output: NotebookOutput) -> int:
    """The size that an output adds to a notebook, in characters."""
    if output["output_type"] == "stream":
        return len(output["text"])
    data = output.get("data", {})
    return sum(len(value) if isinstance(value, str) else len(json.dumps(value, default=str)) for value in data.values())
