"""The members' edition of a report: a page of its own among its downloads, from the same executed notebook."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # whoever asks for an address alone is spared what it brings along
    from nbformat import NotebookNode

MEMBERS = "members"  # the tag of its cell, which the page of the report does not show; the name of its own page
_ID, _LINK = re.compile(r'\bid="([^"]+)"'), re.compile(r'href="#([^"]+)"')


def has_members_edition(notebook: "NotebookNode") -> bool:
    """Tells whether the notebook has a cell for a members' edition; a council's own may have none."""
    return any(is_of_members(cell) for cell in notebook["cells"])


def is_of_members(cell: "NotebookNode") -> bool:
    """Tells whether the cell is for the members' edition alone."""
    return MEMBERS in cell.get("metadata", {}).get("tags", [])


def address_of_members(name: str) -> str:
    """The address of the members' edition from the page of the report of that name."""
    return f"{name}/{MEMBERS}.html"


def led_to_report(page: str, name: str) -> str:
    """The members' edition with its links to places that it has not itself led to the page of the whole report."""
    own = set(_ID.findall(page))
    return _LINK.sub(lambda link: link[0] if link[1] in own else f'href="../{name}.html#{link[1]}"', page)
