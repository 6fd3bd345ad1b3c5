"""Executes a report's notebook with papermill, away from the published files, and proves that the whole of it ran."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillException, PapermillExecutionError
from traitlets.config import Config

from pprr.errors import CommentaryError, FaultsError, ProjectError, RunError
from pprr.press.engine import InProcessEngine
from pprr.press.record import MIME, blocking_queries, first_line, proven_record
from pprr.press.surroundings import surroundings

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_TRACE_LINES = 12
_OURS = {kind.__name__ for kind in (CommentaryError, FaultsError, ProjectError)}
_KERNEL = Config({"KernelManager": {"transport_encryption": "auto"}})


@dataclass(frozen=True)
class Executed:
    """A notebook that ran to its end, stripped of times and places, and the record that proves it.

    ``blocking`` counts the open queries that keep the report a draft.
    """

    notebook: NotebookNode
    record: Mapping[str, Any]
    blocking: int = 0


def execute(
    template: Path,
    folder: Path,
    *,
    project: Path,
    portfolio: str,
    period: str,
    cell_timeout_seconds: int,
    engine: str | None = None,
    on_cell: Callable[[str], None] = lambda _source: None,
) -> Executed:
    """Runs the template for one portfolio and period in ``folder``, which is the run's own.

    Without an ``engine`` papermill starts a kernel for it. Ours runs it in this process, tells ``on_cell`` the source
    of each cell that begins, and leaves the limit of time to whoever watches this process.

    Raises RunError, with the failing cell where there is one, for whatever keeps the notebook from its end.
    """
    check_parameters(template, {"portfolio": portfolio, "period": period})
    output = folder / "executed.ipynb"
    if engine:
        # Beside the entry point, which an installation from before it was declared does not have.
        papermill_engines.register(engine, InProcessEngine)
    ours = {"engine_name": engine, "on_cell": on_cell, "request_save_on_cell_execute": False} if engine else {}
    with surroundings(project, folder):
        try:
            papermill.execute_notebook(
                template,
                output,
                parameters={"portfolio": portfolio, "period": period},
                kernel_name="python3",
                progress_bar=False,
                log_output=False,
                execution_timeout=cell_timeout_seconds,
                cwd=folder,
                config=_KERNEL,
                **ours,
            )
        except PapermillExecutionError as error:
            if error.ename in _OURS:  # a whole message already, and its traceback is of no use to its reader
                raise RunError(
                    _ANSI.sub("", error.evalue).strip(), cell=first_line({"source": error.source})
                ) from error
            last = _ANSI.sub("", "\n".join(error.traceback)).strip().splitlines()[-_TRACE_LINES:]
            raise RunError(
                f"A cell failed with {error.ename}: {_ANSI.sub('', error.evalue).strip()}",
                cell=first_line({"source": error.source}),
                trace="\n".join(last),
            ) from error
        except CellTimeoutError as error:
            raise RunError(
                f"A cell took longer than {cell_timeout_seconds} seconds, the limit in pprr.toml",
                cell=_reached(output),
            ) from error
        except DeadKernelError as error:
            raise RunError("The notebook's kernel died", cell=_reached(output)) from error
        except (PapermillException, CellExecutionError) as error:
            raise RunError(f"papermill could not run the notebook: {error}") from error
        except nbformat.reader.NotJSONError as error:
            raise RunError(f"{template.name} is not a notebook: {error}") from error
        except RuntimeError as error:
            raise RunError(f"The notebook's kernel could not be used: {error}") from error
        except OSError as error:
            raise RunError(f"The disk or network failed while the notebook ran: {error.strerror or error}") from error
    notebook = nbformat.read(output, as_version=4)
    record = proven_record(notebook, portfolio=portfolio, period=period)
    blocking = blocking_queries(notebook)
    return Executed(_plain(notebook), record, blocking)


def check_parameters(template: Path, wanted: Mapping[str, str]) -> None:
    """Refuses a template whose parameters are not exactly those that a run passes.

    papermill only warns of an unknown parameter and then shows the default's report under the other's name; and
    where no cell is tagged, the notebook's own values win.
    """
    try:
        found = papermill.inspect_notebook(template)
    except FileNotFoundError as error:
        raise RunError(f"There is no notebook {template.name} in notebooks/") from error
    # nbformat itself breaks on JSON that is no notebook at all.
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, AttributeError) as error:
        raise RunError(f"{template.name} cannot be read as a notebook: {error}") from error
    if not found:
        raise RunError(
            f"{template.name} has no cell tagged parameters that sets {' and '.join(wanted)}. In JupyterLab, select "
            "the cell and add the tag under Property Inspector, Cell Tags"
        )
    missing, unknown = sorted(wanted.keys() - found.keys()), sorted(found.keys() - wanted.keys())
    if missing or unknown:
        told = [f"lacks {', '.join(missing)}"] if missing else []
        told += [f"sets {', '.join(unknown)}, which no run passes"] if unknown else []
        raise RunError(f"The parameters cell of {template.name} {' and '.join(told)}: is one misspelt?")


def _reached(output: Path) -> str:
    """The last cell that was begun in the partial notebook that papermill left, if it can be read.

    Neither the cells' status nor their counts tell: a cell that died or ran out of time has its count, and papermill
    marks it and all that follow as completed.
    """
    try:
        cells = nbformat.read(output, as_version=4)["cells"]
    except (OSError, nbformat.reader.NotJSONError, nbformat.ValidationError):
        return ""
    begun = [cell for cell in cells if cell["metadata"].get("papermill", {}).get("start_time")]
    return first_line(begun[-1]) if begun else ""


def _plain(notebook: NotebookNode) -> NotebookNode:
    """The notebook without papermill's and the kernel's times and places, so that the same data give the same bytes."""
    notebook["metadata"] = {
        name: value for name, value in notebook["metadata"].items() if name in {"kernelspec", "language_info"}
    }
    notebook["metadata"]["language_info"] = {"name": "python"}
    for number, cell in enumerate(notebook["cells"]):
        tags = cell["metadata"].get("tags", [])
        cell["metadata"] = {"tags": tags} if tags else {}
        if "injected-parameters" in tags:
            cell["id"] = f"injected-{number}"  # papermill draws a random one
        for output in cell.get("outputs", []):
            output.get("metadata", {}).pop(MIME, None)  # for the run alone: queries are not published
    return notebook
