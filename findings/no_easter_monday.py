# /// script
# requires-python = ">=3.11"
# dependencies = ["holidays==0.109"]
# ///
"""Easter Monday and the August bank holiday are working days in the United Kingdom.

Asked for the United Kingdom, ``holidays`` gives the days that all of its countries share. Easter Monday is none in
Scotland, and the August bank holiday falls on another day there, so both are missing for England as well, and a reply
due in twenty working days is called late a day too early. ``subdiv="ENG"`` has them.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version

import holidays

SEEN = {"United Kingdom": [False, False], "England": [True, True]}


def main() -> None:
    """Ask for two bank holidays of 2025, of the whole and of England."""
    days = ("2025-04-21", "2025-08-25")
    found = {}
    for name, part in (("United Kingdom", None), ("England", "ENG")):
        calendar = holidays.country_holidays("GB", subdiv=part, years=2025)
        found[name] = [day in calendar for day in days]
    print(f"holidays {version('holidays')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
