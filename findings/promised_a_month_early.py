# /// script
# requires-python = ">=3.11"
# dependencies = ["parsedatetime==2.6"]
# ///
"""A promise for the end of March is due on 1 March.

parsedatetime reads days from sentences and knows the end of a month: `end of month` on 1 October is 31 October. With a
month's name the words before it are passed over, and the answer is marked as a date like any other: `end of March` is
1 March, and so is `mid March`; `end of next month` is the first of it.
"""
# ruff: noqa: T201

import sys
from datetime import UTC, datetime
from importlib.metadata import version

import parsedatetime

SEEN = {
    "end of month": "2025-10-31",
    "end of next month": "2025-11-01",
    "mid March": "2026-03-01",
    "end of March": "2026-03-01",
    "31 March": "2026-03-31",
}


def main() -> None:
    """Read five days from words, as on 1 October 2025."""
    calendar, found = parsedatetime.Calendar(), {}
    for words in SEEN:
        day, _kind = calendar.parseDT(words, datetime(2025, 10, 1, tzinfo=UTC))
        found[words] = f"{day.date()}"
    print(f"parsedatetime {version('parsedatetime')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
