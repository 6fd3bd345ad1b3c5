# /// script
# requires-python = ">=3.11"
# dependencies = ["pydantic==2.14.4"]
# ///
"""The day 20250401 of a ledger is a moment in August 1970.

ISO 8601 writes a day with or without dashes, and finance systems export 20250401. A ``datetime`` field of pydantic
takes text of digits alone for seconds since 1970, so 1 April 2025 is 23 August 1970 and the year 2025 is half an hour
after New Year's Day 1970; with dashes, the day is right. A ``date`` field refuses both, for their hours.
"""
# ruff: noqa: T201

import sys
from datetime import datetime
from importlib.metadata import version

from pydantic import TypeAdapter

SEEN = {"20250401": "1970-08-23 09:06:41", "2025": "1970-01-01 00:33:45", "2025-04-01": "2025-04-01 00:00:00"}


def main() -> None:
    """Read one day in three spellings, and say which moment each is."""
    moment = TypeAdapter(datetime)
    found = {text: f"{moment.validate_python(text):%Y-%m-%d %H:%M:%S}" for text in SEEN}
    print(f"pydantic {version('pydantic')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
