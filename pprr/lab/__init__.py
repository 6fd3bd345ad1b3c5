"""JupyterLab with the project's settings: nothing fetched from outside, and outputs left out of what is saved."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pprr.commentary.notebooks.own_charts import CHART
from pprr.lazy import without_slow_parsers


def start(root: Path, arguments: Sequence[str]) -> None:
    """Runs JupyterLab in the project, in this very process, so that what ends pprr ends it too; returns at its end."""
    with without_slow_parsers():
        from jupyterlab.labapp import LabApp

    # Read beside the user's own settings: its labconfig switches off the question whether Jupyter may send news, which
    # JupyterLab asks even where it has been told that there are none.
    here = Path(__file__).parent
    own = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([str(here), *([own] if own else [])])
    os.chdir(root)
    LabApp.launch_instance(
        [
            f"--ServerApp.root_dir={root}",
            f"--ContentsManager.pre_save_hook={__name__}.strip_outputs",
            f"--LabApp.extra_labextensions_path={here / 'labextensions'}",
            "--LabApp.news_url=None",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            *arguments,
        ]
    )


def strip_outputs(model: dict[str, Any], **_: object) -> None:
    """Takes outputs and counts out of a notebook that is being saved: they hold draft figures.

    Charts that were drawn for the page stay.
    Jupyter's contents manager calls this with the model it is about to write, to be changed in place.
    """
    if model.get("type") != "notebook":
        return
    for cell in model["content"]["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [output for output in cell["outputs"] if CHART in output.get("metadata", {})]
            cell["execution_count"] = None
