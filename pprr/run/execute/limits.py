"""The limits of one report's run, from ``[run]`` in ``pprr.toml``, and what is said where one is reached."""

import json

from pprr.project import Run
from pprr.run.execute.document import NotebookOutput

OUT_OF_MEMORY = frozenset({"MemoryError", "_ArrayMemoryError"})  # Python's own, and numpy's
NO_INPUT = frozenset({"StdinNotImplementedError"})
DIED = "The notebook's kernel died"
LEFT = "A cell called exit() or quit(), which would leave the notebook half run"
ASKED = "A cell asked for input, and nobody is there to answer while a report is made"


def not_started(error: OSError) -> str:
    """The message about a report for which the system has no process, no memory or no temporary folder left."""
    return f"The process that makes it could not be started: {error.strerror or error}"


def too_long_a_cell(run: Run) -> str:
    """The message about a cell that runs on and on."""
    return f"A cell took longer than {run.cell_timeout_seconds} seconds, the limit in pprr.toml"


def too_long(run: Run) -> str:
    """The message about a report whose cells all end, and which does not."""
    return (
        f"The report took longer than {run.report_timeout_seconds} seconds, the limit in pprr.toml "
        "(report_timeout_seconds)"
    )


def too_much_memory(run: Run) -> str:
    """The message about a report that takes more memory than it may."""
    return f"The report needs more than {run.memory_megabytes} MB of memory, the limit in pprr.toml (memory_megabytes)"


def too_much_output(run: Run) -> str:
    """The message about a notebook whose cells put out more than anybody can read."""
    return (
        f"The notebook put out more than {run.output_megabytes} MB, the limit in pprr.toml (output_megabytes): "
        "does a cell print in a loop?"
    )


def weight(output: NotebookOutput) -> int:
    """The size that an output adds to a notebook, in characters."""
    if output["output_type"] == "stream":
        return len(output["text"])
    data = output.get("data", {})
    return sum(len(value) if isinstance(value, str) else len(json.dumps(value, default=str)) for value in data.values())
