# /// script
# requires-python = ">=3.11"
# dependencies = ["tomlkit==0.15.2"]
# ///
"""A table appended to a TOML file that ends in a comment becomes a part of the comment.

People write a reason behind an entry and leave out the last line end. What is appended goes on in the same line: the
new entry's heading is lost, and its keys are those of the entry before. The document in memory has both; only the text
does not, so it is to be read back before it is kept.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version

import tomlkit
from tomlkit.exceptions import KeyAlreadyPresent

SEEN = {"without a line end": 'Key "id" already exists.', "with one": "2 entries"}


def main() -> None:
    """Append an entry to a text without and with a last line end, read each back, and say what it holds."""
    found = {}
    for name, end in (("without a line end", ""), ("with one", "\n")):
        document = tomlkit.parse(f'[[accepted]]\nid = "A"\n# the service has checked it{end}')
        document["accepted"].append(tomlkit.item({"id": "B"}))
        try:
            found[name] = f"{len(tomlkit.parse(tomlkit.dumps(document))['accepted'])} entries"
        except KeyAlreadyPresent as error:
            found[name] = str(error)
    print(f"tomlkit {version('tomlkit')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
