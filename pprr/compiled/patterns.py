"""Compiled patterns: what Python's engine of patterns makes of them, kept where Python keeps compiled modules.

Python compiles each pattern anew in each process. For the hundreds of the check of words that takes half a second, with
which every process that checks words would begin.
"""

import _sre  # type: ignore[import-not-found]  # the engine, and what makes patterns for it: Python's own, not typed
import atexit
import marshal
import os
import re
import sys
from array import array
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import cast

_FORM = 1  # of what is kept: one of another form is not read
# Its flags, its code, how many groups it has, their numbers by their names, and their names in order.
_Made = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


class KeptPatterns:
    """Patterns that one module spells out, whose capitals do not matter.

    Those of another Python, or of other files (by their ``digest``), are compiled anew.
    """

    def __init__(self, module: str, digest: str) -> None:
        self._place = Path(cache_from_source(module)).with_suffix(".patterns")
        self._conditions = f"{_FORM} {sys.version} {_sre.MAGIC} {digest}"
        self._kept: dict[str, _Made] = {}
        self._is_more = False
        with suppress(OSError, EOFError, ValueError, TypeError):  # not there, or not whole
            conditions, kept = marshal.loads(self._place.read_bytes())  # noqa: S302  # as Python's own compiled modules
            self._kept = kept if conditions == self._conditions else {}

    def compiled(self, text: str) -> re.Pattern[str]:
        """The pattern of the text, as ``re.compile`` gives it."""
        if text not in self._kept:
            if not self._is_more:
                self._is_more = True
                atexit.register(self.keep)
            self._kept[text] = _made(text)
        flags, code, *groups = self._kept[text]
        return cast("re.Pattern[str]", _sre.compile(text, flags, array("I", code).tolist(), *groups))

    def keep(self) -> None:
        """Writes what had to be compiled for others; nothing where Python keeps nothing, or where it cannot be."""
        if self._is_more and not sys.dont_write_bytecode:
            self._is_more = False
            part = self._place.with_suffix(f".{os.getpid()}.part")
            with suppress(OSError):
                part.parent.mkdir(parents=True, exist_ok=True)
                part.write_bytes(marshal.dumps((self._conditions, self._kept)))
                os.replace(part, self._place)


def _made(text: str) -> _Made:
    """What the engine is given beside the text; ``re.compile`` makes the very same."""
    tree = _parser.parse(text, re.IGNORECASE.value)
    names = dict(tree.state.groupdict)
    by_number = {number: name for name, number in names.items()}
    groups = tuple(map(by_number.get, range(tree.state.groups)))
    code = array("I", _compiler._code(tree, re.IGNORECASE.value)).tobytes()
    return re.IGNORECASE.value | tree.state.flags, code, tree.state.groups - 1, names, groups
