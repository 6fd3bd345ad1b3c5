"""Packages whose names are imported when each is first asked for: a command imports what it uses, and no more."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


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
