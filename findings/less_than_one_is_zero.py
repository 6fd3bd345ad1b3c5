# /// script
# requires-python = ">=3.11"
# dependencies = ["humanize==4.17.0"]
# ///
"""9.9 days are nine, 0.5 of a day is zero, and 10.5 days are 10.

humanize's ``apnumber`` writes small numbers as words, as newspapers do, and leaves others as they are. A number with
decimals is neither refused nor left: it loses them, downwards, below ten and above. The same figure as text, `9.9`, is
left alone.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version

import humanize

SEEN = {"9.9": "nine", "0.5": "zero", "10.5": "10", "as text": "9.9"}


def main() -> None:
    """Write three figures as words, and one that is text."""
    found = {str(days): humanize.apnumber(days) for days in (9.9, 0.5, 10.5)}
    found["as text"] = humanize.apnumber("9.9")
    print(f"humanize {version('humanize')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
