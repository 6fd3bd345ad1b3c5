# /// script
# requires-python = ">=3.11"
# dependencies = ["numerizer==0.2.4"]
# ///
"""The second quarter is 2nd/4, and the first half 1st/2.

numerizer turns the numbers of a sentence into digits, so that they can be compared: `two thirds` is 2/3. The parts of a
year are such words too, and an ordinal before them becomes a numerator with its ending: `in the second quarter` is
`in the 2nd/4`, of which 2 and 4 are left to whoever looks for figures, and `per quarter` is `per/4`.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version

from numerizer import numerize

SEEN = {
    "two thirds of calls": "2/3 of calls",
    "calls in the second quarter": "calls in the 2nd/4",
    "calls in the first half": "calls in the 1st/2",
    "calls per quarter": "calls per/4",
}


def main() -> None:
    """Put the numbers of four phrases into digits."""
    found = {words: numerize(words) for words in SEEN}
    print(f"numerizer {version('numerizer')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
