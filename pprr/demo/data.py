"""The files beside this module that hold the made-up council as data."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


def resource(name: str) -> str:
    """The text of a file."""
    return resources.files("pprr.demo").joinpath(name).read_text(encoding="utf-8")


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML file's content; whoever takes a value of it says its type."""
    return tomllib.loads(resource(name))
