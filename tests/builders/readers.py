"""A reader who follows the links of a site over and over, on whatever target, and tells what is torn or mixed."""

import posixpath
import re
import threading
import time

from pprr.domain.errors import SiteError
from pprr.site.targets import SiteTarget

PAUSE_SECONDS = 0.002  # so that the publisher has its turn
EDITION = re.compile(rb"edition (\d+) of \w+")
_LINK = re.compile(r'href="([^"#]+)')
_VERSION = re.compile(r"/(?:v[\d.]+|draft-\w+)/")


class Reader(threading.Thread):
    """Reads until it is told that it is over; what it finds wrong is in ``wrong``, what it misses is counted."""

    def __init__(self, target: SiteTarget) -> None:
        super().__init__(daemon=True)
        self.target, self.reads, self.missing, self.refused, self.is_over = target, 0, 0, 0, False
        self.wrong: list[str] = []

    def run(self) -> None:
        while not self.is_over:
            for page in self._links("index.html"):
                if self.is_over:
                    return
                self._read_edition(page)

    def end(self) -> None:
        self.is_over = True
        self.join()

    def _read(self, address: str) -> bytes:
        time.sleep(PAUSE_SECONDS)
        try:
            found = self.target.read(address)
        except FileNotFoundError:  # its publication was taken back meanwhile
            self.missing += 1
            return b""
        except (OSError, SiteError):  # the server is away
            self.refused += 1
            return b""
        self.reads += 1
        if address.endswith(".html") and not found.endswith(b"</html>\n"):
            self.wrong.append(f"torn: {address}")
        return found

    def _links(self, address: str) -> list[str]:
        text = self._read(address).decode()
        return [posixpath.normpath(posixpath.join(posixpath.dirname(address), link)) for link in _LINK.findall(text)]

    def _read_edition(self, page: str) -> None:
        """The page and the downloads beside it are of one edition."""
        data = self._read(page)
        if not _VERSION.search(page):  # the site's own pages speak of many
            return
        document = page.split("/")[1]
        beside = (
            self._read(posixpath.join(posixpath.dirname(page), name)) for name in ("measures.csv", f"{document}.json")
        )
        editions = {edition for one in (data, *beside) for edition in EDITION.findall(one)}
        if len(editions) > 1:
            self.wrong.append(f"{page}: {editions}")
