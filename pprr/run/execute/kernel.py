"""papermill's ordinary engine, a kernel of its own for the notebook, held to the limits of a run."""

import asyncio
from typing import Any

from nbclient.exceptions import CellExecutionError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine
from traitlets import Instance as Holds
from traitlets import Int

from pprr.domain.errors import RunError
from pprr.project import Run
from pprr.run.execute.journal import Journal
from pprr.run.execute.limits import LEFT, too_much_output, weight


class KernelEngine(Engine):  # type: ignore[misc]  # papermill has no types
    """Runs the notebook in a kernel, as papermill does without an engine of ours."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        journal: Journal,
        limits: Run,
        execution_timeout: int,
        config: Any,
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
            raise RunError(too_much_output(limits), cell=journal.cell) from error


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    journal = Holds(Journal)
    most = Int()

    def __init__(self, nb_man: Any, **settings: Any) -> None:
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

    def _refuse_to_leave(self, *, execute_reply: Any, **_: object) -> None:
        if any(said.get("source") == "ask_exit" for said in execute_reply["content"].get("payload", [])):
            raise RunError(LEFT, cell=self.journal.cell)

    def process_message(self, *arguments: Any, **named: Any) -> Any:
        """Takes an output from the kernel; the one that is too much ends the cell, and the kernel with it."""
        output = super().process_message(*arguments, **named)
        if output is not None and output["output_type"] != "error":
            self._held += weight(output)
            if self._held > self.most:
                self.is_too_much = True
                waiting: asyncio.Future[Any] = self.task_poll_for_reply
                waiting.cancel()
        return output


def joined_streams(outputs: list[Any]) -> list[Any]:
    """The outputs, a stream's pieces joined: a kernel sends its text on whenever a fifth of a second has passed."""
    joined: list[Any] = []
    for output in outputs:
        last = joined[-1] if joined else {}
        is_stream = output["output_type"] == "stream" == last.get("output_type")
        if is_stream and output["name"] == last["name"]:
            last["text"] += output["text"]
        else:
            joined.append(output)
    return joined
