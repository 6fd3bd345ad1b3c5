"""The versions that must be the same on every machine of a cluster for its pages to be the same bytes."""

from collections.abc import Mapping
from pathlib import Path

from pprr.run.plan.inputs import environment, package_hash

PYTHON, PPRR = "Python", "pprr"


def versions_here() -> Mapping[str, str]:
    """The version of Python, the content of pprr, and the version of every library that is installed."""
    found = environment()
    return {PYTHON: found["python"], PPRR: package_hash(Path(__file__).parents[1]), **found["packages"]}


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    """The differences, in words. A library that only one of the two has (pytest, say) makes no page another page."""
    differing = [name for name in here if there.get(name, here[name]) != here[name]]
    return [
        "pprr is another version there" if name == PPRR else f"{name} is {there[name]} there and {here[name]} here"
        for name in differing
    ]
