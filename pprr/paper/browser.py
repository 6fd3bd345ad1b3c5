"""The browser that prints a page as a tagged PDF: Chromium, Chrome or Edge, whichever is there."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pprr.domain.errors import PaperError
from pprr.run.worker.processes import run_to_end

_NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
_PROGRAMS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")  # where Windows says that programs are
_MACOS = ("Google Chrome", "Microsoft Edge", "Chromium")
# Nothing is asked of another machine, nobody is asked a question, and what a PDF is to hold is asked for by name.
_ARGUMENTS = (
    *("--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check"),
    *("--disable-background-networking", "--disable-component-update", "--disable-extensions", "--disable-sync"),
    *("--disable-breakpad", "--host-resolver-rules=MAP * ~NOTFOUND"),
    *("--export-tagged-pdf", "--generate-pdf-document-outline", "--no-pdf-header-footer"),
)
_BESIDE = re.compile(r' href="(?!#|https?:|mailto:)[^"]*"')
_FIGURE = re.compile(r"<figure(?![^>]* role=)")  # else its tag wants words of its own, beside those of its picture
_LONGEST = 40  # letters of a folder for temporary files: what Chromium puts there has a socket, whose path is bounded
_TAGS, _OUTLINE = b"/StructTreeRoot", b"/Outlines"


def find_browser(named: Path | None = None) -> Path:
    """The browser named, or the first that is found; raises PaperError where there is none."""
    if named:
        return named
    for found in (*map(shutil.which, _NAMES), *_usual_places()):
        if found and Path(found).is_file():
            return Path(found)
    raise PaperError("no-browser")


def print_page(browser: Path, page: Path, *, limit: float) -> bytes:
    """The page as a tagged PDF with an outline, printed by that browser from a copy of the page alone.

    Links to files beside the page are not in it: they would name folders of this machine. The copy, the browser's
    profile and all else that it leaves is in a folder that goes with it. Raises PaperError where it prints nothing, or
    no such PDF, or takes longer than ``limit`` seconds: it and all that it has started are then ended.
    """
    with tempfile.TemporaryDirectory(prefix="pprr-print-", dir=_short_folder(), ignore_cleanup_errors=True) as name:
        folder = Path(name)
        copy, printed = folder / "page.html", folder / "page.pdf"
        text = _BESIDE.sub("", page.read_text(encoding="utf-8"))
        copy.write_text(_FIGURE.sub('<figure role="group"', text), encoding="utf-8")
        words = [str(browser), *_ARGUMENTS, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={printed}"]
        if sys.platform != "win32" and os.geteuid() == 0:
            words.append("--no-sandbox")  # Chromium has none for root, and does not start
        try:
            code, said = run_to_end(
                [*words, copy.resolve().as_uri()], b"", folder=folder, environment=_environment(folder), limit=limit
            )
        except subprocess.TimeoutExpired as error:
            raise PaperError("print-too-long", page=page.name, seconds=f"{limit:g}", browser=browser) from error
        except OSError as error:
            raise PaperError("browser-not-started", browser=browser, problem=error.strerror or error) from error
        if code or not printed.is_file():
            raise PaperError("not-printed", page=page.name, browser=browser, code=code, said=said)
        data = printed.read_bytes()
        if _TAGS not in data or _OUTLINE not in data:
            raise PaperError("print-without-tags", browser=browser)
        return data


def _short_folder() -> str | None:
    """The folder for temporary files that a browser starts in; None for the usual one."""
    usual = tempfile.gettempdir()
    is_long = sys.platform != "win32" and len(usual) > _LONGEST
    return next((name for name in ("/tmp", "/var/tmp") if is_long and os.access(name, os.W_OK)), None)  # noqa: S108


def _usual_places() -> list[Path]:
    """The places of browsers that put themselves on no path: of Windows, and of macOS."""
    folders = [Path(os.environ[name]) for name in _PROGRAMS if name in os.environ]
    return [
        *(folder / place for folder in folders for place in _WINDOWS),
        *(Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in _MACOS),
    ]


def _environment(folder: Path) -> dict[str, str]:
    """The environment in which whatever a browser keeps for later goes into the folder."""
    places = dict.fromkeys(("TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"), str(folder))
    return {**os.environ, **places}
