"""Compiled templates, kept by jinja2 where Python keeps compiled modules.

To compile them takes a tenth of a second, with which every process that makes pages would begin.
"""

import hashlib
import os
import sys
from contextlib import suppress
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache


def keep_compiled(environment: Environment, folder: Path) -> Environment:
    """The environment, which from now on compiles a template of ``folder`` once, and not in every process anew.

    jinja2 itself compiles a template that has changed anew; for another jinja2 or another setting the files have other
    names. Nothing is kept where Python keeps nothing either, or where the folder cannot be written.
    """
    place = Path(cache_from_source(str(folder / "a template"))).parent
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            place.mkdir(parents=True, exist_ok=True)
        if os.access(place, os.W_OK) and place.is_dir():
            environment.bytecode_cache = FileSystemBytecodeCache(str(place), f"{_conditions(environment)}-%s.template")
    return environment


def _conditions(environment: Environment) -> str:
    """A name for what compiled code depends on beside the template's own source."""
    settings = {name: value for name, value in vars(environment).items() if isinstance(value, (str, bool))}
    told = f"{version('jinja2')} {sorted(settings.items())} {sorted(environment.extensions)}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]
