"""Executes a report's notebook with papermill, away from the published files, and proves that the whole of it ran."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import nbformat
import papermill
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillException, PapermillExecutionError
from traitlets.config import Config

from pprr.domain.errors import CommentaryError, FaultsError, KernelDiedError, PeriodError, ProjectError, RunError
from pprr.domain.record import ReportRecord
from pprr.project import Project, Run
from pprr.run.execute.capture import Capture
from pprr.run.execute.document import NotebookDocument, line_naming
from pprr.run.execute.engine import InProcessEngine
from pprr.run.execute.environment import environment_of, report_environment
from pprr.run.execute.fonts import fonts_lent
from pprr.run.execute.journal import Journal
from pprr.run.execute.kernel import KernelEngine
from pprr.run.execute.limits import NO_INPUT, OUT_OF_MEMORY
from pprr.run.execute.parameters import check_parameters
from pprr.run.execute.proof import FOR_WRITER, MIME, proven_record, told_beside_record
from pprr.run.item import Item

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_TRACE_LINES = 12
_LONGEST_LINE = 500
_OURS = {kind.__name__ for kind in (CommentaryError, FaultsError, PeriodError, ProjectError)}
_KERNEL = Config({"KernelManager": {"transport_encryption": "auto"}})


@dataclass(frozen=True)
class Executed:
    """A notebook that ran to its end, stripped of times and places, and the record that proves it.

    ``blocking`` counts the open queries that keep the report a draft, ``missing`` the entries that still want words.
    """

    notebook: NotebookNode
    record: ReportRecord
    blocking: int = 0
    missing: int = 0


@dataclass(frozen=True)
class Execution:
    """The way one notebook is executed: in a folder of its own, in this process or in a kernel, and who is told.

    Where it is not run ``in_process``, a kernel is started for it. ``on_cell`` is told what names each cell that
    begins. In this process the limits of time and memory are left to whoever watches it, and ``capture`` takes what is
    written below Python's streams.
    """

    folder: Path
    in_process: bool = False
    capture: Capture | None = None
    on_cell: Callable[[str], None] = lambda _cell: None


def execute(project: Project, item: Item, execution: Execution) -> Executed:
    """Runs the notebook of the item's kind for its subject and period.

    Raises RunError, with the failing cell where there is one, for whatever keeps the notebook from its end.
    """
    template, limits, folder = project.template_of(item.kind), project.settings.run, execution.folder
    names = project.settings.reports.parameters_of(item.kind)
    parameters = {name: str(item.period) if name == "period" else item.subject for name in names}
    check_parameters(template, parameters)
    output = folder / "executed.ipynb"
    journal = Journal(folder, execution.on_cell)
    executed: list[NotebookNode] = []
    # Beside the entry point, which an installation from before it was declared does not have.
    engine = InProcessEngine if execution.in_process else KernelEngine
    papermill_engines.register(engine.__name__, engine)
    with (
        _failures_explained(template, journal, limits),
        _same_umask(),
        environment_of(report_environment(project.root, folder)),
        # To the kernel that is started for it; this process has had its list.
        nullcontext() if execution.in_process else fonts_lent(project, folder),
    ):
        papermill.execute_notebook(
            _as_path(template),
            _as_path(output),
            parameters=parameters,
            engine_name=engine.__name__,
            kernel_name="python3",
            progress_bar=False,
            log_output=False,
            request_save_on_cell_execute=False,
            execution_timeout=limits.cell_timeout_seconds,
            cwd=folder,
            config=_KERNEL,
            journal=journal,
            limits=limits,
            capture=execution.capture,
            executed=executed,
        )
        notebook = executed.pop() if executed else nbformat.read(output, as_version=4)
    # A portfolio's kinds of report are all of its record, each document has one.
    report = project.words_name(item.subject, item.kind)
    document = cast("NotebookDocument", notebook)
    record = proven_record(document, report=report, period=str(item.period))
    told = told_beside_record(document)
    return Executed(_plain(notebook), record, told.get("blocking", 0), told.get("missing", 0))


def _as_path(path: Path) -> str:
    """The path for papermill, which would fill in whatever stands in braces in it."""
    return str(path).replace("{", "{{").replace("}", "}}")


@contextmanager
def _same_umask() -> Iterator[None]:
    """Puts the process's umask back: what a cell does with it is not for the pages."""
    mask = os.umask(0o077)
    os.umask(mask)
    try:
        yield
    finally:
        os.umask(mask)


@contextmanager
def _failures_explained(template: Path, journal: Journal, limits: Run) -> Iterator[None]:
    """Turns whatever keeps a notebook from its end into a RunError, with the cell that it was at."""
    try:
        yield
    except PapermillExecutionError as error:
        raise _failed(error, limits) from error
    except CellTimeoutError as error:
        raise RunError("cell-too-long", cell=journal.cell, seconds=limits.cell_timeout_seconds) from error
    except DeadKernelError as error:
        raise KernelDiedError("kernel-died", cell=journal.cell, case="alone") from error
    except (PapermillException, CellExecutionError) as error:
        raise RunError("papermill-failed", problem=error) from error
    except nbformat.reader.NotJSONError as error:
        raise RunError("no-notebook", notebook=template.name, problem=error) from error
    except RuntimeError as error:
        raise RunError("kernel-unusable", cell=journal.cell, problem=error) from error
    except OSError as error:
        raise RunError("disk-failed", cell=journal.cell, problem=error.strerror or error) from error


def _failed(error: PapermillExecutionError, limits: Run) -> RunError:
    """The error about a cell that failed, for the person who can mend it."""
    cell, said = line_naming(error.source), _ANSI.sub("", error.evalue).strip()
    if error.ename in _OURS:  # a whole message already, and its traceback is of no use to its reader
        return RunError("error-of-ours", cell=cell, problem=said)
    last = _ANSI.sub("", "\n".join(error.traceback)).strip().splitlines()[-_TRACE_LINES:]
    trace = "\n".join(line[:_LONGEST_LINE] for line in last)
    if error.ename in NO_INPUT:
        return RunError("input-asked-for", cell=cell, trace=trace)
    if error.ename in OUT_OF_MEMORY:
        return RunError("too-much-memory", cell=cell, trace=trace, megabytes=limits.memory_megabytes)
    if len(said) > _LONGEST_LINE:
        said = f"{said[:_LONGEST_LINE]} [...]"
    return RunError("cell-failed", cell=cell, trace=trace, error=error.ename, problem=said)


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
        if "outputs" in cell:
            cell["outputs"] = [one for one in cell["outputs"] if FOR_WRITER not in one.get("metadata", {})]
        for output in cell.get("outputs", []):
            output.get("metadata", {}).pop(MIME, None)  # for the run alone: queries are not published
    return notebook
