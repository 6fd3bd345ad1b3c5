"""Captures what is written to the standard output and error below Python's own streams.

A program that a cell starts writes there, and so does Python itself when it crashes.
"""

import os
from collections.abc import Iterator
from pathlib import Path

_NAMES = {"stdout": 1, "stderr": 2}
_MOST_LINES = 8


class Capture:
    """Two files of the report's folder that take what would else reach the terminal of whoever runs pprr."""

    def __init__(self, folder: Path) -> None:
        self._files = {name: folder / f"capture.{name}" for name in _NAMES}
        self._read = dict.fromkeys(_NAMES, 0)

    def start(self) -> None:
        """Leads the standard output and error of this process, and of all that it starts, into the files."""
        for name, number in _NAMES.items():
            target = os.open(self._files[name], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.dup2(target, number)
            os.close(target)

    def new_text(self) -> Iterator[tuple[str, str]]:
        """The name of each stream that has something new, and the text."""
        for name, path in self._files.items():
            with path.open("rb") as file:
                file.seek(self._read[name])
                text = file.read()
            self._read[name] += len(text)
            if text:
                yield name, text.decode("utf-8", errors="replace")

    def size(self) -> int:
        """The number of bytes that have been written by now."""
        return sum(path.stat().st_size for path in self._files.values() if path.is_file())

    def crash_message(self) -> str:
        """Python's message about its own crash: where it stood, the innermost call first; else nothing."""
        try:
            text = self._files["stderr"].read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        at = text.rfind("Fatal Python error")
        return "\n".join(text[at:].splitlines()[:_MOST_LINES]) if at >= 0 else ""
