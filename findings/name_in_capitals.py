# /// script
# requires-python = ">=3.11"
# dependencies = ["rapidfuzz==3.14.6"]
# ///
"""FINANCE is matched to Adult Social Care, although Finance is on the list.

Money and performance name portfolios in their own ways, and ``process.extractOne`` finds the name that is most alike.
Capital and small letters are not alike at all to rapidfuzz: FINANCE shares one letter with Finance and more with Adult
Social Care, and HOUSING is HR. Something is always found. ``processor=utils.default_process`` makes both small first.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version

from rapidfuzz import process, utils

NAMES = ["Housing", "HR", "Adult Social Care", "Finance"]
SEEN = {"FINANCE": ("Adult Social Care", "Finance"), "HOUSING": ("HR", "Housing")}


def main() -> None:
    """Match two names in capitals as they are and made small."""
    found = {
        name: (
            process.extractOne(name, NAMES)[0],
            process.extractOne(name, NAMES, processor=utils.default_process)[0],
        )
        for name in SEEN
    }
    print(f"rapidfuzz {version('rapidfuzz')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
