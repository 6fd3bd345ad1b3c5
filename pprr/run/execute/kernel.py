"""papermill's ordinary engine, a kernel of its own for the notebook, held to the limits of a run."""

import asyncio
from collections.abc import Mapping, Sequence

from nbclient.exceptions import CellExecutionError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager
from traitlets import Instance as Holds
from traitlets import Int
from traitlets.config import Config

from pprr.domain.errors import RunError
from pprr.project import Run
from pprr.run.execute.document import NotebookCell, NotebookOutput, is_stream_of
from pprr.run.execute.journal import Journal
from pprr.run.execute.limits import weight


class KernelEngine(Engine):  # type: ignore[misc]  # papermill has no types
    """Runs the notebook in a kernel, as papermill does without an engine of ours."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        journal: Journal,
        limits: Run,
        execution_timeout: int,
        config: Config,
        **_: object,
    ) -> None:
        """Executes the notebook that papermill manages, its outputs put into it; raises RunError at a limit."""
        client = _Client(
            nb_man,
            kernel_name=kernel_name,
            timeout=execution_timeout,
            startup_timeout=60,
            shutdown_kernel="immediate",
            config=config,
            journal=journal,
            most=limits.output_bytes,
        )
        try:
            client.execute()
        except DeadKernelError as error:
            if not client.is_too_much:
                raise
            raise RunError("too-much-output", cell=journal.cell, megabytes=limits.output_megabytes) from error


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    journal = Holds(Journal)
    most = Int()

    def __init__(self, nb_man: NotebookExecutionManager, **settings: object) -> None:
        super().__init__(nb_man, on_cell_executed=self._refuse_to_leave, **settings)
        self.is_too_much = False
        self._held = 0

    def papermill_execute_cells(self) -> None:
        """Runs each cell until one fails; the journal takes the place of papermill's saving after each."""
        self.journal.start(self.nb)
        for index, cell in enumerate(self.nb.cells):
            is_code = cell.cell_type == "code" and cell.source.strip()
            self.nb_man.cell_start(cell, index)
            if is_code:
                self.journal.begin(index, cell)
            try:
                self.execute_cell(cell, index)
            except CellExecutionError as error:
                self.nb_man.cell_exception(cell, cell_index=index, exception=error)
                break
            finally:
                if is_code:
                    cell.outputs = joined_streams(cell.outputs)
                    self.journal.end(index, cell)
            self.nb_man.cell_complete(cell, cell_index=index)

    def _refuse_to_leave(
        self, *, execute_reply: Mapping[str, Mapping[str, Sequence[Mapping[str, object]]]], **_: object
    ) -> None:
        if any(said.get("source") == "ask_exit" for said in execute_reply["content"].get("payload", [])):
            raise RunError("notebook-left", cell=self.journal.cell)

    def process_message(self, msg: Mapping[str, object], cell: NotebookCell, cell_index: int) -> NotebookOutput | None:
        """Takes an output from the kernel; the one that is too much ends the cell, and the kernel with it."""
        output: NotebookOutput | None = super().process_message(msg, cell, cell_index)
        if output is not None and output["output_type"] != "error":
            self._held += weight(output)
            if self._held > self.most:
                self.is_too_much = True
                waiting: asyncio.Future[object] = self.task_poll_for_reply
                waiting.cancel()
        return output


def joined_streams(outputs: Sequence[NotebookOutput]) -> list[NotebookOutput]:
    """The outputs, a stream's pieces joined: a kernel sends its text on whenever a fifth of a second has passed."""
    joined: list[NotebookOutput] = []
    for output in outputs:
        if joined and output["output_type"] == "stream" and is_stream_of(joined[-1], output["name"]):
            joined[-1]["text"] += output["text"]
        else:
            joined.append(output)
    return joined
