"""A papermill engine that runs a notebook's cells in this very process: ``papermill --engine pprr`` works by hand too.

A kernel of its own costs a report more time than its work does. In a process that is forked for one report and ends
with it, no kernel is needed to keep reports apart. Outputs are those of an ordinary kernel, byte for byte.
"""

import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import nbformat.v4
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from papermill.engines import Engine
from papermill.exceptions import PapermillException
from traitlets import Type
from traitlets.config import Config

_SETTINGS = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})


class InProcessEngine(Engine):  # type: ignore[misc]  # papermill has no types
    """Runs code cells in an IPython shell of this process until one fails; ``on_cell`` is told the source of each."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, on_cell: Callable[[str], None] = lambda _: None, **_: object
    ) -> None:
        """Executes the notebook that papermill manages, its outputs put into it."""
        if InteractiveShell.initialized():
            raise PapermillException("this process runs a notebook already; the engine pprr needs one of its own")
        shell = _Shell.instance(config=_SETTINGS)
        try:
            for index, cell in enumerate(nb_man.nb.cells):
                nb_man.cell_start(cell, index)
                if cell.cell_type == "code" and cell.source.strip():
                    on_cell(cell.source)
                    if not _run(shell, cell):
                        nb_man.cell_exception(cell, index)
                        break
                nb_man.cell_complete(cell, index)
        finally:
            _Shell.clear_instance()


def _run(shell: "_Shell", cell: Any) -> bool:
    """Whether the cell ran to its end; its outputs and its count are in it."""
    cell.outputs = shell.outputs.found = []
    cell.execution_count = shell.outputs.count = shell.execution_count
    with redirect_stdout(_Stream(shell.outputs, "stdout")), redirect_stderr(_Stream(shell.outputs, "stderr")):
        return bool(shell.run_cell(cell.source, store_history=True).success)  # type: ignore[no-untyped-call]


class _Outputs:
    """The outputs of the cell that runs, in the order in which they come, and its number."""

    def __init__(self) -> None:
        self.found: list[Any] = []
        self.count = 0

    def add(self, kind: str, **fields: Any) -> None:
        self.found.append(nbformat.v4.new_output(kind, **fields))

    def write(self, name: str, text: str) -> None:
        last = self.found[-1] if self.found else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"] += text
        elif text:
            self.add("stream", name=name, text=text)


class _Stream(io.TextIOBase):
    def __init__(self, outputs: _Outputs, name: str) -> None:
        self._outputs, self._name = outputs, name

    def write(self, text: str) -> int:
        self._outputs.write(self._name, text)
        return len(text)

    def writable(self) -> bool:
        return True


class _Publisher(DisplayPublisher):
    """Puts what a cell displays among its outputs."""

    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: Any = None,
        **_: Any,
    ) -> None:
        self.shell.outputs.add("display_data", data=data, metadata=metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.found.clear()


class _Hook(DisplayHook):
    """Puts the value of a cell's last line among its outputs."""

    def write_output_prompt(self) -> None:
        """A notebook's outputs carry their number themselves."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        shell: Any = self.shell
        shell.outputs.add(
            "execute_result", data=format_dict, metadata=md_dict or {}, execution_count=shell.outputs.count
        )


class _Shell(InteractiveShell):
    """An IPython shell that keeps what a kernel would send."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)

    def __init__(self, **settings: Any) -> None:
        self.outputs = _Outputs()
        super().__init__(**settings)  # type: ignore[no-untyped-call]

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.outputs.add("error", ename=etype.__name__, evalue=str(evalue), traceback=stb)
