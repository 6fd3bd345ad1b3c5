# /// script
# requires-python = ">=3.11"
# dependencies = ["fsspec==2026.9.0"]
# ///
"""A page corrected from 64% to 61% is not copied again: its size is the same.

``rsync`` of fsspec goes by the size of a file. A corrected figure has as many digits as the wrong one, so the page that
most needs to be sent stays as it was, and nothing is said.
"""
# ruff: noqa: T201

import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from fsspec.generic import rsync

SEEN = ["64% on target", "64% on target"]


def main() -> None:
    """Copy a page, correct a figure, copy again, and say what stands there after each."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "source", Path(folder) / "target"
        source.mkdir()
        for figure in (64, 61):
            (source / "page.html").write_text(f"{figure}% on target", "utf-8")
            rsync(source.as_uri(), target.as_uri())
            found.append((target / "page.html").read_text("utf-8"))
    print(f"fsspec {version('fsspec')}: first {found[0]!r}, after the correction {found[1]!r}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
