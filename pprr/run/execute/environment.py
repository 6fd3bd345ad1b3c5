"""The environment that a report is made in: its project, and none of the user's own settings."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

MATPLOTLIB = "matplotlib"  # within the folder: where matplotlib looks for settings and keeps its list of fonts


def report_environment(project: Path, folder: Path) -> dict[str, str]:
    """This project, and none of the user's own Jupyter or matplotlib settings: ``folder`` holds the report's."""
    return {
        "PPRR_PROJECT": str(project),
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_CONFIG_DIR": str(folder / "jupyter"),
        "MPLCONFIGDIR": str(folder / MATPLOTLIB),
        "MPLBACKEND": "agg",
        "PYTHONSAFEPATH": "1",
        # Reports run side by side, so one does not take every processor; and threads would be there when a fork is.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


@contextmanager
def environment_of(changed: Mapping[str, str]) -> Iterator[None]:
    """Within it this process has that in its environment, and at the end what it had before."""
    before = {name: os.environ.get(name) for name in changed}
    os.environ.update(changed)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
