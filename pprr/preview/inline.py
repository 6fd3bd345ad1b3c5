"""The preview inside a notebook: no server, one warm process a kernel, which is there for the next time."""

import atexit
import html
from collections.abc import Sequence
from pathlib import Path

from pprr.preview.maker import CODE, PACKAGE, Maker
from pprr.preview.panel import STYLE, failure
from pprr.project import Project

_HEIGHT = 900
_running: "tuple[Path, frozenset[tuple[Path, int, int]], Maker] | None" = None


def inline(project: Project, portfolio: str, period: str, *, imports: Sequence[str]) -> str:
    """The page of what is saved now, its queries beside it, as HTML; where it cannot be made, what is in the way."""
    maker = _maker(project.root, imports)
    page, queries, failed = "", "", ""
    try:
        asked = maker.ask(portfolio, period, is_linked=False)
        while True:
            answer = maker.answer()
            if answer.kind in {"ended", "broken"} or (answer.kind == "failed" and answer.about == asked):
                parts = {name: answer.text(name) for name in ("reason", "cell", "trace")}
                failed = str(failure(**parts, is_old=False))
            elif answer.about == asked:
                page, queries = page or answer.text("text"), queries or answer.text("html")
            if answer.kind in {"ended", "broken"} or (answer.kind == "done" and answer.about == asked):
                break
    except BaseException:  # interrupted: what it goes on to say is about a request that nobody waits for
        end()
        raise
    if answer.kind != "done":
        end()
    frame = (
        f'<iframe title="Preview of the page" sandbox="" srcdoc="{html.escape(page)}" height="{_HEIGHT}" '
        'style="flex: 3 1 36rem; min-width: 0; border: 1px solid #d3d9dd"></iframe>'
    )
    return (
        f"<style>{STYLE}</style>"
        '<div style="display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start">'
        f'{frame if page else ""}<div style="flex: 1 1 15rem; max-height: {_HEIGHT}px; overflow-y: auto" tabindex="0" '
        f'role="region" aria-label="Queries, not part of the page">{failed}{queries}</div></div>'
    )


def end() -> None:
    """Ends the warm process of this kernel; the next preview starts another."""
    global _running  # noqa: PLW0603  # one a kernel
    if _running:
        _running[2].end()
        _running = None


def _maker(root: Path, imports: Sequence[str]) -> Maker:
    """The warm process of this kernel: another one where the package has changed, or the project is another."""
    global _running  # noqa: PLW0603
    code = frozenset(
        (path, found.st_mtime_ns, found.st_size)
        for path in PACKAGE.rglob("*")
        if path.suffix in CODE
        for found in [path.stat()]
    )
    if _running and (_running[:2] != (root, code) or not _running[2].is_alive):
        end()
    if not _running:
        _running = (root, code, Maker(root, imports))
    return _running[2]


atexit.register(end)
