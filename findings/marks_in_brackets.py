# /// script
# requires-python = ">=3.11"
# dependencies = ["rich==15.0.0"]
# ///
"""The mark of a hidden figure, [c], and of a provisional one, [p], is not printed.

Statistics of the government mark figures in square brackets: [c] confidential, [low], [p] provisional, [x] not
available. ``print`` of rich, and each cell of its tables, takes lower case in square brackets for the name of a style,
and a style that does not exist for none: 64 [p] is 64, and a cell of [c] is empty. [Q2] and [1] stay, so that a look at
a page of the usual notes shows nothing. ``rich.markup.escape`` keeps them all.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import StringIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table

FIGURES = ["64 [p]", "[c]", "[low]", "64 [Q2]"]
SEEN = {"as they are": ["64", "", "", "64 [Q2]"], "escaped": FIGURES}


def main() -> None:
    """Print four figures in a table as they are and escaped, and say what stands in its cells."""
    found = {}
    for name, cells in (("as they are", FIGURES), ("escaped", [escape(figure) for figure in FIGURES])):
        table = Table("figure", box=None)
        for cell in cells:
            table.add_row(cell)
        printed = Console(file=StringIO(), width=40)
        printed.print(table)
        found[name] = [line.strip() for line in printed.file.getvalue().splitlines()[1:]]
    print(f"rich {version('rich')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
