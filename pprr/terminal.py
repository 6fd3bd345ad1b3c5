"""How things are said in a terminal: words on two streams, what is under way, and errors with their exit codes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.markup import escape

from pprr.errors import CommentaryError, FaultsError, PprrError, RunError

GOOD, FAILED, NOT_STARTED = 0, 1, 2
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def told(*, faults_code: int = FAILED) -> Iterator[None]:
    """Turns our own errors into their words and an exit code."""
    try:
        yield
    except FaultsError as error:
        err.print(escape(str(error)))
        raise typer.Exit(faults_code) from error
    except (CommentaryError, RunError) as error:
        err.print(escape(str(error)))
        raise typer.Exit(FAILED) from error
    except OSError as error:
        err.print(escape(f"A file could not be read or written: {error}"))
        raise typer.Exit(FAILED) from error
    except PprrError as error:
        err.print(escape(str(error)))
        raise typer.Exit(NOT_STARTED) from error


@contextmanager
def busy(what: str) -> Iterator[Callable[[str], None]]:
    """Shows that something is under way: a spinner on a terminal, a plain line elsewhere. Yields what tells a step."""
    if err.is_terminal:
        with err.status(f"{what} ...") as status:
            yield lambda step: status.update(f"{step} ...")
    else:
        err.print(f"{what} ...")
        yield lambda step: err.print(f"  {step}")
