"""The environment that a report is made in: its project, and none of the user's own settings."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def surroundings(project: Path, folder: Path) -> Iterator[None]:
    """This project, and none of the user's own Jupyter or matplotlib settings: ``folder`` holds the report's."""
    changed = {
        "PPRR_PROJECT": str(project),
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_CONFIG_DIR": str(folder / "jupyter"),
        "MPLCONFIGDIR": str(folder / "matplotlib"),
        "MPLBACKEND": "agg",
        "PYTHONSAFEPATH": "1",
    }
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
