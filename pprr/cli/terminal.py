"""Output in a terminal: words on two streams, what is under way, and errors with their exit codes."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pprr.domain.errors import BlockedError, CommentaryError, FaultsError, PprrError, RunError

GOOD, FAILED, NOT_STARTED = 0, 1, 2
_WIDEST = 28
# What a terminal obeys and does not show: control characters, and those that turn the order of what follows.
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class _Terminal(Console):
    """Prints words and extracts of whomsoever: nothing in them moves the cursor or renames the window."""

    def print(self, *objects: Any, **options: Any) -> None:
        super().print(*(_shown(one) if isinstance(one, str) else one for one in objects), **options)


out: Console = _Terminal(highlight=False, soft_wrap=True)
err: Console = _Terminal(stderr=True, highlight=False, soft_wrap=True)


def print_rows(title: str, columns: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Prints the first rows of a file turned on their side, a line a field; long cells are cut."""
    shown = Table(title=escape(_shown(title)), title_justify="left")
    shown.add_column("field", no_wrap=True, min_width=max((len(name) for name in columns), default=0))
    for number, _ in rows:
        shown.add_column(f"row {number}", no_wrap=True, overflow="ellipsis", max_width=_WIDEST)
    for place, column in enumerate(columns):
        shown.add_row(escape(_shown(column)), *(escape(_shown(" ".join(cells[place].split()))) for _, cells in rows))
    err.print(shown)


@contextmanager
def exit_on_error(*, faults_code: int = FAILED) -> Iterator[None]:
    """Prints our own errors in their words and ends the command with the exit code of each."""
    try:
        yield
    except OSError as error:
        said = f"{error.filename2 or error.filename}: {error.strerror}" if error.filename and error.strerror else error
        err.print(escape(f"A file could not be read or written: {said}"))
        raise typer.Exit(FAILED) from error
    except PprrError as error:
        err.print(escape(str(error)))
        code = FAILED if isinstance(error, (BlockedError, CommentaryError, RunError)) else NOT_STARTED
        raise typer.Exit(faults_code if isinstance(error, FaultsError) else code) from error


@contextmanager
def busy(what: str) -> Iterator[Callable[[str], None]]:
    """Shows that something is under way: a spinner on a terminal, a plain line elsewhere. Yields what tells a step."""
    if err.is_terminal:
        with err.status(f"{escape(what)} ...") as status:
            yield lambda step: status.update(f"{escape(step)} ...")
    else:
        err.print(f"{escape(what)} ...")
        yield lambda step: err.print(f"  {escape(step)}")


def _shown(text: str) -> str:
    return _OBEYED.sub("\ufffd", text)
