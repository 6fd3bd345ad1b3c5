# /// script
# requires-python = ">=3.11"
# dependencies = ["frictionless==5.21.0"]
# ///
"""A figure with a comma is inferred to be a place on the earth.

Frictionless infers a column of "1,5" as geopoints, which are a longitude and a latitude with a comma between, and
reads each as a pair of numbers. An amount written "1,050" goes the same way. A stated schema does not.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version

from frictionless import Resource

SEEN = {"1,5": "geopoint", "1,050": "geopoint"}


def main() -> None:
    """Infer the type of a column of each figure, and say it."""
    found = {}
    for figure in SEEN:
        with Resource([["figure"], [figure], [figure]]) as resource:
            found[figure] = resource.schema.get_field("figure").type
            print(f"frictionless {version('frictionless')}: {figure} is a {found[figure]}, {resource.read_rows()[0]}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
