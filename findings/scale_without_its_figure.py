# /// script
# requires-python = ">=3.11"
# dependencies = ["text2num==3.1.0"]
# ///
"""Turning the numbers of a text into digits makes of £1.5 million two figures: £1.5 and 1000000.

A scale in words is taken for a number of its own where a figure in digits stands before it, as nearly every amount of
a council does. Figure and scale are to be joined before.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version

from text_to_num import alpha2digit

SEEN = {
    "two million pounds": "2000000 pounds",
    "a deficit of £1.5 million": "a deficit of £1.5 1000000",
    "12 hundred visits": "12 100 visits",
}


def main() -> None:
    """Turn the numbers of three texts into digits, and say what came of each."""
    found = {text: alpha2digit(text, "en") for text in SEEN}
    print(f"text2num {version('text2num')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
