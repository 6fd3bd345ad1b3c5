"""The files of a report as a site holds them: one folder, its page `index.html`, links led to where things are."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from pprr.site.catalogue import MEMBERS, PAGE

PAGES = (PAGE, MEMBERS)
_MADE_FROM_THE_PAGE = (".pdf", ".docx")  # by hand, so that no run record knows them
_NOTEBOOK = ".ipynb"  # stays in the council's folder
_HOME = "../../../index.html"  # of the site, from a version's folder
_LINK = re.compile(
    r'<a href="(?P<up>(?:\.\./)*)(?P<path>[^":#?]*)(?P<part>#[^"]*)?"(?P<more>[^>]*)>(?P<text>.*?)</a>', re.S
)
_OUTSIDE = re.compile(r' data-outside="([^"]*)"')  # the address that stands in where a page is not published
Elsewhere = Callable[[str, str], str]
"""Where the page of another report is: by its name, with the folder of another period before it, and by the part of
the page; blank for nowhere."""


def content_of(folder: Path, document: str, outputs: Iterable[str], elsewhere: Elsewhere) -> dict[str, bytes]:
    """The files of a report that stands in ``folder``, by their names on the site, without the executed notebook.

    ``outputs`` are the addresses of what the run has put there; a PDF or a Word document of the page goes with them.
    """
    names = (document, MEMBERS.removesuffix(".html"))  # anything else that lies there is somebody's own
    beside = [f"{document}/{name}{ending}" for name in names for ending in _MADE_FROM_THE_PAGE]
    addresses = [*outputs, *(address for address in beside if (folder / address).is_file())]
    found = {}
    for address in addresses:
        if address.endswith(_NOTEBOOK):
            continue
        name = PAGE if address == f"{document}.html" else PurePosixPath(address).name
        data = (folder / address).read_bytes()
        found[name] = led(data.decode(), document, elsewhere).encode() if name in PAGES else data
    return found


def led(page: str, document: str, elsewhere: Elsewhere) -> str:
    """The page with its links led to where things are on the site; words whose link leads nowhere stay as words."""

    def one(link: re.Match[str]) -> str:
        path, part, more = link["path"], link["part"] or "", _OUTSIDE.sub("", link["more"])
        if not path:
            return link[0]
        if path == "index.html" and link["up"]:
            address = _HOME
        elif path.startswith(f"{document}/"):
            address = path.removeprefix(f"{document}/")
        elif path == f"{document}.html":
            address = f"{PAGE}{part}"
        else:
            outside = _OUTSIDE.search(link["more"])
            address = elsewhere(path.removesuffix(".html"), part) or (outside[1] if outside else "")
        return f'<a href="{address}"{more}>{link["text"]}</a>' if address else link["text"]

    return _LINK.sub(one, page)
