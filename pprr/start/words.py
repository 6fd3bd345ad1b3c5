"""The files beside this module that hold words and labels as data."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def data(name: str) -> dict[str, Any]:
    """A TOML file's content; whoever takes a value of it says its type."""
    return tomllib.loads(resources.files("pprr.start").joinpath(name).read_text(encoding="utf-8"))


@cache
def signs(name: str) -> Mapping[str, re.Pattern[str]]:
    """The patterns of the list of that name, by our word for what they find."""
    return {word: re.compile(sign, re.IGNORECASE) for word, sign in data("register.toml")[name].items()}


def our_word(name: str, text: str) -> str:
    """Our word for what a cell says, by the list of that name; blank where it has none."""
    return next((word for word, sign in signs(name).items() if text and sign.search(text)), "")
