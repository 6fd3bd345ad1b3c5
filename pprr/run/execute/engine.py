"""A papermill engine that runs a notebook's cells in this very process: ``papermill --engine pprr`` works by hand too.

A kernel of its own costs a report more time than its work does. In a process that is forked for one report and ends
with it, no kernel is needed to keep reports apart. Outputs are those of an ordinary kernel, byte for byte.
"""

import base64
import builtins
import getpass
import io
import json
import os
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from typing import cast

import nbformat
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from papermill.engines import Engine, NotebookExecutionManager
from papermill.exceptions import PapermillException
from traitlets import Type
from traitlets.config import Config

from pprr.domain.errors import RunError
from pprr.project import Run
from pprr.run.execute.capture import Capture
from pprr.run.execute.document import NotebookCell, NotebookOutput, is_stream_of, source_of
from pprr.run.execute.journal import Journal
from pprr.run.execute.limits import weight

_SETTINGS = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})


class InProcessEngine(Engine):  # type: ignore[misc]  # papermill has no types
    """Runs code cells in an IPython shell of this process until one fails, no further than the limits of a run."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        journal: Journal | None = None,
        capture: Capture | None = None,
        limits: Run | None = None,
        executed: list[nbformat.NotebookNode] | None = None,
        **_: object,
    ) -> None:
        """Executes the notebook that papermill manages, its outputs put into it; raises RunError at a limit.

        Where a list is given for what has been ``executed``, a notebook that ran to its end is put there instead.
        """
        if InteractiveShell.initialized():
            raise PapermillException("this process runs a notebook already; the engine pprr needs one of its own")
        journal, limits = journal or Journal(), limits or Run()
        _answer_no_question()
        shell = _NotebookShell.instance(config=_SETTINGS)
        shell.outputs.most = limits.output_bytes
        journal.start(nb_man.nb)
        owner = os.getpid()
        try:
            cells: list[NotebookCell] = nb_man.nb.cells
            for index, cell in enumerate(cells):
                nb_man.cell_start(cell, index)
                if cell["cell_type"] == "code" and source_of(cell).strip():
                    journal.begin(index, cell)
                    is_good = _run(shell, cell)
                    if os.getpid() != owner:
                        # A copy that the cell made of this process: the report is not its own to go on with.
                        os._exit(0)
                    if capture:
                        for name, text in capture.new_text():
                            shell.outputs.write(name, text)
                    journal.end(index, cell)
                    if shell.outputs.is_too_much:
                        raise RunError("too-much-output", cell=journal.cell, megabytes=limits.output_megabytes)
                    if shell.is_left:
                        raise RunError("notebook-left", cell=journal.cell)
                    if not is_good:
                        nb_man.cell_exception(cell, index)
                        break
                nb_man.cell_complete(cell, index)
            else:
                if executed is not None:
                    executed.append(_handed_over(nb_man.nb))
        finally:
            _NotebookShell.clear_instance()


def _run(shell: "_NotebookShell", cell: NotebookCell) -> bool:
    """Runs the cell, and tells whether it ran to its end; its outputs and its count are in it."""
    cell["outputs"] = shell.outputs.begin()
    cell["execution_count"] = shell.outputs.count = shell.execution_count
    with redirect_stdout(_Stream(shell.outputs, "stdout")), redirect_stderr(_Stream(shell.outputs, "stderr")):
        return bool(shell.run_cell(source_of(cell), store_history=True).success)  # type: ignore[no-untyped-call]


def _handed_over(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook as its file would give it back. What papermill writes of it then has no outputs.

    To write them, for nobody but whoever reads them at once again, takes as long as the page.
    """
    found: nbformat.NotebookNode = nbformat.v4.reads_json(json.dumps(notebook, sort_keys=True))
    for cell in notebook["cells"]:
        if "outputs" in cell:
            cell["outputs"] = []
    return found


def _answer_no_question() -> None:
    """Refuses what asks a person something, in the words of an ordinary kernel."""

    def refused(*_: object, **__: object) -> str:
        raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")

    builtins.input = refused
    getpass.getpass = refused


class _TooMuchOutput(BaseException):  # as KeyboardInterrupt, so that no "except Exception" goes on
    """Ends the cell that puts out more than a notebook may hold."""


