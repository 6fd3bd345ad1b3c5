"""Imports that take no longer than they must: names when each is first asked for, and libraries that are done without.

A command imports what it uses, and no more.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module

# jsonschema, which nbformat takes along, builds parsers of web addresses, times and durations with these: as long as
# all other imports take. It does without where they are not there, and no notebook is checked for such things.
_SLOW = ("rfc3987_syntax", "rfc3986_validator", "isoduration")


def names_from(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """The ``__getattr__`` of a package; ``homes`` has the modules, each with the names that are taken from it."""
    known = {name: module for module, names in homes.items() for name in names.split()}

    def imported(name: str) -> object:
        if name not in known:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f"{package}.{known[name]}"), name)
        setattr(sys.modules[package], name, found)
        return found

    return imported


@contextmanager
def without_slow_parsers() -> Iterator[None]:
    """Within it jsonschema is imported without parsers that nobody asks for, but for those that are there already."""
    hidden = [name for name in _SLOW if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None makes an import fail
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
