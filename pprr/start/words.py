"""The files beside this module that hold words and labels as data."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def data(name: str) -> dict[str, Any]:
    """A TOML file's content; whoever takes a value of it says its type."""
    return tomllib.loads(resources.files("pprr.start").joinpath(name).read_text(encoding="utf-8"))