class _Outputs:
    """The outputs of the cell that runs, in the order in which they come, and its number."""

    def __init__(self) -> None:
        self.found: list[NotebookOutput] = []
        self.count = 0
        self.most = 0
        self.is_too_much = False
        self._held = 0
        self._clear_first = False
        self._named: dict[str, list[NotebookOutput]] = {}

    def begin(self) -> list[NotebookOutput]:
        """The empty outputs of the cell that begins."""
        self._clear_first = False
        self.found = []
        return self.found

    def add(self, kind: str, *, named: str = "", **fields: object) -> None:
        """Another output; ``named`` is what it can be changed by."""
        # Not by nbformat's own function, which validates each output; papermill has the whole notebook validated.
        output: NotebookOutput = nbformat.from_dict({"output_type": kind, **fields})
        if kind != "error":
            self._hold(weight(output))
        if self._clear_first:
            self.clear()
        self.found.append(output)
        if named:
            self._named.setdefault(named, []).append(output)

    def write(self, name: str, text: str) -> None:
        """More text of a stream."""
        if self.found and not self._clear_first and is_stream_of(self.found[-1], name):
            self._hold(len(text))
            self.found[-1]["text"] += text
        elif text:
            self.add("stream", name=name, text=text)

    def change(self, named: str, data: dict[str, object], metadata: dict[str, object]) -> None:
        """Other contents for every output of that name, in this cell or an earlier one."""
        for output in self._named.get(named, []):
            output["data"], output["metadata"] = data, metadata
            self._hold(weight(output))

    def clear(self, *, wait: bool = False) -> None:
        """Takes the cell's outputs away, at once or when the next one comes."""
        self._clear_first = wait
        if not wait:
            self.found.clear()

    def _hold(self, size: int) -> None:
        self._held += size
        if self._held > self.most > 0:
            self.is_too_much = True
            raise _TooMuchOutput


class _Stream(io.TextIOBase):
    def __init__(self, outputs: _Outputs, name: str) -> None:
        self._outputs, self._name = outputs, name

    def write(self, text: str) -> int:
        self._outputs.write(self._name, text)
        return len(text)

    def writable(self) -> bool:
        return True


def _plain(data: Mapping[str, object]) -> dict[str, object]:
    """The data that a cell shows, as a notebook holds them: pictures in base64."""
    return {
        kind: base64.b64encode(value).decode() if isinstance(value, bytes) else value for kind, value in data.items()
    }


class _Publisher(DisplayPublisher):
    """Puts what a cell displays among its outputs."""

    def publish(
        self,
        data: Mapping[str, object],
        metadata: dict[str, object] | None = None,
        source: object = None,
        *,
        transient: Mapping[str, str] | None = None,
        update: bool | None = None,
        **_: object,
    ) -> None:
        outputs, named = self.shell.outputs, (transient or {}).get("display_id", "")
        if update:
            outputs.change(named, _plain(data), metadata or {})
        else:
            outputs.add("display_data", named=named, data=_plain(data), metadata=metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear(wait=wait)


class _Hook(DisplayHook):
    """Puts the value of a cell's last line among its outputs."""

    def write_output_prompt(self) -> None:
        """A notebook's outputs carry their number themselves."""

    def write_format_data(self, format_dict: Mapping[str, object], md_dict: dict[str, object] | None = None) -> None:
        shell = cast("_NotebookShell", self.shell)
        shell.outputs.add(
            "execute_result", data=_plain(format_dict), metadata=md_dict or {}, execution_count=shell.outputs.count
        )


class _NotebookShell(InteractiveShell):
    """An IPython shell that keeps what a kernel would send."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)

    def __init__(self, **settings: object) -> None:
        self.outputs = _Outputs()
        self.is_left = False
        super().__init__(**settings)  # type: ignore[no-untyped-call]

    def ask_exit(self) -> None:
        """The method that ``exit`` and ``quit`` call."""
        self.is_left = True

    def enable_gui(self, gui: object = None) -> None:
        """Opens no window, which ``%matplotlib inline`` asks for nothing but the name of."""

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.outputs.add("error", ename=etype.__name__, evalue=str(evalue), traceback=stb)
